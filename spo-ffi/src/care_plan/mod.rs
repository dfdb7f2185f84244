//! Care plans (forløbsplaner), as authored.

mod entry;
mod section;

use std::ffi::c_char;
use std::ptr;

use spo_core::cda::ReadCarePlan;
use spo_core::overview::Placed;
use spo_core::{CarePlan, Timing};

pub use self::entry::*;
pub use self::section::*;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::lent::{Lent, LentPart};
use crate::moment::to_ms;
use crate::parts::{spo_code, spo_name, spo_organisation};
use crate::status::spo_status;
use crate::strings::Strings;

/// A care plan (forløbsplan, CPD-DK): what a citizen and a general practice, or a hospital, have agreed about a course of
/// care. Show it as authored; plans of different labels are never merged.
///
/// Lent by an overview, and valid as long as that. It never changes: any number of threads may read it, with what it
/// lends.
pub struct spo_care_plan {
    placed: Placed<ReadCarePlan>,
    label: LentPart<spo_code>,
    authors: Lent<spo_organisation>,
    author_persons: Lent<spo_name>,
    custodian: LentPart<spo_organisation>,
    sections: Lent<spo_plan_section>,
    strings: Strings,
}
handle!(shared spo_care_plan);

impl From<&Placed<ReadCarePlan>> for spo_care_plan {
    fn from(placed: &Placed<ReadCarePlan>) -> Self {
        let plan = &placed.read.care_plan;
        Self {
            label: LentPart::default(),
            authors: Lent::of(plan.authors.len()),
            author_persons: Lent::of(plan.authors.len()),
            custodian: LentPart::default(),
            sections: Lent::of(plan.sections.len()),
            placed: placed.clone(),
            strings: Strings::default(),
        }
    }
}

impl spo_care_plan {
    fn plan(&self) -> &CarePlan {
        &self.placed.read.care_plan
    }
}

/// Beginning and end, each with the precision it was told with. What is at one time begins and ends then.
fn span(timing: Option<Timing>) -> [Option<String>; 2] {
    let ends = match timing {
        None => [None, None],
        Some(Timing::At(time)) => [Some(time), Some(time)],
        Some(Timing::Span { from, to }) => [from, to],
    };
    ends.map(|end| end.map(|time| time.to_string()))
}

/// What the author calls it; NULL when it has no title. Borrowed from the care plan.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_care_plan_title(care_plan: *const spo_care_plan) -> *const c_char {
    get(ptr::null(), || {
        let care_plan = arg_ref!(care_plan);
        Ok(care_plan.strings.lend_some(care_plan.plan().title.as_deref()))
    })
}

/// The label of the course of care (forløbslabel), such as ALAL22 for type 2 diabetes; NULL when it has none. Borrowed
/// from the care plan: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_care_plan_label(care_plan: *const spo_care_plan) -> *const spo_code {
    get(ptr::null(), || {
        let care_plan = arg_ref!(care_plan);
        Ok(care_plan.label.lend(care_plan.plan().label.as_ref()))
    })
}

/// The document's id, as "root^extension"; NULL when it has none. Borrowed from the care plan.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_care_plan_id(care_plan: *const spo_care_plan) -> *const c_char {
    get(ptr::null(), || {
        let care_plan = arg_ref!(care_plan);
        let id = care_plan.plan().id.as_ref().map(|id| id.to_unique_id());
        Ok(care_plan.strings.lend_some(id.as_deref()))
    })
}

/// When this version was made, in RFC 3339 with Denmark's offset; NULL when it does not tell. Borrowed from the care
/// plan.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_care_plan_created(care_plan: *const spo_care_plan) -> *const c_char {
    get(ptr::null(), || {
        let care_plan = arg_ref!(care_plan);
        let created = care_plan.plan().created.map(|time| time.to_string());
        Ok(care_plan.strings.lend_some(created.as_deref()))
    })
}

