//! One message out, one answer back.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::time::Instant;

use super::Inner;
use super::access::Access;
use super::citizen::Citizen;
use super::purpose::Purpose;
use super::signed::{About, Signed, Tools, write_headers};
use crate::dgws::{Caller, ClockSkew, Override, RenewalDuty, Token};
use crate::model::Cpr;
use crate::soap::{Attachments, Encoded, Envelope, Incoming, Message, SoapError};
use crate::transport::{Deadline, Sent};
use crate::{Error, ErrorKind};

/// Why there is no usable answer, and whether it is certain that the service did nothing.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) error: Error,
    pub(super) certain: bool,
}

impl Failed {
    /// Nothing was sent, or what was sent was refused.
    fn certainly(error: impl Into<Error>) -> Self {
        Self {
            error: error.into(),
            certain: true,
        }
    }
}

impl From<SoapError> for Failed {
    fn from(error: SoapError) -> Self {
        Self {
            certain: error.is_certain_refusal(),
            error: error.into(),
        }
    }
}

/// Everything that the messages of one call have in common.
pub(super) struct Call<'c> {
    pub(super) inner: &'c Inner,
    pub(super) deadline: Deadline,
    /// On whose behalf it reads.
    caller: Option<&'c Caller>,
    /// Why it looks past the patient's blocks.
    overriding: Option<&'c Override>,
    /// Whose data it is about, as soon as that is known.
    patient: Cell<Option<Cpr>>,
    /// The id that each service gave to its conversation with this call.
    flows: RefCell<HashMap<String, String>>,
}

impl<'c> Call<'c> {
    /// A conversation on the clock of `deadline`.
    pub(super) fn new(inner: &'c Inner, caller: Option<&'c Caller>, deadline: Deadline) -> Self {
        Self {
            inner,
            deadline,
            caller: inner.caller(caller),
            overriding: None,
            patient: Cell::new(None),
            flows: RefCell::default(),
        }
    }

    /// The same, looking past the patient's blocks.
    pub(super) fn overriding(mut self, choice: &'c Override) -> Self {
        self.overriding = Some(choice);
        self
    }

    /// Whether it looks past the patient's blocks.
    pub(super) fn is_overriding(&self) -> bool {
        self.overriding.is_some()
    }

