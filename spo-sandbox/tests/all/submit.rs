//! ITI-41: what a registry and repository need of a submission.

use spo_core::soap::Attachment;
use spo_core::xds::response::ResponseStatus;
use spo_core::xds::retrieve::DocumentReference;
use spo_core::xds::submit;
use spo_core::xds::{Availability, EntryUuid, ObjectType};
use spo_sandbox::{Decision, HOME_COMMUNITY_ID, REPOSITORY_ID, Sandbox, Validation};

use crate::support::*;

/// A sandbox without the national validation, which would say the same and more.
fn lenient() -> Sandbox {
    let sandbox = Sandbox::new().unwrap();
    sandbox.set_validation(Validation::Off);
    sandbox
}

fn refused_codes(shared: &Shared) -> Vec<String> {
    let errors = refused(&lenient(), &shared.message());
    errors.into_iter().map(|(code, _)| code).collect()
}

fn refused_text(shared: &Shared, change: impl FnOnce(String) -> String) -> Vec<String> {
    let errors = refused(&lenient(), &shared.message_with(change));
    errors.into_iter().map(|(code, _)| code).collect()
}

#[test]
fn a_submission_is_stored_found_and_retrieved() {
    let sandbox = Sandbox::new().unwrap();
    let shared = Shared::new();
    share_well(&sandbox, &shared);

    let answer = search(&sandbox, &nancy());
    let entry = answer.objects.entries.first().unwrap();
    assert_eq!(answer.objects.entries.len(), 1);
    assert_eq!(entry.entry_uuid, *shared.entry_uuid());
    assert_eq!(entry.status, Some(Availability::Approved));
    assert_eq!(entry.repository_id.as_deref(), Some(REPOSITORY_ID));
    assert_eq!(
        entry.home_community_id,
        Some(format!("urn:oid:{HOME_COMMUNITY_ID}"))
    );
    assert_eq!(entry.size, Some(shared.document.len() as u64));
    assert!(entry.trusted_hash().is_some());
    assert_eq!(entry.logical_id.as_deref(), Some(entry.entry_uuid.as_str()));

    let references = [DocumentReference::of(entry).unwrap()];
    let retrieved = retrieved(send(&sandbox, &retrieve_message(&references)), &references);
    assert_eq!(
        retrieved.documents.first().unwrap().content,
        shared.document.as_bytes()
    );
    assert!(retrieved.missing.is_empty());
}

#[test]
fn everything_the_source_said_comes_back() {
    let sandbox = Sandbox::new().unwrap();
    let shared = Shared::new();
    share_well(&sandbox, &shared);
    let mut entry = search(&sandbox, &nancy()).objects.entries.pop().unwrap();
    entry.logical_id = None;
    entry.version = None;
    entry.repository_id = None;
    entry.home_community_id = None;
    entry.status = None;
    entry.hash = None;
    entry.size = None;
    assert_eq!(entry, shared.submission.entry);
}

#[test]
fn a_document_may_stand_in_the_message_itself() {
    let sandbox = Sandbox::new().unwrap();
    let shared = Shared::new();
    let mut message = shared.message();
    let inlined = message.inlined().unwrap();
    let body = inlined
        .split("<soap:Body>")
        .nth(1)
        .unwrap()
        .split("</soap:Body>")
        .next()
        .unwrap();
    message.body = body.to_owned();
    message.attachments.clear();
    assert_eq!(
        registry_response(send(&sandbox, &message)).status,
        ResponseStatus::Success
    );
    message.body = body.replace("</xdsb:Document>", "!</xdsb:Document>");
    assert!(fault(send(&sandbox, &message)).text().contains("base64"));
}

