//! A patient's appointments.

use std::ffi::c_char;
use std::ptr;
use std::sync::OnceLock;

use spo_core::{AppointmentList, SharedAppointment};

use crate::appointment::spo_appointment;
use crate::document::spo_document;
use crate::entry::spo_entry;
use crate::error::spo_error;
use crate::gap::spo_gap;
use crate::guard::{get, guard};
use crate::handle;
use crate::status::spo_status;

/// A patient's appointments by start time, each with its registry entry and its document, and what is missing.
///
/// It never changes: any number of threads may read it, with what it lends.
pub struct spo_list {
    list: AppointmentList,
    items: Vec<OnceLock<Item>>,
    gaps: Vec<spo_gap>,
}
handle!(shared spo_list);

/// One appointment of the list as handles, made when it is first asked for.
struct Item {
    entry: spo_entry,
    document: spo_document,
}

impl From<&SharedAppointment> for Item {
    fn from(shared: &SharedAppointment) -> Self {
        Self {
            entry: shared.entry.clone().into(),
            document: shared.read.clone().into(),
        }
    }
}

impl From<AppointmentList> for spo_list {
    fn from(list: AppointmentList) -> Self {
        Self {
            items: list.appointments.iter().map(|_| OnceLock::new()).collect(),
            gaps: list.gaps.iter().cloned().map(Into::into).collect(),
            list,
        }
    }
}

impl spo_list {
    fn lend<T>(&self, index: usize, part: impl FnOnce(&Item) -> &T) -> *const T {
        match (self.items.get(index), self.list.appointments.get(index)) {
            (Some(item), Some(shared)) => ptr::from_ref(part(item.get_or_init(|| shared.into()))),
            _ => ptr::null(),
        }
    }
}

/// How many appointments there are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_list_count(list: *const spo_list) -> usize {
    get(0, || Ok(arg_ref!(list).items.len()))
}

/// Appointment `index`; NULL beyond the last. Borrowed from the list: to be read, not changed, and not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_list_appointment(list: *const spo_list, index: usize) -> *const spo_appointment {
    get(ptr::null(), || {
        Ok(arg_ref!(list).lend(index, |item| item.document.appointment()))
    })
}

/// The document of appointment `index`, with its bytes, ids and warnings; NULL beyond the last. Borrowed from the list:
/// not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_list_document(list: *const spo_list, index: usize) -> *const spo_document {
    get(ptr::null(), || {
        Ok(arg_ref!(list).lend(index, |item| &item.document))
    })
}

/// The registry's entry for appointment `index`; NULL beyond the last. Borrowed from the list: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_list_entry(list: *const spo_list, index: usize) -> *const spo_entry {
    get(ptr::null(), || Ok(arg_ref!(list).lend(index, |item| &item.entry)))
}

/// How many gaps the list has. More than 0 means: the list is incomplete.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_list_gap_count(list: *const spo_list) -> usize {
    get(0, || Ok(arg_ref!(list).gaps.len()))
}

/// Gap `index`; NULL beyond the last. Borrowed from the list: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_list_gap(list: *const spo_list, index: usize) -> *const spo_gap {
    get(ptr::null(), || {
        Ok(arg_ref!(list).gaps.get(index).map_or(ptr::null(), ptr::from_ref))
    })
}

/// 1 when the patient's blocks were looked past for the list (værdispring), which is registered with the patient,
/// otherwise 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_list_overridden(list: *const spo_list) -> i32 {
    get(0, || Ok(arg_ref!(list).list.overridden.into()))
}

/// The list as a table for a terminal, gaps named below it. No CPR number and no protected address is in it.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_list_to_table(
    list: *const spo_list,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || give_text!(out, arg_ref!(list).list.to_table()))
}

/// The list as JSON. It holds the CPR number in full.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_list_to_json(
    list: *const spo_list,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        give_text!(out, crate::strings::json(&arg_ref!(list).list)?)
    })
}

/// Frees the list with everything borrowed from it. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_list_free(list: *mut spo_list) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(list) }
}
