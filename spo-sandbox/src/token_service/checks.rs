//! What must hold for a request before a card is issued.

use chrono::{DateTime, TimeDelta, Utc};
use spo_core::dgws::credentials::{Certificate, CertificateKind, Distrust};
use spo_core::dgws::signature::{Policy, Profile, verify};
use spo_core::dgws::{IdCard, IdCardError, Level};
use spo_core::soap::Envelope;
use spo_core::xml::{Element, Namespace};

use super::TrustFault;
use crate::authority::Authority;

/// How old a message may be, or how far ahead its sender's clock: what OIO IDWS calls an appropriate offset. The national
/// service's own limit is not published.
const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// The longest life of a card (DGWS 1.0).
const LONGEST_LIFE: TimeDelta = TimeDelta::hours(24);

/// The version of the standard that the national platform speaks.
pub(crate) const VERSION: &str = "1.0.1";

/// `wsu:Created` of the message.
pub(super) fn created(envelope: &Envelope<'_>, now: DateTime<Utc>) -> Result<(), TrustFault> {
    let security = envelope
        .header()
        .and_then(|header| header.child(Namespace::WSSE, "Security"));
    let created = security.and_then(|security| security.descend(Namespace::WSU, &["Timestamp", "Created"]));
    let Some(created) = created else {
        return Err(TrustFault::invalid_request(
            "wsu:Timestamp/wsu:Created is missing.",
        ));
    };
    let Ok(created) = DateTime::parse_from_rfc3339(created.text().trim()) else {
        return Err(TrustFault::invalid_request("wsu:Created is not a time."));
    };
    match (created.to_utc() - now).abs() > TOLERANCE {
        true => Err(TrustFault::expired("wsu:Created is more than five minutes off.")),
        false => Ok(()),
    }
}

/// The card that the caller signed: intact, by somebody with a certificate for it, and for a possible time.
pub(super) fn card(
    assertion: Element<'_>,
    authority: &Authority,
    now: DateTime<Utc>,
) -> Result<IdCard, TrustFault> {
    let card =
        IdCard::verify(assertion, authority.trusted_callers(), now).map_err(|error| distrusted(&error))?;
    let certificate = signer(assertion)?;
    if card.version() != VERSION {
        return Err(TrustFault::invalid_request(format!(
            "sosi:IDCardVersion is not {VERSION}."
        )));
    }
    times(&card, now)?;
    let hash = card.certificate_hash();
    if hash != certificate.oces_cert_hash() && hash != certificate.oces_cert_hash_sha1() {
        return Err(TrustFault::failed_authentication(
            "sosi:OCESCertHash is not the digest of the certificate.",
        ));
    }
    level(&card, certificate.kind())?;
    if card.cvr().is_none() || card.cvr() != certificate.subject().cvr() {
        return Err(TrustFault::failed_authentication(
            "medcom:CareProviderID is not the CVR number of the certificate.",
        ));
    }
    Ok(card)
}

fn times(card: &IdCard, now: DateTime<Utc>) -> Result<(), TrustFault> {
    let (from, to) = (card.not_before(), card.not_on_or_after());
    if to <= from || to - from > LONGEST_LIFE {
        return Err(TrustFault::time_range("A card lasts no longer than 24 hours."));
    }
    if from > now || card.issued_at() > now {
        return Err(TrustFault::time_range("The card is not valid yet."));
    }
    match to <= now {
        true => Err(TrustFault::expired("The card has expired.")),
        false => Ok(()),
    }
}

/// Level 3 is a system's, with an organisation's certificate; level 4 a user's, with his or her own.
fn level(card: &IdCard, kind: CertificateKind) -> Result<(), TrustFault> {
    let (is_user, needed) = match card.level() {
        Level::TrustedSystem => (false, CertificateKind::Organisation),
        Level::TrustedUser => (true, CertificateKind::Employee),
        _ => {
            return Err(TrustFault::invalid_request(
                "This service issues cards of levels 3 and 4.",
            ));
        }
    };
    if is_user != card.user().is_some() {
        return Err(TrustFault::invalid_request(
            "sosi:IDCardType and sosi:AuthenticationLevel do not go together.",
        ));
    }
    match kind == needed {
        true => Ok(()),
        false => Err(TrustFault::failed_authentication(
            "The certificate is not of the kind that a card of this level needs.",
        )),
    }
}

fn distrusted(error: &IdCardError) -> TrustFault {
    match error {
        IdCardError::Signer(Distrust::Expired { .. } | Distrust::NotYetValid { .. }) => {
            TrustFault::invalid_security_token(error.to_string())
        }
        IdCardError::Signer(_) | IdCardError::NotTheTokenService { .. } => {
            TrustFault::failed_authentication(error.to_string())
        }
        _ => TrustFault::invalid_request(error.to_string()),
    }
}

/// The certificate of whoever signed a card.
pub(super) fn signer(assertion: Element<'_>) -> Result<Certificate, TrustFault> {
    let intact = verify(assertion, Policy::new(Profile::IdCard));
    let intact = intact.map_err(|error| TrustFault::invalid_request(error.to_string()))?;
    Certificate::from_der(intact.certificate())
        .map_err(|error| TrustFault::invalid_request(error.to_string()))
}
