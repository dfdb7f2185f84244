//! `AddRegistrations`: entries from outside.

use spo_core::ServiceError;
use spo_core::audit::{
    Addition, Audience, Criticality, FailedEntry, LogEntry, LogOrganisation, LogPrincipal, LogSource,
    LogTime, RegistrationResponse,
};
use spo_core::soap::Fault;
use spo_core::xml::Element;

use super::Log;
use super::reader::{Reader, invalid};
use super::values::{self, Unusable};
use crate::script::{LogRefusals, SequenceNumbers};

/// `FaultCode` of an entry with a number that cannot be. The real codes are not public.
const UNUSABLE_NUMBER: &str = "invalid_identifier";

/// An entry as it came: whether it can be added, and the number it is known by.
struct Registration {
    entry: Result<LogEntry, Unusable>,
    sequence_number: Option<String>,
}

/// Adds the entries of a request, but for those that cannot be or that a script refuses.
///
/// # Errors
/// The fault to answer with, when the message breaks its schema: nothing is added then.
pub(crate) fn register(
    log: &Log,
    payload: Element<'_>,
    refusals: Option<&LogRefusals>,
) -> Result<RegistrationResponse, Fault> {
    let mut reader = Reader::new(payload);
    let mut registrations = vec![registration(reader.required("LogDataEntry")?)?];
    while let Some(element) = reader.optional("LogDataEntry") {
        registrations.push(registration(element)?);
    }
    reader.end()?;

    let mut response = RegistrationResponse::default();
    let mut added = Vec::with_capacity(registrations.len());
    for (number, registration) in (1..).zip(registrations) {
        let scripted = refusals.filter(|refusals| refusals.entries.contains(&number));
        match (scripted, registration.entry) {
            (Some(refusals), _) => {
                let failure = refusals.failure(registration.sequence_number);
                response.failures.push(failure);
            }
            (None, Ok(entry)) => added.push(entry),
            (None, Err(element)) => response.failures.push(FailedEntry {
                code: UNUSABLE_NUMBER.to_owned(),
                text: Some(format!("{element} er ikke gyldig")),
                sequence_number: registration.sequence_number,
            }),
        }
    }
    log.add(&added).map_err(|error| {
        log::error!(target: "spo_sandbox", "the database failed: {error}");
        Fault::server("The log's database failed.")
    })?;
    let uncounted = refusals.map_or(0, |refusals| refusals.uncounted);
    response.added = count(&added).saturating_sub(uncounted);
    response.failed = count(&response.failures);
    Ok(response)
}

/// The answer that refuses a request as a whole, entry by entry, without naming one.
pub(crate) fn scripted_refusal(errors: &[ServiceError]) -> RegistrationResponse {
    let failure = |error: &ServiceError| FailedEntry {
        code: error.code.clone(),
        text: Some(error.context.clone()),
        sequence_number: None,
    };
    let failures: Vec<_> = errors.iter().map(failure).collect();
    RegistrationResponse {
        added: 0,
        failed: count(&failures),
        failures,
    }
}

fn count<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

impl LogRefusals {
    fn failure(&self, sequence_number: Option<String>) -> FailedEntry {
        FailedEntry {
            code: self.code.clone(),
            text: self.text.clone(),
            sequence_number: match self.sequence_numbers {
                SequenceNumbers::Right => sequence_number,
                SequenceNumbers::Absent => None,
                SequenceNumbers::Unknown => Some(uuid::Uuid::nil().to_string()),
            },
        }
    }
}

fn registration(element: Element<'_>) -> Result<Registration, Fault> {
    let mut reader = Reader::new(element);
    let mut sources = Vec::new();
    if let Some(source) = reader.optional("Source") {
        read_sources(source, &mut sources)?;
    }
    let registration = destination(reader.required("Destination")?, sources)?;
    reader.end()?;
    Ok(registration)
}

