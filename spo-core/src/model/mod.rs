//! What people talk about: the patient, the organisations, the appointment and its time, the master data.
//!
//! Plain values. They know their own rules (a CPR number has a date in it, a time has a Danish offset) and nothing of
//! documents, messages or networks. Each has a JSON form, the common language of the three interfaces.

mod address;
mod appointment;
mod care_plan;
mod clinical;
mod code;
mod cpr;
mod diagnosis;
mod identifiers;
mod invalid;
mod master_data;
mod narrative;
mod organisation;
mod organisation_code;
mod person;
mod protectable;
mod time;

pub use address::{Address, PatientAddress, Telecom, Use};
pub use appointment::{
    Appointment, AppointmentKind, AppointmentStatus, AppointmentTime, EpisodeOfCare, Location, Reason, Series,
};
pub use care_plan::{CarePlan, CarePlanEntry, CarePlanEntryKind, CarePlanSection, CarePlanSectionKind};
pub use clinical::{Bound, ClinicalTime, ClinicalValue, Quantity, QuantityRange, Timing};
pub use code::Code;
pub use cpr::{Cpr, CprWarning};
pub use diagnosis::{Diagnosis, DiagnosisKind, DiagnosisList, DiagnosisStatus};
pub use identifiers::{Cvr, InstanceId, Oid, SorCode, YderNumber};
pub(crate) use identifiers::{alphanumeric, deserialize_parsed, text_newtype};
pub use invalid::InvalidValue;
pub use master_data::{
    CoverageGroup, Custody, Dentist, GeneralPractitioner, MasterData, NameAndAddress, Origin, OriginKind,
    OtherItem, ProfileVersion, Registration, Relative, ResuscitationOptOut, Sourced, TemporaryAddress,
};
pub use narrative::Narrative;
pub use organisation::{Organisation, OrganisationId, Participant};
pub use organisation_code::{OrganisationCode, ShakCode};
pub use person::{Gender, Patient, PersonName};
pub use protectable::Protectable;
pub use time::{DanishTime, LocalTimeError};