#[test]
fn symbolic_ids_are_replaced_and_references_follow() {
    let sandbox = Sandbox::new().unwrap();
    let first = Shared::new();
    share_well(&sandbox, &first);
    // A bare UUID is symbolic like any other.
    for id in ["Document01", "2c1cf2f9-4a4f-4a0b-8a7c-5a0c6c7a1002"] {
        let shared = Shared::new()
            .with(|entry| entry.entry_uuid = EntryUuid::from_wire(id))
            .with_set(|set| set.entry_uuid = EntryUuid::from_wire(format!("Set of {id}")));
        share_well(&sandbox, &shared);
        let entry = sandbox.entries().unwrap().pop().unwrap();
        assert!(
            entry.entry_uuid.as_str().starts_with("urn:uuid:") && !entry.entry_uuid.as_str().contains(id)
        );
        assert_eq!(entry.unique_id, *shared.unique_id());
    }
    let replacing = Shared::new()
        .with(|entry| entry.entry_uuid = EntryUuid::from_wire("Document01"))
        .replacing(first.entry_uuid());
    share_well(&sandbox, &replacing);
    let new = sandbox.entries().unwrap().pop().unwrap();
    assert_eq!(
        sandbox.replacements().unwrap(),
        [(new.entry_uuid, first.entry_uuid().clone())]
    );
}

#[test]
fn a_document_without_an_entry_and_an_entry_without_a_document_are_named() {
    let shared = Shared::new();
    let mismatched = refused_text(&shared, |body| {
        let id = format!("<xdsb:Document id=\"{}\"", shared.entry_uuid());
        body.replace(
            &id,
            "<xdsb:Document id=\"urn:uuid:b6e49d6e-2b1c-4d5b-ac31-5a4dd37f8b49\"",
        )
    });
    assert_eq!(mismatched, ["XDSMissingDocumentMetadata", "XDSMissingDocument"]);

    let without = refused_text(&shared, |body| {
        let start = body.find("<xdsb:Document ").unwrap();
        let end = body.find("</xdsb:Document>").unwrap() + "</xdsb:Document>".len();
        [body.get(..start).unwrap(), body.get(end..).unwrap()].concat()
    });
    assert_eq!(without, ["XDSMissingDocument"]);

    let mut message = shared.message();
    message.attachments = vec![Attachment::new("other@x", "text/xml", Vec::new())];
    assert_eq!(codes(&refused(&lenient(), &message)), ["XDSMissingDocument"]);

    let twice = refused_text(&shared, |body| {
        let start = body.find("<xdsb:Document ").unwrap();
        let end = body.find("</xdsb:Document>").unwrap() + "</xdsb:Document>".len();
        let document = body.get(start..end).unwrap();
        body.replace(document, &[document, document].concat())
    });
    assert_eq!(twice, ["XDSRepositoryMetadataError"]);
}

#[test]
fn the_same_document_again_is_told_from_another_under_its_id() {
    let sandbox = Sandbox::new().unwrap();
    let shared = Shared::new();
    share_well(&sandbox, &shared);
    let again = refused(&sandbox, &shared.message());
    assert_eq!(
        codes(&again),
        ["XDSDuplicateUniqueIdInRegistry", "XDSDuplicateUniqueIdInRegistry"],
        "document and submission set"
    );
    let renamed = shared
        .clone()
        .with(|entry| entry.entry_uuid = EntryUuid::from_uuid(uuid::Uuid::new_v4()))
        .with_set(|set| *set = submission_set(&shared.submission.entry));
    assert_eq!(
        codes(&refused(&sandbox, &renamed.message())),
        ["XDSDuplicateUniqueIdInRegistry"]
    );
    let changed = renamed.with_document(|document| document.replace("Egtved", "Kolding"));
    assert_eq!(
        codes(&refused(&sandbox, &changed.message())),
        ["XDSNonIdenticalHash"]
    );
    assert_eq!(sandbox.entries().unwrap().len(), 1);
}

#[test]
fn an_entry_uuid_and_a_submission_are_used_once() {
    let sandbox = Sandbox::new().unwrap();
    let first = Shared::new();
    share_well(&sandbox, &first);
    let same_entry = Shared::new().with(|entry| entry.entry_uuid = first.entry_uuid().clone());
    let errors = refused(&sandbox, &same_entry.message());
    assert_eq!(codes(&errors), ["XDSRegistryMetadataError"]);
    assert!(errors.first().unwrap().1.contains("entryUUID findes allerede"));

    let same_set = Shared::new().with_set(|set| {
        set.unique_id
            .clone_from(&first.submission.submission_set.unique_id)
    });
    assert_eq!(
        codes(&refused(&sandbox, &same_set.message())),
        ["XDSDuplicateUniqueIdInRegistry"]
    );
    let same_set_uuid = Shared::new().with_set(|set| {
        set.entry_uuid
            .clone_from(&first.submission.submission_set.entry_uuid)
    });
    assert_eq!(
        codes(&refused(&sandbox, &same_set_uuid.message())),
        ["XDSRegistryMetadataError"]
    );
    // The case of the letters makes no other entry.
    let upper = Shared::new()
        .with(|entry| entry.entry_uuid = EntryUuid::from_wire(upper_case(first.entry_uuid().as_str())));
    assert_eq!(
        codes(&refused(&sandbox, &upper.message())),
        ["XDSRegistryMetadataError"]
    );
}

