//! Bytes to an address and back: the only room that opens sockets.
//!
//! In goes a [`Request`] (address, headers, body, time allowed), out comes a [`Response`] of whatever status, or a
//! [`TransportError`] that says how far the request came ([`Sent`]). Nothing here knows SOAP.
//!
//! [`HttpTransport`] is the default (feature `http`). A host with an HTTP stack of its own implements [`Transport`].
//! [`Timeouts`] and [`Deadline`] hold the time of a whole call together over its attempts.

mod deadline;
mod error;
#[cfg(feature = "http")]
mod http;
mod request;

pub use deadline::{Deadline, Timeouts};
pub use error::{Sent, TransportError, TransportErrorKind};
#[cfg(feature = "http")]
pub use http::{HttpTransport, HttpTransportBuilder};
pub use request::{Request, Response, Transport};
