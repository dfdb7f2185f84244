//! SOAP messages: from values to bytes, and from bytes to values or a typed refusal.
//!
//! Out: a [`Message`] (action, header blocks, body, attachments) becomes [`Encoded`] headers and bytes for the
//! transport: SOAP 1.1 or 1.2, `multipart/related` with XOP when documents are attached (MTOM).
//! In: [`Incoming::read`] takes a [`Response`](crate::transport::Response) in any of these shapes, whatever was asked
//! for; its [`Envelope`] gives the payload as an XML element, its [`Attachments`] the documents. What is no SOAP message,
//! and every fault, is a [`SoapError`] that says whether the service has certainly refused or may have acted.
//!
//! Neither direction knows registries or identity cards: bodies and header blocks are rendered XML here.
//!
//! ```
//! use spo_core::soap::{Incoming, Message};
//! use spo_core::transport::Response;
//!
//! let message = Message::new("urn:ihe:iti:2007:RegistryStoredQuery", "urn:uuid:1", "<question/>".to_owned());
//! let encoded = message.encode();
//! assert_eq!(encoded.header("SOAPAction"), Some("\"urn:ihe:iti:2007:RegistryStoredQuery\""));
//!
//! let response = Response { status: 200, headers: encoded.headers, body: encoded.body };
//! let incoming = Incoming::read(response)?;
//! let envelope = incoming.envelope()?;
//! assert_eq!(envelope.payload()?.local(), "question");
//! # Ok::<(), spo_core::Error>(())
//! ```

mod attachments;
mod content_type;
mod envelope;
mod error;
mod fault;
mod fault_codes;
mod incoming;
mod inline;
mod message;
mod mtom;
mod multipart;
mod page;
mod transfer_encoding;
mod version;

pub use attachments::{Attachments, content};
pub use envelope::Envelope;
pub use error::{SoapError, SoapProblem};
pub use fault::{Fault, FaultClass};
pub use incoming::Incoming;
pub use message::{Attachment, Encoded, Message};
pub use multipart::MultipartError;
pub use version::SoapVersion;

#[cfg(test)]
mod tests;
