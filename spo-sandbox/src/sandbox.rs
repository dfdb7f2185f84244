//! The sandbox: a request in, an answer out.

use std::fmt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use spo_core::blocks::Registration;
use spo_core::dgws::OnBehalfOf;
use spo_core::dgws::headers::TimeOut;
use spo_core::transport::{Request, Response, Sent, Transport, TransportError, TransportErrorKind};
use spo_core::xds::{DocumentEntry, EntryUuid};
use spo_core::{Context, Cpr, Cvr, Error, OrganisationCode, SorCode};

use crate::Transaction;
use crate::address::Address;
use crate::admission::{Admission, IdentityCheck};
use crate::calls::{CallLog, CallRecord};
use crate::exchange::{self, Exchange};
use crate::federation::Sources;
use crate::identity::Site;
use crate::master_data::People;
use crate::national::National;
use crate::rules::Validation;
use crate::script::{Delivery, Queue, Script};
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

pub(crate) struct Inner {
    number: u64,
    pub(crate) store: Store,
    pub(crate) people: People,
    pub(crate) sources: Sources,
    settings: Mutex<Settings>,
    pub(crate) scripts: Mutex<Queue>,
    pub(crate) calls: CallLog,
    national: Mutex<Arc<National>>,
}

impl Inner {
    /// The services that all registries of its network share.
    pub(crate) fn national(&self) -> Arc<National> {
        Arc::clone(&lock(&self.national))
    }

    /// Becomes a part of another network.
    pub(crate) fn join(&self, national: Arc<National>) {
        *lock(&self.national) = national;
    }
}

#[derive(Clone, Default)]
pub(crate) struct Settings {
    pub(crate) site: Site,
    pub(crate) validation: Validation,
    pub(crate) admission: Admission,
    pub(crate) context: Context,
    /// Who may act for whom.
    pub(crate) relations: Vec<(Cpr, OnBehalfOf)>,
}

impl Sandbox {
    /// An empty sandbox in memory.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`](spo_core::ErrorKind::Storage) when the machine cannot give the memory.
    pub fn new() -> Result<Self, Error> {
        Self::with_store(Store::in_memory()?)
    }

    /// A sandbox that keeps what it knows in a file, which is made when it is not there.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`](spo_core::ErrorKind::Storage) when the file cannot be used, or is another program's.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::with_store(Store::open(path.as_ref())?)
    }

    pub(crate) fn with_store(store: Store) -> Result<Self, Error> {
        static MADE: AtomicU64 = AtomicU64::new(0);
        let inner = Inner {
            national: Mutex::new(Arc::new(National::load(&store)?)),
            number: MADE.fetch_add(1, Ordering::Relaxed) + 1,
            store,
            people: People::default(),
            sources: Sources::default(),
            settings: Mutex::default(),
            scripts: Mutex::default(),
            calls: CallLog::default(),
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// Its clock and source of ids.
    pub(crate) fn clock(&self) -> Context {
        self.settings().context.clone()
    }

    pub(crate) fn settings(&self) -> MutexGuard<'_, Settings> {
        lock(&self.inner.settings)
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.inner
    }

    /// Its home community and repository.
    pub(crate) fn site(&self) -> Site {
        self.settings().site.clone()
    }

    pub(crate) fn set_site(&self, site: Site) {
        self.settings().site = site;
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

    /// Sets whether identity cards are looked at. [`IdentityCheck::Present`] to begin with.
    pub fn set_identity_check(&self, check: IdentityCheck) {
        lock(&self.inner.settings).admission.check = check;
    }

    /// Sets how old a card may be, counted from its issuing. [`TimeOut::Day`] to begin with.
    pub fn set_card_age_limit(&self, limit: TimeOut) {
        lock(&self.inner.settings).admission.age_limit = limit;
    }

    /// Lets the systems of an organisation read with their own cards (level 3) for health professionals and citizens, as
    /// the document sharing service lets those whose CVR numbers it has on a list. Nobody is on it to begin with.
    pub fn trust_level_3(&self, cvr: &Cvr) {
        let mut settings = lock(&self.inner.settings);
        let trusted = &mut settings.admission.trusted_at_level_3;
        if !trusted.contains(cvr) {
            trusted.push(cvr.clone());
        }
    }

    /// Every citizen's blocks and consents, active or not.
    pub fn registrations(&self) -> Vec<Registration> {
        self.inner.national().blocks.all()
    }

    /// Tells the organisation register (SOR) of a unit: what it is a part of, and its other codes. The block service compares
    /// by it.
    pub fn add_organisation(&self, unit: SorCode, parent: Option<SorCode>, other_codes: &[OrganisationCode]) {
        self.inner
            .national()
            .blocks
            .add_organisation(unit, parent, other_codes);
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

    /// Answers one request. The transaction of registry or repository follows from `SOAPAction` and the body; of the
    /// address only the paths of the token services, of master data alone and of sources (`/sources/NAME`) matter.
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
    pub(crate) fn process(&self, mut request: Request, served: Option<&'static [Transaction]>) -> Delivery {
        match Address::of(&request.url, self) {
            Address::Here => {}
            Address::Source(source, rest) => {
                request.url = rest;
                return source.process(request, served);
            }
            Address::Nowhere => return Delivery::Answer(exchange::page(404), Duration::ZERO),
        }
        let settings = lock(&self.inner.settings).clone();
        let (delivery, record) = Exchange::new(&self.inner, settings, &request, served).run(request);
        log::info!(
            target: "spo_sandbox",
            "{} {:?}: {}",
            record.transaction.map_or("?", Transaction::name),
            record.decision,
            record.http_status.unwrap_or_default(),
        );
        self.inner.calls.add(record);
        delivery
    }
}

/// A thread that panicked left the settings as they were.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
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
