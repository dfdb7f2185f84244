//! Asking many sources: one deadline, every gap named.

use std::time::{Duration, Instant};

use spo_core::overview::{Cause, Kind, Overview, Period, Step};
use spo_core::{AppointmentTime, ErrorKind, OverviewRequest};

use super::far::{Far, Mood, PATIENCE, SECRET, Side};
use super::fixtures::{Version, at, cpr, shown, time};

fn request() -> OverviewRequest {
    OverviewRequest::new(cpr()).kinds([Kind::Appointments])
}

fn version(number: u64) -> Version {
    Version::new(number, at("10:00", "10:30"))
}

/// Who is missing, at what step and why.
fn gaps(overview: &Overview) -> Vec<(&str, Step, Cause, bool)> {
    let missing = overview.missing.iter();
    missing
        .map(|it| (it.source.as_str(), it.step, it.cause, it.retryable))
        .collect()
}

#[test]
fn four_sources_of_which_one_is_dead_one_slow_and_one_partial() {
    let far = Far::new([
        ("national", Side::new(Mood::Well, &[version(1)])),
        ("dead", Side::new(Mood::Dead, &[version(2)])),
        ("partial", Side::new(Mood::Partial, &[version(3)])),
        ("slow", Side::new(Mood::Stuck, &[version(4)])),
    ]);
    let started = Instant::now();
    let overview = far.client().overview(&request().within(PATIENCE)).unwrap();
    let took = started.elapsed();
    far.release();
    assert!(
        took >= PATIENCE && took < PATIENCE + Duration::from_secs(1),
        "{took:?}"
    );
    assert_eq!(shown(&overview), [1, 3]);
    assert_eq!(
        gaps(&overview),
        [
            ("dead", Step::Search, Cause::Unavailable, true),
            ("partial", Step::Search, Cause::Partial, true),
            ("slow", Step::Search, Cause::TooSlow, true),
        ]
    );
    assert_eq!(overview.missing[2].code, "overview.deadline");
    assert!(overview.withheld.is_empty());
    let answered: Vec<_> = overview
        .sources
        .iter()
        .map(|it| (it.name.as_str(), it.answered.len(), it.documents))
        .collect();
    assert_eq!(
        answered,
        [
            ("dead", 0, 0),
            ("national", 1, 1),
            ("partial", 1, 1),
            ("slow", 0, 0)
        ]
    );
}

#[test]
fn a_transport_that_keeps_its_time_ends_before_the_deadline_with_its_own_error() {
    let far = Far::new([
        ("national", Side::new(Mood::Well, &[version(1)])),
        ("slow", Side::new(Mood::Slow, &[version(2)])),
    ]);
    let started = Instant::now();
    let overview = far.client().overview(&request().within(PATIENCE)).unwrap();
    assert!(started.elapsed() < PATIENCE);
    assert_eq!(gaps(&overview), [("slow", Step::Search, Cause::TooSlow, true)]);
    assert_eq!(overview.missing[0].code, "transport.timeout");
}

#[test]
fn documents_that_did_not_come_in_time_are_named_one_by_one() {
    // More than can be under way at once, so that some were never asked for.
    let versions: Vec<_> = (1..=101).map(version).collect();
    let far = Far::new([("national", Side::new(Mood::StuckWithDocuments, &versions))]);
    let within = Duration::from_millis(500);
    let overview = far.client().overview(&request().within(within)).unwrap();
    far.release();
    assert!(overview.appointments.is_empty());
    assert_eq!(
        gaps(&overview),
        [("national", Step::Retrieve, Cause::TooSlow, true)]
    );
    assert_eq!(overview.missing[0].documents.len(), 101);
    let document = &overview.missing[0].documents[0];
    assert_eq!(document.start, Some(time("2027-04-01T10:00:00+02:00")));
    assert!(document.organisation.is_some());
    assert!(far.calls.lock().unwrap().len() <= 1 + 4);
}

#[test]
fn a_document_that_is_not_delivered_or_cannot_be_read_does_not_spoil_the_others() {
    let far = Far::new([
        ("national", Side::new(Mood::Well, &[version(1)])),
        ("empty", Side::new(Mood::Empty, &[version(2)])),
        ("garbled", Side::new(Mood::Garbled, &[version(3)])),
    ]);
    let overview = far.client().overview(&request()).unwrap();
    assert_eq!(shown(&overview), [1]);
    assert_eq!(
        gaps(&overview),
        [
            ("empty", Step::Retrieve, Cause::NotDelivered, false),
            ("garbled", Step::Read, Cause::Unreadable, false),
        ]
    );
}

#[test]
fn a_filtered_answer_is_withheld_and_its_words_are_not_passed_on() {
    let far = Far::new([("national", Side::new(Mood::Filters, &[version(1)]))]);
    let overview = far.client().overview(&request()).unwrap();
    assert_eq!(shown(&overview), [1]);
    assert!(overview.missing.is_empty());
    assert_eq!(
        (overview.withheld[0].source.as_str(), overview.withheld[0].step),
        ("national", Step::Search)
    );
    assert!(!overview.to_json().contains(SECRET) && !format!("{overview:?}").contains(SECRET));
}

#[test]
fn a_panic_in_a_transport_is_that_sources_gap() {
    let far = Far::new([
        ("national", Side::new(Mood::Well, &[version(1)])),
        ("panics", Side::new(Mood::Panics, &[])),
    ]);
    let overview = far.client().overview(&request()).unwrap();
    assert_eq!(
        gaps(&overview),
        [("panics", Step::Search, Cause::Internal, false)]
    );
}

