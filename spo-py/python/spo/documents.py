"""Appointment documents: HL7 CDA R2 in the Danish profile APD-DK."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from spo import _spo
from spo._records import Record, decode, encode
from spo.appointment import Appointment
from spo.values import InstanceId


@dataclass(frozen=True, kw_only=True, slots=True)
class AppointmentDocument(Record):
    """One version of an appointment as a document: the appointment and what the document adds to it."""

    id: InstanceId
    """The document's id, new for each version. The registry spells it `root^extension`."""
    appointment_id: InstanceId
    """The appointment's id, the same in every version."""
    created: datetime
    """When this version was made."""
    appointment: Appointment
    """The appointment."""

    def to_xml(self) -> bytes:
        """Write APD-DK 2.0.1. Raises ValidationError, which lists every fault at once."""
        return _spo.document_xml(json.dumps(encode(self))).encode()


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentWarning(Record):
    """Something that was guessed, or that a document holds and an `Appointment` does not."""

    code: str
    """A stable name, such as `time.offset`. `unmapped` marks what only the raw document tells."""
    path: str
    """Where, as an element path such as `ClinicalDocument/author[2]/assignedAuthor/id`."""
    message: str
    """What was found and what was made of it."""

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.path}: {self.message} [{self.code}]"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadAppointment(Record):
    """An appointment document as it was read."""

    document: AppointmentDocument
    """The document's values."""
    profile: str
    """The version of the profile it follows: `apd-v1`, `apd-v2.0` or `apd-v2.0.1`."""
    warnings: Sequence[DocumentWarning] = ()
    """What was guessed or has no place in the model, in the order of reading."""
    raw: bytes = field(repr=False)
    """The document byte for byte as it came in, with everything that `document` cannot hold."""

    @property
    def appointment(self) -> Appointment:
        """The appointment."""
        return self.document.appointment

    @classmethod
    def _from_json(cls, plain: Mapping[str, Any], raw: bytes, **more: Any) -> Self:
        """Make one of the compiled half's JSON, where the document's fields stand beside the others."""
        beside = {name: value for name, value in plain.items() if name not in {"profile", "warnings", "entry"}}
        return cls(
            document=decode(AppointmentDocument, beside),
            profile=plain["profile"],
            warnings=[decode(DocumentWarning, warning) for warning in plain["warnings"]],
            raw=raw,
            **more,
        )


def read_appointment(document: bytes) -> ReadAppointment:
    """Read an appointment document of any version of APD-DK, as the field sends them.

    Raises DocumentError when it is no appointment document; `code` says why.
    """
    return ReadAppointment._from_json(json.loads(_spo.read_appointment(document)), document)  # noqa: SLF001
