//! FindDocuments: from parameters to a filter.

use spo_core::xds::{Availability, ObjectType, PatientId};

use super::parameters::{Parameters, Strictness};
use crate::rules::{Report, code};
use crate::store::{CodeFilter, EntryFilter, TimeFilter};

pub(super) const PATIENT_ID: &str = "$XDSDocumentEntryPatientId";
const STATUS: &str = "$XDSDocumentEntryStatus";
const TYPE: &str = "$XDSDocumentEntryType";
const AUTHOR_PERSON: &str = "$XDSDocumentEntryAuthorPerson";

/// Parameter, attribute, and whether several slots mean that all must match.
const CODES: [(&str, &str, bool); 7] = [
    ("$XDSDocumentEntryClassCode", "classCode", false),
    ("$XDSDocumentEntryTypeCode", "typeCode", false),
    ("$XDSDocumentEntryFormatCode", "formatCode", false),
    (
        "$XDSDocumentEntryHealthcareFacilityTypeCode",
        "healthcareFacilityTypeCode",
        false,
    ),
    (
        "$XDSDocumentEntryPracticeSettingCode",
        "practiceSettingCode",
        false,
    ),
    ("$XDSDocumentEntryEventCodeList", "eventCodeList", true),
    (
        "$XDSDocumentEntryConfidentialityCode",
        "confidentialityCode",
        true,
    ),
];

/// From (inclusive), to (exclusive), and the column. Whether an entry without a stop time matches a range of stop times
/// is nowhere specified; here it does not.
const TIMES: [(&str, &str, &str); 3] = [
    (
        "$XDSDocumentEntryCreationTimeFrom",
        "$XDSDocumentEntryCreationTimeTo",
        "creation_time",
    ),
    (
        "$XDSDocumentEntryServiceStartTimeFrom",
        "$XDSDocumentEntryServiceStartTimeTo",
        "start_time",
    ),
    (
        "$XDSDocumentEntryServiceStopTimeFrom",
        "$XDSDocumentEntryServiceStopTimeTo",
        "stop_time",
    ),
];

/// Parameters that change nothing here: every entry is online and at the metadata level of its own.
const IGNORED: [&str; 2] = ["$XDSDocumentEntryDocumentAvailability", "$MetadataLevel"];

/// The filter that the parameters ask for; `None` when a required one is missing.
pub(super) fn filter(
    parameters: &Parameters<'_>,
    report: &mut Report,
    strict: &mut Strictness,
) -> Option<EntryFilter> {
    let known: Vec<&str> = [PATIENT_ID, STATUS, TYPE, AUTHOR_PERSON]
        .into_iter()
        .chain(CODES.iter().map(|(name, _, _)| *name))
        .chain(TIMES.iter().flat_map(|(from, to, _)| [*from, *to]))
        .chain(IGNORED)
        .collect();
    parameters.only(&known, strict);

    let patient_id = parameters.string(PATIENT_ID, report, strict);
    let statuses = parameters.strings(STATUS, report, strict);
    for (name, missing) in [(PATIENT_ID, patient_id.is_none()), (STATUS, statuses.is_none())] {
        if missing {
            report.add(code::MISSING_PARAM, "", format!("{name} skal angives"));
        }
    }
    let object_types = parameters.strings(TYPE, report, strict);
    let codes = codes(parameters, report, strict);
    let times = times(parameters, report, strict);
    let author_persons = parameters.strings(AUTHOR_PERSON, report, strict);
    Some(EntryFilter {
        patient_id: patient(&patient_id?, strict),
        statuses: statuses?
            .iter()
            .map(|status| Availability::from_urn(status))
            .collect(),
        // IHE ITI TF volume 2a, 3.18.4.1.2.3.6.2: stable documents when nothing else is asked for.
        object_types: match object_types {
            Some(types) => types.iter().map(|urn| ObjectType::from_urn(urn)).collect(),
            None => vec![ObjectType::Stable],
        },
        codes,
        times,
        author_persons: author_persons.unwrap_or_default(),
    })
}

fn patient(text: &str, strict: &mut Strictness) -> PatientId {
    let patient = PatientId::from_cx(text);
    if patient.cpr().is_none() {
        strict.note(format!(
            "{PATIENT_ID} skal være et CPR-nummer på formen 'CPR^^^&1.2.208.176.1.2&ISO'"
        ));
    }
    patient
}

fn codes(parameters: &Parameters<'_>, report: &mut Report, strict: &mut Strictness) -> Vec<CodeFilter> {
    let mut codes = Vec::new();
    for (name, attribute, all_slots) in CODES {
        let groups = parameters.code_groups(name, report, strict);
        if groups.len() > 1 && !all_slots {
            report.add(code::PARAM_NUMBER, "", format!("{name} må kun angives en gang"));
        }
        codes.extend(groups.into_iter().map(|any_of| CodeFilter { attribute, any_of }));
    }
    codes
}

fn times(parameters: &Parameters<'_>, report: &mut Report, strict: &mut Strictness) -> Vec<TimeFilter> {
    let mut times = Vec::new();
    for (from, to, column) in TIMES {
        let from = parameters.time(from, report, strict);
        let to = parameters.time(to, report, strict);
        if from.is_some() || to.is_some() {
            times.push(TimeFilter { column, from, to });
        }
    }
    times
}
