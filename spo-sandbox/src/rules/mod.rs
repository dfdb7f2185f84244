//! What the national service demands of a submission, beyond what a registry needs to work (XdsValidation).
//!
//! In: the registry objects as they came, both as XML and as values, and the documents. Out: findings in a [`Report`],
//! all at once, each naming the attribute. The texts are Danish, as the national validator's are. Whether a finding
//! refuses the submission is the [`Validation`] level's to say.
//!
//! Sources: MedCom "XDS Metadata for Document Sharing, Danish profile" 1.0.1 and 2.0.0, IHE ITI TF volume 3 (4.2), and
//! what the operating guides of DROS and XdsValidation show of their checks.

mod codes;
mod document;
mod entry;
mod report;
mod structure;
mod submission_set;

use serde::{Deserialize, Serialize};
use spo_core::xds::RegistryObjects;
use spo_core::xml::Element;

pub(crate) use report::{Report, code};

/// What becomes of findings, as it is configured per environment of the national service (DROS).
///
/// The same submission passes in one environment and fails in another, so every warning is a defect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Validation {
    /// Nothing is checked.
    Off,
    /// Findings stand in the call record only.
    Log,
    /// The submission is accepted, and findings come back as warnings.
    Warning,
    /// The submission is refused.
    #[default]
    Reject,
}

/// A submitted document: the entry's id in the message, and the bytes.
pub(crate) type Attached<'a> = (&'a str, &'a [u8]);

/// Checks everything about a submission of documents (ITI-41). `list` is its `rim:RegistryObjectList`, and `objects`
/// the same as values.
pub(crate) fn check_submission(
    list: Element<'_>,
    objects: &RegistryObjects,
    documents: &[Attached<'_>],
    report: &mut Report,
) {
    structure::check(list, report);
    for set in &objects.submission_sets {
        submission_set::check(set, true, report);
    }
    for entry in &objects.entries {
        entry::check(entry, report);
        codes::check(entry, report);
        let attached = documents.iter().find(|(id, _)| *id == entry.entry_uuid.as_str());
        if let Some((_, bytes)) = attached
            && codes::is_appointment(entry)
        {
            document::check(entry, bytes, report);
        }
    }
}

/// Checks the submission set and the form of an update (ITI-57).
pub(crate) fn check_update(list: Element<'_>, objects: &RegistryObjects, report: &mut Report) {
    structure::check(list, report);
    for set in &objects.submission_sets {
        submission_set::check(set, false, report);
    }
}
