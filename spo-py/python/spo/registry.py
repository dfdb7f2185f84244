"""What the registry knows of a document (XDS metadata)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from spo._records import Record
from spo._spo import Cpr
from spo.parties import PersonName
from spo.values import Code, Gender, InstanceId

_CPR_ROOT = "1.2.208.176.1.2"


@dataclass(frozen=True, kw_only=True, slots=True)
class PatientId(Record):
    """A patient's id in the registry. It prints without the id, which is usually a CPR number."""

    id: str = field(repr=False)
    """The id itself."""
    authority: str
    """The OID of who assigned it."""

    @property
    def cpr(self) -> Cpr | None:
        """The CPR number, when it is one."""
        return Cpr(self.id) if self.authority == _CPR_ROOT else None


@dataclass(frozen=True, kw_only=True, slots=True)
class SourcePatientInfo(Record):
    """What the source knew of the patient."""

    name: PersonName | None = None
    """The name."""
    birth_date: date | None = None
    """Date of birth."""
    gender: Gender | None = None
    """Administrative gender."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Institution(Record):
    """An organisation as the registry writes it (XON)."""

    name: str
    """Its name."""
    id: InstanceId | None = None
    """Its id, usually a SOR code."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Person(Record):
    """A person as the registry writes one (XCN)."""

    name: PersonName | None = None
    """The name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot(Record):
    """A named list of values."""

    name: str
    """The name."""
    values: Sequence[str] = ()
    """The values, CPR numbers masked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SchemeCode(Record):
    """A classification by a scheme that has no field of its own."""

    scheme: str
    """The UUID of what is classified."""
    code: Code
    """The code."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Author(Record):
    """Who made a document."""

    institutions: Sequence[Institution] = ()
    """The organisations."""
    person: Person | None = None
    """The person, when one is named."""
    roles: Sequence[str] = ()
    """Roles; the Danish profile uses none."""
    specialties: Sequence[str] = ()
    """Specialties; the Danish profile uses none."""
    telecoms: Sequence[str] = ()
    """How to reach the author; the Danish profile uses none."""
    extra_slots: Sequence[Slot] = ()
    """Anything else."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentEntry(Record):
    """A document's entry in the registry, as it came in an answer.

    Only the ids are always there. Times that the registry gave to the hour or the day are the first moment they can
    mean.
    """

    entry_uuid: str
    """The registry's id of the entry."""
    unique_id: InstanceId
    """The document's id."""
    object_type: str
    """`stable`, `on_demand`, or a URN as it came."""
    status: str | None = None
    """`approved` when in use, `deprecated` when replaced or withdrawn, or a URN as it came."""
    logical_id: str | None = None
    """The id that all versions of the entry's metadata share."""
    version: str | None = None
    """The version of the entry's metadata (not of the document)."""
    repository_id: str | None = None
    """The OID of the repository that has the document."""
    home_community_id: str | None = None
    """The community the repository belongs to, exactly as it came."""
    patient_id: PatientId | None = None
    """The patient."""
    source_patient_id: PatientId | None = None
    """The patient's id at the source; in Denmark the same."""
    source_patient_info: SourcePatientInfo | None = None
    """What the source knew of the patient."""
    title: str | None = None
    """The title, CPR numbers masked."""
    comments: str | None = None
    """What the source remarks on it, CPR numbers masked."""
    creation_time: datetime | None = None
    """When the document was made."""
    service_start_time: datetime | None = None
    """When the appointment starts."""
    service_stop_time: datetime | None = None
    """When the appointment ends; None when not known."""
    language_code: str | None = None
    """The document's language, such as `da-DK`."""
    mime_type: str | None = None
    """The document's media type. It is not reliable; `format_code` is."""
    hash: str | None = None
    """SHA-1 of the document in hexadecimal, as it came."""
    size: int | None = None
    """The document's size in bytes."""
    class_code: Code | None = None
    """The class of document."""
    type_code: Code | None = None
    """The type of document."""
    format_code: Code | None = None
    """The format, such as APD-DK 2.0.1."""
    facility_type_code: Code | None = None
    """The kind of place."""
    practice_setting_code: Code | None = None
    """The specialty."""
    confidentiality_codes: Sequence[Code] = ()
    """How confidential it is."""
    event_codes: Sequence[Code] = ()
    """What it is about; for an appointment, the label of the episode of care."""
    authors: Sequence[Author] = ()
    """Who made it."""
    legal_authenticator: Person | None = None
    """Who vouches for it."""
    uri: str | None = None
    """Where it is, when not in a repository."""
    reference_ids: Sequence[str] = ()
    """Ids of what it is about, CPR numbers masked."""
    extra_slots: Sequence[Slot] = ()
    """Slots that are not one of the above."""
    extra_codes: Sequence[SchemeCode] = ()
    """Classifications that are not one of the above."""
