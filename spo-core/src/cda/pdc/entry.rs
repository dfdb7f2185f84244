//! One entry of the body: what it is about, and its pieces.

use super::values::Values;
use super::vocabulary::{CUSTODY, TOPICS, Topic};
use crate::xml::{Element, Namespace};

const HL7: Namespace = Namespace::HL7;

/// An observation, or in the first draft of 2019 an organizer whose observations are one item together.
#[derive(Clone, Copy)]
pub(super) struct Entry<'d> {
    pub(super) element: Element<'d>,
    pub(super) topic: Option<Topic>,
}

impl<'d> Entry<'d> {
    pub(super) fn new(element: Element<'d>) -> Self {
        let first = Self::observations(element).next();
        Self {
            element,
            topic: first.and_then(topic_of),
        }
    }

    /// The values of its observations, together.
    pub(super) fn values(self) -> Values<'d> {
        let observations = Self::observations(self.element);
        Values::new(observations.flat_map(|it| it.children_named(HL7, "value")))
    }

    pub(super) fn code(self) -> Option<Element<'d>> {
        Self::observations(self.element).next()?.child(HL7, "code")
    }

    /// The observation itself, or those inside the organizer.
    pub(super) fn observations(element: Element<'d>) -> impl Iterator<Item = Element<'d>> {
        let inside = element
            .children_named(HL7, "component")
            .filter_map(|component| component.child(HL7, "observation"));
        let itself = element.is(HL7, "observation").then_some(element);
        itself.into_iter().chain(inside)
    }
}

/// What `observation` is about: by its template, and without a known one by its code.
pub(super) fn topic_of(observation: Element<'_>) -> Option<Topic> {
    let code = code_of(observation);
    let by_code = TOPICS.iter().find(|(_, known, _)| code == Some(known));
    let mut templates = observation
        .children_named(HL7, "templateId")
        .filter_map(|id| id.attr("root").map(str::trim));
    let by_template = templates.find_map(|root| TOPICS.iter().find(|(known, _, _)| root == *known));
    let found = match by_template {
        // Its direction is in the code alone.
        Some((CUSTODY, ..)) => by_code.filter(|(template, ..)| *template == CUSTODY),
        Some(known) => Some(known),
        None => by_code,
    };
    found.map(|(_, _, topic)| *topic)
}

/// Whether the template of `observation` says something else than its code.
pub(super) fn contradicts_code(observation: Element<'_>, topic: Topic) -> bool {
    let expected = TOPICS.iter().find(|(_, _, known)| *known == topic);
    code_of(observation) != expected.map(|(_, code, _)| *code)
}

fn code_of<'d>(observation: Element<'d>) -> Option<&'d str> {
    observation.child(HL7, "code")?.attr("code").map(str::trim)
}
