//! One request on its way through the sandbox.

use std::time::Duration;

use chrono::TimeDelta;
use spo_core::audit::{FailedEntry, RegistrationResponse};
use spo_core::blocks::wire;
use spo_core::soap::{Fault, Incoming};
use spo_core::transport::{Request, Response};
use spo_core::{Context, DanishTime, ServiceError};

use crate::Transaction;
use crate::admission::CalledBy;
use crate::authority::Authority;
use crate::blocks::View;
use crate::calls::{CallRecord, Decision};
use crate::federation::{self, Asked};
use crate::message::{self, Addressing, Answer, Call, Refusal};
use crate::min_log;
use crate::registry::{self, Processed, patient_asked_for};
use crate::sandbox::{Inner, Settings, lock};
use crate::script::{Delivery, Effect, Instead};
use crate::store;
use crate::token_service::{self, TokenService, TrustFault};

pub(crate) struct Exchange<'a> {
    inner: &'a Inner,
    settings: Settings,
    record: CallRecord,
    to: Addressing,
    served: Option<&'static [Transaction]>,
    /// How late the parts of other sources come.
    wait: Duration,
}

/// What comes of a request that is carried out.
enum Reply {
    /// The registry's answer.
    Registry(Answer),
    /// The log's.
    Log(RegistrationResponse),
    /// The token service's: the child of `soap:Body`.
    Token(String),
    /// Another service's: the child of `soap:Body`.
    Plain(Transaction, String),
}

impl<'a> Exchange<'a> {
    pub(crate) fn new(
        inner: &'a Inner,
        settings: Settings,
        request: &Request,
        served: Option<&'static [Transaction]>,
    ) -> Self {
        let action = message::soap_action(request).map(str::to_owned);
        let named = || action.as_deref().and_then(Transaction::from_action);
        let record = CallRecord {
            number: 0,
            received: settings.context.now(),
            transaction: Transaction::at(&request.url).or_else(named),
            action,
            message_id: None,
            request_bytes: request.body.len(),
            request_sha1: store::content_hash(&request.body),
            caller: None,
            decision: Decision::NotProcessed,
            errors: Vec::new(),
            fault: None,
            http_status: None,
            scripted: false,
            withheld: 0,
        };
        Self {
            inner,
            settings,
            record,
            to: Addressing::before_reading(request),
            served,
            wait: Duration::ZERO,
        }
    }

    pub(crate) fn run(mut self, request: Request) -> (Delivery, CallRecord) {
        let due = lock(&self.inner.scripts).next(self.record.transaction);
        let effect = Effect::new(due);
        self.record.scripted = effect.is_some();
        if self.is_for_token_service() {
            self.settings.context = shifted(&self.settings.context, effect.clock_skew());
        }
        let delivery = self.deliver(request, &effect);
        self.record.http_status = match &delivery {
            Delivery::Answer(response, _) => Some(response.status),
            _ => None,
        };
        (delivery, self.record)
    }

    fn is_for_token_service(&self) -> bool {
        self.record
            .transaction
            .is_some_and(Transaction::is_for_token_service)
    }

    fn is_for_log(&self) -> bool {
        self.record.transaction == Some(Transaction::AddRegistrations)
    }

