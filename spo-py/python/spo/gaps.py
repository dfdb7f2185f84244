"""Where something was had from, and what is missing from an answer of several sources, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from spo._records import Record
from spo.config import DocumentKind
from spo.exceptions import ServiceError
from spo.values import InstanceId


class Step(StrEnum):
    """A step on the way to a document.

    Attributes:
        SEARCH: asking what there is (ITI-18).
        RETRIEVE: getting documents (ITI-43).
        READ: reading a document that came.
    """

    SEARCH = "search"
    RETRIEVE = "retrieve"
    READ = "read"


class Cause(StrEnum):
    """Why something could not be had.

    Attributes:
        UNAVAILABLE: the source could not be reached, or said that it cannot serve now.
        TOO_SLOW: there was no answer within the time allowed.
        PARTIAL: a source behind the one that was asked did not answer: part of its data is missing.
        DENIED: the source refused the caller.
        REFUSED: the source refused the question.
        NOT_DELIVERED: the source knows the document and did not deliver it.
        UNREADABLE: the document or answer came and could not be read.
        OTHER_PATIENT: the document is about another patient: it is never shown.
        SETUP: the caller's configuration or identity cannot work.
        INTERNAL: a defect in this library.
        UNVERIFIED: nothing was found, and it is not known whether that is because of a block.
    """

    UNAVAILABLE = "unavailable"
    TOO_SLOW = "too_slow"
    PARTIAL = "partial"
    DENIED = "denied"
    REFUSED = "refused"
    NOT_DELIVERED = "not_delivered"
    UNREADABLE = "unreadable"
    OTHER_PATIENT = "other_patient"
    SETUP = "setup"
    INTERNAL = "internal"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, kw_only=True, slots=True)
class Withheld(Record):
    """A source said that it may hold something back: a block by the patient (spærring).

    This is all there is to know: nobody may learn what is blocked or for whom. An answer emptied by a block against the
    caller says nothing at all, so the absence of this proves nothing.

    Attributes:
        source: the source by its name in the configuration.
        kinds: what kinds of data it was asked for.
        step: whether it said so when it was searched or when documents were fetched.
    """

    source: str
    kinds: Sequence[DocumentKind]
    step: Step


@dataclass(frozen=True, kw_only=True, slots=True)
class MissingDocument(Record):
    """What the registry tells of a document that could not be had.

    Attributes:
        start: when what it is about begins.
        end: when that ends.
        organisation: the organisation that made it, CPR numbers masked.
        repository_id: the repository that has it: an OID.
        document_id: the document's id in the registry.
    """

    start: datetime | None = None
    end: datetime | None = None
    organisation: str | None = None
    repository_id: str | None = None
    document_id: InstanceId


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing(Record):
    """Something that could not be had. Show it: what it is missing from must never look complete.

    Attributes:
        source: the source by its name in the configuration.
        kinds: what kinds of data may be missing.
        step: how far it came.
        cause: what stood in the way, for people.
        code: what stood in the way, as a stable name such as `transport.timeout` or `search.partial`.
        message: what happened, in English, without patient data.
        remedy: what to do about it, in English.
        retryable: whether the same call can succeed later without a change.
        documents: the documents that are known to be missing. Empty after a search that failed: nobody knows what
            there is.
        service_errors: what the service said, CPR numbers masked.
    """

    source: str
    kinds: Sequence[DocumentKind]
    step: Step
    cause: Cause
    code: str
    message: str
    remedy: str
    retryable: bool
    documents: Sequence[MissingDocument] = ()
    service_errors: Sequence[ServiceError] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Place(Record):
    """Where a document was had from: the source that was asked, and the repository that delivered.

    Attributes:
        source: the source by its name in the configuration.
        home_community_id: the community the repository belongs to, as the registry said it.
        repository_id: the repository: an OID.
        document_id: the document's id in the registry.
        entry_uuid: the registry's id of the entry.
        on_demand: whether the document was made as it was asked for: it tells how things were when it was fetched.
        fetched: when it was fetched. A document reused within a session keeps the time of its first fetch.
    """

    source: str
    home_community_id: str | None = None
    repository_id: str | None = None
    document_id: InstanceId
    entry_uuid: str
    on_demand: bool
    fetched: datetime
