"""Who is calling: the identity of Den Gode Webservice (DGWS)."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, Never, Self

from spo import _spo
from spo._json_record import JsonRecord
from spo._records import Record, encode
from spo._spo import AuthorisationCode, Cpr, Credential, Cvr
from spo.callers import Caller, caller_to_json
from spo.credentials import Validity
from spo.logins import BootstrapToken, EmployeeCardRequest, OnBehalfOf

RENEW_AHEAD: Final = timedelta(minutes=5)
"""How long before its end a card or token is renewed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CareProvider(Record):
    """The organisation that answers for a system or employee.

    Attributes:
        cvr: its number in the Central Business Register: that of the certificate.
        name: its name.
    """

    cvr: Cvr
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CardUser(Record):
    """The employee for whom a user's card is asked. Only the role is printed: the rest is about a person.

    The token service checks all of it against the certificate and the register of authorisations, corrects names, and
    fills in the authorisation code.

    Attributes:
        id: who: the CPR number, or another id from which the token service finds it through the certificate.
        given_name: given names.
        surname: surname.
        email: mail address.
        role: the code of the education (7170 for a doctor) of an authorised professional, else the national or local
            role.
        authorisation: the authorisation code.
        occupation: the title.
    """

    id: Cpr | str = field(repr=False)
    given_name: str = field(repr=False)
    surname: str = field(repr=False)
    email: str | None = field(default=None, repr=False)
    role: str
    authorisation: AuthorisationCode | None = field(default=None, repr=False)
    occupation: str | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class IdCardRequest(JsonRecord):
    """The identity card (id-kort) that the token service is asked for: a system's own, or with `user` an employee's.

    Raises InvalidArgumentError, which names the field.

    Attributes:
        system_name: the system's name, as agreed with the platform.
        care_provider: the organisation that answers for it.
        user: the employee, for a user's card.
        issuer: who asks: a name without spaces and colons.
    """

    system_name: str
    care_provider: CareProvider
    user: CardUser | None = None
    issuer: str = "spo"

    _rewrite = _spo.id_card_json

    def __post_init__(self) -> None:
        """Check what types alone do not."""
        Record.__post_init__(self)
        self.to_json()

    @property
    def level(self) -> int:
        """The level of authentication: 3 for a system's card, 4 for a user's."""
        return 3 if self.user is None else 4


class Identity:
    """The identity of a client: a certificate with its key, what to get with it, and on whose behalf it reads.

        credential = spo.Credential.from_pkcs12(Path("booking.p12"), password)
        provider = spo.CareProvider(cvr=spo.Cvr("33257872"), name="Sundhedsdatastyrelsen")
        card = spo.IdCardRequest(system_name="EHR X", care_provider=provider)
        client = spo.Client(config, identity=spo.Identity(credential, card))

    Where cards and tokens come from is configuration: `ClientConfig.token_service`. They are fetched when they are
    needed, shared by all clients of the process that ask for the same one, and renewed in time. Any number of clients
    and threads may use an identity.

    `employee_login`, `citizen` and `citizen_on_behalf_of` make the identity of somebody who logged in elsewhere.

    Args:
        credential: the certificate with its key: an organisation's for a system's card, the employee's own for a
            user's.
        card: the card to ask for.
        caller: on whose behalf data is read, unless a call names another caller. None: the system reads for itself.
        renew_ahead: how long before its end a card is renewed, at most a fifth of the time it is used.
    """

    def __init__(
        self,
        credential: Credential,
        card: IdCardRequest,
        *,
        caller: Caller | None = None,
        renew_ahead: timedelta = RENEW_AHEAD,
    ) -> None:
        self._native = _spo.Identity(credential, card.to_json(), _optional_json(caller), renew_ahead)
        self._kind = f"level {card.level}"
        self._card: IdCardRequest | None = card
        self._caller = caller

    @classmethod
    def employee_login(
        cls,
        credential: Credential,
        token: BootstrapToken,
        card: EmployeeCardRequest,
        *,
        caller: Caller | None = None,
        renew_ahead: timedelta = RENEW_AHEAD,
    ) -> Self:
        """Give the identity of an employee who has no certificate here, but logged in at an identity provider.

        The token service exchanges the login's token for the card that the employee's own certificate would give
        (BST2SOSI). Once the token is over, the card is not renewed, and calls raise AccessDeniedError with the code
        `login.expired`: make an identity of a new login.

        Args:
            credential: the system's certificate, to which the token was issued.
            token: the login.
            card: the card to ask for.
            caller: on whose behalf data is read; the employee who logged in.
            renew_ahead: how long before its end the card is renewed.
        """
        native = _spo.Identity.employee_login(
            credential, token, json.dumps(encode(card)), _optional_json(caller), renew_ahead
        )
        return cls._of(native, "employee login", caller)

    @classmethod
    def citizen(
        cls, credential: Credential, token: BootstrapToken, cpr: Cpr, *, renew_ahead: timedelta = RENEW_AHEAD
    ) -> Self:
        """Give the identity of a citizen who logged in at a portal.

        Each message is signed with the portal's key and carries a token that the token service issued for this citizen
        (IDWS). Citizens read: a change raises an error with the code `citizen.reads_only`.

        Args:
            credential: the portal's certificate, to which the token was issued.
            token: the login.
            cpr: who logged in.
            renew_ahead: how long before its end the token is renewed.
        """
        native = _spo.Identity.citizen(credential, token, cpr, None, renew_ahead)
        return cls._of(native, "citizen")

    @classmethod
    def citizen_on_behalf_of(
        cls,
        credential: Credential,
        token: BootstrapToken,
        cpr: Cpr,
        other: OnBehalfOf,
        *,
        renew_ahead: timedelta = RENEW_AHEAD,
    ) -> Self:
        """Give the identity of a citizen who acts for another: by proxy, or as guardian or holder of custody.

        As `citizen`; the token service checks that the relation exists.
        """
        native = _spo.Identity.citizen(credential, token, cpr, json.dumps(encode(other)), renew_ahead)
        return cls._of(native, "citizen on behalf of another")

    @classmethod
    def _from_files(cls, native: _spo.Identity, card: IdCardRequest, caller: Caller | None) -> Self:
        """Give the identity that a client read itself."""
        return cls._of(native, f"level {card.level}", caller, card)

    @classmethod
    def _of(
        cls, native: _spo.Identity, kind: str, caller: Caller | None = None, card: IdCardRequest | None = None
    ) -> Self:
        identity = object.__new__(cls)
        identity._native, identity._kind, identity._card, identity._caller = native, kind, card, caller
        return identity

    @property
    def credential(self) -> Credential:
        """The certificate in use."""
        return self._native.credential()

    @property
    def card(self) -> IdCardRequest | None:
        """The card that is asked for with the certificate alone; None where somebody logged in."""
        return self._card

    @property
    def caller(self) -> Caller | None:
        """On whose behalf data is read, unless a call names another caller."""
        return self._caller

    def replace_credential(self, credential: Credential) -> Validity:
        """Use another certificate from now on, in every client with this identity, and say how long it lasts.

        Calls under way finish with the one they began with.

        Raises ConfigurationError when it has expired or is not valid yet; then the one in use stays.
        """
        return self._native.replace_credential(credential)

    def __reduce__(self) -> Never:
        """Refuse to be pickled or copied."""
        message = "an Identity cannot be pickled or copied: share it between clients, and make one in each process"
        raise TypeError(message)

    def __repr__(self) -> str:
        return f"Identity({self.credential!r}, {self._kind})"


def _optional_json(caller: Caller | None) -> str | None:
    return None if caller is None else caller_to_json(caller)
