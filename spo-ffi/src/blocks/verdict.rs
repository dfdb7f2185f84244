//! Whether somebody may see something.

use std::ffi::c_char;
use std::ptr;

use spo_core::blocks::{Decision, Unavailability, Verdict};

use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::handle;
use crate::status::spo_status;
use crate::strings::{self, Strings};

/// Whether somebody may see the items of a check. spo_verdict_may_show is the one question to ask for each item.
///
/// It is true for this moment and this caller alone: a block may begin now. Do not keep it beyond the screen it was asked
/// for.
///
/// It never changes: any number of threads may read it.
pub struct spo_verdict {
    verdict: Verdict,
    strings: Strings,
}
handle!(shared spo_verdict);

impl From<Verdict> for spo_verdict {
    fn from(verdict: Verdict) -> Self {
        Self {
            verdict,
            strings: Strings::default(),
        }
    }
}

impl spo_verdict {
    fn why(&self, field: impl FnOnce(&Unavailability) -> &str) -> *const c_char {
        self.strings
            .lend_some(self.verdict.unavailable.as_ref().map(field))
    }
}

/// What a check came to.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_decision {
    /// There is no verdict: nothing may be shown.
    Unknown = 0,
    /// Everything may be shown.
    Permit = 1,
    /// Some of it may be shown, and something may be withheld. Say so; nobody may learn what.
    PermitFiltered = 2,
    /// Nothing may be shown.
    Deny = 3,
    /// The service could not be asked: the host's choice decides.
    Unavailable = 4,
}

impl From<Decision> for spo_decision {
    fn from(decision: Decision) -> Self {
        match decision {
            Decision::Permit => Self::Permit,
            Decision::PermitFiltered => Self::PermitFiltered,
            Decision::Deny => Self::Deny,
            Decision::Unavailable => Self::Unavailable,
        }
    }
}

/// The decision. Do not choose by it what to show: it says what to tell people, spo_verdict_may_show what to show.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_verdict_decision(verdict: *const spo_verdict) -> spo_decision {
    get(spo_decision::Unknown, || {
        Ok(arg_ref!(verdict).verdict.decision.into())
    })
}

/// 1 when the item of this id may be shown, otherwise 0: for an id that was not asked about, and for NULL, too. It holds for
/// every decision, and follows the host's own choice when the service could not be asked.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_verdict_may_show(verdict: *const spo_verdict, id: *const c_char) -> i32 {
    get(0, || Ok(arg_ref!(verdict).verdict.may_show(arg_text!(id)).into()))
}

/// Why the service could not be asked, as a stable name such as "transport.timeout"; NULL when it was. Borrowed from the
/// verdict.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_verdict_unavailable_code(verdict: *const spo_verdict) -> *const c_char {
    get(ptr::null(), || Ok(arg_ref!(verdict).why(|why| &why.code)))
}

/// What happened then, in English, without patient data; NULL when it was asked. Borrowed from the verdict.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_verdict_unavailable_message(verdict: *const spo_verdict) -> *const c_char {
    get(ptr::null(), || Ok(arg_ref!(verdict).why(|why| &why.message)))
}

/// What to do about it, in English; NULL when it was asked. Borrowed from the verdict.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_verdict_unavailable_remedy(verdict: *const spo_verdict) -> *const c_char {
    get(ptr::null(), || Ok(arg_ref!(verdict).why(|why| &why.remedy)))
}

/// 1 when the service could not be asked and the same check can succeed later, otherwise 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_verdict_retryable(verdict: *const spo_verdict) -> i32 {
    get(0, || {
        let why = arg_ref!(verdict).verdict.unavailable.as_ref();
        Ok(why.is_some_and(|why| why.retryable).into())
    })
}

/// The verdict as JSON, with the ids of all items that may be shown.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_verdict_to_json(
    verdict: *const spo_verdict,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        give_text!(out, strings::json(&arg_ref!(verdict).verdict)?)
    })
}

/// Frees the verdict with the text borrowed from it. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_verdict_free(verdict: *mut spo_verdict) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(verdict) }
}
