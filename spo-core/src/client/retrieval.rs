//! Getting many documents: what cannot be had is named, and does not spoil the rest.

use super::reading;
use super::registry::Registry;
use super::{AppointmentList, Found, Gap};
use crate::xds::DocumentEntry;
use crate::xds::retrieve::DocumentReference;
use crate::{Error, Result};

/// Documents asked for in one message.
const AT_ONCE: usize = 50;

/// Gets the documents of `found`, in its order.
///
/// # Errors
/// The first error, when there were entries and not one document could be had.
pub(super) fn get_all(registry: &Registry<'_>, found: &Found) -> Result<AppointmentList> {
    let config = registry.config();
    let mut list = AppointmentList {
        appointments: Vec::with_capacity(found.entries.len()),
        gaps: found.gaps.clone(),
        overridden: false,
    };
    registry.about(found.patient());
    let mut first_error = None;
    let mut asked: Vec<(&DocumentEntry, DocumentReference)> = Vec::with_capacity(found.entries.len());
    for entry in &found.entries {
        match reading::reference(entry, config) {
            Ok(reference) => asked.push((entry, reference)),
            Err(error) => miss(&mut list, &mut first_error, entry, error),
        }
    }
    for batch in asked.chunks(AT_ONCE) {
        let references: Vec<_> = batch.iter().map(|(_, reference)| reference.clone()).collect();
        match registry.retrieve(&references) {
            Ok(retrieved) => {
                let mut documents: Vec<Option<Result<Vec<u8>>>> = batch.iter().map(|_| None).collect();
                for document in retrieved.documents {
                    if let Some(slot) = document.request.and_then(|at| documents.get_mut(at)) {
                        *slot = Some(document.content);
                    }
                }
                let withholds = reading::withholds(&retrieved.errors);
                if withholds && !list.gaps.iter().any(Gap::may_be_a_block) {
                    list.gaps.push(Gap::withheld());
                }
                for ((entry, _), document) in batch.iter().zip(documents) {
                    let document = match document {
                        // Which document it is that is blocked is not told.
                        None if withholds => continue,
                        None => Err(reading::missing(retrieved.errors.clone())),
                        Some(document) => document,
                    };
                    match document.and_then(|bytes| reading::shared(&bytes, entry)) {
                        Ok(shared) => list.appointments.push(shared),
                        Err(error) => miss(&mut list, &mut first_error, entry, error),
                    }
                }
            }
            Err(error) => {
                for (entry, _) in batch {
                    list.gaps.push(Gap::of_document(&entry.unique_id, &error));
                }
                first_error.get_or_insert(error);
            }
        }
    }
    match first_error {
        Some(error) if list.appointments.is_empty() => Err(error),
        _ => Ok(list),
    }
}

fn miss(list: &mut AppointmentList, first_error: &mut Option<Error>, entry: &DocumentEntry, error: Error) {
    list.gaps.push(Gap::of_document(&entry.unique_id, &error));
    first_error.get_or_insert(error);
}
