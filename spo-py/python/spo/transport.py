"""Bring your own HTTP: what a transport takes and gives."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One POST. Headers and body may hold a patient's data, so they are not printed.

    Attributes:
        url: the address, `http://` or `https://`.
        headers: header names and values in the order to send them.
        body: the bytes to send.
        connect_timeout: the time allowed for looking up the name, and again for connecting.
        timeout: the time allowed for everything, until the last byte of the answer.
    """

    url: str
    headers: Sequence[tuple[str, str]] = field(repr=False)
    body: bytes = field(repr=False)
    connect_timeout: timedelta
    timeout: timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class Response:
    """One complete answer, of whatever status.

    Attributes:
        status: the HTTP status.
        headers: header names and values as they came: usually `answer.headers.items()`.
        body: the bytes received.
    """

    status: int
    headers: Iterable[tuple[str, str]] = field(default=(), repr=False)
    body: bytes = field(default=b"", repr=False)


@runtime_checkable
class Transport(Protocol):
    """Sends one request and gives its answer.

    POST the body to the address with exactly the given headers; follow no redirect and repeat nothing, because a change
    must not be sent twice behind the client's back; return every complete answer, whatever its status; be done within
    `request.timeout`. Calls come from the thread that called the client, several at once if yours are.

    Raise whatever your HTTP library raises when there is no complete answer. The client takes it for a lost answer and
    asks the registry what is in effect, except for ConnectionRefusedError and socket.gaierror, after which nothing can
    have been sent. The exception becomes the `__cause__` of what the client raises.
    """

    def send(self, request: Request, /) -> Response:
        """Send the request and wait for the answer."""
        ...


def _request(
    url: str, headers: list[tuple[str, str]], body: bytes, connect_timeout: timedelta, timeout: timedelta
) -> Request:
    """Make what the compiled half sends."""
    return Request(url=url, headers=headers, body=body, connect_timeout=connect_timeout, timeout=timeout)


def _response(answer: object) -> tuple[int, list[tuple[str, str]], bytes]:
    """Take apart what a transport gave, for the compiled half."""
    if not isinstance(answer, Response):
        message = f"a transport must return spo.Response, not {type(answer).__name__}"
        raise TypeError(message)
    return answer.status, list(answer.headers), answer.body
