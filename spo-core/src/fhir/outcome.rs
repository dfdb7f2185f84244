//! What reading gives: the diagnoses and what deserves a second look.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::DiagnosisList;
use crate::cda::Warning;

/// A list of diagnoses as it was read.
///
/// JSON: `diagnosis_list` and `warnings`. The path of a warning is that of FHIR, with positions from 0:
/// `Bundle.entry[3].resource.onsetDateTime`.
#[derive(Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ReadDiagnosisList {
    /// The diagnoses.
    pub diagnosis_list: DiagnosisList,
    /// What was guessed or has no place in the model, in the order of reading.
    pub warnings: Vec<Warning>,
    #[serde(skip)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub(super) raw: Arc<[u8]>,
}

impl ReadDiagnosisList {
    /// The document's bytes as they came in.
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// The JSON form, with two spaces of indentation. It holds the full CPR number: it is the data itself, not a log.
    pub fn to_json(&self) -> String {
        crate::json::to_string(self)
    }
}

impl fmt::Debug for ReadDiagnosisList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadDiagnosisList")
            .field("diagnosis_list", &self.diagnosis_list)
            .field("warnings", &self.warnings)
            .field("raw_bytes", &self.raw.len())
            .finish()
    }
}
