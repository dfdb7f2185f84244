//! `rim:RegistryPackage` to [`SubmissionSet`].

use super::MetadataWarning;
use super::entry::normal_scheme;
use super::slots::{read_author, read_code, read_slot, slot_values};
use crate::xds::vocabulary::{slot, submission_set};
use crate::xds::{Availability, Dtm, EntryUuid, PatientId, SchemeCode, Slot, SubmissionSet};
use crate::xml::{Element, Namespace};

pub(super) fn read_submission_set(object: Element<'_>, warnings: &mut Vec<MetadataWarning>) -> SubmissionSet {
    let attribute = |name| object.attr(name).map(str::trim).filter(|value| !value.is_empty());
    let mut set = SubmissionSet::new(EntryUuid::from_wire(attribute("id").unwrap_or_default()), "", "");
    set.home_community_id = attribute("home").map(str::to_owned);
    set.status = attribute("status").map(Availability::from_urn);
    for part in object
        .children()
        .filter(|part| part.namespace() == Namespace::RIM)
    {
        match part.local() {
            "Slot" => read_set_slot(&mut set, part, warnings),
            "Classification" => read_classification(&mut set, part),
            "ExternalIdentifier" => read_identifier(&mut set, part),
            _ => {}
        }
    }
    set
}

fn read_set_slot(set: &mut SubmissionSet, element: Element<'_>, warnings: &mut Vec<MetadataWarning>) {
    if element.attr("name").map(str::trim) == Some(slot::SUBMISSION_TIME) && set.submission_time.is_none() {
        set.submission_time = slot_values(element)
            .next()
            .and_then(|value| Dtm::parse(value).ok());
        if set.submission_time.is_some() {
            return;
        }
        warnings.push(MetadataWarning {
            entry_uuid: set.entry_uuid.clone(),
            attribute: slot::SUBMISSION_TIME.into(),
            problem: "not a time; kept in the extra slots",
        });
    }
    set.extra_slots.push(read_slot(element));
}

fn read_classification(set: &mut SubmissionSet, element: Element<'_>) {
    let Some(scheme) = element.attr("classificationScheme").map(normal_scheme) else {
        return;
    };
    let code = || {
        read_code(
            element,
            element.attr("nodeRepresentation").unwrap_or_default().trim(),
        )
    };
    match scheme.as_ref() {
        submission_set::AUTHOR => set.authors.push(read_author(element)),
        submission_set::CONTENT_TYPE_CODE if set.content_type_code.is_none() => {
            set.content_type_code = Some(code())
        }
        _ => set.extra_codes.push(SchemeCode {
            scheme: scheme.into_owned(),
            code: code(),
        }),
    }
}

fn read_identifier(set: &mut SubmissionSet, element: Element<'_>) {
    let Some(scheme) = element.attr("identificationScheme").map(normal_scheme) else {
        return;
    };
    let value = element.attr("value").unwrap_or_default().trim();
    match scheme.as_ref() {
        _ if value.is_empty() => {}
        submission_set::PATIENT_ID => set.patient_id = Some(PatientId::from_cx(value)),
        submission_set::UNIQUE_ID => set.unique_id = value.to_owned(),
        submission_set::SOURCE_ID => set.source_id = value.to_owned(),
        _ => set.extra_slots.push(Slot::new(scheme.into_owned(), value)),
    }
}
