//! What a delivery came to.

use std::ffi::c_char;
use std::ptr;

use spo_core::LogDelivery;

use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::handle;
use crate::moment::to_ms;
use crate::status::spo_status;
use crate::strings::Strings;

/// What a delivery to the national log came to.
///
/// It never changes: any number of threads may read it.
pub struct spo_log_delivery {
    delivery: LogDelivery,
    strings: Strings,
}
handle!(shared spo_log_delivery);

impl From<LogDelivery> for spo_log_delivery {
    fn from(delivery: LogDelivery) -> Self {
        Self {
            delivery,
            strings: Strings::default(),
        }
    }
}

/// How many requests were sent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_log_delivery_requests(delivery: *const spo_log_delivery) -> u32 {
    get(0, || Ok(arg_ref!(delivery).delivery.requests))
}

/// How many entries the log added.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_log_delivery_added(delivery: *const spo_log_delivery) -> u64 {
    get(0, || Ok(arg_ref!(delivery).delivery.added))
}

/// How many entries the log refused. They are put aside: see spo_client_min_log_refused_to_json.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_log_delivery_refused(delivery: *const spo_log_delivery) -> usize {
    get(0, || Ok(arg_ref!(delivery).delivery.refused.len()))
}

/// How many entries wait still.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_log_delivery_waiting(delivery: *const spo_log_delivery) -> u64 {
    get(0, || Ok(arg_ref!(delivery).delivery.waiting))
}

/// When the next request may be sent, with something in it, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when
/// nothing waits.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_log_delivery_next_request_ms(delivery: *const spo_log_delivery) -> i64 {
    get(to_ms(None), || {
        Ok(to_ms(arg_ref!(delivery).delivery.next_request))
    })
}

/// What ended the delivery before everything was sent that could be, as a stable name such as "transport.timeout"; NULL
/// when nothing did. Borrowed from the delivery.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_log_delivery_failure_code(delivery: *const spo_log_delivery) -> *const c_char {
    get(ptr::null(), || {
        let delivery = arg_ref!(delivery);
        let failure = delivery.delivery.failure.as_ref();
        Ok(delivery.strings.lend_some(failure.map(|it| &*it.code)))
    })
}

/// What happened then, in English, without patient data; NULL when nothing did. Borrowed from the delivery.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_log_delivery_failure_message(
    delivery: *const spo_log_delivery,
) -> *const c_char {
    get(ptr::null(), || {
        let delivery = arg_ref!(delivery);
        let failure = delivery.delivery.failure.as_ref();
        Ok(delivery.strings.lend_some(failure.map(|it| &*it.message)))
    })
}

/// All of it as JSON, with what to do about a failure and the refused entries. It holds CPR numbers in full.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_log_delivery_to_json(
    delivery: *const spo_log_delivery,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        give_text!(out, crate::strings::json(&arg_ref!(delivery).delivery)?)
    })
}

/// Frees the delivery with everything borrowed from it. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_log_delivery_free(delivery: *mut spo_log_delivery) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(delivery) }
}
