//! What is no appointment document is refused with a code that says why; no input makes the reader panic.

use proptest::prelude::*;
use spo_core::cda::read_appointment;
use spo_core::{Error, ErrorKind};

use crate::support::{files, read, shared_data, test_file};

fn refusal(bytes: &[u8]) -> Error {
    let error = read_appointment(bytes).expect_err("it is no appointment document");
    assert_eq!(error.kind(), ErrorKind::InvalidDocument);
    error
}

fn fixture() -> String {
    read(&test_file("fixtures/apd/v2.0.xml"))
}

/// The fixture with `from` replaced, which must occur.
fn with(from: &str, to: &str) -> String {
    let xml = fixture();
    assert!(xml.contains(from), "{from}");
    xml.replace(from, to)
}

#[test]
fn what_is_not_xml_is_refused_by_the_rule_it_breaks() {
    let xml = fixture();
    let cut = xml.len() / 2;
    for (bytes, code) in [
        (Vec::new(), "xml.not_well_formed"),
        (b"Aftale kl. 10".to_vec(), "xml.not_well_formed"),
        (xml.as_bytes()[..cut].to_vec(), "xml.not_well_formed"),
        (xml.replace("Egtved", "\u{1}").into_bytes(), "xml.character"),
        (
            xml.bytes()
                .map(|byte| if byte == b'E' { 0xE6 } else { byte })
                .collect(),
            "xml.encoding",
        ),
        (
            b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".to_vec(),
            "xml.doctype",
        ),
        (vec![b' '; 100 << 20], "xml.too_large"),
    ] {
        assert_eq!(refusal(&bytes).code(), code);
    }
}

#[test]
fn other_xml_and_other_documents_are_told_apart() {
    for (xml, code) in [
        (
            "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"/>".to_owned(),
            "cda.root",
        ),
        (with("urn:hl7-org:v3", "urn:hl7-org:v2"), "cda.namespace"),
        (with(" xmlns=\"urn:hl7-org:v3\"", ""), "cda.namespace"),
        (with("\"apd-v2.0\"", "\"pdc-v3.0\""), "cda.profile"),
        (
            "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>".to_owned(),
            "cda.profile",
        ),
        (
            with("1.2.208.184.14.1\"", "1.2.208.184.11.1\"").replace("\"apd-v2.0\"", "\"other\""),
            "cda.profile",
        ),
        (
            with("<encounter", "<act").replace("</encounter", "</act"),
            "cda.encounter",
        ),
        (
            with("extension=\"2512489996\"", "extension=\"0000000000\""),
            "cda.patient",
        ),
        (with("<low ", "<center "), "cda.time"),
    ] {
        let error = refusal(xml.as_bytes());
        assert_eq!(error.code(), code);
        assert!(!error.to_string().contains("2512489996"));
        assert!(!format!("{error:?}").contains("2512489996"));
    }
}

#[test]
fn other_clinical_documents_of_medcom_are_named() {
    let Some(data) = shared_data() else { return };
    for path in files(&data.join("master-data"), "xml") {
        let error = refusal(&std::fs::read(&path).unwrap());
        assert_eq!(error.code(), "cda.profile", "{}: {error}", path.display());
    }
}

#[test]
fn hostile_xml_is_refused() {
    let Some(data) = shared_data() else { return };
    let attacks = data.join("xml-attack");
    for path in files(&attacks, "xml") {
        refusal(&std::fs::read(&path).unwrap());
    }
}

#[test]
fn a_document_about_nobody_names_no_number() {
    let error = refusal(with("extension=\"2512489996\"", "extension=\"2512489996x\"").as_bytes());
    assert_eq!(error.code(), "cda.patient");
    assert!(!format!("{error} {error:?}").contains("2512489996"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        _ = read_appointment(&bytes);
    }

    /// Cuts, doubles and overwrites a piece of a document.
    #[test]
    fn no_damage_makes_it_panic(
        which in 0..8_usize,
        from in any::<prop::sample::Index>(),
        length in 0..300_usize,
        filler in prop_oneof![Just(String::new()), "[<>/\"= a-z0-9]{0,20}", "\\PC{0,10}"],
        doubled in any::<bool>(),
    ) {
        let fixtures = files(&test_file("fixtures/apd"), "xml");
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
        _ = read_appointment(&damaged);
    }

    /// Attribute values of any text, where the structure stays whole.
    #[test]
    fn no_value_makes_it_panic_and_no_warning_tells_the_number(
        which in any::<prop::sample::Index>(),
        value in prop_oneof!["[0-9+:.Z-]{0,20}", "[A-Za-z ]{0,10}", "\\PC{0,10}", Just("2512489996".to_owned())],
    ) {
        let xml = fixture();
        let values: Vec<_> = xml.match_indices("=\"").map(|(at, _)| at + 2).skip(6).collect();
        let from = values[which.index(values.len())];
        let to = from + xml[from..].find('"').unwrap();
        let value = value.replace(['&', '<', '"'], "");
        let changed = [&xml[..from], &value, &xml[to..]].concat();
        let told = match read_appointment(changed.as_bytes()) {
            Ok(read) => format!("{:?}", read.warnings),
            Err(error) => format!("{error} {error:?}"),
        };
        prop_assert!(!told.contains("2512489996"), "{}", told);
    }
}
