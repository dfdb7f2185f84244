//! Organisations and the people who act for them.

use serde::{Deserialize, Serialize};

use super::{Address, DanishTime, InstanceId, PersonName, SorCode, Telecom, YderNumber};

/// What names an organisation nationally.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrganisationId {
    /// Its code in the organisation register.
    Sor(SorCode),
    /// A practice's provider number (ydernummer).
    Yder(YderNumber),
    /// Anything else, as read from a document; it cannot be written.
    Other(InstanceId),
}

impl OrganisationId {
    /// The root OID of SOR codes.
    pub const SOR_ROOT: &str = "1.2.208.176.1.1";
    /// The root OID of provider numbers (ydernumre).
    pub const YDER_ROOT: &str = "1.2.208.176.1.4";

    /// Recognises the kind of id by its root.
    pub fn from_parts(root: &str, extension: &str) -> Self {
        match root {
            Self::SOR_ROOT => SorCode::parse(extension).ok().map(Self::Sor),
            Self::YDER_ROOT => YderNumber::parse(extension).ok().map(Self::Yder),
            _ => None,
        }
        .unwrap_or_else(|| Self::Other(InstanceId::new(root, extension)))
    }

    /// The root OID.
    pub fn root(&self) -> &str {
        match self {
            Self::Sor(_) => Self::SOR_ROOT,
            Self::Yder(_) => Self::YDER_ROOT,
            Self::Other(id) => &id.root,
        }
    }

    /// The code within the root.
    pub fn extension(&self) -> &str {
        match self {
            Self::Sor(code) => code.as_str(),
            Self::Yder(number) => number.as_str(),
            Self::Other(id) => &id.extension,
        }
    }
}

/// A hospital department, municipality, practice, or any other party to an appointment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Organisation {
    /// Its national id. Required for writing; absent only in documents that came without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<OrganisationId>,
    /// Its name as people know it.
    pub name: String,
    /// Where it is; written as "no information" when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// How to reach it; written as "no information" when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub telecoms: Vec<Telecom>,
}

impl Organisation {
    /// An organisation known by its SOR code.
    pub fn sor(code: SorCode, name: impl Into<String>) -> Self {
        Self {
            id: Some(OrganisationId::Sor(code)),
            name: name.into(),
            ..Self::default()
        }
    }

    /// A practice known by its provider number (ydernummer).
    pub fn yder(number: YderNumber, name: impl Into<String>) -> Self {
        Self {
            id: Some(OrganisationId::Yder(number)),
            name: name.into(),
            ..Self::default()
        }
    }

    /// Sets the address.
    #[must_use]
    pub fn with_address(mut self, address: Address) -> Self {
        self.address = Some(address);
        self
    }

    /// Adds a way to reach it.
    #[must_use]
    pub fn with_telecom(mut self, telecom: Telecom) -> Self {
        self.telecoms.push(telecom);
        self
    }
}

/// An organisation with a part in the appointment, and the person who acted for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Participant {
    /// The organisation.
    pub organisation: Organisation,
    /// The person, when one is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonName>,
    /// When it took part (author time); the document's creation time when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<DanishTime>,
}

impl From<Organisation> for Participant {
    fn from(organisation: Organisation) -> Self {
        Self {
            organisation,
            ..Self::default()
        }
    }
}
