"""The published JSON Schemas take what the library takes, describe all it gives, and refuse what is wrong."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

import spo
from conftest import ROOT
from spo import _spo
from test_callers import CALLERS, EMPLOYEE, PROVIDER
from test_master_data_edit import AGNES, EDITS, by_nurse, stamkort
from test_scenarios import SCENARIOS, client_of, play

SCHEMAS = {path.name.removesuffix(".schema.json"): path for path in sorted((ROOT / "schemas").glob("*.json"))}
EXAMPLES = sorted((ROOT / "examples" / "data").glob("*.json"))
GOLDEN = ROOT / "spo-core" / "tests" / "golden"
READ = [
    pytest.param(schema, path, id=f"{schema}-{path.stem}")
    for folder, schema in {
        "apd": "read-appointment",
        "shared": "read-appointment",
        "pdc": "read-master-data",
        "shared/pdc": "read-master-data",
        "cpd": "read-care-plan",
        "shared/cpd": "read-care-plan",
        "fhir": "read-diagnosis-list",
    }.items()
    for path in sorted((GOLDEN / folder).glob("*.json"))
]
DOCUMENTS = sorted((ROOT / "spo-core" / "tests" / "fixtures" / "apd").glob("*.xml"))

FORMATS = FormatChecker(["date"])


@FORMATS.checks("date-time", raises=ValueError)
def is_date_time(value: Any) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


def closed(schema: Any) -> Any:
    """Refuse, in every object, what the schema does not tell: no field may go undescribed."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    tight = {name: closed(each) for name, each in schema.items()}
    if isinstance(schema.get("properties"), dict):
        tight.setdefault("additionalProperties", False)
    return tight


def validator(name: str) -> Draft202012Validator:
    schema = json.loads(SCHEMAS[name].read_text(encoding="utf-8"))
    return Draft202012Validator(closed(schema), format_checker=FORMATS)


VALIDATORS = {name: validator(name) for name in SCHEMAS}


