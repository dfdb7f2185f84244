//! Addresses and ways to reach somebody.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What an address or a number is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Use {
    /// Private (`H`).
    Home,
    /// At work, or an organisation's (`WP`).
    Work,
    /// Mobile (`MC`).
    Mobile,
}

/// A postal address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Address {
    /// Street, number, floor, place name: one line each.
    pub lines: Vec<String>,
    /// Postal code, such as `5230`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// Postal district, such as `Odense M`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Country, when not Denmark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// What it is for; left out of the document when absent.
    #[serde(rename = "use", skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Use>,
}

impl Address {
    /// A Danish address of one line.
    pub fn new(line: impl Into<String>, postal_code: impl Into<String>, city: impl Into<String>) -> Self {
        Self {
            lines: vec![line.into()],
            postal_code: Some(postal_code.into()),
            city: Some(city.into()),
            ..Self::default()
        }
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.postal_code.is_none() && self.city.is_none() && self.country.is_none()
    }
}

impl fmt::Display for Address {
    /// One line: `Sygehusvej 1, 5230 Odense M`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<&str> = self.lines.iter().map(String::as_str).collect();
        let district = [self.postal_code.as_deref(), self.city.as_deref()];
        let district = district.into_iter().flatten().collect::<Vec<_>>().join(" ");
        if !district.is_empty() {
            parts.push(&district);
        }
        parts.extend(self.country.as_deref());
        f.write_str(&parts.join(", "))
    }
}

/// Where a person lives, or that it may not be told.
///
/// JSON: an address object, or the word `"protected"` or `"unknown"`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum PatientAddress {
    /// A known address.
    Known(Address),
    /// The person has name and address protection (adressebeskyttelse): no address is written or shown.
    Protected,
    /// Not known.
    #[default]
    Unknown,
}

impl PatientAddress {
    /// The address, when it is known and may be shown.
    pub fn known(&self) -> Option<&Address> {
        if let Self::Known(address) = self {
            Some(address)
        } else {
            None
        }
    }

    /// Whether nothing is known (protection is something).
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }
}

impl From<Address> for PatientAddress {
    fn from(address: Address) -> Self {
        Self::Known(address)
    }
}

impl Serialize for PatientAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Known(address) => address.serialize(serializer),
            Self::Protected => serializer.serialize_str("protected"),
            Self::Unknown => serializer.serialize_str("unknown"),
        }
    }
}

impl<'de> Deserialize<'de> for PatientAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = PatientAddress;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an address object, \"protected\" or \"unknown\"")
            }
            fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<PatientAddress, E> {
                match word {
                    "protected" => Ok(PatientAddress::Protected),
                    "unknown" => Ok(PatientAddress::Unknown),
                    other => Err(E::invalid_value(serde::de::Unexpected::Str(other), &self)),
                }
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<PatientAddress, A::Error> {
                Address::deserialize(MapAccessDeserializer::new(map)).map(PatientAddress::Known)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// A way to reach somebody: a phone number, mail address or web address, as a URI.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Telecom {
    /// The URI: `tel:66113333`, `mailto:data@example.dk`, `sms:…`, `http://…`.
    pub value: String,
    /// What it is for.
    #[serde(rename = "use", default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Use>,
}

impl Telecom {
    /// A telephone number for `purpose`; spaces are dropped.
    pub fn phone(number: &str, purpose: Use) -> Self {
        let number: String = number.chars().filter(|c| !c.is_whitespace()).collect();
        Self {
            value: format!("tel:{number}"),
            purpose: Some(purpose),
        }
    }

    /// A mail address for `purpose`.
    pub fn mail(address: &str, purpose: Use) -> Self {
        Self {
            value: format!("mailto:{}", address.trim()),
            purpose: Some(purpose),
        }
    }

    /// The part after the scheme: what people read.
    pub fn readable(&self) -> &str {
        match self.value.split_once(':') {
            Some(("tel" | "sms" | "mailto" | "fax", rest)) => rest,
            _ => &self.value,
        }
    }
}