    fn deliver(&mut self, request: Request, effect: &Effect) -> Delivery {
        let instead = effect.instead();
        let result = match &instead {
            Some((_, false)) => {
                // The message is not carried out, but its headers tell how to answer it.
                self.read_headers(request);
                None
            }
            _ if self.is_for_token_service() => Some(self.issue(request, effect)),
            _ => Some(self.carry_out(request, effect)),
        };
        let mut response = match (instead, result) {
            (Some((Instead::Silence, _)), _) => return Delivery::Silence,
            (Some((Instead::Disconnect, _)), _) => return Delivery::Disconnect,
            (Some((Instead::Page(status), _)), _) => page(status),
            (Some((Instead::Status(status), _)), _) => Response {
                status,
                ..Response::default()
            },
            (Some((Instead::Fault(fault, status), _)), _) => self.refuse(&fault, status),
            (Some((Instead::Refusal(_), _)), _) if self.is_for_token_service() => {
                self.encode(Reply::Token(token_service::invalid()), effect)
            }
            (Some((Instead::Refusal(errors), _)), _) if self.is_for_log() => {
                self.encode(Reply::Log(min_log::scripted_refusal(&errors)), effect)
            }
            (Some((Instead::Refusal(errors), _)), _) => {
                self.encode(Reply::Registry(Answer::failure(errors)), effect)
            }
            (None, Some(Ok(mut reply))) => {
                if let Reply::Registry(answer) = &mut reply {
                    effect.alter(answer);
                }
                self.encode(reply, effect)
            }
            (None, Some(Err(refusal))) => self.refuse(&refusal, None),
            // A request that is not carried out has something in its place.
            (None, None) => page(500),
        };
        if self.is_for_token_service() {
            // Callers learn from it how their clocks differ.
            let date = self.settings.context.now().format("%a, %d %b %Y %H:%M:%S GMT");
            response.headers.push(("Date".to_owned(), date.to_string()));
        }
        match effect.deliver(response) {
            Delivery::Answer(response, wait) => Delivery::Answer(response, wait.saturating_add(self.wait)),
            other => other,
        }
    }

    fn read_headers(&mut self, request: Request) {
        if let Ok(incoming) = Incoming::read_request(request)
            && let Ok((_, addressing)) = message::parse(&incoming)
        {
            self.take_addressing(addressing);
        }
    }

    fn take_addressing(&mut self, addressing: Addressing) {
        self.record.message_id = addressing.message_id().map(str::to_owned);
        self.to = addressing;
    }

    /// Registry, repository and log.
    fn carry_out(&mut self, request: Request, effect: &Effect) -> Result<Reply, Refusal> {
        let action = self.record.action.clone();
        let incoming = Incoming::read_request(request).map_err(|error| Fault::client(&error.to_string()))?;
        let (envelope, addressing) = message::parse(&incoming)?;
        self.take_addressing(addressing);
        let call = Call::new(action.as_deref(), &envelope)?;
        if self
            .served
            .is_some_and(|served| !served.contains(&call.transaction))
        {
            let text = format!("{} is not served at this address.", call.transaction);
            return Err(Fault::client(&text).into());
        }
        let now = self.settings.context.now();
        let admission = &self.settings.admission;
        let admitted = admission.admit(&call, &envelope, now, &mut self.record.caller)?;
        let national = self.inner.national();
        let blocks = &national.blocks;
        if call.transaction == Transaction::AddRegistrations {
            let response = min_log::register(&national.log, call.payload, effect.log_refusals())?;
            return Ok(self.logged(response));
        }
        if call.transaction.is_about_blocks() {
            let asker = admitted.asker(self.record.caller.as_ref())?;
            let request = wire::Request::read(call.payload);
            let request = request.map_err(|error| Fault::client(error.message()))?;
            let (store, relations) = (&self.inner.store, &self.settings.relations);
            let answer = blocks.answer(store, &request, &asker, relations, DanishTime::from_utc(now))?;
            self.record.decision = Decision::Success;
            return Ok(Reply::Plain(call.transaction, answer.to_xml(request.operation())));
        }
        let looker = admitted.looker();
        let view = looker.map(|looker| View::new(blocks, looker, DanishTime::from_utc(now)));
        let asked = Asked {
            call: &call,
            attachments: incoming.attachments(),
            only: admitted.only,
            view: view.as_ref(),
            record: &self.record,
        };
        let (processed, wait) = federation::answer(self.inner, &self.settings, effect, &asked)?;
        if let Some(view) = &view {
            self.record.withheld = view.hidden();
            let searched = patient_asked_for(call.payload).filter(|_| call.transaction == Transaction::Iti18);
            let look = admitted
                .citizen()
                .or(searched)
                .and_then(|citizen| view.look(citizen, call.transaction));
            if let Some(look) = look {
                national
                    .log
                    .add([&look])
                    .map_err(|error| registry::broken(&error))?;
            }
        }
        let Processed { answer, unsaid } = processed;
        self.wait = wait;
        self.record.decision = Decision::of(&answer.status);
        self.record.errors = answer.errors.iter().chain(&unsaid).cloned().collect();
        Ok(Reply::Registry(answer))
    }

