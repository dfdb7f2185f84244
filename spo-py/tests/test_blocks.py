"""Blocks and consents: registering them, asking by them, and what they do to reading."""

import json
import pickle
from datetime import datetime, timedelta
from typing import Any

import pytest

import spo

NANCY = spo.Cpr("251248-9996")
MOTHER = spo.Cpr("0101501234")
DOCTOR = spo.SandboxEmployee.example()
HOSPITAL = spo.SorCode("265951000016004")
DEPARTMENT = spo.SorCode("325431000016004")
CLINIC = spo.SorCode("440081000016006")
COLLEAGUE = DOCTOR.caller(CLINIC)
JUNE = spo.DataPeriod(
    start=spo.danish_time(datetime(2026, 6, 1, 0, 0)), end=spo.danish_time(datetime(2026, 7, 1, 0, 0))
)
MUCH_LATER = spo.danish_time(datetime(2099, 1, 1, 0, 0))

DRAFTS: dict[str, spo.Draft] = {
    "everything": spo.Block(),
    "a place": spo.Block.of_place(spo.ShakCode("1301011")),
    "a person": spo.Block.of_person(DOCTOR.cpr),
    "a period, later": spo.Block.of_period(JUNE).replace(start=MUCH_LATER, end=MUCH_LATER + timedelta(days=1)),
    "nobody abroad": spo.Block(who=spo.Professionals.FOREIGN),
    "a consent for a practice": spo.Consent(
        who=spo.ProfessionalsOf(organisation=spo.YderNumber("12345"), include_sub_organisations=True), end=MUCH_LATER
    ),
}


@pytest.mark.parametrize("case", DRAFTS)
def test_a_draft_survives_json_and_pickles(case: str) -> None:
    draft = DRAFTS[case]
    assert spo.draft_from_json(spo.draft_to_json(draft)) == draft
    assert pickle.loads(pickle.dumps(draft)) == draft  # noqa: S301
    assert hash(draft) == hash(draft.replace())
    assert "1111" not in repr(draft)


def test_a_consent_always_ends_and_who_is_no_text() -> None:
    with pytest.raises(TypeError, match="end"):
        spo.Consent()  # type: ignore[call-arg]
    with pytest.raises(spo.DocumentError, match="to"):
        spo.draft_from_json('{"consent": {}}')
    with pytest.raises(TypeError, match=r"Block\.who must be Professionals or OneProfessional or ProfessionalsOf"):
        spo.Block(who="everybody")  # type: ignore[arg-type]


def mine(national: spo.Client) -> spo.Blocks:
    return national.as_caller(spo.Citizen(cpr=NANCY)).blocks


def test_the_common_cases_are_one_call_each(national: spo.Client, sandbox: spo.Sandbox) -> None:
    blocks = mine(national)
    everything = blocks.block_everything(NANCY)
    place = blocks.block_place(NANCY, CLINIC)
    person = blocks.block_person(NANCY, DOCTOR.cpr)
    period = blocks.block_period(NANCY, JUNE)
    assert (everything.what.is_all, everything.who, everything.end) == (True, spo.Professionals.ALL, None)
    assert place.what == spo.What.of_place(CLINIC)
    assert person.who == spo.OneProfessional(cpr=DOCTOR.cpr)
    assert period.what == spo.What.of_period(JUNE)
    assert blocks.list(NANCY) == (everything, place, person, period) == sandbox.registrations
    for registration in blocks.list(NANCY):
        assert registration.effect is spo.RegistrationEffect.BLOCK
        assert (registration.citizen, registration.created.by) == (NANCY, NANCY)
        assert "9996" not in repr(registration)
        lifted = blocks.lift(NANCY, registration.id)
        assert lifted.state is spo.RegistrationState.INACTIVE
        assert lifted.changed is not None
        assert not lifted.is_in_effect(lifted.changed.time)
    assert blocks.list(NANCY) == ()
    assert len(blocks.history(NANCY)) == 4


def test_a_change_keeps_how_it_was_as_history(national: spo.Client) -> None:
    blocks = mine(national)
    first = blocks.block_everything(NANCY)
    narrower = blocks.change(NANCY, first.id, spo.Block.of_place(CLINIC))
    assert (narrower.id, narrower.what) == (first.id, spo.What.of_place(CLINIC))
    now, before = blocks.history(NANCY)
    assert now == narrower
    assert (before.state, before.what.is_all) == (spo.RegistrationState.INACTIVE, True)