#[test]
fn it_is_an_error_only_when_nothing_could_be_had() {
    let dead = || Side::new(Mood::Dead, &[]);
    let far = Far::new([("national", dead()), ("region", dead())]);
    let error = far.client().overview(&request()).unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::Unavailable, "transport.connect")
    );

    far.set("region", Side::new(Mood::Panics, &[]));
    let error = far.client().overview(&request()).unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::Unavailable, "overview.no_source")
    );
    assert!(
        error.message().contains("national: ") && error.message().contains("region: "),
        "{error}"
    );

    // An empty answer is an answer.
    far.set("region", Side::new(Mood::Well, &[]));
    let overview = far.client().overview(&request()).unwrap();
    assert!(overview.appointments.is_empty() && overview.missing.len() == 1);

    // So is one whose documents cannot be had: they are known.
    far.set("region", Side::new(Mood::Empty, &[version(1)]));
    assert_eq!(far.client().overview(&request()).unwrap().missing.len(), 2);
}

#[test]
fn what_cannot_be_asked_is_refused_before_anything_is_sent() {
    let far = Far::new([("national", Side::new(Mood::Well, &[]))]);
    let day = |text: &str| text.parse().unwrap();
    let backwards = request().period(Period::days(day("2027-04-02"), day("2027-04-01")));
    assert_eq!(
        far.client().overview(&backwards).unwrap_err().code(),
        "overview.period"
    );
    assert_eq!(
        far.client().overview(&request().kinds([])).unwrap_err().code(),
        "overview.kinds"
    );
    assert!(far.calls.lock().unwrap().is_empty());
}

#[test]
fn a_session_fetches_a_document_once_and_forgets_with_its_caller() {
    let far = Far::new([("national", Side::new(Mood::Well, &[version(1)]))]);
    let client = far.client();
    let calls = || std::mem::take(&mut *far.calls.lock().unwrap());
    let session = client.session();
    let first = session.overview(&request()).unwrap();
    assert_eq!(calls(), ["national/ddsregistry", "national/ddsrepository"]);
    let again = session.overview(&request()).unwrap();
    assert_eq!(calls(), ["national/ddsregistry"]);
    assert_eq!(first.to_json(), again.to_json());

    // What was withdrawn meanwhile is gone all the same.
    far.set("national", Side::new(Mood::Well, &[]));
    assert!(session.overview(&request()).unwrap().appointments.is_empty());
    far.set("national", Side::new(Mood::Well, &[version(1)]));
    calls();

    session.forget();
    session.overview(&request()).unwrap();
    assert_eq!(calls().len(), 2);
    client.overview(&request()).unwrap();
    assert_eq!(calls().len(), 2);
    let other = session.as_caller(spo_core::dgws::Caller::citizen(cpr()));
    assert!(format!("{other:?}").contains("documents: 0"), "{other:?}");
}

#[test]
fn the_same_appointment_from_two_sources_is_one() {
    let far = Far::new([
        ("national", Side::new(Mood::Well, &[version(1)])),
        (
            "region",
            Side::new(Mood::Well, &[version(1)]).entries(|entry| {
                entry.repository_id = Some("1.2.7".to_owned());
            }),
        ),
    ]);
    let overview = far.client().overview(&request()).unwrap();
    assert_eq!(
        (shown(&overview), overview.appointments[0].places.len()),
        (vec![1], 2)
    );
}

#[test]
fn only_what_touches_the_period_is_fetched_and_a_stay_under_way_is_part_of_it() {
    let stay = AppointmentTime::at(
        time("2027-03-29T10:00:00+02:00"),
        time("2027-04-02T10:00:00+02:00"),
    );
    let over = AppointmentTime::at(
        time("2027-03-29T10:00:00+02:00"),
        time("2027-04-01T00:00:00+02:00"),
    );
    let versions = [
        version(1),
        Version::new(2, stay),
        Version::new(3, over),
        Version::new(4, AppointmentTime::day("2027-04-01".parse().unwrap())),
        Version::new(5, AppointmentTime::day("2027-04-02".parse().unwrap())),
    ];
    let far = Far::new([("national", Side::new(Mood::Well, &versions))]);
    let day = "2027-04-01".parse().unwrap();
    let overview = far
        .client()
        .overview(&request().period(Period::days(day, day)))
        .unwrap();
    assert_eq!(shown(&overview), [2, 4, 1]);
}

#[test]
fn another_patients_entry_is_not_shown_and_not_fetched() {
    let side = Side::new(Mood::Well, &[version(1)]).entries(|entry| {
        entry.patient_id = Some(spo_core::Cpr::parse("0408801111").unwrap().into());
    });
    let far = Far::new([("national", side)]);
    let overview = far.client().overview(&request()).unwrap();
    assert!(overview.appointments.is_empty());
    assert_eq!(
        gaps(&overview),
        [("national", Step::Search, Cause::OtherPatient, false)]
    );
    assert_eq!(far.calls.lock().unwrap().len(), 1);

    // An entry that does not say whom it is about, and a document about another.
    let mut stranger = version(1);
    stranger.value.patient.cpr = "0408801111".parse().unwrap();
    let side = Side::new(Mood::Well, &[stranger]).entries(|entry| entry.patient_id = None);
    far.set("national", side);
    let overview = far.client().overview(&request()).unwrap();
    assert_eq!(
        gaps(&overview),
        [("national", Step::Read, Cause::OtherPatient, false)]
    );
}
