"""The front door."""

import json
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date, datetime, timedelta
from types import TracebackType
from typing import Any, Never, Self

from spo import _spo
from spo._records import decode, encode
from spo.appointment import Appointment
from spo.audit import AuditEvent, check_sink
from spo.blocks import Blocks
from spo.callers import Caller, Override, caller_to_json, override_arguments
from spo.config import ClientConfig, DocumentKind
from spo.credentials import Validity
from spo.documents import decode_read
from spo.identity import Identity
from spo.min_log import MinLog
from spo.overview import Overview, Period, Session, SharedMasterData, ask
from spo.registry import DocumentEntry
from spo.results import AppointmentList, AppointmentVersion, Found, Gap, Receipt, SharedAppointment
from spo.sandbox import Sandbox
from spo.transport import Request, Response, Transport


class Client:
    """A client of the national services.

    Every call may come from any thread at once, blocks without holding Python's lock, and ends within the
    configuration's total time; in asyncio, use `await asyncio.to_thread(client.list, cpr)`. Every call that changes
    something may be made again with the same values: it finds out what is in effect and never stores twice.

    Ctrl-C ends the wait at once. A change that was under way may still arrive: make the same call again to find out.

    A client does not survive a fork: make one in each process.

    Args:
        config: where to and who submits.
        transport: what sends the requests instead of this library's own HTTP: a `Sandbox` in this process, an object
            with `send(request)`, or a function of a request.
        identity: who calls: every message carries its identity card and the header blocks of Den Gode Webservice.
        audit: is told of every call when it has ended, before the call returns: of this client, its sessions, its
            blocks, and the clients for other callers that it gives. It runs on whichever thread the call runs on, which
            may be one of this library's own, and from several at once. What it raises takes nothing from the call: it
            goes to `sys.unraisablehook`, which prints it to standard error unless you set another.
        audit_persons: whether the events name caller and patient by CPR number: see `AuditEvent`.

    Raises ConfigurationError, which names the setting.
    """

    def __init__(
        self,
        config: ClientConfig,
        *,
        transport: Transport | Callable[[Request], Response] | None = None,
        identity: Identity | None = None,
        audit: Callable[[AuditEvent], object] | None = None,
        audit_persons: bool = False,
    ) -> None:
        check_sink(audit)
        self._config = config
        self._identity = identity
        self._native: _spo.Client | None = _spo.Client(
            config.to_json(),
            _native(transport),
            identity._native if identity else None,  # noqa: SLF001 - no other code knows both halves
            audit,
            audit_persons,
        )
        native, named = self._native.identity(), config.identity
        if identity is None and native and named:
            self._identity = Identity._from_files(native, named.card, named.caller)  # noqa: SLF001

    @property
    def config(self) -> ClientConfig:
        """The configuration."""
        return self._config

    @property
    def identity(self) -> Identity | None:
        """Who calls: what the client was given, or what it read from the files that its configuration names."""
        return self._identity

    @property
    def clock_skew(self) -> timedelta | None:
        """By how much the services' clock is ahead of this machine's, by their last answer; None before the first."""
        return self._open().clock_skew()

    def as_caller(self, caller: Caller) -> Self:
        """Give a client that reads on behalf of `caller`, whoever the identity usually calls for.

            client.as_caller(spo.Citizen(cpr=cpr)).list(cpr)

        It shares the connections, the identity and its cards with this one; closing one leaves the other open.
        """
        other = object.__new__(type(self))
        other._config, other._identity = self._config, self._identity
        other._native = self._open().as_caller(caller_to_json(caller))
        return other

    def replace_credential(self, credential: _spo.Credential) -> Validity:
        """Use another certificate from now on, in every client with the same identity, and say how long it lasts.

        Calls under way finish with the one they began with.

        Raises ConfigurationError when it has expired or is not valid yet; then the one in use stays.
        """
        if self._identity is None:
            message = "the client has no identity"
            raise ValueError(message)
        return self._identity.replace_credential(credential)

    def reload_identity(self) -> Validity:
        """Read the files of the identity again that the configuration names, and say how long the certificate lasts.

        Calls under way finish with the certificate they began with.

        Raises ConfigurationError, which names the file and the setting, when the new one cannot be used or there are no
        files; then the one in use stays.
        """
        return self._open().reload_identity()

    def share(self, version: AppointmentVersion, appointment: Appointment) -> Receipt:
        """Share an appointment as `version`, usually the first.

        An appointment that was cancelled is shared again as the version after the cancelled one.

        Raises ValidationError with every fault before anything is sent; ConflictError when the version stands for other
        content or was replaced or cancelled since; OutcomeUnknownError when the answer was lost and the registry could
        not be asked.
        """
        return _receipt(self._open().share(version.key, version.version, _json(appointment)))

    def replace(self, seen: AppointmentVersion, appointment: Appointment) -> Receipt:
        """Share an appointment in place of the version `seen`: moving it, or correcting it.

        Raises as `share`; NotFoundError when the registry does not know `seen`; ConflictError when it is no longer the
        current version.
        """
        return _receipt(self._open().replace(seen.key, seen.version, _json(appointment)))

    def cancel(self, seen: AppointmentVersion) -> Receipt:
        """Withdraw the version `seen` (aflysning): the appointment is no longer found.

        Raises NotFoundError when the registry does not know `seen`; ConflictError when a later version has taken its
        place; OutcomeUnknownError as for `share`.
        """
        return _receipt(self._open().cancel(seen.key, seen.version))

    def find(
        self,
        cpr: _spo.Cpr,
        *,
        start_from: datetime | None = None,
        start_before: datetime | None = None,
        include_deprecated: bool = False,
    ) -> Found:
        """Search for a patient's appointments: what the registry knows of each, without the documents.

        Args:
            cpr: whose appointments.
            start_from: only those that start then or later.
            start_before: only those that start earlier.
            include_deprecated: replaced and cancelled versions, too.

        Raises when nothing could be had. What is only partly missing is a gap in the answer.
        """
        return decode(Found, json.loads(self._open().find(cpr, start_from, start_before, include_deprecated)))

    def get(self, entry: DocumentEntry) -> SharedAppointment:
        """Get the appointment behind an entry.

        Raises when the repository does not deliver it, and when the document is no appointment or is about another
        patient.
        """
        plain, raw = self._open().get(json.dumps(_place(entry)))
        return decode_read(SharedAppointment, json.loads(plain), raw, entry=entry)

    def get_all(self, found: Found) -> AppointmentList:
        """Get the appointments behind all entries of a search. A document that cannot be had is a gap.

        Raises when there were entries and not one document could be had.
        """
        places = json.dumps([_place(entry) for entry in found.entries])
        gaps = json.dumps([encode(gap) for gap in found.gaps])
        entries = {_key(entry): entry for entry in found.entries}
        got = _list(*self._open().get_all(places, gaps))
        return got.replace(appointments=[shared.replace(entry=entries[_key(shared.entry)]) for shared in got])

    def list(
        self,
        cpr: _spo.Cpr,
        *,
        start_from: datetime | None = None,
        start_before: datetime | None = None,
        include_deprecated: bool = False,
        override: Override | None = None,
    ) -> AppointmentList:
        """Search for a patient's appointments and get them all. A document that cannot be had is a gap.

        Args and errors as `find`; raises also when there were entries and not one document could be had.

        With `override` the patient's blocks are looked past if need be (værdispring): the list is first had without,
        and only when something is withheld from it, or nobody can tell, is it asked for again in spite of blocks, for
        this one call. `AppointmentList.overridden` says whether it was. Raises AccessDeniedError when the caller may
        not.
        """
        choice = override_arguments(override)
        return _list(*self._open().list(cpr, start_from, start_before, include_deprecated, choice))

    def master_data(self, cpr: _spo.Cpr) -> SharedMasterData:
        """Get a patient's master data (stamkort), composed anew. Of several the one made last.

        Raises NotFoundError, `master_data.none`, when the registry knows none: nobody can tell from that whether there
        is none or whether it is withheld. Raises when the registry or repository cannot be reached or does not deliver,
        and when the document is no master data or is about another patient.
        """
        plain, raw = self._open().master_data(cpr)
        return decode(SharedMasterData, json.loads(plain), raw=raw)

    def overview(
        self,
        cpr: _spo.Cpr,
        *,
        first_day: date | None = None,
        last_day: date | None = None,
        kinds: Iterable[DocumentKind] | None = None,
        within: timedelta | None = None,
        override: Override | None = None,
    ) -> Overview:
        """Ask every source of the configuration about a patient, at once, and merge what comes.

        Args:
            cpr: the patient.
            first_day: only appointments that touch this Danish calendar day or a later one.
            last_day: only appointments that touch this day or an earlier one.
            kinds: only these kinds of data; everything when None.
            within: how long it may take, whatever is missing then; the configuration's total time when None.
            override: look past the patient's blocks if need be, as in `list`; see `Overview.overridden`.

        Raises InvalidArgumentError for a period without a day and when nothing is asked for. Otherwise only when
        nothing could be had: the error of all sources when they failed alike, else `overview.no_source`.
        """
        return ask(self._open(), cpr, Period(first_day=first_day, last_day=last_day), kinds, within, override=override)

    def session(self) -> Session:
        """Start a session: several overviews for this client's caller, such as those of one consultation."""
        return Session(self._open().session())

    @property
    def blocks(self) -> Blocks:
        """A citizen's blocks (spærringer) and consents, registered by this client's caller."""
        return Blocks(self._open().blocks())

    @property
    def min_log(self) -> MinLog:
        """Registering with the national log (MinLog) what the national services do not register themselves."""
        return MinLog(self._open().min_log())

    def close(self) -> None:
        """Let go of the connections. Calls under way finish; later ones raise ValueError."""
        self._native = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __reduce__(self) -> Never:
        """Refuse to be pickled or copied."""
        message = "a Client cannot be pickled or copied: share it between threads, and make one in each process"
        raise TypeError(message)

    def __repr__(self) -> str:
        state = "" if self._native else ", closed"
        return f"Client({self._config.endpoints.submit!r}{state})"

    def _open(self) -> _spo.Client:
        native = self._native
        if native is None:
            message = "the client is closed"
            raise ValueError(message)
        return native


