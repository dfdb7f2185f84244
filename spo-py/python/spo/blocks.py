"""A citizen's say over who sees shared data: blocks (spærringer) and consents, in the national service MinSpærring.

Who may see what is the service's decision alone: nothing here decides. A registration knows no kinds of documents:
whoever blocks the sharing of appointments blocks everything that can be blocked. Master data (stamkort) cannot, since 1
December 2024.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Never, Self, TypeAlias

from spo import _spo
from spo._records import Record, decode, encode, kind_of, tagged
from spo._spo import Cpr
from spo.block_check import DataItem, Verdict
from spo.callers import Caller, OrganisationCode, caller_to_json


@dataclass(frozen=True, kw_only=True, slots=True)
class DataOrigin(Record):
    """Where data comes from.

    Attributes:
        organisation: the organisation that made it.
        include_sub_units: whether data of its sub-units is meant, too.
    """

    organisation: OrganisationCode
    include_sub_units: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class DataPeriod(Record):
    """The time that data is about, such as that of an appointment.

    Not to be mistaken for when a registration is in effect.

    Attributes:
        start: the first moment; everything before the end when None.
        end: the moment it ends, which does not belong to it; everything from the start on when None.
    """

    start: datetime | None = field(default=None, metadata={"json": "from"})
    end: datetime | None = field(default=None, metadata={"json": "to"})


@dataclass(frozen=True, kw_only=True, slots=True)
class What(Record):
    """Which data a registration is about: all of it, unless it is narrowed by origin, by time, or by both.

    Attributes:
        origin: only data from this organisation.
        period: only data about this time.
    """

    origin: DataOrigin | None = None
    period: DataPeriod | None = None

    @classmethod
    def of_place(cls, organisation: OrganisationCode) -> Self:
        """Mean all data of an organisation and its sub-units."""
        return cls(origin=DataOrigin(organisation=organisation, include_sub_units=True))

    @classmethod
    def of_period(cls, period: DataPeriod) -> Self:
        """Mean all data about a period."""
        return cls(period=period)

    @property
    def is_all(self) -> bool:
        """Whether it is all data."""
        return self.origin is None and self.period is None


class Professionals(StrEnum):
    """Health professionals that need not be named.

    Attributes:
        ALL: every health professional.
        FOREIGN: those abroad.
    """

    ALL = "everybody"
    FOREIGN = "foreign_professionals"


@tagged("professional")
@dataclass(frozen=True, kw_only=True, slots=True)
class OneProfessional(Record):
    """One health professional, who must be in the register of authorisations: whoever is not cannot be named.

    Attributes:
        cpr: who.
    """

    cpr: Cpr


@tagged("organisation")
@dataclass(frozen=True, kw_only=True, slots=True)
class ProfessionalsOf(Record):
    """Everybody who works for an organisation while looking.

    Attributes:
        organisation: the organisation.
        include_sub_organisations: whether its sub-organisations are meant, too.
    """

    organisation: OrganisationCode
    include_sub_organisations: bool = False


Who: TypeAlias = Professionals | OneProfessional | ProfessionalsOf
"""Whom a registration keeps out or lets in. It means nothing to anybody else."""


@tagged("block")
@dataclass(frozen=True, kw_only=True, slots=True)
class Block(Record):
    """A block (spærring): keeps `who` from `what`. With nothing narrowed, all sharing with everybody.

    Attributes:
        what: which data.
        who: from whom.
        start: from when on looks are refused: at once when None. Not in the past.
        end: until when looks are refused: until it is lifted when None.
    """

    what: What = What()
    who: Who = Professionals.ALL
    start: datetime | None = field(default=None, metadata={"json": "from"})
    end: datetime | None = field(default=None, metadata={"json": "to"})

    @classmethod
    def of_everything(cls) -> Self:
        """Block everything that can be blocked, for everybody: for a citizen who does not want appointments shared."""
        return cls()

    @classmethod
    def of_place(cls, organisation: OrganisationCode) -> Self:
        """Block what comes from a place and its sub-units, for everybody."""
        return cls(what=What.of_place(organisation))

    @classmethod
    def of_person(cls, cpr: Cpr) -> Self:
        """Block everything that can be blocked, for one health professional in the register of authorisations."""
        return cls(who=OneProfessional(cpr=cpr))

    @classmethod
    def of_period(cls, period: DataPeriod) -> Self:
        """Block what is about a period, for everybody."""
        return cls(what=What.of_period(period))


@tagged("consent")
@dataclass(frozen=True, kw_only=True, slots=True)
class Consent(Record):
    """A consent (samtykke): lets `who` see `what`, whatever is blocked.

    Attributes:
        what: which data.
        who: for whom.
        start: from when on looks are let through: at once when None. Not in the past.
        end: until when. A consent always ends.
    """

    what: What = What()
    who: Who = Professionals.ALL
    start: datetime | None = field(default=None, metadata={"json": "from"})
    end: datetime = field(metadata={"json": "to"})


Draft: TypeAlias = Block | Consent
"""A block or a consent that is to be registered."""

_DRAFT = kind_of(Draft)


def draft_to_json(draft: Draft) -> str:
    """Write the JSON form of a block or consent. It may hold a CPR number."""
    return _spo.draft_json(json.dumps(_DRAFT.encode(_DRAFT.check(draft, "draft"))))


def draft_from_json(text: str) -> Draft:
    """Read the JSON form of a block or consent. Raises DocumentError, which names the place."""
    draft: Draft = _DRAFT.decode(json.loads(_spo.draft_json(text)))
    return draft


class RegistrationEffect(StrEnum):
    """What a registration does.

    Attributes:
        BLOCK: it keeps out (spærring).
        CONSENT: it lets in (samtykke).
    """

    BLOCK = "block"
    CONSENT = "consent"


class RegistrationState(StrEnum):
    """Whether a registration counts.

    Attributes:
        ACTIVE: it counts, within its times.
        INACTIVE: it was ended or changed into another one, and is kept as history.
    """

    ACTIVE = "active"
    INACTIVE = "inactive"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamp(Record):
    """Who made or changed a registration, as the call told.

    Attributes:
        time: when.
        system: with which system.
        by: whoever sat at the screen, when the service tells.
    """

    time: datetime
    system: str
    by: Cpr | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockRegistration(Record):
    """A block or a consent as the service has it, with what became of it.

    Attributes:
        id: what the service calls it: a number of 1 to 20 digits.
        citizen: whose data it is about.
        effect: whether it keeps out or lets in.
        what: which data.
        who: whom it is about.
        start: from when on looks are refused or let through.
        end: until when; None for no end.
        state: whether it counts, or is kept as history.
        created: who made it, and when.
        changed: who changed it last, and when.
    """

    id: str
    citizen: Cpr
    effect: RegistrationEffect
    what: What = What()
    who: Who = Professionals.ALL
    start: datetime = field(metadata={"json": "from"})
    end: datetime | None = field(default=None, metadata={"json": "to"})
    state: RegistrationState
    created: Stamp
    changed: Stamp | None = None

    def is_in_effect(self, moment: datetime) -> bool:
        """Whether it has an effect on a look at `moment`."""
        is_begun = self.state is RegistrationState.ACTIVE and self.start <= moment
        return is_begun and (self.end is None or moment < self.end)


class Blocks:
    """A citizen's blocks and consents in the block service, and what may be shown by them. `Client.blocks` gives it.

        mine = client.as_caller(spo.Citizen(cpr=nancy)).blocks
        block = mine.block_everything(nancy)
        mine.lift(nancy, block.id)

    Data that comes from the document sharing service was checked there; `check` is for what you show from elsewhere,
    such as your own copies. Nothing is kept: every call asks the service.

    Whoever registers is the client's caller: the citizen, somebody who acts for the citizen by proxy or custody, or a
    health professional at the citizen's wish.

    The service's messages are not published. A client speaks a guess at them, to the sandbox alone unless
    `BlockService.wire` says otherwise.
    """

    def __init__(self, native: _spo.Blocks) -> None:
        self._native = native

    def check(self, caller: Caller, citizen: Cpr, items: Iterable[DataItem]) -> Verdict:
        """Ask which of `items` about `citizen` the caller may be shown.

        Asked is how the caller stands to all of the citizen's data, and only when that depends on the data, which of
        the items, all in one question. A service that cannot be asked is `Decision.UNAVAILABLE` and no error: what may
        be shown then is what `BlockService.when_unavailable` says.

        Raises InvalidArgumentError for two items of one id; ConfigurationError without a block service or an identity.
        """
        plain = json.dumps([encode(item) for item in items])
        return decode(Verdict, json.loads(self._native.check(caller_to_json(caller), citizen, plain)))

    def register(self, citizen: Cpr, draft: Draft) -> BlockRegistration:
        """Register a block or a consent, in effect for the very next look.

        Raises InvalidArgumentError, which names the field, before anything is sent; OutcomeUnknownError when the answer
        was lost and the service could not be asked whether it arrived.
        """
        return _registration(self._native.register(citizen, draft_to_json(draft)))

    def block_everything(self, citizen: Cpr) -> BlockRegistration:
        """Register `Block.of_everything`."""
        return self.register(citizen, Block.of_everything())

    def block_place(self, citizen: Cpr, organisation: OrganisationCode) -> BlockRegistration:
        """Register `Block.of_place`."""
        return self.register(citizen, Block.of_place(organisation))

    def block_person(self, citizen: Cpr, professional: Cpr) -> BlockRegistration:
        """Register `Block.of_person`."""
        return self.register(citizen, Block.of_person(professional))

    def block_period(self, citizen: Cpr, period: DataPeriod) -> BlockRegistration:
        """Register `Block.of_period`."""
        return self.register(citizen, Block.of_period(period))

    def change(self, citizen: Cpr, registration: str, draft: Draft) -> BlockRegistration:
        """Put `draft` in the place of the registration with this id.

        Raises as `register`; RejectedError or FaultError when the citizen has no such registration in effect.
        """
        return _registration(self._native.change(citizen, registration, draft_to_json(draft)))

    def lift(self, citizen: Cpr, registration: str) -> BlockRegistration:
        """End the registration with this id: it is kept as history, and has no effect from now on.

        Raises as `change`.
        """
        return _registration(self._native.lift(citizen, registration))

    def list(self, citizen: Cpr) -> Sequence[BlockRegistration]:
        """Give a citizen's registrations that count, now or later, oldest first."""
        return registrations(self._native.list(citizen))

    def history(self, citizen: Cpr) -> Sequence[BlockRegistration]:
        """Give the same with those that were ended, changed or ran out."""
        return registrations(self._native.history(citizen))

    def __reduce__(self) -> Never:
        """Refuse to be pickled or copied."""
        message = "Blocks cannot be pickled or copied: share them between threads, and take a client's in each process"
        raise TypeError(message)

    def __repr__(self) -> str:
        return "Blocks()"


def _registration(text: str) -> BlockRegistration:
    return decode(BlockRegistration, json.loads(text))


def registrations(text: str) -> Sequence[BlockRegistration]:
    """Read a JSON list of registrations."""
    return tuple(decode(BlockRegistration, each) for each in json.loads(text))
