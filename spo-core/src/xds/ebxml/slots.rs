//! Slots, codes and authors: the parts that entries and submission sets share.

use crate::model::Code;
use crate::xds::vocabulary::slot;
use crate::xds::{Author, Slot, Xcn, Xon};
use crate::xml::{Element, Namespace};

/// The name and the values of a `rim:Slot`, white space around values and empty values dropped.
pub(super) fn slot_values(slot: Element<'_>) -> impl Iterator<Item = &str> + Clone {
    let lists = slot
        .children()
        .filter(|list| list.is(Namespace::RIM, "ValueList"));
    let values = lists.flat_map(|list| list.children().filter(|value| value.is(Namespace::RIM, "Value")));
    values.map(Element::text).filter(|value| !value.is_empty())
}

/// Every slot below `object`.
pub(super) fn read_slots(object: Element<'_>) -> Vec<Slot> {
    object
        .children_named(Namespace::RIM, "Slot")
        .map(read_slot)
        .collect()
}

pub(super) fn read_slot(slot: Element<'_>) -> Slot {
    Slot {
        name: slot.attr("name").unwrap_or_default().trim().to_owned(),
        values: slot_values(slot).map(str::to_owned).collect(),
    }
}

/// `rim:Name` or `rim:Description`: the Danish text when there is one, else the first that is not empty.
pub(super) fn localized(element: Element<'_>) -> Option<&str> {
    let mut first = None;
    for string in element.children() {
        if !string.is(Namespace::RIM, "LocalizedString") {
            continue;
        }
        let value = string.attr("value").unwrap_or_default().trim();
        if value.is_empty() {
            continue;
        }
        if string
            .attr_ns(Namespace::XML, "lang")
            .is_some_and(|lang| lang.starts_with("da"))
        {
            return Some(value);
        }
        first = first.or(Some(value));
    }
    first
}

/// The code of a `rim:Classification`; the code system is empty when it names none.
pub(super) fn read_code(classification: Element<'_>, node: &str) -> Code {
    let mut code = Code {
        code: node.to_owned(),
        system: String::new(),
        system_name: None,
        display: None,
    };
    for part in classification.children() {
        if part.namespace() != Namespace::RIM {
            continue;
        }
        match part.local() {
            "Slot" if code.system.is_empty() && is_coding_scheme(part) => {
                code.system = slot_values(part).next().unwrap_or_default().to_owned();
            }
            "Name" => code.display = localized(part).map(str::to_owned),
            _ => {}
        }
    }
    code
}

/// Senders have been seen to leave the slot's name empty.
fn is_coding_scheme(slot: Element<'_>) -> bool {
    matches!(
        slot.attr("name").map(str::trim),
        Some(slot::CODING_SCHEME | "") | None
    )
}

/// The author of a `rim:Classification`.
pub(super) fn read_author(classification: Element<'_>) -> Author {
    let mut author = Author::default();
    for part in classification.children_named(Namespace::RIM, "Slot") {
        let values = slot_values(part);
        match part.attr("name").unwrap_or_default().trim() {
            slot::AUTHOR_INSTITUTION => author.institutions.extend(values.map(Xon::from_xon)),
            slot::AUTHOR_PERSON if author.person.is_none() && values.clone().count() < 2 => {
                author.person = values.map(Xcn::from_xcn).next();
            }
            slot::AUTHOR_ROLE => author.roles.extend(values.map(str::to_owned)),
            slot::AUTHOR_SPECIALTY => author.specialties.extend(values.map(str::to_owned)),
            slot::AUTHOR_TELECOMMUNICATION => author.telecoms.extend(values.map(str::to_owned)),
            _ => author.extra_slots.push(read_slot(part)),
        }
    }
    author
}
