//! A section of a care plan.

use std::ffi::c_char;
use std::ptr;

use spo_core::{CarePlanSection, CarePlanSectionKind};

use super::entry::spo_plan_entry;
use crate::guard::get;
use crate::lent::{Lent, LentPart};
use crate::parts::spo_code;
use crate::strings::Strings;

/// What a section of a care plan is about.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_section_kind {
    /// Anything else: its title tells.
    Other = 0,
    /// Conditions and diagnoses (tilstande, diagnoser).
    Concerns = 1,
    /// The citizen's own goals (individuelle mål).
    Goals = 2,
    /// What is done and planned (udførte og planlagte aktiviteter).
    Interventions = 3,
    /// Results (resultater).
    Outcomes = 4,
}

/// A section of a care plan: its text as authored, what the text says coded, and the sections inside it.
///
/// Lent by a care plan, and valid as long as that. It never changes: any number of threads may read it, with what it
/// lends.
pub struct spo_plan_section {
    section: CarePlanSection,
    code: LentPart<spo_code>,
    entries: Lent<spo_plan_entry>,
    sections: Lent<spo_plan_section>,
    strings: Strings,
}
handle!(shared spo_plan_section);

impl From<&CarePlanSection> for spo_plan_section {
    fn from(section: &CarePlanSection) -> Self {
        Self {
            code: LentPart::default(),
            entries: Lent::of(section.entries.len()),
            sections: Lent::of(section.sections.len()),
            section: section.clone(),
            strings: Strings::default(),
        }
    }
}

/// What it is about.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_plan_section_kind(section: *const spo_plan_section) -> spo_section_kind {
    get(spo_section_kind::Other, || {
        Ok(match arg_ref!(section).section.kind {
            CarePlanSectionKind::Concerns => spo_section_kind::Concerns,
            CarePlanSectionKind::Goals => spo_section_kind::Goals,
            CarePlanSectionKind::Interventions => spo_section_kind::Interventions,
            CarePlanSectionKind::Outcomes => spo_section_kind::Outcomes,
            _ => spo_section_kind::Other,
        })
    })
}

/// Its code; NULL when it has none. Borrowed from the section: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_plan_section_code(section: *const spo_plan_section) -> *const spo_code {
    get(ptr::null(), || {
        let section = arg_ref!(section);
        Ok(section.code.lend(section.section.code.as_ref()))
    })
}

/// What the author calls it; NULL when it has no title. Borrowed from the section.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_plan_section_title(section: *const spo_plan_section) -> *const c_char {
    get(ptr::null(), || {
        let section = arg_ref!(section);
        Ok(section.strings.lend_some(section.section.title.as_deref()))
    })
}

/// Its text as authored: one XML element in the markup of CDA, with paragraphs, lists and tables; NULL when there is none,
/// and then its entries tell what it says. It is others' text: render it, never pass it on as HTML. Borrowed from the
/// section.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_plan_section_narrative(section: *const spo_plan_section) -> *const c_char {
    get(ptr::null(), || {
        let section = arg_ref!(section);
        let narrative = section.section.narrative.as_ref();
        Ok(section
            .strings
            .lend_some(narrative.map(|narrative| narrative.as_xml())))
    })
}

/// How many entries it has: what it says, coded.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_plan_section_entry_count(section: *const spo_plan_section) -> usize {
    get(0, || Ok(arg_ref!(section).section.entries.len()))
}

/// Entry `index`, in the author's order; NULL beyond the last. Borrowed from the section: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_plan_section_entry(
    section: *const spo_plan_section,
    index: usize,
) -> *const spo_plan_entry {
    get(ptr::null(), || {
        let section = arg_ref!(section);
        Ok(section.entries.lend(&section.section.entries, index))
    })
}

/// How many sections are inside it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_plan_section_inner_count(section: *const spo_plan_section) -> usize {
    get(0, || Ok(arg_ref!(section).section.sections.len()))
}

/// Section `index` inside it, in the author's order; NULL beyond the last. Borrowed from the section: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_plan_section_inner(
    section: *const spo_plan_section,
    index: usize,
) -> *const spo_plan_section {
    get(ptr::null(), || {
        let section = arg_ref!(section);
        Ok(section.sections.lend(&section.section.sections, index))
    })
}
