//! ITI-41 Provide and Register Document Set-b: storing documents, new or in place of others.

use std::borrow::Cow;
use std::collections::HashSet;

use rusqlite::Connection;
use spo_core::soap::{Attachments, Fault, SoapProblem, content};
use spo_core::xds::{
    Association, AssociationType, DocumentEntry, EntryUuid, ObjectType, RegistryObjects, SubmissionSet,
};
use spo_core::xml::{Element, Namespace};

use super::{Processed, Refusal, Registry, broken, malformed, of_type, refuse_known};
use crate::message::{Answer, Content};
use crate::rules::{self, Report, code};
use crate::store::{self, StoredDocument};

/// A document as it came: the entry it belongs to, and its bytes, unless the attachment did not come.
struct Provided<'a> {
    id: &'a str,
    bytes: Option<Cow<'a, [u8]>>,
}

pub(super) fn submit(
    registry: &Registry<'_>,
    payload: Element<'_>,
    attachments: Attachments<'_>,
) -> Result<Processed, Fault> {
    let request = payload
        .child(Namespace::LCM, "SubmitObjectsRequest")
        .ok_or_else(|| malformed("SubmitObjectsRequest"))?;
    let list = request
        .child(Namespace::RIM, "RegistryObjectList")
        .ok_or_else(|| malformed("RegistryObjectList"))?;
    let objects = RegistryObjects::read(list);
    let provided = provided(payload, attachments)?;

    let mut report = Report::default();
    check_shape(&objects, &mut report);
    check_documents(&objects, &provided, &mut report);
    let judged = registry.judge(|report| {
        let attached = provided
            .iter()
            .filter_map(|document| Some((document.id, document.bytes.as_deref()?)));
        rules::check_submission(list, &objects, &attached.collect::<Vec<_>>(), report);
    });
    let mut errors = report.into_errors();
    errors.extend(judged.refused);
    if !errors.is_empty() {
        return Ok(Answer::failure(errors).into());
    }

    let accepted = Accepted::new(registry, objects, &provided);
    match registry.store.change(|connection| accepted.store(connection)) {
        Ok(()) => Ok(Processed {
            answer: Answer::success(Content::None, judged.warnings),
            unsaid: judged.unsaid,
        }),
        Err(Refusal::Errors(report)) => Ok(Answer::failure(report.into_errors()).into()),
        Err(Refusal::Database(error)) => Err(broken(&error)),
    }
}

fn provided<'a>(payload: Element<'a>, attachments: Attachments<'a>) -> Result<Vec<Provided<'a>>, Fault> {
    let documents = payload.children_named(Namespace::XDSB, "Document");
    let read = documents.map(|document| {
        let bytes = match content(document, attachments) {
            Ok(bytes) => Some(bytes),
            Err(error) => match error.problem() {
                SoapProblem::MissingAttachment(_) => None,
                _ => return Err(Fault::client(&error.to_string())),
            },
        };
        let id = document.attr("id").unwrap_or_default().trim();
        Ok(Provided { id, bytes })
    });
    read.collect()
}

