//! Master data (Fælles Stamkort): test persons, and the document that is composed of one when it is asked for.
//!
//! In: [`TestPerson`]s. Out: PDC-DK 3.0 documents in the shape of the live service, with what a protected person must not
//! show masked. Nothing is stored: each document has its own id and time.

mod compose;
mod door;
mod edit;
mod people;
mod person;
mod register;

pub(crate) use door::PATHS as MASTER_DATA_PATHS;
pub(crate) use people::People;
pub use person::{Resuscitation, TestPerson};
pub use register::{Outage, OutageForm, Register};
