//! A citizen's registrations.

use std::ffi::c_char;
use std::ptr;

use spo_core::blocks::Registration;

use super::spo_block_registration;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::handle;
use crate::lent::Lent;
use crate::status::spo_status;
use crate::strings;

/// A citizen's registrations, oldest first.
///
/// It never changes: any number of threads may read it, with what it lends.
pub struct spo_block_registration_list {
    registrations: Vec<Registration>,
    lent: Lent<spo_block_registration>,
}
handle!(shared spo_block_registration_list);

impl From<Vec<Registration>> for spo_block_registration_list {
    fn from(registrations: Vec<Registration>) -> Self {
        Self {
            lent: Lent::of(registrations.len()),
            registrations,
        }
    }
}

/// How many registrations there are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_list_count(
    list: *const spo_block_registration_list,
) -> usize {
    get(0, || Ok(arg_ref!(list).registrations.len()))
}

/// Registration `index`; NULL beyond the last. Borrowed from the list: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_list_at(
    list: *const spo_block_registration_list,
    index: usize,
) -> *const spo_block_registration {
    get(ptr::null(), || {
        let list = arg_ref!(list);
        Ok(list.lent.lend(&list.registrations, index))
    })
}

/// The registrations as a JSON array. It holds CPR numbers in full.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_list_to_json(
    list: *const spo_block_registration_list,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        give_text!(out, strings::json(&arg_ref!(list).registrations)?)
    })
}

/// Frees the list with everything borrowed from it. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_list_free(list: *mut spo_block_registration_list) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(list) }
}
