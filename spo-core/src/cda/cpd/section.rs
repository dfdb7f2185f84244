//! The sections: what they are about, their narrative and their entries.

use super::vocabulary::SECTIONS;
use super::{CpdReader, Element};
use crate::cda::reader::text_of;
use crate::xml::Namespace;
use crate::{CarePlanSection, CarePlanSectionKind, Narrative};

const HL7: Namespace = Namespace::HL7;

/// Elements that an entry can be besides what says how it is written.
const NOT_ENTRIES: [&str; 3] = ["realmCode", "typeId", "templateId"];

impl CpdReader<'_> {
    /// Everything after the header.
    pub(super) fn body(&mut self, root: Element<'_>) -> Vec<CarePlanSection> {
        let mut sections = Vec::new();
        for component in root.children_named(HL7, "component") {
            self.reader.rest(component, &["structuredBody"]);
            for body in component.children_named(HL7, "structuredBody") {
                self.reader.rest(body, &["component"]);
                sections.extend(self.sections(body, CarePlanSectionKind::Other));
            }
        }
        sections
    }

    /// The sections in `parent`. Nesting is bounded by the limit of the document's depth.
    fn sections(&mut self, parent: Element<'_>, kind: CarePlanSectionKind) -> Vec<CarePlanSection> {
        let mut sections = Vec::new();
        for component in parent.children_named(HL7, "component") {
            self.reader.rest(component, &["section"]);
            for section in component.children_named(HL7, "section") {
                sections.push(self.section(section, kind));
            }
        }
        sections
    }

    fn section(&mut self, section: Element<'_>, outer: CarePlanSectionKind) -> CarePlanSection {
        self.reader
            .rest(section, &["code", "title", "text", "entry", "component"]);
        // A section inside another has a code of its own, which tells nothing about the kind.
        let kind = kind_of(section).unwrap_or(outer);
        let code = self.reader.one(section, "code");
        let text = self.reader.one(section, "text");
        let has_words = |text: &Element<'_>| !text.text().is_empty() || text.children().next().is_some();
        let mut entries = Vec::new();
        for entry in section.children_named(HL7, "entry") {
            for element in entry.children() {
                if element.namespace() != HL7 {
                    self.reader.unmapped(element);
                } else if !NOT_ENTRIES.contains(&element.local()) {
                    entries.push(self.entry(element, kind));
                }
            }
        }
        CarePlanSection {
            kind,
            code: code.and_then(|code| self.reader.coded(code)),
            title: self.reader.one(section, "title").and_then(text_of),
            narrative: text
                .filter(has_words)
                .map(|text| Narrative::from_xml(text.standalone())),
            entries,
            sections: self.sections(section, kind),
        }
    }
}

/// What `section` is about, by its template or else its code.
fn kind_of(section: Element<'_>) -> Option<CarePlanSectionKind> {
    let has_template = |root: &str| {
        let mut ids = section.children_named(HL7, "templateId");
        ids.any(|id| id.attr("root").map(str::trim) == Some(root))
    };
    let code = section.child(HL7, "code").and_then(|code| code.attr("code"));
    let by_template = SECTIONS.iter().find(|(template, ..)| has_template(template));
    let found = by_template.or_else(|| SECTIONS.iter().find(|(_, known, _)| code == Some(known)));
    found.map(|(_, _, kind)| *kind)
}
