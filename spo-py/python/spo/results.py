"""What a client's calls give."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from spo import _spo
from spo._records import Record, encode
from spo.documents import ReadAppointment
from spo.exceptions import ServiceError
from spo.registry import DocumentEntry
from spo.values import InstanceId


@dataclass(frozen=True, kw_only=True, slots=True)
class AppointmentVersion(Record):
    """One version of one appointment, by your own key.

    The key is whatever you call the appointment: its primary key, at most 200 bytes, no patient data. The version
    counts from 1. Together with your source's OID they give every national id, so the same version sent twice is the
    same document, and no id needs to be stored.

    Raises InvalidArgumentError for a key that cannot be used, and for version 0.

    Attributes:
        key: your key.
        version: the version, from 1.
    """

    key: str
    version: int = 1

    def __post_init__(self) -> None:
        """Check the key and the version."""
        Record.__post_init__(self)
        _spo.check_version(self.key, self.version)

    def next(self) -> Self:
        """Give the version after this one."""
        return self.replace(version=self.version + 1)

    def __str__(self) -> str:
        """Say it in words."""
        return f"{self.key} version {self.version}"


class Outcome(StrEnum):
    """How the client knows that a change is in effect.

    Attributes:
        ACCEPTED: the registry said so.
        CONFIRMED_BY_LOOKUP: the answer was lost; the registry was asked, and the change had arrived.
        ALREADY_IN_EFFECT: it was in effect before this call: the same version with the same content, or withdrawn
            already.
    """

    ACCEPTED = "accepted"
    CONFIRMED_BY_LOOKUP = "confirmed_by_lookup"
    ALREADY_IN_EFFECT = "already_in_effect"


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt(Record):
    """What a change of the registry came to.

    Attributes:
        appointment: the version that is now current (for a cancellation: the one withdrawn). Keep it: it is what you
            have seen.
        outcome: how the client knows.
        document_id: the id of the version's document.
        appointment_id: the id of the appointment, the same in every version.
        entry_uuid: the registry's id of the version's entry.
        replaced: the entry that this version replaced.
        attempts: how many times the message was sent.
        message_id: the id of the message, the same each time it was sent.
        warnings: what the registry remarked on although it accepted: each is a defect to look into.
    """

    appointment: AppointmentVersion
    outcome: Outcome
    document_id: InstanceId
    appointment_id: InstanceId
    entry_uuid: str
    replaced: str | None = None
    attempts: int
    message_id: str
    warnings: Sequence[ServiceError] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap(Record):
    """Something that is missing from an answer, and why. Show it: a list with a gap must never look complete.

    Attributes:
        code: the cause as a stable name, such as `search.partial`.
        message: what is missing and why.
        document_id: the document, when it is one document that is missing.
        service_errors: what the service said, CPR numbers masked.
        retryable: whether the same call can succeed later.
    """

    code: str
    message: str
    document_id: InstanceId | None = None
    service_errors: Sequence[ServiceError] = ()
    retryable: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Found(Record):
    """The registry's entries for a search, by start time, and what it could not answer.

    Attributes:
        entries: what the registry knows of each document.
        gaps: sources that did not answer. Not empty means: there may be more appointments than these.
    """

    entries: Sequence[DocumentEntry] = ()
    gaps: Sequence[Gap] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedAppointment(ReadAppointment):
    """One shared appointment as the registry and its document tell it: a `ReadAppointment` and its entry.

    Attributes:
        entry: the registry's entry.
    """

    entry: DocumentEntry


@dataclass(frozen=True, kw_only=True, slots=True)
class AppointmentList(Record):
    """A patient's appointments by start time, and what is missing from them. It can be iterated and has a length.

    Attributes:
        appointments: the appointments.
        gaps: what could not be had. Not empty means: the list is incomplete.
        overridden: whether the patient's blocks were looked past (værdispring), which is registered with the patient.
    """

    appointments: Sequence[SharedAppointment] = ()
    gaps: Sequence[Gap] = ()
    overridden: bool = False

    def __iter__(self) -> Iterator[SharedAppointment]:
        """Go through the appointments."""
        return iter(self.appointments)

    def __len__(self) -> int:
        """Count the appointments."""
        return len(self.appointments)

    def to_table(self) -> str:
        """Write a table for a terminal, gaps named below it. No CPR number and no protected address is in it."""
        rows = [(shared.raw, shared.entry.status) for shared in self.appointments]
        return _spo.table(rows, json.dumps([encode(gap) for gap in self.gaps]), self.overridden)
