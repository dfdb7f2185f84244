//! What is asked for each kind of data, and what is taken for an answer.

use std::collections::HashSet;

use chrono::Days;

use crate::cda::{read_appointment, read_care_plan, read_master_data};
use crate::client::{ClientConfig, reading};
use crate::fhir::read_diagnosis_list;
use crate::model::{Cpr, DanishTime, InstanceId, Oid};
use crate::overview::{Content, Kind, Missing, Period, Step, Withheld};
use crate::xds::query::{Answer, FindDocuments};
use crate::xds::retrieve::DocumentReference;
use crate::xds::{Availability, DocumentEntry, DtmPrecision};
use crate::{Error, ErrorKind, Result, ServiceError};

/// How many days before the period an appointment may begin that still touches it, such as a stay in hospital.
const LONGEST_STAY_DAYS: u64 = 31;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub(in crate::client) struct Question {
    pub(in crate::client) kind: Kind,
    pub(in crate::client) cpr: Cpr,
    pub(in crate::client) period: Period,
}

/// A search's answer, sorted.
pub(in crate::client) struct Sorted {
    /// Entries whose documents are wanted.
    pub(in crate::client) entries: Vec<DocumentEntry>,
    /// Documents that were replaced or withdrawn.
    pub(in crate::client) deprecated: Vec<InstanceId>,
    pub(in crate::client) withheld: Option<Withheld>,
    pub(in crate::client) missing: Vec<Missing>,
}

impl Question {
    /// The search.
    pub(in crate::client) fn query(&self) -> FindDocuments {
        match self.kind {
            Kind::Appointments => self.appointments(),
            Kind::MasterData => FindDocuments::master_data(self.cpr),
            Kind::CarePlans => FindDocuments::care_plans(self.cpr),
            Kind::Diagnoses => FindDocuments::diagnoses(self.cpr),
        }
    }

    fn appointments(&self) -> FindDocuments {
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
    pub(in crate::client) fn reference(
        &self,
        entry: &DocumentEntry,
        config: &ClientConfig,
    ) -> Result<DocumentReference> {
        match self.kind {
            Kind::MasterData => {
                master_data_reference(entry).map_or_else(|| reading::reference(entry, config), Ok)
            }
            _ => reading::reference(entry, config),
        }
    }

    /// Sorts the answer of `source`. Sources ignore conditions of a search, so they are checked again.
    pub(in crate::client) fn sort(&self, answer: Answer, source: &str) -> Sorted {
        let mut missing = Vec::new();
        if answer.is_incomplete() {
            let message = "a source behind this one did not answer; there may be more";
            let error = Error::new(ErrorKind::Unavailable, "search.partial", message)
                .with_details(|details| details.service_errors = answer.errors.clone());
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
    pub(in crate::client) fn withheld(
        &self,
        errors: &[ServiceError],
        source: &str,
        step: Step,
    ) -> Option<Withheld> {
        let warned = errors.iter().any(|error| error.warning);
        warned.then(|| Withheld::new(source, self.kind, step))
    }

    fn wants(&self, entry: &DocumentEntry) -> bool {
        let says_nothing = entry.format_code.is_none() && entry.type_code.is_none();
        match self.kind {
            Kind::Appointments => (says_nothing || entry.is_appointment()) && self.touches(entry),
            Kind::MasterData => says_nothing || entry.is_master_data(),
            Kind::CarePlans => says_nothing || entry.is_care_plan(),
            Kind::Diagnoses => says_nothing || entry.is_diagnoses(),
        }
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
    pub(in crate::client) fn read(&self, bytes: &[u8], entry: &DocumentEntry) -> Result<Content> {
        let altered = reading::altered(bytes, entry);
        let (cpr, content) = match self.kind {
            Kind::MasterData => {
                let mut read = read_master_data(bytes)?;
                read.warnings.extend(altered);
                (read.master_data.cpr, Content::MasterData(Box::new(read)))
            }
            Kind::CarePlans => {
                let mut read = read_care_plan(bytes)?;
                read.warnings.extend(altered);
                (read.care_plan.cpr, Content::CarePlan(Box::new(read)))
            }
            Kind::Diagnoses => {
                let mut read = read_diagnosis_list(bytes)?;
                read.warnings.extend(altered);
                (read.diagnosis_list.cpr, Content::Diagnoses(Box::new(read)))
            }
            Kind::Appointments => {
                let mut read = read_appointment(bytes)?;
                read.warnings.extend(altered);
                let cpr = read.document.appointment.patient.cpr;
                (cpr, Content::Appointment(Box::new(read)))
            }
        };
        match cpr == self.cpr {
            true => Ok(content),
            false => Err(reading::other_patient()),
        }
    }
}

/// The service that composes master data names its entries `{repository}^{uuid}`, and delivers by that name, without a
/// home community.
fn master_data_reference(entry: &DocumentEntry) -> Option<DocumentReference> {
    let (repository, _) = entry.entry_uuid.as_str().split_once('^')?;
    let repository = Oid::parse(repository).ok()?;
    Some(DocumentReference {
        home_community_id: None,
        repository_id: repository.as_str().to_owned(),
        unique_id: InstanceId::from_unique_id(entry.entry_uuid.as_str()),
    })
}