    /// On whose behalf it reads.
    pub(super) fn caller(&self) -> Option<&'c Caller> {
        self.caller
    }

    /// Says whose data the next messages are about.
    pub(super) fn about(&self, patient: Option<Cpr>) {
        self.patient.set(patient);
    }

    /// Sends `message` to its address and reads the answer's payload.
    pub(super) fn exchange<T>(
        &self,
        purpose: Purpose,
        mut message: Message,
        read: impl FnOnce(&Envelope<'_>, Attachments<'_>) -> crate::Result<T>,
    ) -> Result<T, Failed> {
        let started = Instant::now();
        let result = match &self.inner.access {
            Some(Access::Card(signed)) => self.converse_signed(purpose, &mut message, signed, read),
            Some(Access::Citizen(citizens)) => match citizens.to(purpose) {
                Ok(citizen) => self.converse_as_citizen(purpose, &message, citizen, read),
                Err(error) => Err(Failed::certainly(error)),
            },
            None => self.converse(&message, read),
        };
        let result = result.map_err(|failed| Failed {
            error: self.explain(failed.error, &message),
            ..failed
        });
        let outcome = result
            .as_ref()
            .map_or_else(|failed| failed.error.code(), |_| "answered");
        log::debug!(target: "spo", "{} {} {outcome} in {:?}", message.action, message.message_id, started.elapsed());
        result
    }

    fn converse<T>(
        &self,
        message: &Message,
        read: impl FnOnce(&Envelope<'_>, Attachments<'_>) -> crate::Result<T>,
    ) -> Result<T, Failed> {
        if self.caller.is_some() {
            let text = "a caller was named, and the client has no identity that could vouch for it";
            let error = Error::new(ErrorKind::Configuration, "caller.no_identity", text)
                .with_remedy("Build the client with an identity.");
            return Err(Failed::certainly(error));
        }
        let incoming = self.send(url(message)?, message.encode())?;
        let envelope = incoming.envelope()?;
        envelope.payload()?;
        read(&envelope, incoming.attachments()).map_err(|error| Failed {
            error,
            certain: false,
        })
    }

    /// With an identity card. One that the service refuses is replaced and the message sent again, once: the refusal is
    /// certain, so nothing can be done twice.
    fn converse_signed<T>(
        &self,
        purpose: Purpose,
        message: &mut Message,
        signed: &Signed,
        read: impl FnOnce(&Envelope<'_>, Attachments<'_>) -> crate::Result<T>,
    ) -> Result<T, Failed> {
        let url = &url(message)?.to_owned();
        let mut lease = signed.lease(self.tools()).map_err(Failed::certainly)?;
        let mut may_repeat = true;
        loop {
            let flow_id = self.flows.borrow().get(url).cloned();
            let about = About {
                purpose,
                caller: self.caller,
                overriding: self.overriding,
                patient: self.patient.get(),
                flow_id: flow_id.as_deref(),
            };
            let (options, context) = (&self.inner.config.headers, &self.inner.context);
            write_headers(message, &lease.token, options, &about, context).map_err(Failed::certainly)?;
            let renewal = lease.renewal.take();
            let tools = self.tools();
            let incoming = self.send_beside(url, message.encode(), renewal, || signed.fetch(tools))?;
            let envelope = incoming.envelope()?;
            match envelope.payload() {
                Err(error) if may_repeat && refuses_card(&error) => {
                    may_repeat = false;
                    signed.refuse(&lease.token);
                    lease = signed.lease(self.tools()).map_err(Failed::certainly)?;
                    continue;
                }
                payload => payload?,
            };
            self.keep_flow(url, &envelope);
            return read(&envelope, incoming.attachments()).map_err(|error| Failed {
                error,
                certain: false,
            });
        }
    }

    /// With a citizen's token. One that the service refuses is replaced, as a card is.
    fn converse_as_citizen<T>(
        &self,
        purpose: Purpose,
        message: &Message,
        citizen: &Citizen,
        read: impl FnOnce(&Envelope<'_>, Attachments<'_>) -> crate::Result<T>,
    ) -> Result<T, Failed> {
        citizen
            .admits(purpose, self.caller, self.patient.get())
            .map_err(Failed::certainly)?;
        let mut lease = citizen.lease(self.tools()).map_err(Failed::certainly)?;
        let mut may_repeat = true;
        loop {
            let tools = self.tools();
            let encoded = citizen.sign(message, &lease.token, tools);
            let encoded = encoded.map_err(Failed::certainly)?;
            let renewal = lease.renewal.take();
            let incoming = self.send_beside(url(message)?, encoded, renewal, || citizen.fetch(tools))?;
            let envelope = incoming.envelope()?;
            match envelope.payload() {
                Err(error) if may_repeat && refuses_token(&error) => {
                    may_repeat = false;
                    citizen.refuse(&lease.token);
                    lease = citizen.lease(self.tools()).map_err(Failed::certainly)?;
                    continue;
                }
                payload => payload?,
            };
            return read(&envelope, incoming.attachments()).map_err(|error| Failed {
                error,
                certain: false,
            });
        }
    }

    /// Sends the message, and renews the card or token beside it when that is due. Both end within the call, so that no
    /// thread outlives what the host gave to it; what becomes of the renewal does not touch the message.
    fn send_beside<K: Token + Send>(
        &self,
        url: &str,
        message: Encoded,
        renewal: Option<RenewalDuty<K>>,
        fetch: impl FnOnce() -> crate::Result<K> + Send,
    ) -> Result<Incoming, Failed> {
        let Some(duty) = renewal else {
            return self.send(url, message);
        };
        let now = self.inner.context.now();
        std::thread::scope(|scope| {
            let renew = move || {
                if let Err(error) = duty.fulfil(now, fetch) {
                    log::warn!(target: "spo", "the identity card or token could not be renewed yet: {}", error.code());
                }
            };
            // Without a thread the duty is dropped here, and the next call tries.
            let _ = std::thread::Builder::new()
                .name("spo-renewal".to_owned())
                .spawn_scoped(scope, renew);
            self.send(url, message)
        })
    }

    fn send(&self, url: &str, message: Encoded) -> Result<Incoming, Failed> {
        let request = message.into_request(url, &self.deadline);
        let response = self.inner.transport.send(&request).map_err(|error| Failed {
            certain: error.sent() == Sent::No,
            error: error.into(),
        })?;
        drop(request);
        let skew = ClockSkew::of(&response, self.inner.context.now());
        self.inner.skew.note(skew);
        Ok(Incoming::read(response)?)
    }

    fn tools(&self) -> Tools<'_> {
        Tools {
            transport: &*self.inner.transport,
            context: &self.inner.context,
            deadline: &self.deadline,
            skew: &self.inner.skew,
        }
    }

    /// A service that gives its conversation an id wants it back in every message that follows.
    fn keep_flow(&self, url: &str, envelope: &Envelope<'_>) {
        const LONGEST: usize = 200;
        let flow_id = envelope
            .flow_id()
            .filter(|id| !id.is_empty() && id.len() <= LONGEST);
        if let Some(flow_id) = flow_id {
            self.flows.borrow_mut().insert(url.to_owned(), flow_id.to_owned());
        }
    }

    /// Adds what the caller's support will ask for.
    fn explain(&self, error: Error, message: &Message) -> Error {
        let error = error.with_details(|details| details.message_id = Some(message.message_id.clone()));
        let skew = self.inner.skew.last().filter(|skew| skew.is_noteworthy());
        match skew {
            Some(skew) if may_be_the_clock(&error) => skew.explain(error),
            _ => error,
        }
    }
}

/// Where a message goes.
fn url(message: &Message) -> Result<&str, Failed> {
    message.to.as_deref().ok_or_else(|| {
        let text = "a message was made without an address";
        Failed::certainly(Error::new(ErrorKind::Internal, "message.address", text))
    })
}

fn refuses_card(error: &SoapError) -> bool {
    let code = error.fault().and_then(|fault| fault.dgws_code());
    matches!(code, Some("expired_idcard" | "invalid_idcard"))
}

/// By the fault codes of WS-Security (1.0, section 12). Which ones the national services use is not published.
fn refuses_token(error: &SoapError) -> bool {
    let code = error.fault().map(|fault| fault.subcode().unwrap_or(fault.code()));
    matches!(code, Some("InvalidSecurityToken" | "SecurityTokenUnavailable")) || refuses_card(error)
}

fn may_be_the_clock(error: &Error) -> bool {
    let details = error.details();
    details.soap_fault_code.as_deref() == Some("MessageExpired")
        || details
            .service_errors
            .iter()
            .any(|error| matches!(&*error.code, "expired_idcard" | "invalid_idcard"))
}
