"""A national registry and repository in this process, for trying and for tests."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from os import PathLike
from types import TracebackType
from typing import Any, Literal, Never, Self

from spo import _spo
from spo._records import Record, decode, encode
from spo._spo import AuthorisationCode, BootstrapToken, Cpr, Credential, Cvr, SorCode
from spo.callers import Caller, HealthProfessional, UsingOrganisation
from spo.config import ClientConfig
from spo.exceptions import ServiceError
from spo.headers import TimeOut
from spo.identity import CareProvider, IdCardRequest, Identity
from spo.logins import OnBehalfOf
from spo.registry import DocumentEntry
from spo.transport import Request, Response


class Transaction(StrEnum):
    """What a registry and repository, or the token service, is asked.

    Attributes:
        ITI_18: Registry Stored Query: search.
        ITI_41: Provide and Register Document Set-b: share, or replace.
        ITI_43: Retrieve Document Set: get documents.
        ITI_57: Update Document Set: withdraw.
        STS: the token service: issue an identity card.
        BST2SOSI: the token service: exchange an employee's login for an identity card.
        BST2IDWS: the token service: exchange a citizen's login for an identity token.
        JWT2IDWS: the token service: exchange a citizen's login by OpenID Connect for an identity token.
    """

    ITI_18 = "ITI-18"
    ITI_41 = "ITI-41"
    ITI_43 = "ITI-43"
    ITI_57 = "ITI-57"
    STS = "STS"
    BST2SOSI = "BST2SOSI"
    BST2IDWS = "Bst2Idws"
    JWT2IDWS = "JWT2Idws"


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


@dataclass(frozen=True, kw_only=True, slots=True)
class SandboxEmployee(Record):
    """An employee of an organisation, as the sandbox's registers know him or her. Only role and employer are printed.

    Attributes:
        cpr: CPR number.
        given_name: given names.
        surname: surname.
        role: the code of the education (7170 for a doctor) of an authorised professional, else the national or local
            role.
        authorisation: the authorisation, for whoever holds one.
        organisation: the employer.
    """

    cpr: Cpr = field(repr=False)
    given_name: str = field(repr=False)
    surname: str = field(repr=False)
    role: str = "urn:dk:healthcare:no-role"
    authorisation: AuthorisationCode | None = field(default=None, repr=False)
    organisation: CareProvider

    def caller(self, organisation: UsingOrganisation) -> HealthProfessional:
        """Give him or her at work in `organisation`, as whoever reads data."""
        if self.authorisation is None:
            return HealthProfessional.not_authorised(self.cpr, self.role, organisation)
        return HealthProfessional.authorised(self.cpr, self.authorisation.code, organisation)

    @classmethod
    def example(cls) -> Self:
        """Give a doctor made up for trials, for whoever does not care which."""
        return decode(cls, json.loads(_spo.example_employee()))


class SandboxCredential:
    """A certificate that the sandbox's authority issued, with its key.

    The key is worth nothing outside the sandbox, so it is given out freely. All sandboxes of a process know the same
    authority, which is forgotten when the process ends.
    """

    def __init__(self, native: _spo.TestCredential) -> None:
        self._native = native

    @property
    def credential(self) -> Credential:
        """Certificate and key, ready to sign with."""
        return self._native.credential()

    @property
    def card(self) -> IdCardRequest:
        """The identity card that the holder asks for: a system's or a user's."""
        return IdCardRequest.from_json(self._native.card())

    def identity(self, *, caller: Caller | None = None) -> Identity:
        """Give the holder as a client's identity."""
        return Identity(self.credential, self.card, caller=caller)

    @property
    def certificate_pem(self) -> str:
        """The certificate in PEM."""
        return self._native.certificate_pem()

    @property
    def key_pem(self) -> str:
        """The key in PEM: PKCS#8, not encrypted."""
        return self._native.key_pem()

    def renewed(self) -> "SandboxCredential":
        """Give the holder's next certificate, as after a renewal."""
        return SandboxCredential(self._native.renewed())

    def expired(self) -> "SandboxCredential":
        """Give a certificate of the holder that ran out with the year 2000."""
        return SandboxCredential(self._native.expired())

    def not_yet_valid(self) -> "SandboxCredential":
        """Give a certificate of the holder that is valid from the year 2098."""
        return SandboxCredential(self._native.not_yet_valid())

    def by_a_stranger(self) -> "SandboxCredential":
        """Give a certificate in the holder's name by an authority that nobody trusts."""
        return SandboxCredential(self._native.by_a_stranger())

    def __repr__(self) -> str:
        return f"SandboxCredential({self.credential!r})"


