//! A client's identity at work: the card of each call, and the header blocks that carry it.

use std::time::Instant;

use crate::dgws::headers::{HeaderOptions, Linking, MedcomHeader, hsuid, security};
use crate::dgws::{
    Caller, CardKey, CardTrust, ClockSkew, IdCard, Identity, Lease, Renewal, SkewSeen, token_service,
};
use crate::model::Cpr;
use crate::soap::{Incoming, Message};
use crate::transport::{Deadline, Transport};
use crate::xds::{query, retrieve, update};
use crate::{Context, Error, ErrorKind, Result};

use super::ClientConfig;

/// An [`Identity`] together with the token service of the configuration.
pub(super) struct Signed {
    identity: Identity,
    trust: CardTrust,
    key: CardKey,
    renewal: Renewal,
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
    pub(super) caller: Option<&'c Caller>,
    pub(super) patient: Option<Cpr>,
    pub(super) flow_id: Option<&'c str>,
}

impl Signed {
    pub(super) fn new(identity: Identity, config: &ClientConfig) -> Result<Self> {
        let Some(service) = &config.token_service else {
            let message = "the client has an identity, and no token service to get its card from";
            return Err(
                Error::new(ErrorKind::Configuration, "configuration.token_service", message)
                    .at("token_service"),
            );
        };
        identity.card().check()?;
        let trust = service.trust()?;
        let credential = identity.credential().current();
        let key = CardKey::new(
            service.url.as_str(),
            identity.card().clone(),
            &trust,
            credential.certificate(),
        );
        let renewal = Renewal {
            age_limit: config.headers.time_out,
            ahead: identity.renew_ahead(),
        };
        Ok(Self {
            identity,
            trust,
            key,
            renewal,
        })
    }

    /// On whose behalf a call reads that names nobody.
    pub(super) fn caller(&self) -> Option<&Caller> {
        self.identity.caller()
    }

    /// The card for a call that begins now.
    pub(super) fn lease(&self, tools: Tools<'_>) -> Result<Lease> {
        let now = tools.context.now();
        let wait = tools.deadline.remaining();
        let key = self.current_key();
        let fetch = || self.fetch(tools);
        self.identity.cache().lease(&key, self.renewal, now, wait, fetch)
    }

    /// Throws a card away that a service refused.
    pub(super) fn refuse(&self, card: &IdCard) {
        self.identity.cache().refuse(&self.current_key(), card);
    }

    fn current_key(&self) -> CardKey {
        self.key
            .with_certificate(self.identity.credential().current().certificate())
    }

    /// Asks the token service for a card.
    pub(super) fn fetch(&self, tools: Tools<'_>) -> Result<IdCard> {
        let started = Instant::now();
        let result = self.ask(tools);
        let outcome = result.as_ref().map_or_else(Error::code, |_| "issued");
        log::debug!(target: "spo", "identity card {outcome} in {:?}", started.elapsed());
        result
    }

    fn ask(&self, tools: Tools<'_>) -> Result<IdCard> {
        let Tools {
            transport,
            context,
            deadline,
            skew,
        } = tools;
        let credential = self.identity.credential().current();
        let now = context.now();
        credential.check(now)?;
        let request = self.key.request();
        let card = request.sign(now, context.random_uuid(), &credential)?;
        let message = token_service::request(&card, now, "");
        let request_to_send = message.encode().into_request(self.key.token_service(), deadline);
        let response = transport.send(&request_to_send)?;
        let now = context.now();
        skew.note(ClockSkew::of(&response, now));
        let issued = Incoming::read(response)
            .and_then(|incoming| {
                let envelope = incoming.envelope()?;
                Ok(token_service::issued_card(&envelope, request, &self.trust, now))
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
    if let Some(caller) = about.caller.filter(|_| names_caller(message.action, options)) {
        check_holder(caller, card)?;
        blocks.push(hsuid(caller, about.patient, &options.system, now)?);
    }
    message.header_blocks = blocks;
    Ok(())
}

/// The document sharing service wants to know for whom it is searched and retrieved; submissions are the system's own.
fn names_caller(action: &str, options: &HeaderOptions) -> bool {
    match action {
        query::ACTION | retrieve::ACTION => true,
        update::ACTION => options.hsuid_on_update,
        _ => false,
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
