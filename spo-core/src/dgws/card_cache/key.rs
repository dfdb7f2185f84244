//! What makes two cards the same.

use std::fmt;
use std::sync::Arc;

use crate::dgws::credentials::Certificate;
use crate::dgws::id_card::{CardTrust, IdCardRequest};

/// Which card: from which token service, trusted how, asked with which certificate, for whom.
///
/// A new certificate in the same place makes another key, so its first call fetches a card of its own.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CardKey {
    asked: Arc<Asked>,
    certificate: [u8; 32],
}

#[derive(PartialEq, Eq, Hash)]
struct Asked {
    token_service: String,
    request: IdCardRequest,
    trust: [u8; 32],
}

impl CardKey {
    /// The key of the card that `request` asks `token_service` (an address) for, with `certificate`.
    pub fn new(
        token_service: impl Into<String>,
        request: IdCardRequest,
        trust: &CardTrust,
        certificate: &Certificate,
    ) -> Self {
        let asked = Asked {
            token_service: token_service.into(),
            request,
            trust: trust.fingerprint(),
        };
        Self {
            asked: Arc::new(asked),
            certificate: certificate.sha256_fingerprint(),
        }
    }

    /// The same with another certificate.
    #[must_use]
    pub fn with_certificate(&self, certificate: &Certificate) -> Self {
        Self {
            asked: Arc::clone(&self.asked),
            certificate: certificate.sha256_fingerprint(),
        }
    }

    /// What is asked for.
    pub fn request(&self) -> &IdCardRequest {
        &self.asked.request
    }

    /// The address of the token service.
    pub fn token_service(&self) -> &str {
        &self.asked.token_service
    }
}

impl fmt::Debug for CardKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CardKey")
            .field("token_service", &self.asked.token_service)
            .field("level", &self.asked.request.level())
            .finish_non_exhaustive()
    }
}
