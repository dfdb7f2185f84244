//! What a client's identity amounts to.

use std::sync::Arc;

use super::citizen::Citizen;
use super::login::Exchanged;
use super::purpose::Purpose;
use super::signed::{CardSource, Signed};
use super::{ClientConfig, TokenService, production};
use crate::dgws::credentials::{Certificate, Credential};
use crate::dgws::{Caller, CardKey, CardTrust, Claims, Evidence, Identity, Renewal};
use crate::{Error, ErrorKind, Result};

/// An [`Identity`] together with the token service of the configuration.
pub(super) enum Access {
    /// Messages carry an identity card.
    Card(Box<Signed>),
    /// Messages carry a citizen's token and are signed.
    Citizen(Box<Citizens>),
}

/// A citizen's login, exchanged for a token of each audience.
pub(super) struct Citizens {
    reading: Citizen,
    /// Without an audience in the configuration there is none.
    blocks: Option<Citizen>,
}

impl Citizens {
    /// The citizen with the tokens of whom a message goes to.
    ///
    /// # Errors
    /// `configuration.audience`
    pub(super) fn to(&self, purpose: Purpose) -> Result<&Citizen> {
        match purpose {
            Purpose::Blocks => self.blocks.as_ref().ok_or_else(|| {
                let message = "the block service takes a citizen's token of an audience of its own";
                Error::new(ErrorKind::Configuration, "configuration.audience", message)
                    .with_remedy("Give the audience of its tokens.")
                    .at("blocks.audience")
            }),
            _ => Ok(&self.reading),
        }
    }
}

/// What both kinds need to get and keep their cards and tokens.
pub(super) struct Holding {
    pub(super) identity: Identity,
    pub(super) trust: CardTrust,
    key: CardKey,
    production: bool,
    pub(super) renewal: Renewal,
}

impl Access {
    pub(super) fn new(identity: Identity, config: &ClientConfig) -> Result<Self> {
        let Some(service) = &config.token_service else {
            let message = "the client has an identity, and no token service to get its card from";
            return Err(
                Error::new(ErrorKind::Configuration, "configuration.token_service", message)
                    .at("token_service"),
            );
        };
        match identity.evidence().clone() {
            Evidence::Card(card) => {
                card.check()?;
                let holding = Holding::new(identity, service, config, |trust, certificate| {
                    CardKey::new(service.url.as_str(), card.clone(), trust, certificate)
                })?;
                Ok(Self::Card(Box::new(Signed::new(
                    holding,
                    CardSource::Request(card),
                ))))
            }
            Evidence::Login(login) => {
                let is_citizen = matches!(login.claims, Claims::Citizen { .. });
                let exchanged = Exchanged::new(login, &service.exchanges)?;
                let hold = |exchanged: &Exchanged| {
                    Holding::new(identity.clone(), service, config, |trust, certificate| {
                        CardKey::exchanged(exchanged.url(), &exchanged.request(), trust, certificate)
                    })
                };
                let holding = hold(&exchanged)?;
                if !is_citizen {
                    let signed = Signed::new(holding, CardSource::Login(exchanged));
                    return Ok(Self::Card(Box::new(signed)));
                }
                let audience = config.blocks.as_ref().and_then(|it| it.audience.clone());
                let for_blocks = audience.map(|audience| {
                    let exchanged = exchanged.for_audience(audience);
                    Citizen::new(hold(&exchanged)?, exchanged)
                });
                let blocks = for_blocks.transpose()?;
                let reading = Citizen::new(holding, exchanged)?;
                Ok(Self::Citizen(Box::new(Citizens { reading, blocks })))
            }
        }
    }

    pub(super) fn identity(&self) -> &Identity {
        match self {
            Self::Card(signed) => &signed.holding().identity,
            Self::Citizen(citizens) => &citizens.reading.holding().identity,
        }
    }

    /// On whose behalf a call reads that names nobody.
    pub(super) fn caller(&self) -> Option<&Caller> {
        match self {
            Self::Card(signed) => signed.caller(),
            Self::Citizen(citizens) => citizens.reading.caller(),
        }
    }

    /// Whether changes may be sent.
    ///
    /// # Errors
    /// `citizen.reads_only`
    pub(super) fn may_change(&self) -> Result<()> {
        match self {
            Self::Card(_) => Ok(()),
            Self::Citizen(_) => Err(Citizen::reads_only()),
        }
    }
}

impl Holding {
    fn new(
        identity: Identity,
        service: &TokenService,
        config: &ClientConfig,
        key: impl FnOnce(&CardTrust, &Certificate) -> CardKey,
    ) -> Result<Self> {
        let trust = service.trust()?;
        let credential = identity.credential().current();
        if config.production {
            production::check_credential(&credential)?;
        }
        let key = key(&trust, credential.certificate());
        let renewal = Renewal {
            age_limit: config.headers.time_out,
            ahead: identity.renew_ahead(),
        };
        Ok(Self {
            identity,
            trust,
            key,
            production: config.production,
            renewal,
        })
    }

    /// The credential to sign with now. The host may have replaced it since the client was built.
    pub(super) fn credential(&self) -> Result<Arc<Credential>> {
        let credential = self.identity.credential().current();
        if self.production {
            production::check_credential(&credential)?;
        }
        Ok(credential)
    }

    /// The key of the card or token that is asked with the certificate in use.
    pub(super) fn key(&self) -> CardKey {
        self.key
            .with_certificate(self.identity.credential().current().certificate())
    }
}
