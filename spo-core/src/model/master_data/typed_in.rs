//! What the citizen, a relative or a professional has typed in: the part that can be edited.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::model::{Code, Organisation, PatientAddress, PersonName, Telecom};

/// Where the citizen stays for a time (midlertidig adresse). It may be shown even when the citizen's own address is
/// protected, unless it is so itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct TemporaryAddress {
    /// The address.
    pub address: PatientAddress,
    /// The first day, on the Danish calendar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The day it ends, on the Danish calendar; absent when open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

/// The citizen's dentist (tandlæge).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Dentist {
    /// The clinic: provider number (ydernummer), name, address and ways to reach it, as far as they are told.
    pub clinic: Organisation,
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonName>,
}

/// Somebody close to the citizen (pårørende).
///
/// `Debug` masks what looks like a CPR number in the note.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Relative {
    /// The name; a family name may be missing.
    pub name: PersonName,
    /// The relation, such as `samboende`. The list of codes is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<Code>,
    /// How to reach them: phone numbers as they were typed in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub telecoms: Vec<Telecom>,
    /// A note in free text. Any character may be in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl fmt::Debug for Relative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Relative")
            .field("name", &self.name)
            .field("relation", &self.relation)
            .field("telecoms", &self.telecoms)
            .field("note", &self.note.as_deref().map(crate::redact))
            .finish()
    }
}
