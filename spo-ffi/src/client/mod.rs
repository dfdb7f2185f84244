//! The client: sharing, moving, cancelling and finding appointments; overviews; blocks; the national log.

mod blocks;
mod gate;
mod identity;
mod min_log;
mod overriding;
mod overview;
mod transport;

use std::ffi::{c_char, c_void};
use std::sync::Arc;
use std::time::Duration;

use spo_core::dgws::Caller;
use spo_core::{AppointmentVersion, Appointments, Client, ErrorKind, Result};

pub use self::blocks::*;
use self::gate::Gate;
pub use self::identity::*;
pub use self::min_log::*;
pub use self::overriding::*;
pub use self::overview::*;
use self::transport::HostTransport;
pub use self::transport::*;
use crate::appointment::spo_appointment;
use crate::argument::null;
use crate::config::spo_config;
use crate::document::spo_document;
use crate::entry::spo_entry;
use crate::error::spo_error;
use crate::found::spo_found;
use crate::guard::guard;
use crate::handle;
use crate::list::spo_list;
use crate::receipt::spo_receipt;
use crate::search::spo_search;
use crate::status::spo_status;

/// A client of the national services.
///
/// Any number of threads may use it at once; they share its connections. Calls block, and each ends within the
/// configuration's total time. It does not survive fork: a child process gets an error, and makes its own.
pub struct spo_client {
    client: Client,
    /// One for all that share the client's connections.
    gate: Arc<Gate>,
    caller: Option<Caller>,
}
handle!(shared spo_client);

impl From<Client> for spo_client {
    fn from(client: Client) -> Self {
        Self {
            client,
            gate: Arc::new(Gate::new()),
            caller: None,
        }
    }
}

impl spo_client {
    /// Makes a call about appointments, on behalf of the client's caller.
    fn call<T>(&self, call: impl FnOnce(Appointments<'_>) -> Result<T>) -> Result<T> {
        self.gate.pass(|| {
            let appointments = self.client.appointments();
            call(match &self.caller {
                None => appointments,
                Some(caller) => appointments.as_caller(caller.clone()),
            })
        })
    }
}

/// A client that sends over HTTP itself.
///
/// `*out` is to be freed with spo_client_free, or NULL on failure; SPO_STATUS_CONFIGURATION names the setting.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_new(
    config: *const spo_config,
    out: *mut *mut spo_client,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        out.give(arg_ref!(config).client().build()?.into())
    })
}

/// A client that lets the host send: see spo_transport_callback. `userdata` is handed to each call of `send` and may be
/// NULL; both must stay usable until the client is freed.
///
/// `*out` is to be freed with spo_client_free, or NULL on failure; SPO_STATUS_CONFIGURATION names the setting.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_new_with_transport(
    config: *const spo_config,
    send: spo_transport_callback,
    userdata: *mut c_void,
    out: *mut *mut spo_client,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let config = arg_ref!(config);
        let send = send.ok_or_else(|| null("send"))?;
        let transport = HostTransport { send, userdata };
        out.give(config.client().transport(transport).build()?.into())
    })
}

/// Shares an appointment. `key` is what the host calls it, at most 200 bytes and no patient data; `version` counts from 1.
///
/// Every national id follows from the source's OID, the key and the version: the same version sent twice is the same
/// document, so any call may be made again. SPO_STATUS_INVALID_APPOINTMENT lists every fault, before anything is sent;
/// SPO_STATUS_CONFLICT means that the version stands for other content, or was replaced or cancelled since;
/// SPO_STATUS_OUTCOME_UNKNOWN that the answer was lost and the registry could not be asked: make the same call again.
///
/// `*out` is to be freed with spo_receipt_free, or NULL on failure. The appointment must not change during the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_share(
    client: *const spo_client,
    key: *const c_char,
    version: u32,
    appointment: *const spo_appointment,
    out: *mut *mut spo_receipt,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let version = AppointmentVersion::new(arg_text!(key), version)?;
        let appointment = arg_ref!(appointment);
        let client = arg_ref!(client);
        let appointment = appointment.appointment()?;
        let receipt = client.call(|appointments| appointments.share(&version, &appointment))?;
        out.give(receipt.into())
    })
}

/// Shares an appointment in the place of the version that the host has seen: moving it, or correcting it. It becomes the
/// version after `seen_version`.
///
/// As spo_client_share; and SPO_STATUS_NOT_FOUND when the registry does not know the version seen,
/// SPO_STATUS_CONFLICT when that is no longer the current one.
///
/// `*out` is to be freed with spo_receipt_free, or NULL on failure. The appointment must not change during the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_replace(
    client: *const spo_client,
    key: *const c_char,
    seen_version: u32,
    appointment: *const spo_appointment,
    out: *mut *mut spo_receipt,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let seen = AppointmentVersion::new(arg_text!(key), seen_version)?;
        let appointment = arg_ref!(appointment);
        let client = arg_ref!(client);
        let appointment = appointment.appointment()?;
        let receipt = client.call(|appointments| appointments.replace(&seen, &appointment))?;
        out.give(receipt.into())
    })
}

