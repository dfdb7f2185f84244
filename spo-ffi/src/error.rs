//! The error object: one failure, with everything that is known about it.

use std::ffi::c_char;
use std::ptr;

use spo_core::rules::Fault;
use spo_core::{Error, ServiceError};

use crate::guard::get;
use crate::handle;
use crate::status::spo_status;
use crate::strings::Strings;

/// Why a call failed: the cause, the explanation, what to do, and what the service said.
///
/// A function that fails writes one through its last parameter, and the caller frees it with spo_error_free. No text
/// of it holds a CPR number. It never changes: any number of threads may read it.
pub struct spo_error {
    error: Error,
    strings: Strings,
}
handle!(shared spo_error);

impl From<Error> for spo_error {
    fn from(error: Error) -> Self {
        Self {
            error,
            strings: Strings::default(),
        }
    }
}

impl spo_error {
    #[cfg(test)]
    pub(crate) fn inner(&self) -> &Error {
        &self.error
    }

    fn lend(&self, text: &str) -> *const c_char {
        self.strings.lend(text)
    }

    fn lend_some(&self, text: Option<&str>) -> *const c_char {
        self.strings.lend_some(text)
    }

    fn fault(&self, index: usize, field: impl FnOnce(&Fault) -> &str) -> *const c_char {
        self.lend_some(self.error.details().faults.get(index).map(field))
    }

    fn service_error(&self, index: usize) -> Option<&ServiceError> {
        self.error.details().service_errors.get(index)
    }
}

/// The status, as the function that failed returned it; 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_status(error: *const spo_error) -> spo_status {
    get(0, || Ok(arg_ref!(error).error.kind().status()))
}

/// The cause as a stable name, such as "cpr.date" or "registry.rejected". Borrowed from the error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_code(error: *const spo_error) -> *const c_char {
    get(ptr::null(), || {
        let error = arg_ref!(error);
        Ok(error.lend(error.error.code()))
    })
}

/// The broad cause: "invalid_input", "rejected", "denied", "unavailable", "timeout", "protocol" or "internal". Borrowed
/// from the error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_class(error: *const spo_error) -> *const c_char {
    get(ptr::null(), || {
        let error = arg_ref!(error);
        Ok(error.lend(error.error.class().name()))
    })
}

/// The explanation, in English, for the log and the supporter. Borrowed from the error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_message(error: *const spo_error) -> *const c_char {
    get(ptr::null(), || {
        let error = arg_ref!(error);
        Ok(error.lend(error.error.message()))
    })
}

/// What to do about it, in one sentence. Borrowed from the error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_remedy(error: *const spo_error) -> *const c_char {
    get(ptr::null(), || {
        let error = arg_ref!(error);
        Ok(error.lend(error.error.remedy()))
    })
}

/// Everything in one text of several lines: message, faults, the service's own errors, remedy, code. Borrowed from the
/// error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_text(error: *const spo_error) -> *const c_char {
    get(ptr::null(), || {
        let error = arg_ref!(error);
        Ok(error.lend(&error.error.to_string()))
    })
}

/// Where in the input: a field such as "patient.cpr", or the name of a parameter. NULL when no place is known.
/// Borrowed from the error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_path(error: *const spo_error) -> *const c_char {
    get(ptr::null(), || {
        let error = arg_ref!(error);
        Ok(error.lend_some(error.error.details().path.as_deref()))
    })
}

/// 1 when the same call can succeed later without a change, otherwise 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_retryable(error: *const spo_error) -> i32 {
    get(0, || Ok(arg_ref!(error).error.is_retryable().into()))
}

/// The HTTP status of the service's answer; 0 when there was none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_http_status(error: *const spo_error) -> i32 {
    get(0, || {
        Ok(arg_ref!(error).error.details().http_status.unwrap_or(0).into())
    })
}

/// The fault code when the service answered with a SOAP fault, otherwise NULL. Borrowed from the error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_soap_fault_code(error: *const spo_error) -> *const c_char {
    get(ptr::null(), || {
        let error = arg_ref!(error);
        Ok(error.lend_some(error.error.details().soap_fault_code.as_deref()))
    })
}

