//! Which overview is wanted.

use std::ffi::c_char;
use std::time::Duration;

use spo_core::overview::Period;
use spo_core::{Cpr, OverviewRequest};

use super::kind::{data_kind, spo_data_kind_number};
use crate::error::spo_error;
use crate::guard::guard;
use crate::handle;
use crate::moment::date;
use crate::status::spo_status;

/// A request for the overview of one patient: every day and everything that can be read, unless it is narrowed.
///
/// One thread at a time.
pub struct spo_overview_request {
    request: OverviewRequest,
    /// Whether what is wanted was said, and not left at everything.
    narrowed: bool,
}
handle!(exclusive spo_overview_request);

impl spo_overview_request {
    pub(crate) fn request(&self) -> &OverviewRequest {
        &self.request
    }
}

/// A request for the overview of the patient with this CPR number.
///
/// `*out` is to be freed with spo_overview_request_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_request_new(
    cpr: *const c_char,
    out: *mut *mut spo_overview_request,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        out.give(spo_overview_request {
            request: OverviewRequest::new(Cpr::parse(arg_text!(cpr))?),
            narrowed: false,
        })
    })
}

/// Wants only appointments that touch these Danish calendar days, such as "2026-07-01", both included. NULL leaves that
/// side open. The days are about appointments only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_request_set_period(
    request: *mut spo_overview_request,
    first_day: *const c_char,
    last_day: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let request = arg_mut!(request);
        let first_day = arg_optional!(first_day);
        let last_day = arg_optional!(last_day);
        let period = Period {
            first_day: first_day
                .map(date)
                .transpose()
                .map_err(|error| error.at("first_day"))?,
            last_day: last_day
                .map(date)
                .transpose()
                .map_err(|error| error.at("last_day"))?,
        };
        period.check()?;
        request.request.period = period;
        Ok(())
    })
}

/// Wants this kind of data. The first call leaves out all other kinds, each further call adds one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_request_add_kind(
    request: *mut spo_overview_request,
    kind: spo_data_kind_number,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let request = arg_mut!(request);
        let kind = data_kind(kind)?;
        if !request.narrowed {
            request.request.kinds.clear();
            request.narrowed = true;
        }
        request.request.kinds.insert(kind);
        Ok(())
    })
}

/// Wants the overview within this many milliseconds, whatever is missing then; 0 for the total time of the client's
/// configuration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_request_set_within_ms(
    request: *mut spo_overview_request,
    within_ms: u32,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let within = Duration::from_millis(within_ms.into());
        arg_mut!(request).request.within = Some(within).filter(|within| !within.is_zero());
        Ok(())
    })
}

/// Frees the request. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_request_free(request: *mut spo_overview_request) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(request) }
}
