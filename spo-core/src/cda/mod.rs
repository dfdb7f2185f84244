//! Appointment documents: HL7 CDA R2 in the Danish profile APD-DK.
//!
//! Out: [`AppointmentDocument::to_xml`] writes APD-DK 2.0.1 with the errata of 2020 and 2021, and refuses an
//! appointment that breaks a rule of the profile. In: [`read_appointment`] reads every version the field has been
//! seen to send, reports what it guessed or could not keep, and holds on to the bytes.

mod clean;
mod document;
mod read;
mod reader;
mod write;

pub(crate) use clean::clean;
pub use document::AppointmentDocument;
pub use read::{ApdVersion, ReadAppointment, read_appointment};
pub use reader::{WARNING_CODES, Warning};
