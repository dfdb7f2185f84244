//! What to look for.

use std::ffi::c_char;

use spo_core::{Cpr, Search};

use crate::error::spo_error;
use crate::guard::guard;
use crate::handle;
use crate::moment::{from_optional_ms, from_rfc3339};
use crate::status::spo_status;

/// A search for one patient's appointments: all current ones, unless a period is set.
///
/// One thread at a time.
pub struct spo_search {
    search: Search,
}
handle!(exclusive spo_search);

impl spo_search {
    pub(crate) fn search(&self) -> &Search {
        &self.search
    }
}

/// A search for the appointments of the patient with this CPR number.
///
/// `*out` is to be freed with spo_search_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_search_new(
    cpr: *const c_char,
    out: *mut *mut spo_search,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let search = Search::new(Cpr::parse(arg_text!(cpr))?);
        out.give(spo_search { search })
    })
}

/// Looks only for appointments that start at `from` or later and before `to`, in RFC 3339 with Denmark's offset. NULL
/// leaves that side open.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_search_set_period(
    search: *mut spo_search,
    from: *const c_char,
    to: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let search = arg_mut!(search);
        let from = arg_optional!(from).map(from_rfc3339).transpose()?;
        let to = arg_optional!(to).map(from_rfc3339).transpose()?;
        (search.search.from, search.search.to) = (from, to);
        Ok(())
    })
}

/// The same in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME leaves that side open.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_search_set_period_ms(
    search: *mut spo_search,
    from_ms: i64,
    to_ms: i64,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let search = arg_mut!(search);
        (search.search.from, search.search.to) = (from_optional_ms(from_ms)?, from_optional_ms(to_ms)?);
        Ok(())
    })
}

/// Whether replaced and cancelled versions are wanted, too: 1 or 0. They are not, unless this is set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_search_set_include_deprecated(
    search: *mut spo_search,
    include: i32,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(search).search.include_deprecated = include != 0;
        Ok(())
    })
}

/// Frees the search. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_search_free(search: *mut spo_search) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(search) }
}
