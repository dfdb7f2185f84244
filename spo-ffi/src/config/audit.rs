//! The host's own audit: one callback is told of each call.

use std::ffi::{CString, c_char, c_void};

use spo_core::audit::{AuditEvent, AuditSink, Persons};

use super::spo_config;
use crate::error::spo_error;
use crate::guard::guard;
use crate::status::spo_status;

/// Whether events name persons by CPR number.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_audit_persons {
    /// They do not.
    Omitted = 0,
    /// They do: the events then are personal data, and to be kept as such.
    Named = 1,
}

/// The number of a [`spo_audit_persons`], as a parameter.
pub type spo_audit_persons_number = i32;

enum_argument!(audit_persons, spo_audit_persons, "persons" -> Persons {
    Omitted => Persons::Omitted,
    Named => Persons::Named,
});

/// Takes one event as JSON, valid during the call only: who did what, when it ended, what came of it, and how much was shown
/// or withheld (schemas/audit-event.schema.json).
///
/// It is called once for each call of a client that is made, however it ends, on the thread that made it and before it
/// returns; so from several at once when several do, and what it does takes the caller's time. What is refused before it
/// begins (a bad argument, a closed client, a child process after fork) is no call. It must not let an exception out, and
/// must not use, close or free the client.
pub type spo_audit_callback = Option<unsafe extern "C" fn(userdata: *mut c_void, event_json: *const c_char)>;

/// A sink that tells the host.
#[derive(Clone, Copy)]
pub(super) struct HostAudit {
    callback: unsafe extern "C" fn(*mut c_void, *const c_char),
    userdata: *mut c_void,
    pub(super) persons: Persons,
}

// SAFETY: the host promised with spo_config_set_audit that its callback may be called with this pointer from any thread.
unsafe impl Send for HostAudit {}
// SAFETY: the same promise: from several threads at once.
unsafe impl Sync for HostAudit {}

impl AuditSink for HostAudit {
    fn record(&self, event: &AuditEvent) {
        // JSON has no NUL of its own: it escapes those in texts.
        let event = CString::new(event.to_json()).unwrap_or_default();
        // SAFETY: the host promised that both may be used like this; the text outlives the call.
        unsafe { (self.callback)(self.userdata, event.as_ptr()) };
    }
}

/// Tells `callback` of every call of clients made from now on with this configuration: see spo_audit_callback. It replaces
/// the one before; NULL ends it.
///
/// `userdata` is handed to each call and may be NULL; both must stay usable until such clients are closed, or freed with
/// those made from them (spo_client_as_caller, spo_session_new).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_config_set_audit(
    config: *mut spo_config,
    callback: spo_audit_callback,
    userdata: *mut c_void,
    persons: spo_audit_persons_number,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let config = arg_mut!(config);
        let persons = audit_persons(persons)?;
        config.audit = callback.map(|callback| HostAudit {
            callback,
            userdata,
            persons,
        });
        Ok(())
    })
}
