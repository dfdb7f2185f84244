//! A citizen's blocks and consents: records in and out as JSON.

use pyo3::prelude::*;
use spo_core::blocks::{DataItem, Draft, RegistrationId};
use spo_core::dgws::Caller;

use crate::call::detached;
use crate::client::Client;
use crate::document::{from_json, to_json};
use crate::error::Result;
use crate::identifiers::Cpr;

/// What `spo.Blocks` stands on.
#[pyclass(frozen, module = "spo._spo")]
pub(crate) struct Blocks(Client);

#[pymethods]
impl Blocks {
    /// The verdict on a JSON list of items.
    fn check(&self, py: Python<'_>, caller: &str, citizen: &Cpr, items: &str) -> Result<String> {
        let caller = Caller::from_json(caller)?;
        let items: Vec<DataItem> = from_json(items)?;
        let citizen = citizen.core();
        self.0.run(py, move |client, _| {
            to_json(&client.blocks().check(&caller, citizen, &items)?)
        })
    }

    fn register(&self, py: Python<'_>, citizen: &Cpr, draft: &str) -> Result<String> {
        let draft = Draft::from_json(draft)?;
        let citizen = citizen.core();
        self.call(py, move |blocks| to_json(&blocks.register(citizen, draft)?))
    }

    fn change(&self, py: Python<'_>, citizen: &Cpr, registration: &str, draft: &str) -> Result<String> {
        let (id, draft) = (RegistrationId::parse(registration)?, Draft::from_json(draft)?);
        let citizen = citizen.core();
        self.call(py, move |blocks| to_json(&blocks.change(citizen, &id, draft)?))
    }

    fn lift(&self, py: Python<'_>, citizen: &Cpr, registration: &str) -> Result<String> {
        let id = RegistrationId::parse(registration)?;
        let citizen = citizen.core();
        self.call(py, move |blocks| to_json(&blocks.lift(citizen, &id)?))
    }

    fn list(&self, py: Python<'_>, citizen: &Cpr) -> Result<String> {
        let citizen = citizen.core();
        self.call(py, move |blocks| to_json(&blocks.list(citizen)?))
    }

    fn history(&self, py: Python<'_>, citizen: &Cpr) -> Result<String> {
        let citizen = citizen.core();
        self.call(py, move |blocks| to_json(&blocks.history(citizen)?))
    }
}

impl Blocks {
    pub(crate) fn new(client: Client) -> Self {
        Self(client)
    }

    fn call<T: Send + 'static>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&spo_core::Blocks<'_>) -> spo_core::Result<T> + Send + 'static,
    ) -> Result<T> {
        self.0.run(py, move |client, caller| {
            let blocks = client.blocks();
            work(&match caller {
                Some(caller) => blocks.as_caller(caller),
                None => blocks,
            })
        })
    }
}

/// Reads a block's or consent's JSON and writes it again in its one form.
#[pyfunction]
pub(crate) fn draft_json(py: Python<'_>, json: &str) -> Result<String> {
    detached(py, || Ok(Draft::from_json(json)?.to_json()))
}