fn upper_case(id: &str) -> String {
    format!("urn:uuid:{}", id.trim_start_matches("urn:uuid:").to_uppercase())
}

#[test]
fn what_the_entry_says_of_the_bytes_must_be_true() {
    let wrong_hash =
        Shared::new().with(|entry| entry.hash = Some("da39a3ee5e6b4b0d3255bfef95601890afd80709".into()));
    assert_eq!(refused_codes(&wrong_hash), ["XDSNonIdenticalHash"]);
    let wrong_size = Shared::new().with(|entry| entry.size = Some(1));
    assert_eq!(refused_codes(&wrong_size), ["XDSNonIdenticalSize"]);

    let sandbox = Sandbox::new().unwrap();
    let shared = Shared::new();
    share_well(&sandbox, &shared);
    let stored = sandbox.entries().unwrap().pop().unwrap();
    let right = shared.with(|entry| {
        entry.hash = stored.hash.as_ref().map(|hash| hash.to_uppercase());
        entry.size = stored.size;
    });
    share_well(&Sandbox::new().unwrap(), &right);
}

#[test]
fn one_submission_is_of_one_patient() {
    let set_of_another = Shared::new().with_set(|set| {
        set.patient_id = Shared::of(OTHER, "20260401100000+0200", None, "")
            .submission
            .entry
            .patient_id
    });
    assert_eq!(refused_codes(&set_of_another), ["XDSPatientIdDoesNotMatch"]);
}

#[test]
fn the_parts_of_a_submission_must_be_there_once_and_belong_together() {
    let shared = Shared::new();
    let id = shared.entry_uuid().as_str().to_owned();
    let cut = |body: &str, from: &str, to: &str| {
        let start = body.find(from).unwrap();
        let end = start + body.get(start..).unwrap().find(to).unwrap() + to.len();
        [body.get(..start).unwrap(), body.get(end..).unwrap()].concat()
    };
    let has_member = "<rim:Association ";
    for (name, change, expected) in [
        (
            "no submission set",
            Box::new(|body: String| cut(&body, "<rim:RegistryPackage", "</rim:RegistryPackage>"))
                as Box<dyn FnOnce(String) -> String>,
            vec!["XDSRegistryMetadataError", "UnresolvedReferenceException"],
        ),
        (
            "no entry",
            Box::new(|body: String| cut(&body, "<rim:ExtrinsicObject", "</rim:ExtrinsicObject>")),
            vec![
                "XDSRegistryMetadataError",
                "UnresolvedReferenceException",
                "XDSMissingDocumentMetadata",
            ],
        ),
        (
            "no membership",
            Box::new(|body: String| cut(&body, has_member, "</rim:Association>")),
            vec!["XDSRegistryMetadataError"],
        ),
        (
            "not original",
            Box::new(|body: String| body.replace("Original", "Reference")),
            vec!["XDSRegistryMetadataError"],
        ),
        (
            "unknown association",
            Box::new(|body: String| body.replace("AssociationType:HasMember", "AssociationType:Sibling")),
            vec!["XDSRegistryMetadataError", "XDSRegistryMetadataError"],
        ),
        (
            "membership of something else",
            Box::new(|body: String| {
                body.replace(&format!("targetObject=\"{id}\""), "targetObject=\"urn:uuid:0\"")
            }),
            vec!["UnresolvedReferenceException", "XDSRegistryMetadataError"],
        ),
    ] {
        assert_eq!(refused_text(&shared, change), expected, "{name}");
    }
    let on_demand = Shared::new().with(|entry| entry.object_type = ObjectType::OnDemand);
    assert_eq!(refused_codes(&on_demand), ["XDSRegistryMetadataError"]);
    let nameless = Shared::new().with(|entry| entry.unique_id = spo_core::InstanceId::new("", ""));
    assert_eq!(refused_codes(&nameless), ["XDSRepositoryMetadataError"]);
    let nobodys = Shared::new().with(|entry| entry.patient_id = None);
    assert_eq!(refused_codes(&nobodys), ["XDSRegistryMetadataError"]);
}

