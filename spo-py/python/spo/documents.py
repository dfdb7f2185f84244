"""Documents: HL7 CDA R2 in the Danish profiles APD-DK, PDC-DK and CPD-DK, and diagnoses in FHIR."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from spo import _spo
from spo._records import Record, decode, encode
from spo.appointment import Appointment
from spo.care_plan import CarePlan
from spo.diagnosis import DiagnosisList
from spo.master_data import MasterData
from spo.values import InstanceId

T = TypeVar("T", bound="ReadAppointment")


@dataclass(frozen=True, kw_only=True, slots=True)
class AppointmentDocument(Record):
    """One version of an appointment as a document: the appointment and what the document adds to it.

    Attributes:
        id: the document's id, new for each version. The registry spells it `root^extension`.
        appointment_id: the appointment's id, the same in every version.
        created: when this version was made.
        appointment: the appointment.
    """

    id: InstanceId
    appointment_id: InstanceId
    created: datetime
    appointment: Appointment

    def to_xml(self) -> bytes:
        """Write APD-DK 2.0.1. Raises ValidationError, which lists every fault at once."""
        return _spo.document_xml(json.dumps(encode(self))).encode()


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentWarning(Record):
    """Something that was guessed, or that a document holds and an `Appointment` does not.

    Attributes:
        code: A stable name, such as `time.offset`. `unmapped` marks what only the raw document tells.
        path: where, as an element path such as `ClinicalDocument/author[2]/assignedAuthor/id`.
        message: what was found and what was made of it.
    """

    code: str
    path: str
    message: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.path}: {self.message} [{self.code}]"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadAppointment(Record):
    """An appointment document as it was read.

    Attributes:
        document: the document's values.
        profile: the version of the profile it follows: `apd-v1`, `apd-v2.0` or `apd-v2.0.1`.
        warnings: what was guessed or has no place in the model, in the order of reading.
        raw: the document byte for byte as it came in, with everything that `document` cannot hold.
    """

    document: AppointmentDocument
    profile: str
    warnings: Sequence[DocumentWarning] = ()
    raw: bytes = field(repr=False)

    @property
    def appointment(self) -> Appointment:
        """The appointment."""
        return self.document.appointment


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadMasterData(Record):
    """A document of master data as it was read. It prints neither the narrative nor the document.

    Attributes:
        master_data: the master data.
        narrative: the part that people read, as authored, in the XML of CDA; it may differ from the data, which is
            right then. It is others' text: render it, never pass it on as HTML. None when the citizen is protected:
            nobody can vouch for a text.
        warnings: what was guessed, left out or has no place in the model, in the order of reading.
        raw: the document byte for byte as it came in, with everything that is protected and yet told in it.
    """

    master_data: MasterData
    narrative: str | None = field(default=None, repr=False)
    warnings: Sequence[DocumentWarning] = ()
    raw: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadCarePlan(Record):
    """A care plan as it was read.

    Attributes:
        care_plan: the care plan.
        warnings: what was guessed or has no place in the model, in the order of reading.
        raw: the document byte for byte as it came in.
    """

    care_plan: CarePlan
    warnings: Sequence[DocumentWarning] = ()
    raw: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadDiagnosisList(Record):
    """A list of diagnoses as it was read.

    Attributes:
        diagnosis_list: the diagnoses.
        warnings: what was guessed or has no place in the model, in the order of reading. The path of one is that of
            FHIR, with positions from 0: `Bundle.entry[3].resource.onsetDateTime`.
        raw: the document byte for byte as it came in.
    """

    diagnosis_list: DiagnosisList
    warnings: Sequence[DocumentWarning] = ()
    raw: bytes = field(repr=False)


def decode_read(cls: type[T], json: Mapping[str, Any], raw: bytes, **more: Any) -> T:
    """Make a read appointment of its JSON, where the fields of the document stand beside the others."""
    names = ("id", "appointment_id", "created", "appointment")
    others = {name: value for name, value in json.items() if name not in names}
    return decode(cls, {**others, "document": {name: json[name] for name in names}}, raw=raw, **more)


def read_appointment(document: bytes) -> ReadAppointment:
    """Read an appointment document of any version of APD-DK, as the field sends them.

    Raises DocumentError when it is no appointment document; `code` says why.
    """
    return decode_read(ReadAppointment, json.loads(_spo.read_appointment(document)), document)


def read_master_data(document: bytes) -> ReadMasterData:
    """Read a document of master data (stamkort): PDC-DK 3.0, 2.0 or one of its drafts, as the field sends them.

    Raises DocumentError when it is no such document; `code` says why.
    """
    return decode(ReadMasterData, json.loads(_spo.read_master_data(document)), raw=document)


def read_care_plan(document: bytes) -> ReadCarePlan:
    """Read a care plan (forløbsplan): CPD-DK 2.0 or 1.0, as the field sends them.

    Raises DocumentError when it is no such document; `code` says why.
    """
    return decode(ReadCarePlan, json.loads(_spo.read_care_plan(document)), raw=document)


def read_diagnosis_list(document: bytes) -> ReadDiagnosisList:
    """Read a list of diagnoses (diagnoseoversigt): MedCom's ConditionList, FHIR R4 in JSON.

    Raises DocumentError when it is no such document; `code` says why.
    """
    return decode(ReadDiagnosisList, json.loads(_spo.read_diagnosis_list(document)), raw=document)
