//! Registering with the national log (MinLog) what the national services do not register themselves.

use std::ffi::c_char;

use spo_core::audit::LogEntry;
use spo_core::{MinLog, Result};

use super::spo_client;
use crate::error::spo_error;
use crate::guard::guard;
use crate::min_log::{spo_log_delivery, spo_log_entry};
use crate::status::spo_status;

impl spo_client {
    fn min_log<T>(&self, call: impl FnOnce(MinLog<'_>) -> Result<T>) -> Result<T> {
        self.gate.pass(|| call(self.client.min_log()))
    }
}

/// Accepts an entry for the national log: when this returns, it is on disk, in the configuration's "queue_file"
/// (spo_config_set_queue_file).
///
/// Register what a system shows from its own store, and what it reads as a system without a professional behind the call.
/// What professionals read through the national services, these register.
///
/// SPO_STATUS_INVALID_APPOINTMENT lists every fault; SPO_STATUS_CONFIGURATION means that the configuration names no
/// "min_log" or no "queue_file", SPO_STATUS_STORAGE that it could not be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_min_log_add(
    client: *const spo_client,
    entry: *const spo_log_entry,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let entry = arg_ref!(entry).entry();
        arg_ref!(client).min_log(|log| log.add(entry))?;
        Ok(())
    })
}

/// As spo_client_min_log_add for an array of entries in JSON (schemas/log-entry.schema.json), all of them or none: much
/// cheaper than one by one, and with everything that an entry can say. The same entry with the same "sequence_number" is
/// accepted once, as long as it waits.
///
/// The path of a fault begins with the place of the entry, from 0, in brackets. SPO_STATUS_CONFLICT means that another entry with
/// such a number waits.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_min_log_add_json(
    client: *const spo_client,
    json: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let client = arg_ref!(client);
        let entries = LogEntry::array_from_json(arg_text!(json))?;
        client.min_log(|log| log.add_all(&entries))?;
        Ok(())
    })
}

/// Sends what waits for the national log, oldest first, as far as the service's limits and the configuration's total time
/// allow: call it as often as you like. It stops at the first request that fails. A failure of the service is part of the
/// report, and the status is SPO_STATUS_OK all the same: nothing accepted is lost.
///
/// An entry whose answer was lost is sent again later, under the same sequence number: the log can come to have it twice.
///
/// `*out` is to be freed with spo_log_delivery_free, or NULL on failure. SPO_STATUS_DENIED for a citizen's identity.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_min_log_deliver(
    client: *const spo_client,
    out: *mut *mut spo_log_delivery,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        out.give(arg_ref!(client).min_log(|log| log.deliver())?.into())
    })
}

/// The entries that the log refused as a JSON array, oldest first, each with its "id", the service's "code" and "reason",
/// and the "entry", which holds CPR numbers in full.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_min_log_refused_to_json(
    client: *const spo_client,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let refused = arg_ref!(client).min_log(|log| log.refused());
        give_text!(out, crate::strings::json(&refused?)?)
    })
}

/// Lets the refused entry `id` wait again as it is, once the cause is gone. SPO_STATUS_NOT_FOUND when there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_min_log_requeue(
    client: *const spo_client,
    id: u64,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || arg_ref!(client).min_log(|log| log.requeue(id)))
}

/// Throws the refused entry `id` away, once another has been added in its place. SPO_STATUS_NOT_FOUND when there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_min_log_discard(
    client: *const spo_client,
    id: u64,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || arg_ref!(client).min_log(|log| log.discard(id)))
}
