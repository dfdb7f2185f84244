//! What is written reads back the same.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use spo_core::cda::{AppointmentDocument, read_appointment};
use spo_core::{AppointmentTime, Location, PatientAddress};

use super::{schema, valid};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_valid_document_reads_back_equal(document in valid::document()) {
        prop_assert_eq!(document.validate(), []);
        let xml = document.to_xml().unwrap();
        let read = read_appointment(xml.as_bytes()).unwrap();
        prop_assert_eq!(&read.document, &document);

        // What may be written and still deserves a second look.
        let allowed = ["time.midnight", "id.authority", "location.home"];
        for warning in &read.warnings {
            prop_assert!(allowed.contains(&warning.code), "{}", warning);
        }
    }

    #[test]
    fn every_document_has_a_json_twin(document in valid::document()) {
        let json = serde_json::to_string(&document).unwrap();
        prop_assert_eq!(serde_json::from_str::<AppointmentDocument>(&json).unwrap(), document);
    }

    #[test]
    fn layout_around_and_in_texts_is_left_out(document in valid::document(), layout in "[ \t\r\n]{1,3}") {
        let mut messy = document.clone();
        messy.appointment.reason.text = format!("{layout}{}{layout}", document.appointment.reason.text);
        messy.appointment.patient.name.family = format!("A{layout}\nB");
        let read = read_appointment(messy.to_xml().unwrap().as_bytes()).unwrap().document.appointment;
        prop_assert_eq!(&read.reason.text, &document.appointment.reason.text);
        prop_assert_eq!(&read.patient.name.family, "A B");
    }
}

/// `count` documents, the same in every run.
pub(crate) fn generated(count: usize) -> Vec<AppointmentDocument> {
    let mut runner = TestRunner::deterministic();
    let strategy = valid::document();
    (0..count)
        .map(|_| strategy.new_tree(&mut runner).unwrap().current())
        .collect()
}

#[test]
fn every_generated_document_passes_the_schema_of_cda() {
    let documents: Vec<_> = generated(400)
        .iter()
        .map(|document| document.to_xml().unwrap())
        .collect();
    schema::assert_valid(&documents);
}

#[test]
fn the_generator_reaches_every_variant() {
    let documents = generated(200);
    let has = |is: fn(&AppointmentDocument) -> bool| assert!(documents.iter().any(is));
    has(|it| matches!(it.appointment.time, AppointmentTime::At { end: None, .. }));
    has(|it| matches!(it.appointment.time, AppointmentTime::Window { end: Some(_), .. }));
    has(|it| matches!(it.appointment.time, AppointmentTime::Day { .. }));
    has(|it| matches!(it.appointment.location, Location::Facility(_)));
    has(|it| {
        matches!(
            it.appointment.location,
            Location::Home {
                address: PatientAddress::Protected,
                ..
            }
        )
    });
    has(|it| {
        matches!(
            it.appointment.location,
            Location::Home {
                address: PatientAddress::Known(_),
                ..
            }
        )
    });
    has(|it| matches!(it.appointment.location, Location::Other { .. }));
    has(|it| it.appointment.patient.general_practice.is_some());
    has(|it| it.appointment.requester.is_none());
    has(|it| {
        it.appointment
            .episode
            .as_ref()
            .is_some_and(|episode| episode.label.is_none())
    });
    has(|it| {
        it.appointment
            .series
            .as_ref()
            .is_some_and(|series| series.id.is_none())
    });
}
