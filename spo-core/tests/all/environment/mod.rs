//! Environments, production and identities from files.

mod files;
mod min_log;
mod production;
mod profiles;

use spo_core::{Oid, Source};

/// A source of documents.
fn source() -> Source {
    Source {
        id: Oid::parse("1.2.208.176.1.2.3").unwrap(),
        facility_type: "22232009".into(),
        practice_setting: "408443003".into(),
    }
}
