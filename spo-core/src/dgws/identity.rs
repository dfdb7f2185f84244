//! With which certificate and which card a client calls.

use std::sync::Arc;

use chrono::TimeDelta;

use super::caller::Caller;
use super::card_cache::CardCache;
use super::credentials::{Credential, CredentialSlot};
use super::id_card::IdCardRequest;

/// The identity of a client: a certificate with its key, the identity card to ask for, and on whose behalf it reads.
///
/// Where cards are issued and which are trusted is configuration
/// ([`ClientConfig::token_service`](crate::ClientConfig::token_service)).
///
/// ```no_run
/// use spo_core::dgws::credentials::{Credential, Secret};
/// use spo_core::dgws::{CareProvider, Identity, IdCardRequest};
///
/// # fn example(file: &[u8]) -> spo_core::Result<()> {
/// let credential = Credential::from_pkcs12(file, &Secret::new("password"))?;
/// let card = IdCardRequest::system("EHR X", CareProvider::new("33257872".parse()?, "Sundhedsdatastyrelsen"));
/// let identity = Identity::new(credential, card);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Identity {
    credential: CredentialSlot,
    card: IdCardRequest,
    caller: Option<Caller>,
    renew_ahead: TimeDelta,
    cache: Arc<CardCache>,
}

impl Identity {
    /// An identity with its card. Give a [`CredentialSlot`] to be able to replace the certificate while it is in use.
    pub fn new(credential: impl Into<CredentialSlot>, card: IdCardRequest) -> Self {
        Self {
            credential: credential.into(),
            card,
            caller: None,
            renew_ahead: TimeDelta::minutes(5),
            cache: CardCache::process_wide(),
        }
    }

    /// On whose behalf data is read, unless a call names another caller. Without one the system reads for itself.
    #[must_use]
    pub fn with_caller(mut self, caller: Caller) -> Self {
        self.caller = Some(caller);
        self
    }

    /// How long before its end a card is renewed: five minutes by default, and never more than a fifth of the time it is
    /// used.
    #[must_use]
    pub fn with_renewal_ahead(mut self, ahead: TimeDelta) -> Self {
        self.renew_ahead = ahead.max(TimeDelta::zero());
        self
    }

    /// Keeps cards in `cache` instead of the one that all clients of the process share.
    #[must_use]
    pub fn with_cache(mut self, cache: Arc<CardCache>) -> Self {
        self.cache = cache;
        self
    }

    /// The certificate in use, to be replaced through it.
    pub fn credential(&self) -> &CredentialSlot {
        &self.credential
    }

    /// The card that is asked for.
    pub fn card(&self) -> &IdCardRequest {
        &self.card
    }

    pub(crate) fn caller(&self) -> Option<&Caller> {
        self.caller.as_ref()
    }

    pub(crate) fn renew_ahead(&self) -> TimeDelta {
        self.renew_ahead
    }

    pub(crate) fn cache(&self) -> &CardCache {
        &self.cache
    }
}

impl From<Credential> for CredentialSlot {
    fn from(credential: Credential) -> Self {
        Self::new(credential)
    }
}
