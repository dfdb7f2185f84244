"""Who calls, as values: card requests and callers."""

import pickle
from typing import Any

import pytest

import spo

NANCY = spo.Cpr("251248-9996")
OTHER = spo.Cpr("0201609995")
DEPARTMENT = spo.ShakCode("1301011")
DOCTOR = spo.HealthProfessional.authorised(NANCY, "j0184", DEPARTMENT)
PROVIDER = spo.CareProvider(cvr=spo.Cvr("33257872"), name="Sundhedsdatastyrelsen")
EMPLOYEE = spo.CardUser(id=NANCY, given_name="Nancy", surname="Berggren", role="7170")

CALLERS: dict[str, spo.Caller] = {
    "a citizen": spo.Citizen(cpr=NANCY),
    "a citizen on behalf of another": spo.CitizenOnBehalfOf(acting=NANCY, other=OTHER),
    "a doctor": DOCTOR,
    "a secretary": spo.HealthProfessional.not_authorised(NANCY, "secretary", spo.SorCode("325431000016004")).replace(
        responsible=spo.ResponsibleProfessional(cpr=OTHER, authorisation=spo.AuthorisationCode("J0184"))
    ),
    "a general practitioner": DOCTOR.replace(organisation=spo.YderNumber("12345")),
}


@pytest.mark.parametrize("who", CALLERS)
def test_a_caller_survives_json_and_pickles(who: str) -> None:
    caller = CALLERS[who]
    assert spo.caller_from_json(spo.caller_to_json(caller)) == caller
    assert pickle.loads(pickle.dumps(caller)) == caller  # noqa: S301
    assert hash(caller) == hash(caller.replace())


@pytest.mark.parametrize("who", CALLERS)
def test_a_caller_prints_without_the_cpr_number(who: str) -> None:
    shown = f"{CALLERS[who]!r} {CALLERS[who]}"
    assert "9996" not in shown
    assert "9995" not in shown


def test_a_citizen_does_not_act_on_behalf_of_the_same_citizen() -> None:
    with pytest.raises(spo.InvalidArgumentError) as caught:
        spo.CitizenOnBehalfOf(acting=NANCY, other=spo.Cpr("2512489996"))
    assert (caught.value.code, caught.value.path) == ("caller.same_citizen", "caller")
    with pytest.raises(spo.DocumentError, match="same person"):
        spo.caller_from_json('{"citizen_on_behalf_of": {"acting": "2512489996", "other": "251248-9996"}}')


def test_no_caller_can_be_stored_with_a_look_past_blocks() -> None:
    for caller in (DOCTOR, spo.Citizen(cpr=NANCY)):
        with pytest.raises(TypeError, match="consent_override"):
            caller.replace(consent_override=spo.Override.patient_consent())
        choice = '"consent_override": {"reason": "patient_consent"}, "cpr"'
        with pytest.raises(spo.DocumentError, match="consent_override"):
            spo.caller_from_json(spo.caller_to_json(caller).replace('"cpr"', choice, 1))


@pytest.mark.parametrize("accident", [True, "patient_consent", "", 1, spo.OverrideReason.PATIENT_CONSENT, {}])
def test_nobody_looks_past_a_block_by_accident(accident: Any) -> None:
    sandbox = spo.Sandbox()
    with spo.Client(sandbox.client_config(), transport=sandbox, identity=sandbox.identity()) as client:
        doctor = client.as_caller(DOCTOR)
        for look in (doctor.list, doctor.overview, doctor.session().overview):
            with pytest.raises(TypeError, match="override must be Override"):
                look(NANCY, override=accident)
            with pytest.raises(TypeError, match="positional"):
                look(NANCY, spo.Override.patient_consent())  # type: ignore[arg-type,call-arg]
    assert sandbox.calls == ()


def test_looking_past_a_block_has_no_usual_reason() -> None:
    with pytest.raises(TypeError, match="reason"):
        spo.Override()  # type: ignore[call-arg]


