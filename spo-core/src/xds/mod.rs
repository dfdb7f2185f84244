//! Documents and the registry: metadata types, and the bodies of the four transactions.
//!
//! In: an appointment document and what configuration says about its source; or the body of an answer. Out: a body to
//! put into an envelope, with its attachments; or entries, documents and the service's own errors. No sockets, no
//! envelopes, no clock: everything is a function of its input.

mod association;
mod document_entry;
mod dtm;
mod ebxml;
mod hl7v2;
pub mod metadata;
pub mod query;
mod registry_object;
pub mod response;
pub mod retrieve;
mod submission_set;
pub mod submit;
pub mod update;
pub mod value_sets;
pub mod vocabulary;

pub use association::{Association, AssociationType};
pub use document_entry::{Author, DocumentEntry, ObjectType, SchemeCode};
pub use dtm::{Dtm, DtmPrecision};
pub use ebxml::{MetadataWarning, RegistryObjects};
pub use hl7v2::{PatientId, SourcePatientInfo, Xcn, Xon};
pub use registry_object::{Availability, EntryUuid, Slot};
pub use submission_set::SubmissionSet;
