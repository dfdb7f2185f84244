"""On whose behalf a health service is called."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self, TypeAlias

from spo import _spo
from spo._records import Record, kind_of, tagged
from spo._spo import AuthorisationCode, Cpr, ShakCode, SorCode, YderNumber

OrganisationCode: TypeAlias = SorCode | ShakCode | YderNumber
"""The organisation that a professional works for while calling (`nsi:OrgUsingID`)."""


class OverrideReason(StrEnum):
    """The grounds on which the law (sundhedsloven § 42 a) lets a professional look past a block.

    Attributes:
        PATIENT_CONSENT: the patient has consented, orally or in writing.
        VITAL_INTEREST: necessary for an obvious public interest, or for essential consideration of the patient or
            others.
    """

    PATIENT_CONSENT = "patient_consent"
    VITAL_INTEREST = "vital_interest"


@dataclass(frozen=True, kw_only=True, slots=True)
class Override(Record):
    """The deliberate choice of the person at the screen to see what this patient has blocked (værdispring).

    It is given to one call, which says afterwards whether blocks were looked past (`overridden`): that is registered
    with the patient. Raises InvalidArgumentError for a vital interest without an explanation, for one longer than 1,000
    characters or with a CPR number in it, and for a consent with one.

    Attributes:
        reason: why the law allows it. There is no usual one.
        explanation: for a vital interest what made it necessary, in the words of the person at the screen.
    """

    reason: OverrideReason
    explanation: str | None = None

    def __post_init__(self) -> None:
        """Check the explanation."""
        Record.__post_init__(self)
        _spo.check_override(self.reason.value, self.explanation)

    @classmethod
    def patient_consent(cls) -> Self:
        """Look past blocks because the patient has consented, orally or in writing."""
        return cls(reason=OverrideReason.PATIENT_CONSENT)

    @classmethod
    def vital_interest(cls, explanation: str) -> Self:
        """Look past blocks because of a vital interest, which is explained in a few words without CPR numbers."""
        return cls(reason=OverrideReason.VITAL_INTEREST, explanation=explanation)


def override_arguments(override: object) -> tuple[str, str | None] | None:
    """Take an override apart for the library. Raises TypeError for anything that is none."""
    if override is None:
        return None
    if not isinstance(override, Override):
        message = f"override must be Override, not {type(override).__name__}"
        raise TypeError(message)
    return override.reason.value, override.explanation


@tagged("authorised")
@dataclass(frozen=True, kw_only=True, slots=True)
class Authorised(Record):
    """In the national register of authorised health professionals.

    Attributes:
        code: his or her code there.
    """

    code: AuthorisationCode


@tagged("not_authorised")
@dataclass(frozen=True, kw_only=True, slots=True)
class NotAuthorised(Record):
    """Not in the national register of authorised health professionals.

    Attributes:
        role: the national or local role, `urn:dk:healthcare:no-role` for none. It stands in the identity card.
    """

    role: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ResponsibleProfessional(Record):
    """The professional who answers for what another one does.

    Attributes:
        cpr: who.
        authorisation: his or her authorisation.
    """

    cpr: Cpr
    authorisation: AuthorisationCode | None = None


@tagged("health_professional")
@dataclass(frozen=True, kw_only=True, slots=True)
class HealthProfessional(Record):
    """A health professional (sundhedsfaglig) at work.

    Attributes:
        cpr: whoever sits at the screen.
        organisation: the organisation he or she works for at the moment.
        standing: authorised or not.
        responsible: on whose responsibility he or she acts; None for his or her own.
    """

    cpr: Cpr
    organisation: OrganisationCode
    standing: Authorised | NotAuthorised
    responsible: ResponsibleProfessional | None = None

    @classmethod
    def authorised(cls, cpr: Cpr, code: str, organisation: OrganisationCode) -> Self:
        """Make an authorised professional, by the authorisation code, on his or her own responsibility."""
        return cls(cpr=cpr, standing=Authorised(code=AuthorisationCode(code)), organisation=organisation)

    @classmethod
    def not_authorised(cls, cpr: Cpr, role: str, organisation: OrganisationCode) -> Self:
        """Make a professional without an authorisation, in a national or local role."""
        return cls(cpr=cpr, standing=NotAuthorised(role=role), organisation=organisation)


@tagged("citizen")
@dataclass(frozen=True, kw_only=True, slots=True)
class Citizen(Record):
    """A citizen (borger) who looks at data about himself or herself.

    Attributes:
        cpr: the citizen.
    """

    cpr: Cpr


@tagged("citizen_on_behalf_of")
@dataclass(frozen=True, kw_only=True, slots=True)
class CitizenOnBehalfOf(Record):
    """A citizen who acts for another: by proxy (fuldmagt) or as holder of custody.

    The service checks that the relation exists. Raises InvalidArgumentError when they are one and the same.

    Attributes:
        acting: whoever sits at the screen.
        other: whose data it is.
    """

    acting: Cpr
    other: Cpr

    def __post_init__(self) -> None:
        """Check that they are two."""
        Record.__post_init__(self)
        _spo.check_on_behalf_of(self.acting, self.other)


Caller: TypeAlias = Citizen | CitizenOnBehalfOf | HealthProfessional
"""The person on whose behalf data is read, as the services want it told (HSUID). What they refuse cannot be made."""

_CALLER = kind_of(Caller)


def encode_caller(caller: Caller) -> dict[str, Any]:
    """Write a caller as JSON."""
    json_value: dict[str, Any] = _CALLER.encode(_CALLER.check(caller, "caller"))
    return json_value


def decode_caller(json_value: Mapping[str, Any]) -> Caller:
    """Read a caller from its JSON."""
    caller: Caller = _CALLER.decode(json_value)
    return caller


def caller_to_json(caller: Caller) -> str:
    """Write a caller's JSON form. It holds CPR numbers."""
    return _spo.caller_json(json.dumps(encode_caller(caller)))


def caller_from_json(text: str) -> Caller:
    """Read a caller's JSON form. Raises DocumentError, which names the place."""
    return decode_caller(json.loads(_spo.caller_json(text)))
