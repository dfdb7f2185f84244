"""Registering with the national log (MinLog) what the national services do not register themselves."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Never

from spo import _spo
from spo._records import Record, decode, kind_of
from spo.log_entry import LogEntry


@dataclass(frozen=True, kw_only=True, slots=True)
class RefusedEntry(Record):
    """An entry that the log did not add, and will not.

    Attributes:
        id: what it is called here, for letting it wait again.
        code: the service's code, an open string.
        reason: what the service says about it, CPR numbers masked; empty when it says nothing.
        entry: the entry; None when another version of this library wrote it in a form that this one does not know.
    """

    id: int
    code: str
    reason: str
    entry: LogEntry | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryFailure(Record):
    """Why a request was not answered for. Its entries wait.

    Attributes:
        code: what stood in the way, as a stable name such as `transport.timeout`.
        message: what happened, in English, without patient data.
        remedy: what to do about it, in English.
        retryable: whether the next delivery can succeed without a change.
        may_be_added: whether the log may have the entries all the same: then it may come to have them twice.
    """

    code: str
    message: str
    remedy: str
    retryable: bool
    may_be_added: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class LogDelivery(Record):
    """What a delivery to the log came to.

    Attributes:
        requests: how many requests were sent.
        added: how many entries the log added.
        refused: the entries that it refused. They are put aside.
        waiting: how many entries wait still.
        next_request: when the next request may be sent, with something in it; None when nothing waits.
        failure: what ended the delivery before everything was sent that could be.
    """

    requests: int
    added: int
    refused: Sequence[RefusedEntry] = ()
    waiting: int
    next_request: datetime | None = None
    failure: DeliveryFailure | None = None


_ENTRIES = kind_of(Sequence[LogEntry])
_REFUSED = kind_of(Sequence[RefusedEntry])


class MinLog:
    """Registering with the national log (MinLog). `Client.min_log` gives it.

        client.min_log.add([entry])         # on disk from here on
        report = client.min_log.deliver()

    Register what a system shows from its own store, and what it reads as a system without a professional behind the
    call. What professionals read through the national services, these register.

    Entries are accepted onto disk, into `ClientConfig.queue_file`, and delivered by `deliver`, which you call whenever
    you like: as often as every few minutes, as seldom as every night. Threads and processes may add and deliver at
    once.

    Nothing accepted is lost: an entry leaves the disk when the log says that it has it. It can be doubled, as the
    service knows no key by which it would recognise one: when the answer to a request is lost, its entries are sent
    again later, under the same `sequence_number`, by which people can recognise them.

    Every method raises ConfigurationError when the configuration names no `min_log` or no `queue_file`, and
    StorageError when the disk fails.
    """

    def __init__(self, native: _spo.MinLog) -> None:
        self._native = native

    def add(self, entries: Iterable[LogEntry]) -> Sequence[str]:
        """Accept entries, all of them or none: when this returns, they are on disk. Many at a time are much cheaper.

        Gives their sequence numbers. The same entry with the same number is accepted once, as long as it waits.

        Raises ValidationError with every fault of every entry, its path beginning with the entry's place, as in
        `[3].user.name`; ConflictError when another entry with such a number waits.
        """
        return tuple(self._native.add(json.dumps(_ENTRIES.encode(_ENTRIES.check(entries, "entries")))))

    def deliver(self) -> LogDelivery:
        """Send what waits, oldest first, as far as the service's limits and the configuration's total time allow.

        It stops at the first request that fails. A failure of the service is part of the report; its entries wait. A
        system's identity card is all that the service asks for.

        Raises AccessDeniedError for a client with a citizen's identity.
        """
        return decode(LogDelivery, json.loads(self._native.deliver()))

    def waiting(self) -> int:
        """Count the entries that wait."""
        return self._native.waiting()

    def refused(self) -> Sequence[RefusedEntry]:
        """Give the entries that the log refused, oldest first, with its reasons."""
        refused: Sequence[RefusedEntry] = _REFUSED.decode(json.loads(self._native.refused()))
        return refused

    def requeue(self, id: int) -> None:  # noqa: A002 - the record's field is called so
        """Let a refused entry wait again as it is, once the cause is gone.

        Raises NotFoundError when no refused entry has this id.
        """
        self._native.requeue(id)

    def discard(self, id: int) -> None:  # noqa: A002 - as above
        """Throw a refused entry away, once another has been added in its place. Raises as `requeue`."""
        self._native.discard(id)

    def __reduce__(self) -> Never:
        """Refuse to be pickled or copied."""
        message = "a MinLog cannot be pickled or copied: share it between threads, and take a client's in each process"
        raise TypeError(message)

    def __repr__(self) -> str:
        return "MinLog()"
