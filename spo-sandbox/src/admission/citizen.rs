//! Citizens' calls: an identity token, and a signature over the message with the key that the token is bound to.

use chrono::{DateTime, TimeDelta, Utc};
use spo_core::dgws::credentials::Certificate;
use spo_core::dgws::signature::{Algorithms, SignatureError, SignedMessage, verify_message};
use spo_core::dgws::{IdentityToken, IdentityTokenError};
use spo_core::soap::Envelope;
use spo_core::xml::{Element, Namespace};

use super::headers::only;
use super::{Admitted, CalledBy, SecurityFault};
use crate::Transaction;
use crate::authority::Authority;
use crate::message::{Call, Refusal};
use crate::registry::patient_asked_for;
use crate::token_service::{BLOCKS, DOCUMENT_SHARING};

/// How old a message may be: what OIO IDWS calls an appropriate offset.
const TOLERANCE: TimeDelta = TimeDelta::minutes(5);
/// The level of citizens, as the token service's guide counts.
const LEVEL: u8 = 5;

/// The citizen's token of a request, if it has one. An identity card's id is spelled `id`.
pub(super) fn token<'d>(envelope: &'d Envelope<'d>) -> Result<Option<Element<'d>>, Refusal> {
    let Some(security) = only(envelope, Namespace::WSSE, "Security")? else {
        return Ok(None);
    };
    let mut tokens = security
        .children_named(Namespace::SAML, "Assertion")
        .filter(|assertion| assertion.attr("ID").is_some());
    match (tokens.next(), tokens.next()) {
        (token, None) => Ok(token),
        _ => Err(SecurityFault::invalid_security("wsse:Security holds several tokens.").into()),
    }
}

/// Lets a citizen's request pass or not.
pub(super) fn admit<'d>(
    token: Element<'d>,
    call: &Call<'_>,
    envelope: &'d Envelope<'d>,
    now: DateTime<Utc>,
    called_by: &mut Option<CalledBy>,
) -> Result<Admitted, Refusal> {
    let (identity, signed) = verified(token, envelope, now)?;
    check_parts(&signed, token, envelope)?;
    check_created(envelope, now)?;
    if let Ok(holder) = Certificate::from_der(identity.holder()) {
        *called_by = Some(CalledBy {
            level: LEVEL,
            ..CalledBy::system(&holder)
        });
    }
    identity
        .check_time(now)
        .map_err(|error| SecurityFault::invalid_token(error.to_string()))?;
    let is_about_blocks = call.transaction.is_about_blocks();
    let audience = if is_about_blocks { BLOCKS } else { DOCUMENT_SHARING };
    if !identity.is_for(audience) {
        let text = "The token was issued for another audience.";
        return Err(SecurityFault::invalid_token(text).into());
    }
    if !is_about_blocks && !matches!(call.transaction, Transaction::Iti18 | Transaction::Iti43) {
        let text = "Citizens read documents and do not change them.";
        return Err(SecurityFault::failed_authentication(text).into());
    }
    let acting = identity
        .cpr()
        .ok_or_else(|| SecurityFault::invalid_token("The token does not say who the citizen is."))?;
    let citizen = identity.represented().unwrap_or(acting);
    let asked_for = match is_about_blocks {
        true => None,
        false => patient_asked_for(call.payload),
    };
    match asked_for.is_none_or(|patient| patient == citizen) {
        true => Ok(Admitted {
            only: Some(citizen),
            hsuid: None,
            token: Some((acting, citizen)),
        }),
        false => {
            let text = "The citizen asks for somebody else's documents.";
            Err(SecurityFault::failed_authentication(text).into())
        }
    }
}

/// The token, if the sandbox's token service issued it, and what the holder of its key signed.
fn verified<'d>(
    token: Element<'d>,
    envelope: &'d Envelope<'d>,
    now: DateTime<Utc>,
) -> Result<(IdentityToken, SignedMessage<'d>), Refusal> {
    let authority =
        Authority::of_this_process().map_err(|error| SecurityFault::invalid_token(error.message()))?;
    let identity =
        IdentityToken::verify(token, authority.trusted_cards(), now).map_err(|error| match error {
            IdentityTokenError::Signature(_) => SecurityFault::failed_check(error.to_string()),
            _ => SecurityFault::invalid_token(error.to_string()),
        })?;
    // The key of this token and of no other.
    let holder = |named: Element<'d>| match named == token {
        true => Ok(identity.holder().to_vec()),
        false => Err(SignatureError::ForeignReference),
    };
    let failed = |error: SignatureError| SecurityFault::failed_check(error.to_string());
    let intact = verify_message(envelope.root().document(), Algorithms::SHA256, holder).map_err(failed)?;
    let signed = intact.trusted_if(|signer| match signer == identity.holder() {
        true => Ok(()),
        false => Err(failed(SignatureError::WrongCertificate)),
    })?;
    Ok((identity, signed))
}

/// OIO IDWS SOAP profile 1.1: what a signature must cover.
fn check_parts(
    signed: &SignedMessage<'_>,
    token: Element<'_>,
    envelope: &Envelope<'_>,
) -> Result<(), SecurityFault> {
    let header = envelope.header();
    let block = |name| header.and_then(|header| header.child(Namespace::WSA, name));
    let security = token.parent();
    let parts = [
        ("wsa:Action", block("Action")),
        ("wsa:MessageID", block("MessageID")),
        (
            "wsu:Timestamp",
            security.and_then(|security| security.child(Namespace::WSU, "Timestamp")),
        ),
        ("saml:Assertion", Some(token)),
        (
            "soap:Body",
            envelope.root().child(envelope.version().namespace(), "Body"),
        ),
    ];
    let unsigned = parts
        .iter()
        .find(|(_, part)| part.is_none_or(|part| signed.xml_of(part).is_none()));
    match unsigned {
        None => Ok(()),
        Some((name, _)) => Err(SecurityFault::failed_check(format!("{name} is not signed."))),
    }
}

fn check_created(envelope: &Envelope<'_>, now: DateTime<Utc>) -> Result<(), SecurityFault> {
    let security = envelope
        .header()
        .and_then(|header| header.child(Namespace::WSSE, "Security"));
    let created = security.and_then(|security| security.descend(Namespace::WSU, &["Timestamp", "Created"]));
    let created = created.and_then(|created| DateTime::parse_from_rfc3339(created.text()).ok());
    match created {
        Some(created) if (created.to_utc() - now).abs() <= TOLERANCE => Ok(()),
        Some(_) => Err(SecurityFault::expired(
            "wsu:Created is more than five minutes off.",
        )),
        None => Err(SecurityFault::invalid_security(
            "wsu:Created is missing or not a time.",
        )),
    }
}
