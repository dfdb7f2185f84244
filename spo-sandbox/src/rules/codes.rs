//! The codes of a document entry against the Danish value sets.

use spo_core::Code;
use spo_core::xds::vocabulary::danish;
use spo_core::xds::{DocumentEntry, value_sets};

use super::Report;

const MEDCOM_FORMATS: &str = "1.2.208.184.100.10";
const MEDCOM_CLASSES: &str = "1.2.208.184.100.9";
const SNOMED_CT: &str = "2.16.840.1.113883.6.96";
const LOINC: &str = "2.16.840.1.113883.6.1";
const MEDCOM_CODES: &str = "1.2.208.184.100.1";
const SKS: &str = "1.2.208.176.2.4";

/// Labels of an episode of care (forløbslabel), SKS.
const EPISODE_LABELS: [&str; 8] = [
    "ALAL01", "ALAL02", "ALAL03", "ALAL21", "ALAL22", "ALAL23", "ALAL51", "ALAL52",
];

/// Whether an entry is of an appointment document (APD-DK), whichever version of the profile.
pub(super) fn is_appointment(entry: &DocumentEntry) -> bool {
    let format = entry
        .format_code
        .as_ref()
        .map_or("", |format| format.code.as_str());
    format.starts_with("urn:ad:dk:medcom:apd") || format.starts_with("urn:ad:dk:medcom:appointment")
}

/// Checks every code: its system, and its value where the value set is closed.
pub(super) fn check(entry: &DocumentEntry, report: &mut Report) {
    let systems: [(&str, Option<&Code>, &[&str]); 5] = [
        ("classCode", entry.class_code.as_ref(), &[MEDCOM_CLASSES]),
        ("formatCode", entry.format_code.as_ref(), &[MEDCOM_FORMATS]),
        (
            "healthcareFacilityTypeCode",
            entry.facility_type_code.as_ref(),
            &[SNOMED_CT],
        ),
        (
            "practiceSettingCode",
            entry.practice_setting_code.as_ref(),
            &[SNOMED_CT],
        ),
        ("typeCode", entry.type_code.as_ref(), &[LOINC, MEDCOM_CODES]),
    ];
    let id = entry.entry_uuid.as_str();
    for (attribute, code, expected) in systems {
        if let Some(code) = code {
            check_system(code, attribute, expected, id, report);
        }
    }
    check_value_sets(entry, report);
    check_confidentiality(entry, report);
    if is_appointment(entry) {
        check_appointment(entry, report);
    }
    for extra in &entry.extra_codes {
        if extra.code.system.is_empty() {
            report.metadata(id, format!("Classification uden codingScheme: {}", extra.scheme));
        }
    }
}

fn check_system(code: &Code, attribute: &str, expected: &[&str], id: &str, report: &mut Report) {
    if code.code.is_empty() {
        report.missing(id, &format!("DocumentEntry.{attribute} (nodeRepresentation)"));
    }
    if !expected.contains(&code.system.as_str()) {
        report.metadata(
            id,
            format!(
                "DocumentEntry.{attribute} har et ukendt kodesystem: \"{}\"",
                code.system
            ),
        );
    }
}

/// Whether a code is in a value set.
type IsMember = fn(&str) -> bool;

fn check_value_sets(entry: &DocumentEntry, report: &mut Report) {
    let closed: [(&str, Option<&Code>, IsMember); 3] = [
        (
            "healthcareFacilityTypeCode",
            entry.facility_type_code.as_ref(),
            |code| value_sets::facility_type(code).is_some(),
        ),
        (
            "practiceSettingCode",
            entry.practice_setting_code.as_ref(),
            |code| value_sets::practice_setting(code).is_some(),
        ),
        ("classCode", entry.class_code.as_ref(), |code| {
            matches!(code, "001" | "002" | "003" | "004" | "005" | "006")
        }),
    ];
    for (attribute, code, is_member) in closed {
        if let Some(code) = code.filter(|code| !is_member(&code.code)) {
            report.metadata(
                entry.entry_uuid.as_str(),
                format!(
                    "DocumentEntry.{attribute} er ikke i værdisættet: \"{}\"",
                    code.code
                ),
            );
        }
    }
}

fn check_confidentiality(entry: &DocumentEntry, report: &mut Report) {
    let id = entry.entry_uuid.as_str();
    match entry.confidentiality_codes.as_slice() {
        [] => {}
        [code] => {
            let (expected, system, _) = danish::CONFIDENTIALITY_CODE;
            if code.code != expected || code.system != system {
                report.metadata(
                    id,
                    "DocumentEntry.confidentialityCode skal være N (2.16.840.1.113883.5.25)",
                );
            }
        }
        _ => report.metadata(id, "DocumentEntry.confidentialityCode skal angives netop en gang"),
    }
}

/// An appointment is an APD-DK 2.0.1 document of the appointment type.
fn check_appointment(entry: &DocumentEntry, report: &mut Report) {
    let id = entry.entry_uuid.as_str();
    let fixed: [(&str, Option<&Code>, &str); 3] = [
        ("formatCode", entry.format_code.as_ref(), danish::FORMAT_CODE.0),
        ("typeCode", entry.type_code.as_ref(), danish::TYPE_CODE.0),
        ("classCode", entry.class_code.as_ref(), danish::CLASS_CODE.0),
    ];
    for (attribute, code, expected) in fixed {
        if code.is_some_and(|code| code.code != expected) {
            report.metadata(
                id,
                format!("DocumentEntry.{attribute} skal være {expected} for en aftale"),
            );
        }
    }
    if entry
        .language_code
        .as_deref()
        .is_some_and(|code| !matches!(code, "da-DK" | "da"))
    {
        report.metadata(id, "DocumentEntry.languageCode skal være da-DK");
    }
    if entry.service_start_time.is_none() {
        report.missing(id, "DocumentEntry.serviceStartTime");
    }
    for event in &entry.event_codes {
        if event.system != SKS || !EPISODE_LABELS.contains(&event.code.as_str()) {
            report.metadata(
                id,
                format!(
                    "DocumentEntry.eventCodeList er ikke en forløbslabel: \"{}\"",
                    event.code
                ),
            );
        }
    }
    if entry.legal_authenticator.is_some() {
        report.metadata(id, "DocumentEntry.legalAuthenticator bruges ikke for en aftale");
    }
}
