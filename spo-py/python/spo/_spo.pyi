"""The compiled half of `spo`. Private: import `spo` instead."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from os import PathLike
from typing import Literal, Never, final

from spo.credentials import CertificateKind, Validity
from spo.logins import TokenForm
from spo.transport import Request, Response
from spo.values import CprWarning, Gender

__all__ = [
    "AuthorisationCode",
    "BootstrapToken",
    "Client",
    "Cpr",
    "Credential",
    "Cvr",
    "Environment",
    "Identity",
    "Sandbox",
    "Server",
    "ShakCode",
    "SorCode",
    "TestCredential",
    "YderNumber",
    "__version__",
    "appointment_json",
    "caller_json",
    "check_employee_card",
    "check_on_behalf_of",
    "check_time",
    "check_version",
    "config_from_toml",
    "config_json",
    "danish_time",
    "document_xml",
    "error_kinds",
    "example_employee",
    "id_card_json",
    "raise_error",
    "read_appointment",
    "sandbox_config",
    "table",
    "validate",
]

__version__: str

@final
class Cpr:
    """A CPR number (personnummer), with or without the hyphen: `Cpr("251248-9996")`.

    It prints masked, as 251248-****; only `number` gives all ten digits. A check digit that fails modulus 11 is a
    `warning`, never an error: numbers issued since October 2007 need not pass it.

    Raises InvalidArgumentError when the text is not ten digits or the first six are no date.
    """

    def __new__(cls, number: str, /) -> Cpr: ...
    @property
    def number(self) -> str:
        """All ten digits, without a hyphen. Write them into messages only, never into logs, file names or URLs."""

    @property
    def birth_date(self) -> date:
        """The date of birth in the number, with the century from the seventh digit."""

    @property
    def gender(self) -> Gender:
        """The gender in the number: even is female, odd is male."""

    @property
    def warning(self) -> CprWarning | None:
        """What deserves a second look, if anything."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __lt__(self, other: Cpr, /) -> bool: ...
    def __le__(self, other: Cpr, /) -> bool: ...
    def __gt__(self, other: Cpr, /) -> bool: ...
    def __ge__(self, other: Cpr, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs__(self) -> tuple[str]: ...

@final
class SorCode:
    """A code from the Danish register of health organisations (SOR): `SorCode("325431000016004")`.

    Raises InvalidArgumentError unless it is 6 to 18 digits without a leading zero.
    """

    def __new__(cls, code: str, /) -> SorCode: ...
    @property
    def code(self) -> str:
        """The digits."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __lt__(self, other: SorCode, /) -> bool: ...
    def __le__(self, other: SorCode, /) -> bool: ...
    def __gt__(self, other: SorCode, /) -> bool: ...
    def __ge__(self, other: SorCode, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs__(self) -> tuple[str]: ...

@final
class YderNumber:
    """The provider number (ydernummer) of a practice: `YderNumber("12345")` is 012345.

    Raises InvalidArgumentError unless it is up to six digits.
    """

    def __new__(cls, number: str, /) -> YderNumber: ...
    @property
    def number(self) -> str:
        """The six digits."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __lt__(self, other: YderNumber, /) -> bool: ...
    def __le__(self, other: YderNumber, /) -> bool: ...
    def __gt__(self, other: YderNumber, /) -> bool: ...
    def __ge__(self, other: YderNumber, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs__(self) -> tuple[str]: ...

@final
class Cvr:
    """The number of a company or authority in the Central Business Register (CVR-nummer): `Cvr("33257872")`.

    Raises InvalidArgumentError unless it is eight digits, the first not zero.
    """

    def __new__(cls, number: str, /) -> Cvr: ...
    @property
    def number(self) -> str:
        """The eight digits."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __lt__(self, other: Cvr, /) -> bool: ...
    def __le__(self, other: Cvr, /) -> bool: ...
    def __gt__(self, other: Cvr, /) -> bool: ...
    def __ge__(self, other: Cvr, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs__(self) -> tuple[str]: ...

@final
class ShakCode:
    """The code of a hospital or department in the hospital classification (SHAK): `ShakCode("1301011")`.

    Raises InvalidArgumentError unless it is four to seven letters and digits.
    """

    def __new__(cls, code: str, /) -> ShakCode: ...
    @property
    def code(self) -> str:
        """The code, letters as capitals."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __lt__(self, other: ShakCode, /) -> bool: ...
    def __le__(self, other: ShakCode, /) -> bool: ...
    def __gt__(self, other: ShakCode, /) -> bool: ...
    def __ge__(self, other: ShakCode, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs__(self) -> tuple[str]: ...

@final
class AuthorisationCode:
    """A code in the national register of authorised health professionals (autorisations-ID): `J0184`.

    Raises InvalidArgumentError unless it is five letters and digits.
    """

    def __new__(cls, code: str, /) -> AuthorisationCode: ...
    @property
    def code(self) -> str:
        """The code, letters as capitals."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __lt__(self, other: AuthorisationCode, /) -> bool: ...
    def __le__(self, other: AuthorisationCode, /) -> bool: ...
    def __gt__(self, other: AuthorisationCode, /) -> bool: ...
    def __ge__(self, other: AuthorisationCode, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs__(self) -> tuple[str]: ...

@final
class Credential:
    """A certificate (OCES-certifikat) with the key that signs for it, checked to belong together.

    Made by `Credential.from_pkcs12`, `Credential.from_pem` or `Credential.from_signer`. Bytes are a file's content, a
    `pathlib.Path` is read. Its text shows the holder and nothing of the key. Any number of threads may use it.
    """

    @staticmethod
    def from_pkcs12(file: bytes | bytearray | PathLike[str], password: str, *, alias: str | None = None) -> Credential:
        """Read a PKCS#12 file (`.p12`, `.pfx`).

        Understood are the encryptions of today (AES) and of older tools (triple DES, RC2). Of several keys, `alias`
        (the friendly name) chooses one.

        Raises ConfigurationError: most often a wrong password, a file without a key, or with several; OSError when the
        file cannot be read.
        """

    @staticmethod
    def from_pem(
        certificates: bytes | bytearray | str | PathLike[str],
        key: bytes | bytearray | str | PathLike[str],
        *,
        password: str | None = None,
    ) -> Credential:
        """Read certificates and a private key in PEM, from two texts or the same one.

        The certificates may be in any order and may include the issuers. The password is an encrypted key's.

        Raises ConfigurationError when they cannot be read or do not belong together; OSError when a file cannot be
        read.
        """

    @staticmethod
    def from_signer(
        certificates: bytes | bytearray | str | PathLike[str], sign: Callable[[bytes], bytes]
    ) -> Credential:
        """Take a key that the host keeps (HSM, Windows certificate store, smart card), and its certificates.

        `sign` takes bytes and gives their RSASSA-PKCS1-v1_5 signature with SHA-256 (over the bytes, not over a digest
        of yours). It is called now, to prove that key and certificate belong together, and once for each identity card,
        from whichever thread needs the card. Such a credential cannot authenticate TLS connections.

        What `sign` raises becomes the `__cause__` of what the call raises: UnavailableError for ConnectionError and
        TimeoutError, after which trying again can help; AccessDeniedError for anything else, because a card locks
        itself after a few wrong PINs.

        Raises ConfigurationError when they do not belong together.
        """

    @property
    def subject(self) -> str:
        """The holder, as a person reads it: name, organisation, CVR number."""

    @property
    def organisation(self) -> str:
        """The holder's organisation."""

    @property
    def cvr(self) -> Cvr | None:
        """The organisation's number in the Central Business Register, when the certificate tells it."""

    @property
    def kind(self) -> CertificateKind:
        """To whom it was issued."""

    @property
    def not_before(self) -> datetime:
        """The first moment it is valid at."""

    @property
    def not_after(self) -> datetime:
        """The last moment it is valid at."""

    def validity(self, now: datetime | None = None) -> Validity:
        """Whether it can be used now, or at another moment, with notice of its end."""

    def check(self, now: datetime | None = None) -> Validity:
        """Refuse a certificate that cannot be used now, or at another moment.

        Raises ConfigurationError when it has expired or is not valid yet.
        """

    def __reduce__(self) -> Never: ...

@final
class BootstrapToken:
    """What an identity provider issued when somebody logged in: an OIOSAML assertion, or a JSON Web Token.

    Made by `BootstrapToken.from_saml` or `BootstrapToken.from_jwt`. It is handed on as it was given. Whoever holds it
    and the key it is bound to can call as the person who logged in, so it is kept like a password and never printed.
    """

    @staticmethod
    def from_saml(assertion: bytes) -> BootstrapToken:
        """Take an assertion, as the identity provider signed it: not formatted, not decoded and encoded again.

        Raises InvalidArgumentError when it is none.
        """

    @staticmethod
    def from_jwt(token: str) -> BootstrapToken:
        """Take a JSON Web Token in its compact form: three parts with dots between.

        Raises InvalidArgumentError when it is none.
        """

    @property
    def form(self) -> TokenForm:
        """How it is written."""

    @property
    def not_on_or_after(self) -> datetime | None:
        """The first moment at which it cannot be exchanged any more, if it says so."""

    def __reduce__(self) -> Never: ...

def appointment_json(json: str) -> str: ...
def validate(json: str) -> str: ...
def document_xml(json: str) -> str: ...
def read_appointment(document: bytes) -> str: ...
def id_card_json(json: str) -> str: ...
def caller_json(json: str) -> str: ...
def check_employee_card(json: str) -> None: ...
def check_on_behalf_of(acting: Cpr, other: Cpr) -> None: ...
def check_time(value: datetime, field: str) -> datetime: ...
def danish_time(value: datetime, choose: Literal["earlier", "later"] | None) -> datetime: ...
def error_kinds() -> list[tuple[int, str, str, bool, str]]: ...
def raise_error(name: str) -> None: ...
def check_version(key: str, version: int) -> None: ...
def example_employee() -> str: ...
def sandbox_config(base: str) -> str: ...
def config_from_toml(text: str) -> str: ...
def config_json(json: str) -> str: ...
def table(documents: Sequence[tuple[bytes, str | None]], gaps: str) -> str: ...

@final
class Client:
    """What `spo.Client` stands on: records go in and come out as JSON, documents as bytes."""

    def __new__(
        cls, config: str, transport: Sandbox | Callable[[Request], Response] | None, identity: Identity | None
    ) -> Client: ...
    def as_caller(self, caller: str) -> Client: ...
    def clock_skew(self) -> timedelta | None: ...
    def reload_identity(self) -> Validity: ...
    def share(self, key: str, version: int, appointment: str) -> str: ...
    def replace(self, key: str, version: int, appointment: str) -> str: ...
    def cancel(self, key: str, version: int) -> str: ...
    def find(
        self, cpr: Cpr, start_from: datetime | None, start_before: datetime | None, include_deprecated: bool
    ) -> str: ...
    def get_all(self, entries: str, gaps: str) -> tuple[str, Sequence[bytes]]: ...
    def get(self, entry: str) -> tuple[str, bytes]: ...
    def list(
        self, cpr: Cpr, start_from: datetime | None, start_before: datetime | None, include_deprecated: bool
    ) -> tuple[str, Sequence[bytes]]: ...

@final
class Environment:
    """What `spo.Environment` stands on."""

    @staticmethod
    def names() -> Sequence[str]: ...
    @staticmethod
    def named(name: str) -> Environment: ...
    @staticmethod
    def from_toml(text: str) -> Environment: ...
    def name(self) -> str: ...
    def about(self) -> str: ...
    def production(self) -> bool: ...
    def route(self) -> str: ...
    def client_config(self, source: str, route: str | None) -> str: ...

@final
class Identity:
    """What `spo.Identity` stands on."""

    def __new__(cls, credential: Credential, card: str, caller: str | None, renew_ahead: timedelta) -> Identity: ...
    @staticmethod
    def employee_login(
        credential: Credential, token: BootstrapToken, card: str, caller: str | None, renew_ahead: timedelta
    ) -> Identity: ...
    @staticmethod
    def citizen(
        credential: Credential, token: BootstrapToken, cpr: Cpr, on_behalf_of: str | None, renew_ahead: timedelta
    ) -> Identity: ...
    def credential(self) -> Credential: ...
    def replace_credential(self, credential: Credential) -> Validity: ...

@final
class Sandbox:
    """What `spo.Sandbox` stands on."""

    def __new__(cls, path: str | PathLike[str] | None) -> Sandbox: ...
    def script(self, json: str) -> None: ...
    def clear_scripts(self) -> None: ...
    def set_validation(self, level: str) -> None: ...
    def set_identity_check(self, check: str) -> None: ...
    def set_card_age_limit(self, limit: str) -> None: ...
    def trust_level_3(self, cvr: Cvr) -> None: ...
    def calls(self) -> str: ...
    def clear_calls(self) -> None: ...
    def entries(self) -> str: ...
    def system_credential(self, cvr: Cvr, organisation: str) -> TestCredential: ...
    def employee_credential(self, employee: str) -> TestCredential: ...
    def client_config(self) -> str: ...
    def serve(self, host: str, port: int) -> Server: ...
    def send(
        self, url: str, headers: list[tuple[str, str]], body: bytes, connect_timeout: timedelta, timeout: timedelta
    ) -> tuple[int, list[tuple[str, str]], bytes]: ...

@final
class Server:
    """What `spo.SandboxServer` stands on."""

    def url(self) -> str: ...
    def client_config(self) -> str: ...
    def stop(self) -> None: ...

@final
class TestCredential:
    """What `spo.SandboxCredential` stands on."""

    def credential(self) -> Credential: ...
    def card(self) -> str: ...
    def certificate_pem(self) -> str: ...
    def key_pem(self) -> str: ...
    def renewed(self) -> TestCredential: ...
    def expired(self) -> TestCredential: ...
    def not_yet_valid(self) -> TestCredential: ...
    def by_a_stranger(self) -> TestCredential: ...
