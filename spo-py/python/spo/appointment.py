"""The appointment (aftale)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self, TypeAlias

from spo import _spo
from spo._records import Record, decode, encode, tagged
from spo.exceptions import Fault
from spo.parties import Organisation, Participant, Patient
from spo.values import Address, Code, InstanceId, PatientAddress, Telecom


class AppointmentKind(StrEnum):
    """Which sector an appointment belongs to."""

    REGIONAL = "regional"
    """A region's: hospitals and their clinics."""
    MUNICIPALITY = "municipality"
    """A municipality's."""
    PRACTITIONER = "practitioner"
    """A general practitioner's or practising specialist's."""
    UNSPECIFIED = "unspecified"
    """Not told; only in documents of APD 1.x."""


class AppointmentStatus(StrEnum):
    """The state inside the document. Since APD 2.0 only ACTIVE exists; the others are read from APD 1.x."""

    ACTIVE = "active"
    CANCELLED = "cancelled"
    COMPLETED = "completed"
    ABORTED = "aborted"
    SUSPENDED = "suspended"


@tagged("at")
@dataclass(frozen=True, kw_only=True, slots=True)
class At(Record):
    """At a clock time."""

    start: datetime
    """The start."""
    end: datetime | None = None
    """The end, after the start; None when not known."""


@tagged("window")
@dataclass(frozen=True, kw_only=True, slots=True)
class Window(Record):
    """Some time within a window (vejledende tidspunkt), such as a home visit between 7 and 9."""

    start: datetime
    """The window's start."""
    end: datetime | None = None
    """The window's end, after the start; None when not known."""
    note: str = "Tidspunktet er vejledende"
    """What the patient is told about it."""


@tagged("day")
@dataclass(frozen=True, kw_only=True, slots=True)
class Day(Record):
    """On a day, with no clock time set."""

    date: date
    """The day."""
    note: str = "Der er ikke aftalt et bestemt klokkeslæt"
    """What the patient is told about it."""


AppointmentTime: TypeAlias = At | Window | Day
"""When an appointment is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason(Record):
    """What an appointment is about."""

    text: str
    """The words the patient sees."""
    code: Code | None = None
    """The code, usually SNOMED CT."""


@tagged("facility")
class Facility(Organisation):
    """A place with a SOR code. Its name may say more than the register, such as the entrance."""

    __slots__ = ()


@tagged("home")
@dataclass(frozen=True, kw_only=True, slots=True)
class Home(Record):
    """The patient's home."""

    name: str = "Borgerens hjem"
    """What to call it."""
    address: PatientAddress = None
    """The address, `spo.PROTECTED`, or None when it is not known."""
    telecoms: Sequence[Telecom] = ()
    """How to reach it."""


@tagged("other")
@dataclass(frozen=True, kw_only=True, slots=True)
class OtherPlace(Record):
    """Any other place."""

    name: str
    """What people call it."""
    address: Address | None = None
    """Where it is."""
    telecoms: Sequence[Telecom] = ()
    """How to reach it."""


Location: TypeAlias = Facility | Home | OtherPlace
"""Where an appointment is (mødested)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EpisodeOfCare(Record):
    """The course of care (forløb) an appointment belongs to."""

    ids: Sequence[InstanceId] = ()
    """Its ids, such as an LPR3 episode element and a MedCom care plan."""
    label: Code | None = None
    """Its label from the SKS list ALAL, such as ALAL21 for COPD."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Series(Record):
    """A repeating series that an appointment is one of."""

    id: InstanceId | None = None
    """The id that all members share, when there is one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Appointment(Record):
    """A booked appointment (aftale) between a patient and a part of the health service, as APD-DK 2.0.1 can tell it.

    It holds no ids: the client derives them from your own key and the version.
    """

    kind: AppointmentKind
    """Which sector it belongs to."""
    time: AppointmentTime
    """When it is: `At`, `Window` or `Day`."""
    patient: Patient
    """Whom it is for."""
    reason: Reason
    """What it is about."""
    responsible: Participant
    """Who answers for it (ansvarlig)."""
    performer: Participant
    """Who carries it out (udførende)."""
    custodian: Organisation
    """Who owns the data (forvalter): for a municipality its top SOR entry."""
    location: Location
    """Where it is (mødested): `Facility`, `Home` or `OtherPlace`."""
    requester: Participant | None = None
    """Who asked for it (rekvirent), when somebody else did."""
    episode: EpisodeOfCare | None = None
    """The course of care it belongs to (forløb), when it belongs to one."""
    series: Series | None = None
    """Present when it is one of a repeating series."""
    status: AppointmentStatus = AppointmentStatus.ACTIVE
    """Its state. Only ACTIVE can be written; moving and cancelling happen in the registry."""

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read the JSON form. Raises DocumentError, which names the path of what is unknown, missing or unusable."""
        return decode(cls, json.loads(_spo.appointment_json(text)))

    def to_json(self) -> str:
        """Write the JSON form. It holds the full CPR number: it is the data itself, not a log."""
        return _spo.appointment_json(json.dumps(encode(self)))

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Self:
        """Read what `to_dict` gives. Raises as `from_json`."""
        return cls.from_json(json.dumps(plain))

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON form as dictionaries and lists."""
        plain: dict[str, Any] = json.loads(self.to_json())
        return plain

    def validate(self) -> list[Fault]:
        """Find every fault that would stop it from being sent; none means that it can be shared."""
        return [decode(Fault, fault) for fault in json.loads(_spo.validate(json.dumps(encode(self))))]
