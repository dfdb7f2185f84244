//! The answer of the token service.

use chrono::{DateTime, Utc};

use super::TokenServiceError;
use crate::dgws::id_card::{CardTrust, IdCard, IdCardError, IdCardRequest};
use crate::soap::Envelope;
use crate::xml::{Element, Namespace};

/// The card in the token service's answer, if it is signed by somebody trusted, is what was asked for, and is valid at
/// `now` by the service's clock.
///
/// # Errors
/// [`TokenServiceError`]
pub fn issued_card(
    answer: &Envelope<'_>,
    asked: &IdCardRequest,
    trust: &CardTrust,
    now: DateTime<Utc>,
) -> Result<IdCard, TokenServiceError> {
    let payload = answer.payload()?;
    if !payload.is(Namespace::WST, "RequestSecurityTokenResponse") {
        return Err(TokenServiceError::Answer("it is not a response to the request"));
    }
    if let Some(code) = payload.descend(Namespace::WST, &["Status", "Code"])
        && !code.text().ends_with("/status/valid")
    {
        return Err(TokenServiceError::Invalid);
    }
    let card = IdCard::verify(assertion(payload)?, trust, now)?;
    answers(&card, asked)?;
    card.check_time(now)?;
    Ok(card)
}

/// The one assertion, in its one place.
fn assertion(payload: Element<'_>) -> Result<Element<'_>, TokenServiceError> {
    let mut tokens = payload.children_named(Namespace::WST, "RequestedSecurityToken");
    let (Some(token), None) = (tokens.next(), tokens.next()) else {
        return Err(TokenServiceError::Answer("it does not hold one requested token"));
    };
    let mut inside = token.children();
    match (inside.next(), inside.next()) {
        (Some(assertion), None) if assertion.is(Namespace::SAML, "Assertion") => Ok(assertion),
        _ => Err(TokenServiceError::Answer("the token is not one identity card")),
    }
}

/// Names and codes may come back corrected; whose card it is and of which level may not.
fn answers(card: &IdCard, asked: &IdCardRequest) -> Result<(), IdCardError> {
    if card.user().is_some() != asked.user.is_some() {
        return Err(IdCardError::Other(
            "a user's for a system's or the other way round",
        ));
    }
    if card.level() != asked.level() {
        return Err(IdCardError::Other("of another level"));
    }
    if card.cvr() != Some(&asked.care_provider.cvr) {
        return Err(IdCardError::Other("of another care provider"));
    }
    Ok(())
}
