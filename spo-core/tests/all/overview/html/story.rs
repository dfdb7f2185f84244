//! A week of a patient, with everything that the page has a way to show.

use spo_core::cda::{read_care_plan, read_master_data};
use spo_core::fhir::read_diagnosis_list;
use spo_core::overview::{
    Collected, CollectedDocument, Content, Kind, Missing, MissingDocument, Overview, Period, Place, Step,
    Withheld, merge,
};
use spo_core::{Address, Appointment, AppointmentTime, Error, ErrorKind, Location, PatientAddress};

use crate::overview::fixtures::{Version, at, collected, cpr, place, time};

/// An appointment of `examples/data` at another time.
macro_rules! example {
    ($name:literal, $number:expr, $time:expr) => {{
        let mut version = Version::new($number, $time);
        let text = include_str!(concat!("../../../../../examples/data/", $name, ".json"));
        let value = Appointment::from_json(text).unwrap();
        version.value = Appointment {
            time: version.value.time,
            patient: version.value.patient,
            ..value
        };
        version
    }};
}

fn on(day: u32, start: &str, end: &str) -> AppointmentTime {
    let clock = |clock: &str| time(&format!("2027-04-{day:02}T{clock}:00+02:00"));
    AppointmentTime::at(clock(start), clock(end))
}

pub(super) fn appointments() -> Vec<Version> {
    let day = time("2027-04-01T00:00:00+02:00").date();
    let open = AppointmentTime::At {
        start: time("2027-04-02T16:30:00+02:00"),
        end: None,
    };
    let window = AppointmentTime::Window {
        start: time("2027-04-01T07:00:00+02:00"),
        end: Some(time("2027-04-01T10:15:00+02:00")),
        note: "Om morgenen. Ring, hvis døren er låst".to_owned(),
    };
    let mut appointments = vec![
        Version::new(1, at("10:00", "10:30")),
        example!("minimal-gp", 2, at("10:15", "10:35")),
        example!("day-without-clock-time", 3, AppointmentTime::day(day)),
        example!("home-visit-window", 4, window),
        example!("other-place", 5, open),
        example!("repeating-series", 6, on(5, "08:15", "12:15")),
        Version::new(
            7,
            AppointmentTime::at(
                time("2027-04-06T12:00:00+02:00"),
                time("2027-04-08T10:00:00+02:00"),
            ),
        ),
    ];
    appointments[6].value.reason.text = "Indlæggelse til hofteoperation".to_owned();
    let mut earlier = appointments[5].clone();
    (earlier.document, earlier.made, appointments[5].made) = (60, 1, 2);
    earlier.value.time = on(5, "09:00", "13:00");
    appointments.push(earlier);
    appointments
}

/// What `source` gave of another kind than appointments.
fn one(source: &str, kind: Kind, content: Content) -> Collected {
    Collected {
        answered: true,
        documents: vec![CollectedDocument {
            place: Place {
                on_demand: kind == Kind::MasterData,
                ..place(source, "1.2.4", 900)
            },
            content,
        }],
        ..Collected::new(source, kind)
    }
}

pub(super) fn stamkort(xml: &str) -> Collected {
    let read = read_master_data(xml.as_bytes()).unwrap();
    one("stamkort", Kind::MasterData, Content::MasterData(Box::new(read)))
}

pub(super) fn care_plan(xml: &str) -> Collected {
    let read = read_care_plan(xml.as_bytes()).unwrap();
    one("planer", Kind::CarePlans, Content::CarePlan(Box::new(read)))
}

fn diagnoses() -> Collected {
    let read = read_diagnosis_list(include_bytes!("../../../fixtures/fhir/diagnoses.json")).unwrap();
    one("diagnoser", Kind::Diagnoses, Content::Diagnoses(Box::new(read)))
}

/// The fixture of this name, about the patient of the appointments.
pub(super) fn about_the_patient(xml: &str) -> String {
    let (_, rest) = xml.split_once("root=\"1.2.208.176.1.2\" extension=\"").unwrap();
    xml.replace(&rest[..10], cpr().as_str())
}

pub(super) fn national(appointments: &[Version]) -> Collected {
    collected(
        "national",
        appointments
            .iter()
            .map(|it| it.found("national", "1.2.3"))
            .collect(),
    )
}

pub(super) fn of(collected: Vec<Collected>) -> Overview {
    let day = |text: &str| text.parse().unwrap();
    let period = Period::days(day("2027-04-01"), day("2027-04-30"));
    merge(cpr(), period, time("2027-04-01T06:45:00+02:00"), collected)
}

/// Both kinds of gap: a source too slow, one that refuses, a document that does not come, something blocked.
pub(super) fn gaps() -> Collected {
    let slow = Error::new(ErrorKind::Timeout, "transport.timeout", "no answer in time");
    let denied = Error::new(ErrorKind::Denied, "fault.denied", "not allowed");
    let absent = Error::new(ErrorKind::NotFound, "retrieve.not_delivered", "not delivered");
    let document: MissingDocument = serde_json::from_str(
        r#"{"start": "2027-04-02T10:00:00+02:00", "organisation": "Røntgen, Odense", "document_id": {"root": "1.2"}}"#,
    )
    .unwrap();
    let mut undelivered = Missing::new("national", Kind::Appointments, Step::Retrieve, &absent);
    undelivered.documents.push(document);
    let mut gaps = collected("national", Vec::new());
    gaps.missing = vec![
        Missing::new("region", Kind::Appointments, Step::Search, &slow),
        Missing::new("plandatabase", Kind::CarePlans, Step::Search, &denied),
        undelivered,
    ];
    gaps.withheld = vec![Withheld::new("national", Kind::Appointments, Step::Search)];
    gaps
}

pub(super) fn full() -> Overview {
    let xml = include_str!("../../../fixtures/pdc/v3.0-full.xml");
    let plan = care_plan(include_str!("../../../fixtures/cpd/v2.0.xml"));
    of(vec![
        national(&appointments()),
        stamkort(xml),
        plan,
        diagnoses(),
        gaps(),
    ])
}

/// The same of a patient with name and address protection, which only the stamkort knows of.
pub(super) fn protected() -> Overview {
    let mut appointments = appointments();
    let home = Address::new("Hemmelig Vej 7", "9999", "Skjulby");
    for version in &mut appointments {
        version.value.patient.address = PatientAddress::Known(home.clone());
    }
    appointments[3].value.location = Location::home(home.clone());
    appointments[4].value.location = Location::Other {
        name: "Hos patienten".to_owned(),
        address: Some(home),
        telecoms: Vec::new(),
    };
    let xml = about_the_patient(include_str!("../../../fixtures/pdc/v3.0-protected.xml"));
    of(vec![national(&appointments), stamkort(&xml)])
}
