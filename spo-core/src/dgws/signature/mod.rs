//! XML signatures, as DGWS identity cards (id-kort) carry them.
//!
//! In: XML and a [`Signer`]. Out: the same XML with an enveloped signature.

mod certificate;
mod rsa_key;
mod signer;

pub use rsa_key::RsaKey;
pub use signer::{SignError, Signer};
