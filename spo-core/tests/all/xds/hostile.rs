//! No input makes the readers panic, and answers of any shape end in a value or a typed error.

use proptest::prelude::*;
use spo_core::ErrorKind;
use spo_core::xds::RegistryObjects;
use spo_core::xds::query::Answer;
use spo_core::xds::response::RegistryResponse;
use spo_core::xds::retrieve::Retrieved;
use spo_core::xml::{Document, Limits};

const ANSWER: &str = include_str!("../../../src/xds/ebxml/fixtures/answer.xml");

/// Reads `bytes` as everything an answer can be.
fn read_as_anything(bytes: &[u8]) {
    let Ok(document) = Document::parse(bytes, Limits::MESSAGE) else {
        return;
    };
    let root = document.root();
    for element in std::iter::once(root).chain(root.descendants()) {
        let objects = RegistryObjects::read(element);
        let _ = (format!("{objects:?}"), serde_json::to_string(&objects).unwrap());
        let _ = Retrieved::read(element, &[], |content| Ok(content.text().len()));
        for entry in &objects.entries {
            let _ = (
                entry.trusted_hash(),
                entry.display_title(),
                entry.is_appointment(),
            );
            let _ = (
                entry.source_patient_info.name(),
                entry.source_patient_info.birth_date(),
            );
        }
    }
    let _ = (
        Answer::read(root).map(|answer| answer.body()),
        RegistryResponse::read(root).map(RegistryResponse::accept),
    );
}

#[test]
fn every_beginning_of_an_answer_is_survived() {
    for length in (0..ANSWER.len()).step_by(7) {
        read_as_anything(&ANSWER.as_bytes()[..length]);
    }
    read_as_anything(ANSWER.as_bytes());
}

#[test]
fn another_element_or_namespace_is_a_protocol_error() {
    for xml in [
        "<AdhocQueryResponse/>",
        "<html/>",
        "<a xmlns='urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0'/>",
    ] {
        let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
        assert_eq!(
            Answer::read(document.root()).unwrap_err().kind(),
            ErrorKind::Protocol
        );
        let retrieved = Retrieved::read(document.root(), &[], |content| Ok(content.text().len()));
        assert_eq!(retrieved.unwrap_err().kind(), ErrorKind::Protocol);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn altered_answers_are_survived(places in prop::collection::vec((0..ANSWER.len(), any::<char>()), 1..8)) {
        let mut answer = ANSWER.to_owned();
        for (place, c) in places {
            let place = (0..=place.min(answer.len())).rev().find(|at| answer.is_char_boundary(*at)).unwrap();
            answer.insert(place, c);
        }
        read_as_anything(answer.as_bytes());
    }

    #[test]
    fn values_of_any_text_are_survived(text in "\\PC{0,40}") {
        let text = text.replace(['<', '&', '"', ']'], "^");
        let answer = ANSWER.replace("2018083110", &text).replace("39289-4", &text).replace("Aftale for 2512489996", &text);
        read_as_anything(answer.replace("2512489996^^^", &text).as_bytes());
    }
}
