"""What a client did, for the host's own audit."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from spo._records import Record, decode, encode
from spo._spo import AuthorisationCode, Cpr
from spo.callers import OrganisationCode, Override, OverrideReason


class AuditAction(StrEnum):
    """A kind of call.

    Attributes:
        SHARE: an appointment was shared.
        REPLACE: a new version was put in the place of another.
        CANCEL: an appointment was withdrawn.
        FIND: it was searched for appointments.
        GET: appointments were fetched.
        LIST: it was searched for appointments, and they were fetched.
        MASTER_DATA: master data (stamkort) was fetched.
        OVERVIEW: everything about a patient was asked for.
        CHECK_BLOCKS: it was asked what may be shown.
        REGISTER_BLOCK: a block or consent was registered.
        CHANGE_BLOCK: a registration was changed.
        LIFT_BLOCK: a registration was ended.
        LIST_BLOCKS: a citizen's registrations were listed.
    """

    SHARE = "share"
    REPLACE = "replace"
    CANCEL = "cancel"
    FIND = "find"
    GET = "get"
    LIST = "list"
    MASTER_DATA = "master_data"
    OVERVIEW = "overview"
    CHECK_BLOCKS = "check_blocks"
    REGISTER_BLOCK = "register_block"
    CHANGE_BLOCK = "change_block"
    LIFT_BLOCK = "lift_block"
    LIST_BLOCKS = "list_blocks"


class Capacity(StrEnum):
    """In which capacity somebody called.

    Attributes:
        CITIZEN: a citizen, about himself or herself.
        CITIZEN_ON_BEHALF_OF: a citizen for another.
        HEALTH_PROFESSIONAL: a health professional.
    """

    CITIZEN = "citizen"
    CITIZEN_ON_BEHALF_OF = "citizen_on_behalf_of"
    HEALTH_PROFESSIONAL = "health_professional"


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditCaller(Record):
    """On whose behalf a call was made.

    Attributes:
        capacity: in which capacity.
        cpr: whoever sat at the screen: only with `audit_persons`.
        organisation: a professional's organisation.
        authorisation: a professional's authorisation.
    """

    capacity: Capacity
    cpr: Cpr | None = None
    organisation: OrganisationCode | None = None
    authorisation: AuthorisationCode | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditFailure(Record):
    """Why a call failed.

    Attributes:
        kind: the error's kind, by its stable name such as `denied`.
        code: the error's cause, such as `override.not_permitted`.
        message_id: the id of the message that failed, which the service knows it by.
    """

    kind: str
    code: str
    message_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditEvent(Record):
    """One call of a client, told when it has ended: who did what for whom, and what came of it.

    It names no person by CPR number, unless the client was made with `audit_persons`: the events then are personal
    data, and to be kept as such. The national services keep no trace of a look that a block emptied: this is your own.

    Attributes:
        time: when it ended.
        action: what was done.
        caller: on whose behalf, when somebody was named.
        patient: whose data it was about: only with `audit_persons`, and only where one call is about one patient.
        failure: why it failed; None when it did not.
        shown: how many documents, entries, items or registrations you were given.
        withheld: whether something was withheld from it, or may have been.
        missing: whether something is missing from it because a source failed.
        override: the choice to look past blocks that the call was given, whether it came to that or not.
        overridden: whether blocks were looked past (værdispring).
    """

    time: datetime
    action: AuditAction
    caller: AuditCaller | None = None
    patient: Cpr | None = None
    failure: AuditFailure | None = None
    shown: int
    withheld: bool
    missing: bool
    override: Override | None = None
    overridden: bool

    def to_json(self) -> str:
        """Write the JSON form. With `audit_persons` it holds full CPR numbers."""
        plain = encode(self)
        if override := plain.pop("override", None):
            told = "explanation" in override
            plain["override_reason"] = {override.pop("reason"): override} if told else override["reason"]
        return json.dumps(plain, ensure_ascii=False)


def check_sink(audit: Any) -> None:
    """Refuse what could not be told of a call. Raises TypeError."""
    if not (audit is None or callable(audit)):
        message = f"audit must be callable, not {type(audit).__name__}"
        raise TypeError(message)


def _event(text: str) -> AuditEvent:
    plain = json.loads(text)
    reason = plain.pop("override_reason", None)
    return decode(AuditEvent, plain, override=None if reason is None else _override(reason))


def _override(reason: str | dict[str, dict[str, str]]) -> Override:
    if isinstance(reason, str):
        return Override(reason=OverrideReason(reason))
    ((name, words),) = reason.items()
    return Override(reason=OverrideReason(name), **words)
