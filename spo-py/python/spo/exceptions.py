"""What can go wrong. Every error of this package is a `SpoError`.

The class says what you can decide; `code` names the cause and never changes; `remedy` says what to do. No text holds a
CPR number.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self, TypedDict, Unpack

from spo._records import Record, decode

__all__ = [
    "AccessDeniedError",
    "ConfigurationError",
    "ConflictError",
    "DocumentError",
    "ErrorKind",
    "Fault",
    "FaultError",
    "InternalError",
    "InvalidArgumentError",
    "LocalTimeError",
    "NotFoundError",
    "OutcomeUnknownError",
    "ProtocolError",
    "RejectedError",
    "ServiceError",
    "SpoError",
    "SpoTimeoutError",
    "StorageError",
    "UnavailableError",
    "ValidationError",
]


class ErrorKind(StrEnum):
    """The decision a caller can take, the same in Rust, C and Python."""

    INVALID_ARGUMENT = "invalid_argument"
    INVALID_APPOINTMENT = "invalid_appointment"
    UNRESOLVED_LOCAL_TIME = "unresolved_local_time"
    INVALID_DOCUMENT = "invalid_document"
    CONFIGURATION = "configuration"
    DENIED = "denied"
    UNAVAILABLE = "unavailable"
    TIMEOUT = "timeout"
    OUTCOME_UNKNOWN = "outcome_unknown"
    PROTOCOL = "protocol"
    REJECTED = "rejected"
    FAULT = "fault"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    STORAGE = "storage"
    INTERNAL = "internal"
    PANIC = "panic"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault(Record):
    """One broken rule of the profile.

    Attributes:
        path: the field, such as `patient.name.family` or `performer.organisation.telecoms[1]`.
        rule: the rule's stable id, such as `apd.performer.telecom`.
        danish: what is wrong, in Danish.
        english: what is wrong, in English.
        remedy: what to do about it.
    """

    path: str
    rule: str
    danish: str
    english: str
    remedy: str

    def __str__(self) -> str:
        """Say it in one line of English."""
        return f"{self.path}: {self.english}. {self.remedy} [{self.rule}]"


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceError(Record):
    """One entry of a registry's error list, as the service wrote it, with CPR numbers masked.

    Attributes:
        code: an open string: the national registry has been seen to send Java class names here.
        context: the explanation.
        location: where, when given.
        warning: A warning rides on an answer that otherwise succeeded.
    """

    code: str
    context: str
    location: str | None = None
    warning: bool


class _Details(TypedDict, total=False):
    kind: ErrorKind
    code: str
    message: str
    retryable: bool
    remedy: str
    path: str | None
    faults: Sequence[Fault]
    service_errors: Sequence[ServiceError]
    http_status: int | None
    soap_fault_code: str | None
    message_id: str | None
    instants: Sequence[datetime]


class SpoError(Exception):
    """The base of every error. As text it is the whole story: place, message, details, remedy and code.

    Attributes:
        kind: the decision you can take; each kind has its class.
        code: the cause, as a stable name such as `cpr.date` or `transport.timeout`.
        message: the explanation alone, in one sentence.
        retryable: whether the same call can succeed later without a change.
        remedy: what to do about it.
        path: where in the input: a path such as `patient.cpr`, or the name of an argument.
        faults: every fault found by validation.
        service_errors: the registry's own errors.
        http_status: the HTTP status of the answer, when there was one.
        soap_fault_code: the code of the SOAP fault, when there was one.
        message_id: the id of the message that failed: quote it to the service's support.
        instants: for a local time that does not exist or exists twice: the two moments to choose from.
    """

    kind: ErrorKind
    code: str
    message: str
    retryable: bool
    remedy: str
    path: str | None
    faults: Sequence[Fault]
    service_errors: Sequence[ServiceError]
    http_status: int | None
    soap_fault_code: str | None
    message_id: str | None
    instants: Sequence[datetime]

    def __init__(self, text: str = "", **details: Unpack[_Details]) -> None:
        """Make an error that says `text`."""
        super().__init__(text)
        self.kind = details.get("kind", ErrorKind.INTERNAL)
        self.code = details.get("code", "")
        self.message = details.get("message", text)
        self.retryable = details.get("retryable", False)
        self.remedy = details.get("remedy", "")
        self.path = details.get("path")
        self.faults = tuple(details.get("faults", ()))
        self.service_errors = tuple(details.get("service_errors", ()))
        self.http_status = details.get("http_status")
        self.soap_fault_code = details.get("soap_fault_code")
        self.message_id = details.get("message_id")
        self.instants = tuple(details.get("instants", ()))

    @classmethod
    def _from_json(cls, text: str, details: str) -> Self:
        """Make the error that the compiled half describes."""
        fields: dict[str, Any] = json.loads(details)
        fields["kind"] = ErrorKind(fields["kind"])
        fields["faults"] = [decode(Fault, fault) for fault in fields.get("faults", ())]
        fields["service_errors"] = [decode(ServiceError, each) for each in fields.get("service_errors", ())]
        fields["instants"] = [datetime.fromisoformat(instant) for instant in fields.get("instants", ())]
        return cls(text, **fields)


class InvalidArgumentError(SpoError, ValueError):
    """A single argument is unusable."""


class ValidationError(SpoError, ValueError):
    """An appointment, a change of master data or a log entry breaks one or more rules; `faults` lists every one."""


class LocalTimeError(SpoError, ValueError):
    """A local time does not exist or exists twice in Denmark: clocks change that night."""

    @property
    def earlier(self) -> datetime:
        """The earlier of the two moments to choose from."""
        return self.instants[0]

    @property
    def later(self) -> datetime:
        """The later of the two moments to choose from."""
        return self.instants[1]


class DocumentError(SpoError, ValueError):
    """A document or JSON value could not be read; `path` says where."""


class ConfigurationError(SpoError, ValueError):
    """The client's configuration cannot work; `path` names the setting."""


class AccessDeniedError(SpoError, PermissionError):
    """The service refused the caller's identity or rights."""


class UnavailableError(SpoError, ConnectionError):
    """The service could not be reached or cannot serve now. Nothing was stored; try again later."""


class SpoTimeoutError(SpoError, TimeoutError):
    """A deadline passed. Nothing that changes data was sent, or the call only reads; try again."""


class OutcomeUnknownError(SpoError):
    """A change was sent, its answer was lost, and the registry could not be asked: it may be in effect.

    Make the same call with the same version again: it finds out, and never stores twice.
    """


class ProtocolError(SpoError):
    """The service's answer could not be understood."""


class RejectedError(SpoError):
    """The registry refused for good; `service_errors` holds its own words."""


class FaultError(SpoError):
    """The service answered with a SOAP fault that is not about access."""


class NotFoundError(SpoError, LookupError):
    """The named thing is not in the registry."""


class ConflictError(SpoError):
    """Somebody changed it since you last saw it, or the version stands for other content."""


class StorageError(SpoError, OSError):
    """A file or database of this library could not be used."""


class InternalError(SpoError, RuntimeError):
    """A defect in this library, or a use that it cannot serve, such as a client after a fork."""
