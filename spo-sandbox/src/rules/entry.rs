//! The attributes that the Danish profile demands of a document entry.

use spo_core::xds::{Author, DocumentEntry, PatientId};

use super::Report;

/// The longest title (Danish profile, title).
const MAX_TITLE: usize = 128;

/// Checks that everything required is there, once, and well-formed.
pub(super) fn check(entry: &DocumentEntry, report: &mut Report) {
    let id = entry.entry_uuid.as_str();
    let required = [
        ("classCode", entry.class_code.is_some()),
        ("confidentialityCode", !entry.confidentiality_codes.is_empty()),
        ("creationTime", entry.creation_time.is_some()),
        ("formatCode", entry.format_code.is_some()),
        ("healthcareFacilityTypeCode", entry.facility_type_code.is_some()),
        ("languageCode", entry.language_code.is_some()),
        ("mimeType", entry.mime_type.is_some()),
        ("patientId", entry.patient_id.is_some()),
        ("practiceSettingCode", entry.practice_setting_code.is_some()),
        ("sourcePatientId", entry.source_patient_id.is_some()),
        ("sourcePatientInfo", !entry.source_patient_info.is_empty()),
        ("title", entry.title.is_some()),
        ("typeCode", entry.type_code.is_some()),
    ];
    for (attribute, there) in required {
        if !there {
            report.missing(id, &format!("DocumentEntry.{attribute}"));
        }
    }
    check_authors(&entry.authors, "DocumentEntry", id, report);
    for (patient, attribute) in [
        (&entry.patient_id, "DocumentEntry.patientId"),
        (&entry.source_patient_id, "DocumentEntry.sourcePatientId"),
    ] {
        if let Some(patient) = patient {
            check_patient(patient, attribute, id, report);
        }
    }
    check_patient_info(entry, report);
    if entry
        .title
        .as_ref()
        .is_some_and(|title| title.chars().count() >= MAX_TITLE)
    {
        report.metadata(
            id,
            format!("DocumentEntry.title skal være kortere end {MAX_TITLE} tegn"),
        );
    }
    if entry
        .mime_type
        .as_deref()
        .is_some_and(|mime_type| mime_type != "text/xml")
    {
        report.metadata(id, "DocumentEntry.mimeType skal være text/xml");
    }
    if let (Some(start), Some(stop)) = (entry.service_start_time, entry.service_stop_time)
        && stop.start() < start.start()
    {
        report.metadata(id, "DocumentEntry.serviceStopTime er før serviceStartTime");
    }
    check_unique_id(entry, report);
}

/// The Danish profile: `root^extension`, where the root is an OID; at most 128 characters by IHE.
fn check_unique_id(entry: &DocumentEntry, report: &mut Report) {
    let unique_id = &entry.unique_id;
    let is_empty = unique_id.root.is_empty() && unique_id.extension.is_empty();
    if !is_empty && (spo_core::Oid::parse(&unique_id.root).is_err() || unique_id.to_unique_id().len() > 128) {
        report.metadata(
            entry.entry_uuid.as_str(),
            "DocumentEntry.uniqueId skal være på formen root^extension, hvor root er en OID",
        );
    }
}

pub(super) fn check_authors(authors: &[Author], object: &str, id: &str, report: &mut Report) {
    let institution = authors.first().and_then(|author| author.institutions.first());
    match institution {
        None => report.missing(id, &format!("{object}.author.authorInstitution")),
        Some(institution) if institution.id().is_none() || institution.name().is_empty() => report.metadata(
            id,
            format!("{object}.author.authorInstitution skal være på formen navn^^^^^&root&ISO^^^^id"),
        ),
        Some(_) => {}
    }
}

/// A patient is named by CPR number (Danish profile, patientId: `CPR^^^&1.2.208.176.1.2&ISO`).
pub(super) fn check_patient(patient: &PatientId, attribute: &str, id: &str, report: &mut Report) {
    if patient.cpr().is_none() {
        report.metadata(
            id,
            format!("{attribute} skal være et CPR-nummer på formen CPR^^^&1.2.208.176.1.2&ISO"),
        );
    }
}

fn check_patient_info(entry: &DocumentEntry, report: &mut Report) {
    let info = &entry.source_patient_info;
    if info.is_empty() {
        return;
    }
    let parts = [
        (
            "PID-5",
            info.name()
                .is_some_and(|name| !name.family.is_empty() || !name.given.is_empty()),
        ),
        ("PID-7", info.birth_date().is_some()),
        ("PID-8", info.gender().is_some()),
    ];
    for (part, there) in parts {
        if !there {
            report.missing(
                entry.entry_uuid.as_str(),
                &format!("DocumentEntry.sourcePatientInfo ({part})"),
            );
        }
    }
}