def _json(appointment: Appointment) -> str:
    return json.dumps(encode(appointment))


def _receipt(text: str) -> Receipt:
    return decode(Receipt, json.loads(text))


def _list(text: str, documents: Sequence[bytes]) -> AppointmentList:
    plain = json.loads(text)
    return AppointmentList(
        appointments=[
            decode_read(SharedAppointment, each, raw)
            for each, raw in zip(plain["appointments"], documents, strict=True)
        ],
        gaps=[decode(Gap, gap) for gap in plain["gaps"]],
        overridden=plain.get("overridden", False),
    )


def _place(entry: DocumentEntry) -> dict[str, Any]:
    """Say what is needed to get an entry's document and to check that it is the right one."""
    cpr = entry.patient_id.cpr if entry.patient_id else None
    return {
        "entry_uuid": entry.entry_uuid,
        "unique_id": encode(entry.unique_id),
        "repository_id": entry.repository_id,
        "home_community_id": entry.home_community_id,
        "cpr": cpr.number if cpr else None,
    }


def _key(entry: DocumentEntry) -> Hashable:
    return entry.entry_uuid, entry.unique_id, entry.repository_id


def _native(
    transport: Transport | Callable[[Request], Response] | None,
) -> _spo.Sandbox | Callable[[Request], Response] | None:
    match transport:
        case Sandbox():
            return transport._native  # noqa: SLF001 - no other code knows both halves
        case Transport():
            return transport.send
        case _:
            return transport
