//! Every body is valid by the schemas of IHE and ebXML.

use spo_core::xds::query::{Answer, FindDocuments, GetDocuments, ReturnType, TimeRange};
use spo_core::xds::response::{RegistryResponse, ResponseStatus};
use spo_core::xds::retrieve::{self, DocumentReference};
use spo_core::xds::update::Deprecation;
use spo_core::xds::{
    Association, AssociationType, Availability, EntryUuid, ObjectType, RegistryObjects, Slot,
};
use spo_core::xml::{Document, Limits};
use spo_core::{Cpr, InstanceId, ServiceError};

use super::fixtures::{entry, old_entry, submission, submission_set};
use crate::support::{schema_faults, shared_data};

fn assert_valid(xml: &str) {
    let Some(data) = shared_data() else { return };
    if let Some(faults) = schema_faults(&data.join("transport/xsd-ihe-libxml2/all.xsd"), xml) {
        assert_eq!(faults, "", "{xml}");
    }
}

/// A submission with its document in place of the pointer to it: the schema knows nothing of attachments.
fn inlined(replaces: Option<EntryUuid>) -> String {
    let body = submission(replaces).body();
    let (start, rest) = body.xml.split_once("<xop:Include").unwrap();
    let (include, end) = rest.split_once("/>").unwrap();
    assert!(include.contains(&format!("href=\"cid:{}\"", body.content_id)));
    format!("{start}PENsaW5pY2FsRG9jdW1lbnQvPg=={end}")
}

#[test]
fn a_new_document() {
    let xml = inlined(None);
    assert_valid(&xml);
    assert!(!xml.contains("AssociationType:RPLC"));
}

#[test]
fn a_replacement() {
    let xml = inlined(Some(old_entry()));
    assert_valid(&xml);
    assert!(xml.contains(&format!("targetObject=\"{}\"", old_entry())));
}

#[test]
fn every_object_of_a_submission_has_an_id_of_its_own() {
    let xml = inlined(Some(old_entry()));
    let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
    let mut ids: Vec<&str> = document
        .root()
        .descendants()
        .filter_map(|element| element.attr("id"))
        .collect();
    assert!(
        ids.iter().all(|id| id.starts_with("urn:uuid:") && id.len() == 45),
        "{ids:?}"
    );
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    // The document has the id of its entry.
    assert_eq!(ids.len(), count - 1);
}

#[test]
fn the_same_submission_is_the_same_text() {
    assert_eq!(
        submission(Some(old_entry())).body(),
        submission(Some(old_entry())).body()
    );
}

#[test]
fn a_withdrawal() {
    let withdrawal = Deprecation {
        entry_uuid: old_entry(),
        submission_set: submission_set(),
    };
    assert_valid(&withdrawal.body());
}

#[test]
fn searches() {
    let cpr = Cpr::parse("2512489996").unwrap();
    assert_valid(&FindDocuments::appointments(cpr).body());
    let (entry, moment) = (entry(), "2026-04-01T08:00:00Z".parse().unwrap());
    let range = TimeRange {
        from: Some(moment),
        to: Some(moment),
    };
    let full = FindDocuments {
        statuses: vec![Availability::Approved, Availability::Deprecated],
        class_codes: entry.class_code.into_iter().collect(),
        format_codes: entry.format_code.into_iter().collect(),
        event_codes: entry.event_codes,
        facility_type_codes: entry.facility_type_code.into_iter().collect(),
        practice_setting_codes: entry.practice_setting_code.into_iter().collect(),
        confidentiality_codes: entry.confidentiality_codes,
        creation_time: range,
        service_start_time: range,
        service_stop_time: range,
        home_community_id: Some("urn:oid:1.2.208.176.8.1".into()),
        returns: ReturnType::ObjectRef,
        ..FindDocuments::appointments(cpr)
    };
    assert_valid(&full.body());
    let ids = (0..50)
        .map(|n| InstanceId::new("1.2.208.184", format!("o'{n:036}")))
        .collect();
    assert_valid(&GetDocuments::ByUniqueId(ids).body(None));
    assert_valid(&GetDocuments::ByEntryUuid(vec![old_entry()]).body(Some("urn:oid:1.2.208.176.8.1")));
}

#[test]
fn a_retrieval() {
    let reference = |home: Option<&str>| DocumentReference {
        home_community_id: home.map(str::to_owned),
        repository_id: "1.2.208.176.43210.8.20.11".into(),
        unique_id: InstanceId::new("1.2.208.184", "<abc>"),
    };
    assert_valid(&retrieve::request(&[
        reference(None),
        reference(Some("urn:oid:1.2.208.176.8.1")),
    ]));
}

#[test]
fn answers() {
    let error = |warning: bool| ServiceError {
        code: "XDSRegistryMetadataError".into(),
        context: "\"forkert\" <kode>".into(),
        location: warning.then(|| "her".to_owned()),
        warning,
    };
    let errors = vec![error(true), error(false)];
    assert_valid(
        &RegistryResponse {
            status: ResponseStatus::Failure,
            errors: errors.clone(),
        }
        .body(),
    );
    let mut on_demand = entry();
    on_demand.object_type = ObjectType::OnDemand;
    on_demand.version = Some("1".into());
    on_demand.comments = Some("bemærkning".into());
    let objects = RegistryObjects {
        entries: vec![entry(), on_demand],
        submission_sets: vec![submission_set()],
        associations: vec![Association {
            id: EntryUuid::from_wire("urn:uuid:2c1cf2f9-4a4f-4a0b-8a7c-5a0c6c7a2017"),
            association_type: AssociationType::HasMember,
            source: submission_set().entry_uuid,
            target: entry().entry_uuid,
            slots: vec![Slot::new("SubmissionSetStatus", "Original")],
        }],
        object_refs: vec![old_entry()],
        warnings: Vec::new(),
    };
    assert_valid(
        &Answer {
            status: ResponseStatus::PartialSuccess,
            objects,
            errors,
        }
        .body(),
    );
    assert_valid(
        &Answer {
            status: ResponseStatus::Success,
            objects: RegistryObjects::default(),
            errors: Vec::new(),
        }
        .body(),
    );
}
