"""Clinical values and times, as exactly as they were told and no more."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from spo._records import Record, tagged
from spo._spo import ClinicalTime
from spo.values import Code


class Precision(StrEnum):
    """How exactly a time was told."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MOMENT = "moment"


@tagged("span")
@dataclass(frozen=True, kw_only=True, slots=True)
class Span(Record):
    """From a time to a time, as far as they are told (`from` and `to` in JSON).

    Attributes:
        start: its beginning.
        end: its end; None when open or not told.
    """

    start: ClinicalTime | None = field(default=None, metadata={"json": "from"})
    end: ClinicalTime | None = field(default=None, metadata={"json": "to"})


Timing: TypeAlias = ClinicalTime | Span
"""When something was, is or should be: at a time, or from one to another."""


@tagged("code")
class CodedValue(Code):
    """A concept, such as a diagnosis. Show its text, not only its code."""

    __slots__ = ()


@tagged("text")
class Words(str):
    """A value in words."""

    __slots__ = ()


@tagged("quantity")
@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity(Record):
    """An amount and its unit.

    Attributes:
        value: the amount as it is written: `22.0` is more exact than `22`.
        unit: the unit, such as `mmol/L`.
    """

    value: str
    unit: str | None = None

    def __str__(self) -> str:
        """Write it as people do."""
        return f"{self.value} {self.unit}" if self.unit else self.value


@dataclass(frozen=True, kw_only=True, slots=True)
class Bound(Record):
    """A bound of a range.

    Attributes:
        quantity: the amount.
        inclusive: whether the amount itself is inside: "at most", not "less than".
    """

    quantity: Quantity
    inclusive: bool


@tagged("range")
@dataclass(frozen=True, kw_only=True, slots=True)
class QuantityRange(Record):
    """An amount between two bounds, either of which may be open.

    Attributes:
        low: the lower bound.
        high: the upper bound.
    """

    low: Bound | None = None
    high: Bound | None = None


ClinicalValue: TypeAlias = CodedValue | Quantity | QuantityRange | Words
"""A value of a clinical statement."""
