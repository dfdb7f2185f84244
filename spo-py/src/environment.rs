//! Environments of the national platform.

use pyo3::prelude::*;
use spo_core::{Route, Source};

use crate::document::{from_json, to_json};
use crate::error::Result;

/// What `spo.Environment` stands on.
#[pyclass(frozen, module = "spo._spo")]
pub(crate) struct Environment(spo_core::Environment);

#[pymethods]
impl Environment {
    #[staticmethod]
    fn names() -> Vec<&'static str> {
        spo_core::Environment::names().collect()
    }

    #[staticmethod]
    fn named(name: &str) -> Result<Self> {
        Ok(Self(spo_core::Environment::named(name)?))
    }

    #[staticmethod]
    fn from_toml(text: &str) -> Result<Self> {
        Ok(Self(spo_core::Environment::from_toml(text)?))
    }

    fn name(&self) -> &str {
        self.0.name()
    }

    fn about(&self) -> &str {
        self.0.about()
    }

    fn production(&self) -> bool {
        self.0.is_production()
    }

    /// The usual route, as JSON.
    fn route(&self) -> Result<String> {
        Ok(to_json(&self.0.route())?)
    }

    /// The configuration of a client, by a route or the usual one.
    fn client_config(&self, source: &str, route: Option<&str>) -> Result<String> {
        let source: Source = from_json(source)?;
        let route = match route {
            Some(route) => from_json::<Route>(route)?,
            None => self.0.route(),
        };
        Ok(self.0.client_config(route, source)?.to_json())
    }
}
