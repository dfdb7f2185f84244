"""Records: typed, immutable, comparable, and as JSON."""

import copy
import dataclasses
import json
import pickle
from datetime import date, datetime
from typing import Any

import pytest

import spo
from conftest import ROOT

EXAMPLES = sorted((ROOT / "examples" / "data").glob("*.json"))


def test_a_cpr_number_prints_masked() -> None:
    cpr = spo.Cpr("251248-9996")
    assert cpr.number == "2512489996"
    assert [str(cpr), f"{cpr}", repr(cpr), f"{[cpr]}"] == [
        "251248-****",
        "251248-****",
        "Cpr('251248-****')",
        "[Cpr('251248-****')]",
    ]


def test_a_cpr_number_knows_its_date_gender_and_doubts() -> None:
    cpr = spo.Cpr("2512489996")
    assert (cpr.birth_date, cpr.gender, cpr.warning) == (
        date(1948, 12, 25),
        spo.Gender.FEMALE,
        spo.CprWarning.MODULUS11,
    )
    assert spo.Cpr("6101801234").warning is spo.CprWarning.REPLACEMENT_NUMBER


@pytest.mark.parametrize("number", ["", "010203999", "01020399961", "3113489996", "010203+9996"])
def test_a_wrong_cpr_number_is_refused_and_not_repeated(number: str) -> None:
    with pytest.raises(spo.InvalidArgumentError) as caught:
        spo.Cpr(number)
    assert caught.value.code in {"cpr.format", "cpr.date"}
    assert not number or number not in str(caught.value)


def test_codes_check_themselves() -> None:
    assert str(spo.SorCode("325431000016004")) == "325431000016004"
    assert spo.YderNumber("12345").number == "012345"
    with pytest.raises(spo.InvalidArgumentError, match=r"sor\.format"):
        spo.SorCode("abc")
    with pytest.raises(spo.InvalidArgumentError, match=r"yder\.format"):
        spo.Organisation.yder("1234567", "Lægehuset")


def test_identifiers_sort_and_refuse_other_types() -> None:
    assert spo.SorCode("325431000016004") < spo.SorCode("345031000016009")
    assert spo.SorCode("325431000016004") != "325431000016004"
    with pytest.raises(TypeError):
        spo.Cpr(2512489996)  # type: ignore[arg-type]


def test_records_are_frozen_and_take_keywords_only(appointment: spo.Appointment) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        appointment.kind = spo.AppointmentKind.MUNICIPALITY  # type: ignore[misc]
    with pytest.raises(AttributeError):
        appointment.cpr.number = "0"  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        spo.Reason("words")  # type: ignore[call-arg]


def test_records_compare_by_value_and_can_be_hashed(appointment: spo.Appointment) -> None:
    again = spo.Appointment.from_json(appointment.to_json())
    assert again == appointment
    assert again is not appointment
    assert len({again, appointment}) == 1
    assert appointment != appointment.replace(kind=spo.AppointmentKind.MUNICIPALITY)


def test_records_can_be_copied_and_pickled(appointment: spo.Appointment) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(appointment, protocol)) == appointment  # noqa: S301
    assert copy.copy(appointment) == appointment
    assert copy.deepcopy(appointment) == appointment


def test_no_text_of_a_record_holds_the_cpr_number(appointment: spo.Appointment) -> None:
    assert "9996" not in repr(appointment)
    assert "251248-****" in repr(appointment)


