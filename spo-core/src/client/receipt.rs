//! What a change of the registry came to.

use serde::Serialize;

use super::AppointmentVersion;
use crate::ServiceError;
use crate::model::InstanceId;
use crate::xds::EntryUuid;

/// What happened to a submission, replacement or cancellation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Receipt {
    /// The appointment and the version that is now current (for a cancellation: the one withdrawn).
    pub appointment: AppointmentVersion,
    /// How the client knows.
    pub outcome: Outcome,
    /// The id of the version's document.
    pub document_id: InstanceId,
    /// The id of the appointment, the same in every version.
    pub appointment_id: InstanceId,
    /// The registry's id of the version's entry.
    pub entry_uuid: EntryUuid,
    /// The entry that this version replaced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced: Option<EntryUuid>,
    /// How many times the message was sent.
    pub attempts: u32,
    /// The id of the message, the same each time it was sent.
    pub message_id: String,
    /// What the registry remarked on although it accepted. Each is a defect to look into: another environment may
    /// reject for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<ServiceError>,
}

/// How the client knows that a change is in effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// The registry said so.
    Accepted,
    /// The answer was lost; the registry was asked, and the change had arrived.
    ConfirmedByLookup,
    /// It was in effect before this call: the same version with the same content, or withdrawn already.
    AlreadyInEffect,
}

impl Outcome {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::ConfirmedByLookup => "confirmed_by_lookup",
            Self::AlreadyInEffect => "already_in_effect",
        }
    }
}
