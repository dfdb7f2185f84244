//! What differs from environment to environment of the national platform, as data.

use serde::{Deserialize, Serialize};

/// By which way the services of an environment are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// Each service at its own address.
    Direct,
    /// Through the decoupling component (afkoblingskomponenten, DCC), which knows by the action where a message goes.
    Decoupling,
}
