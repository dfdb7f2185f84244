//! What makes two cards the same.

use std::fmt;
use std::sync::Arc;

use crate::dgws::credentials::Certificate;
use crate::dgws::id_card::{CardTrust, IdCardRequest};
use crate::dgws::login::{BootstrapToken, Claims};
use crate::dgws::token_service::ExchangeRequest;

/// Which card or token: from which token service, trusted how, asked with which certificate, for whom.
///
/// A new certificate in the same place makes another key, so its first call fetches a card of its own. So does a new
/// login, even of the same person.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CardKey {
    asked: Arc<Asked>,
    certificate: [u8; 32],
}

#[derive(PartialEq, Eq, Hash)]
struct Asked {
    token_service: String,
    what: What,
    trust: [u8; 32],
}

#[derive(PartialEq, Eq, Hash)]
enum What {
    Card(IdCardRequest),
    Exchange {
        login: [u8; 32],
        audience: String,
        claims: Claims,
    },
}

impl CardKey {
    /// The key of the card that `request` asks `token_service` (an address) for, with `certificate`.
    pub fn new(
        token_service: impl Into<String>,
        request: IdCardRequest,
        trust: &CardTrust,
        certificate: &Certificate,
    ) -> Self {
        Self::of(token_service.into(), What::Card(request), trust, certificate)
    }

    /// The key of what `request` is exchanged for at `token_service` (an address), with `certificate`.
    pub fn exchanged(
        token_service: impl Into<String>,
        request: &ExchangeRequest<'_>,
        trust: &CardTrust,
        certificate: &Certificate,
    ) -> Self {
        let what = What::Exchange {
            login: request.token.fingerprint(),
            audience: request.audience.to_owned(),
            claims: request.claims.clone(),
        };
        Self::of(token_service.into(), what, trust, certificate)
    }

    fn of(token_service: String, what: What, trust: &CardTrust, certificate: &Certificate) -> Self {
        let asked = Asked {
            token_service,
            what,
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

    /// Whether it is of something that this login was exchanged for.
    pub(super) fn is_of(&self, token: &BootstrapToken) -> bool {
        matches!(&self.asked.what, What::Exchange { login, .. } if *login == token.fingerprint())
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
            .finish_non_exhaustive()
    }
}
