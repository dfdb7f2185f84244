//! One overview per patient: the timeline, master data, care plans, diagnoses, and what is withheld and missing.

mod appointment;
mod gaps;
mod kind;
mod request;

use std::ffi::c_char;
use std::ptr;

use spo_core::Overview;

pub use self::appointment::*;
pub use self::gaps::*;
use self::kind::language_of;
pub use self::kind::{spo_data_kind, spo_data_kind_number, spo_language, spo_language_number};
pub use self::request::*;
use crate::care_plan::spo_care_plan;
use crate::diagnosis::spo_diagnosis_list;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::handle;
use crate::lent::Lent;
use crate::master_data::spo_master_data;
use crate::moment::to_ms;
use crate::status::spo_status;
use crate::strings::Strings;

/// Everything that is shared about a patient, and what is missing from it.
///
/// Show what is withheld and missing first: only when spo_overview_is_complete are the lists all that the sources
/// wanted to show, and even then a block against the caller may have emptied an answer without a word.
///
/// It never changes: any number of threads may read it, with what it lends.
pub struct spo_overview {
    overview: Overview,
    appointments: Lent<spo_timeline_appointment>,
    withheld: Lent<spo_withheld>,
    missing: Lent<spo_missing>,
    master_data: Lent<spo_master_data>,
    care_plans: Lent<spo_care_plan>,
    diagnoses: Lent<spo_diagnosis_list>,
    strings: Strings,
}
handle!(shared spo_overview);

impl From<Overview> for spo_overview {
    fn from(overview: Overview) -> Self {
        Self {
            appointments: Lent::of(overview.appointments.len()),
            withheld: Lent::of(overview.withheld.len()),
            missing: Lent::of(overview.missing.len()),
            master_data: Lent::of(overview.master_data.len()),
            care_plans: Lent::of(overview.care_plans.len()),
            diagnoses: Lent::of(overview.diagnoses.len()),
            strings: Strings::default(),
            overview,
        }
    }
}

/// 1 when nothing is known to be withheld or missing, otherwise 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_is_complete(overview: *const spo_overview) -> i32 {
    get(0, || Ok(arg_ref!(overview).overview.is_complete().into()))
}

/// 1 when another call can find more, otherwise 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_is_retryable(overview: *const spo_overview) -> i32 {
    get(0, || Ok(arg_ref!(overview).overview.is_retryable().into()))
}

/// 1 when the patient's blocks were looked past for the overview (værdispring), which is registered with the patient,
/// otherwise 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_overridden(overview: *const spo_overview) -> i32 {
    get(0, || Ok(arg_ref!(overview).overview.overridden.into()))
}

/// How many sources said, at one step or another, that they may hold something back.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_withheld_count(overview: *const spo_overview) -> usize {
    get(0, || Ok(arg_ref!(overview).overview.withheld.len()))
}

/// Source `index` that may hold something back, and at which step; NULL beyond the last. Borrowed from the overview:
/// not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_withheld(
    overview: *const spo_overview,
    index: usize,
) -> *const spo_withheld {
    get(ptr::null(), || {
        let overview = arg_ref!(overview);
        Ok(overview.withheld.lend(&overview.overview.withheld, index))
    })
}

/// How many causes there are why something is missing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_missing_count(overview: *const spo_overview) -> usize {
    get(0, || Ok(arg_ref!(overview).overview.missing.len()))
}

/// What is missing for cause `index`; NULL beyond the last. Borrowed from the overview: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_missing(
    overview: *const spo_overview,
    index: usize,
) -> *const spo_missing {
    get(ptr::null(), || {
        let overview = arg_ref!(overview);
        Ok(overview.missing.lend(&overview.overview.missing, index))
    })
}

/// How many appointments there are on the timeline.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_appointment_count(overview: *const spo_overview) -> usize {
    get(0, || Ok(arg_ref!(overview).overview.appointments.len()))
}

/// Appointment `index` of the timeline; NULL beyond the last. Borrowed from the overview: not to be freed.
///
/// They are in order of Danish days; on a day, first those without a clock time, then by start.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_appointment(
    overview: *const spo_overview,
    index: usize,
) -> *const spo_timeline_appointment {
    get(ptr::null(), || {
        let overview = arg_ref!(overview);
        Ok(overview.appointments.lend(&overview.overview.appointments, index))
    })
}

