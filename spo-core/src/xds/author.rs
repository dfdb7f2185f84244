//! Who made a document or a submission.

use serde::Serialize;

use super::{Slot, Xcn, Xon};

/// Who made a document or a submission.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Author {
    /// The organisations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub institutions: Vec<Xon>,
    /// The person, when one is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Xcn>,
    /// Roles; the Danish profile uses none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// Specialties; the Danish profile uses none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub specialties: Vec<String>,
    /// How to reach the author; the Danish profile uses none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub telecoms: Vec<String>,
    /// Anything else.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extra_slots: Vec<Slot>,
}
