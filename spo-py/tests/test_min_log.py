"""Registrations with the national log: accepted onto disk, delivered later, and nothing lost on the way."""

import json
import pickle
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import spo
from test_blocks import CLINIC, COLLEAGUE, DOCTOR, NANCY
from test_schemas import problems

LOOK = spo.danish_time(datetime(2026, 3, 2, 10, 15))
NANCYS = NANCY.number


def entry(number: int) -> spo.LogEntry:
    """Make one entry of many."""
    return spo.LogEntry(
        system="EHR X",
        activity="Opslag i aftaler",
        time=LOOK,
        patient=spo.LogPatient(id=NANCY),
        user=spo.LogUser(id=DOCTOR.cpr),
        sequence_number=str(number),
    )


def full() -> spo.LogEntry:
    """Make an entry in which nothing is left out."""
    return spo.LogEntry(
        system="EHR X",
        activity="Opslag i aftaler",
        reason="Behandling",
        addition=spo.Addition.OVERRIDE,
        criticality="Meget følsom",
        time=spo.LogSpan(start=LOOK, end=LOOK),
        organisation=spo.LogOrganisation(id=spo.Cvr("33257872"), name="Hjemmeplejen"),
        patient=spo.LogPatient(id=spo.ReplacementCpr(number="2512486AB1"), name="Nancy Berggren"),
        user=spo.LogUser(id=spo.EuropeanProfessional(number="SE-4711"), name="Karin", role="Sygeplejerske"),
        on_behalf_of=spo.LogPrincipal(id=spo.AuthorisationCode("J0184"), name="Jens", role="Læge"),
        correlation_id="c-1",
        sequence_number="1",
        hidden_from=[spo.Audience.CUSTODY_HOLDER, "Andre"],
        sources=[spo.LogSource(system="Portal", correlation_id="p-1"), spo.LogSource()],
    )


@pytest.fixture
def config(sandbox: spo.Sandbox, tmp_path: Path) -> spo.ClientConfig:
    return sandbox.client_config().replace(queue_file=str(tmp_path / "queue.db"))


@pytest.fixture
def client(sandbox: spo.Sandbox, config: spo.ClientConfig) -> Iterator[spo.Client]:
    with spo.Client(config, transport=sandbox) as client:
        yield client


def refuse_first(sandbox: spo.Sandbox) -> None:
    refusal = {"entries": [1], "code": "ukendt", "text": f"{NANCYS} findes ikke"}
    sandbox.script({"kind": "log_refusals", **refusal}, on=spo.Transaction.MINLOG2)


def test_what_is_added_is_on_disk_before_delivery_and_survives_the_client(
    client: spo.Client, config: spo.ClientConfig, sandbox: spo.Sandbox
) -> None:
    assert client.min_log.add([entry(1), full().replace(sequence_number=None)])[0] == "1"
    client.close()
    assert sandbox.log_entries() == ()
    again = spo.Client(config, transport=sandbox)
    assert again.min_log.waiting() == 2
    report = again.min_log.deliver()
    assert report == spo.LogDelivery(requests=1, added=2, waiting=0)
    first, second = sandbox.log_entries()
    assert first == entry(1)
    assert second == full().replace(sequence_number=second.sequence_number)
    assert len(second.sequence_number or "") == 36


def test_twelve_hundred_entries_go_in_three_requests(client: spo.Client, sandbox: spo.Sandbox) -> None:
    numbers = client.min_log.add(entry(number) for number in range(1200))
    report = client.min_log.deliver()
    assert (report.requests, report.added, report.waiting, report.refused) == (3, 1200, 0, ())
    assert tuple(logged.sequence_number for logged in sandbox.log_entries()) == numbers
    assert len(sandbox.calls) == 3
    assert client.min_log.deliver().requests == 0


def test_a_refused_entry_is_listed_with_its_reason_until_it_waits_again(
    client: spo.Client, sandbox: spo.Sandbox
) -> None:
    client.min_log.add([entry(1), entry(2)])
    refuse_first(sandbox)
    report = client.min_log.deliver()
    assert (report.added, report.waiting) == (1, 0)
    (refused,) = client.min_log.refused()
    assert (refused,) == report.refused
    assert (refused.code, refused.reason, refused.entry) == ("ukendt", "******-**** findes ikke", entry(1))
    client.min_log.requeue(refused.id)
    assert client.min_log.refused() == ()
    assert client.min_log.deliver().added == 1
    with pytest.raises(spo.NotFoundError) as caught:
        client.min_log.requeue(refused.id)
    assert caught.value.code == "min_log.not_refused"


