//! One caller's overviews, and the documents that need not be fetched again.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::asking::Asking;
use super::request::OverviewRequest;
use crate::Result;
use crate::client::{Client, Inner};
use crate::dgws::{Caller, Override};
use crate::model::{DanishTime, InstanceId};
use crate::overview::{Content, Overview};
use crate::xds::retrieve::DocumentReference;

impl Client {
    /// Everything that is shared about a patient, from every source of the configuration, on behalf of whoever the
    /// client's identity calls for.
    ///
    /// It returns within the request's time, whatever the sources and the transport do. What could not be had by then is
    /// named in [`Overview::missing`]; a source that said that it holds something back is in [`Overview::withheld`].
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) for a period without a day and when nothing is
    /// asked for. Otherwise only when nothing could be had: no source answered a search, wholly or in part. It is the
    /// error of all of them when they failed alike, else `overview.no_source`.
    pub fn overview(&self, request: &OverviewRequest) -> Result<Overview> {
        self.asking().overview(None, request)
    }

    /// The same, looking past the patient's blocks if need be (værdispring).
    ///
    /// The overview is first had without: only when something is withheld from it, or nobody can tell, is it asked for again
    /// in spite of blocks, for this one call. [`Overview::overridden`] says whether it was, which is then registered with the
    /// patient.
    ///
    /// # Errors
    /// As [`Client::overview`]; [`ErrorKind::Denied`](crate::ErrorKind::Denied), `override.not_permitted`, when the caller
    /// may not look past blocks.
    pub fn overview_overriding(&self, request: &OverviewRequest, choice: Override) -> Result<Overview> {
        self.asking().overriding(None, choice, request)
    }

    fn asking(&self) -> Asking<'_> {
        Asking {
            inner: &self.inner,
            caller: None,
        }
    }

    /// Starts a session: several overviews for one caller, such as those of one consultation.
    pub fn session(&self) -> Session {
        Session {
            inner: Arc::clone(&self.inner),
            caller: None,
            documents: Arc::default(),
        }
    }
}

/// Several overviews for one caller, among which documents are fetched once.
///
/// Each overview searches anew, so what was withdrawn or blocked meanwhile is gone; a document that is found again, in the
/// same repository under the same id, is not fetched again. One made on demand keeps the time of its fetch
/// ([`Place::fetched`](crate::overview::Place::fetched)). The documents live in memory, and end with the session: make one
/// for each consultation, not for each program.
///
/// ```no_run
/// use spo_core::OverviewRequest;
/// # fn example(client: &spo_core::Client, nurse: spo_core::dgws::Caller, request: &OverviewRequest) -> spo_core::Result<()> {
/// let session = client.session().as_caller(nurse);
/// let first = session.overview(request)?;
/// let again = session.overview(request)?;
/// # Ok(())
/// # }
/// ```
pub struct Session {
    inner: Arc<Inner>,
    caller: Option<Caller>,
    documents: Arc<Documents>,
}

impl Session {
    /// A session on behalf of `caller`, whoever the client's identity usually calls for. It begins empty: nothing that was
    /// fetched for one caller is shown to another.
    #[must_use]
    pub fn as_caller(self, caller: Caller) -> Self {
        Self {
            inner: self.inner,
            caller: Some(caller),
            documents: Arc::default(),
        }
    }

    /// As [`Client::overview`], without fetching again what this session has.
    ///
    /// # Errors
    /// As [`Client::overview`].
    pub fn overview(&self, request: &OverviewRequest) -> Result<Overview> {
        let round = Round::begin(&self.documents);
        self.asking().overview(Some(round), request)
    }

    /// As [`Client::overview_overriding`]. What is had in spite of blocks is not kept in the session.
    ///
    /// # Errors
    /// As [`Client::overview_overriding`].
    pub fn overview_overriding(&self, request: &OverviewRequest, choice: Override) -> Result<Overview> {
        let round = Round::begin(&self.documents);
        self.asking().overriding(Some(round), choice, request)
    }

    fn asking(&self) -> Asking<'_> {
        Asking {
            inner: &self.inner,
            caller: self.caller.as_ref(),
        }
    }

    /// Forgets every document, so that the next overview fetches all of them: those made on demand are made again.
    pub fn forget(&self) {
        self.documents.lock().by_id.clear();
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("caller", &self.caller)
            .field("documents", &self.documents.lock().by_id.len())
            .finish_non_exhaustive()
    }
}

/// The documents of a session.
#[derive(Default)]
struct Documents(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    by_id: HashMap<Key, KeptDocument>,
    /// How many overviews there were.
    rounds: u64,
}

/// The repository and the document's id.
type Key = (String, InstanceId);

struct KeptDocument {
    content: Content,
    fetched: DanishTime,
    round: u64,
}

impl Documents {
    /// A panic elsewhere leaves the map whole.
    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One overview's view of its session: it finds what earlier ones fetched, and keeps for later ones. What it fetches itself
/// it does not find, or its outcome would depend on which source answered first.
pub(super) struct Round {
    documents: Arc<Documents>,
    number: u64,
}

impl Round {
    fn begin(documents: &Arc<Documents>) -> Self {
        let mut kept = documents.lock();
        kept.rounds += 1;
        Self {
            number: kept.rounds,
            documents: Arc::clone(documents),
        }
    }

    /// The document, and when it was fetched.
    pub(super) fn find(&self, reference: &DocumentReference) -> Option<(Content, DanishTime)> {
        let kept = self.documents.lock();
        let document = kept.by_id.get(&key(reference))?;
        (document.round < self.number).then(|| (document.content.clone(), document.fetched))
    }

    pub(super) fn keep(&self, reference: &DocumentReference, content: Content, fetched: DanishTime) {
        let document = KeptDocument {
            content,
            fetched,
            round: self.number,
        };
        self.documents.lock().by_id.insert(key(reference), document);
    }
}

fn key(reference: &DocumentReference) -> Key {
    (reference.repository_id.clone(), reference.unique_id.clone())
}
