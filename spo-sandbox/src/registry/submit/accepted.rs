//! A submission that is right in itself: its ids, and whether the registry can take it.

use rusqlite::Connection;
use spo_core::xds::{Association, AssociationType, DocumentEntry, EntryUuid, RegistryObjects, SubmissionSet};

use super::Provided;
use crate::registry::{Refusal, Registry, of_type, refuse_known};
use crate::rules::{Report, code};
use crate::store::{self, StoredDocument};

/// What is stored, under the ids that the registry gives.
pub(super) struct Accepted {
    set: SubmissionSet,
    documents: Vec<(DocumentEntry, StoredDocument, String)>,
    associations: Vec<Association>,
}

impl Accepted {
    pub(super) fn new(registry: &Registry<'_>, objects: RegistryObjects, provided: &[Provided<'_>]) -> Self {
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
    pub(super) fn store(&self, connection: &Connection) -> Result<(), Refusal> {
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
