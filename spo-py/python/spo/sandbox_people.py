"""Whom the sandbox's authority knows: people made up for trials, and certificates with their keys."""

import json
from dataclasses import dataclass, field
from typing import Self

from spo import _spo
from spo._records import Record, decode
from spo._spo import AuthorisationCode, Cpr, Credential
from spo.callers import Caller, HealthProfessional, OrganisationCode
from spo.identity import CareProvider, IdCardRequest, Identity


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

    def caller(self, organisation: OrganisationCode) -> HealthProfessional:
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
