//! ITI-41.

use spo_core::xds::Availability;
use spo_core::xds::retrieve::DocumentReference;
use spo_sandbox::{HOME_COMMUNITY_ID, REPOSITORY_ID, Sandbox};

use crate::support::*;

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

    let references = [DocumentReference::of(entry).unwrap()];
    let retrieved = retrieved(send(&sandbox, &retrieve_message(&references)), &references);
    assert_eq!(
        retrieved.documents.first().unwrap().content,
        shared.document.as_bytes()
    );
    assert!(retrieved.missing.is_empty());
}

#[test]
fn a_replacement_deprecates_what_it_replaces() {
    let sandbox = Sandbox::new().unwrap();
    let first = Shared::new();
    share_well(&sandbox, &first);
    let second = Shared::new().replacing(first.entry_uuid());
    share_well(&sandbox, &second);
    let statuses: Vec<_> = sandbox
        .entries()
        .unwrap()
        .into_iter()
        .map(|entry| entry.status)
        .collect();
    assert_eq!(
        statuses,
        [Some(Availability::Deprecated), Some(Availability::Approved)]
    );
    let found = search(&sandbox, &nancy()).objects.entries;
    assert_eq!(found.len(), 1);
    assert_eq!(found.first().unwrap().entry_uuid, *second.entry_uuid());
}
