//! The coded entries of a section.

use super::vocabulary::{CONCERN, FIXED, GOAL, HEALTH_STATUS, INTERVENTION, OUTCOME};
use super::{CpdReader, Element};
use crate::cda::reader::{attribute, is_null, plain_text};
use crate::xml::Namespace;
use crate::{CarePlanEntry, CarePlanEntryKind, CarePlanSectionKind, ClinicalValue};

const HL7: Namespace = Namespace::HL7;

impl CpdReader<'_> {
    /// An entry in a section of `section`, with what is related to it.
    pub(super) fn entry(&mut self, element: Element<'_>, section: CarePlanSectionKind) -> CarePlanEntry {
        let mut entry = self.statement(element);
        entry.kind = kind_of(element, section);
        for link in element.children() {
            if !link.is(HL7, "entryRelationship") && !link.is(HL7, "component") {
                continue;
            }
            for related in link.children().filter(|it| it.namespace() == HL7) {
                if !matches!(
                    related.local(),
                    "templateId" | "sequenceNumber" | "seperatableInd"
                ) {
                    let inner = self.entry(related, section);
                    self.join(&mut entry, inner, related);
                }
            }
        }
        entry
    }

    /// Takes what a related statement tells into `entry`: a concern and its diagnosis are two statements in the
    /// document and one fact.
    fn join(&mut self, entry: &mut CarePlanEntry, inner: CarePlanEntry, at: Element<'_>) {
        match inner.code {
            Some(code) if entry.code.is_none() => entry.code = Some(code),
            Some(code) if entry.code.as_ref().is_some_and(|own| own.same_as(&code)) => {}
            Some(code) => entry.values.push(ClinicalValue::Code(code)),
            None => {}
        }
        entry.values.extend(inner.values);
        match inner.text {
            Some(text) if entry.text.is_none() => entry.text = Some(text),
            Some(text) => entry.values.push(ClinicalValue::Text(text)),
            None => {}
        }
        // A concern is noted at one time, and what it is about began at another, which is the one that counts.
        let is_concern = entry.kind == CarePlanEntryKind::Concern;
        match inner.timing {
            Some(timing) if entry.timing.is_none() || is_concern => entry.timing = Some(timing),
            Some(timing) if entry.timing != Some(timing) => {
                self.reader.warn(
                    "entry.related",
                    at,
                    "its time differs from that of its entry and was left out",
                );
            }
            _ => {}
        }
        entry.author = entry.author.take().or(inner.author);
        entry.performers.extend(inner.performers);
    }

    /// One statement by itself.
    fn statement(&mut self, element: Element<'_>) -> CarePlanEntry {
        let known = [
            "id",
            "code",
            "text",
            "statusCode",
            "effectiveTime",
            "value",
            "author",
            "performer",
            "entryRelationship",
            "component",
        ];
        self.reader.rest(element, &known);
        let id = self.reader.one(element, "id");
        let code = self.reader.one(element, "code");
        let text = self.reader.one(element, "text");
        let status = self.reader.one(element, "statusCode");
        let time = self.reader.one(element, "effectiveTime");
        let author = self.reader.one(element, "author");
        let code = code.and_then(|code| self.reader.coded(code));
        let mut values = Vec::new();
        for value in element.children_named(HL7, "value").filter(|it| !is_null(*it)) {
            values.extend(self.value(value));
        }
        let mut performers = Vec::new();
        for performer in element
            .children_named(HL7, "performer")
            .filter(|it| !is_null(*it))
        {
            performers.push(self.participant(performer, "assignedEntity"));
        }
        CarePlanEntry {
            kind: CarePlanEntryKind::Other,
            id: id.and_then(|id| self.reader.id(id)),
            code: code.filter(|code| !FIXED.contains(&code.code.as_str())),
            values,
            text: text.and_then(|text| self.words(text)),
            status: status.and_then(|status| attribute(status, "code")),
            timing: time.and_then(|time| self.timing(time)),
            author: author.map(|author| self.participant(author, "assignedAuthor")),
            performers,
        }
    }

    /// The words of an entry: those it refers to in the narrative, or its own.
    fn words(&mut self, text: Element<'_>) -> Option<String> {
        let Some(reference) = text.child(HL7, "reference") else {
            let own = plain_text(text);
            return (!own.is_empty()).then_some(own);
        };
        let name = reference.attr("value")?.trim().trim_start_matches('#');
        let target = self.targets.get(name).copied();
        // A document could refer to one long text a thousand times.
        let target = target.filter(|target| target.source().len() <= self.text_left);
        let Some(target) = target else {
            self.reader.warn(
                "entry.reference",
                reference,
                "the entry refers to a text that is not there or too long; it was left out",
            );
            return None;
        };
        self.text_left -= target.source().len();
        Some(plain_text(target)).filter(|words| !words.is_empty())
    }
}

/// What an entry is, by its template; without a known one by its section.
fn kind_of(element: Element<'_>, section: CarePlanSectionKind) -> CarePlanEntryKind {
    let intervention = match element.attr("moodCode") {
        None | Some("EVN") => CarePlanEntryKind::Intervention,
        Some(_) => CarePlanEntryKind::PlannedIntervention,
    };
    let by_section = match section {
        CarePlanSectionKind::Concerns => CarePlanEntryKind::Concern,
        CarePlanSectionKind::Goals => CarePlanEntryKind::Goal,
        CarePlanSectionKind::Interventions => intervention,
        CarePlanSectionKind::Outcomes => CarePlanEntryKind::Outcome,
        CarePlanSectionKind::Other => CarePlanEntryKind::Other,
    };
    let mut templates = element
        .children_named(HL7, "templateId")
        .filter_map(|id| id.attr("root"));
    let by_template = templates.find_map(|root| match root.trim() {
        HEALTH_STATUS => Some(CarePlanEntryKind::HealthStatus),
        // Services that were done are written with the template of a concern.
        CONCERN if section == CarePlanSectionKind::Interventions => Some(intervention),
        CONCERN => Some(CarePlanEntryKind::Concern),
        GOAL => Some(CarePlanEntryKind::Goal),
        INTERVENTION => Some(intervention),
        OUTCOME => Some(CarePlanEntryKind::Outcome),
        _ => None,
    });
    by_template.unwrap_or(by_section)
}
