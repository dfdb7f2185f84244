"""The small values that the others are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final, Never, Self, TypeAlias

from spo._records import Record, tagged
from spo._spo import SorCode, YderNumber


class Use(StrEnum):
    """What an address or a number is for.

    Attributes:
        HOME: private.
        WORK: at work, or an organisation's.
        MOBILE: mobile.
    """

    HOME = "home"
    WORK = "work"
    MOBILE = "mobile"


class Gender(StrEnum):
    """Administrative gender.

    Attributes:
        UNDIFFERENTIATED: none given. Only read from documents: the Danish profile does not allow writing it.
    """

    FEMALE = "female"
    MALE = "male"
    UNDIFFERENTIATED = "undifferentiated"


class CprWarning(StrEnum):
    """Something about a CPR number that deserves a second look but does not make it unusable.

    Attributes:
        MODULUS11: the check digit fails: a typing error, or a number issued since October 2007.
        REPLACEMENT_NUMBER: the day is above 60: a replacement number (erstatnings-CPR) or a test person.
    """

    MODULUS11 = "modulus11"
    REPLACEMENT_NUMBER = "replacement_number"


class Protection(Enum):
    """The word for a name or an address that may not be told."""

    PROTECTED = "protected"


PROTECTED: Final = Protection.PROTECTED
"""In place of a name or an address: the person has name and address protection (navne- og adressebeskyttelse)."""


class Statement(Enum):
    """An answer that is no yes or no. It has no truth value, so that no `if` takes one of its members for another.

    It is no text either: `"opted_out" in "not_opted_out"` is true.
    """

    def __bool__(self) -> Never:
        """Refuse to be taken for a yes or a no."""
        name = type(self).__name__
        message = f"{name} is no yes or no: compare it with its members, as in `is {name}.{self.name}`"
        raise TypeError(message)


@dataclass(frozen=True, kw_only=True, slots=True)
class Code(Record):
    """A code from a code system, with the text people read.

    Attributes:
        code: the code.
        system: the OID of the code system.
        system_name: the code system's name, when given.
        display: the text people read, when given.
    """

    code: str
    system: str
    system_name: str | None = None
    display: str | None = None


@tagged("other")
@dataclass(frozen=True, kw_only=True, slots=True)
class InstanceId(Record):
    """An HL7 instance identifier. It prints as XDS spells it: `root^extension`.

    Attributes:
        root: the OID of the name space.
        extension: the id within it; empty when the root alone is the id.
    """

    root: str
    extension: str = ""

    def __str__(self) -> str:
        """Spell it as XDS does."""
        return f"{self.root}^{self.extension}" if self.extension else self.root


OrganisationId: TypeAlias = SorCode | YderNumber | InstanceId
"""What names an organisation nationally. An `InstanceId` is only read from documents: it cannot be written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Address(Record):
    """A postal address.

    Attributes:
        lines: street, number, floor, place name: one line each.
        postal_code: postal code, such as 5230.
        city: postal district, such as Odense M.
        country: country, when not Denmark.
        use: what it is for; when None, home is written for a patient and work for an organisation.
    """

    lines: Sequence[str] = ()
    postal_code: str | None = None
    city: str | None = None
    country: str | None = None
    use: Use | None = None


PatientAddress: TypeAlias = Address | Protection | None
"""Where a person lives: an address, `PROTECTED`, or None when it is not known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Telecom(Record):
    """A way to reach somebody: a phone number, mail address or web address, as a URI.

    Attributes:
        value: the URI: `tel:66113333`, `mailto:data@example.dk`, `https://…`.
        use: what it is for.
    """

    value: str
    use: Use | None = None

    @classmethod
    def phone(cls, number: str, use: Use) -> Self:
        """Make one of a telephone number; spaces are dropped."""
        return cls(value="tel:" + "".join(number.split()), use=use)

    @classmethod
    def mail(cls, address: str, use: Use) -> Self:
        """Make one of a mail address."""
        return cls(value=f"mailto:{address.strip()}", use=use)
