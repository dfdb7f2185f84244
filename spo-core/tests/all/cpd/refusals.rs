//! What is no care plan is refused with a code that says why; no input makes the reader panic or stall.

use proptest::prelude::*;
use spo_core::ErrorKind;
use spo_core::cda::read_care_plan;

use crate::support::{files, read, shared_data, test_file};

fn fixture() -> String {
    read(&test_file("fixtures/cpd/v2.0.xml"))
}

#[test]
fn what_is_no_care_plan_is_refused_by_the_rule_it_breaks() {
    let xml = fixture();
    for (xml, code) in [
        (String::new(), "xml.not_well_formed"),
        (xml.replace("ClinicalDocument", "Document"), "cda.root"),
        (xml.replace("urn:hl7-org:v3", "urn:hl7-org:v2"), "cda.namespace"),
        (
            xml.replace("\"1.2.208.184.15.1\"", "\"1.2.208.184.16.1\""),
            "cda.profile",
        ),
        (xml.replace("\"2512489996\"", "\"2512489996x\""), "cda.patient"),
    ] {
        let error = read_care_plan(xml.as_bytes()).unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::InvalidDocument, code));
        assert!(!format!("{error} {error:?}").contains("2512489996"));
    }
}

#[test]
fn hostile_xml_is_refused() {
    let Some(data) = shared_data() else { return };
    for path in files(&data.join("xml-attack"), "xml") {
        assert!(read_care_plan(&std::fs::read(&path).unwrap()).is_err());
    }
}

#[test]
fn one_long_text_is_not_repeated_for_everyone_who_refers_to_it() {
    let xml = fixture();
    let entry = &xml[xml.rfind("<entry ").unwrap()..xml.rfind("</entry>").unwrap() + "</entry>".len()];
    let referring = entry.replace(
        "<statusCode",
        "<text><reference value=\"#maal1\"/></text><statusCode",
    );
    let long = xml
        .replace("en tur<br/>", &"a".repeat(100_000))
        .replace(entry, &referring.repeat(2_000));
    let read = read_care_plan(long.as_bytes()).unwrap();
    assert!(read.to_json().len() < 10 * long.len());
    assert!(
        read.warnings
            .iter()
            .any(|warning| warning.code == "entry.reference")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        _ = read_care_plan(&bytes);
    }

    /// Attribute values of any text, where the structure stays whole: no debug output tells the number, and what is read
    /// has a JSON twin.
    #[test]
    fn no_value_makes_it_panic(
        which in any::<prop::sample::Index>(),
        value in prop_oneof![
            "[0-9+:.Z-]{0,20}", "[A-Za-z ]{0,10}", "\\PC{0,10}", Just("2512489996".to_owned()), "[A-Z_]{2,6}",
        ],
    ) {
        let xml = fixture();
        let values: Vec<_> = xml.match_indices("=\"").map(|(at, _)| at + 2).skip(6).collect();
        let from = values[which.index(values.len())];
        let to = from + xml[from..].find('"').unwrap();
        let value = value.replace(['&', '<', '"'], "");
        let changed = [&xml[..from], &value, &xml[to..]].concat();
        let told = match read_care_plan(changed.as_bytes()) {
            Ok(read) => {
                let json = read.care_plan.to_json();
                prop_assert_eq!(&spo_core::CarePlan::from_json(&json).unwrap(), &read.care_plan);
                format!("{:?}", read.warnings)
            }
            Err(error) => format!("{error} {error:?}"),
        };
        prop_assert!(!told.contains("2512489996"), "{}", told);
    }
}
