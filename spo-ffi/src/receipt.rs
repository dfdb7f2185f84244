//! What a change of the registry came to.

use std::ffi::c_char;
use std::ptr;

use spo_core::{Outcome, Receipt, ServiceError};

use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::handle;
use crate::status::spo_status;
use crate::strings::Strings;

/// What a share, a replacement or a cancellation came to.
///
/// It never changes: any number of threads may read it.
pub struct spo_receipt {
    receipt: Receipt,
    strings: Strings,
}
handle!(shared spo_receipt);

impl From<Receipt> for spo_receipt {
    fn from(receipt: Receipt) -> Self {
        Self {
            receipt,
            strings: Strings::default(),
        }
    }
}

impl spo_receipt {
    fn warning(&self, index: usize, field: impl FnOnce(&ServiceError) -> &str) -> *const c_char {
        self.strings
            .lend_some(self.receipt.warnings.get(index).map(field))
    }
}

/// How the client knows that a change is in effect.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_outcome {
    /// There is no receipt.
    None = 0,
    /// The registry said so.
    Accepted = 1,
    /// The answer was lost; the registry was asked, and the change had arrived.
    ConfirmedByLookup = 2,
    /// It was in effect before this call: the same version with the same content, or withdrawn already.
    AlreadyInEffect = 3,
}

/// How the client knows; SPO_OUTCOME_NONE for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_receipt_outcome(receipt: *const spo_receipt) -> spo_outcome {
    get(spo_outcome::None, || {
        Ok(match arg_ref!(receipt).receipt.outcome {
            Outcome::ConfirmedByLookup => spo_outcome::ConfirmedByLookup,
            Outcome::AlreadyInEffect => spo_outcome::AlreadyInEffect,
            _ => spo_outcome::Accepted,
        })
    })
}

/// The name of the outcome: "accepted", "confirmed_by_lookup" or "already_in_effect". Borrowed from the receipt.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_receipt_outcome_name(receipt: *const spo_receipt) -> *const c_char {
    get(ptr::null(), || {
        let receipt = arg_ref!(receipt);
        Ok(receipt.strings.lend(receipt.receipt.outcome.name()))
    })
}

/// The host's key of the appointment. Borrowed from the receipt.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_receipt_key(receipt: *const spo_receipt) -> *const c_char {
    get(ptr::null(), || {
        let receipt = arg_ref!(receipt);
        Ok(receipt.strings.lend(receipt.receipt.appointment.key()))
    })
}

/// The version that is now current, to be given to the next replacement or cancellation; for a cancellation the version
/// withdrawn; 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_receipt_version(receipt: *const spo_receipt) -> u32 {
    get(0, || Ok(arg_ref!(receipt).receipt.appointment.version()))
}

/// The id of the version's document, as "root^extension". Borrowed from the receipt.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_receipt_document_id(receipt: *const spo_receipt) -> *const c_char {
    get(ptr::null(), || {
        let receipt = arg_ref!(receipt);
        Ok(receipt.strings.lend(&receipt.receipt.document_id.to_unique_id()))
    })
}

/// The id of the appointment, the same in every version, as "root^extension". Borrowed from the receipt.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_receipt_appointment_id(receipt: *const spo_receipt) -> *const c_char {
    get(ptr::null(), || {
        let receipt = arg_ref!(receipt);
        Ok(receipt
            .strings
            .lend(&receipt.receipt.appointment_id.to_unique_id()))
    })
}

/// The registry's id of the version's entry, "urn:uuid:…". Borrowed from the receipt.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_receipt_entry_uuid(receipt: *const spo_receipt) -> *const c_char {
    get(ptr::null(), || {
        let receipt = arg_ref!(receipt);
        Ok(receipt.strings.lend(receipt.receipt.entry_uuid.as_str()))
    })
}

/// The registry's id of the entry that was replaced; NULL when none was. Borrowed from the receipt.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_receipt_replaced(receipt: *const spo_receipt) -> *const c_char {
    get(ptr::null(), || {
        let receipt = arg_ref!(receipt);
        let replaced = receipt.receipt.replaced.as_ref();
        Ok(receipt.strings.lend_some(replaced.map(|entry| entry.as_str())))
    })
}

/// How many times the message was sent; 0 when that was not necessary.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_receipt_attempts(receipt: *const spo_receipt) -> u32 {
    get(0, || Ok(arg_ref!(receipt).receipt.attempts))
}

/// The id of the message, to quote to the service's support; NULL when none was sent. Borrowed from the receipt.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_receipt_message_id(receipt: *const spo_receipt) -> *const c_char {
    get(ptr::null(), || {
        let receipt = arg_ref!(receipt);
        Ok(receipt.strings.lend(&receipt.receipt.message_id))
    })
}

/// How many remarks the registry made although it accepted. Look into each: another environment may reject for it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_receipt_warning_count(receipt: *const spo_receipt) -> usize {
    get(0, || Ok(arg_ref!(receipt).receipt.warnings.len()))
}

/// The registry's own code in its remark `index`; NULL beyond the last. Borrowed from the receipt.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_receipt_warning_code(
    receipt: *const spo_receipt,
    index: usize,
) -> *const c_char {
    get(ptr::null(), || {
        Ok(arg_ref!(receipt).warning(index, |warning| &warning.code))
    })
}

/// The registry's own words in its remark `index`, CPR numbers masked; NULL beyond the last. Borrowed from the receipt.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_receipt_warning_context(
    receipt: *const spo_receipt,
    index: usize,
) -> *const c_char {
    get(ptr::null(), || {
        Ok(arg_ref!(receipt).warning(index, |warning| &warning.context))
    })
}

/// The receipt as JSON. `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_receipt_to_json(
    receipt: *const spo_receipt,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        give_text!(out, crate::strings::json(&arg_ref!(receipt).receipt)?)
    })
}

/// Frees the receipt and the text borrowed from it. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_receipt_free(receipt: *mut spo_receipt) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(receipt) }
}
