//! A citizen's identity at work: the token of each call, and the signature that goes with it.

use std::time::Instant;

use super::access::Holding;
use super::login::Exchanged;
use super::purpose::Purpose;
use super::signed::Tools;
use crate::dgws::credentials::CredentialError;
use crate::dgws::headers::other_citizen;
use crate::dgws::{Caller, Claims, IdentityToken, Lease, idws, token_service};
use crate::model::Cpr;
use crate::soap::{Encoded, Message};
use crate::{Error, ErrorKind, Result};

/// A citizen's login together with the service that exchanges it.
pub(super) struct Citizen {
    holding: Holding,
    exchanged: Exchanged,
    /// Whose data may be asked for.
    only: Cpr,
}

impl Citizen {
    pub(super) fn new(holding: Holding, exchanged: Exchanged) -> Result<Self> {
        let only = match exchanged.claims() {
            Claims::Citizen {
                cpr,
                on_behalf_of: Some(other),
            } => {
                Caller::citizen_on_behalf_of(*cpr, other.cpr)?;
                other.cpr
            }
            Claims::Citizen { cpr, .. } => *cpr,
            Claims::Employee(_) => return Err(Self::reads_only()),
        };
        Ok(Self {
            holding,
            exchanged,
            only,
        })
    }

    pub(super) fn holding(&self) -> &Holding {
        &self.holding
    }

    pub(super) fn caller(&self) -> Option<&Caller> {
        self.holding.identity.caller()
    }

    pub(super) fn reads_only() -> Error {
        let message = "a citizen's identity reads appointments and cannot change them";
        Error::new(ErrorKind::Denied, "citizen.reads_only", message)
            .with_remedy("Share, move and cancel with the identity of a system or an employee.")
    }

    /// Refuses what a citizen's token does not vouch for, before anything is sent.
    pub(super) fn admits(
        &self,
        purpose: Purpose,
        caller: Option<&Caller>,
        patient: Option<Cpr>,
    ) -> Result<()> {
        if !matches!(purpose, Purpose::Read | Purpose::Blocks) {
            return Err(Self::reads_only());
        }
        if caller.is_some() {
            let message = "a caller was named, and the citizen's token already says who calls";
            return Err(
                Error::new(ErrorKind::InvalidArgument, "caller.citizen_identity", message)
                    .with_remedy("Leave the caller out, or make the identity for the other citizen."),
            );
        }
        match patient.is_some_and(|patient| patient != self.only) {
            true => Err(other_citizen().into()),
            false => Ok(()),
        }
    }

    /// The token for a call that begins now.
    pub(super) fn lease(&self, tools: Tools<'_>) -> Result<Lease<IdentityToken>> {
        let Holding {
            identity, renewal, ..
        } = &self.holding;
        let (now, wait) = (tools.context.now(), tools.deadline.remaining());
        let fetch = || self.fetch(tools);
        let mut lease = identity
            .cache()
            .lease_token(&self.holding.key(), *renewal, now, wait, fetch)?;
        lease.renewal = lease.renewal.filter(|_| self.exchanged.is_alive(now));
        Ok(lease)
    }

    /// Throws a token away that a service refused.
    pub(super) fn refuse(&self, token: &IdentityToken) {
        self.holding
            .identity
            .cache()
            .refuse_token(&self.holding.key(), token);
    }

    /// Asks the token service for a token.
    pub(super) fn fetch(&self, tools: Tools<'_>) -> Result<IdentityToken> {
        let started = Instant::now();
        let credential = self.holding.credential()?;
        let (asked, trust) = (self.exchanged.request(), &self.holding.trust);
        let result = self.exchanged.ask(&credential, tools, |answer, now| {
            token_service::exchanged_token(answer, &asked, credential.certificate(), trust, now)
        });
        let outcome = result.as_ref().map_or_else(Error::code, |_| "issued");
        log::debug!(target: "spo", "identity token {outcome} in {:?}", started.elapsed());
        result
    }

    /// The message as it is sent.
    pub(super) fn sign(&self, message: &Message, token: &IdentityToken, tools: Tools<'_>) -> Result<Encoded> {
        let credential = self.holding.credential()?;
        // Replaced since the token was leased, it is not the one that the token is bound to.
        if credential.certificate().der() != token.holder() {
            return Err(CredentialError::KeyMismatch {
                certificate: credential.certificate().subject().to_string(),
            }
            .into());
        }
        Ok(idws::sign(message, token, tools.context.now(), &credential)?)
    }
}
