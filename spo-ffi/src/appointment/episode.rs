//! The course of care (forløb) that the appointment belongs to.

use std::ffi::c_char;
use std::ptr;

use spo_core::{Code, InstanceId};

use super::spo_appointment;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::status::spo_status;

/// Adds an id of the course of care, such as an LPR3 episode element or a MedCom care plan: an OID and the id within it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_add_episode_id(
    appointment: *mut spo_appointment,
    root: *const c_char,
    extension: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(appointment).set("episode.ids", |draft| {
            let id = InstanceId::new(arg_text!(root), arg_text!(extension));
            draft.episode.get_or_insert_default().ids.push(id);
            Ok(())
        })
    })
}

/// Sets the label of the course of care from the SKS list ALAL, such as "ALAL21" for COPD, and its text, or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_episode_label(
    appointment: *mut spo_appointment,
    code: *const c_char,
    text: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    /// SKS, the Danish health classification (sundhedsvæsenets klassifikationssystem).
    const SKS: &str = "1.2.208.176.2.4";
    guard(slot!(err), || {
        arg_mut!(appointment).set("episode.label", |draft| {
            let label = Code {
                code: arg_text!(code).to_owned(),
                system: SKS.to_owned(),
                system_name: None,
                display: arg_optional!(text).map(str::to_owned),
            };
            draft.episode.get_or_insert_default().label = Some(label);
            Ok(())
        })
    })
}

/// Says that the appointment belongs to no course of care.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_clear_episode(
    appointment: *mut spo_appointment,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let appointment = arg_mut!(appointment);
        appointment
            .draft
            .refused
            .retain(|fault| !crate::refusal::is_within(&fault.path, "episode"));
        appointment.draft.episode = None;
        appointment.strings.clear();
        Ok(())
    })
}

/// 1 when the appointment belongs to a course of care, otherwise 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_has_episode(appointment: *const spo_appointment) -> i32 {
    get(0, || Ok(arg_ref!(appointment).draft.episode.is_some().into()))
}

/// How many ids the course of care has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_episode_id_count(appointment: *const spo_appointment) -> usize {
    get(0, || {
        let episode = arg_ref!(appointment).draft.episode.as_ref();
        Ok(episode.map_or(0, |episode| episode.ids.len()))
    })
}

impl spo_appointment {
    fn episode_id(&self, index: usize, part: impl FnOnce(&InstanceId) -> &str) -> *const c_char {
        let ids = self.draft.episode.as_ref().map(|episode| &episode.ids);
        self.lend_some(ids.and_then(|ids| ids.get(index)).map(part))
    }
}

/// The OID of id `index` of the course of care; NULL beyond the last. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_episode_id_root(
    appointment: *const spo_appointment,
    index: usize,
) -> *const c_char {
    get(ptr::null(), || {
        Ok(arg_ref!(appointment).episode_id(index, |id| &id.root))
    })
}

/// Id `index` of the course of care within its OID; NULL beyond the last. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_episode_id_extension(
    appointment: *const spo_appointment,
    index: usize,
) -> *const c_char {
    get(ptr::null(), || {
        Ok(arg_ref!(appointment).episode_id(index, |id| &id.extension))
    })
}

impl spo_appointment {
    fn episode_label(&self, part: impl FnOnce(&Code) -> Option<&str>) -> *const c_char {
        let label = self
            .draft
            .episode
            .as_ref()
            .and_then(|episode| episode.label.as_ref());
        self.lend_some(label.and_then(part))
    }
}

/// The label of the course of care; NULL when there is none. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_episode_label(appointment: *const spo_appointment) -> *const c_char {
    get(ptr::null(), || {
        Ok(arg_ref!(appointment).episode_label(|label| Some(&label.code)))
    })
}

/// The text of the label; NULL when there is none. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_episode_label_text(
    appointment: *const spo_appointment,
) -> *const c_char {
    get(ptr::null(), || {
        Ok(arg_ref!(appointment).episode_label(|label| label.display.as_deref()))
    })
}
