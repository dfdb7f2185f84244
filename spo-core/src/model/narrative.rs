//! The part of a document that people read.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A narrative (`section/text`) as its author laid it out: one XML element in the markup of CDA, with paragraphs,
/// lists and tables.
///
/// It is others' text: whoever shows it must render it, never pass it on as HTML. `Debug` tells its length only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Narrative(String);

impl Narrative {
    /// A narrative from the element's source.
    pub fn from_xml(xml: impl Into<String>) -> Self {
        Self(xml.into())
    }

    /// The element as a document of its own.
    pub fn as_xml(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Narrative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Narrative({} bytes)", self.0.len())
    }
}
