"""A national registry and repository in this process, for trying and for tests."""

import json
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from types import TracebackType
from typing import Any, Literal, Never, Self

from spo import _spo
from spo._records import decode, encode, kind_of
from spo._spo import BootstrapToken, Cpr, Cvr, SorCode
from spo.blocks import BlockRegistration, registrations
from spo.callers import Caller, OrganisationCode
from spo.config import ClientConfig
from spo.headers import TimeOut
from spo.identity import Identity
from spo.log_entry import LogEntry
from spo.logins import OnBehalfOf
from spo.master_data_edit import ChangeReceipt, CheckedChange
from spo.registry import DocumentEntry
from spo.sandbox_calls import CallRecord, Transaction
from spo.sandbox_people import SandboxCredential, SandboxEmployee
from spo.sandbox_persons import SandboxPerson
from spo.sandbox_seed import Seed
from spo.transport import Request, Response

_CODE = kind_of(OrganisationCode)


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
    def registrations(self) -> Sequence[BlockRegistration]:
        """Every citizen's blocks and consents, active or not."""
        return registrations(self._native.registrations())

    def log_entries(self) -> Sequence[LogEntry]:
        """Read every line of the national log (MinLog), oldest first. Raises StorageError when the database fails."""
        return tuple(decode(LogEntry, each) for each in json.loads(self._native.log_entries()))

    def add_organisation(
        self, unit: SorCode, *, parent: SorCode | None = None, other_codes: Iterable[OrganisationCode] = ()
    ) -> None:
        """Tell the organisation register (SOR) of a unit, which the block service compares by.

        Args:
            unit: the unit.
            parent: what it is a part of.
            other_codes: its other codes.
        """
        codes = json.dumps([_CODE.encode(_CODE.check(code, "other_codes")) for code in other_codes])
        self._native.add_organisation(unit.code, parent.code if parent else None, codes)

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

    def add_person(self, person: SandboxPerson) -> None:
        """Make a test person known, in place of the one with the same CPR number.

        The person's master data (stamkort) is found as one entry for a document on demand, and composed anew at every
        retrieval. Persons are kept in memory only, also by a sandbox in a file.

        Raises InvalidArgumentError, which names what a register cannot know.
        """
        self._native.add_person(json.dumps(encode(person)))

    def person(self, cpr: Cpr) -> SandboxPerson | None:
        """Give the test person with this number, as the registers know it."""
        plain = self._native.person(cpr)
        return None if plain is None else decode(SandboxPerson, json.loads(plain))

    @property
    def persons(self) -> Sequence[SandboxPerson]:
        """Every test person."""
        return tuple(decode(SandboxPerson, person) for person in json.loads(self._native.persons()))

    def submit(self, change: CheckedChange, /) -> ChangeReceipt:
        """Carry a change of a test person's master data out, as every `MasterDataEditor` does.

        The next stamkort shows it with source and time. Allowed to change are the citizen, whoever `set_relations` lets
        act for the citizen, and health professionals with an authorisation or in the national role `nspSundAssistR2`.

        Raises AccessDeniedError, NotFoundError for a person it does not know, and ConflictError when the master data
        has changed since it was read.
        """
        return decode(ChangeReceipt, json.loads(self._native.submit(change._native)))  # noqa: SLF001

    def seed(self, seed: Seed) -> None:
        """Attach the sources of `seed` that are not there, make its persons known, and share their appointments.

            sandbox.seed(spo.Seed.month(date.today()))

        Each is shared as its source would: moved ones twice, cancelled ones withdrawn again. Seed before setting
        scripts and before demanding identity cards of the sources. The sources are kept in memory, also by a sandbox in
        a file.

        Raises ValidationError and others, as sharing does; what was shared before stays.
        """
        self._native.seed(seed._native)  # noqa: SLF001 - no other code knows both halves

    @property
    def master_data(self) -> "Sandbox":
        """The source of master data, attached as `master_data`. Script it to make master data alone fail."""
        return self._beside(self._native.master_data())

    def with_ids(self, home_community_id: str, repository_id: str) -> Self:
        """Make it another registry and repository than the usual one, by two OIDs, so that it can be one of several.

        sandbox.attach("hospital", spo.Sandbox().with_ids("1.2.3.1", "1.2.3.1.11"))
        """
        self._native.set_ids(home_community_id, repository_id)
        return self

    def attach(self, name: str, source: "Sandbox") -> None:
        """Attach a source: searches and retrievals here are answered together with it.

        It is also served on its own, with everything that a sandbox has, below `/sources/NAME`. Its scripts make it
        fail alone.

        Raises InvalidArgumentError for a name that is taken or does not fit into a URL, and for a repository that there
        is already.
        """
        self._native.attach(name, source._native)  # noqa: SLF001

    def source(self, name: str) -> "Sandbox | None":
        """Give the source attached under this name."""
        native = self._native.source(name)
        return None if native is None else self._beside(native)

    @property
    def sources(self) -> Sequence[str]:
        """The names of the attached sources, in the order they were attached."""
        return tuple(self._native.sources())

    @classmethod
    def _beside(cls, native: _spo.Sandbox) -> "Sandbox":
        other = object.__new__(cls)
        other._native = native
        return other

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
