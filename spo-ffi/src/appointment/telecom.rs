//! Ways to reach somebody, by role.

use std::ffi::c_char;
use std::ptr;

use spo_core::{Result, Telecom};

use super::address::{spo_use, spo_use_number, use_from, use_of};
use super::role::{role as role_of, spo_role_number};
use super::spo_appointment;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::status::spo_status;

impl spo_appointment {
    fn add_telecom(&mut self, role: i32, make: impl FnOnce() -> Result<Telecom>) -> Result<()> {
        let role = role_of(role)?;
        let path = format!("{}.telecoms", role.path(&self.draft));
        self.set(&path, |draft| {
            let telecom = make()?;
            draft.telecoms_mut(role)?.push(telecom);
            Ok(())
        })
    }
}

/// Adds a telephone number; spaces in it are dropped.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_add_phone(
    appointment: *mut spo_appointment,
    role: spo_role_number,
    number: *const c_char,
    purpose: spo_use_number,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(appointment).add_telecom(role, || {
            let purpose = use_from(purpose)?;
            Ok(Telecom {
                purpose,
                ..Telecom::phone(arg_text!(number), spo_core::Use::Work)
            })
        })
    })
}

/// Adds a mail address.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_add_mail(
    appointment: *mut spo_appointment,
    role: spo_role_number,
    address: *const c_char,
    purpose: spo_use_number,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(appointment).add_telecom(role, || {
            let purpose = use_from(purpose)?;
            Ok(Telecom {
                purpose,
                ..Telecom::mail(arg_text!(address), spo_core::Use::Work)
            })
        })
    })
}

/// Adds any way to be reached, as a URI: "sms:…", "https://…".
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_add_telecom(
    appointment: *mut spo_appointment,
    role: spo_role_number,
    uri: *const c_char,
    purpose: spo_use_number,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(appointment).add_telecom(role, || {
            let purpose = use_from(purpose)?;
            let value = arg_text!(uri).to_owned();
            Ok(Telecom { value, purpose })
        })
    })
}

/// Removes every telecom of the role.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_clear_telecoms(
    appointment: *mut spo_appointment,
    role: spo_role_number,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let appointment = arg_mut!(appointment);
        let role = role_of(role)?;
        let path = format!("{}.telecoms", role.path(&appointment.draft));
        appointment.set(&path, |draft| {
            if !draft.telecoms(role).is_empty() {
                draft.telecoms_mut(role)?.clear();
            }
            Ok(())
        })
    })
}

/// How many telecoms the role has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_telecom_count(
    appointment: *const spo_appointment,
    role: spo_role_number,
) -> usize {
    get(0, || {
        Ok(arg_ref!(appointment).draft.telecoms(role_of(role)?).len())
    })
}

/// Telecom `index` as a URI, such as "tel:66113333"; NULL beyond the last. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_telecom(
    appointment: *const spo_appointment,
    role: spo_role_number,
    index: usize,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        let telecom = appointment.draft.telecoms(role_of(role)?).get(index);
        Ok(appointment.lend_some(telecom.map(|telecom| &telecom.value)))
    })
}

/// What telecom `index` is for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_telecom_use(
    appointment: *const spo_appointment,
    role: spo_role_number,
    index: usize,
) -> spo_use {
    get(spo_use::None, || {
        let telecom = arg_ref!(appointment).draft.telecoms(role_of(role)?).get(index);
        Ok(use_of(telecom.and_then(|telecom| telecom.purpose)))
    })
}
