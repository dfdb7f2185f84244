//! The general practitioner.

use serde::{Deserialize, Serialize};

use crate::model::Organisation;

/// The citizen's general practitioner (egen læge).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GeneralPractitioner {
    /// The practice: provider number (ydernummer), name, address and ways to reach it.
    Practice(Organisation),
    /// The document names none: the citizen is not assigned to a practice.
    None,
    /// The document has a place for a practice and tells nothing in it.
    #[default]
    Unknown,
}

impl GeneralPractitioner {
    /// The practice, when there is one.
    pub fn practice(&self) -> Option<&Organisation> {
        if let Self::Practice(practice) = self {
            Some(practice)
        } else {
            None
        }
    }
}
