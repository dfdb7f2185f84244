//! ITI-57 Update Document Set: withdrawing entries. Other updates of metadata are refused.

use rusqlite::Connection;
use spo_core::soap::Fault;
use spo_core::xds::{Association, AssociationType, Availability, EntryUuid, RegistryObjects, SubmissionSet};
use spo_core::xml::{Element, Namespace};

use super::{Processed, Refusal, Registry, broken, malformed, refuse_known};
use crate::message::{Answer, Content};
use crate::rules::{self, Report, code};
use crate::store;

pub(super) fn update(registry: &Registry<'_>, payload: Element<'_>) -> Result<Processed, Fault> {
    let list = payload
        .child(Namespace::RIM, "RegistryObjectList")
        .ok_or_else(|| malformed("RegistryObjectList"))?;
    let mut objects = RegistryObjects::read(list);
    let mut report = Report::default();
    check_shape(&objects, &mut report);
    let judged = registry.judge(|report| rules::check_update(list, &objects, report));
    let mut errors = report.into_errors();
    errors.extend(judged.refused);
    let set = match objects.submission_sets.pop() {
        Some(set) if errors.is_empty() => set,
        _ => return Ok(Answer::failure(errors).into()),
    };
    let withdrawal = Withdrawal::new(registry, set, objects.associations);
    match registry.store.change(|connection| withdrawal.store(connection)) {
        Ok(()) => Ok(Processed {
            answer: Answer::success(Content::None, judged.warnings),
            unsaid: judged.unsaid,
        }),
        Err(Refusal::Errors(report)) => Ok(Answer::failure(report.into_errors()).into()),
        Err(Refusal::Database(error)) => Err(broken(&error)),
    }
}

/// One submission set (XdsValidation demands it), and changes of availability from it to entries.
fn check_shape(objects: &RegistryObjects, report: &mut Report) {
    let set = match objects.submission_sets.as_slice() {
        [set] => set,
        [] => return report.metadata("", "SubmissionSet mangler"),
        _ => return report.metadata("", "Der må kun være et SubmissionSet"),
    };
    if set.unique_id.is_empty() {
        report.missing(set.entry_uuid.as_str(), "SubmissionSet.uniqueId");
    }
    for entry in &objects.entries {
        report.add(
            code::UPDATE_OPERATION,
            entry.entry_uuid.as_str(),
            "Kun ændring af availabilityStatus understøttes",
        );
    }
    if objects.associations.is_empty() {
        report.add(code::UPDATE, "", "Association UpdateAvailabilityStatus mangler");
    }
    for association in &objects.associations {
        check_association(association, &set.entry_uuid, report);
    }
}

fn check_association(association: &Association, set: &EntryUuid, report: &mut Report) {
    let id = association.id.as_str();
    if association.association_type != AssociationType::UpdateAvailabilityStatus {
        let context = format!(
            "associationType understøttes ikke: {}",
            association.association_type.as_urn()
        );
        return report.add(code::UPDATE_OPERATION, id, context);
    }
    if association.source != *set {
        report.add(
            code::UNRESOLVED,
            id,
            "UpdateAvailabilityStatus skal gå fra SubmissionSet",
        );
    }
    if association.original_status().is_none() || association.new_status().is_none() {
        report.add(code::UPDATE, id, "OriginalStatus og NewStatus skal angives");
    } else if association.new_status() != Some(Availability::Deprecated) {
        report.add(code::UPDATE, id, "NewStatus skal være Deprecated");
    }
}

struct Withdrawal {
    set: SubmissionSet,
    changes: Vec<Association>,
}

impl Withdrawal {
    fn new(registry: &Registry<'_>, mut set: SubmissionSet, mut changes: Vec<Association>) -> Self {
        set.entry_uuid = registry.registry_id(&set.entry_uuid);
        registry.accept_set(&mut set);
        for change in &mut changes {
            change.id = registry.registry_id(&change.id);
            change.source = set.entry_uuid.clone();
        }
        Self { set, changes }
    }

    fn store(&self, connection: &Connection) -> Result<(), Refusal> {
        let mut report = Report::default();
        refuse_known(connection, &self.set, &self.changes, &mut report)?;
        for change in &self.changes {
            self.check_target(connection, change, &mut report)?;
        }
        if !report.is_empty() {
            return Err(Refusal::Errors(report));
        }
        store::insert_submission(connection, &self.set)?;
        for change in &self.changes {
            store::insert_association(connection, change, &self.set)?;
            store::deprecate(connection, &change.target)?;
        }
        Ok(())
    }

    fn check_target(
        &self,
        connection: &Connection,
        change: &Association,
        report: &mut Report,
    ) -> rusqlite::Result<()> {
        let target = change.target.as_str();
        let Some(entry) = store::by_entry_uuid(connection, &change.target)? else {
            report.add(
                code::UNRESOLVED,
                target,
                "UpdateAvailabilityStatus peger på en DocumentEntry, der ikke findes (entryUUID, ikke uniqueId)",
            );
            return Ok(());
        };
        if change.original_status() != entry.status {
            report.add(
                code::UPDATE,
                target,
                "OriginalStatus er ikke den status, som DocumentEntry har i registret",
            );
        }
        let patients = (self.set.patient_id.as_ref(), entry.patient_id.as_ref());
        if let (Some(set), Some(entry)) = patients
            && (set.id() != entry.id() || set.authority() != entry.authority())
        {
            report.add(
                code::PATIENT_MISMATCH,
                target,
                "patientId er ikke den samme i SubmissionSet og DocumentEntry",
            );
        }
        Ok(())
    }
}
