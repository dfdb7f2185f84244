//! The appointment (aftale): filled in by setters in any order, or read from JSON.
//!
//! [`draft`] holds the parts, [`role`] finds the party that a setter means, [`refusal`](crate::refusal) remembers what
//! setters refused.
//! The other files are the setters and getters, one file for each part.

mod address;
mod draft;
mod episode;
mod kind;
mod location;
mod name;
mod organisation;
mod patient;
mod reason;
mod role;
mod series;
mod telecom;
mod time;

use std::ffi::c_char;
use std::ptr;

use spo_core::rules::refuse;
use spo_core::{Appointment, Result};

pub use self::address::*;
use self::draft::Draft;
pub use self::episode::*;
pub use self::kind::*;
pub use self::location::*;
pub use self::name::*;
pub use self::organisation::*;
pub use self::patient::*;
pub use self::reason::*;
pub use self::role::{spo_role, spo_role_number};
pub use self::series::*;
pub use self::telecom::*;
pub use self::time::*;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::handle;
use crate::refusal;
use crate::status::spo_status;
use crate::strings::Strings;

/// A booked appointment (aftale) between a patient and a part of the health service.
///
/// Setters may be called in any order, and their statuses may be left unread: what a setter refused, and what was never
/// set, is reported by spo_appointment_validate and by every function that uses the appointment, all in one error, until
/// the same field is set again. Setters copy what they are given.
///
/// Text from getters is borrowed: it is valid until the appointment is next changed or freed.
///
/// One thread at a time; one that a document or a list lends may be read by any number.
#[derive(Default)]
pub struct spo_appointment {
    draft: Draft,
    strings: Strings,
}
handle!(exclusive spo_appointment);

impl From<Appointment> for spo_appointment {
    fn from(appointment: Appointment) -> Self {
        Self {
            draft: appointment.into(),
            strings: Strings::default(),
        }
    }
}

impl spo_appointment {
    /// The appointment, or one error with every fault.
    pub(crate) fn appointment(&self) -> Result<Appointment> {
        self.draft.appointment()
    }

    /// Makes a change to the field at `path`, and remembers it when it is refused.
    fn set(&mut self, path: &str, change: impl FnOnce(&mut Draft) -> Result<()>) -> Result<()> {
        self.strings.clear();
        let done = change(&mut self.draft);
        refusal::remember(&mut self.draft.refused, path, done)
    }

    fn lend(&self, text: impl AsRef<str>) -> *const c_char {
        self.strings.lend(text.as_ref())
    }

    fn lend_some(&self, text: Option<impl AsRef<str>>) -> *const c_char {
        text.map_or(ptr::null(), |text| self.lend(text))
    }
}

/// An empty appointment. Never NULL; free it with spo_appointment_free.
#[unsafe(no_mangle)]
pub extern "C" fn spo_appointment_new() -> *mut spo_appointment {
    get(ptr::null_mut(), || {
        Ok(handle::into_raw(spo_appointment::default()))
    })
}

/// A copy that changes on its own; NULL for NULL. Free it with spo_appointment_free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_clone(appointment: *const spo_appointment) -> *mut spo_appointment {
    get(ptr::null_mut(), || {
        let draft = arg_ref!(appointment).draft.clone();
        Ok(handle::into_raw(spo_appointment {
            draft,
            strings: Strings::default(),
        }))
    })
}

/// Frees the appointment and the text borrowed from it. NULL is allowed. An appointment that was lent by a document or
/// a list is freed with those, never here.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_free(appointment: *mut spo_appointment) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(appointment) }
}

/// Reads the JSON form. The error's path names the field that is wrong or missing.
///
/// `*out` is a new appointment to be freed with spo_appointment_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_from_json(
    json: *const c_char,
    out: *mut *mut spo_appointment,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        out.give(Appointment::from_json(arg_text!(json))?.into())
    })
}

/// Writes the JSON form, with the CPR number in full.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure: when a part without which there is no appointment is
/// missing, or a setter's refusal stands. It does not apply the profile's rules; spo_appointment_validate does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_to_json(
    appointment: *const spo_appointment,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        give_text!(out, arg_ref!(appointment).appointment()?.to_json())
    })
}

/// Checks everything at once: SPO_STATUS_OK when the appointment can be shared, otherwise
/// SPO_STATUS_INVALID_APPOINTMENT and an error with every fault.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_validate(
    appointment: *const spo_appointment,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || refuse(arg_ref!(appointment).draft.faults()))
}
