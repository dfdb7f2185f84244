//! The token service (STS): a card signed by the caller goes in, the same card signed by the service comes out.
//!
//! In: the caller's signed card. Out: the message that asks for another (WS-Trust 2005/02, SOAP 1.1), and from the answer
//! the issued [`IdCard`](super::IdCard), or a [`TokenServiceError`] that says what to do. Sending is the caller's business.

mod error;
mod request;
mod response;

pub use error::{TokenServiceError, WsTrustCode};
pub use request::{ACTION, request};
pub use response::issued_card;