def test_sequences_are_kept_as_tuples() -> None:
    lines = ["Sygehusvej 1"]
    address = spo.Address(lines=lines)
    lines.append("2. sal")
    assert address.lines == ("Sygehusvej 1",)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: spo.Reason(text=1), "Reason.text must be str, not int"),  # type: ignore[arg-type]
        (lambda: spo.Address(lines="Vej 1"), "Address.lines must be a sequence of str, not str"),
        (lambda: spo.PersonName(given=[1]), r"PersonName.given\[0\] must be str, not int"),  # type: ignore[list-item]
        (
            lambda: spo.Organisation(name="x", id="325431000016004"),  # type: ignore[arg-type]
            "Organisation.id must be SorCode or YderNumber or InstanceId, not str",
        ),
        (
            lambda: spo.Patient(cpr="2512489996", name=spo.PersonName()),  # type: ignore[arg-type]
            "Patient.cpr must be Cpr, not str",
        ),
        (
            lambda: spo.Home(address="protected"),  # type: ignore[arg-type]
            "Home.address must be Address or Protection, not str",
        ),
        (
            lambda: spo.Telecom(value="tel:1", use="work"),  # type: ignore[arg-type]
            "Telecom.use must be Use, not str",
        ),
    ],
)
def test_a_value_of_a_wrong_type_is_named_where_it_is_made(make: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        make()


def test_what_the_cpr_number_tells_may_be_left_out() -> None:
    patient = spo.Patient(cpr=spo.Cpr("2512489996"), name=spo.PersonName(family="Berggren"))
    assert (patient.birth_date, patient.gender) == (date(1948, 12, 25), spo.Gender.FEMALE)
    told = patient.replace(gender=spo.Gender.MALE, birth_date=date(1950, 1, 1))
    assert (told.birth_date, told.gender) == (date(1950, 1, 1), spo.Gender.MALE)


EVERYTHING: dict[str, Any] = {
    "time": spo.Window(start=spo.danish_time(datetime(2027, 1, 5, 7)), end=spo.danish_time(datetime(2027, 1, 5, 9))),
    "status": spo.AppointmentStatus.CANCELLED,
    "location": spo.Home(address=spo.PROTECTED, telecoms=[spo.Telecom.mail(" a@example.dk", spo.Use.HOME)]),
    "patient": spo.Patient(
        cpr=spo.Cpr("2512489996"),
        name=spo.PersonName(prefix="Fru", given=["Nancy", "Ann"], family="Berggren"),
        address=spo.PROTECTED,
        telecoms=[spo.Telecom.phone("12 34 56 78", spo.Use.MOBILE)],
        general_practice=spo.Organisation.yder("12345", "Lægehuset"),
    ),
    "reason": spo.Reason(text="Hjemmebesøg", code=spo.Code(code="1", system="1.2.3", system_name="S", display="D")),
    "requester": spo.Participant(
        organisation=spo.Organisation(id=spo.InstanceId(root="1.2.3", extension="x"), name="Andre"),
        person=spo.PersonName(given=["Bo"], family="Lund"),
        time=spo.danish_time(datetime(2027, 1, 1, 12)),
    ),
    "episode": spo.EpisodeOfCare(
        ids=[spo.InstanceId(root="1.2.3")], label=spo.Code(code="ALAL21", system="1.2.208.176.2.4")
    ),
    "series": spo.Series(id=spo.InstanceId(root="1.2.3", extension="series")),
}


@pytest.mark.parametrize("field", EVERYTHING)
def test_every_field_survives_the_way_through_json(appointment: spo.Appointment, field: str) -> None:
    changed = appointment.replace(**{field: EVERYTHING[field]})
    assert spo.Appointment.from_json(changed.to_json()) == changed
    assert spo.Appointment.from_dict(changed.to_dict()) == changed


@pytest.mark.parametrize(
    "change",
    [
        {"time": spo.Day(date=date(2027, 1, 5))},
        {"time": spo.At(start=spo.danish_time(datetime(2027, 1, 5, 7)))},
        {"location": spo.OtherPlace(name="Biblioteket", address=spo.Address(country="Sverige", use=spo.Use.WORK))},
        {"location": spo.Home()},
        {"series": spo.Series()},
        {"episode": spo.EpisodeOfCare()},
    ],
)
def test_every_variant_survives_the_way_through_json(appointment: spo.Appointment, change: dict[str, Any]) -> None:
    changed = appointment.replace(**change)
    assert spo.Appointment.from_json(changed.to_json()) == changed


def test_json_is_the_same_as_in_the_other_languages(appointment: spo.Appointment) -> None:
    plain = appointment.to_dict()
    assert plain["time"] == {"at": {"start": "2027-04-01T10:00:00+02:00", "end": "2027-04-01T10:30:00+02:00"}}
    assert plain["performer"]["organisation"]["id"] == {"sor": "345031000016009"}
    assert plain["location"]["facility"]["telecoms"] == [{"value": "tel:66113333", "use": "work"}]
    assert plain["patient"]["cpr"] == "2512489996"


@pytest.mark.skipif(not EXAMPLES, reason="examples/data is not there")
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_example_appointments_read_and_write(path: Any) -> None:
    appointment = spo.Appointment.from_json(path.read_text(encoding="utf-8"))
    assert spo.Appointment.from_json(appointment.to_json()) == appointment


@pytest.mark.parametrize(
    ("edit", "path"),
    [
        (lambda plain: plain["patient"].update(cpr="123"), "patient.cpr"),
        (lambda plain: plain["time"]["at"].update(start="2027-04-01T10:00:00Z"), "time.at.start"),
        (lambda plain: plain["reason"].update(words="x"), "reason.words"),
        (lambda plain: plain["performer"]["organisation"].update(telecoms=[{}]), "performer.organisation.telecoms[0]"),
    ],
)
def test_json_that_is_wrong_names_the_place(appointment: spo.Appointment, edit: Any, path: str) -> None:
    plain = appointment.to_dict()
    edit(plain)
    with pytest.raises(spo.DocumentError) as caught:
        spo.Appointment.from_dict(plain)
    assert caught.value.path == path


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"kind": "regional"}', "[" * 100_000])
def test_what_is_no_appointment_is_a_document_error(text: str) -> None:
    with pytest.raises(spo.DocumentError):
        spo.Appointment.from_json(text)


CLASSES = {name: thing for name in spo.__all__ if isinstance(thing := getattr(spo, name), type)}


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_and_field_is_documented(name: str) -> None:
    cls = CLASSES[name]
    text = cls.__doc__ or ""
    assert text
    assert not text.startswith(f"{name}("), "it has no docstring of its own"
    for field in cls.__annotations__ if dataclasses.is_dataclass(cls) else ():
        assert f"\n    {field}: " in text.replace("\n        ", "\n    "), field


def test_json_of_a_record_holds_no_absent_fields(appointment: spo.Appointment) -> None:
    assert "null" not in appointment.to_json()
    assert json.loads(appointment.to_json()) == appointment.to_dict()
