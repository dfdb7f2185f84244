"""One overview per patient: what several sources gave, merged into one value."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from types import MappingProxyType
from typing import Any, Never

from spo import _spo
from spo._records import Record, decode
from spo.appointment import AppointmentTime
from spo.callers import Override, override_arguments
from spo.config import DocumentKind
from spo.documents import ReadAppointment, ReadCarePlan, ReadDiagnosisList, ReadMasterData, decode_read
from spo.gaps import Missing, Place, Withheld
from spo.values import InstanceId


class Language(StrEnum):
    """The language of what people read."""

    DANISH = "da"
    ENGLISH = "en"


@dataclass(frozen=True, kw_only=True, slots=True)
class Period(Record):
    """A period of Danish calendar days; both ends belong to it, and either may be open. It is about appointments only.

    Attributes:
        first_day: the first day; every day before the last when None.
        last_day: the last day; every day after the first when None.
    """

    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Overlap(Record):
    """Another appointment at the same time.

    Attributes:
        other: its position in the overview's list of appointments, from 0 (`with` in JSON).
        possible: whether both can be kept all the same, because one of them is guided: some time within its window.
    """

    other: int = field(metadata={"json": "with"})
    possible: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class OlderVersion(Record):
    """An earlier version of an appointment that its registry still calls approved.

    Attributes:
        document_id: the id in its document.
        created: when it was made.
        time: when the appointment would be by it.
        places: everywhere it was found.
    """

    document_id: InstanceId
    created: datetime
    time: AppointmentTime
    places: Sequence[Place] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class TimelineAppointment(ReadAppointment):
    """An appointment on the timeline, in its newest version: a `ReadAppointment` and its place among the others.

    Attributes:
        day: the Danish calendar day it begins.
        last_day: the day it ends, when that is a later one. What ends at midnight ends on the day before.
        guided: whether its time is guided (vejledende): it is some time within the window, or on the day, that it
            tells.
        overlaps: other appointments at the same time.
        places: everywhere its document was found.
        older_versions: versions that were made earlier and are in use all the same: their source did not say that they
            were replaced. They are not on the timeline.
    """

    day: date
    last_day: date | None = None
    guided: bool
    overlaps: Sequence[Overlap] = ()
    places: Sequence[Place] = ()
    older_versions: Sequence[OlderVersion] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacedMasterData(ReadMasterData):
    """Master data, read, and everywhere it was found.

    Attributes:
        places: everywhere it was found.
    """

    places: Sequence[Place] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacedCarePlan(ReadCarePlan):
    """A care plan, read, and everywhere it was found.

    Attributes:
        places: everywhere it was found.
    """

    places: Sequence[Place] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacedDiagnosisList(ReadDiagnosisList):
    """A list of diagnoses, read, and everywhere it was found.

    Attributes:
        places: everywhere it was found.
    """

    places: Sequence[Place] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedMasterData(ReadMasterData):
    """Master data as it was composed when it was asked for.

    Attributes:
        place: where it was had, and when: show the time beside it.
        withheld: present when the source said that it may hold something back.
        missing: what could not be had beside it: another entry's document, or what a source behind the one that was
            asked has.
    """

    place: Place
    withheld: Withheld | None = None
    missing: Sequence[Missing] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedSource(Record):
    """A source that was asked, and how much it gave.

    Attributes:
        name: its name in the configuration.
        kinds: what it was asked for.
        answered: of those, what it answered, wholly or in part.
        documents: how many documents came from it and could be read.
    """

    name: str
    kinds: Sequence[DocumentKind] = ()
    answered: Sequence[DocumentKind] = ()
    documents: int


class Overview:
    """Everything that is shared about a patient, and what is missing from it. `Client.overview` makes one.

    Show `withheld` and `missing` first: only when both are empty are the lists all that the sources wanted to show, and
    even then a block against the caller may have emptied an answer without a word. Its records are made when they are
    first asked for. It prints the masked CPR number and how much there is.
    """

    def __init__(self, native: _spo.Overview) -> None:
        self._native = native

    @property
    def cpr(self) -> _spo.Cpr:
        """The patient."""
        return _spo.Cpr(self._plain["cpr"])

    @cached_property
    def period(self) -> Period:
        """Which days were asked for."""
        return decode(Period, self._plain["period"])

    @property
    def made(self) -> datetime:
        """When it was made."""
        return _spo.danish_time(datetime.fromisoformat(self._plain["made"]), None)

    @property
    def overridden(self) -> bool:
        """Whether the patient's blocks were looked past (værdispring), which is registered with the patient."""
        return bool(self._plain["overridden"])

    @property
    def address_protected(self) -> bool:
        """Whether a source marks the patient's address as protected (adressebeskyttelse).

        No other source's record tells it then, either: it was taken out. `raw` is the document as it came, and may
        still tell it.
        """
        return bool(self._plain["address_protected"])

    @cached_property
    def withheld(self) -> Sequence[Withheld]:
        """Where something may be blocked, by source and step."""
        return tuple(decode(Withheld, each) for each in self._plain["withheld"])

    @cached_property
    def missing(self) -> Sequence[Missing]:
        """What could not be had, one entry for each cause."""
        return tuple(decode(Missing, each) for each in self._plain["missing"])

    @cached_property
    def appointments(self) -> Sequence[TimelineAppointment]:
        """The appointments that touch the period, in the order of the timeline.

        By Danish day; on a day, first those without a clock time, then by start; an open end comes last among those
        that start together.
        """
        documents = zip(self._plain["appointments"], self._native.appointments_raw(), strict=True)
        return tuple(decode_read(TimelineAppointment, each, raw) for each, raw in documents)

    @cached_property
    def days(self) -> Mapping[date, Sequence[TimelineAppointment]]:
        """The appointments by the Danish calendar day they begin, days without one left out."""
        by_day = groupby(self.appointments, lambda appointment: appointment.day)
        return MappingProxyType({day: tuple(appointments) for day, appointments in by_day})

    @cached_property
    def master_data(self) -> Sequence[PlacedMasterData]:
        """Master data (stamkort): the last made first. There is one, unless sources tell different things."""
        documents = zip(self._plain["master_data"], self._native.master_data_raw(), strict=True)
        return tuple(decode(PlacedMasterData, each, raw=raw) for each, raw in documents)

    @cached_property
    def care_plans(self) -> Sequence[PlacedCarePlan]:
        """Care plans (forløbsplaner) as authored, the last made first.

        Plans are never merged: several for one course of care are all shown.
        """
        documents = zip(self._plain["care_plans"], self._native.care_plans_raw(), strict=True)
        return tuple(decode(PlacedCarePlan, each, raw=raw) for each, raw in documents)

    @cached_property
    def diagnoses(self) -> Sequence[PlacedDiagnosisList]:
        """Lists of diagnoses (diagnoseoversigter), the last made first: one for each practice that shares one."""
        documents = zip(self._plain["diagnoses"], self._native.diagnoses_raw(), strict=True)
        return tuple(decode(PlacedDiagnosisList, each, raw=raw) for each, raw in documents)

    @cached_property
    def sources(self) -> Sequence[AskedSource]:
        """Who was asked, by name."""
        return tuple(decode(AskedSource, each) for each in self._plain["sources"])

    @property
    def is_complete(self) -> bool:
        """Whether nothing is known to be withheld or missing."""
        return not self.withheld and not self.missing

    @property
    def is_retryable(self) -> bool:
        """Whether another call can find more."""
        return any(missing.retryable for missing in self.missing)

    def to_table(self, language: Language = Language.DANISH) -> str:
        """Write it as plain text, for a terminal: first what is withheld and missing, then the rest.

        No CPR number and no protected address is in it.
        """
        return self._native.table(Language(language))

    def to_html(self, language: Language = Language.DANISH) -> str:
        """Write it as a whole HTML page (HTML5 in XML syntax), self-contained, accessible by WCAG 2.1 AA.

        It holds the patient's CPR number, by which the reader knows whose it is, and nobody else's; a protected name or
        address is said to be one. The title, which becomes a file's name when the page is saved, names nobody.
        """
        return self._native.html(Language(language))

    def to_json(self) -> str:
        """Write the JSON form. It holds full CPR numbers: it is the data itself, not a log."""
        return self._native.json()

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON form as dictionaries and lists."""
        plain: dict[str, Any] = json.loads(self.to_json())
        return plain

    @cached_property
    def _plain(self) -> Mapping[str, Any]:
        return self.to_dict()

    def __reduce__(self) -> Never:
        """Refuse to be pickled or copied."""
        message = "an Overview cannot be pickled or copied: pass on what to_json, to_table or its records give"
        raise TypeError(message)

    def __repr__(self) -> str:
        plain = self._plain
        names = ("appointments", "master_data", "care_plans", "diagnoses", "withheld", "missing")
        counts = (f"{len(plain[name])} {name.replace('_', ' ')}" for name in names)
        return f"Overview({', '.join((str(self.cpr), *counts))})"


class Session:
    """Several overviews for one caller, among which documents are fetched once. `Client.session` makes one.

    Each overview searches anew, so what was withdrawn or blocked meanwhile is gone; a document that is found again, in
    the same repository under the same id, is not fetched again. One made on demand keeps the time of its fetch
    (`Place.fetched`). The documents live in memory, and end with the session: make one for each consultation, not for
    each program. Any number of threads may use it.
    """

    def __init__(self, native: _spo.Session) -> None:
        self._native = native

    def overview(
        self,
        cpr: _spo.Cpr,
        *,
        first_day: date | None = None,
        last_day: date | None = None,
        kinds: Iterable[DocumentKind] | None = None,
        within: timedelta | None = None,
        override: Override | None = None,
    ) -> Overview:
        """Do as `Client.overview`, without fetching again what this session has.

        What is had in spite of blocks is not kept in the session.
        """
        return ask(self._native, cpr, Period(first_day=first_day, last_day=last_day), kinds, within, override=override)

    def forget(self) -> None:
        """Forget every document, so that the next overview fetches all: those made on demand are made again."""
        self._native.forget()

    def __reduce__(self) -> Never:
        """Refuse to be pickled or copied."""
        message = "a Session cannot be pickled or copied: share it between threads, and make one in each process"
        raise TypeError(message)


def ask(
    native: _spo.Client | _spo.Session,
    cpr: _spo.Cpr,
    period: Period,
    kinds: Iterable[DocumentKind] | None,
    within: timedelta | None,
    *,
    override: Override | None,
) -> Overview:
    """Ask for an overview. Raises ValueError for a kind of data that there is not."""
    wanted = None if kinds is None else json.dumps([DocumentKind(kind) for kind in kinds])
    days = period.first_day, period.last_day
    return Overview(native.overview(cpr, days, wanted, within, override_arguments(override)))
