"""Certificates, and how long they last."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from spo._records import Record, decode
from spo._spo import Credential

__all__ = ["CertificateKind", "CertificateState", "Credential", "Validity"]


class CertificateKind(StrEnum):
    """To whom a certificate was issued.

    Attributes:
        ORGANISATION: an organisation or one of its systems (VOCES, FOCES): signs system cards.
        EMPLOYEE: an employee (MOCES): signs user cards.
        PERSON: a private person (POCES, no longer issued).
        OTHER: none that OCES knows, such as a server's or an issuer's own.
    """

    ORGANISATION = "organisation"
    EMPLOYEE = "employee"
    PERSON = "person"
    OTHER = "other"


class CertificateState(StrEnum):
    """Where a moment lies in a certificate's life.

    Attributes:
        VALID: valid, and its end is not near.
        EXPIRES_SOON: valid for less than 60 days: an OCES certificate takes days to order and roll out.
        EXPIRED: its time is over.
        NOT_YET_VALID: its time has not come, or this machine's clock is slow.
    """

    VALID = "valid"
    EXPIRES_SOON = "expires_soon"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"


@dataclass(frozen=True, kw_only=True, slots=True)
class Validity(Record):
    """Whether a certificate can be used, with notice of its end.

    Attributes:
        state: where the moment lies in its life.
        days: whole days left when it expires soon, zero on the last one; None in every other state.
    """

    state: CertificateState
    days: int | None = None

    @property
    def is_valid(self) -> bool:
        """Whether the certificate can be used."""
        return self.state in {CertificateState.VALID, CertificateState.EXPIRES_SOON}

    @classmethod
    def _from_json(cls, text: str) -> Self:
        """Make what the compiled half tells."""
        return decode(cls, json.loads(text))
