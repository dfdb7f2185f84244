//! The repeating series that the appointment is one of.

use std::ffi::c_char;
use std::ptr;

use spo_core::{InstanceId, Series};

use super::spo_appointment;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::status::spo_status;

/// Says that the appointment is one of a repeating series. `root` and `extension` are the id that all members share, an
/// OID and a UUID within it; both NULL when the series has none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_series(
    appointment: *mut spo_appointment,
    root: *const c_char,
    extension: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(appointment).set("series", |draft| {
            let (root, extension) = (arg_optional!(root), arg_optional!(extension));
            let id = match (root, extension) {
                (None, None) => None,
                (root, extension) => Some(InstanceId::new(
                    root.unwrap_or_default(),
                    extension.unwrap_or_default(),
                )),
            };
            draft.series = Some(Series { id });
            Ok(())
        })
    })
}

/// Says that the appointment stands alone.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_clear_series(
    appointment: *mut spo_appointment,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(appointment).set("series", |draft| {
            draft.series = None;
            Ok(())
        })
    })
}

/// 1 when the appointment is one of a repeating series, otherwise 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_has_series(appointment: *const spo_appointment) -> i32 {
    get(0, || Ok(arg_ref!(appointment).draft.series.is_some().into()))
}

impl spo_appointment {
    fn series_id(&self, part: impl FnOnce(&InstanceId) -> &str) -> *const c_char {
        let id = self.draft.series.as_ref().and_then(|series| series.id.as_ref());
        self.lend_some(id.map(part))
    }
}

/// The OID of the series' id; NULL when it has none. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_series_id_root(
    appointment: *const spo_appointment,
) -> *const c_char {
    get(ptr::null(), || Ok(arg_ref!(appointment).series_id(|id| &id.root)))
}

/// The series' id within its OID; NULL when it has none. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_series_id_extension(
    appointment: *const spo_appointment,
) -> *const c_char {
    get(ptr::null(), || {
        Ok(arg_ref!(appointment).series_id(|id| &id.extension))
    })
}
