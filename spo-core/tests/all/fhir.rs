//! Shared diagnoses (MedCom ConditionList), from the outside.

use proptest::prelude::*;
use spo_core::fhir::{ReadDiagnosisList, read_diagnosis_list};
use spo_core::{ClinicalTime, DiagnosisKind, DiagnosisList, DiagnosisStatus, ErrorKind, OrganisationId};

use crate::support::{files, golden, read, test_file};

fn fixture(name: &str) -> String {
    read(&test_file(&format!("fixtures/fhir/{name}.json")))
}

fn list(name: &str) -> ReadDiagnosisList {
    read_diagnosis_list(fixture(name).as_bytes()).unwrap()
}

fn codes(read: &ReadDiagnosisList) -> Vec<&str> {
    read.warnings.iter().map(|warning| warning.code).collect()
}

fn time(text: &str) -> Option<ClinicalTime> {
    Some(text.parse().unwrap())
}

#[test]
fn documents_read_with_the_right_values() {
    for path in files(&test_file("fixtures/fhir"), "json") {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let read = read_diagnosis_list(read(&path).as_bytes()).unwrap();
        let list = &read.diagnosis_list;
        assert_eq!(&DiagnosisList::from_json(&list.to_json()).unwrap(), list);
        let told = format!("{read:?}");
        for number in ["2512489996", "0108629996", "050510-9990"] {
            assert!(!told.contains(number), "{name}");
        }
        golden(
            &test_file(&format!("golden/fhir/{name}.json")),
            &(read.to_json() + "\n"),
        );
    }
}

#[test]
fn diagnoses_come_in_the_order_of_the_list_with_the_precision_they_were_told_with() {
    let read = list("diagnoses");
    assert_eq!(read.warnings, []);
    let [cancer, diabetes, back] = &read.diagnosis_list.diagnoses[..] else {
        panic!("three diagnoses")
    };
    assert_eq!(cancer.status, DiagnosisStatus::Resolved);
    assert_eq!(cancer.kind, Some(DiagnosisKind::Contact));
    assert_eq!(cancer.abatement, time("2023-06-07"));
    assert_eq!(diabetes.status, DiagnosisStatus::Current);
    assert_eq!(diabetes.kind, Some(DiagnosisKind::Course));
    assert_eq!(
        (diabetes.onset, diabetes.recorded),
        (time("2019-10"), time("2024-01-17"))
    );
    let systems: Vec<_> = diabetes.codes.iter().map(|code| code.system.as_str()).collect();
    assert_eq!(systems, ["1.2.208.176.2.4.12", "1.2.208.176.2.31"]);
    assert_eq!((back.onset, back.codes.len()), (time("2018"), 0));
    assert_eq!(back.text.as_deref(), Some("Ondt i ryggen"));
}

#[test]
fn the_practice_is_told_by_its_sor_code_first() {
    let list = list("diagnoses").diagnosis_list;
    let practice = list.organisation.unwrap();
    assert_eq!(
        practice.id,
        Some(OrganisationId::Sor("486081000016003".parse().unwrap()))
    );
    assert_eq!(list.author.unwrap().to_string(), "Henrik Hansen");
    assert_eq!(list.updated.unwrap().to_string(), "2026-03-01T12:00:00+01:00");
}

#[test]
fn a_diagnosis_of_somebody_else_is_left_out_and_told() {
    let read = list("odd");
    let texts = format!("{:?}", read.diagnosis_list.diagnoses);
    assert!(!texts.contains("andens") && !texts.contains("tredjes"), "{texts}");
    assert_eq!(
        codes(&read)
            .iter()
            .filter(|code| **code == "diagnosis.subject")
            .count(),
        2
    );
}