/// Of the appointments at the same time as appointment `index`, the one with the number `overlap`, from 0; NULL beyond
/// the last. Borrowed from the overview: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_overlap(
    overview: *const spo_overview,
    index: usize,
    overlap: usize,
) -> *const spo_timeline_appointment {
    get(ptr::null(), || {
        let overview = arg_ref!(overview);
        let appointments = &overview.overview.appointments;
        let other = appointments.get(index).and_then(|it| it.overlaps.get(overlap));
        Ok(other.map_or(ptr::null(), |other| {
            overview.appointments.lend(appointments, other.with)
        }))
    })
}

/// How many master data documents (stamkort) there are. There is one, unless sources tell different things.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_master_data_count(overview: *const spo_overview) -> usize {
    get(0, || Ok(arg_ref!(overview).overview.master_data.len()))
}

/// Master data `index`, the last made first; NULL beyond the last. Borrowed from the overview: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_master_data(
    overview: *const spo_overview,
    index: usize,
) -> *const spo_master_data {
    get(ptr::null(), || {
        let overview = arg_ref!(overview);
        Ok(overview.master_data.lend(&overview.overview.master_data, index))
    })
}

/// How many care plans (forløbsplaner) there are. Plans are never merged: several for one course of care are all shown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_care_plan_count(overview: *const spo_overview) -> usize {
    get(0, || Ok(arg_ref!(overview).overview.care_plans.len()))
}

/// Care plan `index`, the last made first; NULL beyond the last. Borrowed from the overview: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_care_plan(
    overview: *const spo_overview,
    index: usize,
) -> *const spo_care_plan {
    get(ptr::null(), || {
        let overview = arg_ref!(overview);
        Ok(overview.care_plans.lend(&overview.overview.care_plans, index))
    })
}

/// How many lists of diagnoses (diagnoseoversigter) there are: one for each practice that shares one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_diagnosis_list_count(overview: *const spo_overview) -> usize {
    get(0, || Ok(arg_ref!(overview).overview.diagnoses.len()))
}

/// List of diagnoses `index`, the last made first; NULL beyond the last. Borrowed from the overview: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_diagnosis_list(
    overview: *const spo_overview,
    index: usize,
) -> *const spo_diagnosis_list {
    get(ptr::null(), || {
        let overview = arg_ref!(overview);
        Ok(overview.diagnoses.lend(&overview.overview.diagnoses, index))
    })
}

/// 1 when a source marks the patient's address as protected (adressebeskyttelse), otherwise 0. No other source's
/// appointment or master data tells it then, either: it was taken out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_address_protected(overview: *const spo_overview) -> i32 {
    get(0, || Ok(arg_ref!(overview).overview.address_protected.into()))
}

/// When it was made, in RFC 3339 with Denmark's offset. Borrowed from the overview.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_made(overview: *const spo_overview) -> *const c_char {
    get(ptr::null(), || {
        let overview = arg_ref!(overview);
        Ok(overview.strings.lend(&overview.overview.made.to_string()))
    })
}

/// When it was made, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_made_ms(overview: *const spo_overview) -> i64 {
    get(to_ms(None), || Ok(to_ms(Some(arg_ref!(overview).overview.made))))
}

/// The overview as plain text for a terminal, what is withheld and missing first. No CPR number and no protected
/// address is in it.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_to_table(
    overview: *const spo_overview,
    language: spo_language_number,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        give_text!(out, {
            let overview = arg_ref!(overview);
            overview.overview.to_table(language_of(language)?)
        })
    })
}

/// The overview as a whole HTML page (UTF-8), to be shown in a frame, printed or saved: without script or anything from
/// outside, what is withheld and missing first. It holds the patient's CPR number and nobody else's, and no protected
/// address.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_to_html(
    overview: *const spo_overview,
    language: spo_language_number,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        give_text!(out, {
            let overview = arg_ref!(overview);
            overview.overview.to_html(language_of(language)?)
        })
    })
}

/// The overview as JSON. It holds CPR numbers in full.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_to_json(
    overview: *const spo_overview,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        give_text!(out, arg_ref!(overview).overview.to_json())
    })
}

/// Frees the overview with everything borrowed from it. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_overview_free(overview: *mut spo_overview) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(overview) }
}
