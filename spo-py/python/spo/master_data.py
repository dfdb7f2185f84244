"""Master data (stamkort): what the national registers and the citizen have told about a citizen."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

from spo import _spo
from spo._json_record import JsonRecord
from spo._records import Record, tagged
from spo._spo import Cpr
from spo.parties import Organisation, PersonName
from spo.values import Code, Gender, InstanceId, PatientAddress, Protection, Statement, Telecom

T = TypeVar("T")

ProtectableName: TypeAlias = PersonName | Protection | None
"""What a person is called: a name, `PROTECTED`, or None when it is not known."""


class OriginKind(StrEnum):
    """The kinds of source.

    Attributes:
        REGISTER: a national register.
        CITIZEN: typed in by the citizen (indtastet af borger).
        RELATIVE: typed in by a relative with a power of attorney (indtastet af borgers pårørende).
        PROFESSIONAL: typed in by a health professional (indtastet af sundhedsprofessionel).
        TYPED_IN: typed in; the document does not tell by whom.
        UNKNOWN: the document does not tell.
    """

    REGISTER = "register"
    CITIZEN = "citizen"
    RELATIVE = "relative"
    PROFESSIONAL = "professional"
    TYPED_IN = "typed_in"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin(Record):
    """Who told an item. No person's number is kept: documents mask the author's. It prints without the person.

    Attributes:
        kind: a register, or who typed it in.
        person: the person who typed it in, or that the name is protected.
        organisation: the register, or the professional's organisation.
    """

    kind: OriginKind = OriginKind.UNKNOWN
    person: ProtectableName = field(default=None, repr=False)
    organisation: Organisation | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sourced(Record, Generic[T]):
    """An item with its source and when it was last changed, which a user must see beside it.

    Attributes:
        value: the item.
        origin: where it comes from.
        changed: when it was last changed or typed in; None when the register does not tell.
        id: its id, when it was typed in. What comes from a register gets a new id with each retrieval, which is not
            kept.
    """

    value: T
    origin: Origin = Origin()
    changed: datetime | None = None
    id: InstanceId | None = None

    def __bool__(self) -> bool:
        """Be true, unless the item is no yes or no: then refuse as it does."""
        return not isinstance(self.value, Statement) or bool(self.value)


class Registration(Statement):
    """Whether the citizen has registered a position on organ donation, a treatment will or a living will.

    Only this is shared, never the content: a registered position can be a yes or a no. Nothing may be shown as "is a
    donor" or "refuses treatment". It has no truth value: `if` raises TypeError.

    Attributes:
        POSITION_REGISTERED: a position is registered; the register tells which.
        NO_POSITION_REGISTERED: no position is registered.
        UNAVAILABLE: it could not be found out.
    """

    POSITION_REGISTERED = "position_registered"
    NO_POSITION_REGISTERED = "no_position_registered"
    UNAVAILABLE = "unavailable"


class ResuscitationOptOut(Statement):
    """Whether the citizen has opted out of resuscitation at cardiac arrest (fravalg af genoplivningsforsøg).

    Only `NOT_OPTED_OUT` means no. What is unavailable or not in the document must never be shown as one. It has no
    truth value: `if` raises TypeError.

    Attributes:
        OPTED_OUT: the citizen has opted out: no resuscitation is to be attempted. It binds whoever knows of it.
        NOT_OPTED_OUT: the citizen has not opted out.
        UNAVAILABLE: the register could not be asked: ask again.
        NOT_IN_DOCUMENT: the document does not tell; those before version 3.0 cannot.
    """

    OPTED_OUT = "opted_out"
    NOT_OPTED_OUT = "not_opted_out"
    UNAVAILABLE = "unavailable"
    NOT_IN_DOCUMENT = "not_in_document"


@tagged("practice")
class GeneralPractice(Organisation):
    """The citizen's general practice: provider number (ydernummer), name, address and ways to reach it."""

    __slots__ = ()


class NoGeneralPractice(Statement):
    """Why no general practice is told. It has no truth value: `if` raises TypeError.

    Attributes:
        NONE: the document names none: the citizen is not assigned to a practice.
        UNKNOWN: the document has a place for a practice and tells nothing in it.
    """

    NONE = "none"
    UNKNOWN = "unknown"


