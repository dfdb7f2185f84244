//! ITI-41 with RPLC: one document in place of another.

use spo_core::xds::{Availability, EntryUuid};
use spo_sandbox::Sandbox;

use crate::support::*;

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
    assert_eq!(
        sandbox.replacements().unwrap(),
        [(second.entry_uuid().clone(), first.entry_uuid().clone())]
    );
}

#[test]
fn an_entry_is_replaced_once() {
    let sandbox = Sandbox::new().unwrap();
    let first = Shared::new();
    share_well(&sandbox, &first);
    share_well(&sandbox, &Shared::new().replacing(first.entry_uuid()));
    let late = Shared::new().replacing(first.entry_uuid());
    assert_eq!(
        codes(&refused(&sandbox, &late.message())),
        ["XDSRegistryDeprecatedDocumentError"]
    );
    assert_eq!(sandbox.entries().unwrap().len(), 2);
}

#[test]
fn a_withdrawn_entry_is_not_replaced() {
    let sandbox = Sandbox::new().unwrap();
    let first = Shared::new();
    share_well(&sandbox, &first);
    send(&sandbox, &withdraw_message(&withdrawal(&first.submission.entry)));
    let late = Shared::new().replacing(first.entry_uuid());
    assert_eq!(
        codes(&refused(&sandbox, &late.message())),
        ["XDSRegistryDeprecatedDocumentError"]
    );
}

#[test]
fn what_is_replaced_must_be_an_entry_of_the_registry() {
    let sandbox = Sandbox::new().unwrap();
    let first = Shared::new();
    share_well(&sandbox, &first);
    for target in [
        EntryUuid::from_uuid(uuid::Uuid::new_v4()),
        // The document's id is not the entry's.
        EntryUuid::from_wire(first.unique_id().to_unique_id()),
        EntryUuid::from_wire("Document01"),
    ] {
        let shared = Shared::new().replacing(&target);
        assert_eq!(
            codes(&refused(&sandbox, &shared.message())),
            ["UnresolvedReferenceException"]
        );
    }
    let itself = Shared::new();
    let itself = itself.clone().replacing(itself.entry_uuid());
    assert_eq!(
        codes(&refused(&sandbox, &itself.message())),
        ["XDSRegistryMetadataError"]
    );
}

#[test]
fn the_target_may_be_written_without_its_prefix() {
    let sandbox = Sandbox::new().unwrap();
    let first = Shared::new();
    share_well(&sandbox, &first);
    let bare = first.entry_uuid().uuid().unwrap().to_string().to_uppercase();
    share_well(&sandbox, &Shared::new().replacing(&EntryUuid::from_wire(bare)));
    assert_eq!(
        sandbox.entries().unwrap().first().unwrap().status,
        Some(Availability::Deprecated)
    );
}

#[test]
fn a_replacement_stays_with_its_patient() {
    let sandbox = Sandbox::new().unwrap();
    let first = Shared::new();
    share_well(&sandbox, &first);
    let others = Shared::of(OTHER, "20260401100000+0200", None, "").replacing(first.entry_uuid());
    assert_eq!(
        codes(&refused(&sandbox, &others.message())),
        ["XDSPatientIdDoesNotMatch"]
    );
    assert!(sandbox.entries().unwrap().first().unwrap().is_approved());
}

#[test]
fn the_same_replacement_again_is_a_duplicate() {
    let sandbox = Sandbox::new().unwrap();
    let first = Shared::new();
    share_well(&sandbox, &first);
    let second = Shared::new().replacing(first.entry_uuid());
    share_well(&sandbox, &second);
    let errors = refused(&sandbox, &second.message());
    assert_eq!(codes(&errors).first(), Some(&"XDSDuplicateUniqueIdInRegistry"));
}