def problems(name: str, value: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATORS[name].iter_errors(value)]


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_one_and_names_itself(name: str) -> None:
    schema = read(SCHEMAS[name])
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == SCHEMAS[name].name
    assert schema["title"]
    assert schema["description"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_is_described_in_words_that_need_no_rust(name: str) -> None:
    for where, field in fields(read(SCHEMAS[name])):
        assert field.get("description"), where
        assert "::" not in field["description"], where
        assert "[`" not in field["description"], where


def fields(schema: Any, where: str = "$") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property, except the single one that names a variant: the variant itself is described."""
    if isinstance(schema, list):
        for at, each in enumerate(schema):
            yield from fields(each, f"{where}[{at}]")
    elif isinstance(schema, dict):
        properties = schema.get("properties", {})
        is_variant = len(properties) == 1 and "description" in schema
        for name, field in properties.items():
            if not is_variant and "const" not in field:
                yield f"{where}.{name}", field
        for name, each in schema.items():
            yield from fields(each, f"{where}.{name}")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_example_appointments_are_valid_as_they_are_and_as_written_again(path: Path) -> None:
    assert problems("appointment", read(path)) == []
    assert problems("appointment", json.loads(_spo.appointment_json(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_what_is_read_from_a_document_is_valid_and_can_be_given_back(path: Path) -> None:
    document = json.loads(_spo.read_appointment(path.read_bytes()))
    assert problems("read-appointment", document) == []
    assert problems("appointment-document", document) == []
    assert problems("appointment", document["appointment"]) == []


@pytest.mark.parametrize(("schema", "path"), READ)
def test_what_was_read_from_sample_documents_is_valid(schema: str, path: Path) -> None:
    assert problems(schema, read(path)) == []


def test_the_sandbox_configuration_is_valid_whole_and_with_defaults_left_out() -> None:
    config = json.loads(_spo.sandbox_config("http://127.0.0.1:8080"))
    assert problems("client-config", config) == []
    assert problems("client-config", {name: config[name] for name in ("endpoints", "source")}) == []


class Recorder:
    """Stands before the compiled client and keeps the JSON it answers with."""

    def __init__(self, native: Any) -> None:
        self.native = native
        self.answers: list[tuple[str, str]] = []

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.native, name)

        def recorded(*arguments: Any, **named: Any) -> Any:
            answer = method(*arguments, **named)
            text = answer[0] if isinstance(answer, tuple) else answer
            text = text.json() if isinstance(text, _spo.Overview) else text
            if isinstance(text, str):
                self.answers.append((name, text))
            return answer

        return recorded


KINDS = {
    "share": "receipt",
    "replace": "receipt",
    "cancel": "receipt",
    "find": "found",
    "get": "read-appointment",
    "get_all": "appointment-list",
    "list": "appointment-list",
    "overview": "overview",
}


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_everything_a_scenario_brings_forth_is_valid(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = read(path)
    sandbox = spo.Sandbox()
    client = client_of(sandbox, scenario, sandbox, with_identity=scenario.get("identity", False))
    recorder = Recorder(client._native)  # noqa: SLF001 - the JSON itself is what is tested
    monkeypatch.setattr(client, "_native", recorder)
    for step in scenario["steps"]:
        play(sandbox, client, step)
        assert "script" not in step or problems("sandbox-script", step["script"]) == []
    for name, text in recorder.answers:
        assert problems(KINDS[name], json.loads(text)) == [], name


def test_entries_and_searches_are_valid(clinic: spo.Client, appointment: spo.Appointment) -> None:
    recorder = Recorder(clinic._native)  # noqa: SLF001
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clinic, "_native", recorder)
        receipt = clinic.share(spo.AppointmentVersion(key="booking-4711"), appointment)
        clinic.replace(receipt.appointment, appointment)
        clinic.get(clinic.find(appointment.patient.cpr, include_deprecated=True).entries[0])
    assert [name for name, _ in recorder.answers] == ["share", "replace", "find", "get"]
    for name, text in recorder.answers:
        assert problems(KINDS[name], json.loads(text)) == [], name
    for entry in json.loads(recorder.answers[2][1])["entries"]:
        assert problems("document-entry", entry) == []


MISTAKES: dict[str, Any] = {
    "a time that exists twice": lambda _, __: spo.danish_time(datetime(2026, 10, 25, 2, 30)),
    "faults": lambda clinic, plain: clinic.share(
        spo.AppointmentVersion(key="k"), plain.replace(reason=spo.Reason(text=""))
    ),
    "a refusal": lambda clinic, plain: clinic.list(plain.patient.cpr),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_what_an_error_tells_is_valid(
    case: str, sandbox: spo.Sandbox, clinic: spo.Client, appointment: spo.Appointment, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, Any]] = []
    make = spo.SpoError._from_json.__func__  # type: ignore[attr-defined]  # noqa: SLF001

    def record(cls: type[spo.SpoError], text: str, details: str) -> Any:
        told.append(json.loads(details))
        return make(cls, text, details)

    monkeypatch.setattr(spo.SpoError, "_from_json", classmethod(record))
    sandbox.script({"kind": "refuse", "errors": [{"code": "XDSRegistryError"}]}, count=0)
    with pytest.raises(spo.SpoError):
        MISTAKES[case](clinic, appointment)
    (error,) = told
    details = {name: value for name, value in error.items() if name not in {"kind", "code", "message", "retryable"}}
    assert {"instants", "faults", "service_errors"} & details.keys()
    assert problems("error-details", details) == []


def gp() -> Any:
    return read(ROOT / "examples" / "data" / "minimal-gp.json")


BROKEN_APPOINTMENTS: dict[str, Any] = {
    "a number that is no date": lambda plain: plain["patient"].update(cpr="3113489996"),
    "a number too short": lambda plain: plain["patient"].update(cpr="251248-999"),
    "a time in UTC": lambda plain: plain.update(time={"at": {"start": "2027-04-01T08:00:00Z"}}),
    "a time without an offset": lambda plain: plain.update(time={"at": {"start": "2027-04-01T08:00:00"}}),
    "two times": lambda plain: plain["time"].update(day={"date": "2027-04-01"}),
    "no such day": lambda plain: plain.update(time={"day": {"date": "2027-02-30"}}),
    "an unknown field": lambda plain: plain["reason"].update(words="x"),
    "an unknown field of a place": lambda plain: plain.update(location={"home": {"door": "x"}}),
    "an unknown kind": lambda plain: plain.update(kind="private"),
    "no patient": lambda plain: plain.pop("patient"),
    "a word that is no address": lambda plain: plain["patient"].update(address="secret"),
    "a SOR code with a leading zero": lambda plain: plain["performer"]["organisation"].update(id={"sor": "0123456"}),
    "an id of no kind": lambda plain: plain["performer"]["organisation"].update(id={"ean": "5790000000000"}),
    "a telecom without a value": lambda plain: plain["performer"]["organisation"].update(telecoms=[{}]),
}


@pytest.mark.parametrize("case", BROKEN_APPOINTMENTS)
def test_schema_and_library_refuse_the_same_appointments(case: str) -> None:
    plain = gp()
    BROKEN_APPOINTMENTS[case](plain)
    assert problems("appointment", plain)
    with pytest.raises(spo.DocumentError):
        spo.Appointment.from_dict(plain)


TAKEN_APPOINTMENTS: dict[str, Any] = {
    "a hyphen in the number": lambda plain: plain["patient"].update(cpr="251248-9996"),
    "a replacement number": lambda plain: plain["patient"].update(cpr="6101801234"),
    "what the number tells, said": lambda plain: plain["patient"].update(gender="male", birth_date="1950-01-01"),
    "absent and null": lambda plain: plain["patient"].update(gender=None, birth_date=None, general_practice=None),
    "a short provider number": lambda plain: plain["performer"]["organisation"].update(id={"yder": "123"}),
    "the usual words": lambda plain: plain.update(location={"home": {}}, time={"day": {"date": "2027-04-01"}}),
    "a protected address": lambda plain: plain["patient"].update(address="protected"),
}


@pytest.mark.parametrize("case", TAKEN_APPOINTMENTS)
def test_schema_and_library_take_the_same_appointments(case: str) -> None:
    plain = gp()
    TAKEN_APPOINTMENTS[case](plain)
    assert problems("appointment", plain) == []
    spo.Appointment.from_dict(plain)


@pytest.mark.parametrize("who", CALLERS)
def test_every_caller_is_valid(who: str) -> None:
    assert problems("caller", json.loads(spo.caller_to_json(CALLERS[who]))) == []


@pytest.mark.parametrize(
    "caller",
    [
        {},
        {"citizen": {"cpr": "251248-9996", "consent_override": {"reason": "patient_consent"}}},
        {"citizen": {"cpr": "2512489996"}, "health_professional": {}},
        {"citizen_on_behalf_of": {"acting": "2512489996"}},
        {"health_professional": {"cpr": "2512489996", "standing": {"not_authorised": {"role": "x"}}}},
        {
            "health_professional": {
                "cpr": "2512489996",
                "organisation": {"shak": "130"},
                "standing": {"authorised": {"code": "J0184"}},
            }
        },
        {
            "health_professional": {
                "cpr": "2512489996",
                "organisation": {"shak": "1301011"},
                "standing": {"authorised": {"code": "J0184"}},
                "consent_override": {"reason": "patient_consent"},
            }
        },
    ],
)
def test_schema_and_library_refuse_the_same_callers(caller: Any) -> None:
    assert problems("caller", caller)
    with pytest.raises(spo.DocumentError):
        spo.caller_from_json(json.dumps(caller))


@pytest.mark.parametrize("edit", EDITS, ids=repr)
def test_every_change_of_master_data_is_valid(edit: spo.Edit) -> None:
    assert problems("master-data-change", by_nurse(edit).to_dict()) == []


BROKEN_CHANGES: dict[str, Any] = {
    "no patient": lambda plain: plain.pop("patient"),
    "an item of no kind": lambda plain: plain.update(edit={"create": {"allergy": {}}}),
    "two items": lambda plain: plain["edit"]["create"].update(contact=[]),
    "an end of no kind": lambda plain: plain.update(edit={"end": {}}),
    "a misspelt field": lambda plain: plain["entered_by"].update(organization={}),
}


@pytest.mark.parametrize("case", BROKEN_CHANGES)
def test_schema_and_library_refuse_the_same_changes_of_master_data(case: str) -> None:
    plain = by_nurse(EDITS[0]).to_dict()
    BROKEN_CHANGES[case](plain)
    assert problems("master-data-change", plain)
    with pytest.raises(spo.DocumentError):
        spo.MasterDataChange.from_dict(plain)


def test_the_receipt_of_a_change_of_master_data_is_valid(sandbox: spo.Sandbox) -> None:
    sandbox.add_person(AGNES)
    checked = by_nurse(EDITS[0]).check(stamkort(sandbox))
    receipt = sandbox._native.submit(checked._native)  # noqa: SLF001 - the JSON itself is what is tested
    assert problems("master-data-change-receipt", json.loads(receipt)) == []


def card_request() -> Any:
    return json.loads(spo.IdCardRequest(system_name="EHR X", care_provider=PROVIDER, user=EMPLOYEE).to_json())


BROKEN_CARD_REQUESTS: dict[str, Any] = {
    "no organisation": lambda plain: plain.pop("care_provider"),
    "a number that is no CVR number": lambda plain: plain["care_provider"].update(cvr="DK33257872"),
    "a misspelt field": lambda plain: plain["user"].update(firstname="x"),
    "an id of no kind": lambda plain: plain["user"].update(id={"pnr": "2512489996"}),
    "an authorisation code too short": lambda plain: plain["user"].update(authorisation="J018"),
}


@pytest.mark.parametrize("case", BROKEN_CARD_REQUESTS)
def test_schema_and_library_refuse_the_same_card_requests(case: str) -> None:
    plain = card_request()
    assert problems("id-card-request", plain) == []
    BROKEN_CARD_REQUESTS[case](plain)
    assert problems("id-card-request", plain)
    with pytest.raises(spo.DocumentError):
        spo.IdCardRequest.from_json(json.dumps(plain))


BROKEN_CONFIGURATIONS: dict[str, Any] = {
    "a misspelt setting": lambda plain: plain["endpoints"].update(sumbit="http://x"),
    "an address without a scheme": lambda plain: plain["endpoints"].update(submit="localhost:8080"),
    "no source": lambda plain: plain.pop("source"),
    "a source that is no OID": lambda plain: plain["source"].update(id="1.02.3"),
    "an OID too long": lambda plain: plain["source"].update(id="1." + "2" * 63),
    "a code outside the value set": lambda plain: plain["source"].update(facility_type="42"),
    "an unknown version": lambda plain: plain.update(soap_version="1.3"),
    "no time at all": lambda plain: plain.update(timeouts={"total_ms": 0}),
    "a negative time": lambda plain: plain.update(timeouts={"attempt_ms": -1}),
    "a token service without a scheme": lambda plain: plain.update(token_service={"url": "sts", "certificates": []}),
    "a token service without certificates": lambda plain: plain.update(token_service={"url": "https://sts"}),
    "an unknown age of cards": lambda plain: plain.update(headers={"time_out": "60"}),
    "seconds": lambda plain: plain.update(timeouts={"total": 10}),
}


@pytest.mark.parametrize("case", BROKEN_CONFIGURATIONS)
def test_schema_and_library_refuse_the_same_configurations(case: str) -> None:
    plain = json.loads(_spo.sandbox_config("http://127.0.0.1:8080"))
    BROKEN_CONFIGURATIONS[case](plain)
    assert problems("client-config", plain)
    with pytest.raises(spo.ConfigurationError):
        spo.ClientConfig.from_json(json.dumps(plain))


@pytest.mark.parametrize(
    "scripts",
    [
        {},
        {"does": {"kind": "explode"}},
        {"does": {"kind": "latency"}},
        {"does": {"kind": "latency", "ms": 1, "seconds": 1}},
        {"does": [], "on": "ITI-99"},
        [{"does": {"kind": "html_page", "status": "504"}}],
    ],
)
def test_schema_and_library_refuse_the_same_scripts(scripts: Any) -> None:
    assert problems("sandbox-script", scripts)
    with pytest.raises(spo.InvalidArgumentError):
        spo.Sandbox()._native.script(json.dumps(scripts))  # noqa: SLF001
