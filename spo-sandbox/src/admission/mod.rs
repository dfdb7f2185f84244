//! Who may call: the identity card and the caller of each request, before registry and repository see it.
//!
//! In: the envelope of a request. Out: who called ([`CalledBy`]), or the fault of Den Gode Webservice that turns the request
//! away. The rules are those of DGWS 1.0.1 and, for searching and retrieving, of the document sharing service (DDS). A
//! citizen's call carries an identity token and a signature in place of card and headers (OIO IDWS).

mod card;
mod citizen;
mod headers;
mod hsuid;
mod reading;
mod security_fault;

use chrono::{DateTime, Utc};
use serde::Serialize;
use spo_core::dgws::IdCard;
use spo_core::dgws::credentials::Certificate;
use spo_core::dgws::headers::TimeOut;
use spo_core::soap::{Envelope, Fault};
use spo_core::{Cpr, Cvr, redact};

use crate::Transaction;
use crate::blocks::{Asker, Looker};
use crate::message::{Call, Refusal};
use hsuid::Hsuid;
pub(crate) use security_fault::SecurityFault;

/// Whether registry and repository look at identities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum IdentityCheck {
    /// They do not.
    Off,
    /// What is sent is checked, and nothing need be sent.
    #[default]
    Present,
    /// Every request must carry an identity card and the header of Den Gode Webservice, and a search or retrieval must say
    /// on whose behalf it is made (HSUID): as on the national platform.
    Required,
}

/// By whom a call was made, by its identity card: the organisation, never a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CalledBy {
    /// The level of the card: 3 for a system, 4 for an employee. 5 with a citizen's token: then the rest is about the portal.
    pub level: u8,
    /// The organisation's CVR number.
    pub cvr: Option<String>,
    /// The organisation's name.
    pub organisation: String,
    /// The calling system's name.
    pub system: String,
}

impl CalledBy {
    /// What a card says that was verified.
    pub(crate) fn of(card: &IdCard) -> Self {
        Self {
            level: card.level().as_str().parse().unwrap_or_default(),
            cvr: card.cvr().map(|cvr| cvr.as_str().to_owned()),
            organisation: redact(card.care_provider_name()).into_owned(),
            system: redact(card.system_name()).into_owned(),
        }
    }

    /// What a system's certificate says.
    pub(crate) fn system(certificate: &Certificate) -> Self {
        let subject = certificate.subject();
        Self {
            level: 3,
            cvr: subject.cvr().map(|cvr| cvr.as_str().to_owned()),
            organisation: redact(subject.organisation()).into_owned(),
            system: redact(subject.common_name()).into_owned(),
        }
    }
}

/// The rules in force.
#[derive(Debug, Clone)]
pub(crate) struct Admission {
    pub(crate) check: IdentityCheck,
    /// The greatest age of a card.
    pub(crate) age_limit: TimeOut,
    /// The organisations whose systems may read on behalf of people without a card of theirs.
    pub(crate) trusted_at_level_3: Vec<Cvr>,
}

impl Default for Admission {
    fn default() -> Self {
        Self {
            check: IdentityCheck::default(),
            age_limit: TimeOut::Day,
            trusted_at_level_3: Vec::new(),
        }
    }
}

/// Whose request it is, as far as it decides what may be handed out.
#[derive(Debug, Default)]
pub(crate) struct Admitted {
    /// The only citizen whose data may be handed out, when a citizen reads with a token.
    pub(crate) only: Option<Cpr>,
    /// On whose behalf a header says that it is read (HSUID).
    hsuid: Option<Hsuid>,
    /// The citizen behind a token, and whether it is the one whose data it is.
    token: Option<(Cpr, Cpr)>,
}

impl Admitted {
    /// The health professional who looks, if one does.
    pub(crate) fn looker(&self) -> Option<Looker> {
        let hsuid = self.hsuid.as_ref()?;
        Some(Looker {
            acting: hsuid.acting,
            responsible: hsuid.responsible,
            authorisation: hsuid.authorisation.clone(),
            organisation: hsuid.organisation.clone()?,
            overrides: hsuid.overrides,
        })
    }

