//! The sandbox: a request in, an answer out.

use std::fmt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use spo_core::soap::{Fault, Incoming};
use spo_core::transport::{Request, Response, Sent, Transport, TransportError, TransportErrorKind};
use spo_core::xds::response::ResponseStatus;
use spo_core::xds::{DocumentEntry, EntryUuid};
use spo_core::{Context, Error};

use crate::Transaction;
use crate::calls::{CallLog, CallRecord, Decision};
use crate::message::{self, Addressing, Answer, Call};
use crate::registry::{Processed, Registry};
use crate::rules::Validation;
use crate::script::{Delivery, Effect, Instead, Queue, Script};
use crate::store::{self, Registered, Store};

/// A national registry and repository in this process.
///
/// A pure state machine: bytes in, bytes out, no socket and no clock but the one it is given. Clones share everything;
/// any number of threads may call it. As a [`Transport`] it takes the place of the network in a client;
/// [`Sandbox::serve`] puts it behind HTTP.
///
/// ```
/// let sandbox = spo_sandbox::Sandbox::new()?;
/// assert!(sandbox.calls().is_empty() && sandbox.entries()?.is_empty());
/// # Ok::<(), spo_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Sandbox {
    inner: Arc<Inner>,
}

struct Inner {
    number: u64,
    store: Store,
    settings: Mutex<Settings>,
    scripts: Mutex<Queue>,
    calls: CallLog,
}

#[derive(Clone, Default)]
struct Settings {
    validation: Validation,
    context: Context,
}

impl Sandbox {
    /// An empty sandbox in memory.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`](spo_core::ErrorKind::Storage) when the machine cannot give the memory.
    pub fn new() -> Result<Self, Error> {
        Store::in_memory().map(Self::with_store)
    }

    /// A sandbox that keeps what it knows in a file, which is made when it is not there.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`](spo_core::ErrorKind::Storage) when the file cannot be used, or is another program's.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        Store::open(path.as_ref()).map(Self::with_store)
    }

    fn with_store(store: Store) -> Self {
        static MADE: AtomicU64 = AtomicU64::new(0);
        let inner = Inner {
            number: MADE.fetch_add(1, Ordering::Relaxed) + 1,
            store,
            settings: Mutex::default(),
            scripts: Mutex::default(),
            calls: CallLog::default(),
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// Tells one sandbox of the process from another.
    pub(crate) fn number(&self) -> u64 {
        self.inner.number
    }

    /// Takes the time and new ids from `context`, for answers that are the same every time. Clones follow.
    #[must_use]
    pub fn with_clock(self, context: Context) -> Self {
        lock(&self.inner.settings).context = context;
        self
    }

    /// Sets what becomes of findings of the national validation. [`Validation::Reject`] to begin with.
    pub fn set_validation(&self, level: Validation) {
        lock(&self.inner.settings).validation = level;
    }

    /// Adds a script; it is offered every call that earlier scripts do not take.
    pub fn script(&self, script: impl Into<Script>) {
        lock(&self.inner.scripts).push(script.into());
    }

    /// Adds one script or an array of them, in JSON; see [`Script`].
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`](spo_core::ErrorKind::InvalidArgument), naming the place. Nothing is added then.
    pub fn script_json(&self, json: &str) -> Result<(), Error> {
        Script::from_json(json)?
            .into_iter()
            .for_each(|script| self.script(script));
        Ok(())
    }

    /// Forgets every script: the sandbox behaves from now on.
    pub fn clear_scripts(&self) {
        lock(&self.inner.scripts).clear();
    }

    /// Every call so far, oldest first; of very many, the latest ten thousand.
    pub fn calls(&self) -> Vec<CallRecord> {
        self.inner.calls.all()
    }

    /// Forgets the calls so far.
    pub fn clear_calls(&self) {
        self.inner.calls.clear();
    }

    /// The last calls, latest first.
    pub(crate) fn last_calls(&self, most: usize) -> Vec<CallRecord> {
        self.inner.calls.last(most)
    }

    /// Everything that is registered, oldest first, whatever its status.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`](spo_core::ErrorKind::Storage) when the database fails.
    pub fn entries(&self) -> Result<Vec<DocumentEntry>, Error> {
        self.inner.store.read(store::all_entries).map_err(store::unusable)
    }

    /// What there is, for the page.
    pub(crate) fn registered(&self, most: u32) -> Result<Registered, Error> {
        let read = |connection: &_| store::registered(connection, most);
        self.inner.store.read(read).map_err(store::unusable)
    }

    /// Which entry replaced which: new and old, in the order it happened.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`](spo_core::ErrorKind::Storage) when the database fails.
    pub fn replacements(&self) -> Result<Vec<(EntryUuid, EntryUuid)>, Error> {
        self.inner
            .store
            .read(store::replacements)
            .map_err(store::unusable)
    }

    /// Answers one request. The transaction follows from `SOAPAction` and the body; the address does not matter.
    ///
    /// # Errors
    /// Only when a script says so: no answer in time, or a broken connection.
    pub fn handle(&self, request: &Request) -> Result<Response, TransportError> {
        let broken = |message: &str| {
            Err(TransportError::new(
                TransportErrorKind::Broken,
                Sent::Possibly,
                message,
            ))
        };
        let timeout = |message: &str| {
            Err(TransportError::new(
                TransportErrorKind::Timeout,
                Sent::Possibly,
                message,
            ))
        };
        match self.process(request.clone(), None) {
            Delivery::Answer(response, wait) => {
                std::thread::sleep(wait.min(request.timeout));
                match wait < request.timeout || wait == Duration::ZERO {
                    true => Ok(response),
                    false => timeout("the sandbox answered too late, as it was told to"),
                }
            }
            Delivery::Silence => timeout("the sandbox did not answer, as it was told to"),
            Delivery::Disconnect => broken("the sandbox closed the connection, as it was told to"),
            Delivery::Broken(..) => broken("the sandbox broke its answer off, as it was told to"),
        }
    }

    /// Carries out a request and records it. `served` are the transactions of the address it came to; any when there is
    /// no address.
    pub(crate) fn process(&self, request: Request, served: Option<&'static [Transaction]>) -> Delivery {
        let settings = lock(&self.inner.settings).clone();
        let mut exchange = Exchange::new(self, settings, &request, served);
        let delivery = exchange.run(request);
        exchange.record.http_status = match &delivery {
            Delivery::Answer(response, _) => Some(response.status),
            _ => None,
        };
        log::info!(
            target: "spo_sandbox",
            "{} {:?}: {}",
            exchange.record.transaction.map_or("?", Transaction::name),
            exchange.record.decision,
            exchange.record.http_status.unwrap_or_default(),
        );
        self.inner.calls.add(exchange.record);
        delivery
    }
}

