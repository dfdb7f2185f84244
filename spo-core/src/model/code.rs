//! A coded value.

use serde::{Deserialize, Serialize};

/// A code from a code system, with the text people read. Two codes are the same when code and system agree; the text
/// varies between senders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// The code.
    pub code: String,
    /// The OID of the code system.
    pub system: String,
    /// The code system's name, when given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system_name: Option<String>,
    /// The text people read, when given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
}

impl Code {
    /// A code with its text.
    pub fn new(code: impl Into<String>, system: impl Into<String>, display: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            system: system.into(),
            system_name: None,
            display: Some(display.into()),
        }
    }

    /// Whether both stand for the same concept, whatever their texts say.
    pub fn same_as(&self, other: &Code) -> bool {
        self.code == other.code && self.system == other.system
    }
}
