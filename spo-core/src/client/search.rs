//! What to look for, what was found, and what is missing from it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::cda::{AppointmentDocument, ReadAppointment};
use crate::model::{Cpr, DanishTime, InstanceId};
use crate::xds::query::Answer;
use crate::xds::{Availability, DocumentEntry, Dtm};
use crate::{Error, ErrorKind, Result, ServiceError};

/// A search for one patient's appointments.
///
/// The period is about the start of the appointment: `from` belongs to it, `to` does not. Without a period every
/// appointment is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// Whose appointments.
    pub cpr: Cpr,
    /// The first moment of the period.
    pub from: Option<DanishTime>,
    /// The moment the period ends; an appointment that starts then is outside.
    pub to: Option<DanishTime>,
    /// Whether replaced and cancelled versions are wanted, too.
    pub include_deprecated: bool,
}

impl Search {
    /// Every current appointment of the patient.
    pub fn new(cpr: Cpr) -> Self {
        Self {
            cpr,
            from: None,
            to: None,
            include_deprecated: false,
        }
    }

    /// Only appointments that start at `from` or later.
    #[must_use]
    pub fn from(mut self, from: DanishTime) -> Self {
        self.from = Some(from);
        self
    }

    /// Only appointments that start before `to`.
    #[must_use]
    pub fn to(mut self, to: DanishTime) -> Self {
        self.to = Some(to);
        self
    }

    /// Replaced and cancelled versions, too.
    #[must_use]
    pub fn include_deprecated(mut self) -> Self {
        self.include_deprecated = true;
        self
    }
}

/// The registry's entries for a search, by start time, and what it could not answer.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Found {
    /// What the registry knows of each document.
    pub entries: Vec<DocumentEntry>,
    /// Sources that did not answer. Not empty means: there may be more appointments than these.
    pub gaps: Vec<Gap>,
}

/// Something that is missing from an answer, and why. Show it: a list with a gap must never look complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Gap {
    /// The cause as a stable name, such as `search.partial` or `document.unreadable`.
    pub code: String,
    /// What is missing and why, in English.
    pub message: String,
    /// The document, when it is one document that is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_id: Option<InstanceId>,
    /// What the service said, CPR numbers masked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub service_errors: Vec<ServiceError>,
    /// Whether the same call can succeed later.
    pub retryable: bool,
}

impl Gap {
    /// Something is withheld, or may be. What the service said about it is not told: nobody may learn what is blocked, or
    /// for whom.
    pub(super) fn withheld() -> Self {
        Self {
            code: "search.withheld".to_owned(),
            message: "something may be withheld: the patient may have blocked it".to_owned(),
            document_id: None,
            service_errors: Vec::new(),
            retryable: false,
        }
    }

    /// Whether something may be behind it that the patient has blocked.
    pub(super) fn may_be_a_block(&self) -> bool {
        matches!(&*self.code, "search.withheld" | "search.unverified")
    }

    /// What `error` took from an answer.
    pub(super) fn of(error: &Error) -> Self {
        Self {
            code: error.code().to_owned(),
            message: error.message().to_owned(),
            document_id: None,
            service_errors: error.details().service_errors.clone(),
            retryable: error.is_retryable(),
        }
    }

    pub(super) fn of_document(id: &InstanceId, error: &Error) -> Self {
        Self {
            document_id: Some(id.clone()),
            ..Self::of(error)
        }
    }
}

/// One shared appointment as the registry and its document tell it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SharedAppointment {
    /// The registry's entry.
    pub entry: DocumentEntry,
    /// The document, read: its ids, the appointment, and warnings about what had to be guessed.
    #[serde(flatten)]
    pub read: ReadAppointment,
}

impl SharedAppointment {
    /// The document's values.
    pub fn document(&self) -> &AppointmentDocument {
        &self.read.document
    }

    /// The document as received, byte for byte.
    pub fn raw(&self) -> &[u8] {
        self.read.raw()
    }
}

/// A patient's appointments by start time, and what is missing from them.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AppointmentList {
    /// The appointments.
    pub appointments: Vec<SharedAppointment>,
    /// What could not be had. Not empty means: the list is incomplete.
    pub gaps: Vec<Gap>,
    /// Whether the patient's blocks were looked past for it (værdispring), which is registered with the patient.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub overridden: bool,
}

impl Found {
    /// Whose appointments they are: a search has entries of one patient only.
    pub(super) fn patient(&self) -> Option<Cpr> {
        let mut entries = self.entries.iter();
        entries.find_map(|entry| entry.patient_id.as_ref()?.cpr())
    }

    /// Keeps what belongs to the search, by start time, and names what is missing.
    pub(super) fn from_answer(answer: Answer, search: &Search) -> Self {
        let mut gaps = Vec::new();
        let (warnings, errors): (Vec<_>, Vec<_>) =
            answer.errors.iter().cloned().partition(|error| error.warning);
        if !warnings.is_empty() {
            gaps.push(Gap::withheld());
        }
        if answer.is_incomplete() {
            gaps.push(Gap {
                code: "search.partial".to_owned(),
                message: "at least one source did not answer; there may be more appointments".to_owned(),
                document_id: None,
                service_errors: errors,
                retryable: true,
            });
        }
        let mut entries = answer.objects.entries;
        entries.retain(|entry| {
            let other = entry
                .patient_id
                .as_ref()
                .and_then(|id| id.cpr())
                .is_some_and(|cpr| cpr != search.cpr);
            if other {
                gaps.push(Gap {
                    code: "search.other_patient".to_owned(),
                    message: "the registry returned an entry of another patient; it is not shown".to_owned(),
                    document_id: Some(entry.unique_id.clone()),
                    service_errors: Vec::new(),
                    retryable: false,
                });
            }
            !other && search.wants(entry)
        });
        // Sources behind the registry have been seen to answer with the same entry twice.
        let mut seen = std::collections::HashSet::new();
        entries.retain(|entry| {
            seen.insert((
                entry.unique_id.clone(),
                entry.repository_id.clone(),
                entry.entry_uuid.clone(),
            ))
        });
        entries.sort_by(|a, b| {
            start(a)
                .cmp(&start(b))
                .then_with(|| a.unique_id.cmp(&b.unique_id))
        });
        Self { entries, gaps }
    }
}

impl Search {
    /// Refuses a period that nothing can lie in.
    pub(super) fn check(&self) -> Result<()> {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from >= to => {
                let message = "the period ends before it begins";
                Err(Error::new(ErrorKind::InvalidArgument, "search.period", message)
                    .with_remedy(
                        "Give an end after the beginning: the end itself does not belong to the period.",
                    )
                    .at("to"))
            }
            _ => Ok(()),
        }
    }

    /// Some sources ignore a search's conditions, so they are checked again.
    fn wants(&self, entry: &DocumentEntry) -> bool {
        let deprecated = entry.status == Some(Availability::Deprecated);
        let Some(time) = &entry.service_start_time else {
            return self.include_deprecated || !deprecated;
        };
        let late_enough = self.from.is_none_or(|from| time.end() > from.to_utc());
        let early_enough = self.to.is_none_or(|to| time.start() < to.to_utc());
        late_enough && early_enough && (self.include_deprecated || !deprecated)
    }
}

fn start(entry: &DocumentEntry) -> Option<DateTime<Utc>> {
    entry.service_start_time.as_ref().map(Dtm::start)
}
