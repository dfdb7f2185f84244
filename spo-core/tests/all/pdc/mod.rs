//! Master data (stamkort), from the outside.

mod golden;
mod pitfalls;
mod protection;
mod refusals;
mod registrations;

use spo_core::cda::{ReadMasterData, read_master_data};

use crate::support::{read, test_file};

/// The text of one of the project's own documents.
fn fixture(name: &str) -> String {
    read(&test_file(&format!("fixtures/pdc/{name}.xml")))
}

/// One of the project's own documents with each first text replaced by the second; all must occur.
fn changed(name: &str, changes: &[(&str, &str)]) -> ReadMasterData {
    let mut xml = fixture(name);
    for (from, to) in changes {
        assert!(xml.contains(from), "{from}");
        xml = xml.replace(from, to);
    }
    read_master_data(xml.as_bytes()).unwrap()
}

/// The codes of the warnings.
fn codes(read: &ReadMasterData) -> Vec<&str> {
    read.warnings.iter().map(|warning| warning.code).collect()
}