#[test]
fn whose_a_diagnosis_is_may_be_told_by_number() {
    let by_number = |number: &str| {
        let subject = format!("{{ \"identifier\": {{ \"value\": \"{number}\" }} }}");
        let mut json: serde_json::Value = serde_json::from_str(&fixture("diagnoses")).unwrap();
        for entry in json["entry"].as_array_mut().unwrap() {
            if entry["resource"]["resourceType"] == "Condition" {
                entry["resource"]["subject"] = serde_json::from_str(&subject).unwrap();
            }
        }
        let read = read_diagnosis_list(json.to_string().as_bytes()).unwrap();
        read.diagnosis_list.diagnoses.len()
    };
    assert_eq!(by_number("251248-9996"), 3);
    assert_eq!(by_number("0108629996"), 0);
}

#[test]
fn a_list_that_names_what_is_not_there_says_so() {
    let read = list("odd");
    assert_eq!(
        codes(&read)
            .iter()
            .filter(|code| **code == "diagnosis.missing")
            .count(),
        2
    );
    assert!(codes(&read).contains(&"diagnosis.unlisted"));
}

#[test]
fn a_contradiction_is_not_decided_and_a_mistake_is_marked() {
    let read = list("odd");
    let [contradicting, mistaken] = &read.diagnosis_list.diagnoses[..] else {
        panic!("two diagnoses")
    };
    assert_eq!(contradicting.status, DiagnosisStatus::Unknown);
    assert_eq!(contradicting.onset, None);
    assert_eq!(mistaken.verification.as_deref(), Some("entered-in-error"));
    assert!(mistaken.is_taken_back() && !contradicting.is_taken_back());
    assert_eq!(mistaken.recorded, time("2024-01-17T11:00:00+01:00"));
    for code in [
        "diagnosis.status",
        "diagnosis.code",
        "time.format",
        "time.offset",
        "unmapped",
    ] {
        assert!(codes(&read).contains(&code), "{code}");
    }
}

#[test]
fn what_is_no_list_of_diagnoses_is_refused_by_the_rule_it_breaks() {
    let json = fixture("diagnoses");
    for (json, code) in [
        (String::new(), "json.syntax"),
        (json[..json.len() / 2].to_owned(), "json.syntax"),
        ("[".repeat(100_000), "json.syntax"),
        ("[]".to_owned(), "fhir.profile"),
        ("{\"resourceType\": \"Patient\"}".to_owned(), "fhir.profile"),
        (json.replace("11450-4", "11451-4"), "fhir.profile"),
        (json.replace("\"2512489996\"", "\"2512489996x\""), "fhir.patient"),
        (
            json.replace("1.2.208.176.1.2\"", "1.2.208.176.1.3\""),
            "fhir.patient",
        ),
        (" ".repeat((16 << 20) + 1), "fhir.too_large"),
    ] {
        let error = read_diagnosis_list(json.as_bytes()).unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::InvalidDocument, code));
        assert!(!format!("{error} {error:?}").contains("2512489996"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        _ = read_diagnosis_list(&bytes);
    }

    /// Any value of the document made another: it reads or is refused, and no debug output tells the number.
    #[test]
    fn no_value_makes_it_panic(
        which in any::<prop::sample::Index>(),
        value in prop_oneof![
            Just("null".to_owned()), Just("[]".to_owned()), Just("{}".to_owned()), Just("[[1]]".to_owned()),
            Just("\"2512489996\"".to_owned()), Just("1e99".to_owned()), "\"[0-9T:Z+-]{0,20}\"", "\"[A-Za-z/]{0,12}\"",
        ],
    ) {
        let json = fixture("odd");
        let values: Vec<_> = json.match_indices("\": \"").map(|(at, _)| at + 3).collect();
        let from = values[which.index(values.len())];
        let to = from + 1 + json[from + 1..].find('"').unwrap() + 1;
        let changed = [&json[..from], &value, &json[to..]].concat();
        let told = match read_diagnosis_list(changed.as_bytes()) {
            Ok(read) => {
                let json = read.diagnosis_list.to_json();
                prop_assert_eq!(&DiagnosisList::from_json(&json).unwrap(), &read.diagnosis_list);
                format!("{:?}", read.warnings)
            }
            Err(error) => format!("{error} {error:?}"),
        };
        prop_assert!(!told.contains("2512489996"), "{}", told);
    }
}
