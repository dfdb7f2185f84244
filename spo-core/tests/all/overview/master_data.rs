//! Master data: found, fetched, and beside the timeline.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::DateTime;
use spo_core::overview::{Cause, Kind, Language, Step};
use spo_core::{Address, Client, Context, ErrorKind, Location, OverviewRequest, PersonName};

use super::far::{Far, Mood, SECRET, Side};
use super::fixtures::{Version, at, cpr, shown};

const NAME: &str = "1.2.208.176.43210.8.10.12^aa575bf2-0000-4000-8000-000000000001";
const FORMAT: &str = "urn:ad:dk:medcom:pdc-v3.0:full";
const FULL: &str = include_str!("../../fixtures/pdc/v3.0-full.xml");

fn side(mood: Mood, document: &str) -> Side {
    Side::new(mood, &[]).on_demand(NAME, FORMAT, document)
}

/// The fixture of a protected citizen, about the patient of the appointments.
fn protected() -> String {
    let document = include_str!("../../fixtures/pdc/v3.0-protected.xml");
    let (_, rest) = document
        .split_once("root=\"1.2.208.176.1.2\" extension=\"")
        .unwrap();
    document.replace(&rest[..10], cpr().as_str())
}

#[test]
fn it_is_searched_and_fetched_as_the_service_is_known_to_answer() {
    let far = Far::new([
        ("national", Side::new(Mood::Well, &[])),
        ("sfsk", side(Mood::Well, FULL)),
    ]);
    let shared = far.client().master_data().get(cpr()).unwrap();
    assert_eq!(shared.read.master_data.cpr, cpr());
    assert!(shared.place.on_demand && shared.withheld.is_none() && shared.missing.is_empty());
    assert_eq!(shared.place.source, "master_data");
    assert_eq!(
        *far.calls.lock().unwrap(),
        ["sfsk/ddsregistry", "sfsk/ddsrepository"]
    );
    let requests = far.requests.lock().unwrap();
    for part in [
        "urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d",
        "returnType=\"LeafClass\"",
        "'2512489996^^^&amp;1.2.208.176.1.2&amp;ISO'",
        "'urn:uuid:34268e47-fdf5-41a6-ba33-82133c465248'",
        "'urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1'",
        "('urn:ad:dk:medcom:pdc-v3.0:full^^1.2.208.184.100.10')",
    ] {
        assert!(requests[0].contains(part), "{part}");
    }
    assert!(
        requests[1].contains("<xdsb:RepositoryUniqueId>1.2.208.176.43210.8.10.12</xdsb:RepositoryUniqueId>")
    );
    assert!(requests[1].contains(&format!("<xdsb:DocumentUniqueId>{NAME}</xdsb:DocumentUniqueId>")));
    assert!(!requests[1].contains("HomeCommunityId"));
}

#[test]
fn without_addresses_of_its_own_it_is_asked_of_the_national_services() {
    let far = Far::new([("national", side(Mood::Well, FULL))]);
    let shared = far.client().master_data().get(cpr()).unwrap();
    assert_eq!(shared.place.source, "national");
}

#[test]
fn what_the_registry_answers_of_other_types_is_passed_over() {
    let other = Side::new(Mood::Well, &[Version::new(1, at("10:00", "10:30"))]);
    let far = Far::new([("national", other)]);
    let error = far.client().master_data().get(cpr()).unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::NotFound, "master_data.none")
    );
    assert_eq!(far.calls.lock().unwrap().len(), 1);
}

#[test]
fn an_empty_answer_of_a_failing_source_is_not_the_absence_of_master_data() {
    let far = Far::new([("national", Side::new(Mood::Partial, &[]))]);
    let error = far.client().master_data().get(cpr()).unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::Unavailable, "search.partial")
    );
    far.set("national", side(Mood::Filters, FULL));
    let shared = far.client().master_data().get(cpr()).unwrap();
    assert!(shared.withheld.is_some() && !format!("{shared:?}").contains(SECRET));
}

#[test]
fn it_stands_beside_the_timeline_and_is_kept_with_the_time_of_its_fetch() {
    let national = Side::new(Mood::Well, &[Version::new(1, at("10:00", "10:30"))]);
    let far = Far::new([("national", national), ("sfsk", side(Mood::Well, FULL))]);
    let client = far.client();
    let session = client.session();
    let overview = session.overview(&OverviewRequest::new(cpr())).unwrap();
    assert_eq!((shown(&overview), overview.master_data.len()), (vec![1], 1));
    assert!(overview.is_complete(), "{:?}", overview.missing);
    assert!(overview.master_data[0].places[0].on_demand);
    far.calls.lock().unwrap().clear();
    let again = session.overview(&OverviewRequest::new(cpr())).unwrap();
    assert!(
        !far.calls
            .lock()
            .unwrap()
            .iter()
            .any(|call| call.ends_with("repository"))
    );
    assert_eq!(again.master_data[0].places, overview.master_data[0].places);
}