    fn logged(&mut self, response: RegistrationResponse) -> Reply {
        self.record.decision = match (response.added, response.failures.is_empty()) {
            (_, true) => Decision::Success,
            (0, false) => Decision::Failure,
            (_, false) => Decision::PartialSuccess,
        };
        let error = |failure: &FailedEntry| ServiceError {
            code: failure.code.clone(),
            context: failure.text.clone().unwrap_or_default(),
            location: failure.sequence_number.clone(),
            warning: false,
        };
        self.record.errors = response.failures.iter().map(error).collect();
        Reply::Log(response)
    }

    /// The token service.
    fn issue(&mut self, request: Request, effect: &Effect) -> Result<Reply, Refusal> {
        let incoming = Incoming::read_request(request);
        let incoming = incoming.map_err(|error| TrustFault::bad_request(&error.to_string()))?;
        let (envelope, addressing) = message::parse(&incoming)?;
        self.take_addressing(addressing);
        let service = TokenService {
            authority: Authority::of_this_process().map_err(TrustFault::failed)?,
            context: &self.settings.context,
            flaw: effect.card_flaw(),
        };
        let (body, caller) = match self.record.transaction {
            None | Some(Transaction::IssueIdCard) => {
                let token = service.issue(&envelope)?;
                (token.body, CalledBy::of(&token.asked))
            }
            Some(exchange) => {
                let relations = &self.settings.relations;
                let token = service.exchange(exchange, &envelope, relations);
                let token = token.map_err(TrustFault::of_1_3)?;
                (token.body, CalledBy::system(&token.holder))
            }
        };
        self.record.caller = Some(caller);
        self.record.decision = Decision::Success;
        Ok(Reply::Token(body))
    }

    fn encode(&self, reply: Reply, effect: &Effect) -> Response {
        let context = &self.settings.context;
        match reply {
            Reply::Token(body) => message::token(body, &self.to, context),
            Reply::Log(response) => {
                let transaction = Transaction::AddRegistrations;
                message::plain(response.body(), transaction, &self.to, effect.encoding(), context)
            }
            Reply::Plain(transaction, body) => {
                message::plain(body, transaction, &self.to, effect.encoding(), context)
            }
            Reply::Registry(answer) => {
                // A refusal can be scripted for a request that names no transaction.
                let transaction = self.record.transaction.unwrap_or(Transaction::Iti41);
                answer.encode(transaction, &self.to, effect.encoding(), context)
            }
        }
    }

    fn refuse(&mut self, refusal: &Refusal, status: Option<u16>) -> Response {
        self.record.fault = Some(refusal.text());
        message::fault(
            refusal,
            self.record.transaction,
            &self.to,
            status,
            &self.settings.context,
        )
    }
}

/// The same clock, off by a while.
fn shifted(context: &Context, by: TimeDelta) -> Context {
    let (clock, ids) = (context.clone(), context.clone());
    Context::new(move || clock.now() + by, move || ids.random_uuid())
}

/// What a gateway sends when the service behind it does not answer.
pub(crate) fn page(status: u16) -> Response {
    let reason = if status == 504 {
        "Gateway Time-out"
    } else {
        "Error"
    };
    let body = format!(
        "<!DOCTYPE html>\n<html><head><title>{status} {reason}</title></head>\
         <body><h1>{status} {reason}</h1><p>The service cannot be reached.</p></body></html>\n"
    );
    Response {
        status,
        headers: vec![("Content-Type".to_owned(), "text/html; charset=utf-8".to_owned())],
        body: body.into_bytes(),
    }
}
