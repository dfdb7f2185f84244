"""What the registry knows of a document (XDS metadata)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from spo._records import Record
from spo._spo import Cpr
from spo.exceptions import InvalidArgumentError
from spo.parties import PersonName
from spo.values import Code, Gender, InstanceId

_CPR_ROOT = "1.2.208.176.1.2"


@dataclass(frozen=True, kw_only=True, slots=True)
class PatientId(Record):
    """A patient's id in the registry. It prints without the id, which is usually a CPR number.

    Attributes:
        id: the id itself.
        authority: the OID of who assigned it.
    """

    id: str = field(repr=False)
    authority: str

    @property
    def cpr(self) -> Cpr | None:
        """The CPR number, when it is one."""
        try:
            return Cpr(self.id) if self.authority == _CPR_ROOT else None
        except InvalidArgumentError:
            return None


@dataclass(frozen=True, kw_only=True, slots=True)
class SourcePatientInfo(Record):
    """What the source knew of the patient.

    Attributes:
        name: the name.
        birth_date: date of birth.
        gender: administrative gender.
    """

    name: PersonName | None = None
    birth_date: date | None = None
    gender: Gender | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Institution(Record):
    """An organisation as the registry writes it (XON).

    Attributes:
        name: its name.
        id: its id, usually a SOR code.
    """

    name: str
    id: InstanceId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Person(Record):
    """A person as the registry writes one (XCN).

    Attributes:
        name: the name.
    """

    name: PersonName | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot(Record):
    """A named list of values.

    Attributes:
        name: the name.
        values: the values, CPR numbers masked.
    """

    name: str
    values: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SchemeCode(Record):
    """A classification by a scheme that has no field of its own.

    Attributes:
        scheme: the UUID of what is classified.
        code: the code.
    """

    scheme: str
    code: Code


@dataclass(frozen=True, kw_only=True, slots=True)
class Author(Record):
    """Who made a document.

    Attributes:
        institutions: the organisations.
        person: the person, when one is named.
        roles: roles; the Danish profile uses none.
        specialties: specialties; the Danish profile uses none.
        telecoms: how to reach the author; the Danish profile uses none.
        extra_slots: anything else.
    """

    institutions: Sequence[Institution] = ()
    person: Person | None = None
    roles: Sequence[str] = ()
    specialties: Sequence[str] = ()
    telecoms: Sequence[str] = ()
    extra_slots: Sequence[Slot] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentEntry(Record):
    """A document's entry in the registry, as it came in an answer.

    Only the ids are always there. Times that the registry gave to the hour or the day are the first moment they can
    mean.

    Attributes:
        entry_uuid: the registry's id of the entry.
        unique_id: the document's id.
        object_type: `stable`, `on_demand`, or a URN as it came.
        status: `approved` when in use, `deprecated` when replaced or withdrawn, or a URN as it came.
        logical_id: the id that all versions of the entry's metadata share.
        version: the version of the entry's metadata (not of the document).
        repository_id: the OID of the repository that has the document.
        home_community_id: the community the repository belongs to, exactly as it came.
        patient_id: the patient.
        source_patient_id: the patient's id at the source; in Denmark the same.
        source_patient_info: what the source knew of the patient.
        title: the title, CPR numbers masked.
        comments: what the source remarks on it, CPR numbers masked.
        creation_time: when the document was made.
        service_start_time: when the appointment starts.
        service_stop_time: when the appointment ends; None when not known.
        language_code: the document's language, such as `da-DK`.
        mime_type: the document's media type. It is not reliable; `format_code` is.
        hash: SHA-1 of the document in hexadecimal, as it came.
        size: the document's size in bytes.
        class_code: the class of document.
        type_code: the type of document.
        format_code: the format, such as APD-DK 2.0.1.
        facility_type_code: the kind of place.
        practice_setting_code: the specialty.
        confidentiality_codes: how confidential it is.
        event_codes: what it is about; for an appointment, the label of the episode of care.
        authors: who made it.
        legal_authenticator: who vouches for it.
        uri: where it is, when not in a repository.
        reference_ids: ids of what it is about, CPR numbers masked.
        extra_slots: slots that are not one of the above.
        extra_codes: classifications that are not one of the above.
    """

    entry_uuid: str
    unique_id: InstanceId
    object_type: str
    status: str | None = None
    logical_id: str | None = None
    version: str | None = None
    repository_id: str | None = None
    home_community_id: str | None = None
    patient_id: PatientId | None = None
    source_patient_id: PatientId | None = None
    source_patient_info: SourcePatientInfo | None = None
    title: str | None = None
    comments: str | None = None
    creation_time: datetime | None = None
    service_start_time: datetime | None = None
    service_stop_time: datetime | None = None
    language_code: str | None = None
    mime_type: str | None = None
    hash: str | None = None
    size: int | None = None
    class_code: Code | None = None
    type_code: Code | None = None
    format_code: Code | None = None
    facility_type_code: Code | None = None
    practice_setting_code: Code | None = None
    confidentiality_codes: Sequence[Code] = ()
    event_codes: Sequence[Code] = ()
    authors: Sequence[Author] = ()
    legal_authenticator: Person | None = None
    uri: str | None = None
    reference_ids: Sequence[str] = ()
    extra_slots: Sequence[Slot] = ()
    extra_codes: Sequence[SchemeCode] = ()
