//! From the file to appointments.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;
use spo_core::{
    Appointment, AppointmentKind, AppointmentStatus, Code, Cpr, DanishTime, EpisodeOfCare, Error, ErrorKind,
    InstanceId, Location, Oid, Organisation, Participant, Reason, Series,
};
use uuid::Uuid;

use super::Seed;
use super::days::resolve;
use super::filed::{About, Content, Filed};
use crate::{TestPerson, json};

const CODE: &str = "sandbox.seed";

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sources: Vec<SourcePlan>,
    /// By the name that appointments call them.
    services: BTreeMap<String, Service>,
    persons: Vec<Value>,
    appointments: Vec<Entry>,
    #[serde(default)]
    care_plans: Vec<Value>,
    #[serde(default)]
    diagnoses: Vec<Value>,
}

/// A document of general practice's.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Paper<T> {
    person: Cpr,
    service: String,
    written: DanishTime,
    content: T,
}

/// A source to attach.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourcePlan {
    pub(super) name: String,
    pub(super) home_community: Oid,
    pub(super) repository: Oid,
}

/// Who gives appointments, and where.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Service {
    pub(super) source: String,
    /// Kind of place and specialty, as the registry has them.
    pub(super) facility_type: String,
    pub(super) practice_setting: String,
    kind: AppointmentKind,
    responsible: Participant,
    /// When it is not who is responsible.
    performer: Option<Participant>,
    custodian: Organisation,
    /// In the person's home when there is none.
    location: Option<Location>,
}

impl Service {
    fn performer(&self) -> &Participant {
        self.performer.as_ref().unwrap_or(&self.responsible)
    }
}

/// An appointment, or a series.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    person: Cpr,
    service: String,
    time: Value,
    reason: String,
    /// Of SNOMED CT.
    code: Option<String>,
    repeat: Option<Repeat>,
    /// When it is instead.
    moved_to: Option<Value>,
    #[serde(default)]
    cancelled: bool,
    /// The SKS code and words of the course of care.
    episode: Option<(String, String)>,
    /// The service that asked for it.
    requester: Option<String>,
}

/// Members of a series.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Repeat {
    /// Days between them.
    every: u64,
    /// How many.
    times: u64,
}

/// An appointment as it is to be shared.
#[derive(Clone)]
pub(super) struct Planned {
    pub(super) key: String,
    pub(super) service: Service,
    pub(super) appointment: Appointment,
    /// What takes its place.
    pub(super) moved: Option<Appointment>,
    pub(super) cancelled: bool,
}

pub(super) fn read(text: &str, today: NaiveDate) -> Result<Seed, Error> {
    let File {
        sources,
        services,
        persons,
        appointments: entries,
        care_plans,
        diagnoses,
    } = json::read(text, CODE)?;
    let persons: Vec<TestPerson> = persons
        .iter()
        .enumerate()
        .map(|(at, person)| resolved(person, today, 0, &format!("persons[{at}]")))
        .collect::<Result<_, _>>()?;
    let mut appointments = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let path = format!("appointments[{at}]");
        let service = |name: &str, field: &str| find_service(&services, name, &format!("{path}.{field}"));
        let planning = Planning {
            entry,
            person: find_person(&persons, entry.person, &path)?,
            service: service(&entry.service, "service")?,
            requester: match &entry.requester {
                Some(name) => Some(service(name, "requester")?.performer().clone()),
                None => None,
            },
            today,
            path: &path,
        };
        let times = entry.repeat.as_ref().map_or(1, |repeat| repeat.times);
        for number in 0..times {
            appointments.push(planning.planned(at, number)?);
        }
    }
    let mut filed = Vec::new();
    for (at, plan) in care_plans.iter().enumerate() {
        let path = format!("care_plans[{at}]");
        let paper = resolved(plan, today, 0, &path)?;
        let (about, plan) = about(paper, &persons, &services, &path)?;
        let content = Content::CarePlan(plan);
        filed.push(Filed { about, content });
    }
    for (at, list) in diagnoses.iter().enumerate() {
        let path = format!("diagnoses[{at}]");
        let paper = resolved(list, today, 0, &path)?;
        let (about, list) = about(paper, &persons, &services, &path)?;
        let content = Content::Diagnoses(list);
        filed.push(Filed { about, content });
    }
    Ok(Seed {
        today,
        sources,
        persons,
        appointments,
        filed,
    })
}

