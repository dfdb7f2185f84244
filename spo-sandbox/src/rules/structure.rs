//! The form of registry objects, which their values no longer show: ids, references, spelling of times, lengths.

use spo_core::xds::vocabulary::{slot, submission_set};
use spo_core::xml::{Element, Namespace};

use super::Report;

/// The longest `rim:Value` and `@value` of the schema (rim.xsd 3.0, LongName).
const MAX_VALUE: usize = 256;

/// Checks every object of a `rim:RegistryObjectList`.
pub(super) fn check(list: Element<'_>, report: &mut Report) {
    for object in list.children() {
        match object.local() {
            "ExtrinsicObject" => check_object(object, "DocumentEntry", report),
            "RegistryPackage" => {
                check_object(object, "SubmissionSet", report);
                check_is_submission_set(list, object, report);
            }
            "Association" => {
                check_id(object, report);
                check_slots(object, "Association", report);
            }
            "Classification" => check_id(object, report),
            "ObjectRef" => {}
            other => report.metadata("", format!("Ukendt objekt i RegistryObjectList: {other}")),
        }
    }
}

fn check_object(object: Element<'_>, name: &str, report: &mut Report) {
    check_id(object, report);
    check_slots(object, name, report);
    let id = object.attr("id").unwrap_or_default();
    for part in object.children() {
        let reference = match part.local() {
            "Classification" => "classifiedObject",
            "ExternalIdentifier" => "registryObject",
            _ => continue,
        };
        check_id(part, report);
        if part.attr(reference) != Some(id) {
            report.metadata(
                id,
                format!("{}/@{reference} peger ikke på objektet, den står i", part.local()),
            );
        }
        if part
            .attr("value")
            .is_some_and(|value| value.chars().count() > MAX_VALUE)
        {
            report.metadata(
                id,
                format!("{}/@value er længere end {MAX_VALUE} tegn", part.local()),
            );
        }
    }
}

/// Every object, also one inside another, has an id of its own (rim.xsd 3.0, IdentifiableType).
fn check_id(object: Element<'_>, report: &mut Report) {
    if object.attr("id").is_none_or(|id| id.trim().is_empty()) {
        let parent = object
            .parent()
            .and_then(|parent| parent.attr("id"))
            .unwrap_or_default();
        report.metadata(parent, format!("{} uden attributten id", object.local()));
    }
}

fn check_slots(object: Element<'_>, name: &str, report: &mut Report) {
    let id = object.attr("id").unwrap_or_default();
    let mut seen: Vec<&str> = Vec::new();
    for element in object.children_named(Namespace::RIM, "Slot") {
        let slot_name = element.attr("name").unwrap_or_default();
        if seen.contains(&slot_name) {
            report.metadata(id, format!("{name}.{slot_name} er angivet mere end en gang"));
        }
        seen.push(slot_name);
        for value in values(element) {
            if value.chars().count() > MAX_VALUE {
                report.metadata(id, format!("{name}.{slot_name} er længere end {MAX_VALUE} tegn"));
            }
            if is_time(slot_name) && !is_utc_to_the_second(value) {
                report.metadata(
                    id,
                    format!("{name}.{slot_name} skal være UTC på formen yyyyMMddHHmmss uden tidszone"),
                );
            }
        }
    }
}

fn values(slot: Element<'_>) -> impl Iterator<Item = &str> {
    let lists = slot
        .children()
        .filter(|list| list.is(Namespace::RIM, "ValueList"));
    lists.flat_map(Element::children).map(Element::text)
}

fn is_time(name: &str) -> bool {
    matches!(
        name,
        slot::CREATION_TIME | slot::SERVICE_START_TIME | slot::SERVICE_STOP_TIME | slot::SUBMISSION_TIME
    )
}

/// DTM of the Danish profile: fourteen digits. Whether they are a date is checked with the values.
fn is_utc_to_the_second(value: &str) -> bool {
    value.len() == 14
        && value.bytes().all(|byte| byte.is_ascii_digit())
        && spo_core::xds::Dtm::parse(value).is_ok()
}

/// IHE ITI TF volume 3, 4.2.1.2: a registry package is a submission set by a classification, inside it or beside it.
fn check_is_submission_set(list: Element<'_>, package: Element<'_>, report: &mut Report) {
    let id = package.attr("id").unwrap_or_default();
    let inside = package.children();
    let beside = list
        .children()
        .filter(|part| part.attr("classifiedObject") == Some(id));
    let mut nodes = inside
        .chain(beside)
        .filter_map(|part| part.attr("classificationNode"));
    if !nodes.any(|node| node.trim() == submission_set::NODE) {
        report.metadata(id, "RegistryPackage er ikke klassificeret som SubmissionSet");
    }
}