def test_a_consent_is_registered_like_a_block(national: spo.Client) -> None:
    consent = spo.Consent(who=spo.ProfessionalsOf(organisation=CLINIC), end=MUCH_LATER)
    registered = mine(national).register(NANCY, consent)
    assert (registered.effect, registered.who, registered.end) == (
        spo.RegistrationEffect.CONSENT,
        consent.who,
        MUCH_LATER,
    )
    assert registered.is_in_effect(registered.start)
    assert not registered.is_in_effect(registered.start - timedelta(seconds=1))
    assert not registered.is_in_effect(MUCH_LATER)


def test_whoever_has_custody_decides_for_a_child_and_nobody_else_does(
    national: spo.Client, sandbox: spo.Sandbox
) -> None:
    mother = national.as_caller(spo.CitizenOnBehalfOf(acting=MOTHER, other=NANCY)).blocks
    with pytest.raises(spo.AccessDeniedError):
        mother.block_everything(NANCY)
    sandbox.set_relations([(MOTHER, spo.OnBehalfOf(relation=spo.Relation.PARENTAL_CUSTODY, cpr=NANCY))])
    assert mother.block_everything(NANCY).created.by == MOTHER
    assert national.as_caller(COLLEAGUE).blocks.block_everything(NANCY).created.by == DOCTOR.cpr
    with pytest.raises(spo.SpoError, match=r"caller\.other_citizen"):
        national.as_caller(spo.Citizen(cpr=MOTHER)).blocks.block_everything(NANCY)
    assert len(sandbox.registrations) == 2


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (spo.Block(start=spo.danish_time(datetime(2026, 1, 1, 0, 0))), "block.from_past"),
        (spo.Block(end=spo.danish_time(datetime(2026, 1, 1, 0, 0))), "block.validity"),
        (spo.Block.of_period(spo.DataPeriod()), "block.data_period"),
    ],
)
def test_what_the_service_is_known_to_refuse_is_never_sent(
    draft: spo.Draft, code: str, national: spo.Client, sandbox: spo.Sandbox
) -> None:
    with pytest.raises(spo.InvalidArgumentError) as caught:
        mine(national).register(NANCY, draft)
    assert caught.value.code == code
    assert sandbox.calls == ()


def test_a_professional_who_is_not_authorised_cannot_be_named(national: spo.Client) -> None:
    with pytest.raises(spo.SpoError, match="register of authorisations"):
        mine(national).block_person(NANCY, MOTHER)


def test_a_registration_is_named_by_a_number(national: spo.Client) -> None:
    for name in ("", "one", "1" * 21):
        with pytest.raises(spo.InvalidArgumentError, match=r"registration\.format"):
            mine(national).lift(NANCY, name)


def test_a_lost_answer_is_looked_up_and_nothing_is_registered_twice(national: spo.Client, sandbox: spo.Sandbox) -> None:
    sandbox.script({"kind": "no_answer", "processed": True}, on=spo.Transaction.CONSENT_ADMINISTRATION)
    assert mine(national).block_everything(NANCY) == sandbox.registrations[0]
    assert len(sandbox.registrations) == 1


def item(id: str, organisation: spo.OrganisationCode, day: int | None = None) -> spo.DataItem:  # noqa: A002
    start = None if day is None else spo.danish_time(datetime(2026, 6, day, 10, 0))
    return spo.DataItem(id=id, organisation=organisation, start=start)


def test_a_check_says_item_by_item_what_may_be_shown(national: spo.Client, sandbox: spo.Sandbox) -> None:
    items = [item("theirs", DEPARTMENT, 15), item("by another code", spo.ShakCode("1301011")), item("ours", CLINIC, 15)]
    sandbox.add_organisation(DEPARTMENT, parent=HOSPITAL, other_codes=[spo.ShakCode("1301011")])
    verdict = national.blocks.check(COLLEAGUE, NANCY, items)
    assert (verdict.decision, verdict.permitted) == (spo.Decision.PERMIT, frozenset(each.id for each in items))
    mine(national).block_place(NANCY, HOSPITAL)
    verdict = national.blocks.check(COLLEAGUE, NANCY, items)
    assert verdict.decision is spo.Decision.PERMIT_FILTERED
    assert [verdict.may_show(each.id) for each in items] == [False, False, True]
    assert not verdict.may_show("never asked about")
    mine(national).block_everything(NANCY)
    verdict = national.blocks.check(COLLEAGUE, NANCY, items)
    assert (verdict.decision, verdict.permitted) == (spo.Decision.DENY, frozenset())
    assert national.blocks.check(spo.Citizen(cpr=NANCY), NANCY, items).decision is spo.Decision.PERMIT


