//! What deserves a second look.

use std::fmt;

use serde::Serialize;

/// Something that was guessed, or that the document holds and the model does not.
///
/// No part of it holds a CPR number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Warning {
    /// A stable name of the table [`WARNING_CODES`](crate::cda::WARNING_CODES), such as `time.offset`. `unmapped` marks
    /// what only the raw document tells.
    pub code: &'static str,
    /// Where, as an element path with positions from 1 among siblings of the same name:
    /// `ClinicalDocument/author[2]/assignedAuthor/id`.
    pub path: String,
    /// What was found and what was made of it.
    pub message: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} [{}]", self.path, self.message, self.code)
    }
}
