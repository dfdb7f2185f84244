"""How the header blocks of calls with an identity are written."""

from dataclasses import dataclass
from enum import StrEnum

from spo._records import Record


class MedcomNamespace(StrEnum):
    """The namespace of `medcom:Header`.

    Attributes:
        DGWS_1_0: what every service of the national platform reads.
        DGWS_1_0_1: what the standard's text recommends for new services, and some outside the platform demand.
    """

    DGWS_1_0 = "dgws_1_0"
    DGWS_1_0_1 = "dgws_1_0_1"


class TimeOut(StrEnum):
    """How old an identity card may be at most, counted from its issue: the steps of DGWS 1.0.

    Attributes:
        FIVE_MINUTES: five minutes.
        HALF_HOUR: half an hour.
        EIGHT_HOURS: eight hours.
        DAY: a day: the life of a card.
        UNBOUND: no limit but the card's own life.
    """

    FIVE_MINUTES = "5"
    HALF_HOUR = "30"
    EIGHT_HOURS = "480"
    DAY = "1440"
    UNBOUND = "unbound"


class Priority(StrEnum):
    """How urgent a request is.

    Attributes:
        ACUTE: AKUT.
        URGENT: HASTER.
        ROUTINE: RUTINE.
    """

    ACUTE = "acute"
    URGENT = "urgent"
    ROUTINE = "routine"


@dataclass(frozen=True, kw_only=True, slots=True)
class CallingSystem(Record):
    """The calling system, as the services want it told (HSUID). What is empty is left out.

    Attributes:
        issuer: a name without spaces and colons that begins with a letter; `spo` when empty.
        owner: whose product it is.
        name: the system's name: patients see it in their log.
        version: the system's version.
        operator: the organisation that operates it.
    """

    issuer: str = ""
    owner: str = ""
    name: str = ""
    version: str = ""
    operator: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeaderOptions(Record):
    """How the header blocks of calls with an identity are written.

    Attributes:
        medcom_namespace: the namespace of `medcom:Header`.
        time_out: the greatest age of identity cards that the services accept: such a card is renewed in time, and the
            header tells them. A day when None, which no service exceeds.
        priority: the urgency of calls.
        hsuid_on_update: whether ITI-57 (update) names the caller, too. ITI-18 and ITI-43 always do, ITI-41 never.
        system: the system that calls.
    """

    medcom_namespace: MedcomNamespace = MedcomNamespace.DGWS_1_0
    time_out: TimeOut | None = None
    priority: Priority | None = None
    hsuid_on_update: bool = False
    system: CallingSystem = CallingSystem()