/// The id of the message that failed, to quote to the service's support; NULL when none was sent. Borrowed from the
/// error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_message_id(error: *const spo_error) -> *const c_char {
    get(ptr::null(), || {
        let error = arg_ref!(error);
        Ok(error.lend_some(error.error.details().message_id.as_deref()))
    })
}

/// How many faults were found in an appointment or a change of master data. Each has its own place, rule, explanation and
/// remedy.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_fault_count(error: *const spo_error) -> usize {
    get(0, || Ok(arg_ref!(error).error.details().faults.len()))
}

/// The field of fault `index`, such as "patient.name.family"; NULL beyond the last. Borrowed from the error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_fault_path(error: *const spo_error, index: usize) -> *const c_char {
    get(ptr::null(), || {
        Ok(arg_ref!(error).fault(index, |fault| &fault.path))
    })
}

/// The stable id of the rule that fault `index` breaks; NULL beyond the last. Borrowed from the error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_fault_rule(error: *const spo_error, index: usize) -> *const c_char {
    get(ptr::null(), || {
        Ok(arg_ref!(error).fault(index, |fault| fault.rule))
    })
}

/// What is wrong in fault `index`, in Danish, for the user at the screen; NULL beyond the last. Borrowed from the error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_fault_danish(error: *const spo_error, index: usize) -> *const c_char {
    get(ptr::null(), || {
        Ok(arg_ref!(error).fault(index, |fault| &fault.danish))
    })
}

/// What is wrong in fault `index`, in English; NULL beyond the last. Borrowed from the error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_fault_english(error: *const spo_error, index: usize) -> *const c_char {
    get(ptr::null(), || {
        Ok(arg_ref!(error).fault(index, |fault| &fault.english))
    })
}

/// What to do about fault `index`; NULL beyond the last. Borrowed from the error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_fault_remedy(error: *const spo_error, index: usize) -> *const c_char {
    get(ptr::null(), || {
        Ok(arg_ref!(error).fault(index, |fault| &fault.remedy))
    })
}

/// How many errors the registry listed itself.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_service_error_count(error: *const spo_error) -> usize {
    get(0, || Ok(arg_ref!(error).error.details().service_errors.len()))
}

/// The registry's own code in its error `index`; NULL beyond the last. Borrowed from the error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_service_error_code(
    error: *const spo_error,
    index: usize,
) -> *const c_char {
    get(ptr::null(), || {
        let error = arg_ref!(error);
        Ok(error.lend_some(error.service_error(index).map(|service| service.code.as_str())))
    })
}

/// The registry's own words in its error `index`, CPR numbers masked; NULL beyond the last. Borrowed from the error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_service_error_context(
    error: *const spo_error,
    index: usize,
) -> *const c_char {
    get(ptr::null(), || {
        let error = arg_ref!(error);
        Ok(error.lend_some(error.service_error(index).map(|service| service.context.as_str())))
    })
}

/// How many instants there are to choose from after SPO_STATUS_UNRESOLVED_LOCAL_TIME: two, the earlier first.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_instant_count(error: *const spo_error) -> usize {
    get(0, || Ok(arg_ref!(error).error.details().instants.len()))
}

/// Instant `index` to choose from, in RFC 3339; NULL beyond the last. Borrowed from the error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_instant(error: *const spo_error, index: usize) -> *const c_char {
    get(ptr::null(), || {
        let error = arg_ref!(error);
        let instant = error.error.details().instants.get(index);
        Ok(error.lend_some(instant.map(ToString::to_string).as_deref()))
    })
}

/// Everything but message and code as JSON: remedy, path, faults, HTTP status, service errors, instants. Borrowed from
/// the error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_detail_json(error: *const spo_error) -> *const c_char {
    get(ptr::null(), || {
        let error = arg_ref!(error);
        let json = serde_json::to_string(error.error.details()).unwrap_or_default();
        Ok(error.lend(&json))
    })
}

/// Frees the error and the text borrowed from it. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_error_free(error: *mut spo_error) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(error) }
}
