"""Care plans and diagnoses: as authored, as exact as they were told, and the way to JSON and back."""

import json
import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import spo
from conftest import ROOT

FIXTURES = ROOT / "spo-core" / "tests" / "fixtures"
GOLDEN = ROOT / "spo-core" / "tests" / "golden"
PLANS = sorted((FIXTURES / "cpd").glob("*.xml"))
LISTS = sorted((FIXTURES / "fhir").glob("*.json"))


def golden(folder: str, path: Path) -> Any:
    return json.loads((GOLDEN / folder / f"{path.stem}.json").read_text("utf-8"))


def without_narratives(value: Any) -> Any:
    """Leave out what the golden files tell by its length only."""
    if isinstance(value, dict):
        return {name: without_narratives(each) for name, each in value.items() if name != "narrative"}
    return [without_narratives(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_care_plan_is_what_the_library_reads_and_survives_json_and_pickle(path: Path) -> None:
    got = spo.read_care_plan(path.read_bytes())
    plain = got.care_plan.to_dict()
    assert without_narratives(plain) == without_narratives(golden("cpd", path)["care_plan"])
    assert spo.CarePlan.from_dict(plain) == got.care_plan
    assert spo.CarePlan.from_json(got.care_plan.to_json()) == got.care_plan
    assert pickle.loads(pickle.dumps(got)) == got  # noqa: S301
    assert hash(got.care_plan) == hash(spo.CarePlan.from_dict(plain))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_of_diagnoses_is_what_the_library_reads_and_survives_json_and_pickle(path: Path) -> None:
    got = spo.read_diagnosis_list(path.read_bytes())
    plain = got.diagnosis_list.to_dict()
    assert plain == golden("fhir", path)["diagnosis_list"]
    assert spo.DiagnosisList.from_dict(plain) == got.diagnosis_list
    assert spo.DiagnosisList.from_json(got.diagnosis_list.to_json()) == got.diagnosis_list
    assert pickle.loads(pickle.dumps(got)) == got  # noqa: S301


def test_entries_are_found_in_every_section_in_the_authors_order() -> None:
    inner = spo.CarePlanSection(entries=[goal("second")])
    outer = spo.CarePlanSection(entries=[goal("first")], sections=[inner])
    plan = spo.CarePlan(cpr=spo.Cpr("2512489996"), sections=[outer, spo.CarePlanSection(entries=[goal("third")])])
    assert [entry.text for entry in plan.entries(spo.CarePlanEntryKind.GOAL)] == ["first", "second", "third"]
    assert plan.entries(spo.CarePlanEntryKind.OUTCOME) == ()
    assert spo.CarePlan.from_json(plan.to_json()) == plan


def goal(text: str) -> spo.CarePlanEntry:
    return spo.CarePlanEntry(kind=spo.CarePlanEntryKind.GOAL, text=text)


def test_values_of_every_kind_keep_their_kind() -> None:
    quantity = spo.Quantity(value="22.0", unit="mmol/L")
    concept = spo.CodedValue(code="T90", system="1.2.208.176.2.31")
    values: list[spo.ClinicalValue] = [
        concept,
        quantity,
        spo.QuantityRange(low=spo.Bound(quantity=quantity, inclusive=False)),
        spo.Words("ja"),
    ]
    span = spo.Span(start=spo.ClinicalTime("2019"), end=spo.ClinicalTime("2019-05-03"))
    for timing in (spo.ClinicalTime("2019-05"), span):
        entry = spo.CarePlanEntry(values=values, timing=timing)
        plan = spo.CarePlan(cpr=spo.Cpr("2512489996"), sections=[spo.CarePlanSection(entries=[entry])])
        assert spo.CarePlan.from_json(plan.to_json()) == plan
    assert [next(iter(each)) for each in plan.to_dict()["sections"][0]["entries"][0]["values"]] == [
        "code",
        "quantity",
        "range",
        "text",
    ]
    assert entry.codes == (concept,)
    assert str(quantity) == "22.0 mmol/L"
    with pytest.raises(TypeError, match=r"values\[0\]"):
        spo.CarePlanEntry(values=["ja"])  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("text", "precision", "first_day"),
    [
        ("2019", spo.Precision.YEAR, date(2019, 1, 1)),
        ("2019-05", spo.Precision.MONTH, date(2019, 5, 1)),
        ("2019-05-03", spo.Precision.DAY, date(2019, 5, 3)),
        ("2019-05-03T10:00:00+02:00", spo.Precision.MOMENT, date(2019, 5, 3)),
    ],
)
def test_a_clinical_time_is_as_exact_as_it_was_told(text: str, precision: spo.Precision, first_day: date) -> None:
    time = spo.ClinicalTime(text)
    assert (str(time), time.precision, time.first_day) == (text, precision, first_day)
    assert (time.moment is not None) is (precision is spo.Precision.MOMENT)
    assert repr(time) == f"ClinicalTime('{text}')"
    assert pickle.loads(pickle.dumps(time)) == time  # noqa: S301
    assert len({time, spo.ClinicalTime(text)}) == 1


@pytest.mark.parametrize("text", ["", "19", "2019-13", "i maj", "2019-05-03T10:00"])
def test_other_text_is_no_clinical_time(text: str) -> None:
    with pytest.raises(spo.InvalidArgumentError, match=r"time\."):
        spo.ClinicalTime(text)


def test_clinical_text_is_not_printed() -> None:
    words = "Hemmelig tekst"
    entry = spo.CarePlanEntry(text=words, values=[spo.Words(words)])
    section = spo.CarePlanSection(title=words, narrative=words, entries=[entry])
    plan = spo.CarePlan(cpr=spo.Cpr("2512489996"), title=words, sections=[section])
    diagnoses = spo.DiagnosisList(cpr=plan.cpr, diagnoses=[spo.Diagnosis(text=words, notes=[words])])
    for printed in (repr(plan), repr(diagnoses)):
        assert words not in printed
        assert "9996" not in printed


def test_a_status_that_is_not_told_is_neither_current_nor_over() -> None:
    assert spo.Diagnosis().status is spo.DiagnosisStatus.UNKNOWN
    with pytest.raises(TypeError, match="is no yes or no"):
        bool(spo.Diagnosis().status)


def test_what_was_refuted_is_no_diagnosis_whatever_its_status() -> None:
    for verification, taken_back in (("refuted", True), ("confirmed", False), (None, False)):
        diagnosis = spo.Diagnosis(status=spo.DiagnosisStatus.CURRENT, verification=verification)
        assert diagnosis.is_taken_back is taken_back


def test_other_documents_are_refused() -> None:
    for read in (spo.read_care_plan, spo.read_diagnosis_list):
        with pytest.raises(spo.DocumentError):
            read(b"<x/>")
