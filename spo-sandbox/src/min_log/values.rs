//! From texts that the schema lets pass to numbers that can be.

use chrono::DateTime;
use spo_core::audit::{LogOrganisationId, LogPatientId, LogPrincipalId, LogUserId};
use spo_core::soap::Fault;
use spo_core::xml::Element;
use spo_core::{DanishTime, InvalidValue};

use super::reader::{identifier, invalid};

/// Why an entry is not added, though the message is valid: the name of the element.
pub(super) type Unusable = &'static str;

/// A number of a kind, or why it can be none.
pub(super) type Number<T> = Result<T, Unusable>;

/// Reads the text as what it should be.
fn parse<T: std::str::FromStr<Err = InvalidValue>>(text: &str, element: Unusable) -> Number<T> {
    text.parse().map_err(|_| element)
}

pub(super) fn patient(element: Element<'_>) -> Result<Number<LogPatientId>, Fault> {
    let (kind, text) = identifier(element, 50, &["CPR", "eCPR"])?;
    Ok(match kind {
        "CPR" => parse(&text, "PersonIdentifier").map(LogPatientId::Cpr),
        _ => Ok(LogPatientId::ReplacementCpr(text)),
    })
}

pub(super) fn user(element: Element<'_>) -> Result<Number<LogUserId>, Fault> {
    const NAME: &str = "UserPersonIdentifier";
    let kinds = ["CPR", "Autorisation", "EuropeanHealthcareProfessional"];
    let (kind, text) = identifier(element, 50, &kinds)?;
    Ok(match kind {
        "CPR" => parse(&text, NAME).map(LogUserId::Cpr),
        "Autorisation" => parse(&text, NAME).map(LogUserId::Authorisation),
        _ => Ok(LogUserId::EuropeanProfessional(text)),
    })
}

pub(super) fn principal(element: Element<'_>) -> Result<Number<LogPrincipalId>, Fault> {
    const NAME: &str = "OnBehalfOfPersonIdentifier";
    let (kind, text) = identifier(element, 50, &["CPR", "Autorisation"])?;
    Ok(match kind {
        "CPR" => parse(&text, NAME).map(LogPrincipalId::Cpr),
        _ => parse(&text, NAME).map(LogPrincipalId::Authorisation),
    })
}

pub(super) fn organisation(element: Element<'_>) -> Result<Number<LogOrganisationId>, Fault> {
    const NAME: &str = "OrganisationId";
    let kinds = ["SOR", "YDER", "CVR", "EuropeanHealthcareOrganisation"];
    let (kind, text) = identifier(element, 200, &kinds)?;
    Ok(match kind {
        "SOR" => parse(&text, NAME).map(LogOrganisationId::Sor),
        "YDER" => parse(&text, NAME).map(LogOrganisationId::Yder),
        "CVR" => parse(&text, NAME).map(LogOrganisationId::Cvr),
        _ => Ok(LogOrganisationId::European(text)),
    })
}

/// A time with its offset, not before 2015. The schema lets one without an offset pass, of which nobody knows when it is.
pub(super) fn moment(text: &str) -> Result<DanishTime, Fault> {
    const FIRST: i64 = 1_420_070_400;
    match DateTime::parse_from_rfc3339(text) {
        Err(_) => Err(invalid("a time is not of the form 2026-03-02T09:15:00Z")),
        Ok(time) if time.timestamp() < FIRST => Err(invalid("a time is before 2015-01-01T00:00:00Z")),
        Ok(time) => Ok(DanishTime::from_utc(time)),
    }
}
