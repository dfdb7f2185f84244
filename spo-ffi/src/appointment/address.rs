//! Addresses by role.

use std::ffi::c_char;
use std::ptr;

use spo_core::{PatientAddress, Use};

use super::draft::DraftAddress;
use super::role::{role as role_of, spo_role, spo_role_number};
use super::spo_appointment;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::status::spo_status;

/// What an address or a telecom is for.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_use {
    /// Not told.
    None = 0,
    /// Private.
    Home = 1,
    /// At work, or an organisation's.
    Work = 2,
    /// Mobile; for telecoms only.
    Mobile = 3,
}

/// The number of a [`spo_use`], as a parameter.
pub type spo_use_number = i32;

enum_argument!(use_from, spo_use, "use" -> Option<Use> {
    None => None,
    Home => Some(Use::Home),
    Work => Some(Use::Work),
    Mobile => Some(Use::Mobile),
});

pub(crate) fn use_of(purpose: Option<Use>) -> spo_use {
    match purpose {
        None => spo_use::None,
        Some(Use::Home) => spo_use::Home,
        Some(Use::Work) => spo_use::Work,
        Some(Use::Mobile) => spo_use::Mobile,
    }
}

/// What is known of an address.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_address_state {
    /// Nothing.
    Unknown = 0,
    /// The address.
    Known = 1,
    /// The patient has name and address protection (adressebeskyttelse): no address is written or shown.
    Protected = 2,
}

/// Sets an address of one line: street and number, postal code such as "5230", postal district such as "Odense M".
/// Any of them may be NULL. It replaces the address of the role, with its further lines, country and use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_address(
    appointment: *mut spo_appointment,
    role: spo_role_number,
    line: *const c_char,
    postal_code: *const c_char,
    city: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let appointment = arg_mut!(appointment);
        let role = role_of(role)?;
        appointment.set(&path(appointment, role), |draft| {
            let address = spo_core::Address {
                lines: arg_optional!(line).map(str::to_owned).into_iter().collect(),
                postal_code: arg_optional!(postal_code).map(str::to_owned),
                city: arg_optional!(city).map(str::to_owned),
                ..Default::default()
            };
            *draft.address_mut(role)? = address;
            Ok(())
        })
    })
}

/// Adds a line to an address: a floor, a place name, the entrance.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_add_address_line(
    appointment: *mut spo_appointment,
    role: spo_role_number,
    line: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let appointment = arg_mut!(appointment);
        let role = role_of(role)?;
        appointment.set(&path(appointment, role), |draft| {
            let line = arg_text!(line).to_owned();
            draft.address_mut(role)?.lines.push(line);
            Ok(())
        })
    })
}

/// Sets the country of an address, when it is not Denmark; NULL removes it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_address_country(
    appointment: *mut spo_appointment,
    role: spo_role_number,
    country: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let appointment = arg_mut!(appointment);
        let role = role_of(role)?;
        appointment.set(&path(appointment, role), |draft| {
            let country = arg_optional!(country).map(str::to_owned);
            if country.is_some() || draft.address(role).known().is_some() {
                draft.address_mut(role)?.country = country;
            }
            Ok(())
        })
    })
}

/// Sets what an address is for. When it is not set, a patient's is for home and an organisation's for work.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_address_use(
    appointment: *mut spo_appointment,
    role: spo_role_number,
    purpose: spo_use_number,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let appointment = arg_mut!(appointment);
        let role = role_of(role)?;
        appointment.set(&path(appointment, role), |draft| {
            let purpose = use_from(purpose)?;
            if purpose.is_some() || draft.address(role).known().is_some() {
                draft.address_mut(role)?.purpose = purpose;
            }
            Ok(())
        })
    })
}

/// Says that the patient's address is protected (adressebeskyttelse): none is written. For SPO_ROLE_PATIENT, and for
/// SPO_ROLE_LOCATION when the place is the patient's home; protect both.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_address_protected(
    appointment: *mut spo_appointment,
    role: spo_role_number,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let appointment = arg_mut!(appointment);
        let role = role_of(role)?;
        appointment.set(&path(appointment, role), |draft| {
            match role {
                spo_role::Patient => draft.patient.address = PatientAddress::Protected,
                spo_role::Location => draft.location.address = PatientAddress::Protected,
                _ => return Err(super::role::has_no(role, "address that can be protected")),
            }
            Ok(())
        })
    })
}

/// Removes an address: nothing is known of it then.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_clear_address(
    appointment: *mut spo_appointment,
    role: spo_role_number,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let appointment = arg_mut!(appointment);
        let role = role_of(role)?;
        appointment.set(&path(appointment, role), |draft| {
            match role {
                spo_role::Patient => draft.patient.address = PatientAddress::Unknown,
                spo_role::Location => draft.location.address = PatientAddress::Unknown,
                _ if draft.organisation(role).is_none() => {}
                _ => draft.organisation_mut(role)?.address = None,
            }
            Ok(())
        })
    })
}

fn path(appointment: &spo_appointment, role: spo_role) -> String {
    format!("{}.address", role.path(&appointment.draft))
}

/// Whether the address is known, protected or unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_address_state(
    appointment: *const spo_appointment,
    role: spo_role_number,
) -> spo_address_state {
    get(spo_address_state::Unknown, || {
        Ok(match arg_ref!(appointment).draft.address(role_of(role)?) {
            DraftAddress::Known(_) => spo_address_state::Known,
            DraftAddress::Protected => spo_address_state::Protected,
            DraftAddress::Unknown => spo_address_state::Unknown,
        })
    })
}

/// How many lines the address has apart from the postal district.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_address_line_count(
    appointment: *const spo_appointment,
    role: spo_role_number,
) -> usize {
    get(0, || {
        let address = arg_ref!(appointment).draft.address(role_of(role)?).known();
        Ok(address.map_or(0, |address| address.lines.len()))
    })
}

/// Line `index` of the address; NULL beyond the last. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_address_line(
    appointment: *const spo_appointment,
    role: spo_role_number,
    index: usize,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        let address = appointment.draft.address(role_of(role)?).known();
        Ok(appointment.lend_some(address.and_then(|address| address.lines.get(index))))
    })
}

/// The postal code; NULL when none is known. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_address_postal_code(
    appointment: *const spo_appointment,
    role: spo_role_number,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        let address = appointment.draft.address(role_of(role)?).known();
        Ok(appointment.lend_some(address.and_then(|address| address.postal_code.as_deref())))
    })
}

/// The postal district; NULL when none is known. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_address_city(
    appointment: *const spo_appointment,
    role: spo_role_number,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        let address = appointment.draft.address(role_of(role)?).known();
        Ok(appointment.lend_some(address.and_then(|address| address.city.as_deref())))
    })
}

/// The country; NULL when none is told. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_address_country(
    appointment: *const spo_appointment,
    role: spo_role_number,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        let address = appointment.draft.address(role_of(role)?).known();
        Ok(appointment.lend_some(address.and_then(|address| address.country.as_deref())))
    })
}

/// What the address is for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_address_use(
    appointment: *const spo_appointment,
    role: spo_role_number,
) -> spo_use {
    get(spo_use::None, || {
        let address = arg_ref!(appointment).draft.address(role_of(role)?).known();
        Ok(use_of(address.and_then(|address| address.purpose)))
    })
}
