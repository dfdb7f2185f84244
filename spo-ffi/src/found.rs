//! What a search found in the registry.

use std::ffi::c_char;
use std::ptr;

use spo_core::Found;

use crate::entry::spo_entry;
use crate::error::spo_error;
use crate::gap::spo_gap;
use crate::guard::{get, guard};
use crate::handle;
use crate::status::spo_status;

/// The registry's entries for a search, by start time, and what it could not answer.
///
/// It never changes: any number of threads may read it, with what it lends.
pub struct spo_found {
    entries: Vec<spo_entry>,
    gaps: Vec<spo_gap>,
}
handle!(shared spo_found);

impl From<Found> for spo_found {
    fn from(found: Found) -> Self {
        Self {
            entries: found.entries.into_iter().map(Into::into).collect(),
            gaps: found.gaps.into_iter().map(Into::into).collect(),
        }
    }
}

impl spo_found {
    pub(crate) fn found(&self) -> Found {
        Found {
            entries: self.entries.iter().map(|entry| entry.entry().clone()).collect(),
            gaps: self.gaps.iter().map(|gap| gap.gap().clone()).collect(),
        }
    }
}

/// How many entries were found.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_found_entry_count(found: *const spo_found) -> usize {
    get(0, || Ok(arg_ref!(found).entries.len()))
}

/// Entry `index`; NULL beyond the last. Borrowed from the answer: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_found_entry(found: *const spo_found, index: usize) -> *const spo_entry {
    get(ptr::null(), || {
        Ok(arg_ref!(found)
            .entries
            .get(index)
            .map_or(ptr::null(), ptr::from_ref))
    })
}

/// How many gaps the answer has. More than 0 means: there may be more appointments than these.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_found_gap_count(found: *const spo_found) -> usize {
    get(0, || Ok(arg_ref!(found).gaps.len()))
}

/// Gap `index`; NULL beyond the last. Borrowed from the answer: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_found_gap(found: *const spo_found, index: usize) -> *const spo_gap {
    get(ptr::null(), || {
        Ok(arg_ref!(found).gaps.get(index).map_or(ptr::null(), ptr::from_ref))
    })
}

/// The answer as JSON. It holds the CPR number in full.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_found_to_json(
    found: *const spo_found,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        give_text!(out, crate::strings::json(&arg_ref!(found).found())?)
    })
}

/// Frees the answer with everything borrowed from it. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_found_free(found: *mut spo_found) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(found) }
}
