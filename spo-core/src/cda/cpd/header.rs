//! The header: the document, its label, validity and authors.

use super::vocabulary::{DOCUMENT_TYPE, MARKER};
use super::{CpdReader, Element};
use crate::cda::reader::{HEADER, attribute, is_null, is_version_marker, text_of};
use crate::rules::vocabulary::{oid, template};
use crate::xml::Namespace;
use crate::{CarePlan, DanishTime, Organisation, Participant, Result};

const HL7: Namespace = Namespace::HL7;

impl CpdReader<'_> {
    /// Everything before the body.
    ///
    /// # Errors
    /// `cda.patient` when there is no CPR number.
    pub(super) fn header(&mut self, root: Element<'_>) -> Result<CarePlan> {
        let known = [HEADER.as_slice(), &["setId", "versionNumber"]].concat();
        self.reader.rest(root, &known);
        self.reader.fixed_codes(root, DOCUMENT_TYPE);
        let (_, _, cpr) = self.reader.patient_role(root)?;
        self.created = self.moment_of(root);
        if self.created.is_none() {
            self.reader.warn(
                "document.created",
                root,
                "the time of creation is missing; it was left out",
            );
        }
        let id = self.reader.one(root, "id");
        let set_id = self.reader.one(root, "setId");
        let revision = self.reader.one(root, "versionNumber");
        let mut plan = CarePlan {
            id: id.and_then(|id| self.reader.id(id)),
            set_id: set_id.and_then(|id| self.reader.id(id)),
            revision: revision.and_then(|number| number.attr("value")?.trim().parse().ok()),
            version: None,
            cpr,
            title: self.reader.one(root, "title").and_then(text_of),
            label: None,
            created: self.created,
            validity: None,
            authors: self.authors(root),
            custodian: None,
            sections: Vec::new(),
        };
        plan.custodian = Some(self.reader.custodian(root)).filter(|it| *it != Organisation::default());
        for documentation in root.children_named(HL7, "documentationOf") {
            self.reader.rest(documentation, &["serviceEvent"]);
            for event in documentation.children_named(HL7, "serviceEvent") {
                self.event(event, &mut plan);
            }
        }
        if plan.version.is_none() {
            self.reader.warn(
                "profile.version",
                root,
                "the document has no marker of its version; it was read as any",
            );
        }
        Ok(plan)
    }

    fn moment_of(&mut self, root: Element<'_>) -> Option<DanishTime> {
        let time = self.reader.one(root, "effectiveTime")?;
        self.reader
            .moment(time, time.attr("value")?)
            .map(|moment| moment.time)
    }

    fn authors(&mut self, root: Element<'_>) -> Vec<Participant> {
        let mut authors = Vec::new();
        for author in root.children_named(HL7, "author").filter(|it| !is_null(*it)) {
            authors.push(self.participant(author, "assignedAuthor"));
        }
        if authors.is_empty() {
            self.reader
                .warn("author.missing", root, "the document names no author");
        }
        authors
    }

    /// An author or performer. The time is left out when it is the document's.
    pub(super) fn participant(&mut self, element: Element<'_>, role: &str) -> Participant {
        self.reader.participant(element, role, self.created)
    }

    /// A header event: the version, the label or the validity. Examples leave the template of the validity out.
    fn event(&mut self, event: Element<'_>, plan: &mut CarePlan) {
        self.reader.rest(event, &["id", "code", "effectiveTime"]);
        for id in event.children_named(HL7, "id") {
            let extension = attribute(id, "extension");
            let is_marker = is_version_marker(id)
                || (id.attr("root") == Some(oid::MEDCOM)
                    && extension.as_deref().is_some_and(|it| it.starts_with(MARKER)));
            match extension {
                Some(_) if is_marker && plan.version.is_none() => plan.version = extension,
                _ if is_null(id) => {}
                _ => self.reader.unmapped(id),
            }
        }
        let is_label = |event: Element<'_>| {
            let mut templates = event.children_named(HL7, "templateId");
            templates.any(|id| id.attr("root") == Some(template::EPISODE_EVENT))
        };
        if let Some(code) = self.reader.one(event, "code") {
            if is_label(event) && plan.label.is_none() {
                plan.label = self.reader.coded(code);
            } else {
                self.reader.unmapped(code);
            }
        }
        if let Some(time) = self.reader.one(event, "effectiveTime") {
            match plan.validity {
                None => plan.validity = self.timing(time),
                Some(_) => self.reader.unmapped(time),
            }
        }
    }
}
