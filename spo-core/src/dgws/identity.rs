//! With which certificate and which card or token a client calls.

use std::sync::Arc;

use chrono::TimeDelta;

use super::caller::Caller;
use super::card_cache::CardCache;
use super::credentials::{Credential, CredentialSlot};
use super::id_card::IdCardRequest;
use super::login::{BootstrapToken, Claims, EmployeeCardRequest, Login, OnBehalfOf};
use crate::model::Cpr;

/// The identity of a client: a certificate with its key, what to get with it from the token service, and on whose behalf
/// it reads.
///
/// | made by | calls with |
/// |---|---|
/// | [`new`](Self::new) | an identity card (id-kort): a system's own, or that of an employee whose certificate is at hand |
/// | [`employee_login`](Self::employee_login) | the card of an employee who logged in at an identity provider |
/// | [`citizen`](Self::citizen) | the token of a citizen who logged in at a portal; for reading only |
///
/// Where cards and tokens are issued and which are trusted is configuration
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
    evidence: Evidence,
    caller: Option<Caller>,
    renew_ahead: TimeDelta,
    cache: Arc<CardCache>,
}

/// What the token service is shown, and asked for with it.
#[derive(Debug, Clone)]
pub(crate) enum Evidence {
    /// A card, with the certificate alone.
    Card(IdCardRequest),
    /// A card or token, with somebody's login.
    Login(Login),
}

impl Identity {
    /// An identity with its card. Give a [`CredentialSlot`] to be able to replace the certificate while it is in use.
    pub fn new(credential: impl Into<CredentialSlot>, card: IdCardRequest) -> Self {
        Self::of(credential.into(), Evidence::Card(card))
    }

    /// The identity of an employee who has no certificate here, but logged in at an identity provider. The token service
    /// exchanges the login's token for the same card of level 4 that the employee's own certificate (MOCES) would give
    /// (`BST2SOSI`).
    ///
    /// `credential` is the system's, which the token was issued to. The card lasts as long as the token service says;
    /// once the token is over, it is not renewed, and calls end with `login.expired`: make an identity from a new login.
    /// Each login has a card of its own, also in a process with many users.
    ///
    /// ```no_run
    /// use spo_core::dgws::credentials::Credential;
    /// use spo_core::dgws::{BootstrapToken, EmployeeCardRequest, Identity};
    ///
    /// # fn example(system: Credential, assertion: &[u8]) -> spo_core::Result<()> {
    /// let token = BootstrapToken::from_saml(assertion)?;
    /// let identity = Identity::employee_login(system, token, EmployeeCardRequest::new("EHR X"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn employee_login(
        credential: impl Into<CredentialSlot>,
        token: BootstrapToken,
        card: EmployeeCardRequest,
    ) -> Self {
        let claims = Claims::Employee(card);
        Self::of(credential.into(), Evidence::Login(Login { token, claims }))
    }

    /// The identity of a citizen who logged in at a portal: each message is signed with the portal's key (`credential`)
    /// and carries a token that the token service issued for this citizen and service (IDWS; `Bst2Idws`, `JWT2Idws`).
    ///
    /// The calls go to the addresses of the configuration ([`Endpoints`](crate::Endpoints)). Which ones the document sharing
    /// service has for citizens is not public: ask the platform's operator.
    ///
    /// Citizens read: sharing, moving and cancelling are refused with `citizen.reads_only`. No
    /// [`Caller`] can be named, because the token says who calls.
    pub fn citizen(credential: impl Into<CredentialSlot>, token: BootstrapToken, cpr: Cpr) -> Self {
        let claims = Claims::Citizen {
            cpr,
            on_behalf_of: None,
        };
        Self::of(credential.into(), Evidence::Login(Login { token, claims }))
    }

    /// A citizen who acts for another: by proxy (fuldmagt), or as guardian or holder of custody. The token service checks
    /// that the relation exists.
    pub fn citizen_on_behalf_of(
        credential: impl Into<CredentialSlot>,
        token: BootstrapToken,
        cpr: Cpr,
        other: OnBehalfOf,
    ) -> Self {
        let claims = Claims::Citizen {
            cpr,
            on_behalf_of: Some(other),
        };
        Self::of(credential.into(), Evidence::Login(Login { token, claims }))
    }

    fn of(credential: CredentialSlot, evidence: Evidence) -> Self {
        Self {
            credential,
            evidence,
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

    /// The card that is asked for with the certificate alone; `None` where somebody logged in.
    pub fn card(&self) -> Option<&IdCardRequest> {
        match &self.evidence {
            Evidence::Card(card) => Some(card),
            Evidence::Login(_) => None,
        }
    }

    pub(crate) fn evidence(&self) -> &Evidence {
        &self.evidence
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
