//! Credentials: a certificate (OCES-certifikat) together with the key that signs for it.
//!
//! In: PKCS#12 files, PEM pairs, or a host's own [`Signer`](super::signature::Signer) with a certificate. Out: a
//! checked [`Credential`], and through a [`CredentialSlot`] the one that is in use now, replaceable while calls are under
//! way. [`Trust`] answers whether somebody else's certificate is to be believed. Nothing here opens files or sockets or
//! reads the clock.
//!
//! ```no_run
//! # #[cfg(feature = "pkcs12")] fn renew() -> spo_core::Result<()> {
//! use spo_core::dgws::credentials::{Credential, CredentialSlot, Secret, Validity};
//!
//! let read = |path| std::fs::read(path).expect("the file is there");
//! let credential = Credential::from_pkcs12(&read("booking-2025.p12"), &Secret::new("Test1234"))?;
//! let now = chrono::Utc::now();
//! if let Validity::ExpiresSoon { days } = credential.check(now)? {
//!     println!("{}: {days} days left", credential.certificate());
//! }
//! let slot = CredentialSlot::new(credential);
//!
//! // Three years later, in the running program:
//! let renewed = Credential::from_pkcs12(&read("booking-2028.p12"), &Secret::new("Test1234"))?;
//! slot.replace(renewed, now)?;
//! # Ok(()) }
//! ```

mod certificate;
mod credential;
#[cfg(feature = "pkcs12")]
mod encryption;
mod error;
mod key;
mod pem;
mod pem_pair;
#[cfg(feature = "pkcs12")]
mod pkcs12;
mod secret;
mod slot;
#[cfg(test)]
pub(crate) mod tests;
#[cfg(feature = "http")]
mod tls;
mod trust;

pub use certificate::{Certificate, CertificateKind, OcesGeneration, Subject, Validity};
pub use credential::Credential;
pub use error::CredentialError;
pub use secret::Secret;
pub use slot::{CredentialSlot, Generation};
pub use trust::{Distrust, Trust};
