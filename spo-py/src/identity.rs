//! Who calls: card requests, callers, and the identity of a client.

use chrono::{TimeDelta, Utc};
use pyo3::prelude::*;
use spo_core::dgws::{Caller, IdCardRequest};

use crate::credential::Credential;
use crate::error::Result;
use crate::identifiers::Cpr;

/// What `spo.Identity` stands on.
#[pyclass(frozen, module = "spo._spo")]
pub(crate) struct Identity(spo_core::dgws::Identity);

#[pymethods]
impl Identity {
    #[new]
    fn new(
        credential: &Credential,
        card: &str,
        caller: Option<&str>,
        renew_ahead: TimeDelta,
    ) -> Result<Self> {
        let card = IdCardRequest::from_json(card)?;
        let mut identity =
            spo_core::dgws::Identity::new(credential.core(), card).with_renewal_ahead(renew_ahead);
        if let Some(caller) = caller {
            identity = identity.with_caller(Caller::from_json(caller)?);
        }
        Ok(Self(identity))
    }

    /// The credential in use.
    fn credential(&self) -> Credential {
        self.0.credential().current().as_ref().clone().into()
    }

    /// Puts another credential in place of the one in use.
    fn replace_credential<'py>(&self, py: Python<'py>, credential: &Credential) -> Result<Bound<'py, PyAny>> {
        let credential = credential.core();
        let replaced = py.detach(|| self.0.credential().replace(credential, Utc::now()));
        crate::credential::validity(py, replaced.map_err(spo_core::Error::from)?)
    }
}

impl Identity {
    /// Another handle on the same identity.
    pub(crate) fn share(&self) -> spo_core::dgws::Identity {
        self.0.clone()
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