class Sandbox:
    """A national registry and repository in this process.

    It answers as strictly as the national services are documented to, can be told to misbehave as the real ones have
    been seen to, and remembers what it was asked. Give it to a client as its transport:

        sandbox = spo.Sandbox()
        client = spo.Client(spo.ClientConfig.sandbox(), transport=sandbox)

    It has a token service, too, and checks the identity cards that are sent to it:

        client = spo.Client(sandbox.client_config(), transport=sandbox, identity=sandbox.identity())

    Any number of clients and threads may use it at once. It must never hold real patients.

    Args:
        path: a file to keep everything in, which is made when it is not there; in memory when None.

    Raises StorageError when the file cannot be used.
    """

    def __init__(self, path: str | PathLike[str] | None = None) -> None:
        self._native = _spo.Sandbox(path)

    def script(self, *does: Mapping[str, Any], on: Transaction | None = None, nth: int = 1, count: int = 1) -> None:
        """Tell it to misbehave.

        Args:
            does: what happens, such as `{"kind": "disconnect", "processed": True}`. The kinds are those of
                `spo_sandbox::Misbehaviour`: latency, no_answer, disconnect, html_page, http_status, fault, refuse,
                warnings, partial_success, multipart, truncated_body and others.
            on: the transaction it happens on; any when None.
            nth: the first such call it happens on, counted from 1.
            count: how many calls in a row it happens on; 0 means every call from then on.

        Raises InvalidArgumentError, which names the place.
        """
        script: dict[str, Any] = {"nth": nth, "count": count, "does": does}
        if on is not None:
            script["on"] = on
        self._native.script(json.dumps(script))

    def clear_scripts(self) -> None:
        """Forget every script: it behaves from now on."""
        self._native.clear_scripts()

    def set_validation(self, level: Literal["off", "log", "warning", "reject"]) -> None:
        """Say what becomes of a submission that the national validation finds fault with; it is rejected at first."""
        self._native.set_validation(level)

    def set_identity_check(self, check: Literal["off", "present", "required"]) -> None:
        """Say whether identity cards are looked at.

        Args:
            check: `off`; `present` at first: what is sent is checked; `required`: as on the national platform, every
                request must carry a card, and a search or retrieval must say on whose behalf it is made.
        """
        self._native.set_identity_check(check)

    def set_card_age_limit(self, limit: TimeOut) -> None:
        """Say how old a card may be, counted from its issuing: a day at first."""
        self._native.set_card_age_limit(limit)

    def trust_level_3(self, cvr: Cvr) -> None:
        """Let the systems of an organisation read with their own cards (level 3) for professionals and citizens.

        The document sharing service has such a list of organisations. Nobody is on the sandbox's at first.
        """
        self._native.trust_level_3(cvr)

    @property
    def calls(self) -> Sequence[CallRecord]:
        """Every call so far, oldest first; of very many, the latest ten thousand."""
        return tuple(decode(CallRecord, call) for call in json.loads(self._native.calls()))

    def clear_calls(self) -> None:
        """Forget the calls so far."""
        self._native.clear_calls()

    @property
    def entries(self) -> Sequence[DocumentEntry]:
        """Everything that is registered, oldest first, whatever its status."""
        return tuple(decode(DocumentEntry, entry) for entry in json.loads(self._native.entries()))

    def client_config(self) -> ClientConfig:
        """Give the configuration of a client that has this sandbox as its transport, with its token service."""
        return decode(ClientConfig, json.loads(self._native.client_config()))

    def identity(self, *, caller: Caller | None = None) -> Identity:
        """Give the identity of an organisation's system, made up for trials, for whoever does not care which."""
        organisation = SandboxEmployee.example().organisation
        return self.system_credential(organisation.cvr, organisation.name).identity(caller=caller)

    def professional_identity(self) -> Identity:
        """Give the identity of a doctor made up for trials, at work, who reads on his own behalf."""
        doctor = SandboxEmployee.example()
        return self.employee_credential(doctor).identity(caller=doctor.caller(SorCode("325431000016004")))

    def system_credential(self, cvr: Cvr, organisation: str) -> SandboxCredential:
        """Give the certificate of a system (VOCES, FOCES) of the organisation with this number and name."""
        return SandboxCredential(self._native.system_credential(cvr, organisation))

    def employee_credential(self, employee: SandboxEmployee) -> SandboxCredential:
        """Give the certificate of an employee (MOCES), whom the token service then knows."""
        return SandboxCredential(self._native.employee_credential(json.dumps(encode(employee))))

    def employee_login(self, employee: SandboxEmployee, system: SandboxCredential) -> BootstrapToken:
        """Let an employee log in to `system`, for `Identity.employee_login`.

        The token is bound to the system's certificate and lasts an hour.
        """
        return self._native.employee_login(json.dumps(encode(employee)), system._native)  # noqa: SLF001

    def citizen_login(self, cpr: Cpr, system: SandboxCredential) -> BootstrapToken:
        """Let a citizen log in to the portal `system`, for `Identity.citizen`.

        The token is bound to the portal's certificate and lasts an hour.
        """
        return self._native.citizen_login(cpr, system._native)  # noqa: SLF001

    def citizen_login_jwt(self, cpr: Cpr, system: SandboxCredential) -> BootstrapToken:
        """Do the same with a JSON Web Token (OpenID Connect)."""
        return self._native.citizen_login_jwt(cpr, system._native)  # noqa: SLF001

    def set_relations(self, relations: Iterable[tuple[Cpr, OnBehalfOf]]) -> None:
        """Say who may act for whom: each citizen with the other and what gives the right. Nobody may at first."""
        self._native.set_relations(json.dumps([(cpr.number, encode(other)) for cpr, other in relations]))

    def send(self, request: Request, /) -> Response:
        """Answer one request, as every `Transport` does. A script can make it raise TimeoutError or ConnectionError."""
        status, headers, body = self._native.send(
            request.url, list(request.headers), request.body, request.connect_timeout, request.timeout
        )
        return Response(status=status, headers=headers, body=body)

    def serve(self, *, host: str = "127.0.0.1", port: int = 0) -> "SandboxServer":
        """Serve it over HTTP, for clients in other processes and, with a page of what is shared, for people.

        Args:
            host: the address to listen on. Stay on this machine: the sandbox lets everybody in.
            port: the port; 0 means any free one.

        Raises OSError when the address cannot be listened on.
        """
        return SandboxServer(self._native.serve(host, port))

    def __reduce__(self) -> Never:
        """Refuse to be pickled or copied."""
        message = "a Sandbox cannot be pickled or copied: share it between threads, or serve it over HTTP"
        raise TypeError(message)


class SandboxServer:
    """A sandbox behind HTTP, until it is stopped. `with sandbox.serve() as server:` stops it at the end."""

    def __init__(self, native: _spo.Server) -> None:
        self._native = native

    @property
    def url(self) -> str:
        """The base of its addresses, for `ClientConfig.sandbox` and for a browser."""
        return self._native.url()

    def client_config(self) -> ClientConfig:
        """Give the configuration of a client in another process or in this one, with the token service."""
        return decode(ClientConfig, json.loads(self._native.client_config()))

    def stop(self) -> None:
        """Take no new requests, let those under way finish, and return. The sandbox lives on."""
        self._native.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def __repr__(self) -> str:
        return f"SandboxServer({self.url!r})"
