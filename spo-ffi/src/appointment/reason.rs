//! What the appointment is about.

use std::ffi::c_char;
use std::ptr;

use spo_core::Code;

use super::spo_appointment;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::status::spo_status;

/// Sets the words the patient sees.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_reason(
    appointment: *mut spo_appointment,
    text: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(appointment).set("reason.text", |draft| {
            draft.reason.text = arg_text!(text).to_owned();
            Ok(())
        })
    })
}

/// Sets the code that says the same as the words, usually SNOMED CT. `system` is the OID of its code system,
/// `system_name` the system's name or NULL. NULL for `code` removes the code.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_reason_code(
    appointment: *mut spo_appointment,
    code: *const c_char,
    system: *const c_char,
    system_name: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(appointment).set("reason.code", |draft| {
            draft.reason.code = match arg_optional!(code) {
                None => None,
                Some(code) => Some(Code {
                    code: code.to_owned(),
                    system: arg_text!(system).to_owned(),
                    system_name: arg_optional!(system_name).map(str::to_owned),
                    display: None,
                }),
            };
            Ok(())
        })
    })
}

impl spo_appointment {
    fn lend_code(&self, code: Option<&Code>, field: impl FnOnce(&Code) -> Option<&str>) -> *const c_char {
        self.lend_some(code.and_then(field))
    }
}

/// The words the patient sees; NULL when none are set. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_reason(appointment: *const spo_appointment) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        Ok(appointment.lend(&appointment.draft.reason.text))
    })
}

/// The code of the reason; NULL when there is none. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_reason_code(appointment: *const spo_appointment) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        Ok(appointment.lend_code(appointment.draft.reason.code.as_ref(), |code| Some(&code.code)))
    })
}

/// The OID of the code system of the reason; NULL when there is no code. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_reason_code_system(
    appointment: *const spo_appointment,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        Ok(appointment.lend_code(appointment.draft.reason.code.as_ref(), |code| Some(&code.system)))
    })
}

/// The name of the code system of the reason; NULL when none is told. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_reason_code_system_name(
    appointment: *const spo_appointment,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        Ok(
            appointment.lend_code(appointment.draft.reason.code.as_ref(), |code| {
                code.system_name.as_deref()
            }),
        )
    })
}