/// Each system within the one before it.
fn read_sources(element: Element<'_>, sources: &mut Vec<LogSource>) -> Result<(), Fault> {
    let mut next = Some(element);
    while let Some(element) = next {
        let mut reader = Reader::new(element);
        sources.push(LogSource {
            correlation_id: reader.optional_text("CorrelationId", 46)?,
            system: reader.optional_text("SystemName", 25)?,
        });
        next = reader.optional("Source");
        reader.end()?;
    }
    Ok(())
}

fn destination(element: Element<'_>, sources: Vec<LogSource>) -> Result<Registration, Fault> {
    let mut reader = Reader::new(element);
    let system = reader.required_text("SystemName", 25)?;
    let activity = reader.required_text("Activity", 75)?;
    let reason = reader.optional_text("Reason", 50)?;
    let addition = reader.optional_text("Addition", 50)?;
    let criticality = reader.optional_text("Criticality", 50)?;
    let time = time(&mut reader)?;
    let organisation_id = reader.optional("OrganisationId");
    let organisation_id = organisation_id.map(values::organisation).transpose()?;
    let organisation_name = reader.optional_text("OrganisationName", 200)?;
    let patient = values::patient(reader.required("PersonIdentifier")?)?;
    let patient_name = reader.optional_text("PersonName", 50)?;
    let correlation_id = reader.optional_text("CorrelationId", 46)?;
    let sequence_number = reader.optional_text("SequenceNumber", 36)?;
    let user = values::user(reader.required("UserPersonIdentifier")?)?;
    let user_name = reader.optional_text("UserPersonName", 50)?;
    let user_role = reader.optional_text("UserRole", 200)?;
    let principal_id = reader.optional("OnBehalfOfPersonIdentifier");
    let principal_id = principal_id.map(values::principal).transpose()?;
    let principal_name = reader.optional_text("OnBehalfOfPersonName", 50)?;
    let principal_role = reader.optional_text("OnBehalfOfUserRole", 200)?;
    let mut hidden_from = Vec::new();
    while let Some(audience) = reader.optional_text("Filter", 50)? {
        hidden_from.push(Audience::from_wire(&audience));
    }
    reader.end()?;

    // What the schema lets pass, and no number can be.
    let entry = || {
        let mut entry = LogEntry::new(system, activity, patient?, user?, time.beginning());
        entry.reason = reason;
        entry.addition = addition.as_deref().map(Addition::from_wire);
        entry.criticality = criticality.as_deref().map(Criticality::from_wire);
        entry.time = time;
        entry.organisation = Some(LogOrganisation {
            id: organisation_id.transpose()?,
            name: organisation_name,
        })
        .filter(|organisation| *organisation != LogOrganisation::default());
        entry.patient.name = patient_name;
        entry.user.name = user_name;
        entry.user.role = user_role;
        entry.on_behalf_of = Some(LogPrincipal {
            id: principal_id.transpose()?,
            name: principal_name,
            role: principal_role,
        })
        .filter(|principal| *principal != LogPrincipal::default());
        entry.correlation_id = correlation_id;
        entry.sequence_number.clone_from(&sequence_number);
        entry.hidden_from = hidden_from;
        entry.sources = sources;
        Ok(entry)
    };
    Ok(Registration {
        entry: entry(),
        sequence_number,
    })
}

fn time(reader: &mut Reader<'_>) -> Result<LogTime, Fault> {
    const LENGTH: usize = 40;
    if let Some(at) = reader.optional_text("DateTime", LENGTH)? {
        return Ok(LogTime::At(values::moment(&at)?));
    }
    let from = values::moment(&reader.required_text("FromDateTime", LENGTH)?)?;
    let to = values::moment(&reader.required_text("ToDateTime", LENGTH)?)?;
    match from <= to {
        true => Ok(LogTime::Span { from, to }),
        false => Err(invalid("ToDateTime is before FromDateTime")),
    }
}
