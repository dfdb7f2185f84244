//! Why a card is not believed.

use chrono::{DateTime, Utc};

use super::trust::Stranger;
use crate::dgws::credentials::Distrust;
use crate::dgws::signature::SignatureError;
use crate::error::{Error, ErrorKind, redact};

/// An identity card was refused. Never holds anything of the card's content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdCardError {
    /// The signature is missing, broken, misplaced, or of a kind that is not accepted.
    #[error("the identity card's signature does not hold: {0}")]
    Signature(#[from] SignatureError),
    /// Nobody vouches for whoever signed it.
    #[error("the identity card was signed by a stranger: {0}")]
    Signer(#[from] Distrust),
    /// It was signed by somebody whom the same issuer vouches for, and who is not the token service.
    #[error("the identity card was signed by {signer}, not by the token service")]
    NotTheTokenService {
        /// The signer, by the certificate.
        signer: String,
    },
    /// What was signed is not a card.
    #[error("the identity card's content cannot be used: {0}")]
    Content(&'static str),
    /// It is not the card that was asked for.
    #[error("the token service issued another card than it was asked for: {0}")]
    Other(&'static str),
    /// Its time has not come.
    #[error("the identity card is not valid before {from}, and it is {at} here")]
    NotYetValid {
        /// Its first moment.
        from: DateTime<Utc>,
        /// The time of the check.
        at: DateTime<Utc>,
    },
    /// Its time is over.
    #[error("the identity card was valid until {to}, and it is {at} here")]
    Expired {
        /// The first moment it is not valid at.
        to: DateTime<Utc>,
        /// The time of the check.
        at: DateTime<Utc>,
    },
}

impl IdCardError {
    /// The stable code, as in [`Error::code`].
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Signature(error) => error.code(),
            Self::Signer(error) => error.code(),
            Self::NotTheTokenService { .. } => "id_card.not_the_token_service",
            Self::Content(_) => "id_card.content",
            Self::Other(_) => "id_card.other",
            Self::NotYetValid { .. } => "id_card.not_yet_valid",
            Self::Expired { .. } => "id_card.expired",
        }
    }

    /// Whether a clock that is wrong can be the cause.
    pub const fn may_be_the_clock(&self) -> bool {
        matches!(
            self,
            Self::NotYetValid { .. }
                | Self::Expired { .. }
                | Self::Signer(Distrust::Expired { .. } | Distrust::NotYetValid { .. })
        )
    }
}

impl From<Stranger> for IdCardError {
    fn from(stranger: Stranger) -> Self {
        match stranger {
            Stranger::Unreadable => Self::Content("the signer's certificate cannot be read"),
            Stranger::Distrust(distrust) => Self::Signer(distrust),
            Stranger::NotTheTokenService(signer) => Self::NotTheTokenService { signer },
        }
    }
}

impl From<IdCardError> for Error {
    fn from(error: IdCardError) -> Self {
        let remedy = match &error {
            IdCardError::Signature(_) | IdCardError::Content(_) => {
                "Do not use the card. Check that the address is the token service's and that nothing on the way reformats XML."
            }
            IdCardError::Signer(_) | IdCardError::NotTheTokenService { .. } => {
                "Check that the token service's address and its trusted certificates belong to the same environment."
            }
            IdCardError::Other(_) => {
                "Check that the certificate is made out to the care provider that the card is asked for."
            }
            _ => "Check this machine's clock.",
        };
        // A name in a certificate is its issuer's text.
        let message = redact(&error.to_string()).into_owned();
        Error::new(ErrorKind::Denied, error.code(), message)
            .with_remedy(remedy)
            .with_source(error)
    }
}
