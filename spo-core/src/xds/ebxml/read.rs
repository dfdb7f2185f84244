//! Registry objects from text: lenient, and nothing is lost.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Serialize;

use super::entry::EntryReader;
use super::slots::read_slots;
use super::submission_set::read_submission_set;
use crate::xds::vocabulary::danish;
use crate::xds::{Association, AssociationType, DocumentEntry, EntryUuid, SubmissionSet};
use crate::xml::{Element, Namespace};

/// What a `rim:RegistryObjectList` holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RegistryObjects {
    /// Document entries (`rim:ExtrinsicObject`).
    pub entries: Vec<DocumentEntry>,
    /// Submission sets (`rim:RegistryPackage`).
    pub submission_sets: Vec<SubmissionSet>,
    /// Associations.
    pub associations: Vec<Association>,
    /// Ids alone (`rim:ObjectRef`).
    pub object_refs: Vec<EntryUuid>,
    /// What was missing or not what it should be. Nothing in it is a patient's.
    pub warnings: Vec<MetadataWarning>,
}

/// Something in metadata that is not as the standard has it, and what was made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MetadataWarning {
    /// The object.
    pub entry_uuid: EntryUuid,
    /// The attribute, as the standard names it, such as `serviceStartTime`.
    pub attribute: Cow<'static, str>,
    /// What is wrong, and where the value went.
    pub problem: &'static str,
}

impl RegistryObjects {
    /// Reads every registry object among the children of `list`, and of lists within it.
    ///
    /// `list` is a `rim:RegistryObjectList`, or the answer around it: objects have been seen in both.
    pub fn read(list: Element<'_>) -> Self {
        let mut objects = Self::default();
        let mut detached = Vec::new();
        objects.collect(list, &mut detached);
        objects.attach(&detached);
        objects.check();
        objects
    }

    /// Names what a caller would stumble over later.
    fn check(&mut self) {
        for entry in &self.entries {
            let mut warn = |attribute: &'static str, problem| {
                let attribute = Cow::Borrowed(attribute);
                self.warnings.push(MetadataWarning {
                    entry_uuid: entry.entry_uuid.clone(),
                    attribute,
                    problem,
                });
            };
            if entry.unique_id.root.is_empty() && entry.unique_id.extension.is_empty() {
                warn("uniqueId", "missing; the document cannot be retrieved");
            }
            if entry
                .hash
                .as_deref()
                .is_some_and(|hash| hash.eq_ignore_ascii_case(danish::HASH_OF_NOTHING))
            {
                warn(
                    "hash",
                    "is the hash of nothing; it says nothing about the document",
                );
            }
        }
    }

    fn collect<'d>(&mut self, list: Element<'d>, detached: &mut Vec<Element<'d>>) {
        for object in list.children() {
            if object.namespace() != Namespace::RIM {
                continue;
            }
            match object.local() {
                "ExtrinsicObject" => self.entries.push(EntryReader::read(object, &mut self.warnings)),
                "RegistryPackage" => self
                    .submission_sets
                    .push(read_submission_set(object, &mut self.warnings)),
                "Association" => self.associations.push(read_association(object)),
                "ObjectRef" => self
                    .object_refs
                    .push(EntryUuid::from_wire(object.attr("id").unwrap_or_default().trim())),
                // Classifications and identifiers may stand beside their object and name it.
                "Classification" | "ExternalIdentifier" => detached.push(object),
                "RegistryObjectList" => self.collect(object, detached),
                _ => {}
            }
        }
    }

    /// Gives each detached classification and identifier to the entry it names.
    fn attach(&mut self, detached: &[Element<'_>]) {
        if detached.is_empty() {
            return;
        }
        let ids = self
            .entries
            .iter()
            .enumerate()
            .map(|(at, entry)| (entry.entry_uuid.as_str().to_owned(), at));
        let by_id: HashMap<String, usize> = ids.collect();
        for part in detached {
            let owner = part
                .attr("classifiedObject")
                .or(part.attr("registryObject"))
                .unwrap_or_default();
            let at = by_id.get(owner.trim());
            if let Some(entry) = at.and_then(|at| self.entries.get_mut(*at)) {
                EntryReader::attach(entry, *part, &mut self.warnings);
            }
        }
    }
}

fn read_association(object: Element<'_>) -> Association {
    let attribute = |name| object.attr(name).unwrap_or_default().trim();
    Association {
        id: EntryUuid::from_wire(attribute("id")),
        association_type: AssociationType::from_urn(attribute("associationType")),
        source: EntryUuid::from_wire(attribute("sourceObject")),
        target: EntryUuid::from_wire(attribute("targetObject")),
        slots: read_slots(object),
    }
}
