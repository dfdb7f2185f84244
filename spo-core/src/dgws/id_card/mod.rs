//! Identity cards (id-kort): what is asked for, and what was issued.
//!
//! In: an [`IdCardRequest`] and a key. Out: a signed card for the token service. Back comes the token service's own card,
//! an [`IdCard`]: kept byte by byte, because its signature holds only as long as no byte changes.
//!
//! What is written follows DGWS 1.0.1 and validates against the published schemas, with one exception: they know no
//! algorithm but SHA-1, and requests are signed with SHA-256, which the token service accepts.

mod error;
mod issued;
mod read;
mod request;
mod trust;
mod write;

pub use error::IdCardError;
pub use issued::{CardHolder, IdCard, Level};
pub(super) use request::required;
pub use request::{CardUser, CareProvider, IdCardRequest, UserIdentifier};
pub use trust::CardTrust;
pub(super) use trust::Stranger;
