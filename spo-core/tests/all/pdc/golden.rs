//! What is read from each document, as JSON, compared with a golden file that a person has checked against the XML.
//!
//! `SPO_BLESS=1 cargo test -p spo-core --test all` writes them anew. The documents under `fixtures` are this
//! project's own; those beside the repository belong to others, so only the values read from them stand here, without
//! the narrative.

use std::path::{Path, PathBuf};

use spo_core::cda::read_master_data;
use spo_core::{Cpr, MasterData, Narrative};

use crate::support::{files, golden, shared_data, test_file};

fn compare(documents: &[PathBuf], goldens: &str) {
    assert!(!documents.is_empty());
    for path in documents {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let read = read_master_data(&std::fs::read(path).unwrap());
        let read = read.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(
            MasterData::from_json(&read.master_data.to_json()).unwrap(),
            read.master_data,
            "{name}"
        );
        let told = format!("{read:?}");
        for number in numbers(path) {
            assert!(
                !told.contains(&number),
                "{name}: a CPR number is told in the open"
            );
        }
        let mut values = read;
        if let Some(narrative) = &values.narrative {
            let length = narrative.as_xml().len();
            values.narrative = Some(Narrative::from_xml(format!("{length} bytes")));
        }
        let json = values.to_json() + "\n";
        golden(&test_file(&format!("golden/{goldens}/{name}.json")), &json);
    }
}

/// Every CPR number in the file, of whomever.
fn numbers(path: &Path) -> Vec<String> {
    let xml = std::fs::read_to_string(path).unwrap();
    let runs = xml.split(|c: char| !c.is_ascii_digit() && c != '-');
    let runs = runs.filter(|run| run.parse::<Cpr>().is_ok());
    runs.map(str::to_owned).collect()
}

#[test]
fn own_documents_read_with_the_right_values() {
    compare(&files(&test_file("fixtures/pdc"), "xml"), "pdc");
}

#[test]
fn documents_of_others_read_with_the_right_values() {
    let Some(data) = shared_data() else { return };
    let is_pdc = |path: &PathBuf| path.to_string_lossy().contains("pdc");
    let mut documents = files(&data.join("master-data"), "xml");
    documents.retain(is_pdc);
    assert_eq!(documents.len(), 10);
    compare(&documents, "shared/pdc");
}
