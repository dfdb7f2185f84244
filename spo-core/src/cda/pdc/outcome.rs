//! What reading gives: the master data and what deserves a second look.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::cda::Warning;
use crate::{MasterData, Narrative};

/// Master data as it was read.
///
/// JSON: `master_data`, `narrative` and `warnings`.
#[derive(Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ReadMasterData {
    /// The master data.
    pub master_data: MasterData,
    /// The part that people read, as authored. It may differ from the data, which is right then. Absent when the
    /// citizen is protected: nobody can vouch for a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub narrative: Option<Narrative>,
    /// What was guessed, left out or has no place in the model, in the order of reading.
    pub warnings: Vec<Warning>,
    #[serde(skip)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub(super) raw: Arc<[u8]>,
}

impl ReadMasterData {
    /// The document's bytes as they came in. They hold all of it, what is protected and yet told among it.
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// The JSON form, with two spaces of indentation. It holds full CPR numbers: it is the data itself, not a log.
    pub fn to_json(&self) -> String {
        crate::json::to_string(self)
    }
}

impl fmt::Debug for ReadMasterData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadMasterData")
            .field("master_data", &self.master_data)
            .field("narrative", &self.narrative)
            .field("warnings", &self.warnings)
            .field("raw_bytes", &self.raw.len())
            .finish()
    }
}
