//! Whether the citizen has name and address protection (navne- og adressebeskyttelse).

use super::entry::topic_of;
use super::vocabulary::Topic;
use crate::cda::reader::is_confidential;
use crate::rules::vocabulary::means_protected;
use crate::xml::{Element, Namespace};

const HL7: Namespace = Namespace::HL7;

/// Whether the document bears any of the marks of protection: MedCom's id `ConfAddr` in the header or the observation, a
/// text that stands for a protected name or address in any part of either, HL7's `MSK`. One is enough: the register
/// protects name and address together, and versions differ in which marks they set.
pub(super) fn is_protected(root: Element<'_>) -> bool {
    let role = root.descend(HL7, &["recordTarget", "patientRole"]);
    let own = |element: &Element<'_>| matches!(element.local(), "id" | "addr" | "patient");
    let in_header = role.into_iter().flat_map(Element::children).filter(own);
    let is_own = |element: &Element<'_>| {
        element.is(HL7, "observation") && topic_of(*element) == Some(Topic::NameAndAddress)
    };
    let observations = root.descendants().filter(is_own);
    let in_body = observations.flat_map(|observation| observation.children_named(HL7, "value"));
    in_header.chain(in_body).any(bears_mark)
}

/// Whether `element` or a part of it is a mark of protection.
pub(super) fn bears_mark(element: Element<'_>) -> bool {
    let is_mark = |element: Element<'_>| {
        is_confidential(element)
            || element.attr("nullFlavor") == Some("MSK")
            || means_protected(element.text())
    };
    // A guardian is somebody else.
    let of_other = |part: Element<'_>| {
        std::iter::successors(part.parent(), |parent| parent.parent())
            .take_while(|parent| *parent != element)
            .any(|parent| parent.local() == "guardian")
    };
    is_mark(element) || element.descendants().any(|part| is_mark(part) && !of_other(part))
}