def test_neither_verdict_nor_decision_is_taken_for_a_yes(national: spo.Client) -> None:
    verdict = national.blocks.check(COLLEAGUE, NANCY, [])
    with pytest.raises(TypeError, match="may_show"):
        bool(verdict)
    for decision in spo.Decision:
        with pytest.raises(TypeError, match="no yes or no"):
            bool(decision)


def test_while_nobody_can_be_asked_everything_is_hidden_unless_the_host_chose_otherwise(
    national: spo.Client, sandbox: spo.Sandbox
) -> None:
    sandbox.script(
        {"kind": "http_status", "status": 503, "processed": False}, on=spo.Transaction.CONSENT_VERIFICATION, count=0
    )
    verdict = national.blocks.check(COLLEAGUE, NANCY, [item("one", CLINIC)])
    assert verdict.decision is spo.Decision.UNAVAILABLE
    assert not verdict.may_show("one")
    assert verdict.unavailable is not None
    assert verdict.unavailable.retryable
    assert verdict.unavailable.remedy
    config = sandbox.client_config()
    assert config.blocks is not None
    assert config.blocks.when_unavailable is spo.WhenUnavailable.HIDE
    config = config.replace(blocks=config.blocks.replace(when_unavailable=spo.WhenUnavailable.SHOW))
    assert spo.ClientConfig.from_json(config.to_json()) == config
    with spo.Client(config, transport=sandbox, identity=sandbox.identity()) as open_client:
        verdict = open_client.blocks.check(COLLEAGUE, NANCY, [item("one", CLINIC)])
    assert (verdict.decision, verdict.may_show("one")) == (spo.Decision.UNAVAILABLE, True)


def test_a_check_that_the_host_got_wrong_is_an_error(national: spo.Client, sandbox: spo.Sandbox) -> None:
    with pytest.raises(spo.InvalidArgumentError) as caught:
        national.blocks.check(COLLEAGUE, NANCY, [item("a", CLINIC), item("a", HOSPITAL)])
    assert (caught.value.code, caught.value.path) == ("check.id", "items[1].id")
    config = sandbox.client_config()
    for without, code in ((config, "blocks.no_identity"), (config.replace(blocks=None), "configuration.blocks")):
        identity = None if without.blocks else sandbox.identity()
        with pytest.raises(spo.ConfigurationError) as refused:
            spo.Client(without, transport=sandbox, identity=identity).blocks.list(NANCY)
        assert refused.value.code == code


def test_the_guessed_messages_go_to_a_sandbox_alone_unless_wanted_by_name(sandbox: spo.Sandbox) -> None:
    foreign = spo.BlockService(verification="https://example.dk/v", administration="https://example.dk/a")
    config = sandbox.client_config().replace(blocks=foreign)
    with pytest.raises(spo.ConfigurationError, match=r"configuration\.provisional"):
        spo.Client(config, transport=sandbox)
    wanted = config.replace(blocks=foreign.replace(wire=spo.WireForm.PROVISIONAL))
    spo.Client(wanted, transport=sandbox).close()


@pytest.fixture
def colleague(national: spo.Client, appointment: spo.Appointment) -> spo.Client:
    """A doctor elsewhere, who looks at Nancy's two appointments: of April, and of June."""
    june = spo.At(start=spo.danish_time(datetime(2026, 6, 15, 10, 0)))
    national.share(spo.AppointmentVersion(key="april"), appointment)
    national.share(spo.AppointmentVersion(key="june"), appointment.replace(time=june))
    return national.as_caller(COLLEAGUE)


def codes(found: spo.AppointmentList | spo.Found) -> list[str]:
    return [gap.code for gap in found.gaps]


