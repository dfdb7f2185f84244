//! One registration.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Addition, Audience, Criticality, LogOrganisationId, LogPatientId, LogPrincipalId, LogUserId};
use crate::model::DanishTime;

/// One registration in the national log (MinLog): who has seen what of whom, when, where and why.
///
/// ```
/// use spo_core::audit::LogEntry;
///
/// let entry = LogEntry::from_json(r#"{
///     "system": "EHR X",
///     "activity": "Opslag i aftaler",
///     "time": {"at": "2026-03-02T10:15:00+01:00"},
///     "patient": {"id": {"cpr": "2512489996"}},
///     "user": {"id": {"authorisation": "J0184"}, "name": "Jens Jensen", "role": "Læge"}
/// }"#)?;
/// assert!(entry.faults().is_empty());
/// # Ok::<(), spo_core::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LogEntry {
    /// The system that it was seen in (`SystemName`), at most 25 characters.
    pub system: String,
    /// What was done, in words for the citizen (`Activity`), at most 75 characters.
    pub activity: String,
    /// What for (`Reason`), at most 50 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// On what grounds a block was passed (`Addition`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addition: Option<Addition>,
    /// How sensitive it is (`Criticality`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criticality: Option<Criticality>,
    /// When, not before 2015 (`DateTime`, or `FromDateTime` and `ToDateTime`).
    pub time: LogTime,
    /// Where (`OrganisationId`, `OrganisationName`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<LogOrganisation>,
    /// Whose data it is (`PersonIdentifier`, `PersonName`).
    pub patient: LogPatient,
    /// Who has seen it (`UserPersonIdentifier`, `UserPersonName`, `UserRole`).
    pub user: LogUser,
    /// On whose behalf (`OnBehalfOf…`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<LogPrincipal>,
    /// The same in all entries about one thing that was done, which the log then shows as one (`CorrelationId`); at most 46
    /// characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlation_id: Option<String>,
    /// The entry's own id (`SequenceNumber`), by which the service names an entry that it does not add; at most 36
    /// characters. A client gives every entry one that comes without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence_number: Option<String>,
    /// From whom the log hides it (`Filter`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hidden_from: Vec<Audience>,
    /// The systems that the look came through, the nearest first (`Source`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<LogSource>,
}

/// When something was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum LogTime {
    /// At a moment.
    At(DanishTime),
    /// Within a time.
    Span {
        /// Its beginning.
        from: DanishTime,
        /// Its end, not before the beginning.
        to: DanishTime,
    },
}

/// Where something was seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct LogOrganisation {
    /// Its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<LogOrganisationId>,
    /// Its name, at most 200 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Whose data was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LogPatient {
    /// The person's number.
    pub id: LogPatientId,
    /// The name, at most 50 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Who has seen something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LogUser {
    /// The person's number.
    pub id: LogUserId,
    /// The name, at most 50 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What he or she is, in words for the citizen such as `Sygeplejerske`; at most 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// On whose behalf somebody has seen something.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct LogPrincipal {
    /// The person's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<LogPrincipalId>,
    /// The name, at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What he or she is, at most 200 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// A system that a look came through.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct LogSource {
    /// Its name (`SystemName`), at most 25 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// What it calls that which was done (`CorrelationId`), at most 46 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correlation_id: Option<String>,
}

impl LogEntry {
    /// What `user` has seen of `patient` in `system` at a moment. Everything else is a field to fill.
    pub fn new(
        system: impl Into<String>,
        activity: impl Into<String>,
        patient: impl Into<LogPatientId>,
        user: impl Into<LogUserId>,
        at: DanishTime,
    ) -> Self {
        Self {
            system: system.into(),
            activity: activity.into(),
            reason: None,
            addition: None,
            criticality: None,
            time: LogTime::At(at),
            organisation: None,
            patient: LogPatient {
                id: patient.into(),
                name: None,
            },
            user: LogUser {
                id: user.into(),
                name: None,
                role: None,
            },
            on_behalf_of: None,
            correlation_id: None,
            sequence_number: None,
            hidden_from: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// Reads the JSON form. An unknown, missing or unusable field is named by its path; limits are checked by
    /// [`check`](Self::check).
    ///
    /// # Errors
    /// [`ErrorKind::InvalidDocument`](crate::ErrorKind::InvalidDocument)
    pub fn from_json(json: &str) -> crate::Result<Self> {
        crate::json::from_str(json)
    }

    /// Reads several from a JSON array.
    ///
    /// # Errors
    /// As [`from_json`](Self::from_json).
    pub fn array_from_json(json: &str) -> crate::Result<Vec<Self>> {
        crate::json::from_str(json)
    }

    /// The JSON form. It holds CPR numbers.
    pub fn to_json(&self) -> String {
        crate::json::to_string(self)
    }
}

impl LogTime {
    /// The moment, or the first of them.
    pub fn beginning(self) -> DanishTime {
        match self {
            Self::At(at) => at,
            Self::Span { from, .. } => from,
        }
    }
}

impl fmt::Debug for LogEntry {
    /// The time only: the rest is about persons.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LogEntry")
            .field("time", &self.time)
            .finish_non_exhaustive()
    }
}