/// Withdraws an appointment (aflysning), when the version that the host has seen is the current one: it is no longer
/// found.
///
/// SPO_STATUS_NOT_FOUND means that the registry does not know the version, SPO_STATUS_CONFLICT that a later one has taken
/// its place, SPO_STATUS_OUTCOME_UNKNOWN as for spo_client_share.
///
/// `*out` is to be freed with spo_receipt_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_cancel(
    client: *const spo_client,
    key: *const c_char,
    seen_version: u32,
    out: *mut *mut spo_receipt,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let seen = AppointmentVersion::new(arg_text!(key), seen_version)?;
        let receipt = arg_ref!(client).call(|appointments| appointments.cancel(&seen))?;
        out.give(receipt.into())
    })
}

/// Searches for a patient's appointments and gets them all, within one deadline. Whatever could not be had is a gap in
/// the list.
///
/// `*out` is to be freed with spo_list_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_list(
    client: *const spo_client,
    search: *const spo_search,
    out: *mut *mut spo_list,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let search = arg_ref!(search).search();
        let list = arg_ref!(client).call(|appointments| appointments.list(search))?;
        out.give(list.into())
    })
}

/// Searches for a patient's appointments: what the registry knows of each, without the documents. Sources that did not
/// answer are gaps.
///
/// `*out` is to be freed with spo_found_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_find(
    client: *const spo_client,
    search: *const spo_search,
    out: *mut *mut spo_found,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let search = arg_ref!(search).search();
        let found = arg_ref!(client).call(|appointments| appointments.find(search))?;
        out.give(found.into())
    })
}

/// Gets the document behind an entry.
///
/// `*out` is to be freed with spo_document_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_get(
    client: *const spo_client,
    entry: *const spo_entry,
    out: *mut *mut spo_document,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let entry = arg_ref!(entry).entry();
        let shared = arg_ref!(client).call(|appointments| appointments.get(entry))?;
        out.give(shared.read.into())
    })
}

/// Gets the documents behind all entries of a search. A document that cannot be had is a gap in the list.
///
/// `*out` is to be freed with spo_list_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_get_all(
    client: *const spo_client,
    found: *const spo_found,
    out: *mut *mut spo_list,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let found = arg_ref!(found).found();
        let list = arg_ref!(client).call(|appointments| appointments.get_all(&found))?;
        out.give(list.into())
    })
}

/// Refuses new calls and waits until those under way in other threads have ended, for at most `deadline_ms`
/// milliseconds. Those that have not are told to end then, and the status is SPO_STATUS_TIMEOUT: close again to wait for
/// them. A transport of the host's own is not told: its calls end within their time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_close(
    client: *const spo_client,
    deadline_ms: u32,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let client = arg_ref!(client);
        let closed = client.gate.close(Duration::from_millis(deadline_ms.into()));
        if closed
            .as_ref()
            .is_err_and(|error| error.kind() == ErrorKind::Timeout)
        {
            client.client.shutdown();
        }
        closed
    })
}

/// Frees the client. NULL is allowed. No call may be under way: spo_client_close first, where several threads use it.
/// It does no input or output and waits for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_free(client: *mut spo_client) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    let forked = unsafe { client.as_ref() }.is_some_and(|client| client.gate.is_forked());
    // In a forked child the locks of its connections may be held for ever: there it is left alone.
    if !forked {
        // SAFETY: the same contract.
        unsafe { handle::free(client) }
    }
}

#[cfg(test)]
mod tests {
    use std::ptr;

    use spo_core::ClientConfig;
    use spo_core::transport::{Request, Response, Transport, TransportError};

    use super::*;
    use crate::error::*;
    use crate::search::*;

    /// A transport with a defect.
    struct Defective;

    impl Transport for Defective {
        fn send(&self, _: &Request) -> std::result::Result<Response, TransportError> {
            panic!("about patient 2512489996")
        }
    }

    /// Searches, and gives the status and the code of the error.
    fn search(client: *const spo_client) -> (spo_status, String) {
        let (mut search, mut list, mut err) = (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
        // SAFETY: handles and outputs of this function's own, each freed once.
        unsafe {
            assert_eq!(
                spo_search_new(c"2512489996".as_ptr(), &raw mut search, ptr::null_mut()),
                0
            );
            let status = spo_client_list(client, search, &raw mut list, &raw mut err);
            assert!(list.is_null());
            let text = std::ffi::CStr::from_ptr(spo_error_text(err))
                .to_str()
                .unwrap()
                .to_owned();
            assert!(!text.contains("2512489996"));
            let code = std::ffi::CStr::from_ptr(spo_error_code(err))
                .to_str()
                .unwrap()
                .to_owned();
            spo_error_free(err);
            spo_search_free(search);
            (status, code)
        }
    }

    #[test]
    fn a_panic_is_status_99_and_the_client_refuses_further_calls() {
        let client = Client::builder(ClientConfig::sandbox("http://sandbox.invalid"));
        let client = handle::into_raw(spo_client::from(client.transport(Defective).build().unwrap()));
        assert_eq!(search(client), (99, "panic".to_owned()));
        assert_eq!(search(client), (99, "client.poisoned".to_owned()));
        // SAFETY: made above, and freed once.
        unsafe {
            assert_eq!(spo_client_close(client, 0, ptr::null_mut()), 0);
            spo_client_free(client);
        }
    }
}