/// What any registry needs: one submission set, entries with ids, and associations that point to something.
fn check_shape(objects: &RegistryObjects, report: &mut Report) {
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
fn check_documents(objects: &RegistryObjects, provided: &[Provided<'_>], report: &mut Report) {
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

/// A submission that is right in itself, under the ids that the registry gives.
struct Accepted {
    set: SubmissionSet,
    documents: Vec<(DocumentEntry, StoredDocument, String)>,
    associations: Vec<Association>,
}

impl Accepted {
    fn new(registry: &Registry<'_>, objects: RegistryObjects, provided: &[Provided<'_>]) -> Self {
        let mut ids: Vec<(EntryUuid, EntryUuid)> = Vec::new();
        let mut assign = |id: &mut EntryUuid| {
            let given = registry.registry_id(id);
            let symbolic = std::mem::replace(id, given.clone());
            ids.push((symbolic, given));
        };
        // The shape was checked: there is one.
        let mut sets = objects.submission_sets;
        let mut set = sets
            .pop()
            .unwrap_or_else(|| SubmissionSet::new(EntryUuid::default(), "", ""));
        assign(&mut set.entry_uuid);
        registry.accept_set(&mut set);

        let mut documents = Vec::with_capacity(objects.entries.len());
        for mut entry in objects.entries {
            let mut own = provided
                .iter()
                .filter(|document| document.id == entry.entry_uuid.as_str());
            let content = own
                .next()
                .and_then(|document| document.bytes.as_deref())
                .unwrap_or_default();
            let hash = store::content_hash(content);
            assign(&mut entry.entry_uuid);
            registry.accept_entry(&mut entry);
            entry.hash = Some(hash.clone());
            entry.size = Some(content.len() as u64);
            let document = StoredDocument {
                unique_id: entry.unique_id.to_unique_id(),
                mime_type: entry
                    .mime_type
                    .clone()
                    .unwrap_or_else(|| "application/octet-stream".to_owned()),
                content: content.to_vec(),
            };
            documents.push((entry, document, hash));
        }

        let mut associations = objects.associations;
        for association in &mut associations {
            association.id = registry.registry_id(&association.id);
            for end in [&mut association.source, &mut association.target] {
                if let Some((_, given)) = ids.iter().find(|(symbolic, _)| symbolic == end) {
                    *end = given.clone();
                }
            }
        }
        Self {
            set,
            documents,
            associations,
        }
    }

    /// Stores everything, or says why nothing was stored.
    fn store(&self, connection: &Connection) -> Result<(), Refusal> {
        let mut report = Report::default();
        for (entry, _, hash) in &self.documents {
            refuse_known_entry(connection, entry, hash, &mut report)?;
        }
        refuse_known(connection, &self.set, &self.associations, &mut report)?;
        for replace in of_type(&self.associations, AssociationType::Replace) {
            self.check_replaced(connection, replace, &mut report)?;
        }
        if !report.is_empty() {
            return Err(Refusal::Errors(report));
        }
        store::insert_submission(connection, &self.set)?;
        for (entry, document, hash) in &self.documents {
            store::insert_document(connection, document, hash)?;
            store::insert_entry(connection, entry)?;
        }
        for association in &self.associations {
            store::insert_association(connection, association, &self.set)?;
            if association.association_type == AssociationType::Replace {
                store::deprecate(connection, &association.target)?;
            }
        }
        Ok(())
    }

    /// Only an entry that exists, is in use and is the same patient's can be replaced.
    fn check_replaced(
        &self,
        connection: &Connection,
        replace: &Association,
        report: &mut Report,
    ) -> rusqlite::Result<()> {
        let target = replace.target.as_str();
        let Some(old) = store::by_entry_uuid(connection, &replace.target)? else {
            report.add(
                code::UNRESOLVED,
                target,
                "RPLC peger på en DocumentEntry, der ikke findes (entryUUID, ikke uniqueId)",
            );
            return Ok(());
        };
        if !old.is_approved() || store::is_replaced(connection, &replace.target)? {
            report.add(
                code::DEPRECATED,
                target,
                "DocumentEntry er allerede erstattet eller tilbagekaldt (Deprecated)",
            );
        }
        let mut new = self.documents.iter().map(|(entry, _, _)| entry);
        let new = new.find(|entry| entry.entry_uuid == replace.source);
        let patients = (
            old.patient_id.as_ref(),
            new.and_then(|new| new.patient_id.as_ref()),
        );
        if let (Some(old), Some(new)) = patients
            && (old.id() != new.id() || old.authority() != new.authority())
        {
            report.add(
                code::PATIENT_MISMATCH,
                target,
                "patientId er ikke den samme som på den DocumentEntry, der erstattes",
            );
        }
        Ok(())
    }
}

/// A document is registered once. The same one again is told from another one under the same id.
fn refuse_known_entry(
    connection: &Connection,
    entry: &DocumentEntry,
    hash: &str,
    report: &mut Report,
) -> rusqlite::Result<()> {
    let id = entry.entry_uuid.as_str();
    if let Some(known) = store::by_unique_id(connection, &entry.unique_id.to_unique_id())? {
        match known.hash.as_deref() == Some(hash) {
            true => report.add(
                code::DUPLICATE_UNIQUE_ID,
                id,
                "DocumentEntry.uniqueId findes allerede i registret, med samme dokument",
            ),
            false => report.add(
                code::NON_IDENTICAL_HASH,
                id,
                "DocumentEntry.uniqueId findes allerede i registret, med et andet dokument",
            ),
        }
    } else if store::by_entry_uuid(connection, &entry.entry_uuid)?.is_some() {
        report.metadata(id, "DocumentEntry.entryUUID findes allerede i registret");
    }
    Ok(())
}
