//! People: their names, and the patient.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Cpr, Organisation, PatientAddress, Telecom};

/// A person's name in its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct PersonName {
    /// A title before the name, such as `Læge`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// First and middle names, one or more each.
    pub given: Vec<String>,
    /// The family name.
    pub family: String,
}

impl PersonName {
    /// A name of one given and one family name.
    pub fn new(given: impl Into<String>, family: impl Into<String>) -> Self {
        Self {
            prefix: None,
            given: vec![given.into()],
            family: family.into(),
        }
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let given = self.given.iter().map(String::as_str);
        let parts = self
            .prefix
            .as_deref()
            .into_iter()
            .chain(given)
            .chain([self.family.as_str()]);
        f.write_str(
            &parts
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" "),
        )
    }
}

/// Administrative gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// `F`
    Female,
    /// `M`
    Male,
    /// `UN`, or none given; the Danish profile does not allow writing it.
    Undifferentiated,
}

/// The citizen that an appointment is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "PatientInput")]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Patient {
    /// The CPR number.
    pub cpr: Cpr,
    /// The name.
    pub name: PersonName,
    /// The address, or that it is protected.
    #[serde(skip_serializing_if = "PatientAddress::is_unknown")]
    pub address: PatientAddress,
    /// How to reach the patient.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub telecoms: Vec<Telecom>,
    /// Administrative gender; taken from the CPR number when JSON leaves it out.
    pub gender: Gender,
    /// Date of birth; taken from the CPR number when JSON leaves it out.
    pub birth_date: NaiveDate,
    /// The patient's general practice (`providerOrganization`), when known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub general_practice: Option<Organisation>,
}

impl Patient {
    /// A patient of whom only number and name are known; date of birth and gender come from the number.
    pub fn new(cpr: Cpr, name: PersonName) -> Self {
        Self {
            cpr,
            name,
            address: PatientAddress::Unknown,
            telecoms: Vec::new(),
            gender: cpr.gender(),
            birth_date: cpr.birth_date(),
            general_practice: None,
        }
    }
}

/// The JSON form on the way in, where what the CPR number tells may be left out.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct PatientInput {
    /// The CPR number.
    cpr: Cpr,
    /// The name.
    name: PersonName,
    /// The address, or that it is protected.
    #[serde(default)]
    address: PatientAddress,
    /// How to reach the patient.
    #[serde(default)]
    telecoms: Vec<Telecom>,
    /// Administrative gender; taken from the CPR number when left out.
    gender: Option<Gender>,
    /// Date of birth; taken from the CPR number when left out.
    birth_date: Option<NaiveDate>,
    /// The patient's general practice, when known.
    general_practice: Option<Organisation>,
}

impl From<PatientInput> for Patient {
    fn from(input: PatientInput) -> Self {
        Self {
            cpr: input.cpr,
            name: input.name,
            address: input.address,
            telecoms: input.telecoms,
            gender: input.gender.unwrap_or_else(|| input.cpr.gender()),
            birth_date: input.birth_date.unwrap_or_else(|| input.cpr.birth_date()),
            general_practice: input.general_practice,
        }
    }
}
