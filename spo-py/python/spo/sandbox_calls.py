"""What a sandbox was asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from spo._records import Record
from spo._spo import Cvr
from spo.exceptions import ServiceError


class Transaction(StrEnum):
    """What a registry and repository, the national log, the token service or the block service is asked.

    Attributes:
        ITI_18: Registry Stored Query: search.
        ITI_41: Provide and Register Document Set-b: share, or replace.
        ITI_43: Retrieve Document Set: get documents.
        ITI_57: Update Document Set: withdraw.
        MINLOG2: the national log: add registrations of who has seen what.
        STS: the token service: issue an identity card.
        BST2SOSI: the token service: exchange an employee's login for an identity card.
        BST2IDWS: the token service: exchange a citizen's login for an identity token.
        JWT2IDWS: the token service: exchange a citizen's login by OpenID Connect for an identity token.
        CONSENT_VERIFICATION: the block service: may somebody see something?
        CONSENT_ADMINISTRATION: the block service: a citizen's registrations.
    """

    ITI_18 = "ITI-18"
    ITI_41 = "ITI-41"
    ITI_43 = "ITI-43"
    ITI_57 = "ITI-57"
    MINLOG2 = "MinLog2"
    STS = "STS"
    BST2SOSI = "BST2SOSI"
    BST2IDWS = "Bst2Idws"
    JWT2IDWS = "JWT2Idws"
    CONSENT_VERIFICATION = "ConsentVerification"
    CONSENT_ADMINISTRATION = "ConsentAdministration"


@dataclass(frozen=True, kw_only=True, slots=True)
class CalledBy(Record):
    """By whom a call was made, by its identity card: the organisation, never a person.

    Attributes:
        level: the level of the card: 3 for a system, 4 for an employee.
        cvr: the organisation's CVR number.
        organisation: the organisation's name.
        system: the calling system's name.
    """

    level: int
    cvr: Cvr | None = None
    organisation: str
    system: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CallRecord(Record):
    """One call of a sandbox. It holds nothing of a patient's.

    Attributes:
        number: counts from 1.
        received: when it came.
        transaction: which it was; None when it named none of the sandbox's.
        action: the SOAPAction, as it came.
        message_id: the id of the message. The same message sent again has the same.
        request_bytes: the length of the request's body.
        request_sha1: SHA-1 of the request's body: equal for the same bytes.
        caller: who called, by the identity card of the call; None without a card that could be believed. For a call of
            the token service, the card that was asked for.
        decision: `success`, `partial_success`, `failure` or `not_processed`, whatever the caller was told.
        errors: the registry's errors and warnings, also those that the caller was not told of.
        fault: the text of the SOAP fault that the caller got.
        http_status: the HTTP status of the answer; None when there was no complete answer.
        scripted: whether the sandbox misbehaved as a script told it.
        withheld: how many documents a citizen's blocks kept from the caller.
    """

    number: int
    received: datetime
    transaction: Transaction | None = None
    action: str | None = None
    message_id: str | None = None
    request_bytes: int
    request_sha1: str
    caller: CalledBy | None = None
    decision: str
    errors: Sequence[ServiceError] = ()
    fault: str | None = None
    http_status: int | None = None
    scripted: bool
    withheld: int = 0
