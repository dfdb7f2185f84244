//! What sources gave, merged: nothing doubled, nothing outdated, everything in its place.

use spo_core::overview::{Cause, Kind, Missing, Overlap, Step, Withheld};
use spo_core::{Address, AppointmentStatus, AppointmentTime, Error, ErrorKind, Location, PatientAddress};

use super::fixtures::{Version, at, collected, id, merged, place, shown, time, timeline};

#[test]
fn the_same_document_in_two_repositories_is_one_with_both_places() {
    let version = Version::new(1, at("10:00", "10:30"));
    let overview = merged(vec![
        collected("region", vec![version.found("region", "1.2.9")]),
        collected("national", vec![version.found("national", "1.2.3")]),
    ]);
    assert_eq!(shown(&overview), [1]);
    let places: Vec<_> = overview.appointments[0]
        .places
        .iter()
        .map(|place| place.source.as_str())
        .collect();
    assert_eq!(places, ["national", "region"]);
}

#[test]
fn two_documents_with_one_id_that_differ_are_both_shown() {
    let first = Version::new(1, at("10:00", "10:30"));
    let mut other = first.clone();
    other.appointment = 2;
    other.value.time = at("11:00", "11:30");
    assert_eq!(shown(&timeline(&[first, other])), [1, 1]);
}

#[test]
fn the_newest_version_wins_and_names_the_one_that_was_not_withdrawn() {
    let first = Version::new(1, at("10:00", "10:30"));
    let moved = Version {
        document: 2,
        made: 2,
        ..Version::new(1, at("14:00", "14:30"))
    };
    let overview = timeline(&[moved, first.clone()]);
    assert_eq!(shown(&overview), [2]);
    let [older] = &overview.appointments[0].older_versions[..] else {
        panic!("one older version")
    };
    assert_eq!((&older.document_id, &older.time), (&id(1), &first.value.time));
}

#[test]
fn versions_made_at_the_same_second_that_differ_are_both_shown() {
    let one = Version::new(1, at("10:00", "10:30"));
    let other = Version {
        document: 2,
        ..Version::new(1, at("14:00", "14:30"))
    };
    assert_eq!(shown(&timeline(&[one.clone(), other])), [1, 2]);
    // The same in other words: registered twice.
    let twin = Version {
        document: 3,
        ..one.clone()
    };
    let overview = timeline(&[one, twin]);
    assert_eq!(
        (shown(&overview), overview.appointments[0].places.len()),
        (vec![1], 2)
    );
}

#[test]
fn an_appointment_id_that_many_share_joins_nothing() {
    let documents = [1, 2].map(|number| {
        let version = Version::new(number, at("10:00", "10:30"));
        let mut found = version.found("national", "1.2.3");
        let spo_core::overview::Content::Appointment(read) = &mut found.content else {
            panic!("an appointment")
        };
        read.document.appointment_id.extension = "NI".to_owned();
        found
    });
    assert_eq!(
        shown(&merged(vec![collected("national", documents.into())])),
        [1, 2]
    );
}

#[test]
fn what_one_registry_calls_deprecated_is_gone_everywhere() {
    let version = Version::new(1, at("10:00", "10:30"));
    let mut region = collected("region", Vec::new());
    region.deprecated = vec![id(1)];
    let national = collected("national", vec![version.found("national", "1.2.3")]);
    let overview = merged(vec![national, region]);
    assert!(overview.appointments.is_empty());
}

#[test]
fn days_begin_with_what_has_no_clock_time_and_an_open_end_comes_last() {
    let start = time("2027-04-01T10:00:00+02:00");
    let half_past = time("2027-04-01T10:30:00+02:00");
    let versions = [
        Version::new(1, AppointmentTime::At { start, end: None }),
        Version::new(2, AppointmentTime::window(start, half_past)),
        Version::new(3, AppointmentTime::at(start, half_past)),
        Version::new(4, AppointmentTime::day(start.date())),
        Version::new(
            5,
            AppointmentTime::at(time("2027-04-01T00:00:00+02:00"), half_past),
        ),
        Version::new(
            6,
            AppointmentTime::at(
                time("2027-03-31T23:30:00+02:00"),
                time("2027-04-01T00:00:00+02:00"),
            ),
        ),
    ];
    let overview = timeline(&versions);
    assert_eq!(shown(&overview), [6, 4, 5, 3, 1, 2]);
    let days: Vec<_> = overview
        .days()
        .map(|(day, first, appointments)| (day.to_string(), first, appointments.len()))
        .collect();
    assert_eq!(
        days,
        [("2027-03-31".to_owned(), 0, 1), ("2027-04-01".to_owned(), 1, 5)]
    );
    let guided: Vec<_> = overview.appointments.iter().map(|it| it.guided).collect();
    assert_eq!(guided, [false, true, false, false, false, true]);
    assert!(overview.appointments.iter().all(|it| it.last_day.is_none()));
}

#[test]
fn a_stay_over_midnight_stands_on_its_first_day_and_tells_its_last() {
    let stay = AppointmentTime::at(
        time("2027-04-01T10:00:00+02:00"),
        time("2027-04-03T08:00:00+02:00"),
    );
    let overview = timeline(&[Version::new(1, stay)]);
    let it = &overview.appointments[0];
    assert_eq!(it.day.to_string(), "2027-04-01");
    assert_eq!(
        it.last_day.map(|day| day.to_string()).as_deref(),
        Some("2027-04-03")
    );
}

