"""Who takes part: organisations, the people who act for them, and the patient."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from spo._records import Record
from spo._spo import Cpr, SorCode, YderNumber
from spo.values import Address, Gender, OrganisationId, PatientAddress, Telecom

_FROM_CPR: Any = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Organisation(Record):
    """A hospital department, municipality, practice, or any other party to an appointment.

    Attributes:
        name: its name as people know it.
        id: its national id. Required for writing; None only in documents that came without one.
        address: where it is.
        telecoms: how to reach it.
    """

    name: str
    id: OrganisationId | None = None
    address: Address | None = None
    telecoms: Sequence[Telecom] = ()

    @classmethod
    def sor(cls, code: str, name: str, *, address: Address | None = None, telecoms: Sequence[Telecom] = ()) -> Self:
        """Make an organisation that is known by its SOR code."""
        return cls(id=SorCode(code), name=name, address=address, telecoms=telecoms)

    @classmethod
    def yder(cls, number: str, name: str, *, address: Address | None = None, telecoms: Sequence[Telecom] = ()) -> Self:
        """Make a practice that is known by its provider number (ydernummer)."""
        return cls(id=YderNumber(number), name=name, address=address, telecoms=telecoms)


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonName(Record):
    """A person's name in its parts.

    Attributes:
        prefix: A title before the name, such as Læge.
        given: first and middle names, one or more each.
        family: the family name.
    """

    prefix: str | None = None
    given: Sequence[str] = ()
    family: str = ""

    def __str__(self) -> str:
        """Write it as people do."""
        return " ".join(part for part in (self.prefix, *self.given, self.family) if part)


@dataclass(frozen=True, kw_only=True, slots=True)
class Participant(Record):
    """An organisation with a part in the appointment, and the person who acted for it.

    Attributes:
        organisation: the organisation.
        person: the person, when one is named.
        time: when it took part (author time); the document's creation time when None.
    """

    organisation: Organisation
    person: PersonName | None = None
    time: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Patient(Record):
    """The citizen that an appointment is for.

    Attributes:
        cpr: the CPR number.
        name: the name.
        address: the address, `spo.PROTECTED`, or None when it is not known.
        telecoms: how to reach the patient.
        gender: administrative gender; taken from the CPR number when left out.
        birth_date: date of birth; taken from the CPR number when left out.
        general_practice: the patient's general practice, when known.
    """

    cpr: Cpr
    name: PersonName
    address: PatientAddress = None
    telecoms: Sequence[Telecom] = ()
    gender: Gender = _FROM_CPR
    birth_date: date = _FROM_CPR
    general_practice: Organisation | None = None

    def __post_init__(self) -> None:
        """Take from the CPR number what was left out."""
        if isinstance(self.cpr, Cpr):
            for name in ("gender", "birth_date"):
                if getattr(self, name) is None:
                    object.__setattr__(self, name, getattr(self.cpr, name))
        Record.__post_init__(self)
