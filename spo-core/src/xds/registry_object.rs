//! What every object in the registry has: an id, a status, and room for what others add.

use std::fmt;

use serde::{Serialize, Serializer};
use uuid::Uuid;

use super::vocabulary::availability;
use crate::model::Code;

/// The registry's id of an entry, submission set or association (`@id`): `urn:uuid:…`.
///
/// It is kept as it came: registries have been seen to answer with UUIDs that lack `urn:uuid:`, and what names an entry
/// in a later request must be what the registry said.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct EntryUuid(String);

impl EntryUuid {
    /// The id `urn:uuid:` of a UUID.
    pub fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid.urn().to_string())
    }

    /// Keeps an id as it came.
    pub fn from_wire(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The UUID in it. A symbolic id, which only means something inside one message, has none.
    pub fn uuid(&self) -> Option<Uuid> {
        let text = self.0.trim();
        Uuid::try_parse(text.strip_prefix("urn:uuid:").unwrap_or(text)).ok()
    }

    /// Whether both name the same object, with or without `urn:uuid:` and whatever the letters' case.
    pub fn same_as(&self, other: &EntryUuid) -> bool {
        self == other || self.uuid().is_some_and(|uuid| other.uuid() == Some(uuid))
    }
}

impl fmt::Display for EntryUuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for EntryUuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `availabilityStatus`: whether an entry is in use.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Availability {
    /// In use.
    Approved,
    /// Replaced by another, or withdrawn.
    Deprecated,
    /// Anything else, as it came.
    Other(String),
}

impl Availability {
    /// Recognises the URN.
    pub fn from_urn(urn: &str) -> Self {
        match urn.trim() {
            availability::APPROVED => Self::Approved,
            availability::DEPRECATED => Self::Deprecated,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The URN.
    pub fn as_urn(&self) -> &str {
        match self {
            Self::Approved => availability::APPROVED,
            Self::Deprecated => availability::DEPRECATED,
            Self::Other(urn) => urn,
        }
    }
}

impl Serialize for Availability {
    /// `"approved"`, `"deprecated"` or the URN.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Approved => "approved",
            Self::Deprecated => "deprecated",
            Self::Other(urn) => urn,
        })
    }
}

/// A named list of values.
#[derive(Clone, PartialEq, Eq)]
pub struct Slot {
    /// The name.
    pub name: String,
    /// The values, trimmed.
    pub values: Vec<String>,
}

impl Slot {
    /// A slot with one value.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            values: vec![value.into()],
        }
    }

    /// The first value that is not empty.
    pub fn value(&self) -> Option<&str> {
        self.values
            .iter()
            .map(String::as_str)
            .find(|value| !value.is_empty())
    }

    fn masked(&self) -> (&str, Vec<std::borrow::Cow<'_, str>>) {
        (
            &self.name,
            self.values.iter().map(|value| crate::redact(value)).collect(),
        )
    }
}

impl fmt::Debug for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.masked().fmt(f)
    }
}

impl Serialize for Slot {
    /// `{"name": …, "values": […]}`, CPR numbers masked: what an unknown slot holds is anybody's guess.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Masked<'a> {
            name: &'a str,
            values: Vec<std::borrow::Cow<'a, str>>,
        }
        let (name, values) = self.masked();
        Masked { name, values }.serialize(serializer)
    }
}

/// A classification by a scheme that has no field of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SchemeCode {
    /// `classificationScheme`: the UUID of what is classified.
    pub scheme: String,
    /// The code.
    pub code: Code,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_the_same_with_and_without_its_prefix() {
        let urn = EntryUuid::from_wire("urn:uuid:4719f819-2d04-4798-869f-d31d2e7c8fb1");
        let bare = EntryUuid::from_wire("4719F819-2d04-4798-869f-d31d2e7c8fb1");
        assert!(urn.same_as(&bare) && urn != bare);
        let symbolic = EntryUuid::from_wire("Document01");
        assert!(symbolic.uuid().is_none() && symbolic.same_as(&symbolic) && !symbolic.same_as(&urn));
    }

    #[test]
    fn a_slot_prints_and_serialises_without_cpr_numbers() {
        let slot = Slot::new("x", "2512489996^^^&1.2.208.176.1.2&ISO");
        assert!(!format!("{slot:?}").contains("2512489996"));
        assert!(!serde_json::to_string(&slot).unwrap().contains("2512489996"));
    }
}
