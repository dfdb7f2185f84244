//! Credentials: a certificate (OCES certifikat) together with the key that signs for it.
//!
//! In: PKCS#12 files, PEM pairs, or a host's own [`Signer`](super::signature::Signer) with a certificate. Out: a
//! checked [`Credential`], and through a [`CredentialSlot`] the one that is in use now, replaceable while calls are under
//! way. [`Trust`] answers whether somebody else's certificate is to be believed. Nothing here opens files or sockets or
//! reads the clock.

mod certificate;
mod error;
mod pem;
mod secret;
#[cfg(test)]
mod tests;

pub use certificate::{Certificate, CertificateKind, OcesGeneration, Subject, Validity};
pub use error::CredentialError;
pub use secret::Secret;