#[test]
fn within_a_session_it_is_shown_with_the_time_of_its_fetch() {
    let clock = Arc::new(AtomicI64::new(1_806_480_000));
    let shared = Arc::clone(&clock);
    let now = move || DateTime::from_timestamp(shared.load(Ordering::Relaxed), 0).unwrap();
    let far = Far::new([("national", side(Mood::Well, FULL))]);
    let client = Client::builder(far.config()).transport(Arc::clone(&far));
    let client = client
        .context(Context::new(now, uuid::Uuid::nil))
        .build()
        .unwrap();
    let session = client.session();
    let request = OverviewRequest::new(cpr()).kinds([Kind::MasterData]);
    let first = session.overview(&request).unwrap();

    clock.fetch_add(40 * 60, Ordering::Relaxed);
    let again = session.overview(&request).unwrap();
    assert!(again.made > first.made);
    assert_eq!(again.master_data[0].places[0].fetched, first.made);
    assert!(
        again
            .to_table(Language::Danish)
            .contains("Hentet ons 31. mar 2027 10:00")
    );
    assert!(
        again
            .to_html(Language::Danish)
            .contains("hentet 31. marts 2027 kl. 10:00")
    );
    session.forget();
    let anew = session.overview(&request).unwrap();
    assert_eq!(anew.master_data[0].places[0].fetched, again.made);
}

#[test]
fn nothing_about_it_is_taken_for_a_block() {
    // Since 2024-12-01 nobody can block it. What a source says for any reason is passed on, and takes nothing away.
    let far = Far::new([("national", Side::new(Mood::Well, &[]))]);
    let request = OverviewRequest::new(cpr()).kinds([Kind::MasterData]);
    let nothing = far.client().overview(&request).unwrap();
    assert!(nothing.withheld.is_empty() && nothing.missing.is_empty());
    assert!(!nothing.to_html(Language::Danish).contains("spærret"));

    far.set("national", side(Mood::Filters, FULL));
    let warned = far.client().overview(&request).unwrap();
    assert_eq!(warned.withheld[0].source, "national");
    far.set("national", side(Mood::Well, FULL));
    let plain = far.client().overview(&request).unwrap();
    let [warned, plain] = [warned, plain].map(|it| it.master_data[0].read.master_data.clone());
    assert_eq!(warned, plain);
}

#[test]
fn the_same_from_two_sources_is_one_and_what_differs_stands_newest_first() {
    let newer = FULL.replacen("20260302101500+0100", "20260303101500+0100", 1);
    let differs = FULL.replace("Testpark Allé 48", "Testpark Allé 50");
    let kinds = |config: &mut spo_core::ClientConfig| {
        for source in &mut config.further_sources {
            source.kinds = [Kind::MasterData].into();
        }
    };
    for (second, count) in [(newer, 1), (differs, 2)] {
        let far = Far::new([
            ("national", side(Mood::Well, FULL)),
            ("other", side(Mood::Well, &second)),
        ]);
        let mut config = far.config();
        kinds(&mut config);
        let client = Client::builder(config).transport(Arc::clone(&far));
        let request = OverviewRequest::new(cpr()).kinds([Kind::MasterData]);
        let overview = client.build().unwrap().overview(&request).unwrap();
        assert_eq!(overview.master_data.len(), count);
        let places: usize = overview.master_data.iter().map(|it| it.places.len()).sum();
        assert_eq!(places, 2);
    }
}

#[test]
fn master_data_that_knows_of_protection_speaks_for_every_source() {
    let mut told = Version::new(1, at("10:00", "10:30"));
    let home = Address::new("Hemmelig Vej 1", "5230", "Odense M");
    told.value.patient.name = PersonName::new("Hemmelig", "Hemmelig");
    told.value.patient.address = home.clone().into();
    told.value.location = Location::home(home);
    let far = Far::new([
        ("national", Side::new(Mood::Well, &[told])),
        ("sfsk", side(Mood::Well, &protected())),
    ]);
    let overview = far.client().overview(&OverviewRequest::new(cpr())).unwrap();
    assert!(overview.address_protected && overview.appointments.len() == 1);
    assert!(!overview.to_json().contains("Hemmelig") && !format!("{overview:?}").contains("Hemmelig"));
}

#[test]
fn a_document_of_another_patient_is_never_shown() {
    let stranger = FULL.replace("extension=\"2512489996\"", "extension=\"0408801111\"");
    let far = Far::new([("national", side(Mood::Well, &stranger))]);
    let error = far.client().master_data().get(cpr()).unwrap_err();
    assert_eq!(error.code(), "document.other_patient");
    let request = OverviewRequest::new(cpr()).kinds([Kind::MasterData]);
    let overview = far.client().overview(&request).unwrap();
    assert!(overview.master_data.is_empty());
    assert_eq!(
        (overview.missing[0].step, overview.missing[0].cause),
        (Step::Read, Cause::OtherPatient)
    );
}
