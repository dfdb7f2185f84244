//! What is read from each document, as JSON, compared with a golden file that a person has checked against the XML.
//!
//! `SPO_BLESS=1 cargo test -p spo-core --test all` writes them anew. The documents under `fixtures` are this
//! project's own; those beside the repository belong to others, so only the values read from them stand here, without
//! the narratives and the greater part of long texts.

use std::path::PathBuf;

use spo_core::cda::read_care_plan;
use spo_core::{CarePlan, CarePlanSection, Narrative};

use crate::support::{files, golden, shared_data, test_file};

fn compare(documents: &[PathBuf], goldens: &str) {
    assert!(!documents.is_empty());
    for path in documents {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let read = read_care_plan(&std::fs::read(path).unwrap());
        let mut read = read.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(
            CarePlan::from_json(&read.care_plan.to_json()).unwrap(),
            read.care_plan,
            "{name}"
        );
        let told = format!("{read:?}");
        assert!(
            !told.contains(read.care_plan.cpr.as_str()),
            "{name}: the CPR number is told in the open"
        );
        read.care_plan.sections.iter_mut().for_each(shorten);
        let json = read.to_json() + "\n";
        golden(&test_file(&format!("golden/{goldens}/{name}.json")), &json);
    }
}

fn shorten(section: &mut CarePlanSection) {
    if let Some(narrative) = &section.narrative {
        let length = narrative.as_xml().len();
        section.narrative = Some(Narrative::from_xml(format!("{length} bytes")));
    }
    for text in section.entries.iter_mut().filter_map(|entry| entry.text.as_mut()) {
        let length = text.chars().count();
        if length > 120 {
            let start: String = text.chars().take(40).collect();
            *text = format!("{start}… ({length} characters)");
        }
    }
    section.sections.iter_mut().for_each(shorten);
}

#[test]
fn own_documents_read_with_the_right_values() {
    compare(&files(&test_file("fixtures/cpd"), "xml"), "cpd");
}

#[test]
fn documents_of_others_read_with_the_right_values() {
    let Some(data) = shared_data() else { return };
    let mut documents = files(&data.join("master-data/cpd20_generated"), "xml");
    documents.extend(files(&data.join("master-data/cpd_v1_medcom"), "xml"));
    assert_eq!(documents.len(), 4);
    compare(&documents, "shared/cpd");
}
