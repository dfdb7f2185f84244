"""The appointment (aftale)."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from spo import _spo
from spo._json_record import JsonRecord
from spo._records import Record, decode, encode, tagged
from spo.exceptions import Fault
from spo.parties import Organisation, Participant, Patient
from spo.values import Address, Code, InstanceId, PatientAddress, Telecom


class AppointmentKind(StrEnum):
    """Which sector an appointment belongs to.

    Attributes:
        REGIONAL: A region's: hospitals and their clinics.
        MUNICIPALITY: A municipality's.
        PRACTITIONER: A general practitioner's or practising specialist's.
        UNSPECIFIED: not told; only in documents of APD 1.x.
    """

    REGIONAL = "regional"
    MUNICIPALITY = "municipality"
    PRACTITIONER = "practitioner"
    UNSPECIFIED = "unspecified"


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
    """At a clock time.

    Attributes:
        start: the start.
        end: the end, after the start; None when not known.
    """

    start: dt.datetime
    end: dt.datetime | None = None


@tagged("window")
@dataclass(frozen=True, kw_only=True, slots=True)
class Window(Record):
    """Some time within a window (vejledende tidspunkt), such as a home visit between 7 and 9.

    Attributes:
        start: the window's start.
        end: the window's end, after the start; None when not known.
        note: what the patient is told about it.
    """

    start: dt.datetime
    end: dt.datetime | None = None
    note: str = "Tidspunktet er vejledende"


@tagged("day")
@dataclass(frozen=True, kw_only=True, slots=True)
class Day(Record):
    """On a day, with no clock time set.

    Attributes:
        date: the day.
        note: what the patient is told about it.
    """

    date: dt.date
    note: str = "Der er ikke aftalt et bestemt klokkeslæt"


AppointmentTime: TypeAlias = At | Window | Day
"""When an appointment is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason(Record):
    """What an appointment is about.

    Attributes:
        text: the words the patient sees.
        code: the code, usually SNOMED CT.
    """

    text: str
    code: Code | None = None


@tagged("facility")
class Facility(Organisation):
    """An organisation's place, which has a SOR code. Its name may say more than the register, such as the entrance."""

    __slots__ = ()


@tagged("home")
@dataclass(frozen=True, kw_only=True, slots=True)
class Home(Record):
    """The patient's home.

    Attributes:
        name: what to call it.
        address: the address, `spo.PROTECTED`, or None when it is not known.
        telecoms: how to reach it.
    """

    name: str = "Borgerens hjem"
    address: PatientAddress = None
    telecoms: Sequence[Telecom] = ()


@tagged("other")
@dataclass(frozen=True, kw_only=True, slots=True)
class OtherPlace(Record):
    """Any other place.

    Attributes:
        name: what people call it.
        address: where it is.
        telecoms: how to reach it.
    """

    name: str
    address: Address | None = None
    telecoms: Sequence[Telecom] = ()


Location: TypeAlias = Facility | Home | OtherPlace
"""Where an appointment is (mødested)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EpisodeOfCare(Record):
    """The course of care (forløb) an appointment belongs to.

    Attributes:
        ids: its ids, such as an LPR3 episode element and a MedCom care plan.
        label: its label from the SKS list ALAL, such as ALAL21 for COPD.
    """

    ids: Sequence[InstanceId] = ()
    label: Code | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Series(Record):
    """A repeating series that an appointment is one of.

    Attributes:
        id: the id that all members share, when there is one.
    """

    id: InstanceId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Appointment(JsonRecord):
    """A booked appointment (aftale) between a patient and a part of the health service, as APD-DK 2.0.1 can tell it.

    It holds no ids: the client derives them from your own key and the version.

    Attributes:
        kind: which sector it belongs to.
        time: when it is: `At`, `Window` or `Day`.
        patient: whom it is for.
        reason: what it is about.
        responsible: who answers for it (ansvarlig).
        performer: who carries it out (udførende).
        custodian: who owns the data (forvalter): for a municipality its top SOR entry.
        location: where it is (mødested): `Facility`, `Home` or `OtherPlace`.
        requester: who asked for it (rekvirent), when somebody else did.
        episode: the course of care it belongs to (forløb), when it belongs to one.
        series: present when it is one of a repeating series.
        status: its state. Only ACTIVE can be written; moving and cancelling happen in the registry.
    """

    kind: AppointmentKind
    time: AppointmentTime
    patient: Patient
    reason: Reason
    responsible: Participant
    performer: Participant
    custodian: Organisation
    location: Location
    requester: Participant | None = None
    episode: EpisodeOfCare | None = None
    series: Series | None = None
    status: AppointmentStatus = AppointmentStatus.ACTIVE

    _rewrite = _spo.appointment_json

    def validate(self) -> list[Fault]:
        """Find every fault that would stop it from being sent; none means that it can be shared."""
        return [decode(Fault, fault) for fault in json.loads(_spo.validate(json.dumps(encode(self))))]
