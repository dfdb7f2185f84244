"""What differs between the sandbox, a test environment and production: data, not code."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Self

from spo import _spo
from spo._records import Record, decode, encode, encode_whole
from spo.block_service import BlockService
from spo.headers import HeaderOptions
from spo.identity_config import IdentityConfig


class SoapVersion(StrEnum):
    """The version of SOAP to speak. Either is understood in an answer.

    Attributes:
        V11: what every service of the national platform speaks.
        V12: what registries outside the platform speak.
    """

    V11 = "1.1"
    V12 = "1.2"


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoints(Record):
    """The addresses of the four transactions. Several may be the same.

    Attributes:
        submit: ITI-41, provide and register.
        update: ITI-57, update.
        query: ITI-18, stored query.
        retrieve: ITI-43, retrieve.
    """

    submit: str
    update: str
    query: str
    retrieve: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Actions(Record):
    """What the transactions are called in `SOAPAction` and `wsa:Action`, which gateways route by. Usually IHE's names.

    Attributes:
        submit: ITI-41, provide and register.
        update: ITI-57, update.
        query: ITI-18, stored query.
        retrieve: ITI-43, retrieve.
    """

    submit: str = "urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-b"
    update: str = "urn:ihe:iti:2010:UpdateDocumentSet"
    query: str = "urn:ihe:iti:2007:RegistryStoredQuery"
    retrieve: str = "urn:ihe:iti:2007:RetrieveDocumentSet"


class DocumentKind(StrEnum):
    """What a source of documents is asked for.

    Attributes:
        APPOINTMENTS: booked appointments (aftaler).
        MASTER_DATA: master data (stamkort).
        CARE_PLANS: care plans of general practice (forløbsplaner).
        DIAGNOSES: the list of diagnoses (diagnoseoversigt).
    """

    APPOINTMENTS = "appointments"
    MASTER_DATA = "master_data"
    CARE_PLANS = "care_plans"
    DIAGNOSES = "diagnoses"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadAddresses(Record):
    """The two addresses of a source that is only read.

    Attributes:
        query: ITI-18, stored query.
        retrieve: ITI-43, retrieve.
    """

    query: str
    retrieve: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentSource(Record):
    """A further source of documents, beside the national ones.

    Attributes:
        name: what it is called, such as region-nord; unlike that of every other source.
        kinds: what it is asked for.
        query: ITI-18, stored query.
        retrieve: ITI-43, retrieve.
    """

    name: str
    kinds: Sequence[DocumentKind]
    query: str
    retrieve: str


class Route(StrEnum):
    """By which way the services of an environment are called.

    Attributes:
        DIRECT: each service at its own address.
        DECOUPLING: through the decoupling component (afkoblingskomponenten, DCC), which knows by the action where a
            message goes.
    """

    DIRECT = "direct"
    DECOUPLING = "decoupling"


@dataclass(frozen=True, kw_only=True, slots=True)
class Source(Record):
    """The system that submits: what the registry's metadata says of every document it shares.

    Attributes:
        id: an OID of the source's own. Every id the client makes is derived from it, so it must never change.
        facility_type: the kind of place: a SNOMED CT code of the Danish value set, such as 22232009 for a hospital.
        practice_setting: the specialty: a SNOMED CT code of the Danish value set, such as 408443003 for general
            medicine.
    """

    id: str
    facility_type: str
    practice_setting: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeouts(Record):
    """How long a call may take, over all its attempts. In JSON whole milliseconds: `connect_ms` and so on.

    Attributes:
        connect: for looking up the host name, and again for connecting to it.
        attempt: for one attempt, until the last byte of the answer.
        total: for the whole call, with every attempt and look-up.
    """

    connect: timedelta = field(default=timedelta(seconds=10), metadata={"json": "connect_ms"})
    attempt: timedelta = field(default=timedelta(seconds=30), metadata={"json": "attempt_ms"})
    total: timedelta = field(default=timedelta(seconds=90), metadata={"json": "total_ms"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange(Record):
    """One service that exchanges tokens.

    Attributes:
        url: its address, such as `https://…/sts/services/BST2SOSI`.
        audience: for whom the new card or token is: `https://audience.nspop.dk/dgws` for cards, the audience of the
            document sharing service for citizens' tokens.
    """

    url: str
    audience: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchanges(Record):
    """The services that exchange the token of a login. What is None cannot be used.

    Attributes:
        employee: an employee's assertion for an identity card (BST2SOSI).
        citizen: a citizen's assertion for an identity token (Bst2Idws).
        citizen_jwt: a citizen's JSON Web Token for an identity token (JWT2Idws).
    """

    employee: Exchange | None = None
    citizen: Exchange | None = None
    citizen_jwt: Exchange | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenService(Record):
    """The token service (STS) of an environment: where identity cards come from, and which are believed.

    Attributes:
        url: its address, such as `https://…/sts/services/NewSecurityTokenService`.
        certificates: certificates (PEM, one or more in each text): its own, or with `common_name` those of its issuers.
            A card signed by anybody else is refused before anything is sent.
        common_name: the name (CN) in its certificate, when that is trusted through its issuer.
        refuse_sha1: whether to refuse cards that are signed with SHA-1, which the national token service still does.
        exchanges: where logins are exchanged.
    """

    url: str
    certificates: Sequence[str]
    common_name: str | None = None
    refuse_sha1: bool = False
    exchanges: Exchanges = Exchanges()


@dataclass(frozen=True, kw_only=True, slots=True)
class MinLogService(Record):
    """The registration service of the national log (MinLog2).

    Attributes:
        url: its address.
        action: what a registration is called in `SOAPAction`: `AddRegistrations` by the service's WSDL,
            `AddRegistrations_20250312` for the decoupling component.
        entries_per_request: how many entries go into one request at most.
        requests_per_hour: how many requests are sent at most in any hour, by all that share the file.
    """

    url: str
    action: str = "AddRegistrations"
    entries_per_request: int = 500
    requests_per_hour: int = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class ClientConfig(Record):
    """The configuration of a `Client`. JSON in a file is the usual way to keep it.

    Attributes:
        environment: the name of the environment that fills what is not said here, such as test1.
        route: by which way the environment's services are called; its usual one when None.
        production: whether real patients' data is handled: what belongs to test environments is then refused.
        endpoints: where each transaction goes.
        source: who submits.
        actions: what the transactions are called.
        home_community_id: the OID used for a document whose search result names no home community.
        repository_id: the OID used for a document whose search result names no repository.
        soap_version: SOAP 1.1 unless the endpoint demands 1.2.
        ws_addressing: whether messages carry WS-Addressing headers.
        timeouts: how long to wait.
        trusted_roots: certificates (PEM, one or more in each text) of the authorities whose servers are trusted over
            TLS.
        danger_accept_any_server_certificate: talks to any server that answers, whatever its certificate. Dangerous:
            only for finding out what is wrong with a test environment; refused in production.
        tls_client_certificate: shows the identity's certificate to servers that ask for one (mutual TLS).
        token_service: where identity cards come from. Needed by a client with an `Identity`.
        headers: how the header blocks of calls with an identity are written.
        identity: who the client is, from files. An `Identity` that the client is given comes before it.
        master_data: where master data (stamkort) is had, such as SFSK's two addresses; from `endpoints` when None.
        further_sources: sources beside the national ones.
        min_log: where registrations with the national log (MinLog) go.
        queue_file: the file in which everything waits that is accepted and not sent yet: registrations with the log. It
            is made when it is not there, readable for its owner only, for patients' data is in it; clients and
            processes of one machine may share it. It must be on a local disk.
        blocks: the block service (MinSpærring). Without it nobody can tell whether an empty answer is one.
    """

    environment: str | None = None
    route: Route | None = None
    production: bool = False
    endpoints: Endpoints
    source: Source
    actions: Actions = Actions()
    home_community_id: str | None = None
    repository_id: str | None = None
    soap_version: SoapVersion = SoapVersion.V11
    ws_addressing: bool = False
    timeouts: Timeouts = Timeouts()
    trusted_roots: Sequence[str] = ()
    danger_accept_any_server_certificate: bool = False
    tls_client_certificate: bool = False
    token_service: TokenService | None = None
    headers: HeaderOptions = field(default=HeaderOptions())
    identity: IdentityConfig | None = None
    master_data: ReadAddresses | None = None
    further_sources: Sequence[DocumentSource] = ()
    min_log: MinLogService | None = None
    queue_file: str | None = None
    blocks: BlockService | None = None

    @classmethod
    def sandbox(cls, base: str = "http://sandbox.invalid") -> Self:
        """Give the configuration of the sandbox at `base`; the default will do for a sandbox in this process."""
        return decode(cls, json.loads(_spo.sandbox_config(base)))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read the JSON form. What its `environment` says need not be said again.

        Raises ConfigurationError, which names the setting.
        """
        return decode(cls, json.loads(_spo.config_json(text)))

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """Read the same form in TOML. Raises ConfigurationError, which names the setting."""
        return decode(cls, json.loads(_spo.config_from_toml(text)))

    @classmethod
    def for_environment(cls, name: str, *, source: Source, route: Route | None = None) -> Self:
        """Give the configuration of a client of an environment that comes with this library, such as test1.

        Raises ConfigurationError, which names what the environment leaves open, as production does.
        """
        environment = _spo.Environment.named(name)
        way = None if route is None else json.dumps(route)
        return cls.from_json(environment.client_config(json.dumps(encode(source)), way))

    def to_json(self) -> str:
        """Write the JSON form. Raises ConfigurationError, which names the setting."""
        return _spo.config_json(json.dumps(encode_whole(self)))
