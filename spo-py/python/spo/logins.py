"""Logins that happened elsewhere: what an identity provider said of somebody, to be exchanged at the token service."""

import json
from dataclasses import dataclass, field
from enum import StrEnum

from spo import _spo
from spo._records import Record, encode
from spo._spo import AuthorisationCode, BootstrapToken, Cpr

__all__ = ["BootstrapToken", "EmployeeCardRequest", "OnBehalfOf", "Relation", "TokenForm"]


class TokenForm(StrEnum):
    """How a login's token is written.

    Attributes:
        SAML: a SAML 2.0 assertion (OIOSAML).
        JWT: a JSON Web Token of OpenID Connect.
    """

    SAML = "saml"
    JWT = "jwt"


@dataclass(frozen=True, kw_only=True, slots=True)
class EmployeeCardRequest(Record):
    """The card of an employee who logged in at an identity provider. Name and employer come from the login.

    Raises InvalidArgumentError, which names the field.

    Attributes:
        system_name: the system's name, as agreed with the platform.
        role: a national or local role, `urn:dk:healthcare:no-role` for none. When None, the token service decides.
        authorisation: which of the employee's authorisations, where there are several.
    """

    system_name: str
    role: str | None = None
    authorisation: AuthorisationCode | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Check what types alone do not."""
        Record.__post_init__(self)
        _spo.check_employee_card(json.dumps(encode(self)))


class Relation(StrEnum):
    """What gives a citizen the right to act for another.

    Attributes:
        PROCURATION: a proxy that the other has given (fuldmagt).
        WARD_CUSTODY: guardianship (værgemål).
        PARTLY_WARD_CUSTODY: partial guardianship (delvist værgemål).
        PARENTAL_CUSTODY: custody of a child (forældremyndighed).
    """

    PROCURATION = "procuration"
    WARD_CUSTODY = "ward_custody"
    PARTLY_WARD_CUSTODY = "partly_ward_custody"
    PARENTAL_CUSTODY = "parental_custody"


@dataclass(frozen=True, kw_only=True, slots=True)
class OnBehalfOf(Record):
    """The citizen on whose behalf another calls. The token service checks that the relation exists.

    Attributes:
        relation: what gives the right.
        cpr: whose data is read.
    """

    relation: Relation
    cpr: Cpr
