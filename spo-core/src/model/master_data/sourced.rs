//! Where an item comes from.

use serde::{Deserialize, Serialize};

use crate::model::{DanishTime, InstanceId, Organisation, PersonName, Protectable};

/// An item with its source and when it was last changed, which a user must see beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Sourced<T> {
    /// The item.
    pub value: T,
    /// Where it comes from.
    #[serde(default)]
    pub origin: Origin,
    /// When it was last changed or typed in; absent when the register does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<DanishTime>,
    /// Its id, when it was typed in. What comes from a register gets a new id with each retrieval, which is not kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<InstanceId>,
}

/// Who told it. No person's number is kept: documents mask the author's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Origin {
    /// A register, or who typed it in.
    pub kind: OriginKind,
    /// The person who typed it in, or that the name is protected.
    #[serde(skip_serializing_if = "Protectable::is_unknown")]
    pub person: Protectable<PersonName>,
    /// The register, or the professional's organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Organisation>,
}

/// The kinds of source.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OriginKind {
    /// A national register.
    Register,
    /// Typed in by the citizen (indtastet af borger).
    Citizen,
    /// Typed in by a relative with a power of attorney (indtastet af borgers pårørende).
    Relative,
    /// Typed in by a health professional (indtastet af sundhedsprofessionel).
    Professional,
    /// Typed in; the document does not tell by whom.
    TypedIn,
    /// The document does not tell.
    #[default]
    Unknown,
}
