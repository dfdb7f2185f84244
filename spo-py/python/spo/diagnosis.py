"""Shared diagnoses."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from spo import _spo
from spo._json_record import JsonRecord
from spo._records import Record
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

    @property
    def is_taken_back(self) -> bool:
        """Whether the document takes it back: refuted or entered in error, it is none, whatever its status."""
        return self.verification in {"refuted", "entered-in-error"}


@dataclass(frozen=True, kw_only=True, slots=True)
class DiagnosisList(JsonRecord):
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

    _rewrite = _spo.diagnosis_list_json
