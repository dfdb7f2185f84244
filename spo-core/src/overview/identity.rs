//! Which documents are the same, and which of an appointment's versions is the newest.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use super::{OlderVersion, Place};
use crate::cda::ReadAppointment;
use crate::model::InstanceId;

/// The shortest extension of an appointment's id that is trusted to tell it from others. The profile demands a UUID;
/// what is shorter is a stopgap such as `NI` or `0`, which a system gives to all of its appointments.
const SHORTEST_ID: usize = 8;

/// Appointment documents from everywhere.
///
/// - A document that any registry calls deprecated is gone, also where another still calls it approved: deprecation is
///   final, and the other has not heard of it.
/// - Documents with the same id that say the same are one, found in several places. A document without an id is the same
///   as another with the same bytes. When two with one id differ, neither is trusted to be the other: both stay.
/// - Of several documents with the same appointment id the one made last is the appointment, the others are its
///   [older versions](OlderVersion). When two were made at the same second and differ, both stay.
pub(super) struct Documents<'d> {
    deprecated: &'d HashSet<InstanceId>,
    found: Vec<Document>,
}

/// One document, and everywhere it was found.
#[derive(Debug, Clone)]
pub(super) struct Document {
    pub(super) read: ReadAppointment,
    pub(super) places: Vec<Place>,
    pub(super) older_versions: Vec<OlderVersion>,
}

impl<'d> Documents<'d> {
    pub(super) fn new(deprecated: &'d HashSet<InstanceId>) -> Self {
        Self {
            deprecated,
            found: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, place: Place, read: ReadAppointment) {
        let gone = |id: &InstanceId| self.deprecated.contains(id);
        if !gone(&place.document_id) && !gone(&read.document.id) {
            self.found.push(Document {
                read,
                places: vec![place],
                older_versions: Vec::new(),
            });
        }
    }

    /// The appointments' newest versions, each once.
    pub(super) fn current(self) -> Vec<Document> {
        newest(joined(self.found))
    }
}

/// The same documents joined. Which of several copies is kept does not depend on the order: the one with the fewest
/// warnings, then the one whose place comes first.
fn joined(mut found: Vec<Document>) -> Vec<Document> {
    found.sort_by(|a, b| {
        let key = |it: &Document| (it.read.warnings.len(), it.places.first().cloned());
        a.read
            .document
            .id
            .cmp(&b.read.document.id)
            .then_with(|| key(a).cmp(&key(b)))
            .then_with(|| a.read.raw().cmp(b.read.raw()))
    });
    let mut joined: Vec<Document> = Vec::with_capacity(found.len());
    // Where the documents begin that have the id of the last one.
    let mut same_id = 0;
    for document in found {
        if joined
            .last()
            .is_none_or(|last| last.read.document.id != document.read.document.id)
        {
            same_id = joined.len();
        }
        let twin = joined
            .iter_mut()
            .skip(same_id)
            .find(|other| is_same_document(other, &document));
        match twin {
            Some(twin) => twin.places.extend(document.places),
            None => joined.push(document),
        }
    }
    joined
}

fn is_same_document(a: &Document, b: &Document) -> bool {
    if a.read.document.id.root.is_empty() {
        return a.read.raw() == b.read.raw();
    }
    a.read.document == b.read.document
}

fn newest(documents: Vec<Document>) -> Vec<Document> {
    let mut versions: BTreeMap<InstanceId, Vec<Document>> = BTreeMap::new();
    let mut current = Vec::with_capacity(documents.len());
    for document in documents {
        let id = &document.read.document.appointment_id;
        if tells_appointments_apart(id) {
            versions.entry(id.clone()).or_default().push(document);
        } else {
            current.push(document);
        }
    }
    for mut versions in versions.into_values() {
        versions.sort_by_key(|it| (Reverse(it.read.document.created), it.read.document.id.clone()));
        let latest = versions.first().map(|it| it.read.document.created);
        let (newest, older): (Vec<_>, Vec<_>) = versions
            .into_iter()
            .partition(|it| Some(it.read.document.created) == latest);
        let mut newest = registered_once(newest);
        if let Some(first) = newest.first_mut() {
            first.older_versions = older.into_iter().map(OlderVersion::of).collect();
        }
        current.append(&mut newest);
    }
    for document in &mut current {
        document.places.sort();
        document.places.dedup();
    }
    current
}

/// Documents made in one go under several ids that say the same are one.
fn registered_once(documents: Vec<Document>) -> Vec<Document> {
    let mut once: Vec<Document> = Vec::with_capacity(documents.len());
    for document in documents {
        let appointment = &document.read.document.appointment;
        match once
            .iter_mut()
            .find(|it| it.read.document.appointment == *appointment)
        {
            Some(same) => same.places.extend(document.places),
            None => once.push(document),
        }
    }
    once
}

fn tells_appointments_apart(id: &InstanceId) -> bool {
    let own = if id.extension.is_empty() {
        &id.root
    } else {
        &id.extension
    };
    own.len() >= SHORTEST_ID
}
