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
    #[error("the key's owner refused to sign: {0}")]
    Refused(#[source] HostReason),
    /// The key's owner cannot be reached now.
    #[error("the key's owner cannot sign now: {0}")]
    Unavailable(#[source] HostReason),
}

/// Why the owner of a key did not sign: its own words, and its own error if there is one.
///
/// The words are shown with CPR numbers masked.
///
/// ```
/// use spo_core::dgws::signature::SignError;
///
/// let error = SignError::Refused("wrong PIN".into());
/// assert_eq!(error.to_string(), "the key's owner refused to sign: wrong PIN");
/// ```
#[derive(Clone)]
pub struct HostReason {
    text: String,
    cause: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl HostReason {
    /// The host's own error, told as `text`. It is the source of the error that the call ends with.
    pub fn caused_by(text: impl Into<String>, cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self {
            text: text.into(),
            cause: Some(Arc::new(cause)),
        }
    }
}

impl<T: Into<String>> From<T> for HostReason {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            cause: None,
        }
    }
}

/// The words only: the host's own error may show anything.
impl fmt::Debug for HostReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("HostReason").field(&self.to_string()).finish()
    }
}

/// By its words.
impl PartialEq for HostReason {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for HostReason {}

impl fmt::Display for HostReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&redact(&self.text))
    }
}

impl std::error::Error for HostReason {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let cause = self.cause.as_deref()?;
        Some(cause)
    }
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
