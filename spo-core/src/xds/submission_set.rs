//! One submission to the registry.

use serde::Serialize;

use super::{Author, Availability, Dtm, EntryUuid, PatientId, SchemeCode, Slot};
use crate::model::Code;

/// What was submitted together, by whom and when (SubmissionSet).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SubmissionSet {
    /// Its id in the registry.
    pub entry_uuid: EntryUuid,
    /// Its unique id: an OID, new for each submission.
    pub unique_id: String,
    /// The OID of the submitting system.
    pub source_id: String,
    /// The patient.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patient_id: Option<PatientId>,
    /// When it was submitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submission_time: Option<Dtm>,
    /// Why; for an appointment the same code as the entry's type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type_code: Option<Code>,
    /// Who.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Author>,
    /// Whether it is in use. The registry sets it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Availability>,
    /// The community it belongs to, as it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home_community_id: Option<String>,
    /// Slots that are not one of the above.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extra_slots: Vec<Slot>,
    /// Classifications that are not one of the above.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extra_codes: Vec<SchemeCode>,
}

impl SubmissionSet {
    /// A submission set of which only the ids are known.
    pub fn new(entry_uuid: EntryUuid, unique_id: impl Into<String>, source_id: impl Into<String>) -> Self {
        Self {
            entry_uuid,
            unique_id: unique_id.into(),
            source_id: source_id.into(),
            patient_id: None,
            submission_time: None,
            content_type_code: None,
            authors: Vec::new(),
            status: None,
            home_community_id: None,
            extra_slots: Vec::new(),
            extra_codes: Vec::new(),
        }
    }
}
