//! What somebody wants to see.

use std::ffi::c_char;
use std::ptr;

use spo_core::blocks::DataItem;

use super::{ends, ends_ms};
use crate::caller::{organisation, spo_organisation_code_number};
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::handle;
use crate::status::spo_status;

/// Things of the host's own that somebody wants to see, by what the block service needs to know of them.
///
/// One thread at a time.
#[derive(Default)]
pub struct spo_data_items {
    items: Vec<DataItem>,
}
handle!(exclusive spo_data_items);

impl spo_data_items {
    pub(crate) fn items(&self) -> &[DataItem] {
        &self.items
    }
}

/// No items, to begin with. Never NULL; free it with spo_data_items_free.
#[unsafe(no_mangle)]
pub extern "C" fn spo_data_items_new() -> *mut spo_data_items {
    get(ptr::null_mut(), || {
        Ok(handle::into_raw(spo_data_items::default()))
    })
}

/// Reads a JSON array of items (schemas/data-item.schema.json). The error's path names the field that is wrong or missing.
///
/// `*out` is to be freed with spo_data_items_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_data_items_from_json(
    json: *const c_char,
    out: *mut *mut spo_data_items,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let items = DataItem::array_from_json(arg_text!(json))?;
        out.give(spo_data_items { items })
    })
}

/// Adds an item. `id` is what the host calls it: different for each item of one check, and without patient data. The
/// organisation is the one that made it, by the code that is known. `from` and `to` are the time that it is about, in RFC
/// 3339 with Denmark's offset; NULL for a side that is not known, and in doubt the service hides it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_data_items_add(
    items: *mut spo_data_items,
    id: *const c_char,
    code_kind: spo_organisation_code_number,
    code: *const c_char,
    from: *const c_char,
    to: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let items = arg_mut!(items);
        let mut item = DataItem::new(arg_text!(id), organisation(code_kind, arg_text!(code))?);
        (item.from, item.to) = ends(arg_optional!(from), arg_optional!(to))?;
        items.items.push(item);
        Ok(())
    })
}

/// The same with times in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME for a side that is not known.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_data_items_add_ms(
    items: *mut spo_data_items,
    id: *const c_char,
    code_kind: spo_organisation_code_number,
    code: *const c_char,
    from_ms: i64,
    to_ms: i64,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let items = arg_mut!(items);
        let mut item = DataItem::new(arg_text!(id), organisation(code_kind, arg_text!(code))?);
        (item.from, item.to) = ends_ms(from_ms, to_ms)?;
        items.items.push(item);
        Ok(())
    })
}

/// Frees the items. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_data_items_free(items: *mut spo_data_items) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(items) }
}
