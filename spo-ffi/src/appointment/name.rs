//! Personal names: the patient's, and those of the people who act for an organisation.

use std::ffi::c_char;
use std::ptr;

use super::role::{role as role_of, spo_role_number};
use super::spo_appointment;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::status::spo_status;

/// Sets the name of the patient, or of the person who acts for the responsible, requester or performer.
///
/// `given` becomes the only given name; spo_appointment_add_given_name adds more. A title is set with
/// spo_appointment_set_title and kept here.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_name(
    appointment: *mut spo_appointment,
    role: spo_role_number,
    given: *const c_char,
    family: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let appointment = arg_mut!(appointment);
        let role = role_of(role)?;
        appointment.set(role.name_path(), |draft| {
            let (given, family) = (arg_text!(given), arg_text!(family));
            let name = draft.name_mut(role)?;
            name.given = vec![given.to_owned()];
            name.family = family.to_owned();
            Ok(())
        })
    })
}

/// Adds a given name, in the order in which they are said: a middle name, for example.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_add_given_name(
    appointment: *mut spo_appointment,
    role: spo_role_number,
    given: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let appointment = arg_mut!(appointment);
        let role = role_of(role)?;
        appointment.set(role.name_path(), |draft| {
            let given = arg_text!(given).to_owned();
            draft.name_mut(role)?.given.push(given);
            Ok(())
        })
    })
}

/// Sets the title before the name, such as "Læge"; NULL removes it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_title(
    appointment: *mut spo_appointment,
    role: spo_role_number,
    title: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let appointment = arg_mut!(appointment);
        let role = role_of(role)?;
        appointment.set(role.name_path(), |draft| {
            let title = arg_optional!(title).map(str::to_owned);
            if title.is_some() || draft.name(role).is_some() {
                draft.name_mut(role)?.prefix = title;
            }
            Ok(())
        })
    })
}

/// How many given names there are; 0 when no name is set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_given_name_count(
    appointment: *const spo_appointment,
    role: spo_role_number,
) -> usize {
    get(0, || {
        let name = arg_ref!(appointment).draft.name(role_of(role)?);
        Ok(name.map_or(0, |name| name.given.len()))
    })
}

/// Given name `index`; NULL beyond the last. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_given_name(
    appointment: *const spo_appointment,
    role: spo_role_number,
    index: usize,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        let name = appointment.draft.name(role_of(role)?);
        Ok(appointment.lend_some(name.and_then(|name| name.given.get(index))))
    })
}

/// The family name; NULL when no name is set. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_family_name(
    appointment: *const spo_appointment,
    role: spo_role_number,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        let name = appointment.draft.name(role_of(role)?);
        Ok(appointment.lend_some(name.map(|name| &name.family)))
    })
}

/// The title before the name; NULL when there is none. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_title(
    appointment: *const spo_appointment,
    role: spo_role_number,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        let name = appointment.draft.name(role_of(role)?);
        Ok(appointment.lend_some(name.and_then(|name| name.prefix.as_deref())))
    })
}

/// The whole name as people read it, title first; NULL when no name is set. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_full_name(
    appointment: *const spo_appointment,
    role: spo_role_number,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        let name = appointment.draft.name(role_of(role)?);
        Ok(appointment.lend_some(name.map(ToString::to_string)))
    })
}
