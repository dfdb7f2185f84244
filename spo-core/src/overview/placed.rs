//! Documents without a place on the timeline: master data, care plans, diagnoses.

use std::cmp::Reverse;
use std::collections::HashSet;

use serde::Serialize;

use super::Place;
use crate::cda::{ReadCarePlan, ReadMasterData};
use crate::fhir::ReadDiagnosisList;
use crate::model::{DanishTime, DiagnosisList, InstanceId};

/// A document, read, and everywhere it was found.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Placed{T}"))]
#[non_exhaustive]
pub struct Placed<T> {
    /// Everywhere it was found.
    pub places: Vec<Place>,
    /// The document, read.
    #[serde(flatten)]
    pub read: T,
}

impl<T> Placed<T> {
    pub(super) fn new(place: Place, read: T) -> Self {
        Self {
            places: vec![place],
            read,
        }
    }

    /// When it was last fetched.
    fn fetched(&self) -> Option<DanishTime> {
        self.places.iter().map(|place| place.fetched).max()
    }
}

/// What lists of documents need to know of each.
pub(super) trait Listed {
    /// The document's own id.
    fn id(&self) -> Option<&InstanceId>;
    /// When it was made.
    fn made(&self) -> Option<DanishTime>;
    /// Whether both tell the same.
    fn tells_the_same(&self, other: &Self) -> bool;
    /// The bytes, which settle the order of what is equal otherwise.
    fn raw(&self) -> &[u8];
}

/// The documents that no registry calls deprecated, each once, the last made first. Documents that tell the same are one;
/// the one made last is kept, with the places of all.
pub(super) fn listed<T: Listed>(
    mut found: Vec<Placed<T>>,
    deprecated: &HashSet<InstanceId>,
) -> Vec<Placed<T>> {
    found.retain(|document| {
        let own = document.read.id();
        let theirs = document.places.iter().map(|place| &place.document_id);
        !theirs.chain(own).any(|id| deprecated.contains(id))
    });
    found.sort_by(|a, b| {
        let key = |it: &Placed<T>| Reverse((it.read.made(), it.fetched()));
        key(a)
            .cmp(&key(b))
            .then_with(|| a.read.raw().cmp(b.read.raw()))
            .then_with(|| a.places.cmp(&b.places))
    });
    let mut listed: Vec<Placed<T>> = Vec::with_capacity(found.len());
    for document in found {
        let same = |other: &&mut Placed<T>| other.read.tells_the_same(&document.read);
        match listed.iter_mut().find(same) {
            Some(same) => same.places.extend(document.places),
            None => listed.push(document),
        }
    }
    for document in &mut listed {
        document.places.sort();
        document.places.dedup();
    }
    listed
}

impl Listed for ReadMasterData {
    fn id(&self) -> Option<&InstanceId> {
        self.master_data.id.as_ref()
    }

    fn made(&self) -> Option<DanishTime> {
        self.master_data.generated
    }

    fn tells_the_same(&self, other: &Self) -> bool {
        self.master_data.same_content(&other.master_data)
    }

    fn raw(&self) -> &[u8] {
        self.raw()
    }
}

impl Listed for ReadCarePlan {
    fn id(&self) -> Option<&InstanceId> {
        self.care_plan.id.as_ref()
    }

    fn made(&self) -> Option<DanishTime> {
        self.care_plan.created
    }

    fn tells_the_same(&self, other: &Self) -> bool {
        self.care_plan == other.care_plan
    }

    fn raw(&self) -> &[u8] {
        self.raw()
    }
}

impl Listed for ReadDiagnosisList {
    fn id(&self) -> Option<&InstanceId> {
        None
    }

    fn made(&self) -> Option<DanishTime> {
        self.diagnosis_list.generated
    }

    /// When it was put together does not count: that is new with each retrieval.
    fn tells_the_same(&self, other: &Self) -> bool {
        let twin = DiagnosisList {
            generated: other.diagnosis_list.generated,
            ..self.diagnosis_list.clone()
        };
        twin == other.diagnosis_list
    }

    fn raw(&self) -> &[u8] {
        self.raw()
    }
}