/// Whom a document is about, and what it says.
fn about<T>(
    paper: Paper<T>,
    persons: &[TestPerson],
    services: &BTreeMap<String, Service>,
    path: &str,
) -> Result<(About, T), Error> {
    let about = About {
        patient: find_person(persons, paper.person, path)?.as_patient(),
        service: find_service(services, &paper.service, &format!("{path}.service"))?.clone(),
        written: paper.written,
    };
    Ok((about, paper.content))
}

fn find_person<'p>(persons: &'p [TestPerson], cpr: Cpr, path: &str) -> Result<&'p TestPerson, Error> {
    let found = persons.iter().find(|person| person.cpr == cpr);
    found.ok_or_else(|| unknown("person", &format!("{path}.person")))
}

fn find_service<'s>(
    services: &'s BTreeMap<String, Service>,
    name: &str,
    path: &str,
) -> Result<&'s Service, Error> {
    services.get(name).ok_or_else(|| unknown("service", path))
}

fn unknown(what: &str, path: &str) -> Error {
    let message = format!("there is no {what} of this name or number");
    Error::new(ErrorKind::InvalidArgument, CODE, message)
        .with_remedy("Correct it at the named place.")
        .at(path)
}

/// The organisation that writes a service's documents.
pub(super) fn first_organisation(service: &Service) -> &Organisation {
    &service.performer().organisation
}

/// `value` with its days, as what it is.
fn resolved<T: for<'de> Deserialize<'de>>(
    value: &Value,
    today: NaiveDate,
    later: u64,
    path: &str,
) -> Result<T, Error> {
    json::read(&resolve(value, today, later).to_string(), CODE).map_err(|error| {
        let inner = error.details().path.clone().unwrap_or_default();
        error.at(format!("{path}.{inner}"))
    })
}

struct Planning<'a> {
    entry: &'a Entry,
    person: &'a TestPerson,
    service: &'a Service,
    requester: Option<Participant>,
    today: NaiveDate,
    path: &'a str,
}

impl Planning<'_> {
    /// The appointment of this number in its series.
    fn planned(&self, at: usize, number: u64) -> Result<Planned, Error> {
        let entry = self.entry;
        let later = entry.repeat.as_ref().map_or(0, |repeat| number * repeat.every);
        let key = format!("seed-{at}-{number}");
        let appointment = self.appointment(&entry.time, later, "time", at)?;
        let moved = match &entry.moved_to {
            Some(time) => Some(self.appointment(time, later, "moved_to", at)?),
            None => None,
        };
        Ok(Planned {
            key,
            service: self.service.clone(),
            appointment,
            moved,
            cancelled: entry.cancelled,
        })
    }

    fn appointment(&self, time: &Value, later: u64, field: &str, at: usize) -> Result<Appointment, Error> {
        let Self { entry, service, .. } = self;
        let patient = self.person.as_patient();
        Ok(Appointment {
            kind: service.kind,
            status: AppointmentStatus::Active,
            time: resolved(time, self.today, later, &format!("{}.{field}", self.path))?,
            reason: match &entry.code {
                Some(code) => Reason::snomed(code, &entry.reason),
                None => Reason::text(&entry.reason),
            },
            responsible: service.responsible.clone(),
            requester: self.requester.clone(),
            performer: service.performer().clone(),
            custodian: service.custodian.clone(),
            location: match &service.location {
                Some(location) => location.clone(),
                None => Location::home(patient.address.clone()),
            },
            episode: entry.episode.as_ref().map(|(code, display)| EpisodeOfCare {
                ids: Vec::new(),
                label: Some(Code::new(code, "1.2.208.176.2.4", display)),
            }),
            series: entry.repeat.as_ref().map(|_| Series {
                id: Some(InstanceId::new("1.2.208.184", series(at).to_string())),
            }),
            patient,
        })
    }
}

/// The id that the members of a series share: the same for every seeding.
fn series(at: usize) -> Uuid {
    const SERIES: Uuid = Uuid::from_u128(0x2f6a_0c51_9d3b_4e77_8b1d_5c20_77aa_0001);
    Uuid::new_v5(&SERIES, at.to_string().as_bytes())
}

/// The error for a service of a source that there is not.
pub(super) fn no_source(name: &str) -> Error {
    let message = format!("there is no source {name}");
    Error::new(ErrorKind::InvalidArgument, CODE, message)
        .with_remedy("Name one of the file's sources.")
        .at("services")
}