def test_the_very_next_list_is_filtered_and_says_so_without_a_word_about_what(
    national: spo.Client, colleague: spo.Client, sandbox: spo.Sandbox
) -> None:
    assert len(colleague.list(NANCY)) == 2
    block = mine(national).block_period(NANCY, JUNE)
    filtered = colleague.list(NANCY)
    assert (len(filtered), codes(filtered), filtered.overridden) == (1, ["search.withheld"], False)
    assert "something may be withheld" in filtered.to_table()
    assert all(told not in repr(filtered.gaps) for told in ("2026", "FilteredByConsent", block.id))
    assert [call.withheld for call in sandbox.calls if call.withheld] == [1]
    assert len(national.as_caller(spo.Citizen(cpr=NANCY)).list(NANCY)) == 2
    mine(national).lift(NANCY, block.id)
    assert (len(colleague.list(NANCY)), colleague.list(NANCY).gaps) == (2, ())


def test_an_answer_emptied_by_a_block_is_not_taken_for_none(
    national: spo.Client, colleague: spo.Client, sandbox: spo.Sandbox
) -> None:
    assert colleague.list(MOTHER).to_table() == "No appointments.\n"
    mine(national).block_everything(NANCY)
    assert codes(colleague.find(NANCY)) == ["search.withheld"]
    sandbox.script({"kind": "no_answer", "processed": False}, on=spo.Transaction.CONSENT_VERIFICATION)
    unsure = colleague.list(NANCY)
    assert (len(unsure), codes(unsure)) == (0, ["search.unverified"])
    assert not unsure.to_table().startswith("No appointments.\n")


def test_an_overview_that_nobody_could_verify_is_not_an_empty_one(sandbox: spo.Sandbox, national: spo.Client) -> None:
    config = national.config.replace(blocks=None)
    client = spo.Client(config, transport=sandbox, identity=sandbox.identity(caller=COLLEAGUE))
    overview = client.overview(NANCY, kinds=[spo.DocumentKind.APPOINTMENTS])
    assert [(it.cause, it.code) for it in overview.missing] == [(spo.Cause.UNVERIFIED, "search.unverified")]


@pytest.mark.parametrize(
    "choice", [spo.Override.patient_consent(), spo.Override.vital_interest("The patient is unconscious.")]
)
def test_a_look_past_blocks_is_for_one_call(choice: spo.Override, national: spo.Client, colleague: spo.Client) -> None:
    assert not colleague.list(NANCY, override=choice).overridden, "nothing is blocked, so nothing is looked past"
    mine(national).block_everything(NANCY)
    seen = colleague.list(NANCY, override=choice)
    assert (len(seen), seen.overridden, seen.gaps) == (2, True, ())
    assert "registered with the patient" in seen.to_table()
    again = colleague.list(NANCY)
    assert (len(again), again.overridden, codes(again)) == (0, False, ["search.withheld"])


def test_a_session_keeps_nothing_that_was_seen_in_spite_of_a_block(national: spo.Client, colleague: spo.Client) -> None:
    mine(national).block_everything(NANCY)
    session = colleague.session()
    kinds = [spo.DocumentKind.APPOINTMENTS]
    seen = session.overview(NANCY, kinds=kinds, override=spo.Override.patient_consent())
    assert (len(seen.appointments), seen.overridden, seen.withheld) == (2, True, ())
    again = session.overview(NANCY, kinds=kinds)
    assert (len(again.appointments), again.overridden) == (0, False)
    assert [it.kinds for it in again.withheld] == [(spo.DocumentKind.APPOINTMENTS,)]


@pytest.mark.parametrize("call", ["list", "history", "lift", "register"])
def test_blocks_of_a_closed_client_are_not_had(call: str, national: spo.Client) -> None:
    assert callable(getattr(national.blocks, call))
    national.close()
    with pytest.raises(ValueError, match="closed"):
        _ = national.blocks


def test_blocks_are_not_pickled(national: spo.Client) -> None:
    with pytest.raises(TypeError, match="pickled"):
        pickle.dumps(national.blocks)


@pytest.mark.parametrize("wrong", [None, {}, "everything", spo.What()])
def test_only_a_block_or_a_consent_is_registered(wrong: Any, national: spo.Client) -> None:
    with pytest.raises(TypeError, match="draft must be Block or Consent"):
        national.blocks.register(NANCY, wrong)


def test_the_json_form_is_that_of_the_other_languages() -> None:
    assert json.loads(spo.draft_to_json(spo.Block.of_period(JUNE))) == {
        "block": {
            "what": {"period": {"from": "2026-06-01T00:00:00+02:00", "to": "2026-07-01T00:00:00+02:00"}},
            "who": "everybody",
        }
    }
