"""Master data: what is no yes or no, what is protected, and the way to JSON and back."""

import dataclasses
import json
import pickle
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import spo
from conftest import ROOT

FIXTURES = sorted((ROOT / "spo-core" / "tests" / "fixtures" / "pdc").glob("*.xml"))
PROTECTED = [path for path in FIXTURES if "protected" in path.stem]


def full() -> spo.MasterData:
    return read("v3.0-full").master_data


def read(stem: str) -> spo.ReadMasterData:
    path = next(path for path in FIXTURES if path.stem == stem)
    return spo.read_master_data(path.read_bytes())


def bare() -> spo.MasterData:
    return spo.MasterData(
        cpr=spo.Cpr("2512489996"),
        version=spo.ProfileVersion(template="3.0"),
        name_and_address=spo.Sourced(value=spo.NameAndAddress()),
    )


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_what_is_read_is_what_the_library_reads_and_survives_json_and_pickle(path: Path) -> None:
    document = path.read_bytes()
    got = spo.read_master_data(document)
    golden = json.loads((ROOT / "spo-core" / "tests" / "golden" / "pdc" / f"{path.stem}.json").read_text("utf-8"))
    assert got.master_data.to_dict() == golden["master_data"]
    assert [(warning.code, warning.path) for warning in got.warnings] == [
        (warning["code"], warning["path"]) for warning in golden["warnings"]
    ]
    # The golden file tells the length only.
    narrative = None if got.narrative is None else f"{len(got.narrative.encode())} bytes"
    assert (narrative, got.raw) == (golden.get("narrative"), document)
    assert spo.MasterData.from_json(got.master_data.to_json()) == got.master_data
    assert spo.MasterData.from_dict(got.master_data.to_dict()) == got.master_data
    assert pickle.loads(pickle.dumps(got)) == got  # noqa: S301
    assert hash(got.master_data) == hash(spo.MasterData.from_json(got.master_data.to_json()))


def test_every_field_of_the_schema_is_one_of_the_records() -> None:
    schema = json.loads((ROOT / "schemas" / "master-data.schema.json").read_text("utf-8"))
    assert set(schema["properties"]) == {field.name for field in dataclasses.fields(spo.MasterData)}


STATEMENTS = [*spo.ResuscitationOptOut, *spo.Registration, *spo.NoGeneralPractice]


@pytest.mark.parametrize("statement", STATEMENTS, ids=str)
def test_a_statement_is_neither_true_nor_false_nor_text(statement: Any) -> None:
    for mistake in (lambda: bool(statement), lambda: not statement, lambda: statement or None):
        with pytest.raises(TypeError, match="is no yes or no"):
            mistake()
    with pytest.raises(TypeError, match="is no yes or no"):
        bool(spo.Sourced(value=statement))
    assert not isinstance(statement, str | int)
    assert statement not in {True, False, statement.value}


def test_an_item_that_is_there_is_true_whatever_it_holds() -> None:
    assert spo.Sourced(value=())
    assert spo.Sourced(value="")


def test_an_opt_out_of_resuscitation_that_is_not_told_is_said_in_words() -> None:
    assert bare().resuscitation_opt_out.value is spo.ResuscitationOptOut.NOT_IN_DOCUMENT
    assert bare().to_dict()["resuscitation_opt_out"]["value"] == "not_in_document"
    for value in spo.ResuscitationOptOut:
        data = bare().replace(resuscitation_opt_out=spo.Sourced(value=value))
        assert data.to_dict()["resuscitation_opt_out"]["value"] == value.value
        assert spo.MasterData.from_json(data.to_json()).resuscitation_opt_out.value is value


@pytest.mark.parametrize("mistake", [True, False, None, "not_opted_out", spo.Registration.UNAVAILABLE])
def test_nothing_else_is_taken_for_a_statement(mistake: Any) -> None:
    with pytest.raises(TypeError, match=r"Sourced\.value|resuscitation_opt_out\.value"):
        bare().replace(resuscitation_opt_out=spo.Sourced(value=mistake))
    with pytest.raises(TypeError, match="resuscitation_opt_out must be Sourced"):
        bare().replace(resuscitation_opt_out=mistake)


def test_a_registration_that_the_document_does_not_have_is_none_and_never_no_position() -> None:
    assert bare().organ_donor_registration is None
    assert "organ_donor_registration" not in bare().to_dict()
    assert {it.name for it in spo.Registration} == {"POSITION_REGISTERED", "NO_POSITION_REGISTERED", "UNAVAILABLE"}


@pytest.mark.parametrize("name", ["organ_donor", "treatment_will", "living_will"])
def test_a_registration_keeps_its_word_through_json(name: str) -> None:
    field = f"{name}_registration"
    for value in spo.Registration:
        data = bare().replace(**{field: spo.Sourced(value=value)})
        assert data.to_dict()[field]["value"] == value.value
        assert getattr(spo.MasterData.from_json(data.to_json()), field).value is value


