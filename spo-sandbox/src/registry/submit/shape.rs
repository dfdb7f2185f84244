//! What any registry needs of a submission, at every level of validation.

use std::collections::HashSet;

use spo_core::xds::{AssociationType, EntryUuid, ObjectType, RegistryObjects};

use super::Provided;
use crate::registry::of_type;
use crate::rules::{Report, code};
use crate::store;

/// One submission set, entries with ids, and associations that point to something.
pub(super) fn check(objects: &RegistryObjects, report: &mut Report) {
    match objects.submission_sets.as_slice() {
        [set] => check_ids(set.entry_uuid.as_str(), &set.unique_id, "SubmissionSet", report),
        [] => report.metadata("", "SubmissionSet mangler"),
        _ => report.metadata("", "Der må kun være et SubmissionSet"),
    }
    if objects.entries.is_empty() {
        report.metadata("", "DocumentEntry mangler");
    }
    let mut ids = HashSet::new();
    let mut unique_ids = HashSet::new();
    for entry in &objects.entries {
        let id = entry.entry_uuid.as_str();
        let unique_id = entry.unique_id.to_unique_id();
        check_ids(id, &unique_id, "DocumentEntry", report);
        if entry.patient_id.is_none() {
            report.missing(id, "DocumentEntry.patientId");
        }
        if !ids.insert(id) {
            report.metadata(id, "DocumentEntry.entryUUID er brugt mere end en gang");
        }
        if !unique_ids.insert(unique_id) {
            report.add(
                code::DUPLICATE_IN_MESSAGE,
                id,
                "DocumentEntry.uniqueId er brugt mere end en gang",
            );
        }
        if entry.object_type != ObjectType::Stable {
            report.metadata(id, "DocumentEntry.objectType skal være et stabilt dokument");
        }
    }
    check_patients(objects, report);
    check_associations(objects, report);
}

fn check_ids(id: &str, unique_id: &str, object: &str, report: &mut Report) {
    if id.is_empty() {
        report.metadata("", format!("{object} uden attributten id"));
    }
    if unique_id.is_empty() {
        let context = format!("Obligatorisk attribut mangler: {object}.uniqueId");
        report.add(code::REPOSITORY_METADATA, id, context);
    }
}

/// Everything in one submission belongs to one patient (IHE ITI TF volume 2b, 3.42.4.1.3).
fn check_patients(objects: &RegistryObjects, report: &mut Report) {
    let sets = objects
        .submission_sets
        .iter()
        .map(|set| (&set.entry_uuid, &set.patient_id));
    let entries = objects
        .entries
        .iter()
        .map(|entry| (&entry.entry_uuid, &entry.patient_id));
    let mut patients = sets
        .chain(entries)
        .filter_map(|(id, patient)| Some((id, patient.as_ref()?)));
    let Some((_, first)) = patients.next() else {
        return;
    };
    for (id, patient) in patients {
        if patient.id() != first.id() || patient.authority() != first.authority() {
            report.add(
                code::PATIENT_MISMATCH,
                id.as_str(),
                "patientId er ikke den samme i SubmissionSet og DocumentEntry",
            );
        }
    }
}

fn check_associations(objects: &RegistryObjects, report: &mut Report) {
    let is_entry = |id: &EntryUuid| objects.entries.iter().any(|entry| entry.entry_uuid == *id);
    let is_set = |id: &EntryUuid| objects.submission_sets.iter().any(|set| set.entry_uuid == *id);
    let mut replaced = HashSet::new();
    for association in &objects.associations {
        let id = association.id.as_str();
        match association.association_type {
            AssociationType::HasMember => {
                if !is_set(&association.source) || !is_entry(&association.target) {
                    report.add(
                        code::UNRESOLVED,
                        id,
                        "HasMember skal gå fra SubmissionSet til DocumentEntry",
                    );
                }
                if association.submission_set_status() != Some("Original") {
                    report.metadata(id, "HasMember skal have SubmissionSetStatus Original");
                }
            }
            AssociationType::Replace => {
                if !is_entry(&association.source) {
                    report.add(code::UNRESOLVED, id, "RPLC skal gå fra den nye DocumentEntry");
                }
                if is_entry(&association.target) || !replaced.insert(store::normal_uuid(&association.target))
                {
                    report.metadata(
                        id,
                        "RPLC skal pege på netop en DocumentEntry, der findes i registret",
                    );
                }
            }
            _ => report.metadata(
                id,
                format!(
                    "associationType understøttes ikke: {}",
                    association.association_type.as_urn()
                ),
            ),
        }
    }
    for entry in &objects.entries {
        let mut members = of_type(&objects.associations, AssociationType::HasMember);
        if !members.any(|association| association.target == entry.entry_uuid) {
            report.metadata(
                entry.entry_uuid.as_str(),
                "DocumentEntry er ikke knyttet til SubmissionSet med HasMember",
            );
        }
    }
}

/// Every entry has its document and every document its entry, and what the entry says of the bytes is true.
pub(super) fn check_documents(objects: &RegistryObjects, provided: &[Provided<'_>], report: &mut Report) {
    for document in provided {
        let mut entries = objects.entries.iter();
        if !entries.any(|entry| entry.entry_uuid.as_str() == document.id) {
            report.add(
                code::MISSING_DOCUMENT_METADATA,
                document.id,
                "Document/@id er ikke id på en DocumentEntry",
            );
        }
    }
    for entry in &objects.entries {
        let id = entry.entry_uuid.as_str();
        let mut documents = provided.iter().filter(|document| document.id == id);
        let document = documents.next().and_then(|document| document.bytes.as_deref());
        if documents.next().is_some() {
            report.add(
                code::REPOSITORY_METADATA,
                id,
                "Der er mere end et dokument til samme DocumentEntry",
            );
        }
        let Some(bytes) = document else {
            report.add(code::MISSING_DOCUMENT, id, "Dokumentet til DocumentEntry mangler");
            continue;
        };
        let hash = store::content_hash(bytes);
        if entry
            .hash
            .as_ref()
            .is_some_and(|given| !given.eq_ignore_ascii_case(&hash))
        {
            report.add(
                code::NON_IDENTICAL_HASH,
                id,
                "DocumentEntry.hash er ikke dokumentets SHA-1",
            );
        }
        if entry
            .size
            .is_some_and(|size| usize::try_from(size) != Ok(bytes.len()))
        {
            report.add(
                code::NON_IDENTICAL_SIZE,
                id,
                "DocumentEntry.size er ikke dokumentets længde",
            );
        }
    }
}
