//! One caller's overviews, and the documents that need not be fetched again.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::gather;
use super::request::OverviewRequest;
use crate::Result;
use crate::client::{Client, Inner};
use crate::dgws::Caller;
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
        self.session().overview(request)
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
        gather::overview(&self.inner, self.caller.as_ref(), &self.documents, request)
    }

    /// Forgets every document, so that the next overview fetches all of them: those made on demand are made again.
    pub fn forget(&self) {
        self.documents.lock().clear();
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("caller", &self.caller)
            .field("documents", &self.documents.lock().len())
            .finish_non_exhaustive()
    }
}

/// The documents of a session, by repository and document id.
#[derive(Default)]
pub(super) struct Documents(Mutex<HashMap<(String, InstanceId), Kept>>);

/// A document that was fetched.
#[derive(Clone)]
pub(super) struct Kept {
    pub(super) content: Content,
    pub(super) fetched: DanishTime,
}

impl Documents {
    pub(super) fn get(&self, reference: &DocumentReference) -> Option<Kept> {
        self.lock().get(&key(reference)).cloned()
    }

    pub(super) fn keep(&self, reference: &DocumentReference, kept: Kept) {
        self.lock().insert(key(reference), kept);
    }

    /// A panic elsewhere leaves the map whole.
    fn lock(&self) -> MutexGuard<'_, HashMap<(String, InstanceId), Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key(reference: &DocumentReference) -> (String, InstanceId) {
    (reference.repository_id.clone(), reference.unique_id.clone())
}
