//! What only the patient has: CPR number, gender, date of birth.

use std::ffi::c_char;
use std::ptr;

use spo_core::{Cpr, Gender};

use super::spo_appointment;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::status::spo_status;

/// Administrative gender.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_gender {
    /// Not set: taken from the CPR number.
    None = 0,
    /// Female.
    Female = 1,
    /// Male.
    Male = 2,
    /// Undifferentiated, as a document told it. It cannot be shared.
    Undifferentiated = 3,
}

/// The number of a [`spo_gender`], as a parameter.
pub type spo_gender_number = i32;

enum_argument!(gender, spo_gender, "gender" -> Option<Gender> {
    None => None,
    Female => Some(Gender::Female),
    Male => Some(Gender::Male),
    Undifferentiated => Some(Gender::Undifferentiated),
});

/// Sets the patient's CPR number, with or without a hyphen. Date of birth and gender follow from it unless they are set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_cpr(
    appointment: *mut spo_appointment,
    cpr: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(appointment).set("patient.cpr", |draft| {
            draft.patient.cpr = Some(Cpr::parse(arg_text!(cpr))?);
            Ok(())
        })
    })
}

/// Sets the patient's gender, when it is not the one in the CPR number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_gender(
    appointment: *mut spo_appointment,
    gender: spo_gender_number,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(appointment).set("patient.gender", |draft| {
            draft.patient.gender = self::gender(gender)?;
            Ok(())
        })
    })
}

/// Sets the patient's date of birth as "1948-12-25", when it is not the one in the CPR number; NULL goes back to that.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_birth_date(
    appointment: *mut spo_appointment,
    date: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(appointment).set("patient.birth_date", |draft| {
            draft.patient.birth_date = arg_optional!(date).map(crate::moment::date).transpose()?;
            Ok(())
        })
    })
}

/// The patient's CPR number in full, without a hyphen; NULL when none is set. Never write it into a log, a file name or
/// an address. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_cpr(appointment: *const spo_appointment) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        Ok(appointment.lend_some(appointment.draft.patient.cpr.as_ref().map(Cpr::as_str)))
    })
}

/// The patient's gender: the one that was set, otherwise the one in the CPR number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_gender(appointment: *const spo_appointment) -> spo_gender {
    get(spo_gender::None, || {
        let patient = &arg_ref!(appointment).draft.patient;
        Ok(match patient.gender.or_else(|| Some(patient.cpr?.gender())) {
            None => spo_gender::None,
            Some(Gender::Female) => spo_gender::Female,
            Some(Gender::Male) => spo_gender::Male,
            Some(Gender::Undifferentiated) => spo_gender::Undifferentiated,
        })
    })
}

/// The patient's date of birth as "1948-12-25": the one that was set, otherwise the one in the CPR number; NULL when
/// neither is known. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_birth_date(appointment: *const spo_appointment) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        let patient = &appointment.draft.patient;
        let date = patient.birth_date.or_else(|| Some(patient.cpr?.birth_date()));
        Ok(appointment.lend_some(date.map(|date| date.to_string())))
    })
}
