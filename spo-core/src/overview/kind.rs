//! What is shared about a patient.

use serde::{Deserialize, Serialize};

/// A kind of shared data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// Booked appointments (aftaler).
    Appointments,
    /// Master data (stamkort).
    MasterData,
    /// Care plans of general practice (forløbsplaner).
    CarePlans,
    /// The list of diagnoses (diagnoseoversigt).
    Diagnoses,
}

impl Kind {
    /// Every kind, in the order in which they are shown.
    pub const ALL: [Self; 4] = [
        Self::Appointments,
        Self::MasterData,
        Self::CarePlans,
        Self::Diagnoses,
    ];

    /// Whether a patient can block it (spærre): everything but master data, since 1 December 2024 (BEK 193 of 27 February
    /// 2024).
    pub const fn can_be_blocked(self) -> bool {
        !matches!(self, Self::MasterData)
    }
}
