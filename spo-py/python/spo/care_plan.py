"""The care plan (forløbsplan)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from spo import _spo
from spo._json_record import JsonRecord
from spo._records import Record
from spo._spo import Cpr
from spo.clinical import ClinicalValue, CodedValue, Timing
from spo.parties import Organisation, Participant
from spo.values import Code, InstanceId


class CarePlanSectionKind(StrEnum):
    """What a section is about.

    Attributes:
        CONCERNS: conditions and diagnoses (tilstande, diagnoser).
        GOALS: the citizen's own goals (individuelle mål).
        INTERVENTIONS: what is done and planned (udførte og planlagte aktiviteter).
        OUTCOMES: results (resultater).
        OTHER: anything else.
    """

    CONCERNS = "concerns"
    GOALS = "goals"
    INTERVENTIONS = "interventions"
    OUTCOMES = "outcomes"
    OTHER = "other"


class CarePlanEntryKind(StrEnum):
    """What an entry is.

    Attributes:
        CONCERN: a health concern: its values are diagnoses, in ICPC-2-DK or SKS, or what modifies them.
        HEALTH_STATUS: a statement about the citizen's health, usually in words.
        GOAL: a goal: its values are what is aimed at.
        PLANNED_INTERVENTION: what is planned.
        INTERVENTION: what was done: its values are the services.
        OUTCOME: a result: its values are what was measured.
        OTHER: anything else.
    """

    CONCERN = "concern"
    HEALTH_STATUS = "health_status"
    GOAL = "goal"
    PLANNED_INTERVENTION = "planned_intervention"
    INTERVENTION = "intervention"
    OUTCOME = "outcome"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True, slots=True)
class CarePlanEntry(Record):
    """A coded statement of a care plan. It prints neither its values nor its words.

    Attributes:
        kind: what it is.
        id: its id.
        code: what it is about: for a concern the kind of diagnosis, for an outcome what was measured.
        values: its values.
        text: its words, in the narrative or beside it.
        status: its state as the document has it, such as `active` or `completed`.
        timing: when it was, is or should be: a `ClinicalTime` or a `Span`.
        author: who told it, when not the author of the plan.
        performers: who carries it out.
    """

    kind: CarePlanEntryKind = CarePlanEntryKind.OTHER
    id: InstanceId | None = None
    code: Code | None = None
    values: Sequence[ClinicalValue] = field(default=(), repr=False)
    text: str | None = field(default=None, repr=False)
    status: str | None = None
    timing: Timing | None = None
    author: Participant | None = None
    performers: Sequence[Participant] = ()

    @property
    def codes(self) -> Sequence[Code]:
        """Its coded values: the diagnoses of a concern, the services of an intervention."""
        return tuple(value for value in self.values if isinstance(value, CodedValue))


@dataclass(frozen=True, kw_only=True, slots=True)
class CarePlanSection(Record):
    """A section of a care plan. It prints without its text.

    Attributes:
        kind: what it is about.
        code: its code.
        title: what the author calls it.
        narrative: its text as authored, in the XML of CDA. It is others' text: render it, never pass it on as HTML.
        entries: what the text says, coded.
        sections: the sections inside it.
    """

    kind: CarePlanSectionKind = CarePlanSectionKind.OTHER
    code: Code | None = None
    title: str | None = field(default=None, repr=False)
    narrative: str | None = field(default=None, repr=False)
    entries: Sequence[CarePlanEntry] = ()
    sections: Sequence["CarePlanSection"] = ()

    def _all(self) -> Iterator[CarePlanEntry]:
        yield from self.entries
        for section in self.sections:
            yield from section._all()  # noqa: SLF001 - its own kind


@dataclass(frozen=True, kw_only=True, slots=True)
class CarePlan(JsonRecord):
    """A care plan (forløbsplan, CPD-DK).

    What a citizen and a general practice, or a hospital, have agreed about a course of care. It is read and shown as
    authored; plans of different labels are never merged. Who the citizen is, the master data tells: it knows what is
    protected.

    Attributes:
        id: the document's id.
        set_id: what all versions of the plan share.
        revision: the number of this version.
        version: the version of the profile by its marker, such as `cpd-v2.0.0`; older documents have none.
        cpr: the citizen's CPR number.
        title: what the author calls it.
        label: the label of the course of care (forløbslabel), such as `ALAL22` for type 2 diabetes.
        created: when this version was made.
        validity: from when to when the plan holds.
        authors: who wrote it: organisations with the persons who acted for them.
        custodian: who keeps it.
        sections: its sections in the author's order.
    """

    id: InstanceId | None = None
    set_id: InstanceId | None = None
    revision: int | None = None
    version: str | None = None
    cpr: Cpr
    title: str | None = field(default=None, repr=False)
    label: Code | None = None
    created: datetime | None = None
    validity: Timing | None = None
    authors: Sequence[Participant] = ()
    custodian: Organisation | None = None
    sections: Sequence[CarePlanSection] = ()

    _rewrite = _spo.care_plan_json

    def entries(self, kind: CarePlanEntryKind) -> Sequence[CarePlanEntry]:
        """Give every entry of this kind in any section, in the author's order."""
        entries = (entry for section in self.sections for entry in section._all())  # noqa: SLF001 - its own part
        return tuple(entry for entry in entries if entry.kind is kind)
