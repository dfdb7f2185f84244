//! The token service (STS): what proves a caller goes in, what the services accept comes out.
//!
//! In: the caller's signed card (WS-Trust 2005/02), or the token of a login ([`ExchangeRequest`], WS-Trust 1.3). Out: the
//! message that asks for another (SOAP 1.1), and from the answer the issued [`IdCard`](super::IdCard) or
//! [`IdentityToken`](super::IdentityToken), or a [`TokenServiceError`] that says what to do. Sending is the caller's
//! business.

mod error;
mod exchange;
mod exchanged;
mod request;
mod response;

pub use error::{TokenServiceError, WsTrustCode};
pub use exchange::ExchangeRequest;
pub use exchanged::{exchanged_card, exchanged_token};
pub use request::{ACTION, request};
pub use response::issued_card;
