"""One registration in the national log (MinLog), in which citizens see who has looked at their data."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self, TypeAlias

from spo import _spo
from spo._json_record import JsonRecord
from spo._records import DanishWord, Record, decode, tagged
from spo._spo import AuthorisationCode, Cpr, Cvr, SorCode, YderNumber
from spo.callers import Caller, OverrideReason, caller_to_json
from spo.exceptions import Fault


class Addition(DanishWord):
    """On what grounds somebody looked past a block of the patient's.

    Attributes:
        CONSENT: the patient consented (`Samtykke`).
        OVERRIDE: without consent, for a reason that the law accepts (`Værdispring`).
        NOTHING: nobody looked past a block (`Ingen`).
    """

    CONSENT = "Samtykke"
    OVERRIDE = "Værdispring"
    NOTHING = "Ingen"

    @classmethod
    def of(cls, reason: OverrideReason) -> "Addition":
        """Say what the log calls a reason for looking past blocks."""
        return cls.CONSENT if reason is OverrideReason.PATIENT_CONSENT else cls.OVERRIDE


class Criticality(DanishWord):
    """How sensitive the data is that was seen.

    Attributes:
        NOTHING: as any other (`Ingen`).
        PRIVATE: marked as private (`Privatmarkeret`).
    """

    NOTHING = "Ingen"
    PRIVATE = "Privatmarkeret"


class Audience(DanishWord):
    """From whom the log hides an entry.

    Attributes:
        CITIZEN: the citizen (`Ikke borger`).
        CUSTODY_HOLDER: whoever has custody of the citizen (`Ikke forældremyndigheds-indehaver`).
    """

    CITIZEN = "Ikke borger"
    CUSTODY_HOLDER = "Ikke forældremyndigheds-indehaver"


@tagged("replacement_cpr")
@dataclass(frozen=True, kw_only=True, slots=True)
class ReplacementCpr(Record):
    """A replacement number (eCPR, erstatnings-CPR).

    Attributes:
        number: at most 50 characters.
    """

    number: str = field(repr=False, metadata={"json": ""})


@tagged("european_professional")
@dataclass(frozen=True, kw_only=True, slots=True)
class EuropeanProfessional(Record):
    """A health professional in another European country.

    Attributes:
        number: at most 50 characters.
    """

    number: str = field(repr=False, metadata={"json": ""})


@tagged("european")
@dataclass(frozen=True, kw_only=True, slots=True)
class EuropeanOrganisation(Record):
    """An organisation in another European country.

    Attributes:
        number: at most 200 characters.
    """

    number: str = field(metadata={"json": ""})


@tagged("span")
@dataclass(frozen=True, kw_only=True, slots=True)
class LogSpan(Record):
    """A time within which something was seen.

    Attributes:
        start: its beginning.
        end: its end, not before the beginning.
    """

    start: datetime = field(metadata={"json": "from"})
    end: datetime = field(metadata={"json": "to"})


LogTime: TypeAlias = datetime | LogSpan
"""When something was seen: at a moment, or within a time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LogOrganisation(Record):
    """Where something was seen.

    Attributes:
        id: the organisation's number.
        name: its name, at most 200 characters.
    """

    id: SorCode | YderNumber | Cvr | EuropeanOrganisation | None = None
    name: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LogPatient(Record):
    """Whose data was seen.

    Attributes:
        id: the person's number.
        name: the name, at most 50 characters.
    """

    id: Cpr | ReplacementCpr = field(repr=False)
    name: str | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class LogUser(Record):
    """Who has seen something.

    Attributes:
        id: the person's number.
        name: the name, at most 50 characters.
        role: what he or she is, in words for the citizen such as `Sygeplejerske`; at most 200 characters.
    """

    id: Cpr | AuthorisationCode | EuropeanProfessional = field(repr=False)
    name: str | None = field(default=None, repr=False)
    role: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LogPrincipal(Record):
    """On whose behalf somebody has seen something.

    Attributes:
        id: the person's number.
        name: the name, at most 50 characters.
        role: what he or she is, at most 200 characters.
    """

    id: Cpr | AuthorisationCode | None = field(default=None, repr=False)
    name: str | None = field(default=None, repr=False)
    role: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LogSource(Record):
    """A system that a look came through.

    Attributes:
        system: its name, at most 25 characters.
        correlation_id: what it calls that which was done, at most 46 characters.
    """

    system: str | None = None
    correlation_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class LogEntry(JsonRecord):
    """One registration in the national log (MinLog): who has seen what of whom, when, where and why.

    Limits are checked by `MinLog.add`, or before by `faults`.

    Attributes:
        system: the system that it was seen in, at most 25 characters.
        activity: what was done, in words for the citizen, at most 75 characters.
        reason: what for, at most 50 characters.
        addition: on what grounds a block was passed: a word of the log, or others, at most 50 characters.
        criticality: how sensitive it is, likewise.
        time: when, not before 2015.
        organisation: where.
        patient: whose data it is.
        user: who has seen it.
        on_behalf_of: on whose behalf.
        correlation_id: the same in all entries about one thing that was done, which the log then shows as one; at most
            46 characters.
        sequence_number: the entry's own id, by which the service names an entry that it does not add; at most 36
            characters. `MinLog.add` gives every entry one that comes without.
        hidden_from: from whom the log hides it.
        sources: the systems that the look came through, the nearest first.
    """

    system: str
    activity: str
    reason: str | None = None
    addition: Addition | str | None = None
    criticality: Criticality | str | None = None
    time: LogTime
    organisation: LogOrganisation | None = None
    patient: LogPatient
    user: LogUser
    on_behalf_of: LogPrincipal | None = None
    correlation_id: str | None = None
    sequence_number: str | None = None
    hidden_from: Sequence[Audience | str] = ()
    sources: Sequence[LogSource] = ()

    _rewrite = _spo.log_entry_json

    @classmethod
    def of_caller(cls, system: str, activity: str, patient: Cpr, caller: Caller, at: datetime) -> Self:
        """Say what `caller` has seen of `patient` in `system` at a moment.

        A professional is named by the authorisation, or by CPR number without one; so is whoever answers for it. The
        role is that of a professional without an authorisation, and the organisation that of the caller, but for a
        hospital code (SHAK), which the log does not take. What a caller does not say are fields to fill: names, what an
        authorised professional is, and the `addition` of a look past a block.
        """
        time = _spo.check_time(at, "at").isoformat()
        text = _spo.log_entry_of_caller(system, activity, patient, caller_to_json(caller), time)
        return decode(cls, json.loads(text))

    def in_organisation(self, name: str) -> Self:
        """Name the organisation it was seen in, as the citizen knows it."""
        return self.replace(organisation=(self.organisation or LogOrganisation()).replace(name=name))

    def faults(self) -> list[Fault]:
        """Find every rule that the entry breaks."""
        return [decode(Fault, fault) for fault in json.loads(_spo.log_entry_faults(self.to_json()))]

    def __repr__(self) -> str:
        """Show the time only: the rest is about persons."""
        return f"LogEntry(time={self.time!r})"
