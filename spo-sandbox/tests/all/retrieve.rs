//! ITI-43.

use spo_core::InstanceId;
use spo_core::xds::response::ResponseStatus;
use spo_core::xds::retrieve::DocumentReference;
use spo_sandbox::{HOME_COMMUNITY_ID, REPOSITORY_ID, Sandbox};

use crate::support::*;

fn reference(unique_id: &InstanceId) -> DocumentReference {
    DocumentReference {
        home_community_id: Some(format!("urn:oid:{HOME_COMMUNITY_ID}")),
        repository_id: REPOSITORY_ID.to_owned(),
        unique_id: unique_id.clone(),
    }
}

#[test]
fn several_documents_come_byte_by_byte_in_the_order_asked_for() {
    let sandbox = Sandbox::new().unwrap();
    let documents: Vec<Shared> = ["ét", "--spo-1\r\n--spo--\r\n", "&lt;tre&gt;"]
        .iter()
        .map(|note| Shared::of(NANCY, "20260401100000+0200", None, note))
        .collect();
    for shared in &documents {
        share_well(&sandbox, shared);
    }
    let references: Vec<DocumentReference> = documents
        .iter()
        .rev()
        .map(|shared| reference(shared.unique_id()))
        .collect();
    let answer = retrieved(send(&sandbox, &retrieve_message(&references)), &references);
    assert_eq!(answer.status, ResponseStatus::Success);
    for (document, shared) in answer.documents.iter().zip(documents.iter().rev()) {
        assert_eq!(document.content, shared.document.as_bytes());
        assert_eq!(document.mime_type, "text/xml");
        assert_eq!(document.reference, reference(shared.unique_id()));
    }
}

#[test]
fn what_is_missing_is_named_and_the_rest_comes() {
    let sandbox = Sandbox::new().unwrap();
    let shared = Shared::new();
    share_well(&sandbox, &shared);
    let none = InstanceId::new("1.2.208.184", "none");
    let references = [reference(&none), reference(shared.unique_id())];
    let answer = retrieved(send(&sandbox, &retrieve_message(&references)), &references);
    assert_eq!(
        (answer.status, answer.documents.len()),
        (ResponseStatus::PartialSuccess, 1)
    );
    let error = answer.errors.first().unwrap();
    assert_eq!(error.code, "XDSDocumentUniqueIdError");
    assert_eq!(error.location.as_deref(), Some("1.2.208.184^none"));

    let references = [reference(&none)];
    let answer = retrieved(send(&sandbox, &retrieve_message(&references)), &references);
    assert_eq!(
        (answer.status, answer.documents.len()),
        (ResponseStatus::Failure, 0)
    );
}

#[test]
fn a_document_is_asked_for_where_it_is() {
    let sandbox = Sandbox::new().unwrap();
    let shared = Shared::new();
    share_well(&sandbox, &shared);
    let right = reference(shared.unique_id());
    let at = |change: fn(&mut DocumentReference)| {
        let mut reference = right.clone();
        change(&mut reference);
        let references = [reference];
        let answer = retrieved(send(&sandbox, &retrieve_message(&references)), &references);
        answer
            .errors
            .into_iter()
            .map(|error| error.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        at(|reference| reference.repository_id = "1.2.3".into()),
        ["XDSUnknownRepositoryId"]
    );
    assert_eq!(
        at(|reference| reference.home_community_id = Some("urn:oid:1.2.3".into())),
        ["XDSUnknownCommunity"]
    );
    // What a search in the field may have said is repeated by its caller.
    assert!(at(|reference| reference.home_community_id = None).is_empty());
    assert!(at(|reference| reference.home_community_id = Some(HOME_COMMUNITY_ID.into())).is_empty());
}

#[test]
fn a_document_outlives_its_entry() {
    let sandbox = Sandbox::new().unwrap();
    let shared = Shared::new();
    share_well(&sandbox, &shared);
    send(&sandbox, &withdraw_message(&withdrawal(&shared.submission.entry)));
    let references = [reference(shared.unique_id())];
    let answer = retrieved(send(&sandbox, &retrieve_message(&references)), &references);
    assert_eq!(answer.documents.len(), 1);
}
