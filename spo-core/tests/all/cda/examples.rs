//! The appointments in `examples/data`: each is written, valid, and read back equal.

use spo_core::Appointment;
use spo_core::cda::{ApdVersion, read_appointment};

use super::document;
use crate::cda::schema::assert_valid;
use crate::support::{files, golden, read, repository, test_file};

pub(crate) fn examples() -> Vec<(String, Appointment)> {
    let files = files(&repository().join("examples/data"), "json");
    assert!(files.len() >= 7);
    let read = |path: std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let json = read(&path);
        let appointment = Appointment::from_json(&json).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, appointment)
    };
    files.into_iter().map(read).collect()
}

#[test]
fn every_example_is_written_and_reads_back_equal() {
    for (name, appointment) in examples() {
        let written = document(appointment);
        let xml = written.to_xml().unwrap_or_else(|error| panic!("{name}: {error}"));
        let read = read_appointment(xml.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(read.warnings, [], "{name}");
        assert_eq!(read.document, written, "{name}");
        assert_eq!(read.profile, ApdVersion::V2_0_1);
        assert_eq!(read.raw(), xml.as_bytes());
    }
}

#[test]
fn every_example_is_written_as_its_golden_document() {
    let mut documents = Vec::new();
    for (name, appointment) in examples() {
        let xml = document(appointment).to_xml().unwrap();
        golden(&test_file(&format!("golden/written/{name}.xml")), &xml);
        documents.push(xml);
    }
    assert_valid(&documents);
}

#[test]
fn a_protected_address_is_nowhere_in_the_document() {
    let (_, mut appointment) = examples()
        .into_iter()
        .find(|(name, _)| name == "protected-address")
        .unwrap();
    appointment.patient.telecoms.clear();
    let xml = document(appointment).to_xml().unwrap();
    assert_eq!(xml.matches("<streetAddressLine>").count(), 2);
    assert_eq!(
        xml.matches("<streetAddressLine>Adressebeskyttelse</streetAddressLine>")
            .count(),
        2
    );
    assert!(xml.contains("<td>Borgerens hjem</td>"));
}
