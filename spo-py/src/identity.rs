//! Who calls: card requests, callers, and the identity of a client.

use chrono::{TimeDelta, Utc};
use pyo3::prelude::*;
use spo_core::dgws::{self, Caller, IdCardRequest};

use crate::credential::{Credential, validity};
use crate::document::from_json;
use crate::error::Result;
use crate::identifiers::Cpr;
use crate::login::BootstrapToken;

/// What `spo.Identity` stands on.
#[pyclass(frozen, module = "spo._spo")]
pub(crate) struct Identity(dgws::Identity);

#[pymethods]
impl Identity {
    /// With a card for the credential alone.
    #[new]
    fn new(
        credential: &Credential,
        card: &str,
        caller: Option<&str>,
        renew_ahead: TimeDelta,
    ) -> Result<Self> {
        let identity = dgws::Identity::new(credential.core(), IdCardRequest::from_json(card)?);
        Self::with(identity, caller, renew_ahead)
    }

    /// With a card for the token of an employee's login.
    #[staticmethod]
    fn employee_login(
        credential: &Credential,
        token: &BootstrapToken,
        card: &str,
        caller: Option<&str>,
        renew_ahead: TimeDelta,
    ) -> Result<Self> {
        let identity = dgws::Identity::employee_login(credential.core(), token.core(), from_json(card)?);
        Self::with(identity, caller, renew_ahead)
    }

    /// With a token for the token of a citizen's login.
    #[staticmethod]
    fn citizen(
        credential: &Credential,
        token: &BootstrapToken,
        cpr: &Cpr,
        on_behalf_of: Option<&str>,
        renew_ahead: TimeDelta,
    ) -> Result<Self> {
        let (credential, token, cpr) = (credential.core(), token.core(), cpr.core());
        let identity = match on_behalf_of {
            None => dgws::Identity::citizen(credential, token, cpr),
            Some(other) => dgws::Identity::citizen_on_behalf_of(credential, token, cpr, from_json(other)?),
        };
        Self::with(identity, None, renew_ahead)
    }

    /// The credential in use.
    fn credential(&self) -> Credential {
        self.0.credential().current().as_ref().clone().into()
    }

    /// Puts another credential in place of the one in use.
    fn replace_credential<'py>(&self, py: Python<'py>, credential: &Credential) -> Result<Bound<'py, PyAny>> {
        let credential = credential.core();
        let replaced = py.detach(|| self.0.credential().replace(credential, Utc::now()));
        validity(py, replaced.map_err(spo_core::Error::from)?)
    }
}

impl Identity {
    fn with(identity: dgws::Identity, caller: Option<&str>, renew_ahead: TimeDelta) -> Result<Self> {
        let identity = identity.with_renewal_ahead(renew_ahead);
        Ok(Self(match caller {
            Some(caller) => identity.with_caller(Caller::from_json(caller)?),
            None => identity,
        }))
    }

    /// Another handle on the same identity.
    pub(crate) fn share(&self) -> dgws::Identity {
        self.0.clone()
    }
}

impl From<dgws::Identity> for Identity {
    fn from(identity: dgws::Identity) -> Self {
        Self(identity)
    }
}

/// Reads a card request's JSON, checks it, and writes it again in its one form.
#[pyfunction]
pub(crate) fn id_card_json(json: &str) -> Result<String> {
    let request = IdCardRequest::from_json(json)?;
    request.check()?;
    Ok(request.to_json())
}

/// Reads a caller's JSON and writes it again in its one form.
#[pyfunction]
pub(crate) fn caller_json(json: &str) -> Result<String> {
    Ok(Caller::from_json(json)?.to_json())
}

/// Checks that a citizen acts for another.
#[pyfunction]
pub(crate) fn check_on_behalf_of(acting: &Cpr, other: &Cpr) -> Result<()> {
    Caller::citizen_on_behalf_of(acting.core(), other.core())?;
    Ok(())
}
