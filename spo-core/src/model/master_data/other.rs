//! What has no place of its own.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::model::Code;

/// An item that this version of the library has no place for: its code, and its values as text.
///
/// `Debug` masks what looks like a CPR number.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct OtherItem {
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Code>,
    /// Its values in the order of the document. A protected name or address is told as `protected`.
    pub values: Vec<String>,
}

impl fmt::Debug for OtherItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values: Vec<_> = self.values.iter().map(|value| crate::redact(value)).collect();
        f.debug_struct("OtherItem")
            .field("code", &self.code)
            .field("values", &values)
            .finish()
    }
}
