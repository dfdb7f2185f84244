//! Sector and state.

use spo_core::{AppointmentKind, AppointmentStatus};

use super::spo_appointment;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::status::spo_status;

/// Which sector an appointment belongs to.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_kind {
    /// Not set, or not told by a document of APD 1.x. It cannot be shared.
    Unspecified = 0,
    /// A region's: hospitals and their clinics.
    Regional = 1,
    /// A municipality's.
    Municipality = 2,
    /// A general practitioner's or practising specialist's.
    Practitioner = 3,
}

/// The number of a [`spo_kind`], as a parameter.
pub type spo_kind_number = i32;

enum_argument!(kind, spo_kind, "kind" -> AppointmentKind {
    Unspecified => AppointmentKind::Unspecified,
    Regional => AppointmentKind::Regional,
    Municipality => AppointmentKind::Municipality,
    Practitioner => AppointmentKind::Practitioner,
});

/// The state inside a document. Only active appointments can be shared; the others are read from documents of APD 1.x,
/// since later moving and cancelling happen in the registry.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_state {
    /// Active: every appointment of APD 2.0 and later.
    Active = 0,
    /// Cancelled (aflyst).
    Cancelled = 1,
    /// Completed (afsluttet).
    Completed = 2,
    /// Broken off (afbrudt).
    Aborted = 3,
    /// Put off (udsat).
    Suspended = 4,
}

impl From<AppointmentStatus> for spo_state {
    fn from(status: AppointmentStatus) -> Self {
        match status {
            AppointmentStatus::Active => Self::Active,
            AppointmentStatus::Cancelled => Self::Cancelled,
            AppointmentStatus::Completed => Self::Completed,
            AppointmentStatus::Aborted => Self::Aborted,
            AppointmentStatus::Suspended => Self::Suspended,
        }
    }
}

/// Sets the sector.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_kind(
    appointment: *mut spo_appointment,
    kind: spo_kind_number,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(appointment).set("kind", |draft| {
            draft.kind = self::kind(kind)?;
            Ok(())
        })
    })
}

/// The sector; SPO_KIND_UNSPECIFIED for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_kind(appointment: *const spo_appointment) -> spo_kind {
    get(spo_kind::Unspecified, || {
        Ok(match arg_ref!(appointment).draft.kind {
            AppointmentKind::Unspecified => spo_kind::Unspecified,
            AppointmentKind::Regional => spo_kind::Regional,
            AppointmentKind::Municipality => spo_kind::Municipality,
            AppointmentKind::Practitioner => spo_kind::Practitioner,
        })
    })
}

/// The state that the document tells; SPO_STATE_ACTIVE for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_state(appointment: *const spo_appointment) -> spo_state {
    get(spo_state::Active, || {
        Ok(arg_ref!(appointment).draft.status.into())
    })
}
