//! The four transactions of registry and repository: where each goes and what its action is called.

use serde::{Deserialize, Serialize};

use crate::xds::{query, retrieve, submit, update};
use crate::{Error, ErrorKind, Result};

/// The addresses of the four transactions. Several may be the same, as behind the decoupling component.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Endpoints {
    /// ITI-41, provide and register.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^https?://")))]
    pub submit: String,
    /// ITI-57, update.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^https?://")))]
    pub update: String,
    /// ITI-18, stored query.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^https?://")))]
    pub query: String,
    /// ITI-43, retrieve.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^https?://")))]
    pub retrieve: String,
}

impl Endpoints {
    /// Every address, with the path of its setting.
    pub(super) fn addresses(&self) -> impl Iterator<Item = (&'static str, &String)> {
        [
            ("endpoints.submit", &self.submit),
            ("endpoints.update", &self.update),
            ("endpoints.query", &self.query),
            ("endpoints.retrieve", &self.retrieve),
        ]
        .into_iter()
    }
}

/// What the transactions are called in `SOAPAction` and `wsa:Action`, which gateways route by. IHE's names by default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Actions {
    /// ITI-41, provide and register.
    pub submit: String,
    /// ITI-57, update.
    pub update: String,
    /// ITI-18, stored query.
    pub query: String,
    /// ITI-43, retrieve.
    pub retrieve: String,
}

impl Default for Actions {
    fn default() -> Self {
        Self {
            submit: submit::ACTION.to_owned(),
            update: update::ACTION.to_owned(),
            query: query::ACTION.to_owned(),
            retrieve: retrieve::ACTION.to_owned(),
        }
    }
}

impl Actions {
    pub(super) fn check(&self) -> Result<()> {
        for (path, action) in [
            ("actions.submit", &self.submit),
            ("actions.update", &self.update),
            ("actions.query", &self.query),
            ("actions.retrieve", &self.retrieve),
        ] {
            check_action(path, action)?;
        }
        Ok(())
    }
}

pub(super) fn check_action(path: &'static str, action: &str) -> Result<()> {
    let fits = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\\');
    if !action.is_empty() && action.chars().all(fits) {
        return Ok(());
    }
    let message = "an action is a URI: ASCII without spaces and quotation marks";
    Err(
        Error::new(ErrorKind::Configuration, "configuration.action", message)
            .with_remedy("Leave it out for the usual one.")
            .at(path),
    )
}
