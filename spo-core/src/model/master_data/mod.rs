//! Master data (stamkort): what the national registers and the citizen have told about a citizen.

mod custody;
mod general_practitioner;
mod other;
mod registration;
mod sourced;
mod typed_in;

pub use custody::Custody;
pub use general_practitioner::GeneralPractitioner;
pub use other::OtherItem;
pub use registration::{CoverageGroup, Registration, ResuscitationOptOut};
pub use sourced::{Origin, OriginKind, Sourced};
pub use typed_in::{Dentist, Relative, TemporaryAddress};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Code, Cpr, DanishTime, Gender, InstanceId, PatientAddress, PersonName, Protectable, Telecom};

/// A citizen's master data (Fælles Stamkort, PDC-DK 3.0), put together from the registers when it was asked for.
///
/// Each item tells its source and when it was last changed. An item that is absent was not in the document.
///
/// `Debug` masks every CPR number, those of other persons among them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MasterData {
    /// The document's id. A new one may come with each retrieval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<InstanceId>,
    /// When it was put together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generated: Option<DanishTime>,
    /// The version of the profile that the document follows.
    pub version: ProfileVersion,
    /// The citizen's CPR number.
    pub cpr: Cpr,
    /// Administrative gender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// Date of birth, as the register has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<NaiveDate>,
    /// Name and address, or that they are protected.
    pub name_and_address: Sourced<NameAndAddress>,
    /// The general practitioner (egen læge), or that there is none.
    #[serde(default)]
    pub general_practitioner: GeneralPractitioner,
    /// The coverage group of the public health insurance (sygesikringsgruppe).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage_group: Option<Sourced<CoverageGroup>>,
    /// The children that the citizen has custody of (forældremyndighed over).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children_in_custody: Vec<Sourced<Custody>>,
    /// Those who have custody of the citizen (forældremyndighedsindehavere).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub custody_holders: Vec<Sourced<Custody>>,
    /// Whether a position on organ donation is registered: never which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organ_donor_registration: Option<Sourced<Registration>>,
    /// Whether a treatment will (behandlingstestamente) is registered: never what it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treatment_will_registration: Option<Sourced<Registration>>,
    /// Whether a living will (livstestamente) is registered: never what it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub living_will_registration: Option<Sourced<Registration>>,
    /// Whether the citizen has opted out of resuscitation (fravalg af genoplivningsforsøg ved hjertestop).
    #[serde(default)]
    pub resuscitation_opt_out: Sourced<ResuscitationOptOut>,
    /// The language the citizen speaks, by ISO 639-1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Sourced<Code>>,
    /// Where the citizen stays for a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub temporary_address: Option<Sourced<TemporaryAddress>>,
    /// The dentist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dentist: Option<Sourced<Dentist>>,
    /// How to reach the citizen: phone numbers as they were typed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Sourced<Vec<Telecom>>>,
    /// Relatives and others close to the citizen (pårørende).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relatives: Vec<Sourced<Relative>>,
    /// Everything else that the document tells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other: Vec<Sourced<OtherItem>>,
}

impl MasterData {
    /// Reads the JSON form. An unknown, missing or unusable field is named by its path.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidDocument`](crate::ErrorKind::InvalidDocument)
    pub fn from_json(json: &str) -> crate::Result<Self> {
        crate::json::from_str(json)
    }

    /// The JSON form. It holds full CPR numbers, those of others among them: it is the data itself, not a log.
    pub fn to_json(&self) -> String {
        crate::json::to_string(self)
    }

    /// Whether the citizen has name and address protection (navne- og adressebeskyttelse).
    pub fn is_protected(&self) -> bool {
        let NameAndAddress { name, address } = &self.name_and_address.value;
        name.is_protected() || address.is_protected()
    }

    /// Whether both tell the same. The document's id and time do not count: they are new with each retrieval.
    pub fn same_content(&self, other: &Self) -> bool {
        let twin = Self {
            id: other.id.clone(),
            generated: other.generated,
            ..self.clone()
        };
        twin == *other
    }
}

/// The version of its profile that a document declares, twice. Live documents have been seen to disagree.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ProfileVersion {
    /// By the document's template, which decides: `3.0`.
    pub template: String,
    /// By the marker in the header: `pdc-v3.0`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marker: Option<String>,
}

/// A citizen's name and address in the CPR register.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct NameAndAddress {
    /// The name, or that it is protected.
    pub name: Protectable<PersonName>,
    /// The address, or that it is protected.
    pub address: PatientAddress,
}

#[cfg(test)]
mod tests;
