//! The seed: a month for twenty persons.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use spo_core::cda::{read_appointment, read_care_plan, read_master_data};
use spo_core::fhir::read_diagnosis_list;
use spo_core::xds::query::FindDocuments;
use spo_core::xds::retrieve::DocumentReference;
use spo_core::xds::{Availability, DocumentEntry, ObjectType};
use spo_core::{
    Appointment, AppointmentKind, AppointmentTime, CarePlanEntryKind, Client, DiagnosisStatus, ErrorKind,
    GeneralPractitioner, Location, ResuscitationOptOut, Search,
};
use spo_sandbox::{Misbehaviour, Sandbox, Seed, TestPerson};

use crate::master_data::check;
use crate::support::*;

fn seeded(today: NaiveDate) -> (Sandbox, Seed) {
    let sandbox = Sandbox::new().unwrap();
    let seed = Seed::month(today).unwrap();
    sandbox.seed(&seed).unwrap();
    (sandbox, seed)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn everything(person: &TestPerson) -> FindDocuments {
    let mut query = FindDocuments::new(person.cpr);
    query.object_types = vec![ObjectType::OnDemand, ObjectType::Stable];
    query
}

fn documents(sandbox: &Sandbox, entries: &[DocumentEntry]) -> Vec<Vec<u8>> {
    let references: Vec<_> = entries.iter().filter_map(DocumentReference::of).collect();
    let answer = retrieved(send(sandbox, &retrieve_message(&references)), &references);
    assert_eq!(answer.documents.len(), entries.len());
    answer.documents.into_iter().map(|it| it.content).collect()
}

/// Every appointment in force, as the documents tell it.
fn appointments(sandbox: &Sandbox, seed: &Seed) -> Vec<Appointment> {
    let mut all = Vec::new();
    for person in seed.persons() {
        let mut query = FindDocuments::appointments(person.cpr);
        query.object_types = vec![ObjectType::Stable];
        let entries = search(sandbox, &query).objects.entries;
        if entries.is_empty() {
            continue;
        }
        for document in documents(sandbox, &entries) {
            let read = read_appointment(&document).unwrap();
            assert_eq!(read.warnings, Vec::new());
            all.push(read.document.appointment);
        }
    }
    all
}

#[test]
fn no_person_can_be_a_real_one() {
    let seed = Seed::month(day("2026-03-02")).unwrap();
    assert_eq!(seed.persons().len(), 20);
    let numbers: BTreeSet<&str> = seed.persons().iter().map(|it| it.cpr.as_str()).collect();
    assert_eq!(numbers.len(), 20);
    for number in numbers {
        let day_of_birth: u32 = number[..2].parse().unwrap();
        assert!(day_of_birth > 60, "a day that no month has");
    }
}

/// Sharing goes through the national validation, so that every document and entry has passed it.
#[test]
fn the_month_can_begin_on_any_day() {
    for today in [
        // A Monday, a Saturday, around both changes of the clock, and a leap year's end of February.
        "2026-03-02",
        "2026-03-07",
        "2026-03-27",
        "2026-10-22",
        "2028-02-28",
        "2026-12-24",
    ] {
        let (sandbox, seed) = seeded(day(today));
        let all = appointments(&sandbox, &seed);
        assert!(all.len() > 140, "{today}: {}", all.len());
        let [first, last] = [
            day(today).checked_sub_days(Days::new(14)).unwrap(),
            day(today).checked_add_days(Days::new(40)).unwrap(),
        ];
        for appointment in all {
            let date = appointment.time.start().date();
            assert!(first <= date && date <= last, "{date} is too far from {today}");
        }
    }
}

#[test]
fn every_kind_of_appointment_is_there() {
    let (sandbox, seed) = seeded(day("2026-03-02"));
    let all = appointments(&sandbox, &seed);
    let some = |test: fn(&Appointment) -> bool| all.iter().filter(|it| test(it)).count() > 1;
    assert!(some(|it| matches!(it.time, AppointmentTime::Window { .. })));
    assert!(some(|it| matches!(it.time, AppointmentTime::Day { .. })));
    assert!(some(|it| it.series.is_some()));
    assert!(some(|it| it.episode.is_some()));
    assert!(some(|it| it.requester.is_some()));
    assert!(some(|it| matches!(it.location, Location::Home { .. })));
    assert!(some(|it| {
        it.time
            .end()
            .is_some_and(|end| end.date() > it.time.start().date())
            || it.time.end().is_none()
    }));
    for kind in [
        AppointmentKind::Regional,
        AppointmentKind::Municipality,
        AppointmentKind::Practitioner,
    ] {
        assert!(all.iter().any(|it| it.kind == kind));
    }
    let overlapping = |a: &Appointment| {
        all.iter().any(|b| {
            a.patient.cpr == b.patient.cpr
                && a.kind != b.kind
                && b.time.end().is_some_and(|end| {
                    a.time.start() < end && a.time.end().is_some_and(|theirs| b.time.start() < theirs)
                })
        })
    };
    assert!(all.iter().filter(|a| overlapping(a)).count() > 3);
}

#[test]
fn some_were_moved_and_some_cancelled() {
    let (sandbox, _seed) = seeded(day("2026-03-02"));
    let (mut replaced, mut deprecated) = (0, 0);
    for name in ["hospital", "municipality", "general_practice"] {
        let source = sandbox.source(name).unwrap();
        assert!(source.calls().is_empty(), "seeding is not remembered as calls");
        replaced += source.replacements().unwrap().len();
        let entries = source.entries().unwrap();
        assert!(!entries.is_empty());
        deprecated += entries
            .iter()
            .filter(|it| it.status == Some(Availability::Deprecated))
            .count();
    }
    assert!(
        replaced > 2 && deprecated > replaced + 2,
        "{replaced}, {deprecated}"
    );
}

#[test]
fn master_data_of_every_kind_is_there() {
    let (sandbox, seed) = seeded(day("2026-03-02"));
    let mut all = Vec::new();
    for person in seed.persons() {
        let entries = search(&sandbox, &everything(person)).objects.entries;
        let on_demand: Vec<_> = entries.into_iter().filter(DocumentEntry::is_on_demand).collect();
        let [document] = documents(&sandbox, &on_demand).try_into().unwrap();
        all.push(read_master_data(&document).unwrap().master_data);
    }
    let count = |opt_out| {
        let of = all.iter().filter(|it| it.resuscitation_opt_out.value == opt_out);
        of.count()
    };
    assert_eq!(count(ResuscitationOptOut::OptedOut), 2);
    assert_eq!(count(ResuscitationOptOut::Unavailable), 2);
    assert_eq!(count(ResuscitationOptOut::NotOptedOut), 16);
    let protected = all.iter().filter(|it| it.is_protected()).count();
    assert_eq!(protected, 2);
    let without = all
        .iter()
        .filter(|it| it.general_practitioner == GeneralPractitioner::None);
    assert_eq!(without.count(), 1);
    assert!(all.iter().any(|it| it.custody_holders.len() == 2));
    for has in [
        all.iter().any(|it| it.language.is_some()),
        all.iter().any(|it| it.temporary_address.is_some()),
        all.iter().any(|it| it.dentist.is_some()),
        all.iter().any(|it| it.contact.is_some()),
        all.iter().any(|it| it.relatives.len() > 1),
    ] {
        assert!(has);
    }
}

#[test]
fn care_plans_can_be_read_and_are_valid() {
    let (sandbox, seed) = seeded(day("2026-03-02"));
    let mut labels = BTreeSet::new();
    for person in seed.persons() {
        let entries = search(&sandbox, &FindDocuments::care_plans(person.cpr))
            .objects
            .entries;
        if entries.is_empty() {
            continue;
        }
        for document in documents(&sandbox, &entries) {
            check(std::str::from_utf8(&document).unwrap());
            let read = read_care_plan(&document).unwrap();
            assert_eq!(read.warnings, Vec::new());
            let plan = read.care_plan;
            assert_eq!(
                (plan.cpr, plan.version.as_deref()),
                (person.cpr, Some("cpd-v2.0.0"))
            );
            assert!(plan.created.is_some() && plan.validity.is_some());
            labels.insert(plan.label.clone().unwrap().code);
            for kind in [
                CarePlanEntryKind::Concern,
                CarePlanEntryKind::Goal,
                CarePlanEntryKind::PlannedIntervention,
            ] {
                assert!(!plan.entries(kind).is_empty(), "{kind:?}");
            }
        }
    }
    assert_eq!(labels.len(), 3);
}

#[test]
fn lists_of_diagnoses_can_be_read() {
    let (sandbox, seed) = seeded(day("2026-03-02"));
    let mut statuses = Vec::new();
    for person in seed.persons() {
        let entries = search(&sandbox, &FindDocuments::diagnoses(person.cpr))
            .objects
            .entries;
        if entries.is_empty() {
            continue;
        }
        for (entry, document) in entries.iter().zip(documents(&sandbox, &entries)) {
            assert_eq!(entry.mime_type.as_deref(), Some("application/fhir+json"));
            assert_eq!(entry.size, u64::try_from(document.len()).ok());
            let read = read_diagnosis_list(&document).unwrap();
            assert_eq!(read.warnings, Vec::new());
            let list = read.diagnosis_list;
            assert_eq!(list.cpr, person.cpr);
            assert!(list.organisation.is_some() && list.updated.is_some());
            for diagnosis in &list.diagnoses {
                assert!(diagnosis.text.is_some() && diagnosis.codes.len() == 2);
                statuses.push(diagnosis.status);
            }
        }
    }
    let resolved = statuses.iter().filter(|it| **it == DiagnosisStatus::Resolved);
    assert_eq!((statuses.len(), resolved.count()), (6, 1));
}

#[test]
fn no_document_tells_where_a_protected_person_lives() {
    let (sandbox, seed) = seeded(day("2026-03-02"));
    let protected: Vec<&TestPerson> = seed.persons().iter().filter(|it| it.protected).collect();
    assert!(!protected.is_empty());
    for person in protected {
        let entries = search(&sandbox, &everything(person)).objects.entries;
        assert!(entries.len() > 1);
        for document in documents(&sandbox, &entries) {
            let text = String::from_utf8(document).unwrap();
            for line in &person.address.lines {
                assert!(!text.contains(line.as_str()));
            }
        }
    }
}

#[test]
fn a_client_sees_what_all_sources_have_and_that_one_fails() {
    let (sandbox, seed) = seeded(day("2026-03-02"));
    let client = Client::builder(sandbox.client_config().unwrap())
        .transport(sandbox.clone())
        .build()
        .unwrap();
    let person = seed.persons().first().unwrap();
    let search = Search::new(person.cpr);
    let all = client.appointments().find(&search).unwrap();
    assert!(all.gaps.is_empty());
    sandbox
        .source("municipality")
        .unwrap()
        .script(Misbehaviour::NoAnswer { processed: false });
    let some = client.appointments().find(&search).unwrap();
    assert!(!some.gaps.is_empty());
    assert!(!some.entries.is_empty() && some.entries.len() < all.entries.len());
}

#[test]
fn a_seed_that_is_wrong_names_the_place() {
    let error = |json: &str| Seed::from_json(json, day("2026-03-02")).unwrap_err();
    let unknown = error(
        r#"{"sources": [], "services": {}, "persons": [], "appointments":
            [{"person": "6501559996", "service": "x", "time": {"day": {"date": "D+1"}}, "reason": "y"}]}"#,
    );
    assert_eq!(
        (unknown.kind(), unknown.code(), unknown.details().path.as_deref()),
        (
            ErrorKind::InvalidArgument,
            "sandbox.seed",
            Some("appointments[0].person")
        )
    );
    let person = error(
        r#"{"sources": [], "services": {}, "appointments": [], "persons":
            [{"cpr": "6501559996", "name": {}, "address": {"line": "D+1"}}]}"#,
    );
    assert!(
        person
            .details()
            .path
            .as_deref()
            .unwrap()
            .starts_with("persons[0].address"),
        "{person:?}"
    );
}