#[test]
fn overlaps_are_marked_on_both_sides_and_guided_ones_only_as_possible() {
    let start = time("2027-04-01T10:15:00+02:00");
    let versions = [
        Version::new(1, at("10:00", "10:30")),
        Version::new(2, AppointmentTime::At { start, end: None }),
        Version::new(
            3,
            AppointmentTime::window(
                time("2027-04-01T10:20:00+02:00"),
                time("2027-04-01T12:00:00+02:00"),
            ),
        ),
        // Begins as the first ends.
        Version::new(4, at("10:30", "11:00")),
        Version::new(5, AppointmentTime::day(start.date())),
    ];
    let overview = timeline(&versions);
    assert_eq!(shown(&overview), [5, 1, 2, 3, 4]);
    let overlap = |with, possible| Overlap { with, possible };
    let marked: Vec<_> = overview
        .appointments
        .iter()
        .map(|it| it.overlaps.clone())
        .collect();
    assert_eq!(
        marked,
        [
            vec![],
            vec![overlap(2, false), overlap(3, true)],
            vec![overlap(1, false)],
            vec![overlap(1, true), overlap(4, true)],
            vec![overlap(3, true)],
        ]
    );
}

#[test]
fn a_cancelled_appointment_of_an_old_document_overlaps_nothing() {
    let mut cancelled = Version::new(1, at("10:00", "10:30")).found("national", "1.2.3");
    let spo_core::overview::Content::Appointment(read) = &mut cancelled.content else {
        panic!("an appointment")
    };
    read.document.appointment.status = AppointmentStatus::Cancelled;
    let other = Version::new(2, at("10:00", "10:30")).found("national", "1.2.3");
    let overview = merged(vec![collected("national", vec![cancelled, other])]);
    assert_eq!(shown(&overview), [1, 2]);
    assert!(overview.appointments.iter().all(|it| it.overlaps.is_empty()));
}

#[test]
fn a_thousand_at_once_are_each_marked_with_some_and_none_with_all() {
    let mut template = Version::new(1, at("10:00", "10:30")).found("national", "1.2.3");
    let documents = (0..1000).map(|number| {
        let spo_core::overview::Content::Appointment(read) = &mut template.content else {
            panic!("an appointment")
        };
        (read.document.id, read.document.appointment_id) = (id(number), id(5000 + number));
        template.place = place("national", "1.2.3", number);
        template.clone()
    });
    let overview = merged(vec![collected("national", documents.collect())]);
    assert_eq!(overview.appointments.len(), 1000);
    assert!(overview.appointments.iter().all(|it| !it.overlaps.is_empty()));
    let marks: usize = overview.appointments.iter().map(|it| it.overlaps.len()).sum();
    assert!(marks < 1000 * 80, "{marks}");
}

#[test]
fn an_address_that_one_source_protects_no_other_tells() {
    let home = Address::new("Hemmelig Vej 1", "5230", "Odense M");
    let mut told = Version::new(1, at("10:00", "10:30"));
    told.value.patient.address = home.clone().into();
    told.value.location = Location::home(home.clone());
    let mut elsewhere = Version::new(2, at("11:00", "11:30"));
    elsewhere.value.location = Location::Other {
        name: "Hos borgeren".to_owned(),
        address: Some(home),
        telecoms: Vec::new(),
    };
    let clear = timeline(&[told.clone(), elsewhere.clone()]);
    assert!(!clear.address_protected && clear.to_json().contains("Hemmelig"));
    let mut protected = Version::new(3, at("12:00", "12:30"));
    protected.value.patient.address = PatientAddress::Protected;
    let overview = timeline(&[told, elsewhere, protected]);
    assert!(overview.address_protected);
    assert!(!overview.to_json().contains("Hemmelig") && !format!("{overview:?}").contains("Hemmelig"));
}

#[test]
fn one_cause_is_one_gap_whatever_the_order_of_the_answers() {
    let error = Error::new(
        ErrorKind::Unavailable,
        "transport.connect",
        "no connection to the host",
    );
    let missing = |kind| Missing::new("national", kind, Step::Search, &error);
    let mut first = collected("national", Vec::new());
    first.missing = vec![missing(Kind::Appointments)];
    first.withheld = vec![Withheld::new("national", Kind::Appointments, Step::Search)];
    let mut second = collected("national", Vec::new());
    second.missing = vec![missing(Kind::CarePlans)];
    second.withheld = vec![Withheld::new("national", Kind::CarePlans, Step::Search)];
    for order in [vec![first.clone(), second.clone()], vec![second, first]] {
        let overview = merged(order);
        let [missing] = &overview.missing[..] else {
            panic!("one gap")
        };
        assert_eq!((missing.cause, missing.retryable), (Cause::Unavailable, true));
        assert!(missing.kinds.iter().eq(&[Kind::Appointments, Kind::CarePlans]));
        assert_eq!(overview.withheld.len(), 1);
        assert!(!overview.is_complete() && overview.is_retryable());
    }
}

#[test]
fn what_is_withheld_says_neither_what_nor_by_whom() {
    let withheld = Withheld::new("national", Kind::Appointments, Step::Search);
    let fields = serde_json::to_value(withheld).unwrap();
    let fields: Vec<_> = fields.as_object().unwrap().keys().cloned().collect();
    assert_eq!(fields, ["kinds", "source", "step"]);
}
