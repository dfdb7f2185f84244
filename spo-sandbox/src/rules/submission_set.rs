//! The attributes that a submission set must have.

use spo_core::Oid;
use spo_core::xds::SubmissionSet;

use super::{Report, entry};

/// Checks a submission set; one that shares documents names its author.
///
/// The Danish profile does not use `contentTypeCode` and `sourceId`; IHE demands them, and every Danish client sends them.
pub(super) fn check(set: &SubmissionSet, shares: bool, report: &mut Report) {
    let id = set.entry_uuid.as_str();
    if set.submission_time.is_none() {
        report.missing(id, "SubmissionSet.submissionTime");
    }
    match &set.content_type_code {
        None => report.missing(id, "SubmissionSet.contentTypeCode"),
        Some(code) if code.code.is_empty() || code.system.is_empty() => {
            report.metadata(id, "SubmissionSet.contentTypeCode skal have kode og kodesystem");
        }
        Some(_) => {}
    }
    for (value, attribute) in [
        (&set.source_id, "SubmissionSet.sourceId"),
        (&set.unique_id, "SubmissionSet.uniqueId"),
    ] {
        if value.is_empty() {
            report.missing(id, attribute);
        } else if value.starts_with("urn:") || Oid::parse(value).is_err() {
            report.metadata(id, format!("{attribute} skal være en OID"));
        }
    }
    match &set.patient_id {
        None => report.missing(id, "SubmissionSet.patientId"),
        Some(patient) => entry::check_patient(patient, "SubmissionSet.patientId", id, report),
    }
    if shares {
        entry::check_authors(&set.authors, "SubmissionSet", id, report);
    }
}
