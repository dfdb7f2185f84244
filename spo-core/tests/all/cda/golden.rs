//! What is read from each document, as JSON, compared with a golden file that a person has checked against the XML.
//!
//! `SPO_BLESS=1 cargo test -p spo-core --test all` writes them anew. The documents under `fixtures` are this
//! project's own; those beside the repository belong to others, so only the values read from them stand here.

use std::path::Path;

use spo_core::cda::{AppointmentDocument, read_appointment};

use crate::support::{files, golden, shared_data, test_file};

fn compare(documents: &Path, goldens: &str) {
    let documents = files(documents, "xml");
    assert!(!documents.is_empty());
    for path in documents {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let read = read_appointment(&std::fs::read(&path).unwrap());
        let read = read.unwrap_or_else(|error| panic!("{name}: {error}"));
        let json = read.to_json();
        assert_eq!(
            serde_json::from_str::<AppointmentDocument>(&json).unwrap(),
            read.document,
            "{name}"
        );
        let cpr = read.document.appointment.patient.cpr;
        let warnings = format!("{:?}", read.warnings);
        assert!(
            !warnings.contains(cpr.as_str()),
            "{name}: a warning tells the CPR number"
        );
        let name = without_cpr(name);
        golden(
            &test_file(&format!("golden/{goldens}/{name}.json")),
            &(json + "\n"),
        );
    }
}

/// Some of the documents are named after their (public) test patient; no file of this project is.
fn without_cpr(name: &str) -> String {
    let is_cpr = |part: &&str| part.len() == 10 && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<_> = name.split('_').filter(|part| !is_cpr(part)).collect();
    parts.join("_")
}

#[test]
fn own_documents_of_every_version_read_with_the_right_values() {
    compare(&test_file("fixtures/apd"), "apd");
}

#[test]
fn documents_of_others_read_with_the_right_values() {
    if let Some(data) = shared_data() {
        compare(&data.join("appointments/documents"), "shared");
    }
}