/// When this version was made, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when it does not tell.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_care_plan_created_ms(care_plan: *const spo_care_plan) -> i64 {
    get(to_ms(None), || Ok(to_ms(arg_ref!(care_plan).plan().created)))
}

/// From when it holds, as exactly as it was told: "2026", "2026-05", "2026-05-03" or RFC 3339; NULL when it does not tell.
/// Borrowed from the care plan.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_care_plan_valid_from(care_plan: *const spo_care_plan) -> *const c_char {
    get(ptr::null(), || {
        let care_plan = arg_ref!(care_plan);
        let [from, _] = span(care_plan.plan().validity);
        Ok(care_plan.strings.lend_some(from.as_deref()))
    })
}

/// Until when it holds, in the same form; NULL when that is open or not told. Borrowed from the care plan.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_care_plan_valid_to(care_plan: *const spo_care_plan) -> *const c_char {
    get(ptr::null(), || {
        let care_plan = arg_ref!(care_plan);
        let [_, to] = span(care_plan.plan().validity);
        Ok(care_plan.strings.lend_some(to.as_deref()))
    })
}

/// How many authors it has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_care_plan_author_count(care_plan: *const spo_care_plan) -> usize {
    get(0, || Ok(arg_ref!(care_plan).plan().authors.len()))
}

/// The organisation of author `index`; NULL beyond the last. Borrowed from the care plan: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_care_plan_author(
    care_plan: *const spo_care_plan,
    index: usize,
) -> *const spo_organisation {
    get(ptr::null(), || {
        let care_plan = arg_ref!(care_plan);
        let author = care_plan.plan().authors.get(index);
        let organisation = author.map(|author| &author.organisation);
        Ok(care_plan.authors.lend_at(index, organisation))
    })
}

/// Who acted for author `index`; NULL beyond the last, and when nobody is named. Borrowed from the care plan: not to be
/// freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_care_plan_author_person(
    care_plan: *const spo_care_plan,
    index: usize,
) -> *const spo_name {
    get(ptr::null(), || {
        let care_plan = arg_ref!(care_plan);
        let author = care_plan.plan().authors.get(index);
        let person = author.and_then(|author| author.person.as_ref());
        Ok(care_plan.author_persons.lend_at(index, person))
    })
}

/// Who keeps it; NULL when it does not tell. Borrowed from the care plan: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_care_plan_custodian(care_plan: *const spo_care_plan) -> *const spo_organisation {
    get(ptr::null(), || {
        let care_plan = arg_ref!(care_plan);
        Ok(care_plan.custodian.lend(care_plan.plan().custodian.as_ref()))
    })
}

/// How many sections it has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_care_plan_section_count(care_plan: *const spo_care_plan) -> usize {
    get(0, || Ok(arg_ref!(care_plan).plan().sections.len()))
}

/// Section `index`, in the author's order; NULL beyond the last. Borrowed from the care plan: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_care_plan_section(
    care_plan: *const spo_care_plan,
    index: usize,
) -> *const spo_plan_section {
    get(ptr::null(), || {
        let care_plan = arg_ref!(care_plan);
        Ok(care_plan.sections.lend(&care_plan.plan().sections, index))
    })
}

/// In how many places it was found.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_care_plan_source_count(care_plan: *const spo_care_plan) -> usize {
    get(0, || Ok(arg_ref!(care_plan).placed.places.len()))
}

/// The source of place `index` by its name in the configuration; NULL beyond the last. Borrowed from the care plan.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_care_plan_source(
    care_plan: *const spo_care_plan,
    index: usize,
) -> *const c_char {
    get(ptr::null(), || {
        let care_plan = arg_ref!(care_plan);
        let place = care_plan.placed.places.get(index);
        Ok(care_plan
            .strings
            .lend_some(place.map(|place| place.source.as_str())))
    })
}

/// All of it as JSON, with where it was found and the warnings of reading it. It holds the CPR number in full.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_care_plan_to_json(
    care_plan: *const spo_care_plan,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        give_text!(out, crate::strings::json(&arg_ref!(care_plan).placed)?)
    })
}
