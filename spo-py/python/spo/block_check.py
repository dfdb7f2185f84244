"""Whether somebody may see something, as the block service (MinSpærring) says."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Never

from spo._records import Record
from spo.callers import OrganisationCode
from spo.values import Statement


@dataclass(frozen=True, kw_only=True, slots=True)
class DataItem(Record):
    """Something that somebody wants to see, by what the service needs to know of it.

    Attributes:
        id: what you call it: different for each item of one check, and without patient data.
        organisation: the organisation that made it. Give the code that is known: the service maps them itself.
        start: when what it is about begins.
        end: when that ends.
    """

    id: str
    organisation: OrganisationCode
    start: datetime | None = field(default=None, metadata={"json": "from"})
    end: datetime | None = field(default=None, metadata={"json": "to"})


class Decision(Statement):
    """What a check came to. It has no truth value: ask `Verdict.may_show` for each item.

    Attributes:
        PERMIT: everything may be shown.
        PERMIT_FILTERED: some of it may be shown, and something may be withheld. Say so; nobody may learn what.
        DENY: nothing may be shown.
        UNAVAILABLE: the service could not be asked: `BlockService.when_unavailable` decides.
    """

    PERMIT = "permit"
    PERMIT_FILTERED = "permit_filtered"
    DENY = "deny"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, kw_only=True, slots=True)
class Unavailability(Record):
    """Why the service could not be asked.

    Attributes:
        code: the cause as a stable name, such as `transport.timeout`.
        message: what happened, in English.
        remedy: what to do about it, in English.
        retryable: whether the same check can succeed later.
    """

    code: str
    message: str
    remedy: str
    retryable: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict(Record):
    """Whether somebody may see the items of a check. It has no truth value: `may_show` is the one question to ask.

    It is true for this moment and this caller alone: a block may begin now. Do not keep it beyond the screen it was
    asked for.

    Attributes:
        decision: the decision.
        permitted: the ids of the items that may be shown.
        unavailable: why there is no decision of the service's.
    """

    decision: Decision
    permitted: frozenset[str] = frozenset()
    unavailable: Unavailability | None = None

    def may_show(self, id: str) -> bool:  # noqa: A002 - the item's field is called so
        """Whether the item may be shown. It holds for every decision."""
        return id in self.permitted

    def __bool__(self) -> Never:
        """Refuse to be taken for a yes or a no."""
        message = "a Verdict is no yes or no: ask may_show(id) for each item"
        raise TypeError(message)
