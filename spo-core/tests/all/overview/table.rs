//! The overview as plain text.

use spo_core::overview::{
    CollectedDocument, Content, Kind, Language, Missing, MissingDocument, Step, Withheld,
};
use spo_core::{
    AppointmentTime, Error, ErrorKind, Location, PatientAddress, Registration, ResuscitationOptOut, Sourced,
};

use super::fixtures::{Version, at, collected, merged, place, time, timeline};

#[test]
fn withheld_and_missing_are_said_first() {
    let error = Error::new(ErrorKind::Timeout, "transport.timeout", "no answer in time");
    let mut national = collected(
        "national",
        vec![Version::new(1, at("10:00", "10:30")).found("national", "1.2.3")],
    );
    national.withheld = vec![Withheld::new("national", Kind::Appointments, Step::Search)];
    national.missing = vec![Missing::new("region", Kind::Appointments, Step::Search, &error)];
    let overview = merged(vec![national]);
    let danish = overview.to_table(Language::Danish);
    let lines: Vec<_> = danish.lines().collect();
    assert_eq!(lines[0], "! national: noget kan være spærret (aftaler).");
    assert_eq!(
        lines[1],
        "! region: aftaler mangler: kilden svarede ikke i tide. Prøv igen. [transport.timeout]"
    );
    assert!(lines[3].starts_with("Dag"), "{danish}");
    assert!(lines[5].starts_with("tor 1. apr 2027  10:00-10:30"), "{danish}");
    let english = overview.to_table(Language::English);
    assert!(
        english.contains("something may be blocked") && english.contains("Thu 1 Apr 2027"),
        "{english}"
    );
}

#[test]
fn each_time_reads_as_people_say_it_and_a_day_is_named_once() {
    let start = time("2027-04-01T10:15:00+02:00");
    let versions = [
        Version::new(1, at("10:00", "10:30")),
        Version::new(2, AppointmentTime::At { start, end: None }),
        Version::new(3, AppointmentTime::day(start.date())),
        Version::new(
            4,
            AppointmentTime::window(
                time("2027-04-02T07:00:00+02:00"),
                time("2027-04-02T09:00:00+02:00"),
            ),
        ),
    ];
    let table = timeline(&versions).to_table(Language::Danish);
    for text in [
        "uden klokkeslæt",
        "10:00-10:30 (overlapper)",
        "10:15 (overlapper)",
        "ca. 07:00-09:00",
    ] {
        assert!(table.contains(text), "{text}: {table}");
    }
    assert_eq!(table.matches("tor 1. apr 2027").count(), 1);
}

#[test]
fn neither_a_cpr_number_nor_a_protected_address_is_in_it() {
    let mut version = Version::new(1, at("10:00", "10:30"));
    version.value.patient.address = PatientAddress::Protected;
    version.value.location = Location::home(PatientAddress::Protected);
    version.value.reason.text = "Se 251248-9996".to_owned();
    let table = timeline(&[version]).to_table(Language::Danish);
    assert!(
        table.contains("adressen er beskyttet") && !table.contains("9996"),
        "{table}"
    );
}

fn with_master_data(document: &str) -> spo_core::Overview {
    let read = spo_core::cda::read_master_data(document.as_bytes()).unwrap();
    let content = Content::MasterData(Box::new(read));
    let place = place("master_data", "1.2.3", 9);
    merged(vec![collected(
        "master_data",
        vec![CollectedDocument { place, content }],
    )])
}

#[test]
fn master_data_stands_below_each_item_with_its_source() {
    let overview = with_master_data(include_str!("../../fixtures/pdc/v3.0-full.xml"));
    let danish = overview.to_table(Language::Danish);
    for text in [
        "Stamkort",
        "Kilde",
        "Genoplivning",
        "Testpark Allé 48",
        "Pårørende",
        "Hentet ons 31. mar 2027 08:00",
    ] {
        assert!(danish.contains(text), "{text}: {danish}");
    }
    // The children's and the relatives' numbers are in the document.
    assert!(!danish.contains("0505109990"), "{danish}");
}

#[test]
fn a_protected_citizens_master_data_tells_that_it_is_protected() {
    let overview = with_master_data(include_str!("../../fixtures/pdc/v3.0-protected.xml"));
    let table = overview.to_table(Language::English);
    assert!(
        table.contains("Address") && table.contains("protected"),
        "{table}"
    );
}

#[test]
fn what_the_register_could_not_tell_is_not_a_no() {
    let full = include_str!("../../fixtures/pdc/v3.0-full.xml");
    let mut overview = with_master_data(full);
    for (state, told) in [
        (ResuscitationOptOut::OptedOut, "FRAVALGT ved hjertestop"),
        (ResuscitationOptOut::NotOptedOut, "ikke fravalgt"),
        (ResuscitationOptOut::Unavailable, "midlertidigt utilgængelig"),
        (ResuscitationOptOut::NotInDocument, "ikke oplyst"),
    ] {
        overview.master_data[0]
            .read
            .master_data
            .resuscitation_opt_out
            .value = state;
        let table = overview.to_table(Language::Danish);
        let line = table
            .lines()
            .find(|line| line.starts_with("Genoplivning"))
            .unwrap();
        assert!(line.contains(told), "{line}");
    }
}

#[test]
fn a_registration_that_is_not_told_is_not_told_as_none() {
    let full = include_str!("../../fixtures/pdc/v3.0-full.xml");
    let mut overview = with_master_data(full);
    for (state, told) in [
        (
            Some(Registration::PositionRegistered),
            Some("stillingtagen registreret"),
        ),
        (
            Some(Registration::NoPositionRegistered),
            Some("ingen registreret"),
        ),
        (Some(Registration::Unavailable), Some("midlertidigt utilgængelig")),
        (None, None),
    ] {
        let item = &mut overview.master_data[0].read.master_data.organ_donor_registration;
        let before = item.take();
        *item = state.and_then(|value| before.map(|before| Sourced { value, ..before }));
        let table = overview.to_table(Language::Danish);
        let line = table.lines().find(|line| line.starts_with("Organdonation"));
        assert_eq!(line.is_some(), told.is_some(), "{table}");
        assert!(
            line.unwrap_or_default().contains(told.unwrap_or_default()),
            "{table}"
        );
    }
}

#[test]
fn an_empty_overview_does_not_say_that_there_is_nothing() {
    let overview = merged(vec![collected("national", Vec::new())]);
    assert_eq!(overview.to_table(Language::Danish), "Ingen aftaler fundet.\n");
    assert_eq!(overview.to_table(Language::English), "No appointments found.\n");
}

#[test]
fn a_missing_document_tells_what_the_registry_knows() {
    let mut document: MissingDocument = serde_json::from_str(
        r#"{"start": "2027-04-01T10:00:00+02:00", "organisation": "Røntgen", "document_id": {"root": "1.2"}}"#,
    )
    .unwrap();
    assert_eq!(document.line(Language::Danish), "tor 1. apr 2027 10:00, Røntgen");
    document.start = None;
    assert_eq!(document.line(Language::English), "unknown time, Røntgen");
}
