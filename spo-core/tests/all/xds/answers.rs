//! Answers and submissions from the field read with the right values.

use std::path::{Path, PathBuf};

use spo_core::cda::read_appointment;
use spo_core::soap::{Incoming, content};
use spo_core::transport::Response;
use spo_core::xds::query::Answer;
use spo_core::xds::response::{RegistryResponse, ResponseStatus};
use spo_core::xds::retrieve::{DocumentReference, Retrieved};
use spo_core::xds::{AssociationType, Availability, ObjectType, RegistryObjects};
use spo_core::xml::{Document, Element, Limits, Namespace};
use spo_core::{InstanceId, Result};

use crate::support::{read, shared_data};

fn with_body<T>(path: &Path, use_body: impl FnOnce(Element<'_>) -> T) -> T {
    let text = read(path);
    let document = Document::parse(text.as_bytes(), Limits::MESSAGE).unwrap();
    let root = document.root();
    let body = root
        .children()
        .find(|child| child.local() == "Body")
        .and_then(|body| body.children().next());
    use_body(body.unwrap_or(root))
}

#[test]
fn a_partial_success_of_the_national_registry() {
    let Some(data) = shared_data() else { return };
    let path = data.join("transport/samples-nsp-test2/ITI-18-Response-Nancy.xml");
    let answer = with_body(&path, |body| Answer::read(body).unwrap());
    assert_eq!(answer.status, ResponseStatus::PartialSuccess);
    assert!(answer.is_incomplete());
    let [error] = answer.errors.as_slice() else {
        panic!("one error")
    };
    assert!(error.code.contains("Bookplan server returned error: Forbidden") && !error.warning);
    assert!(error.context.starts_with("[Document Unique Id: null"));

    let entries = &answer.objects.entries;
    assert_eq!(entries.len(), 20);
    let homes = |home: Option<&str>| {
        entries
            .iter()
            .filter(|entry| entry.home_community_id.as_deref() == home)
            .count()
    };
    assert_eq!(homes(None), 7);
    assert_eq!(homes(Some("urn:oid:1.2.208.176.43210.8.20.11")), 1);
    assert_eq!(homes(Some("1.2.208.176.99.179.99.98")), 12);
    assert_eq!(entries.iter().filter(|entry| entry.title.is_none()).count(), 7);
    assert_eq!(entries.iter().filter(|entry| entry.is_on_demand()).count(), 12);
    // Eight have the hash of nothing, and on-demand entries have none to speak of.
    assert_eq!(
        entries
            .iter()
            .filter(|entry| entry.trusted_hash().is_some())
            .count(),
        0
    );
    for entry in entries {
        assert_eq!(entry.status, Some(Availability::Approved));
        assert_eq!(entry.object_type, ObjectType::Stable);
        assert!(entry.is_appointment());
        assert_eq!(
            entry.patient_id.as_ref().unwrap().cpr().unwrap().as_str(),
            "2512489996"
        );
        assert!(entry.service_start_time.is_some() && entry.creation_time.is_some() && entry.size.is_some());
        assert!(DocumentReference::of(entry).is_some());
        assert!(entry.extra_slots.is_empty() && entry.extra_codes.is_empty());
        assert!(!entry.authors[0].institutions[0].name().is_empty());
        assert!(entry.authors[0].institutions[0].id().is_some());
    }
    let start = |index: usize| entries[index].service_start_time.unwrap().to_string();
    assert_eq!(
        (start(0), start(7), start(8)),
        (
            "2018083110".into(),
            "201812102104".into(),
            "20181115131500".into()
        )
    );
    assert_eq!(entries[7].mime_type.as_deref(), Some("application/octet-stream"));
    assert_eq!(
        entries[8].entry_uuid.as_str(),
        "4719f819-2d04-4798-869f-d31d2e7c8fb1"
    );
    assert!(!format!("{answer:?}").contains("2512489996"));
}

#[test]
fn a_success_with_hours_only() {
    let Some(data) = shared_data() else { return };
    let path = data.join("transport/bodies/iti18-response-body.xml");
    let answer = with_body(&path, |body| Answer::read(body).unwrap())
        .accept()
        .unwrap();
    assert_eq!(
        (&answer.status, answer.is_incomplete()),
        (&ResponseStatus::Success, false)
    );
    let entry = &answer.objects.entries[0];
    assert_eq!(entry.service_start_time.unwrap().to_string(), "2017053113");
    assert_eq!(
        entry.repository_id.as_deref(),
        Some("1.2.208.176.43210.8.88.1.30")
    );
    assert_eq!(
        entry.authors[0].institutions[0].name(),
        "OUH Radiologisk Afdeling (Svendborg)"
    );
    assert!(entry.trusted_hash().is_none() && entry.is_appointment());
    // The patient's id is a placeholder, and no CPR number.
    let patient = entry.patient_id.as_ref().unwrap();
    assert_eq!((patient.id().as_ref(), patient.cpr()), ("ABCDEFGHIJ", None));
}

#[test]
fn plain_successes() {
    let Some(data) = shared_data() else { return };
    for name in [
        "iti41-response-body",
        "iti41withreplacement-response-body",
        "iti57-response-body",
    ] {
        let path = data.join(format!("transport/bodies/{name}.xml"));
        let response = with_body(&path, |body| RegistryResponse::read(body).unwrap());
        assert_eq!(response.accept().unwrap(), []);
    }
}

#[test]
fn a_retrieved_document_finds_its_request() {
    let Some(data) = shared_data() else { return };
    let reference = |id: &str| DocumentReference {
        home_community_id: None,
        repository_id: "1.2.208.176.43210.8.88.1.30".into(),
        unique_id: InstanceId::from_unique_id(id),
    };
    let requested = [
        reference("1.2.3"),
        reference("8259842395306321041.4480078910598656356.1506062797976"),
    ];
    let text = |element: Element<'_>| -> Result<usize> { Ok(element.text().len()) };
    let path = data.join("transport/bodies/iti43-response-body-inlined.xml");
    let retrieved = with_body(&path, |body| Retrieved::read(body, &requested, text).unwrap())
        .accept()
        .unwrap();
    let [document] = retrieved.documents.as_slice() else {
        panic!("one document")
    };
    assert_eq!((document.request, &document.reference), (Some(1), &requested[1]));
    assert_eq!(document.mime_type, "application/octet-stream");
    assert!(document.content > 10_000);
    assert_eq!(retrieved.missing, [requested[0].clone()]);
}

#[test]
fn a_document_from_the_national_repository_up_to_the_appointment() {
    let Some(data) = shared_data() else { return };
    let body =
        std::fs::read(data.join("transport/samples-nsp-test2/ITI-43-Response-Nancy-Multipart.txt")).unwrap();
    let content_type = "multipart/related; type=\"application/xop+xml\"; start-info=\"text/xml\"; \
                        boundary=\"uuid:a9c49990-5806-41ea-a360-484e807aef22\"; start=\"<root.message@cxf.apache.org>\"";
    let headers = vec![("Content-Type".to_owned(), content_type.to_owned())];
    let incoming = Incoming::read(Response {
        status: 200,
        headers,
        body,
    })
    .unwrap();
    let envelope = incoming.envelope().unwrap();
    let unpack = |element: Element<'_>| Ok(content(element, incoming.attachments())?.into_owned());
    let retrieved = Retrieved::read(envelope.payload().unwrap(), &[], unpack)
        .unwrap()
        .accept()
        .unwrap();
    let [document] = retrieved.documents.as_slice() else {
        panic!("one document")
    };
    assert_eq!((document.request, document.content.len()), (None, 6291));
    let read = read_appointment(&document.content).unwrap();
    assert_eq!(read.document.appointment.patient.cpr.as_str(), "2512489996");
    // This source gave the registry another id than the document has.
    assert_ne!(document.reference.unique_id, read.document.id);
}

fn submitted(path: &Path) -> RegistryObjects {
    with_body(path, |body| {
        let is_list = |element: &Element<'_>| element.is(Namespace::RIM, "RegistryObjectList");
        RegistryObjects::read(body.descendants().find(is_list).unwrap())
    })
}

#[test]
fn submissions() {
    let Some(data) = shared_data() else { return };
    let own = data.join("appointments/messages-own");
    let replacement = submitted(&own.join("iti41-replace-metadata.xml"));
    let [entry] = replacement.entries.as_slice() else {
        panic!("one entry")
    };
    assert_eq!(
        entry.unique_id.to_unique_id(),
        "1.2.208.184^0f4c1d6e-5d0a-4c8e-9a55-2f6a3f1b7c01"
    );
    assert_eq!(
        entry.source_patient_info.name().unwrap().to_string(),
        "Nancy Ann Test Berggren"
    );
    assert_eq!(
        entry.authors[0].person.as_ref().unwrap().name().to_string(),
        "Jens Bo Jensen"
    );
    assert_eq!(entry.event_codes[0].code, "ALAL21");
    let [set] = replacement.submission_sets.as_slice() else {
        panic!("one set")
    };
    assert_eq!(set.unique_id, "2.25.58661207446463318519364391396462571201");
    let [member, replace] = replacement.associations.as_slice() else {
        panic!("two associations")
    };
    assert_eq!(member.submission_set_status(), Some("Original"));
    assert_eq!(
        (&replace.association_type, &replace.source),
        (&AssociationType::Replace, &entry.entry_uuid)
    );
    assert!(replacement.warnings.is_empty());

    for path in [
        own.join("iti57-deprecate-metadata.xml"),
        data.join("transport/bodies/iti57-request-body.xml"),
    ] {
        let withdrawal = submitted(&path);
        let association = &withdrawal.associations[0];
        assert_eq!(
            association.association_type,
            AssociationType::UpdateAvailabilityStatus
        );
        assert_eq!(association.original_status(), Some(Availability::Approved));
        assert_eq!(association.new_status(), Some(Availability::Deprecated));
    }
}

#[test]
fn metadata_of_other_countries_loses_nothing() {
    let Some(data) = shared_data() else { return };
    let samples = |folder: &str| -> Vec<PathBuf> {
        let files = std::fs::read_dir(data.join(folder))
            .unwrap()
            .map(|file| file.unwrap().path());
        files
            .filter(|path| {
                path.file_name()
                    .unwrap()
                    .to_string_lossy()
                    .starts_with("SubmitObjects")
            })
            .collect()
    };
    for path in samples("transport/samples-ipf")
        .into_iter()
        .chain(samples("xds-ipf"))
    {
        let objects = submitted(&path);
        let text = read(&path);
        assert_eq!(
            objects.entries.len(),
            text.matches("<rim:ExtrinsicObject").count(),
            "{}",
            path.display()
        );
        for entry in &objects.entries {
            assert!(
                entry.patient_id.is_some() && !entry.unique_id.root.is_empty(),
                "{}",
                path.display()
            );
            assert!(entry.class_code.is_some() && !entry.authors.is_empty());
        }
    }
}
