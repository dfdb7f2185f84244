//! The list of diagnoses that a practice shares.

use std::ffi::c_char;
use std::ptr;

use spo_core::overview::Placed;
use spo_core::{DanishTime, DiagnosisList, fhir::ReadDiagnosisList};

use super::spo_diagnosis;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::lent::{Lent, LentPart};
use crate::moment::to_ms;
use crate::parts::{spo_name, spo_organisation};
use crate::status::spo_status;
use crate::strings::Strings;

/// The diagnoses that a general practice and its patient share (diagnoseoversigt). An empty list is no statement that there
/// are none.
///
/// Lent by an overview, and valid as long as that. It never changes: any number of threads may read it, with what it
/// lends.
pub struct spo_diagnosis_list {
    placed: Placed<ReadDiagnosisList>,
    organisation: LentPart<spo_organisation>,
    author: LentPart<spo_name>,
    diagnoses: Lent<spo_diagnosis>,
    strings: Strings,
}
handle!(shared spo_diagnosis_list);

impl From<&Placed<ReadDiagnosisList>> for spo_diagnosis_list {
    fn from(placed: &Placed<ReadDiagnosisList>) -> Self {
        Self {
            organisation: LentPart::default(),
            author: LentPart::default(),
            diagnoses: Lent::of(placed.read.diagnosis_list.diagnoses.len()),
            placed: placed.clone(),
            strings: Strings::default(),
        }
    }
}

impl spo_diagnosis_list {
    fn list(&self) -> &DiagnosisList {
        &self.placed.read.diagnosis_list
    }

    fn lend_time(&self, time: Option<DanishTime>) -> *const c_char {
        let time = time.map(|time| time.to_string());
        self.strings.lend_some(time.as_deref())
    }
}

/// The practice that answers for it; NULL when it does not tell. Borrowed from the list: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_diagnosis_list_organisation(
    list: *const spo_diagnosis_list,
) -> *const spo_organisation {
    get(ptr::null(), || {
        let list = arg_ref!(list);
        Ok(list.organisation.lend(list.list().organisation.as_ref()))
    })
}

/// Who acted for the practice; NULL when nobody is named. Borrowed from the list: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_diagnosis_list_author(list: *const spo_diagnosis_list) -> *const spo_name {
    get(ptr::null(), || {
        let list = arg_ref!(list);
        Ok(list.author.lend(list.list().author.as_ref()))
    })
}

/// When the list was last changed, in RFC 3339 with Denmark's offset; NULL when it does not tell. Show it beside the list.
/// Borrowed from the list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_diagnosis_list_updated(list: *const spo_diagnosis_list) -> *const c_char {
    get(ptr::null(), || {
        let list = arg_ref!(list);
        Ok(list.lend_time(list.list().updated))
    })
}

/// When the list was last changed, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when it does not tell.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_diagnosis_list_updated_ms(list: *const spo_diagnosis_list) -> i64 {
    get(to_ms(None), || Ok(to_ms(arg_ref!(list).list().updated)))
}

/// When the document was put together, in RFC 3339 with Denmark's offset; NULL when it does not tell. Borrowed from the
/// list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_diagnosis_list_generated(list: *const spo_diagnosis_list) -> *const c_char {
    get(ptr::null(), || {
        let list = arg_ref!(list);
        Ok(list.lend_time(list.list().generated))
    })
}

/// How many diagnoses are on it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_diagnosis_list_count(list: *const spo_diagnosis_list) -> usize {
    get(0, || Ok(arg_ref!(list).list().diagnoses.len()))
}

/// Diagnosis `index`, in the author's order; NULL beyond the last. Borrowed from the list: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_diagnosis_list_diagnosis(
    list: *const spo_diagnosis_list,
    index: usize,
) -> *const spo_diagnosis {
    get(ptr::null(), || {
        let list = arg_ref!(list);
        Ok(list.diagnoses.lend(&list.list().diagnoses, index))
    })
}

/// In how many places it was found.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_diagnosis_list_source_count(list: *const spo_diagnosis_list) -> usize {
    get(0, || Ok(arg_ref!(list).placed.places.len()))
}

/// The source of place `index` by its name in the configuration; NULL beyond the last. Borrowed from the list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_diagnosis_list_source(
    list: *const spo_diagnosis_list,
    index: usize,
) -> *const c_char {
    get(ptr::null(), || {
        let list = arg_ref!(list);
        let place = list.placed.places.get(index);
        Ok(list.strings.lend_some(place.map(|place| place.source.as_str())))
    })
}

/// All of it as JSON, with where it was found and the warnings of reading it. It holds the CPR number in full.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_diagnosis_list_to_json(
    list: *const spo_diagnosis_list,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        give_text!(out, crate::strings::json(&arg_ref!(list).placed)?)
    })
}
