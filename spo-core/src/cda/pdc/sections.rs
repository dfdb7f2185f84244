//! The body: its sections, their narrative and their entries.

use super::PdcReader;
use super::entry::Entry;
use super::items::Items;
use crate::Narrative;
use crate::xml::{Element, Namespace};

const HL7: Namespace = Namespace::HL7;

/// What the body tells.
#[derive(Default)]
pub(super) struct Body {
    pub(super) items: Items,
    pub(super) narrative: Option<Narrative>,
}

impl PdcReader {
    /// Everything after the header. There is one section; the first draft of 2019 has one inside it.
    pub(super) fn body(&mut self, root: Element<'_>) -> Body {
        let mut body = Body::default();
        for component in root.children_named(HL7, "component") {
            self.reader.rest(component, &["structuredBody"]);
            for structured in component.children_named(HL7, "structuredBody") {
                self.reader.rest(structured, &["component"]);
                self.sections(structured, &mut body);
            }
        }
        body
    }

    /// The sections in `parent`. Nesting is bounded by the limit of the document's depth.
    fn sections(&mut self, parent: Element<'_>, body: &mut Body) {
        for component in parent.children_named(HL7, "component") {
            self.reader.rest(component, &["section"]);
            for section in component.children_named(HL7, "section") {
                self.reader.rest(section, &["text", "entry", "component"]);
                if let Some(text) = self.reader.one(section, "text") {
                    self.narrative(text, body);
                }
                for entry in section.children_named(HL7, "entry") {
                    self.reader.rest(entry, &["observation", "organizer"]);
                    let is_item =
                        |child: &Element<'_>| child.is(HL7, "observation") || child.is(HL7, "organizer");
                    for element in entry.children().filter(is_item) {
                        self.item(Entry::new(element), &mut body.items);
                    }
                }
                self.sections(section, body);
            }
        }
    }

    fn narrative(&mut self, text: Element<'_>, body: &mut Body) {
        if body.narrative.is_some() {
            self.reader.unmapped(text);
        } else if self.is_protected {
            self.reader.warn(
                "narrative.protected",
                text,
                "the citizen is protected; the narrative was left out",
            );
        } else {
            body.narrative = Some(Narrative::from_xml(text.standalone()));
        }
    }
}
