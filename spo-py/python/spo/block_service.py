"""The block service (MinSpærring) as a configuration says it: where it is, and what holds while it cannot be asked."""

from dataclasses import dataclass
from enum import StrEnum

from spo._records import Record


class WhenUnavailable(StrEnum):
    """What becomes of data while nobody can say whether it is blocked.

    Attributes:
        HIDE: it is hidden (fail closed).
        SHOW: it is shown (fail open). Only where a lack of data is the greater danger, and by decision of whoever
            answers for the data.
    """

    HIDE = "hide"
    SHOW = "show"


class WireForm(StrEnum):
    """A form of the block service's messages.

    Attributes:
        PROVISIONAL: this library's guess.
    """

    PROVISIONAL = "provisional"


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockService(Record):
    """The block service (MinSpærring).

    How its messages look is not published, and this library guesses. So it may be at a sandbox's address only, on this
    machine or in this process, unless `wire` says by name that the guess shall be sent.

    Attributes:
        verification: whether somebody may see something (Samtykkeverifikation).
        administration: a citizen's registrations (Samtykkeadministration).
        audience: the audience of the tokens that citizens call with. Needed by a client with a citizen's login.
        when_unavailable: what becomes of data while the service cannot be asked.
        wire: `PROVISIONAL` sends the guessed messages to any address.
    """

    verification: str
    administration: str
    audience: str | None = None
    when_unavailable: WhenUnavailable = WhenUnavailable.HIDE
    wire: WireForm | None = None
