//! What a change of master data came to.

use std::ffi::c_char;
use std::ptr;

use spo_core::master_data_edit::ChangeReceipt;

use super::spo_master_data_change;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::handle;
use crate::master_data::spo_item;
use crate::status::spo_status;

/// What a change of master data came to: it is carried out.
///
/// It never changes: any number of threads may read it, with the item it lends.
pub struct spo_change_receipt {
    receipt: ChangeReceipt,
    item: spo_item,
}
handle!(shared spo_change_receipt);

impl spo_change_receipt {
    pub(super) fn new(change: &spo_master_data_change, receipt: ChangeReceipt) -> Self {
        Self {
            item: change.item(receipt.id.clone(), Some(receipt.changed)),
            receipt,
        }
    }
}

/// The item as the next master data tells it: its value, the id to replace or end it by, who typed it in and when the
/// register took it. One that was ended has no value. Borrowed from the receipt: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_change_receipt_item(receipt: *const spo_change_receipt) -> *const spo_item {
    get(ptr::null(), || Ok(ptr::from_ref(&arg_ref!(receipt).item)))
}

/// The receipt as JSON. `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_change_receipt_to_json(
    receipt: *const spo_change_receipt,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        give_text!(out, crate::strings::json(&arg_ref!(receipt).receipt)?)
    })
}

/// Frees the receipt with everything borrowed from it. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_change_receipt_free(receipt: *mut spo_change_receipt) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(receipt) }
}
