//! Overviews and master data: asking every source about one patient.

use std::ffi::c_char;
use std::sync::Arc;

use spo_core::dgws::Override;
use spo_core::{Cpr, Overview, OverviewRequest, Result, Session};

use super::gate::Gate;
use super::spo_client;
use crate::error::spo_error;
use crate::guard::guard;
use crate::handle;
use crate::master_data::spo_master_data;
use crate::overview::{spo_overview, spo_overview_request};
use crate::status::spo_status;

/// Several overviews for one caller, such as those of one consultation, among which documents are fetched once.
///
/// Each overview searches anew, so what was withdrawn or blocked meanwhile is gone. The documents live in memory, and
/// end with the session: make one for each consultation, not for each program.
///
/// Any number of threads may use it at once. It shares the client's connections, may outlive it, and ends for use when
/// the client is closed.
pub struct spo_session {
    session: Session,
    gate: Arc<Gate>,
}
handle!(shared spo_session);

impl spo_session {
    pub(super) fn overview_overriding(
        &self,
        request: &OverviewRequest,
        choice: Override,
    ) -> Result<Overview> {
        self.gate
            .pass(|| self.session.overview_overriding(request, choice))
    }
}

impl spo_client {
    /// A session on behalf of the client's caller.
    pub(super) fn session(&self) -> Session {
        let session = self.client.session();
        match &self.caller {
            None => session,
            Some(caller) => session.as_caller(caller.clone()),
        }
    }
}

/// Asks every source of the configuration about a patient at once, within one deadline, and merges what came.
///
/// What could not be had is missing from the overview by name, and the status is SPO_STATUS_OK all the same. It fails
/// only when no source answered at all: with the error of all of them when they failed alike, else
/// "overview.no_source".
///
/// The library uses threads of its own, which call a transport of the host's.
///
/// `*out` is to be freed with spo_overview_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_overview(
    client: *const spo_client,
    request: *const spo_overview_request,
    out: *mut *mut spo_overview,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let request = arg_ref!(request).request();
        let client = arg_ref!(client);
        let overview = client.gate.pass(|| match &client.caller {
            None => client.client.overview(request),
            Some(_) => client.session().overview(request),
        })?;
        out.give(overview.into())
    })
}

/// Gets a patient's master data (stamkort), composed anew from the registers. Of several the one made last.
///
/// SPO_STATUS_NOT_FOUND ("master_data.none") when the registry knows none: nobody can tell from that whether there is
/// none or whether it is withheld.
///
/// `*out` is to be freed with spo_master_data_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_master_data(
    client: *const spo_client,
    cpr: *const c_char,
    out: *mut *mut spo_master_data,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let client = arg_ref!(client);
        let cpr = Cpr::parse(arg_text!(cpr))?;
        let had = client.gate.pass(|| {
            let service = client.client.master_data();
            match &client.caller {
                None => service.get(cpr),
                Some(caller) => service.as_caller(caller.clone()).get(cpr),
            }
        })?;
        out.give(had.into())
    })
}

/// Begins a session on behalf of the client's caller. It has no documents to begin with.
///
/// `*out` is to be freed with spo_session_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_session_new(
    client: *const spo_client,
    out: *mut *mut spo_session,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let client = arg_ref!(client);
        out.give(spo_session {
            session: client.gate.pass(|| Ok(client.session()))?,
            gate: Arc::clone(&client.gate),
        })
    })
}

/// As spo_client_overview, without fetching again the documents that this session has. A document made on demand keeps
/// the time of its fetch: see spo_master_data_fetched.
///
/// `*out` is to be freed with spo_overview_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_session_overview(
    session: *const spo_session,
    request: *const spo_overview_request,
    out: *mut *mut spo_overview,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let request = arg_ref!(request).request();
        let session = arg_ref!(session);
        let overview = session.gate.pass(|| session.session.overview(request))?;
        out.give(overview.into())
    })
}

/// Forgets every document, so that the next overview fetches all of them: those made on demand are made again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_session_forget(
    session: *const spo_session,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let session = arg_ref!(session);
        session.gate.pass(|| -> Result<()> {
            session.session.forget();
            Ok(())
        })
    })
}

/// Frees the session. NULL is allowed. No call may be under way. It does no input or output and waits for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_session_free(session: *mut spo_session) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    let forked = unsafe { session.as_ref() }.is_some_and(|session| session.gate.is_forked());
    // As spo_client_free.
    if !forked {
        // SAFETY: the same contract.
        unsafe { handle::free(session) }
    }
}