GeneralPractitioner: TypeAlias = GeneralPractice | NoGeneralPractice
"""The citizen's general practitioner (egen læge), or why none is told."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NameAndAddress(Record):
    """A citizen's name and address in the CPR register. It prints neither.

    Attributes:
        name: the name, `PROTECTED`, or None when it is not known.
        address: the address, `PROTECTED`, or None when it is not known.
    """

    name: ProtectableName = field(default=None, repr=False)
    address: PatientAddress = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Custody(Record):
    """Another person in a relation of custody (forældremyndighed) to the citizen. It prints without the name.

    Who has custody of whom is told by the list it stands in, never by the relation.

    Attributes:
        cpr: the other person's CPR number.
        name: the other person's name, `PROTECTED`, or None when it is not known.
        relation: the relation, such as `mor` or `far`. The list of codes is open.
    """

    cpr: Cpr | None = None
    name: ProtectableName = field(default=None, repr=False)
    relation: Code | None = None


@tagged("temporary_address")
@dataclass(frozen=True, kw_only=True, slots=True)
class TemporaryAddress(Record):
    """Where the citizen stays for a time (midlertidig adresse). It prints without the address.

    It may be shown even when the citizen's own address is protected, unless it is so itself.

    Attributes:
        address: the address, `PROTECTED`, or None when it is not known.
        start: the first day, on the Danish calendar.
        end: the day it ends, on the Danish calendar; None when open.
    """

    address: PatientAddress = field(default=None, repr=False)
    start: date | None = field(default=None, metadata={"json": "from"})
    end: date | None = field(default=None, metadata={"json": "to"})


@tagged("dentist")
@dataclass(frozen=True, kw_only=True, slots=True)
class Dentist(Record):
    """The citizen's dentist (tandlæge).

    Attributes:
        clinic: the clinic: provider number (ydernummer), name, address and ways to reach it, as far as they are told.
        person: the person.
    """

    clinic: Organisation
    person: PersonName | None = None


@tagged("relative")
@dataclass(frozen=True, kw_only=True, slots=True)
class Relative(Record):
    """Somebody close to the citizen (pårørende). It prints the relation only.

    Attributes:
        name: the name; a family name may be missing.
        relation: the relation, such as `samboende`. The list of codes is open.
        telecoms: how to reach them: phone numbers as they were typed in.
        note: a note in free text. Any character may be in it.
    """

    name: PersonName = field(repr=False)
    relation: Code | None = None
    telecoms: Sequence[Telecom] = field(default=(), repr=False)
    note: str | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherItem(Record):
    """An item that this version of the library has no place for. It prints its code only.

    Attributes:
        code: what it is about.
        values: its values as text, in the order of the document. A protected name or address is told as `protected`.
    """

    code: Code | None = None
    values: Sequence[str] = field(default=(), repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileVersion(Record):
    """The version of its profile that a document declares, twice. Live documents have been seen to disagree.

    Attributes:
        template: by the document's template, which decides: `3.0`.
        marker: by the marker in the header: `pdc-v3.0`.
    """

    template: str = ""
    marker: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MasterData(JsonRecord):
    """A citizen's master data (Fælles Stamkort, PDC-DK 3.0), put together from the registers when it was asked for.

    Each item tells its source and when it was last changed. An item that is None was not in the document. It prints the
    masked CPR number and the statements, and of persons nothing else.

    Attributes:
        id: the document's id. A new one may come with each retrieval.
        generated: when it was put together.
        version: the version of the profile that the document follows.
        cpr: the citizen's CPR number.
        gender: administrative gender.
        birth_date: date of birth, as the register has it.
        name_and_address: name and address, or that they are protected.
        general_practitioner: the general practice (egen læge), or why none is told.
        coverage_group: the coverage group of the public health insurance (sygesikringsgruppe): `1` for those with a
            general practitioner, `2` for those who choose freely, or what else the register says.
        children_in_custody: the children that the citizen has custody of (forældremyndighed over).
        custody_holders: those who have custody of the citizen (forældremyndighedsindehavere).
        organ_donor_registration: whether a position on organ donation is registered: never which.
        treatment_will_registration: whether a treatment will (behandlingstestamente) is registered: never what it
            says.
        living_will_registration: whether a living will (livstestamente) is registered: never what it says.
        resuscitation_opt_out: whether the citizen has opted out of resuscitation (fravalg af genoplivningsforsøg ved
            hjertestop).
        language: the language the citizen speaks, by ISO 639-1.
        temporary_address: where the citizen stays for a time.
        dentist: the dentist.
        contact: how to reach the citizen: phone numbers as they were typed in.
        relatives: relatives and others close to the citizen (pårørende).
        other: everything else that the document tells.
    """

    id: InstanceId | None = None
    generated: datetime | None = None
    version: ProfileVersion
    cpr: Cpr
    gender: Gender | None = None
    birth_date: date | None = field(default=None, repr=False)
    name_and_address: Sourced[NameAndAddress] = field(repr=False)
    general_practitioner: GeneralPractitioner = field(default=NoGeneralPractice.UNKNOWN, repr=False)
    coverage_group: Sourced[str] | None = None
    children_in_custody: Sequence[Sourced[Custody]] = field(default=(), repr=False)
    custody_holders: Sequence[Sourced[Custody]] = field(default=(), repr=False)
    organ_donor_registration: Sourced[Registration] | None = None
    treatment_will_registration: Sourced[Registration] | None = None
    living_will_registration: Sourced[Registration] | None = None
    resuscitation_opt_out: Sourced[ResuscitationOptOut] = Sourced(value=ResuscitationOptOut.NOT_IN_DOCUMENT)
    language: Sourced[Code] | None = None
    temporary_address: Sourced[TemporaryAddress] | None = field(default=None, repr=False)
    dentist: Sourced[Dentist] | None = field(default=None, repr=False)
    contact: Sourced[Sequence[Telecom]] | None = field(default=None, repr=False)
    relatives: Sequence[Sourced[Relative]] = field(default=(), repr=False)
    other: Sequence[Sourced[OtherItem]] = field(default=(), repr=False)

    _rewrite = _spo.master_data_json

    @property
    def is_protected(self) -> bool:
        """Whether the citizen has name and address protection (navne- og adressebeskyttelse)."""
        told = self.name_and_address.value
        return isinstance(told.name, Protection) or isinstance(told.address, Protection)