/// One request on its way through.
struct Exchange<'a> {
    inner: &'a Inner,
    settings: Settings,
    record: CallRecord,
    to: Addressing,
    served: Option<&'static [Transaction]>,
}

impl<'a> Exchange<'a> {
    fn new(
        sandbox: &'a Sandbox,
        settings: Settings,
        request: &Request,
        served: Option<&'static [Transaction]>,
    ) -> Self {
        let action = message::soap_action(request).map(str::to_owned);
        let record = CallRecord {
            number: 0,
            received: settings.context.now(),
            transaction: action.as_deref().and_then(Transaction::from_action),
            action,
            message_id: None,
            request_bytes: request.body.len(),
            request_sha1: store::content_hash(&request.body),
            decision: Decision::NotProcessed,
            errors: Vec::new(),
            fault: None,
            http_status: None,
            scripted: false,
        };
        Self {
            inner: &sandbox.inner,
            settings,
            record,
            to: Addressing::before_reading(request),
            served,
        }
    }

    fn run(&mut self, request: Request) -> Delivery {
        let due = lock(&self.inner.scripts).next(self.record.transaction);
        let effect = Effect::new(due);
        self.record.scripted = effect.is_some();
        let instead = effect.instead();
        let result = match &instead {
            Some((_, false)) => {
                // The message is not carried out, but its headers tell how to answer it.
                self.read_headers(request);
                None
            }
            _ => Some(self.carry_out(request)),
        };
        let response = match (instead, result) {
            (Some((Instead::Silence, _)), _) => return Delivery::Silence,
            (Some((Instead::Disconnect, _)), _) => return Delivery::Disconnect,
            (Some((Instead::Page(status), _)), _) => page(status),
            (Some((Instead::Status(status), _)), _) => Response {
                status,
                ..Response::default()
            },
            (Some((Instead::Fault(fault, status), _)), _) => self.fault(&fault, status),
            (Some((Instead::Refusal(errors), _)), _) => self.encode(Answer::failure(errors), &effect),
            (None, Some(Ok(mut answer))) => {
                effect.alter(&mut answer);
                self.encode(answer, &effect)
            }
            (None, Some(Err(fault))) => self.fault(&fault, None),
            // A request that is not carried out has something in its place.
            (None, None) => page(500),
        };
        effect.deliver(response)
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

    fn carry_out(&mut self, request: Request) -> Result<Answer, Fault> {
        let action = self.record.action.clone();
        let incoming = Incoming::read_request(request).map_err(|error| Fault::client(&error.to_string()))?;
        let (envelope, addressing) = message::parse(&incoming)?;
        self.take_addressing(addressing);
        let call = Call::new(action.as_deref(), &envelope)?;
        if self
            .served
            .is_some_and(|served| !served.contains(&call.transaction))
        {
            return Err(Fault::client(&format!(
                "{} is not served at this address.",
                call.transaction
            )));
        }
        let registry = Registry {
            store: &self.inner.store,
            validation: self.settings.validation,
            context: &self.settings.context,
        };
        let Processed { answer, unsaid } = registry.process(&call, incoming.attachments())?;
        self.record.decision = match answer.status {
            ResponseStatus::Success => Decision::Success,
            ResponseStatus::PartialSuccess => Decision::PartialSuccess,
            _ => Decision::Failure,
        };
        self.record.errors = answer.errors.iter().chain(&unsaid).cloned().collect();
        Ok(answer)
    }

    fn encode(&self, answer: Answer, effect: &Effect) -> Response {
        // A refusal can be scripted for a request that names no transaction.
        let transaction = self.record.transaction.unwrap_or(Transaction::Iti41);
        answer.encode(transaction, &self.to, effect.encoding(), &self.settings.context)
    }

    fn fault(&mut self, fault: &Fault, status: Option<u16>) -> Response {
        self.record.fault = Some(fault.to_string());
        message::fault(
            fault,
            self.record.transaction,
            &self.to,
            status,
            &self.settings.context,
        )
    }
}

/// What a gateway sends when the service behind it does not answer.
fn page(status: u16) -> Response {
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

/// A thread that panicked left the settings as they were.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Transport for Sandbox {
    fn send(&self, request: &Request) -> Result<Response, TransportError> {
        self.handle(request)
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").finish_non_exhaustive()
    }
}
