"""Who a client is, as a configuration says it: where the certificate, its key and their password are kept."""

from dataclasses import dataclass

from spo._records import Record, tagged
from spo.callers import Caller
from spo.identity import IdCardRequest


@dataclass(frozen=True, kw_only=True, slots=True)
class PasswordSource(Record):
    """Where a password is found: one of the two. It never stands in the configuration itself.

    Attributes:
        env: in the environment variable of this name.
        file: in the file at this path; a line break at its end is not part of it.
    """

    env: str | None = None
    file: str | None = None

    def __post_init__(self) -> None:
        """Check that it is one of the two."""
        Record.__post_init__(self)
        if (self.env is None) == (self.file is None):
            message = "PasswordSource takes either env or file"
            raise TypeError(message)


@tagged("pkcs12")
@dataclass(frozen=True, kw_only=True, slots=True)
class Pkcs12File(Record):
    """A PKCS#12 file (`.p12`, `.pfx`).

    Attributes:
        file: the file's path.
        alias: the friendly name of the key, for a file that holds several.
        password: where its password is found.
    """

    file: str
    alias: str | None = None
    password: PasswordSource


@tagged("pem")
@dataclass(frozen=True, kw_only=True, slots=True)
class PemFiles(Record):
    """Certificates and key in PEM. Both may be in the same file.

    Attributes:
        certificates: the path of the file with the certificate, and its issuers if they are at hand.
        key: the path of the file with the private key.
        password: where the key's password is found, when it is encrypted.
    """

    certificates: str
    key: str
    password: PasswordSource | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class IdentityConfig(Record):
    """The identity of a client: its certificate from files, and the identity card to ask for with it.

    The files are read when the client is made.

    Attributes:
        credential: the certificate and its key.
        card: the identity card.
        caller: on whose behalf data is read, unless a call names another caller.
    """

    credential: Pkcs12File | PemFiles
    card: IdCardRequest
    caller: Caller | None = None
