//! The identity card itself.

use chrono::{DateTime, Utc};
use spo_core::dgws::headers::TimeOut;
use spo_core::dgws::signature::SignatureError;
use spo_core::dgws::{IdCard, IdCardError, Level};
use spo_core::soap::Fault;
use spo_core::xml::Element;

use super::{Admission, EXPIRED, INVALID_CARD, INVALID_SIGNATURE, LEVEL, SYNTAX, refused};
use crate::authority::Authority;
use crate::token_service::{BACKDATED, VERSION};

/// The card, if the sandbox's token service issued it, nobody changed it, and it is valid.
pub(super) fn verify(assertion: Element<'_>, now: DateTime<Utc>) -> Result<IdCard, Fault> {
    let authority = Authority::of_this_process().map_err(|error| Fault::server(error.message()))?;
    let card = IdCard::verify(assertion, authority.trusted_cards(), now).map_err(|error| {
        let code = match error {
            // Cards of the two lower levels are not signed, and not enough for anything.
            IdCardError::Signature(SignatureError::Missing) => LEVEL,
            IdCardError::Signature(_) => INVALID_SIGNATURE,
            IdCardError::Content(_) => SYNTAX,
            _ => INVALID_CARD,
        };
        refused(code, &error.to_string())
    })?;
    if card.version() != VERSION {
        let text = format!("sosi:IDCardVersion is not {VERSION}.");
        return Err(refused(INVALID_CARD, &text));
    }
    if card.level() < Level::TrustedSystem {
        return Err(refused(LEVEL, "Level 3 is the least that is enough."));
    }
    match card.check_time(now) {
        Ok(()) => Ok(card),
        Err(error @ IdCardError::Expired { .. }) => Err(refused(EXPIRED, &error.to_string())),
        Err(error) => Err(refused(INVALID_CARD, &error.to_string())),
    }
}

impl Admission {
    /// How old a service lets a card become is its own affair (DGWS 1.0, page 22). The age is counted from `IssueInstant`,
    /// and the five minutes by which that is back-dated are no age: with them, a limit of five minutes would be over before
    /// the card had come.
    pub(super) fn check_age(&self, card: &IdCard, now: DateTime<Utc>) -> Result<(), Fault> {
        match self.age_limit.age() {
            Some(limit) if now - card.issued_at() - BACKDATED >= limit => {
                let limit = TimeOut::as_str(self.age_limit);
                let text = format!("The identity card is older than {limit} minutes.");
                Err(refused(EXPIRED, &text))
            }
            _ => Ok(()),
        }
    }
}
