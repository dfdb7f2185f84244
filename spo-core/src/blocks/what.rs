//! Which data a registration is about.

use serde::{Deserialize, Serialize};

use crate::model::{DanishTime, OrganisationCode};

/// Which data a registration is about: all of it, unless it is narrowed by where it comes from, by its time, or by both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct What {
    /// Only data from this organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<DataOrigin>,
    /// Only data about this time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<DataPeriod>,
}

/// Where data comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DataOrigin {
    /// The organisation that made it.
    pub organisation: OrganisationCode,
    /// Whether data of its sub-units is meant, too.
    #[serde(default)]
    pub include_sub_units: bool,
}

/// The time that data is about, such as that of an appointment. Not to be mistaken for when a registration is in effect.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct DataPeriod {
    /// The first moment; without one, everything before the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<DanishTime>,
    /// The moment it ends, which does not belong to it; without one, everything from the beginning on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<DanishTime>,
}

impl What {
    /// All data.
    pub const ALL: Self = Self {
        origin: None,
        period: None,
    };

    /// All data of an organisation and its sub-units.
    pub fn of_place(organisation: impl Into<OrganisationCode>) -> Self {
        Self {
            origin: Some(DataOrigin {
                organisation: organisation.into(),
                include_sub_units: true,
            }),
            period: None,
        }
    }

    /// All data about a period.
    pub const fn of_period(period: DataPeriod) -> Self {
        Self {
            origin: None,
            period: Some(period),
        }
    }

    /// Whether it is all data.
    pub const fn is_all(&self) -> bool {
        self.origin.is_none() && self.period.is_none()
    }
}

impl DataPeriod {
    /// From one moment until another, which does not belong to it.
    pub const fn between(from: DanishTime, to: DanishTime) -> Self {
        Self {
            from: Some(from),
            to: Some(to),
        }
    }

    /// Whether it has an end or a beginning, and something between them.
    pub(super) fn is_possible(&self) -> bool {
        match (self.from, self.to) {
            (Some(from), Some(to)) => from < to,
            (None, None) => false,
            _ => true,
        }
    }
}