    /// Whose data a header says that it is about.
    pub(crate) fn citizen(&self) -> Option<Cpr> {
        self.hsuid.as_ref()?.citizen
    }

    /// Who calls the block service.
    ///
    /// # Errors
    /// The fault for a request that does not say.
    pub(crate) fn asker(&self, called_by: Option<&CalledBy>) -> Result<Asker, Fault> {
        let by = called_by.map_or("", |by| &*by.system);
        if let Some((acting, about)) = self.token {
            return Ok(Asker::Citizen {
                acting,
                about,
                verified: true,
                system: by.to_owned(),
            });
        }
        let Some(hsuid) = &self.hsuid else {
            return Err(refused(MISSING, "hsuid:HsuidHeader is missing: who asks?"));
        };
        let system = hsuid.system.clone().unwrap_or_else(|| by.to_owned());
        Ok(match self.looker() {
            Some(looker) => Asker::Professional { looker, system },
            None => Asker::Citizen {
                acting: hsuid.acting,
                about: hsuid.responsible.unwrap_or(hsuid.acting),
                verified: false,
                system,
            },
        })
    }
}

/// Whether a request says on whose behalf it is made.
fn names_caller(transaction: Transaction) -> bool {
    matches!(transaction, Transaction::Iti18 | Transaction::Iti43) || transaction.is_about_blocks()
}

impl Admission {
    /// Lets a request pass or not. `called_by` is filled in as soon as it is known.
    ///
    /// # Errors
    /// The fault to answer with.
    pub(crate) fn admit(
        &self,
        call: &Call<'_>,
        envelope: &Envelope<'_>,
        now: DateTime<Utc>,
        called_by: &mut Option<CalledBy>,
    ) -> Result<Admitted, Refusal> {
        if self.check == IdentityCheck::Off {
            // Nobody's word is checked, and the block service cannot do without it.
            let hsuid = call.transaction.is_about_blocks().then(|| Hsuid::read(envelope));
            return Ok(Admitted {
                hsuid: hsuid.transpose()?.flatten(),
                ..Admitted::default()
            });
        }
        if let Some(token) = citizen::token(envelope)? {
            return citizen::admit(token, call, envelope, now, called_by);
        }
        let hsuid = self.admit_card(call.transaction, envelope, now, called_by)?;
        Ok(Admitted {
            hsuid,
            ..Admitted::default()
        })
    }

    fn admit_card(
        &self,
        transaction: Transaction,
        envelope: &Envelope<'_>,
        now: DateTime<Utc>,
        called_by: &mut Option<CalledBy>,
    ) -> Result<Option<Hsuid>, Fault> {
        let is_required = self.check == IdentityCheck::Required;
        let Some(assertion) = headers::card(envelope)? else {
            return match is_required {
                true => Err(refused(MISSING, "wsse:Security holds no identity card.")),
                false => Ok(None),
            };
        };
        if is_required {
            headers::check_all(envelope)?;
        }
        let card = card::verify(assertion, now)?;
        *called_by = Some(CalledBy::of(&card));
        self.check_age(&card, now)?;
        if !names_caller(transaction) {
            return Ok(None);
        }
        match Hsuid::read(envelope)? {
            Some(hsuid) => self.check_reader(&card, &hsuid).map(|()| Some(hsuid)),
            None if is_required => Err(refused(
                MISSING,
                "hsuid:HsuidHeader is missing: on whose behalf is this read?",
            )),
            None => Ok(None),
        }
    }

    fn trusts_at_level_3(&self, card: &IdCard) -> bool {
        card.cvr()
            .is_some_and(|cvr| self.trusted_at_level_3.contains(cvr))
    }
}

const MISSING: &str = "missing_required_header";
const SYNTAX: &str = "syntax_error";
const INVALID_SIGNATURE: &str = "invalid_signature";
const INVALID_CARD: &str = "invalid_idcard";
const EXPIRED: &str = "expired_idcard";
const LEVEL: &str = "security_level_failed";
const NOT_AUTHORISED: &str = "not_authorized";

/// A fault of Den Gode Webservice. It always blames the service (DGWS 1.0, page 27); its code says what is wrong.
fn refused(code: &str, text: &str) -> Fault {
    Fault::server(text).with_dgws_code(code)
}
