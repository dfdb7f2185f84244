//! The answer to the exchange of a login's token.
//!
//! Its layout is seen in samples and in the code of clients against the test environments. That citizens' tokens are signed
//! by the same token service's certificate as cards is inferred; where it is another, the configuration lists both.

use chrono::{DateTime, Utc};

use super::{ExchangeRequest, TokenServiceError};
use crate::dgws::credentials::Certificate;
use crate::dgws::id_card::{CardTrust, IdCard, IdCardError, Level};
use crate::dgws::identity_token::{IdentityToken, IdentityTokenError};
use crate::dgws::login::{BootstrapToken, Claims, moment_in};
use crate::soap::Envelope;
use crate::xml::{Element, Namespace};

/// The employee's card in the answer, if it is signed by somebody trusted, belongs to whoever logged in, and is valid at
/// `now`.
///
/// # Errors
/// [`TokenServiceError`]
pub fn exchanged_card(
    answer: &Envelope<'_>,
    asked: &ExchangeRequest<'_>,
    trust: &CardTrust,
    now: DateTime<Utc>,
) -> Result<IdCard, TokenServiceError> {
    let (_, assertion) = requested_token(answer)?;
    let card = IdCard::verify(assertion, trust, now)?;
    belongs_to(&card, asked.token)?;
    card.check_time(now)?;
    Ok(card)
}

/// The citizen's token in the answer, if it is signed by somebody trusted, is what was asked for, bound to the key of
/// `certificate`, and valid at `now`.
///
/// # Errors
/// [`TokenServiceError`]
pub fn exchanged_token(
    answer: &Envelope<'_>,
    asked: &ExchangeRequest<'_>,
    certificate: &Certificate,
    trust: &CardTrust,
    now: DateTime<Utc>,
) -> Result<IdentityToken, TokenServiceError> {
    let (response, assertion) = requested_token(answer)?;
    let expires = response
        .child(Namespace::WST13, "Lifetime")
        .and_then(|lifetime| lifetime.child(Namespace::WSU, "Expires"))
        .and_then(|expires| moment_in(expires.text()));
    let token = IdentityToken::verify(assertion, trust, now)?.until(expires);
    if !token.is_for(asked.audience) {
        return Err(IdentityTokenError::Other("for another audience").into());
    }
    if token.holder() != certificate.der() {
        return Err(IdentityTokenError::Other("bound to another key").into());
    }
    if let Claims::Citizen { cpr, on_behalf_of } = asked.claims {
        if token.cpr().is_some_and(|told| told != *cpr) {
            return Err(IdentityTokenError::Other("of another citizen").into());
        }
        let asked = on_behalf_of.map(|other| other.cpr);
        if token.represented().is_some_and(|told| Some(told) != asked) {
            return Err(IdentityTokenError::Other("on behalf of another").into());
        }
    }
    token.check_time(now)?;
    Ok(token)
}

/// The response, and the one assertion in its one place.
fn requested_token<'d>(answer: &'d Envelope<'_>) -> Result<(Element<'d>, Element<'d>), TokenServiceError> {
    let wrong = |text| Err(TokenServiceError::Answer(text));
    let payload = answer.payload()?;
    if !payload.is(Namespace::WST13, "RequestSecurityTokenResponseCollection") {
        return wrong("it is not a response to the exchange");
    }
    let mut responses = payload.children_named(Namespace::WST13, "RequestSecurityTokenResponse");
    let (Some(response), None) = (responses.next(), responses.next()) else {
        return wrong("it does not hold one response");
    };
    let mut tokens = response.children_named(Namespace::WST13, "RequestedSecurityToken");
    let (Some(token), None) = (tokens.next(), tokens.next()) else {
        return wrong("it does not hold one requested token");
    };
    let mut inside = token.children();
    match (inside.next(), inside.next()) {
        (Some(assertion), None) if assertion.is(Namespace::SAML, "Assertion") => Ok((response, assertion)),
        (Some(encrypted), None) if encrypted.is(Namespace::SAML, "EncryptedAssertion") => {
            wrong("the token is encrypted, which cannot be called with here")
        }
        _ => wrong("the token is not one assertion"),
    }
}

/// What login and card both tell must be the same person and employer.
fn belongs_to(card: &IdCard, login: &BootstrapToken) -> Result<(), IdCardError> {
    let Some(user) = card.user().filter(|_| card.level() == Level::TrustedUser) else {
        return Err(IdCardError::Other("not one of level 4"));
    };
    if let (Some(asked), Some(told)) = (login.cpr(), user.cpr)
        && asked != told
    {
        return Err(IdCardError::Other("of another person"));
    }
    if let (Some(asked), Some(told)) = (login.cvr(), card.cvr())
        && asked != told
    {
        return Err(IdCardError::Other("of another care provider"));
    }
    Ok(())
}
