//! Addresses and ways to reach somebody.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Protectable;

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

    /// Whether it is in Denmark: senders leave the country out, or write `DK` or `Danmark`.
    pub fn is_danish(&self) -> bool {
        let danish = |country: &str| {
            ["DK", "DNK", "Danmark", "Denmark"]
                .iter()
                .any(|it| country.eq_ignore_ascii_case(it))
        };
        self.country.as_deref().is_none_or(danish)
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
pub type PatientAddress = Protectable<Address>;

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