def test_a_refused_entry_can_be_thrown_away(client: spo.Client, sandbox: spo.Sandbox) -> None:
    client.min_log.add([entry(1)])
    refuse_first(sandbox)
    (refused,) = client.min_log.deliver().refused
    client.min_log.discard(refused.id)
    assert (client.min_log.refused(), client.min_log.waiting()) == ((), 0)


def test_a_lost_answer_is_part_of_the_report_and_its_entries_wait(client: spo.Client, sandbox: spo.Sandbox) -> None:
    client.min_log.add([entry(1)])
    sandbox.script({"kind": "no_answer", "processed": True}, on=spo.Transaction.MINLOG2)
    report = client.min_log.deliver()
    assert (report.added, report.waiting) == (0, 1)
    assert report.failure
    assert (report.failure.code, report.failure.may_be_added) == ("transport.timeout", True)
    assert report.next_request
    assert report.next_request > datetime.now(report.next_request.tzinfo)
    assert problems("log-delivery", json.loads(client.min_log._native.deliver())) == []  # noqa: SLF001


def test_all_faults_of_all_entries_come_at_once_and_none_is_accepted(client: spo.Client) -> None:
    bad = entry(2).replace(system="x" * 26, activity="", reason=NANCYS, time=LOOK.replace(year=2014))
    with pytest.raises(spo.ValidationError) as caught:
        client.min_log.add([entry(1), bad])
    assert {(fault.path, fault.rule) for fault in caught.value.faults} == {
        ("[1].system", "log.system.length"),
        ("[1].activity", "log.text.blank"),
        ("[1].reason", "log.text.cpr"),
        ("[1].time.at", "log.time.range"),
    }
    assert [f"[1].{fault.path}" for fault in bad.faults()] == [fault.path for fault in caught.value.faults]
    assert client.min_log.waiting() == 0
    assert NANCYS not in str(caught.value) + repr(caught.value) + repr(bad)


def test_a_number_stands_for_one_entry(client: spo.Client) -> None:
    client.min_log.add([entry(1)])
    client.min_log.add([entry(1)])
    assert client.min_log.waiting() == 1
    with pytest.raises(spo.ConflictError):
        client.min_log.add([entry(1).replace(activity="Andet")])


def test_no_persons_number_shows(client: spo.Client, sandbox: spo.Sandbox) -> None:
    told = entry(1).replace(on_behalf_of=spo.LogPrincipal(id=DOCTOR.cpr))
    client.min_log.add([told])
    refuse_first(sandbox)
    shown = repr([told, told.patient, told.user, told.on_behalf_of, full(), full().patient, full().user])
    shown += repr([client.min_log, client.min_log.deliver(), client.min_log.refused()])
    for number in (NANCYS, DOCTOR.cpr.number, "2512486AB1", "SE-4711"):
        assert number not in shown


@pytest.mark.parametrize("missing", ["min_log", "queue_file"])
def test_a_setting_that_is_missing_is_named(missing: str, sandbox: spo.Sandbox, config: spo.ClientConfig) -> None:
    client = spo.Client(config.replace(**{missing: None}), transport=sandbox)
    with pytest.raises(spo.ConfigurationError) as caught:
        client.min_log.add([entry(1)])
    assert caught.value.path == missing


def test_the_limits_are_settings(sandbox: spo.Sandbox, config: spo.ClientConfig) -> None:
    assert config.min_log
    narrow = config.replace(min_log=config.min_log.replace(entries_per_request=2, requests_per_hour=3))
    client = spo.Client(narrow, transport=sandbox)
    client.min_log.add(entry(number) for number in range(10))
    report = client.min_log.deliver()
    assert (report.requests, report.added, report.waiting) == (3, 6, 4)


def test_a_professional_is_named_by_the_authorisation() -> None:
    look = spo.LogEntry.of_caller("EHR X", "Opslag i aftaler", NANCY, COLLEAGUE, LOOK).in_organisation("Klinikken")
    assert (look.patient, look.time) == (spo.LogPatient(id=NANCY), LOOK)
    assert DOCTOR.authorisation
    assert look.user == spo.LogUser(id=DOCTOR.authorisation)
    assert look.organisation == spo.LogOrganisation(id=CLINIC, name="Klinikken")
    assert look.faults() == []


