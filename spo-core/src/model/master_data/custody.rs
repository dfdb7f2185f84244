//! Custody (forældremyndighed).

use serde::{Deserialize, Serialize};

use crate::model::{Code, Cpr, PersonName, Protectable};

/// Another person in a relation of custody (forældremyndighed) to the citizen.
///
/// Who has custody of whom is told by the list it stands in, never by the relation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Custody {
    /// The other person's CPR number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpr: Option<Cpr>,
    /// The other person's name, or that it is protected.
    #[serde(skip_serializing_if = "Protectable::is_unknown")]
    pub name: Protectable<PersonName>,
    /// The relation, such as `mor` or `far`. The list of codes is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<Code>,
}
