//! What the citizen has registered: that there is something, and for resuscitation what.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Whether the citizen has registered a position on organ donation, a treatment will or a living will.
///
/// Only this is shared, never the content: a registered position can be a yes or a no. Nothing may be shown as "is a
/// donor" or "refuses treatment".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Registration {
    /// A position is registered; the register tells which.
    PositionRegistered,
    /// No position is registered.
    NoPositionRegistered,
    /// It could not be found out.
    Unavailable,
}

/// Whether the citizen has opted out of resuscitation at cardiac arrest (fravalg af genoplivningsforsøg ved
/// hjertestop, Sundhedsloven § 25 a).
///
/// Only [`NotOptedOut`](Self::NotOptedOut) means no. What is unavailable or not in the document must never be shown
/// as one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResuscitationOptOut {
    /// The citizen has opted out: no resuscitation is to be attempted. It binds whoever knows of it.
    OptedOut,
    /// The citizen has not opted out.
    NotOptedOut,
    /// The register could not be asked: ask again.
    Unavailable,
    /// The document does not tell; those before version 3.0 cannot.
    #[default]
    NotInDocument,
}

/// The coverage group of the public health insurance (sygesikringsgruppe).
///
/// JSON: `"1"`, `"2"`, or what else the register says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CoverageGroup {
    /// Group 1: the citizen has a general practitioner, whose care is free.
    Group1,
    /// Group 2: the citizen chooses freely, and pays a part.
    Group2,
    /// Anything else, as the register says it.
    Other(String),
}

impl CoverageGroup {
    /// The group as the register writes it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Group1 => "1",
            Self::Group2 => "2",
            Self::Other(group) => group,
        }
    }
}

impl From<String> for CoverageGroup {
    fn from(group: String) -> Self {
        match group.as_str() {
            "1" => Self::Group1,
            "2" => Self::Group2,
            _ => Self::Other(group),
        }
    }
}

impl Serialize for CoverageGroup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for CoverageGroup {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}
