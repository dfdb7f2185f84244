//! Documents and the registry: metadata types, and the bodies of the four transactions.
//!
//! In: an appointment document and what configuration says about its source; or the body of an answer. Out: a body to
//! put into an envelope, with its attachments; or entries, documents and the service's own errors. No sockets, no
//! envelopes, no clock: everything is a function of its input.
//!
//! ```
//! use spo_core::Cpr;
//! use spo_core::xds::query::{Answer, FindDocuments};
//! use spo_core::xml::{Document, Limits};
//!
//! let request = FindDocuments::appointments(Cpr::parse("2512489996")?).body();
//! assert!(request.contains("'2512489996^^^&amp;1.2.208.176.1.2&amp;ISO'"));
//!
//! let answer = r#"<AdhocQueryResponse xmlns="urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0"
//!     status="urn:ihe:iti:2007:ResponseStatusType:PartialSuccess"/>"#;
//! let document = Document::parse(answer.as_bytes(), Limits::MESSAGE)?;
//! let answer = Answer::read(document.root())?.accept()?;
//! assert!(answer.objects.entries.is_empty() && answer.is_incomplete());
//! # Ok::<(), spo_core::Error>(())
//! ```

mod association;
mod author;
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
pub use author::Author;
pub use document_entry::{DocumentEntry, ObjectType};
pub use dtm::{Dtm, DtmPrecision};
pub use ebxml::{MetadataWarning, RegistryObjects};
pub use hl7v2::{PatientId, SourcePatientInfo, Xcn, Xon};
pub use registry_object::{Availability, EntryUuid, SchemeCode, Slot};
pub use submission_set::SubmissionSet;
