//! Many threads at once.

use std::thread;

use spo_core::xds::response::ResponseStatus;
use spo_sandbox::Sandbox;

use crate::support::*;

#[test]
fn a_replaced_entry_has_one_successor() {
    let sandbox = Sandbox::new().unwrap();
    let first = Shared::new();
    share_well(&sandbox, &first);
    let outcomes: Vec<ResponseStatus> = thread::scope(|scope| {
        let threads: Vec<_> = (0..16)
            .map(|_| {
                let (sandbox, target) = (sandbox.clone(), first.entry_uuid());
                scope.spawn(move || share(&sandbox, &Shared::new().replacing(target)).status)
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(
        outcomes
            .iter()
            .filter(|status| **status == ResponseStatus::Success)
            .count(),
        1
    );
    assert_eq!(sandbox.calls().len(), 17);
    assert_eq!(sandbox.replacements().unwrap().len(), 1);
    assert_eq!(search(&sandbox, &nancy()).objects.entries.len(), 1);
}

#[test]
fn the_same_submission_from_many_threads_is_stored_once() {
    let sandbox = Sandbox::new().unwrap();
    let shared = Shared::new();
    let accepted = thread::scope(|scope| {
        let threads: Vec<_> = (0..16)
            .map(|_| scope.spawn(|| share(&sandbox, &shared).status))
            .collect();
        let outcomes = threads.into_iter().map(|thread| thread.join().unwrap());
        outcomes
            .filter(|status| *status == ResponseStatus::Success)
            .count()
    });
    assert_eq!((accepted, sandbox.entries().unwrap().len()), (1, 1));
}

#[test]
fn a_searcher_sees_a_replacement_whole_or_not_at_all() {
    let sandbox = Sandbox::new().unwrap();
    let mut current = Shared::new();
    share_well(&sandbox, &current);
    thread::scope(|scope| {
        let searcher = scope.spawn(|| {
            for _ in 0..100 {
                assert_eq!(search(&sandbox, &nancy()).objects.entries.len(), 1);
            }
        });
        for _ in 0..50 {
            let next = Shared::new().replacing(current.entry_uuid());
            share_well(&sandbox, &next);
            current = next;
        }
        searcher.join().unwrap();
    });
}