@pytest.mark.parametrize("explanation", ["", " ", "x" * 1001, "until 251248-9996 wakes"])
def test_a_vital_interest_is_explained_without_cpr_numbers(explanation: str) -> None:
    with pytest.raises(spo.InvalidArgumentError) as caught:
        spo.Override.vital_interest(explanation)
    assert caught.value.code == "override.explanation"
    assert "9996" not in str(caught.value)
    with pytest.raises(spo.InvalidArgumentError, match="consent"):
        spo.Override(reason=spo.OverrideReason.PATIENT_CONSENT, explanation="Nancy said so.")


def test_whoever_may_not_look_past_a_block_is_refused_before_anything_is_sent() -> None:
    sandbox = spo.Sandbox()
    clerk = spo.HealthProfessional.not_authorised(NANCY, "urn:dk:healthcare:no-role", DEPARTMENT)
    with spo.Client(sandbox.client_config(), transport=sandbox, identity=sandbox.identity()) as client:
        for caller in (clerk, spo.Citizen(cpr=NANCY)):
            with pytest.raises(spo.AccessDeniedError) as caught:
                client.as_caller(caller).list(NANCY, override=spo.Override.patient_consent())
            assert caught.value.code == "override.not_permitted"
    assert sandbox.calls == ()


@pytest.mark.parametrize("wrong", ["1301011", None, spo.Cvr("33257872")])
def test_an_organisation_is_named_by_one_of_three_codes(wrong: Any) -> None:
    with pytest.raises(TypeError, match="SorCode or ShakCode or YderNumber"):
        DOCTOR.replace(organisation=wrong)


@pytest.mark.parametrize(
    ("code", "text", "error"),
    [
        (spo.Cvr, "3325787", "cvr.format"),
        (spo.Cvr, "DK33257872", "cvr.format"),
        (spo.ShakCode, "130", "shak.format"),
        (spo.AuthorisationCode, "J018", "authorisation.format"),
    ],
)
def test_a_code_that_is_none_is_refused(code: Any, text: str, error: str) -> None:
    with pytest.raises(spo.InvalidArgumentError) as caught:
        code(text)
    assert caught.value.code == error


def test_codes_are_values() -> None:
    for one, other in ((spo.AuthorisationCode("j0184"), spo.AuthorisationCode("J0184")), (DEPARTMENT, DEPARTMENT)):
        assert one == other == pickle.loads(pickle.dumps(one))  # noqa: S301
        assert hash(one) == hash(other)
    assert (str(spo.AuthorisationCode("j0184")), repr(DEPARTMENT)) == ("J0184", "ShakCode('1301011')")


@pytest.mark.parametrize("user", [None, EMPLOYEE, EMPLOYEE.replace(id="nb@example.dk", email="nb@example.dk")])
def test_a_card_request_survives_json(user: spo.CardUser | None) -> None:
    card = spo.IdCardRequest(system_name="EHR X", care_provider=PROVIDER, user=user)
    assert card.level == (3 if user is None else 4)
    assert spo.IdCardRequest.from_json(card.to_json()) == card
    assert pickle.loads(pickle.dumps(card)) == card  # noqa: S301


def test_an_employee_prints_as_a_role() -> None:
    user = EMPLOYEE.replace(id="2512489996", email="nancy@example.dk", occupation="Overlæge")
    assert repr(user) == "CardUser(role='7170')"


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"system_name": " "}, "system_name"),
        ({"care_provider": PROVIDER.replace(name="Two\nlines")}, "care_provider.name"),
        ({"user": EMPLOYEE.replace(role="")}, "user.role"),
        ({"user": EMPLOYEE.replace(id="")}, "user.id.other"),
        ({"issuer": "two words"}, "issuer"),
    ],
)
def test_what_a_card_cannot_hold_is_refused_where_it_is_written(changes: Any, path: str) -> None:
    with pytest.raises(spo.InvalidArgumentError) as caught:
        spo.IdCardRequest(**{"system_name": "EHR X", "care_provider": PROVIDER} | changes)
    assert caught.value.path == path


def test_a_misspelt_field_of_a_card_request_is_named() -> None:
    with pytest.raises(spo.DocumentError, match="systemname"):
        spo.IdCardRequest.from_json('{"systemname": "EHR X"}')
