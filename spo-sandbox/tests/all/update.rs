//! ITI-57: withdrawing.

use spo_core::soap::Message;
use spo_core::xds::Availability;
use spo_core::xds::response::ResponseStatus;
use spo_sandbox::{Sandbox, Validation};

use crate::support::*;

fn shared() -> (Sandbox, Shared) {
    let sandbox = Sandbox::new().unwrap();
    let shared = Shared::new();
    share_well(&sandbox, &shared);
    (sandbox, shared)
}

/// The codes of a refusal that leaves the entry in use.
fn refused_withdrawal(change: impl FnOnce(&mut Message)) -> Vec<String> {
    let (sandbox, shared) = shared();
    let mut message = withdraw_message(&withdrawal(&shared.submission.entry));
    change(&mut message);
    let errors = refused(&sandbox, &message);
    assert!(sandbox.entries().unwrap().first().unwrap().is_approved());
    errors.into_iter().map(|(code, _)| code).collect()
}

#[test]
fn a_withdrawn_entry_is_deprecated_and_still_there() {
    let (sandbox, shared) = shared();
    let message = withdraw_message(&withdrawal(&shared.submission.entry));
    let response = registry_response(send(&sandbox, &message));
    assert_eq!(
        (response.status, response.errors),
        (ResponseStatus::Success, Vec::new())
    );
    assert!(search(&sandbox, &nancy()).objects.entries.is_empty());
    let mut query = nancy();
    query.statuses = vec![Availability::Deprecated];
    assert_eq!(search(&sandbox, &query).objects.entries.len(), 1);
}

#[test]
fn the_same_withdrawal_again_is_a_duplicate_and_another_one_too_late() {
    let (sandbox, shared) = shared();
    let message = withdraw_message(&withdrawal(&shared.submission.entry));
    send(&sandbox, &message);
    assert_eq!(
        codes(&refused(&sandbox, &message)),
        ["XDSDuplicateUniqueIdInRegistry", "XDSMetadataUpdateError"]
    );
    let another = withdraw_message(&withdrawal(&shared.submission.entry));
    assert_eq!(codes(&refused(&sandbox, &another)), ["XDSMetadataUpdateError"]);
}

#[test]
fn only_an_entry_that_exists_is_withdrawn() {
    let (sandbox, shared) = shared();
    let mut withdrawal = withdrawal(&shared.submission.entry);
    withdrawal.entry_uuid = spo_core::xds::EntryUuid::from_wire(shared.unique_id().to_unique_id());
    let errors = refused(&sandbox, &withdraw_message(&withdrawal));
    assert_eq!(codes(&errors), ["UnresolvedReferenceException"]);
}

#[test]
fn the_statuses_must_be_right() {
    let approved = Availability::Approved.as_urn();
    let deprecated = Availability::Deprecated.as_urn();
    let turned = refused_withdrawal(|message| {
        message.body = message
            .body
            .replace(approved, "x")
            .replace(deprecated, approved)
            .replace(">x<", &format!(">{deprecated}<"));
    });
    assert_eq!(turned, ["XDSMetadataUpdateError"]);
    let wrong_original =
        refused_withdrawal(|message| message.body = message.body.replace(approved, deprecated));
    assert_eq!(wrong_original, ["XDSMetadataUpdateError"]);
    let no_original =
        refused_withdrawal(|message| message.body = message.body.replace("OriginalStatus", "Other"));
    assert_eq!(no_original, ["XDSMetadataUpdateError"]);
}

#[test]
fn a_withdrawal_stays_with_its_patient() {
    let (sandbox, shared) = shared();
    let mut withdrawal = withdrawal(&shared.submission.entry);
    withdrawal.submission_set.patient_id = Shared::of(OTHER, "20260401100000+0200", None, "")
        .submission
        .entry
        .patient_id;
    let errors = refused(&sandbox, &withdraw_message(&withdrawal));
    assert_eq!(codes(&errors), ["XDSPatientIdDoesNotMatch"]);
}

#[test]
fn a_withdrawal_needs_its_submission_set_and_its_association() {
    let cut = |body: &str, from: &str, to: &str| {
        let start = body.find(from).unwrap();
        let end = body.find(to).unwrap() + to.len();
        [body.get(..start).unwrap(), body.get(end..).unwrap()].concat()
    };
    let without_set = refused_withdrawal(|message| {
        message.body = cut(&message.body, "<rim:RegistryPackage", "</rim:RegistryPackage>");
    });
    assert_eq!(without_set, ["XDSRegistryMetadataError"]);
    let without_change = refused_withdrawal(|message| {
        message.body = cut(&message.body, "<rim:Association", "</rim:Association>");
    });
    assert_eq!(without_change, ["XDSMetadataUpdateError"]);
    let of_something_else = refused_withdrawal(|message| {
        message.body = message
            .body
            .replace("sourceObject=\"urn:uuid:", "sourceObject=\"urn:uuid:0");
    });
    assert_eq!(of_something_else, ["UnresolvedReferenceException"]);
    let other = refused_withdrawal(|message| {
        message.body = message
            .body
            .replace("UpdateAvailabilityStatus", "SubmitAssociation");
    });
    assert_eq!(other, ["XDSMetadataUpdateOperationError"]);
    let whole_entry = refused_withdrawal(|message| {
        let entry = Shared::new().submission.body().xml;
        let end = entry.find("</rim:ExtrinsicObject>").unwrap() + "</rim:ExtrinsicObject>".len();
        let entry = entry
            .get(entry.find("<rim:ExtrinsicObject").unwrap()..end)
            .unwrap();
        message.body = message.body.replace(
            "</rim:RegistryObjectList>",
            &[entry, "</rim:RegistryObjectList>"].concat(),
        );
    });
    assert_eq!(whole_entry, ["XDSMetadataUpdateOperationError"]);
}

#[test]
fn the_metadata_of_a_withdrawal_is_checked_by_the_level() {
    let (sandbox, shared) = shared();
    let mut withdrawal = withdrawal(&shared.submission.entry);
    withdrawal.submission_set.submission_time = None;
    let errors = refused(&sandbox, &withdraw_message(&withdrawal));
    assert_eq!(
        errors.first().unwrap().1,
        "Obligatorisk attribut mangler: SubmissionSet.submissionTime"
    );
    sandbox.set_validation(Validation::Warning);
    let response = registry_response(send(&sandbox, &withdraw_message(&withdrawal)));
    assert_eq!(response.status, ResponseStatus::Success);
    assert!(response.errors.iter().all(|error| error.warning) && response.errors.len() == 1);
}

#[test]
fn an_author_is_not_needed_to_withdraw() {
    let (sandbox, shared) = shared();
    let mut withdrawal = withdrawal(&shared.submission.entry);
    withdrawal.submission_set.authors.clear();
    let response = registry_response(send(&sandbox, &withdraw_message(&withdrawal)));
    assert_eq!(
        (response.status, response.errors),
        (ResponseStatus::Success, Vec::new())
    );
}
