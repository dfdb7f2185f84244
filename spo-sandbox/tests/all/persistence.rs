//! A sandbox in a file.

use spo_core::ErrorKind;
use spo_sandbox::Sandbox;

use crate::support::*;

struct File(std::path::PathBuf);

impl File {
    fn new() -> Self {
        Self(std::env::temp_dir().join(format!("spo-sandbox-{}.db", uuid::Uuid::new_v4())))
    }
}

impl Drop for File {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", self.0.display()));
        }
    }
}

#[test]
fn what_is_shared_is_there_the_next_time() {
    let file = File::new();
    let first = Shared::new();
    let second = Shared::new().replacing(first.entry_uuid());
    {
        let sandbox = Sandbox::open(&file.0).unwrap();
        share_well(&sandbox, &first);
        share_well(&sandbox, &second);
    }
    let sandbox = Sandbox::open(&file.0).unwrap();
    assert_eq!(sandbox.entries().unwrap().len(), 2);
    assert_eq!(search(&sandbox, &nancy()).objects.entries.len(), 1);
    assert!(codes(&refused(&sandbox, &second.message())).contains(&"XDSDuplicateUniqueIdInRegistry"));
    assert!(sandbox.calls().len() == 2, "calls are of this run");
}

#[test]
fn two_sandboxes_may_share_a_file() {
    let file = File::new();
    let (one, two) = (Sandbox::open(&file.0).unwrap(), Sandbox::open(&file.0).unwrap());
    share_well(&one, &Shared::new());
    share_well(&two, &Shared::new());
    assert_eq!(one.entries().unwrap().len(), 2);
}

#[test]
fn a_file_that_cannot_be_one_is_an_error_with_a_remedy() {
    let error = Sandbox::open("/nowhere/at/all.db").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Storage);
    let file = File::new();
    std::fs::write(
        &file.0,
        "this is a text and not a database, and it is long enough to be taken for one",
    )
    .unwrap();
    let error = Sandbox::open(&file.0).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Storage);
    assert!(!error.remedy().is_empty());
}
