//! What is asked for each kind of data, and what is taken for an answer.

use std::collections::HashSet;

use chrono::Days;

use crate::client::{ClientConfig, reading};
use crate::model::{Cpr, DanishTime, InstanceId};
use crate::overview::{Content, Kind, Missing, Period, Step, Withheld};
use crate::xds::query::{Answer, FindDocuments};
use crate::xds::retrieve::DocumentReference;
use crate::xds::{Availability, DocumentEntry, DtmPrecision};
use crate::{Error, ErrorKind, Result, ServiceError};

/// How many days before the period an appointment may begin that still touches it, such as a stay in hospital.
const LONGEST_STAY_DAYS: u64 = 31;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question {
    pub(super) kind: Kind,
    pub(super) cpr: Cpr,
    pub(super) period: Period,
}

/// A search's answer, sorted.
pub(super) struct Sorted {
    /// Entries whose documents are wanted.
    pub(super) entries: Vec<DocumentEntry>,
    /// Documents that were replaced or withdrawn.
    pub(super) deprecated: Vec<InstanceId>,
    pub(super) withheld: Option<Withheld>,
    pub(super) missing: Vec<Missing>,
}

impl Question {
    /// Whether documents of this kind can be read.
    pub(super) fn is_known(kind: &Kind) -> bool {
        matches!(kind, Kind::Appointments)
    }

    /// The search.
    pub(super) fn query(&self) -> FindDocuments {
        let mut query = FindDocuments::appointments(self.cpr);
        let start = self.period.first_day.map(|first| {
            DanishTime::midnight(
                first
                    .checked_sub_days(Days::new(LONGEST_STAY_DAYS))
                    .unwrap_or(first),
            )
        });
        query.service_start_time.from = start.map(DanishTime::to_utc);
        query.service_start_time.to = self.period.end().map(DanishTime::to_utc);
        query
    }

    /// Where the document of `entry` is.
    pub(super) fn reference(
        &self,
        entry: &DocumentEntry,
        config: &ClientConfig,
    ) -> Result<DocumentReference> {
        reading::reference(entry, config)
    }

    /// Sorts the answer of `source`. Sources ignore conditions of a search, so they are checked again.
    pub(super) fn sort(&self, answer: Answer, source: &str) -> Sorted {
        let mut missing = Vec::new();
        if answer.is_incomplete() {
            let message = "a source behind this one did not answer; there may be more";
            let error = Error::new(ErrorKind::Unavailable, "search.partial", message)
                .with_details(|details| details.service_errors = errors(&answer.errors));
            missing.push(Missing::new(source, self.kind, Step::Search, &error));
        }
        let (mut entries, mut strangers, mut deprecated) = (Vec::new(), Vec::new(), Vec::new());
        let mut seen = HashSet::new();
        for entry in answer.objects.entries {
            let patient = entry.patient_id.as_ref().and_then(|id| id.cpr());
            if patient.is_some_and(|cpr| cpr != self.cpr) {
                strangers.push(entry);
            } else if entry.status == Some(Availability::Deprecated) {
                deprecated.push(entry.unique_id);
            } else if self.wants(&entry)
                && seen.insert((entry.unique_id.clone(), entry.repository_id.clone()))
            {
                entries.push(entry);
            }
        }
        if !strangers.is_empty() {
            let message = "the registry returned an entry of another patient";
            let error = Error::new(ErrorKind::Protocol, "search.other_patient", message);
            missing.push(Missing::new(source, self.kind, Step::Search, &error));
        }
        Sorted {
            entries,
            deprecated,
            withheld: self.withheld(&answer.errors, source, Step::Search),
            missing,
        }
    }

    /// What the warnings among `errors` amount to.
    pub(super) fn withheld(&self, errors: &[ServiceError], source: &str, step: Step) -> Option<Withheld> {
        let warned = errors.iter().any(|error| error.warning);
        warned.then(|| Withheld::new(source, self.kind, step))
    }

    fn wants(&self, entry: &DocumentEntry) -> bool {
        let says_nothing = entry.format_code.is_none() && entry.type_code.is_none();
        (says_nothing || entry.is_appointment()) && self.touches(entry)
    }

    /// A time that the registry gives to the hour or day may be all that it can be.
    fn touches(&self, entry: &DocumentEntry) -> bool {
        let Some(start) = &entry.service_start_time else {
            return true;
        };
        let end = match &entry.service_stop_time {
            Some(stop) if stop.precision() == DtmPrecision::Second => stop.start(),
            Some(stop) => stop.end(),
            None => start.end(),
        };
        let (start, end) = (DanishTime::from_utc(start.start()), DanishTime::from_utc(end));
        self.period.touches(start, Some(end))
    }

    /// Reads a document and checks that it is the one that `entry` announces, about the patient who was asked for.
    pub(super) fn read(&self, bytes: &[u8], entry: &DocumentEntry) -> Result<Content> {
        let mut read = reading::read(bytes, entry)?;
        if read.document.appointment.patient.cpr != self.cpr {
            return Err(reading::other_patient());
        }
        read.warnings.extend(reading::altered(bytes, entry));
        Ok(Content::Appointment(Box::new(read)))
    }
}

/// The errors without the warnings, whose text may tell what is blocked.
pub(super) fn errors(all: &[ServiceError]) -> Vec<ServiceError> {
    all.iter().filter(|error| !error.warning).cloned().collect()
}
