//! The levels of the national validation.

use spo_core::xds::response::ResponseStatus;
use spo_sandbox::{Decision, Sandbox, Validation};

use crate::support::*;

fn without_title() -> Shared {
    Shared::new().with(|entry| entry.title = None)
}

#[test]
fn reject_is_the_beginning() {
    let sandbox = Sandbox::new().unwrap();
    assert_eq!(share(&sandbox, &without_title()).status, ResponseStatus::Failure);
}

#[test]
fn warning_accepts_and_says_what_is_wrong() {
    let sandbox = Sandbox::new().unwrap();
    sandbox.set_validation(Validation::Warning);
    let response = share(&sandbox, &without_title());
    assert_eq!(response.status, ResponseStatus::Success);
    let warning = response.errors.first().unwrap();
    assert!(warning.warning && warning.context.contains("DocumentEntry.title"));
    assert_eq!(sandbox.entries().unwrap().len(), 1);
}

#[test]
fn log_accepts_and_only_the_record_says_what_is_wrong() {
    let sandbox = Sandbox::new().unwrap();
    sandbox.set_validation(Validation::Log);
    share_well(&sandbox, &without_title());
    let call = sandbox.calls().pop().unwrap();
    assert_eq!(call.decision, Decision::Success);
    assert!(
        call.errors
            .first()
            .unwrap()
            .context
            .contains("DocumentEntry.title")
    );
}

#[test]
fn off_looks_at_nothing() {
    let sandbox = Sandbox::new().unwrap();
    sandbox.set_validation(Validation::Off);
    share_well(
        &sandbox,
        &without_title().with_document(|_| "not a document".to_owned()),
    );
    assert!(sandbox.calls().pop().unwrap().errors.is_empty());
}

#[test]
fn what_a_registry_needs_is_demanded_at_every_level() {
    for level in [
        Validation::Off,
        Validation::Log,
        Validation::Warning,
        Validation::Reject,
    ] {
        let sandbox = Sandbox::new().unwrap();
        sandbox.set_validation(level);
        let shared = Shared::new();
        share_well(&sandbox, &shared);
        assert_eq!(
            share(&sandbox, &shared).status,
            ResponseStatus::Failure,
            "{level:?}"
        );
    }
}

#[test]
fn the_level_holds_for_every_clone() {
    let sandbox = Sandbox::new().unwrap();
    sandbox.clone().set_validation(Validation::Off);
    share_well(&sandbox, &without_title());
}
