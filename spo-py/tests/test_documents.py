"""Documents written and read."""

import os
import pickle
from datetime import datetime
from pathlib import Path

import pytest

import spo
from conftest import ROOT


@pytest.fixture
def document(appointment: spo.Appointment) -> spo.AppointmentDocument:
    return spo.AppointmentDocument(
        id=spo.InstanceId(root="1.2.208.184", extension="2e672aba-aab0-51df-a5f4-d79a7eefbf8b"),
        appointment_id=spo.InstanceId(root="1.2.208.184", extension="6f1a9c5e-2f0b-5b7e-9a53-0d2c7c1b9e10"),
        created=spo.danish_time(datetime(2027, 3, 1, 12, 0)),
        appointment=appointment,
    )


def test_what_is_written_reads_as_the_same(document: spo.AppointmentDocument) -> None:
    xml = document.to_xml()
    read = spo.read_appointment(xml)
    time = document.created
    for role in ("responsible", "performer"):
        # An author without a time gets the document's.
        assert getattr(read.appointment, role).time in {None, time}
    assert (read.document.id, read.document.appointment_id, read.document.created) == (
        document.id,
        document.appointment_id,
        document.created,
    )
    assert read.appointment.patient == document.appointment.patient
    assert read.appointment.time == document.appointment.time
    assert read.appointment.location == document.appointment.location
    assert (read.profile, read.warnings, read.raw) == ("apd-v2.0.1", (), xml)


def test_every_sample_document_becomes_records() -> None:
    shared = Path(os.environ.get("SPO_SHARED", ROOT.parent / "shared")) / "data" / "appointments" / "documents"
    samples = sorted(shared.rglob("*.xml"))
    if not samples:
        pytest.skip("../shared is not there")
    for path in samples:
        try:
            read = spo.read_appointment(path.read_bytes())
        except spo.DocumentError:
            continue
        assert spo.Appointment.from_json(read.appointment.to_json()) == read.appointment, path


def test_a_read_appointment_can_be_pickled_and_prints_no_cpr_number(document: spo.AppointmentDocument) -> None:
    read = spo.read_appointment(document.to_xml())
    assert pickle.loads(pickle.dumps(read)) == read  # noqa: S301
    assert "9996" not in repr(read)


def test_what_a_document_says_beyond_the_model_is_a_warning(document: spo.AppointmentDocument) -> None:
    more = b'<informant><assignedEntity><id root="1.2.3" extension="x"/></assignedEntity></informant>'
    xml = document.to_xml().replace(b"</recordTarget>", b"</recordTarget>" + more)
    warnings = spo.read_appointment(xml).warnings
    assert {warning.code for warning in warnings} == {"unmapped"}
    assert str(warnings[0]).startswith("ClinicalDocument/informant")


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"no xml",
        b"\xff\xfe\x00",
        b"<html/>",
        b'<ClinicalDocument xmlns="urn:hl7-org:v3"/>',
        b'<ClinicalDocument xmlns="urn:hl7-org:v3">',
        b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        b"<a>" * 100_000,
    ],
)
def test_what_is_no_appointment_document_is_refused(document: bytes) -> None:
    with pytest.raises(spo.DocumentError) as caught:
        spo.read_appointment(document)
    assert caught.value.code


def test_only_bytes_are_a_document() -> None:
    with pytest.raises(TypeError):
        spo.read_appointment("<x/>")  # type: ignore[arg-type]


def test_an_appointment_that_breaks_no_rule_has_no_faults(appointment: spo.Appointment) -> None:
    assert appointment.validate() == []


def test_every_fault_is_found_at_once(document: spo.AppointmentDocument) -> None:
    broken = document.appointment.replace(
        reason=spo.Reason(text=""),
        custodian=spo.Organisation(name=""),
        status=spo.AppointmentStatus.CANCELLED,
    )
    faults = broken.validate()
    paths = {fault.path for fault in faults}
    assert {"reason.text", "custodian.name", "custodian.id", "status"} <= paths
    for fault in faults:
        assert all([fault.rule, fault.danish, fault.english, fault.remedy])

    with pytest.raises(spo.ValidationError) as caught:
        document.replace(appointment=broken).to_xml()
    assert list(caught.value.faults) == faults
    assert all(str(fault) in str(caught.value) for fault in faults)
    assert "9996" not in str(caught.value)