#[test]
fn two_documents_in_one_submission_are_both_there_or_neither() {
    let (first, second) = (Shared::new(), Shared::new());
    let message = together(&first, &second);
    let sandbox = lenient();
    assert_eq!(
        registry_response(send(&sandbox, &message)).status,
        ResponseStatus::Success
    );
    assert_eq!(sandbox.entries().unwrap().len(), 2);

    let sandbox = lenient();
    share_well(&sandbox, &second);
    assert!(codes(&refused(&sandbox, &message)).contains(&"XDSDuplicateUniqueIdInRegistry"));
    assert_eq!(
        sandbox.entries().unwrap().len(),
        1,
        "the first is not there either"
    );

    let same = second.with(|entry| entry.unique_id = first.unique_id().clone());
    let errors = refused(&lenient(), &together(&first, &same));
    assert_eq!(codes(&errors), ["XDSRepositoryDuplicateUniqueIdInMessage"]);
}

/// Both documents in one submission, the first one's.
fn together(first: &Shared, second: &Shared) -> spo_core::soap::Message {
    let (a, b) = (first.submission.body(), second.submission.body());
    let piece = |xml: &str, from: &str, to: &str| {
        let start = xml.find(from).unwrap();
        let end = start + xml.get(start..).unwrap().find(to).unwrap() + to.len();
        xml.get(start..end).unwrap().to_owned()
    };
    let entry = piece(&b.xml, "<rim:ExtrinsicObject", "</rim:ExtrinsicObject>");
    let document = piece(&b.xml, "<xdsb:Document ", "</xdsb:Document>");
    let member = piece(&a.xml, "<rim:Association", "</rim:Association>")
        .replace(first.entry_uuid().as_str(), second.entry_uuid().as_str())
        .replacen("id=\"urn:uuid:", "id=\"urn:uuid:x", 1);
    let body = a
        .xml
        .replace(
            "</rim:RegistryObjectList>",
            &[&entry, &member, "</rim:RegistryObjectList>"].concat(),
        )
        .replace(
            "</xdsb:Document></xdsb:Pro",
            &["</xdsb:Document>", &document, "</xdsb:Pro"].concat(),
        );
    let mut message = message(submit::ACTION, body);
    for (shared, body) in [(first, &a), (second, &b)] {
        message.attachments.push(Attachment::new(
            &body.content_id,
            "text/xml",
            shared.document.clone().into_bytes(),
        ));
    }
    message
}

#[test]
fn a_refusal_stores_nothing_and_is_recorded() {
    let sandbox = Sandbox::new().unwrap();
    refused(
        &sandbox,
        &Shared::new().with(|entry| entry.class_code = None).message(),
    );
    assert!(sandbox.entries().unwrap().is_empty());
    let call = sandbox.calls().pop().unwrap();
    assert_eq!((call.decision, call.http_status), (Decision::Failure, Some(200)));
    assert!(
        call.errors
            .iter()
            .any(|error| error.context.contains("classCode"))
    );
}

#[test]
fn a_refused_submission_can_be_corrected_and_sent_again() {
    let sandbox = Sandbox::new().unwrap();
    let shared = Shared::new();
    refused(
        &sandbox,
        &shared.clone().with(|entry| entry.title = None).message(),
    );
    share_well(&sandbox, &shared);
}

#[test]
fn the_id_of_an_association_is_used_once() {
    let sandbox = Sandbox::new().unwrap();
    // The ids of the parts of a message follow from its submission set's, and a symbolic one says little.
    let symbolic = || Shared::new().with_set(|set| set.entry_uuid = EntryUuid::from_wire("SubmissionSet01"));
    share_well(&sandbox, &symbolic());
    let errors = refused(&sandbox, &symbolic().message());
    assert_eq!(codes(&errors), ["XDSRegistryMetadataError"]);
    assert_eq!(
        errors.first().unwrap().1,
        "Association/@id findes allerede i registret"
    );
}
