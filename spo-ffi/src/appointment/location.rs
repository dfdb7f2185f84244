//! What kind of place the appointment is at. A place in SOR is set as the organisation of its role.

use std::ffi::c_char;
use std::ptr;

use spo_core::{Location, Result};

use super::draft::LocationKind;
use super::spo_appointment;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::status::spo_status;

/// What kind of place an appointment is at.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_location_kind {
    /// Not set.
    None = 0,
    /// A place that is in SOR.
    Facility = 1,
    /// The patient's home.
    Home = 2,
    /// Any other place.
    Other = 3,
}

impl spo_appointment {
    fn set_location(&mut self, kind: LocationKind, name: impl FnOnce() -> Result<String>) -> Result<()> {
        self.draft.place_is(kind);
        let path = match kind {
            LocationKind::Facility => "location.facility",
            LocationKind::Home => "location.home",
            LocationKind::Other => "location.other",
        };
        self.set(path, |draft| {
            draft.location.name = name()?;
            Ok(())
        })
    }
}

/// Makes the place the patient's home. `name` is what to call it; NULL for the usual "Borgerens hjem". Its address and
/// telecoms are those of SPO_ROLE_LOCATION.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_location_home(
    appointment: *mut spo_appointment,
    name: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(appointment).set_location(LocationKind::Home, || {
            Ok(arg_optional!(name).unwrap_or(Location::HOME_NAME).to_owned())
        })
    })
}

/// Makes the place one that is neither in SOR nor the patient's home. `name` is what people call it. Its address and
/// telecoms are those of SPO_ROLE_LOCATION.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_location_other(
    appointment: *mut spo_appointment,
    name: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(appointment).set_location(LocationKind::Other, || Ok(arg_text!(name).to_owned()))
    })
}

/// What kind of place it is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_location_kind(
    appointment: *const spo_appointment,
) -> spo_location_kind {
    get(spo_location_kind::None, || {
        Ok(match arg_ref!(appointment).draft.location.kind {
            None => spo_location_kind::None,
            Some(LocationKind::Facility) => spo_location_kind::Facility,
            Some(LocationKind::Home) => spo_location_kind::Home,
            Some(LocationKind::Other) => spo_location_kind::Other,
        })
    })
}

/// What the place is called, whatever its kind; NULL when it is not set. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_location_name(appointment: *const spo_appointment) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        Ok(appointment.lend(&appointment.draft.location.name))
    })
}
