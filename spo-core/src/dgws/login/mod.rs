//! Logins that happened elsewhere: what an identity provider said of somebody, to be exchanged at the token service.
//!
//! In: the token that a portal or local identity provider got when an employee or citizen logged in
//! ([`BootstrapToken`]), and what is asked for with it ([`Claims`]). Out: their bytes as given, and the few facts that
//! the exchange depends on. The identity provider's signature is the token service's to judge.

mod assertion;
mod bootstrap_token;
mod claims;
mod jwt;
mod on_behalf_of;
mod represented;

use chrono::{DateTime, Utc};

pub(in crate::dgws) use assertion::{CPR, attribute, audiences, holder_of_key, moment_in};
pub use bootstrap_token::{BootstrapToken, TokenForm};
pub use claims::{Claims, EmployeeCardRequest};
pub use on_behalf_of::{OnBehalfOf, Relation};
pub(in crate::dgws) use represented::represented;

use super::credentials::Credential;
use crate::{Error, ErrorKind, Result};

/// Somebody's login, and what is asked for with it.
#[derive(Debug, Clone)]
pub(crate) struct Login {
    pub(crate) token: BootstrapToken,
    pub(crate) claims: Claims,
}

impl Login {
    /// Whether the token service can still be asked with it at `now`.
    pub(crate) fn is_alive(&self, now: DateTime<Utc>) -> bool {
        self.token.not_on_or_after().is_none_or(|end| now < end)
    }

    /// Checks what the token service would refuse anyway.
    ///
    /// # Errors
    /// `login.expired`; `login.other_citizen` when somebody else logged in; `login.other_certificate` when the token was issued to the holder of another key.
    pub(crate) fn check(&self, credential: &Credential, now: DateTime<Utc>) -> Result<()> {
        if !self.is_alive(now) {
            let message = "the login is over: its token can no longer be exchanged";
            return Err(Error::new(ErrorKind::Denied, "login.expired", message)
                .with_remedy("Have the user log in again, and make the identity with the new token."));
        }
        if let Claims::Citizen { cpr, .. } = &self.claims
            && self.token.cpr().is_some_and(|told| told != *cpr)
        {
            let message = "the login's token is about another citizen";
            return Err(
                Error::new(ErrorKind::InvalidArgument, "login.other_citizen", message)
                    .with_remedy("Give the CPR number of the citizen who logged in.")
                    .at("cpr"),
            );
        }
        let own = credential.certificate().sha256_fingerprint();
        match self.token.holder() {
            Some(holder) if *holder != own => {
                let message = "the login's token was issued to the holder of another certificate";
                Err(
                    Error::new(ErrorKind::Configuration, "login.other_certificate", message).with_remedy(
                        "Call with the certificate that the system is registered with at the identity provider.",
                    ),
                )
            }
            _ => Ok(()),
        }
    }
}
