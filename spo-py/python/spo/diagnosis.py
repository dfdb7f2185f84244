"""Shared diagnoses."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from spo import _spo
from spo._records import Record, decode, encode
from spo._spo import ClinicalTime, Cpr
from spo.parties import Organisation, PersonName
from spo.values import Code, Statement


class DiagnosisStatus(Statement):
    """Whether a diagnosis is current. It has no truth value: `if` raises TypeError.

    Attributes:
        CURRENT: it is (aktuel).
        RESOLVED: it is over (tidligere).
        UNKNOWN: the document does not tell, or contradicts itself.
    """

    CURRENT = "current"
    RESOLVED = "resolved"
    UNKNOWN = "unknown"


class DiagnosisKind(StrEnum):
    """What a diagnosis belongs to.

    Attributes:
        CONTACT: one contact (kontaktdiagnose).
        COURSE: a course of care (forløbsdiagnose).
    """

    CONTACT = "contact"
    COURSE = "course"


@dataclass(frozen=True, kw_only=True, slots=True)
class Diagnosis(Record):
    """A diagnosis. Show its text, not only its code. It prints without texts.

    Attributes:
        text: what the practice calls it.
        codes: its codes in ICPC-2-DK and SKS-D.
        notes: more about it (tillægstekst).
        status: whether it is current.
        kind: what it belongs to.
        verification: how sure it is, as the document has it, such as `confirmed`, when it tells. A diagnosis that is
            `refuted` or `entered-in-error` is none.
        onset: when it began (debutdato).
        abatement: when it ended (afslutningsdato).
        recorded: when it was noted (registreringsdato).
    """

    text: str | None = field(default=None, repr=False)
    codes: Sequence[Code] = ()
    notes: Sequence[str] = field(default=(), repr=False)
    status: DiagnosisStatus = DiagnosisStatus.UNKNOWN
    kind: DiagnosisKind | None = None
    verification: str | None = None
    onset: ClinicalTime | None = None
    abatement: ClinicalTime | None = None
    recorded: ClinicalTime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DiagnosisList(Record):
    """The diagnoses that a general practice and its patient share (diagnoseoversigt, MedCom ConditionList).

    Attributes:
        cpr: the citizen's CPR number.
        updated: when the list was last changed.
        generated: when the document was put together.
        organisation: the practice that answers for it.
        author: who acted for the practice.
        diagnoses: the diagnoses in the author's order.
    """

    cpr: Cpr
    updated: datetime | None = None
    generated: datetime | None = None
    organisation: Organisation | None = None
    author: PersonName | None = None
    diagnoses: Sequence[Diagnosis] = ()

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read the JSON form. Raises DocumentError, which names the path of what is unknown, missing or unusable."""
        return decode(cls, json.loads(_spo.diagnosis_list_json(text)))

    def to_json(self) -> str:
        """Write the JSON form. It holds the full CPR number: it is the data itself, not a log."""
        return _spo.diagnosis_list_json(json.dumps(encode(self)))

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Self:
        """Read what `to_dict` gives. Raises as `from_json`."""
        return cls.from_json(json.dumps(plain))

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON form as dictionaries and lists."""
        plain: dict[str, Any] = json.loads(self.to_json())
        return plain
