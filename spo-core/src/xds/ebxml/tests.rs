//! The oddities of answers, on one made-up answer.

use crate::ServiceError;
use crate::xds::query::Answer;
use crate::xds::response::ResponseStatus;
use crate::xds::{AssociationType, DocumentEntry, ObjectType};
use crate::xml::{Document, Limits};

fn answer() -> Answer {
    let document = Document::parse(include_bytes!("fixtures/answer.xml"), Limits::MESSAGE).unwrap();
    Answer::read(document.root()).unwrap()
}

fn entry(index: usize) -> DocumentEntry {
    answer().objects.entries.swap_remove(index)
}

fn warnings(id: &str) -> Vec<(String, &'static str)> {
    let warnings = answer()
        .objects
        .warnings
        .into_iter()
        .filter(|warning| warning.entry_uuid.as_str() == id);
    warnings
        .map(|warning| (warning.attribute.into_owned(), warning.problem))
        .collect()
}

#[test]
fn a_partial_success_keeps_what_came_and_says_what_failed() {
    let answer = answer().accept().unwrap();
    assert!(answer.is_incomplete());
    assert_eq!(
        (answer.status, answer.objects.entries.len()),
        (ResponseStatus::PartialSuccess, 4)
    );
    let failed = ServiceError {
        code: "dk.example.SourceException: patient ******-****: Forbidden".to_owned(),
        context: "[Home: null]".to_owned(),
        location: None,
        warning: false,
    };
    assert_eq!(answer.errors[0], failed);
    assert!(answer.errors[1].warning);
}

#[test]
fn times_keep_the_precision_they_have() {
    let entry = entry(0);
    assert_eq!(entry.creation_time.unwrap().to_string(), "20180607");
    assert_eq!(entry.service_start_time.unwrap().to_string(), "2018083110");
    assert_eq!(entry.service_stop_time, None);
}

#[test]
fn what_is_missing_is_none() {
    let entry = entry(0);
    assert_eq!(
        (entry.home_community_id, entry.title, entry.language_code),
        (None, None, None)
    );
    assert_eq!(entry.version.as_deref(), Some("1"));
}

#[test]
fn the_hash_of_nothing_is_kept_flagged_and_not_trusted() {
    let entry = entry(0);
    assert!(entry.hash.is_some() && entry.trusted_hash().is_none());
    assert_eq!(warnings(entry.entry_uuid.as_str())[0].0, "hash");
}

#[test]
fn layout_in_values_is_removed_and_unknown_slots_are_kept() {
    let entry = entry(0);
    let author = &entry.authors[0];
    assert_eq!(
        author.institutions[0].name(),
        "OUH Radiologisk Afdeling (Svendborg)"
    );
    assert_eq!(
        author.institutions[0].id().unwrap().extension(),
        "242621000016001"
    );
    assert_eq!(author.extra_slots[0].name, "authorSpeciality");
    assert_eq!(entry.extra_slots[0].values, ["one", "two"]);
}

#[test]
fn broken_schemes_and_slot_names_are_understood() {
    let first = entry(0);
    assert_eq!(first.patient_id.unwrap().cpr().unwrap().as_str(), "2512489996");
    assert_eq!(first.type_code.unwrap().system, "2.16.840.1.113883.6.1");
    let second = entry(1);
    assert_eq!(
        second.format_code.as_ref().unwrap().code,
        "urn:ad:dk:medcom:appointmentsummary:full"
    );
    assert_eq!(
        second.class_code.as_ref().unwrap().display.as_deref(),
        Some("Klinisk rapport")
    );
    assert!(second.is_on_demand() && second.object_type == ObjectType::Stable);
}

#[test]
fn ids_and_homes_stay_as_they_came() {
    let entry = entry(1);
    assert_eq!(entry.entry_uuid.as_str(), "4719f819-2d04-4798-869f-d31d2e7c8fb1");
    assert_eq!(
        entry.home_community_id.as_deref(),
        Some("1.2.208.176.99.179.99.98")
    );
    assert_eq!(entry.unique_id.root, "1.2.208.176.99.179.99.98.1.1");
}

#[test]
fn what_cannot_be_read_is_kept_as_text_with_a_warning() {
    let entry = entry(1);
    assert_eq!(
        (entry.service_start_time, entry.size, &entry.language_code),
        (None, None, &None)
    );
    let kept: Vec<_> = entry
        .extra_slots
        .iter()
        .map(|slot| (slot.name.as_str(), slot.values.join(",")))
        .collect();
    let expected = [
        ("serviceStartTime", "2018-11-15T13:15"),
        ("size", "none"),
        ("languageCode", "da,da-DK"),
        ("", ""),
    ];
    assert_eq!(kept, expected.map(|(name, values)| (name, values.to_owned())));
    let kept: Vec<_> = entry
        .extra_codes
        .iter()
        .map(|extra| extra.code.code.as_str())
        .collect();
    assert_eq!(kept, ["002", "limited"]);
    let named: Vec<String> = warnings(entry.entry_uuid.as_str())
        .into_iter()
        .map(|(attribute, _)| attribute)
        .collect();
    assert_eq!(
        named,
        [
            "serviceStartTime",
            "size",
            "languageCode",
            "formatCode",
            "classCode",
            "classCode"
        ]
    );
}

#[test]
fn the_danish_title_wins() {
    assert_eq!(entry(1).display_title().unwrap(), "Aftale for ******-****");
}

#[test]
fn parts_beside_their_entry_find_it() {
    let entry = entry(2);
    assert_eq!(entry.event_codes[0].code, "ALAL21");
    assert_eq!(entry.unique_id.to_unique_id(), "1.2.208.184^abc");
}

#[test]
fn objects_outside_the_list_are_read_and_their_faults_named() {
    let entry = entry(3);
    assert_eq!(entry.object_type, ObjectType::OnDemand);
    assert_eq!(warnings("")[0].0, "uniqueId");
}

#[test]
fn ids_alone_and_associations_are_read() {
    let objects = answer().objects;
    assert_eq!(
        objects.object_refs[0].as_str(),
        "urn:uuid:0b7f0f9e-9d6a-4f3a-8c3e-5a0c6c7a1111"
    );
    let association = &objects.associations[0];
    assert_eq!(association.association_type, AssociationType::Replace);
    assert_eq!(
        (association.source.as_str(), association.target.as_str()),
        ("Document01", entry(1).entry_uuid.as_str())
    );
}

#[test]
fn nothing_printed_holds_a_cpr_number() {
    let answer = answer();
    assert!(!format!("{answer:?}").contains("9996"));
}
