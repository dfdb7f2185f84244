"""The small values that the others are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final, Self, TypeAlias

from spo._records import Record, tagged
from spo._spo import SorCode, YderNumber


class Use(StrEnum):
    """What an address or a number is for."""

    HOME = "home"
    """Private."""
    WORK = "work"
    """At work, or an organisation's."""
    MOBILE = "mobile"
    """Mobile."""


class Gender(StrEnum):
    """Administrative gender."""

    FEMALE = "female"
    MALE = "male"
    UNDIFFERENTIATED = "undifferentiated"
    """None given. Only read from documents: the Danish profile does not allow writing it."""


class CprWarning(StrEnum):
    """Something about a CPR number that deserves a second look but does not make it unusable."""

    MODULUS11 = "modulus11"
    """The check digit fails: a typing error, or a number issued since October 2007."""
    REPLACEMENT_NUMBER = "replacement_number"
    """The day is above 60: a replacement number (erstatnings-CPR) or a test person."""


class Protection(Enum):
    """The word for an address that may not be told."""

    PROTECTED = "protected"


PROTECTED: Final = Protection.PROTECTED
"""In place of an address: the person has name and address protection (adressebeskyttelse)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Code(Record):
    """A code from a code system, with the text people read."""

    code: str
    """The code."""
    system: str
    """The OID of the code system."""
    system_name: str | None = None
    """The code system's name, when given."""
    display: str | None = None
    """The text people read, when given."""


@tagged("other")
@dataclass(frozen=True, kw_only=True, slots=True)
class InstanceId(Record):
    """An HL7 instance identifier. It prints as XDS spells it: `root^extension`."""

    root: str
    """The OID of the name space."""
    extension: str = ""
    """The id within it; empty when the root alone is the id."""

    def __str__(self) -> str:
        """Spell it as XDS does."""
        return f"{self.root}^{self.extension}" if self.extension else self.root


OrganisationId: TypeAlias = SorCode | YderNumber | InstanceId
"""What names an organisation nationally. An `InstanceId` is only read from documents: it cannot be written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Address(Record):
    """A postal address."""

    lines: Sequence[str] = ()
    """Street, number, floor, place name: one line each."""
    postal_code: str | None = None
    """Postal code, such as 5230."""
    city: str | None = None
    """Postal district, such as Odense M."""
    country: str | None = None
    """Country, when not Denmark."""
    use: Use | None = None
    """What it is for; when None, home is written for a patient and work for an organisation."""


PatientAddress: TypeAlias = Address | Protection | None
"""Where a person lives: an address, `PROTECTED`, or None when it is not known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Telecom(Record):
    """A way to reach somebody: a phone number, mail address or web address, as a URI."""

    value: str
    """The URI: `tel:66113333`, `mailto:data@example.dk`, `https://…`."""
    use: Use | None = None
    """What it is for."""

    @classmethod
    def phone(cls, number: str, use: Use) -> Self:
        """Make one of a telephone number; spaces are dropped."""
        return cls(value="tel:" + "".join(number.split()), use=use)

    @classmethod
    def mail(cls, address: str, use: Use) -> Self:
        """Make one of a mail address."""
        return cls(value=f"mailto:{address.strip()}", use=use)
