"""Whose master data the sandbox composes: persons made up for trials, and registers that do not answer."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from spo import _spo
from spo._records import Record, decode, encode, tagged
from spo._spo import Cpr
from spo.master_data import Custody, Dentist, Relative, ResuscitationOptOut, Sourced, TemporaryAddress
from spo.parties import Organisation, Patient, PersonName
from spo.values import PROTECTED, Address, Code, Telecom, Use


class Register(StrEnum):
    """A register that master data is put together from, and that may not answer.

    The field has been seen to do so for RESUSCITATION only; that the others would degrade in the same way is a guess.

    Attributes:
        ORGAN_DONOR: organ donation.
        TREATMENT_WILL: treatment wills (behandlingstestamenter).
        LIVING_WILL: living wills (livstestamenter).
        RESUSCITATION: opt-outs of resuscitation (fravalg af genoplivningsforsøg ved hjertestop).
    """

    ORGAN_DONOR = "organ_donor"
    TREATMENT_WILL = "treatment_will"
    LIVING_WILL = "living_will"
    RESUSCITATION = "resuscitation"


class OutageForm(StrEnum):
    """How a document says that a register did not answer.

    Attributes:
        EXTENSION: `NAV` in place of `true` or `false`, as MedCom's examples have it.
        NULL_FLAVOR: no value but `nullFlavor="NAV"`, as the live service has been seen to write it.
    """

    EXTENSION = "extension"
    NULL_FLAVOR = "null_flavor"


@dataclass(frozen=True, kw_only=True, slots=True)
class Outage(Record):
    """A register that does not answer.

    Attributes:
        register: which one.
        form: how the document says so.
    """

    register: Register
    form: OutageForm = OutageForm.EXTENSION


@tagged("opted_out")
@dataclass(frozen=True, kw_only=True, slots=True)
class RegisteredOptOut(Record):
    """That a person has opted out of resuscitation, as the sandbox's register knows it.

    Attributes:
        registered: when it was registered.
    """

    registered: datetime


@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class SandboxPerson(Record):
    """A test person: what the registers know, and what was typed in. Only the masked CPR number is printed.

    What is typed in has its origin and time (`Sourced`). Never put a real person here.

    Attributes:
        cpr: the CPR number; it tells the date of birth and the gender.
        name: the name, also of a protected person: documents mask it.
        address: the address in the CPR register, also of a protected person: documents mask it.
        protected: whether name and address are protected (navne- og adressebeskyttelse).
        general_practitioner: the general practice (egen læge), if there is one.
        coverage_group: the coverage group (sygesikringsgruppe).
        children_in_custody: the children that the person has custody of (forældremyndighed over).
        custody_holders: those who have custody of the person (forældremyndighedsindehavere).
        organ_donor: whether a position on organ donation is registered.
        treatment_will: whether a treatment will (behandlingstestamente) is registered.
        living_will: whether a living will (livstestamente) is registered.
        resuscitation: whether the person has opted out of resuscitation: `RegisteredOptOut`, or
            `ResuscitationOptOut.NOT_OPTED_OUT`; a register cannot know the other members.
        outages: registers that do not answer for this person.
        language: the language the person speaks, by ISO 639-1.
        temporary_address: where the person stays for a time.
        dentist: the dentist.
        contact: how to reach the person.
        relatives: those close to the person (pårørende).
    """

    cpr: Cpr
    name: PersonName
    address: Address
    protected: bool = False
    general_practitioner: Organisation | None = None
    coverage_group: str = "1"
    children_in_custody: Sequence[Custody] = ()
    custody_holders: Sequence[Custody] = ()
    organ_donor: bool = False
    treatment_will: bool = False
    living_will: bool = False
    resuscitation: RegisteredOptOut | ResuscitationOptOut = ResuscitationOptOut.NOT_OPTED_OUT
    outages: Sequence[Outage] = ()
    language: Sourced[Code] | None = None
    temporary_address: Sourced[TemporaryAddress] | None = None
    dentist: Sourced[Dentist] | None = None
    contact: Sourced[Sequence[Telecom]] | None = None
    relatives: Sequence[Sourced[Relative]] = ()

    def as_patient(self) -> Patient:
        """Give the person as the patient of an appointment: of a protected person, the address is not told."""
        return Patient(
            cpr=self.cpr,
            name=self.name,
            address=PROTECTED if self.protected else self.address.replace(use=Use.HOME),
            general_practice=self.general_practitioner,
        )

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read the JSON form. Raises InvalidArgumentError, which names the place."""
        return decode(cls, json.loads(_spo.person_json(text)))

    def to_json(self) -> str:
        """Write the JSON form."""
        return _spo.person_json(json.dumps(encode(self)))

    def __repr__(self) -> str:
        return f"SandboxPerson({self.cpr})"
