//! Whoever holds the private key.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::error::{Error, ErrorKind, redact};

/// A private RSA key, wherever it is: in memory ([`RsaKey`](super::RsaKey)), in an HSM, in the Windows store, on a smart
/// card.
///
/// A host with its own key store implements this one function. It may be called from several threads at once.
pub trait Signer: Send + Sync {
    /// The RSASSA-PKCS1-v1_5 signature with SHA-256 over `bytes` (not over their digest): as long as the modulus, most
    /// significant byte first.
    ///
    /// # Errors
    /// [`SignError`], when the key cannot be used now or at all.
    fn sign_rsa_sha256(&self, bytes: &[u8]) -> Result<Vec<u8>, SignError>;
}

impl<S: Signer + ?Sized> Signer for Arc<S> {
    fn sign_rsa_sha256(&self, bytes: &[u8]) -> Result<Vec<u8>, SignError> {
        (**self).sign_rsa_sha256(bytes)
    }
}

/// Why a private key did not sign, or cannot be used at all.
///
/// What the key's owner says is shown with CPR numbers masked: employees' keys are named after persons.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    /// The bytes are neither a PKCS#8 nor a PKCS#1 private RSA key, or the key contradicts itself.
    #[error("the private key cannot be used: {0}")]
    Key(Cow<'static, str>),
    /// The key is shorter than 2048 bits.
    #[error("the private key is shorter than 2048 bits")]
    WeakKey,
    /// The key's owner (HSM, key store, card) said no for good: wrong PIN, no such key, not allowed.
    #[error("the key's owner refused to sign: {}", redact(.0))]
    Refused(String),
    /// The key's owner cannot be reached now.
    #[error("the key's owner cannot sign now: {}", redact(.0))]
    Unavailable(String),
}

impl fmt::Debug for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SignError")
            .field(&self.code())
            .field(&self.to_string())
            .finish()
    }
}

impl SignError {
    /// The stable code, as in [`Error::code`].
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Key(_) => "signer.key",
            Self::WeakKey => "signer.weak_key",
            Self::Refused(_) => "signer.refused",
            Self::Unavailable(_) => "signer.unavailable",
        }
    }

    const fn kind(&self) -> ErrorKind {
        match self {
            Self::Key(_) | Self::WeakKey => ErrorKind::Configuration,
            Self::Refused(_) => ErrorKind::Denied,
            Self::Unavailable(_) => ErrorKind::Unavailable,
        }
    }

    const fn remedy(&self) -> &'static str {
        match self {
            Self::Key(_) => "Give the private RSA key of the OCES certificate, as PKCS#8 or PKCS#1.",
            Self::WeakKey => "Order an OCES3 certificate: its keys have 3072 bits.",
            Self::Refused(_) => "Check PIN, key name and rights where the key is kept.",
            Self::Unavailable(_) => "Try again when the key store answers.",
        }
    }
}

impl From<SignError> for Error {
    fn from(error: SignError) -> Self {
        Error::new(error.kind(), error.code(), error.to_string())
            .with_remedy(error.remedy())
            .with_source(error)
    }
}
