//! Documents: HL7 CDA R2 in Danish profiles. Appointments (APD-DK) are written and read, master data
//! (PDC-DK) and care plans (CPD-DK) are read.
//!
//! Out: [`AppointmentDocument::to_xml`] writes APD-DK 2.0.1 with the errata of 2020 and 2021, and refuses an
//! appointment that breaks a rule of the profile. In: [`read_appointment`] reads every version the field has been
//! seen to send, reports what it guessed or could not keep, and holds on to the bytes. [`read_master_data`] does so for the
//! stamkort, [`read_care_plan`] for the forløbsplan.

mod clean;
mod cpd;
mod document;
mod pdc;
mod read;
mod reader;
mod write;

pub(crate) use clean::clean;
pub use cpd::{ReadCarePlan, read_care_plan};
pub use document::AppointmentDocument;
pub use pdc::{ReadMasterData, read_master_data};
pub use read::{ApdVersion, ReadAppointment, read_appointment};
pub(crate) use reader::push_warning;
pub use reader::{WARNING_CODES, Warning};
