//! An entry made from a document is the one the Danish profile prescribes.

use spo_core::cda::read_appointment;
use spo_core::xds::metadata::{EntrySettings, document_entry, submission_set};
use spo_core::xds::{RegistryObjects, value_sets};
use spo_core::xml::{Document, Element, Limits, Namespace};

use crate::support::{read, shared_data};

/// The worked example of the profile: the annotated document, and the request made from it by hand.
#[test]
fn the_worked_example() {
    let Some(data) = shared_data() else { return };
    let document = read(&data.join("appointments/documents/own/apd-2.0.1-max-annotated.xml"));
    let document = read_appointment(document.as_bytes()).unwrap().document;
    let request = read(&data.join("appointments/messages-own/iti41-create-metadata.xml"));
    let request = Document::parse(request.as_bytes(), Limits::MESSAGE).unwrap();
    let is_list = |element: &Element<'_>| element.is(Namespace::RIM, "RegistryObjectList");
    let expected = RegistryObjects::read(request.root().descendants().find(is_list).unwrap());

    let settings = EntrySettings {
        source_id: expected.submission_sets[0].source_id.parse().unwrap(),
        facility_type: value_sets::facility_type("22232009").unwrap(),
        practice_setting: value_sets::practice_setting("394801008").unwrap(),
    };
    let entry = document_entry(&document, expected.entries[0].entry_uuid.clone(), &settings);
    assert_eq!(entry, expected.entries[0]);

    let expected = &expected.submission_sets[0];
    let submitted = expected.submission_time.unwrap().start();
    let mut set = submission_set(&entry, &expected.unique_id.parse().unwrap(), submitted, &settings);
    // The example's id does not follow from its unique id.
    set.entry_uuid = expected.entry_uuid.clone();
    assert_eq!(set, *expected);
}

/// Every example document gives a complete entry.
#[test]
fn every_own_document() {
    let Some(data) = shared_data() else { return };
    let settings = EntrySettings {
        source_id: "1.2.208.999.1".parse().unwrap(),
        facility_type: value_sets::facility_type("22232009").unwrap(),
        practice_setting: value_sets::practice_setting("408443003").unwrap(),
    };
    for path in crate::support::files(&data.join("appointments/documents/own"), "xml") {
        let document = read_appointment(read(&path).as_bytes()).unwrap().document;
        let entry = document_entry(&document, super::fixtures::old_entry(), &settings);
        let name = path.display();
        assert_eq!(entry.unique_id, document.id, "{name}");
        assert_eq!(
            entry.service_start_time.unwrap().to_danish(),
            document.appointment.time.start(),
            "{name}"
        );
        assert_eq!(
            entry.service_stop_time.map(|time| time.to_danish()),
            document.appointment.time.end(),
            "{name}"
        );
        assert!(entry.authors[0].institutions[0].id().is_some(), "{name}");
        assert!(entry.is_appointment() && !entry.is_on_demand(), "{name}");
    }
}
