//! What reading gives: the care plan and what deserves a second look.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::CarePlan;
use crate::cda::Warning;

/// A care plan as it was read.
///
/// JSON: `care_plan` and `warnings`.
#[derive(Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ReadCarePlan {
    /// The care plan.
    pub care_plan: CarePlan,
    /// What was guessed or has no place in the model, in the order of reading.
    pub warnings: Vec<Warning>,
    #[serde(skip)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub(super) raw: Arc<[u8]>,
}

impl ReadCarePlan {
    /// The document's bytes as they came in.
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// The JSON form, with two spaces of indentation. It holds the full CPR number: it is the data itself, not a log.
    pub fn to_json(&self) -> String {
        crate::json::to_string(self)
    }
}

impl fmt::Debug for ReadCarePlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadCarePlan")
            .field("care_plan", &self.care_plan)
            .field("warnings", &self.warnings)
            .field("raw_bytes", &self.raw.len())
            .finish()
    }
}
