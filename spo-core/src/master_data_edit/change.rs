//! One change, as it is asked for.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::dgws::Caller;
use crate::model::{
    Code, Cpr, Dentist, InstanceId, Organisation, Origin, OriginKind, PersonName, Relative, Telecom,
    TemporaryAddress,
};

/// One change of a citizen's master data: what, for whom and by whom.
///
/// `Debug` tells the kinds only: the rest is about persons.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MasterDataChange {
    /// Whose master data it is.
    pub patient: Cpr,
    /// Who changes it: the citizen, somebody with the citizen's power of attorney (digital fuldmagt), or a health
    /// professional.
    pub caller: Caller,
    /// How the caller is named beside the item.
    #[serde(default)]
    pub entered_by: EnteredBy,
    /// What is to be done.
    pub edit: Edit,
}

/// How whoever typed something in is named beside it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct EnteredBy {
    /// The person. A citizen's own name need not be given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonName>,
    /// A professional's organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Organisation>,
}

/// What is to be done with an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Edit {
    /// Type in a new item. There is one of each kind, but any number of relatives.
    Create(TypedInItem),
    /// Put an item in the place of one of the same kind.
    Change {
        /// Which one: the `id` that the master data gives with it. Absent when it has none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<InstanceId>,
        /// What it shall be, as a whole.
        item: TypedInItem,
    },
    /// Take an item out. To let a temporary address run out on a day, change it instead.
    End {
        /// Which one: the `id` that the master data gives with it. Absent when it has none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<InstanceId>,
        /// Its kind.
        kind: ItemKind,
    },
}

impl Edit {
    /// The kind of item that is edited.
    pub fn kind(&self) -> ItemKind {
        match self {
            Self::Create(item) | Self::Change { item, .. } => item.kind(),
            Self::End { kind, .. } => *kind,
        }
    }
}

/// An item that may be typed in. Everything else in master data belongs to other registers.
///
/// `Debug` tells the kind only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TypedInItem {
    /// The language the citizen speaks, by ISO 639-1 (talt sprog).
    Language(Code),
    /// Where the citizen stays for a time (midlertidig adresse).
    TemporaryAddress(TemporaryAddress),
    /// The dentist (tandlæge).
    Dentist(Dentist),
    /// How to reach the citizen (kontaktoplysninger): phone numbers.
    Contact(Vec<Telecom>),
    /// Somebody close to the citizen (pårørende).
    Relative(Relative),
}

impl TypedInItem {
    /// Its kind.
    pub fn kind(&self) -> ItemKind {
        match self {
            Self::Language(_) => ItemKind::Language,
            Self::TemporaryAddress(_) => ItemKind::TemporaryAddress,
            Self::Dentist(_) => ItemKind::Dentist,
            Self::Contact(_) => ItemKind::Contact,
            Self::Relative(_) => ItemKind::Relative,
        }
    }
}

/// The kinds of item that may be typed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// The language the citizen speaks.
    Language,
    /// Where the citizen stays for a time.
    TemporaryAddress,
    /// The dentist.
    Dentist,
    /// How to reach the citizen.
    Contact,
    /// Somebody close to the citizen.
    Relative,
}

impl ItemKind {
    /// The stable name, which is also that of the field in the JSON form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Language => "language",
            Self::TemporaryAddress => "temporary_address",
            Self::Dentist => "dentist",
            Self::Contact => "contact",
            Self::Relative => "relative",
        }
    }
}

impl MasterDataChange {
    /// Reads the JSON form. An unknown, missing or unusable field is named by its path.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidDocument`](crate::ErrorKind::InvalidDocument)
    pub fn from_json(json: &str) -> crate::Result<Self> {
        crate::json::from_str(json)
    }

    /// The JSON form. It holds CPR numbers.
    pub fn to_json(&self) -> String {
        crate::json::to_string(self)
    }

    /// As whom the caller stands beside the item.
    pub fn author(&self) -> OriginKind {
        match self.caller.only_citizen() {
            None => OriginKind::Professional,
            Some(citizen) if citizen == self.caller.acting() => OriginKind::Citizen,
            Some(_) => OriginKind::Relative,
        }
    }

    /// The source that the next stamkort shows beside the item.
    pub fn origin(&self) -> Origin {
        Origin {
            kind: self.author(),
            person: self.entered_by.person.clone().into(),
            organisation: self.entered_by.organisation.clone(),
        }
    }
}

impl fmt::Debug for MasterDataChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MasterDataChange")
            .field("author", &self.author())
            .field("edit", &self.edit)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for EnteredBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EnteredBy")
    }
}

impl fmt::Debug for TypedInItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TypedInItem").field(&self.kind()).finish()
    }
}
