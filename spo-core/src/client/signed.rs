//! A client's identity at work: the card of each call, and the header blocks that carry it.

use std::time::Instant;

use super::access::Holding;
use super::identity;
use super::login::Exchanged;
use super::purpose::Purpose;
use crate::dgws::credentials::Credential;
use crate::dgws::headers::{HeaderOptions, Linking, MedcomHeader, hsuid, security};
use crate::dgws::{Caller, ClockSkew, IdCard, IdCardRequest, Lease, Override, SkewSeen, token_service};
use crate::model::Cpr;
use crate::soap::{Incoming, Message};
use crate::transport::{Deadline, Transport};
use crate::{Context, Error, ErrorKind, Result};

/// Cards and where they come from.
pub(super) struct Signed {
    holding: Holding,
    source: CardSource,
}

/// What the token service is shown for a card.
pub(super) enum CardSource {
    /// The same card, signed by the caller.
    Request(IdCardRequest),
    /// An employee's login.
    Login(Exchanged),
}

/// What a token request needs besides the identity.
#[derive(Clone, Copy)]
pub(super) struct Tools<'c> {
    pub(super) transport: &'c dyn Transport,
    pub(super) context: &'c Context,
    pub(super) deadline: &'c Deadline,
    pub(super) skew: &'c SkewSeen,
}

/// What the header blocks say besides the card.
pub(super) struct About<'c> {
    pub(super) purpose: Purpose,
    pub(super) caller: Option<&'c Caller>,
    pub(super) overriding: Option<&'c Override>,
    pub(super) patient: Option<Cpr>,
    pub(super) flow_id: Option<&'c str>,
}

impl Signed {
    pub(super) fn new(holding: Holding, source: CardSource) -> Self {
        Self { holding, source }
    }

    pub(super) fn holding(&self) -> &Holding {
        &self.holding
    }

    /// On whose behalf a call reads that names nobody.
    pub(super) fn caller(&self) -> Option<&Caller> {
        self.holding.identity.caller()
    }

    /// The card for a call that begins now.
    pub(super) fn lease(&self, tools: Tools<'_>) -> Result<Lease> {
        let Holding {
            identity, renewal, ..
        } = &self.holding;
        let (now, wait) = (tools.context.now(), tools.deadline.remaining());
        let fetch = || self.fetch(tools);
        let mut lease = identity
            .cache()
            .lease(&self.holding.key(), *renewal, now, wait, fetch)?;
        if let CardSource::Login(exchanged) = &self.source {
            // With a login that is over, the card is used to its end.
            lease.renewal = lease.renewal.filter(|_| exchanged.is_alive(now));
        }
        Ok(lease)
    }

    /// Throws a card away that a service refused.
    pub(super) fn refuse(&self, card: &IdCard) {
        self.holding.identity.cache().refuse(&self.holding.key(), card);
    }

    /// Asks the token service for a card.
    pub(super) fn fetch(&self, tools: Tools<'_>) -> Result<IdCard> {
        let started = Instant::now();
        let credential = self.holding.credential()?;
        let trust = &self.holding.trust;
        let result = match &self.source {
            CardSource::Request(request) => self.ask(request, &credential, tools),
            CardSource::Login(exchanged) => exchanged.ask(&credential, tools, |answer, now| {
                token_service::exchanged_card(answer, &exchanged.request(), trust, now)
            }),
        };
        let outcome = result.as_ref().map_or_else(Error::code, |_| "issued");
        log::debug!(target: "spo", "identity card {outcome} in {:?}", started.elapsed());
        result
    }

    fn ask(&self, request: &IdCardRequest, credential: &Credential, tools: Tools<'_>) -> Result<IdCard> {
        let Tools {
            transport,
            context,
            deadline,
            skew,
        } = tools;
        let now = context.now();
        identity::check_validity(credential, now)?;
        let card = request.sign(now, context.random_uuid(), credential)?;
        let message = token_service::request(&card, now, "");
        let request_to_send = message
            .encode()
            .into_request(self.holding.key().token_service(), deadline);
        let response = transport.send(&request_to_send)?;
        let now = context.now();
        skew.note(ClockSkew::of(&response, now));
        let issued = Incoming::read(response)
            .and_then(|incoming| {
                let envelope = incoming.envelope()?;
                Ok(token_service::issued_card(
                    &envelope,
                    request,
                    &self.holding.trust,
                    now,
                ))
            })
            .unwrap_or_else(|error| Err(error.into()));
        issued.map_err(|error| error.with_clock(skew.last()))
    }
}

/// Puts the header blocks of a call with `card` into `message`.
pub(super) fn write_headers(
    message: &mut Message,
    card: &IdCard,
    options: &HeaderOptions,
    about: &About<'_>,
    context: &Context,
) -> Result<()> {
    let now = context.now();
    let header = MedcomHeader {
        namespace: options.medcom_namespace,
        security_level: Some(card.level()),
        time_out: options.time_out,
        linking: Linking {
            flow_id: about.flow_id,
            message_id: &message.message_id,
        },
        priority: options.priority,
    };
    let mut blocks = vec![security(now, Some(card)), header.to_xml()];
    if let Some(caller) = about.caller.filter(|_| names_caller(about.purpose, options)) {
        check_holder(caller, card)?;
        blocks.push(hsuid(
            caller,
            about.overriding,
            about.patient,
            &options.system,
            now,
        )?);
    }
    message.header_blocks = blocks;
    Ok(())
}

/// The document sharing service wants to know for whom it is searched and retrieved, the block service who decides and who
/// looks; submissions are the system's own.
fn names_caller(purpose: Purpose, options: &HeaderOptions) -> bool {
    match purpose {
        Purpose::Read | Purpose::Blocks => true,
        Purpose::Update => options.hsuid_on_update,
        Purpose::Submit => false,
        #[cfg(feature = "queue")]
        Purpose::Log => false,
    }
}

/// A user's card vouches for its holder only.
fn check_holder(caller: &Caller, card: &IdCard) -> Result<()> {
    let holder = card.user().and_then(|user| user.cpr);
    match holder {
        Some(holder) if holder != caller.acting() => {
            let message = "the caller is not the holder of the identity card";
            Err(
                Error::new(ErrorKind::InvalidArgument, "caller.not_card_holder", message)
                    .with_remedy("Use the identity of the employee who calls, or a system's."),
            )
        }
        _ => Ok(()),
    }
}
