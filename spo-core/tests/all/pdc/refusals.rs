//! What is no stamkort is refused with a code that says why; no input makes the reader panic.

use proptest::prelude::*;
use spo_core::cda::read_master_data;
use spo_core::{Error, ErrorKind};

use super::fixture;
use crate::support::{files, shared_data, test_file};

fn refusal(bytes: &[u8]) -> Error {
    let error = read_master_data(bytes).expect_err("it is no stamkort");
    assert_eq!(error.kind(), ErrorKind::InvalidDocument);
    error
}

#[test]
fn what_is_no_stamkort_is_refused_by_the_rule_it_breaks() {
    let xml = fixture("v3.0-full");
    let cut = xml.len() / 2;
    let with = |from: &str, to: &str| {
        assert!(xml.contains(from), "{from}");
        xml.replace(from, to).into_bytes()
    };
    for (bytes, code) in [
        (Vec::new(), "xml.not_well_formed"),
        (xml.as_bytes()[..cut].to_vec(), "xml.not_well_formed"),
        (
            b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".to_vec(),
            "xml.doctype",
        ),
        (with("ClinicalDocument", "Document"), "cda.root"),
        (with("urn:hl7-org:v3", "urn:hl7-org:v2"), "cda.namespace"),
        (
            with("\"1.2.208.184.16.1\"", "\"1.2.208.184.14.1\""),
            "cda.profile",
        ),
        (
            with("extension=\"2512489996\"", "extension=\"0000000000\""),
            "cda.patient",
        ),
    ] {
        let error = refusal(&bytes);
        assert_eq!(error.code(), code);
        assert!(!format!("{error} {error:?}").contains("2512489996"));
    }
}

#[test]
fn other_clinical_documents_of_medcom_are_named() {
    let Some(data) = shared_data() else { return };
    let appointments = files(&data.join("appointments/documents"), "xml");
    let care_plans = files(&data.join("master-data"), "xml");
    let is_other = |path: &std::path::PathBuf| !path.to_string_lossy().contains("/pdc");
    let others: Vec<_> = appointments
        .into_iter()
        .chain(care_plans)
        .filter(is_other)
        .collect();
    assert!(others.len() > 20);
    for path in others {
        let error = refusal(&std::fs::read(&path).unwrap());
        assert_eq!(error.code(), "cda.profile", "{}: {error}", path.display());
    }
}

#[test]
fn hostile_xml_is_refused() {
    let Some(data) = shared_data() else { return };
    for path in files(&data.join("xml-attack"), "xml") {
        refusal(&std::fs::read(&path).unwrap());
    }
}

#[test]
fn a_document_that_is_all_marks_and_entries_is_read_in_time() {
    let xml = fixture("v3.0-full");
    let entry = &xml[xml.rfind("<entry").unwrap()..xml.rfind("</section>").unwrap()];
    let many = xml.replace(entry, &entry.repeat(5_000));
    let read = read_master_data(many.as_bytes()).unwrap();
    assert_eq!(read.master_data.other.len(), 4_999);
    assert_eq!(read.warnings.len(), 501);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        _ = read_master_data(&bytes);
    }

    /// Cuts, doubles and overwrites a piece of a document.
    #[test]
    fn no_damage_makes_it_panic(
        which in 0..6_usize,
        from in any::<prop::sample::Index>(),
        length in 0..300_usize,
        filler in prop_oneof![Just(String::new()), "[<>/\"= a-z0-9]{0,20}", "\\PC{0,10}"],
        doubled in any::<bool>(),
    ) {
        let fixtures = files(&test_file("fixtures/pdc"), "xml");
        let xml = std::fs::read(&fixtures[which % fixtures.len()]).unwrap();
        let from = from.index(xml.len());
        let to = (from + length).min(xml.len());
        let mut damaged = xml[..from].to_vec();
        damaged.extend_from_slice(filler.as_bytes());
        if doubled {
            damaged.extend_from_slice(&xml[from..to]);
            damaged.extend_from_slice(&xml[from..]);
        } else {
            damaged.extend_from_slice(&xml[to..]);
        }
        _ = read_master_data(&damaged);
    }

    /// Attribute values of any text, where the structure stays whole: no debug output tells a number, and what is read
    /// has a JSON twin.
    #[test]
    fn no_value_makes_it_panic_and_no_debug_output_tells_the_number(
        which in any::<prop::sample::Index>(),
        value in prop_oneof![
            "[0-9+:.Z-]{0,20}", "[A-Za-z ]{0,10}", "\\PC{0,10}", Just("2512489996".to_owned()),
            Just("ConfAddr".to_owned()), Just("true".to_owned()), Just("II".to_owned()),
        ],
    ) {
        let xml = fixture("v3.0-full");
        let values: Vec<_> = xml.match_indices("=\"").map(|(at, _)| at + 2).skip(6).collect();
        let from = values[which.index(values.len())];
        let to = from + xml[from..].find('"').unwrap();
        let value = value.replace(['&', '<', '"'], "");
        let changed = [&xml[..from], &value, &xml[to..]].concat();
        let told = match read_master_data(changed.as_bytes()) {
            Ok(read) => {
                let json = read.master_data.to_json();
                prop_assert_eq!(&spo_core::MasterData::from_json(&json).unwrap(), &read.master_data);
                format!("{:?}", read.warnings)
            }
            Err(error) => format!("{error} {error:?}"),
        };
        prop_assert!(!told.contains("2512489996"), "{}", told);
    }

    /// Of a protected citizen nothing is told, whatever else is changed.
    #[test]
    fn no_value_uncovers_a_protected_citizen(
        which in any::<prop::sample::Index>(),
        value in prop_oneof![Just(""), Just("PN"), Just("ST"), Just("EnteredCitizen"), Just("1.2.3")],
    ) {
        let xml = fixture("v3.0-protected");
        let body = xml.find("<structuredBody").unwrap();
        let values: Vec<_> = xml.match_indices("=\"").map(|(at, _)| at + 2).filter(|at| *at > body).collect();
        let from = values[which.index(values.len())];
        let to = from + xml[from..].find('"').unwrap();
        let changed = [&xml[..from], value, &xml[to..]].concat();
        let read = read_master_data(changed.as_bytes()).unwrap();
        prop_assert!(read.master_data.is_protected());
        let told = format!("{} {:?} {:?}", read.to_json(), read, read.warnings);
        prop_assert!(!told.contains("Nancy"), "{}", told);
    }
}
