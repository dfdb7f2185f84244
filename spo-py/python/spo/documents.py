"""Appointment documents: HL7 CDA R2 in the Danish profile APD-DK."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from spo import _spo
from spo._records import Record, decode, encode
from spo.appointment import Appointment
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


def decode_read(cls: type[T], json: Mapping[str, Any], raw: bytes, **more: Any) -> T:
    """Make a read appointment of its JSON, where the fields of the document stand beside the others."""
    document = {name: json[name] for name in ("id", "appointment_id", "created", "appointment")}
    return cls(
        document=decode(AppointmentDocument, document),
        profile=json["profile"],
        warnings=[decode(DocumentWarning, warning) for warning in json["warnings"]],
        raw=raw,
        **more,
    )


def read_appointment(document: bytes) -> ReadAppointment:
    """Read an appointment document of any version of APD-DK, as the field sends them.

    Raises DocumentError when it is no appointment document; `code` says why.
    """
    return decode_read(ReadAppointment, json.loads(_spo.read_appointment(document)), document)
