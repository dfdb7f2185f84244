//! Replacing the credential in use.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use super::super::*;
use super::pki::pki;

#[test]
fn a_replacement_is_seen_by_every_clone_and_by_its_generation() {
    let Some(pki) = pki() else { return };
    let slot = CredentialSlot::new(pki.organisation.credential());
    let clone = slot.clone();
    let (before, in_flight) = clone.snapshot();
    let renewed = pki.renewed.credential();
    let now = renewed.certificate().not_before();
    assert_eq!(slot.replace(renewed.clone(), now), Ok(Validity::Valid));
    assert!(clone.generation() > before);
    assert_eq!(clone.current().certificate(), renewed.certificate());
    // What a call took, it keeps.
    assert_ne!(in_flight.certificate(), renewed.certificate());
}

#[test]
fn an_expired_replacement_leaves_the_one_in_use() {
    let Some(pki) = pki() else { return };
    let slot = CredentialSlot::new(pki.organisation.credential());
    let before = slot.snapshot();
    let renewed = pki.renewed.credential();
    let late = renewed.certificate().not_after() + chrono::TimeDelta::seconds(1);
    assert_eq!(
        slot.replace(renewed, late).unwrap_err().code(),
        "credential.expired"
    );
    assert_eq!(slot.generation(), before.0);
    assert_eq!(slot.current().certificate(), before.1.certificate());
}

#[test]
fn threads_always_see_a_generation_with_its_own_credential() {
    let Some(pki) = pki() else { return };
    let pair = [pki.organisation.credential(), pki.renewed.credential()];
    let now = pair[0].certificate().not_before() + chrono::TimeDelta::hours(1);
    let slot = CredentialSlot::new(pair[0].clone());
    let first = slot.generation();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut seen = HashMap::from([(first, pair[0].certificate().clone())]);
                let mut last = first;
                while !done.load(Ordering::Relaxed) {
                    let (generation, credential) = slot.snapshot();
                    assert!(generation >= last);
                    last = generation;
                    let certificate = seen
                        .entry(generation)
                        .or_insert_with(|| credential.certificate().clone());
                    assert_eq!(certificate, credential.certificate());
                }
            });
        }
        for turn in 1..2000 {
            slot.replace(pair[turn % 2].clone(), now).unwrap();
        }
        done.store(true, Ordering::Relaxed);
    });
    assert_eq!(slot.current().certificate(), pair[1].certificate());
}