def test_a_citizen_is_named_by_cpr_number_alone() -> None:
    look = spo.LogEntry.of_caller("Portalen", "Opslag i aftaler", NANCY, spo.Citizen(cpr=NANCY), LOOK)
    assert (look.user, look.organisation) == (spo.LogUser(id=NANCY), None)
    assert look.in_organisation("Portalen").organisation == spo.LogOrganisation(name="Portalen")


@pytest.mark.parametrize("look", [entry(1), full()])
def test_an_entry_is_the_same_in_every_form(look: spo.LogEntry) -> None:
    assert spo.LogEntry.from_json(look.to_json()) == look
    assert spo.LogEntry.from_dict(look.to_dict()) == look
    assert pickle.loads(pickle.dumps(look)) == look  # noqa: S301
    assert problems("log-entry", look.to_dict()) == []


def test_the_json_form_is_that_of_the_other_languages() -> None:
    assert full().to_dict() | {"time": None} == {
        "system": "EHR X",
        "activity": "Opslag i aftaler",
        "reason": "Behandling",
        "addition": "override",
        "criticality": {"other": "Meget følsom"},
        "time": None,
        "organisation": {"id": {"cvr": "33257872"}, "name": "Hjemmeplejen"},
        "patient": {"id": {"replacement_cpr": "2512486AB1"}, "name": "Nancy Berggren"},
        "user": {"id": {"european_professional": "SE-4711"}, "name": "Karin", "role": "Sygeplejerske"},
        "on_behalf_of": {"id": {"authorisation": "J0184"}, "name": "Jens", "role": "Læge"},
        "correlation_id": "c-1",
        "sequence_number": "1",
        "hidden_from": ["custody_holder", {"other": "Andre"}],
        "sources": [{"system": "Portal", "correlation_id": "p-1"}, {}],
    }


def test_words_of_the_log_read_as_the_citizen_knows_them() -> None:
    assert [str(word) for word in spo.Addition] == ["Samtykke", "Værdispring", "Ingen"]
    assert spo.Addition.of(spo.OverrideReason.PATIENT_CONSENT) is spo.Addition.CONSENT
    assert spo.Addition.of(spo.OverrideReason.VITAL_INTEREST) is spo.Addition.OVERRIDE


def test_a_look_past_a_block_is_in_the_log(
    national: spo.Client, sandbox: spo.Sandbox, appointment: spo.Appointment
) -> None:
    national.share(spo.AppointmentVersion(key="booking-4711"), appointment)
    national.as_caller(spo.Citizen(cpr=NANCY)).blocks.block_everything(NANCY)
    national.as_caller(COLLEAGUE).list(NANCY, override=spo.Override.vital_interest("The patient is unconscious."))
    assert "Værdispring" in {str(line.addition) for line in sandbox.log_entries()}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (lambda: entry(1).replace(time="2026-03-02"), "LogEntry.time must be datetime or LogSpan, not str"),
        (lambda: entry(1).replace(addition=1), "LogEntry.addition must be Addition or str, not int"),
        (lambda: spo.LogPatient(id=NANCYS), "LogPatient.id must be Cpr or ReplacementCpr, not str"),  # type: ignore[arg-type]
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_where_it_is_made(wrong: Any, told: str) -> None:
    with pytest.raises(TypeError, match=told):
        wrong()


def test_a_time_without_a_zone_is_refused_where_it_is_made() -> None:
    with pytest.raises(spo.InvalidArgumentError) as caught:
        entry(1).replace(time=datetime(2026, 3, 2, 10, 15))
    assert caught.value.path == "LogEntry.time"


def test_entries_are_given_as_a_sequence(client: spo.Client) -> None:
    with pytest.raises(TypeError, match="entries must be a sequence of LogEntry, not LogEntry"):
        client.min_log.add(entry(1))  # type: ignore[arg-type]


def test_a_log_is_not_pickled_and_ends_with_its_client(client: spo.Client) -> None:
    with pytest.raises(TypeError, match="pickled"):
        pickle.dumps(client.min_log)
    client.close()
    with pytest.raises(ValueError, match="closed"):
        _ = client.min_log