def test_having_no_general_practice_is_told_and_differs_from_not_knowing() -> None:
    assert bare().general_practitioner is spo.NoGeneralPractice.UNKNOWN
    without = bare().replace(general_practitioner=spo.NoGeneralPractice.NONE)
    assert without.to_dict()["general_practitioner"] == "none"
    practice = spo.GeneralPractice.yder("12345", "Lægehuset")
    data = bare().replace(general_practitioner=practice)
    assert data.to_dict()["general_practitioner"]["practice"]["name"] == "Lægehuset"
    for each in (without, data):
        assert spo.MasterData.from_json(each.to_json()) == each


def test_a_name_or_address_is_known_protected_or_not_known() -> None:
    name = spo.PersonName(given=["Nanna"], family="Prøve")
    for told in (name, spo.PROTECTED, None):
        value = spo.NameAndAddress(name=told, address=spo.PROTECTED if told is spo.PROTECTED else None)
        data = bare().replace(name_and_address=spo.Sourced(value=value))
        assert spo.MasterData.from_json(data.to_json()) == data
        assert data.is_protected is (told is spo.PROTECTED)
    assert bare().to_dict()["name_and_address"]["value"] == {"name": "unknown", "address": "unknown"}


@pytest.mark.parametrize("path", PROTECTED, ids=lambda path: path.stem)
def test_of_a_protected_citizen_there_is_no_text_to_show(path: Path) -> None:
    got = spo.read_master_data(path.read_bytes())
    told = got.master_data.name_and_address.value
    assert (told.name, told.address, got.master_data.is_protected) == (spo.PROTECTED, spo.PROTECTED, True)
    assert got.narrative is None


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_master_data_prints_no_person(path: Path) -> None:
    got = spo.read_master_data(path.read_bytes())
    for printed in (repr(got), str(got), f"{got.master_data}", repr([got.master_data])):
        for word in words(got.master_data):
            assert word not in printed, word


def words(data: spo.MasterData) -> list[str]:
    """Everything of some length that tells who and where somebody is."""
    personal = ("name_and_address", "children_in_custody", "custody_holders", "contact", "relatives")
    plain = data.to_dict()
    return [data.cpr.number, *(word for name in personal for word in texts(plain.get(name, []), "value"))]


def texts(value: Any, name: str) -> Iterator[str]:
    if isinstance(value, dict):
        for each, inner in value.items():
            yield from texts(inner, each)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, name)
    elif name in {"given", "family", "lines", "city", "note", "cpr", "value"} and value != "protected":
        yield from [value] if len(value) > 4 else []


def test_the_parts_print_no_person_either() -> None:
    hidden = "Hemmelig"
    name = spo.PersonName(given=[hidden], family=hidden)
    address = spo.Address(lines=[hidden], city=hidden)
    parts = [
        spo.NameAndAddress(name=name, address=address),
        spo.Custody(cpr=spo.Cpr("2512489996"), name=name),
        spo.TemporaryAddress(address=address),
        spo.Relative(name=name, note=hidden, telecoms=[spo.Telecom(value=f"tel:{hidden}")]),
        spo.OtherItem(values=[hidden]),
        spo.Origin(person=name),
    ]
    for part in parts:
        assert hidden not in repr(spo.Sourced(value=part))
        assert "9996" not in repr(part)


def test_a_temporary_address_has_days_named_as_the_json_has_them_not() -> None:
    stay = spo.TemporaryAddress(
        address=spo.Address(lines=["Sommervej 1"]), start=date(2027, 7, 1), end=date(2027, 8, 1)
    )
    data = bare().replace(temporary_address=spo.Sourced(value=stay, changed=spo.danish_time(datetime(2027, 1, 1))))
    plain = data.to_dict()["temporary_address"]
    assert (plain["value"]["from"], plain["value"]["to"]) == ("2027-07-01", "2027-08-01")
    assert spo.MasterData.from_json(data.to_json()) == data


def test_items_are_checked_where_they_stand() -> None:
    phones = spo.Sourced(value=[spo.Telecom.phone("66 11 33 33", spo.Use.HOME)])
    data = bare().replace(contact=phones)
    assert data.contact is not None
    assert data.contact.value == (spo.Telecom.phone("66113333", spo.Use.HOME),)
    empty = bare().replace(contact=spo.Sourced(value=[]))
    assert spo.MasterData.from_json(empty.to_json()) == empty
    with pytest.raises(TypeError, match=r"contact\.value\[0\] must be Telecom"):
        bare().replace(contact=spo.Sourced(value=["66113333"]))
    with pytest.raises(TypeError, match=r"relatives\[0\]"):
        bare().replace(relatives=[spo.Relative(name=spo.PersonName())])


def test_json_that_is_wrong_names_the_path() -> None:
    plain = bare().to_dict()
    plain["resuscitation_opt_out"]["value"] = False
    with pytest.raises(spo.DocumentError) as caught:
        spo.MasterData.from_dict(plain)
    assert caught.value.path == "resuscitation_opt_out.value"


def test_what_is_no_master_data_is_refused() -> None:
    with pytest.raises(spo.DocumentError):
        spo.read_master_data(b"<x/>")


def test_times_have_denmarks_offset() -> None:
    generated = full().generated
    assert generated is not None
    assert generated.utcoffset() is not None
    assert generated.astimezone(UTC) == generated
