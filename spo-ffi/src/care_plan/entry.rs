//! A coded statement of a care plan.

use std::ffi::c_char;
use std::ptr;

use spo_core::{Bound, CarePlanEntry, CarePlanEntryKind, ClinicalValue, QuantityRange};

use super::span;
use crate::guard::get;
use crate::lent::{Lent, LentPart};
use crate::parts::spo_code;
use crate::strings::Strings;

/// What an entry of a care plan is.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_statement {
    /// Anything else.
    Other = 0,
    /// A health concern: its values are diagnoses, or what modifies them.
    Concern = 1,
    /// A statement about the citizen's health, usually in words.
    HealthStatus = 2,
    /// A goal: its values are what is aimed at.
    Goal = 3,
    /// What is planned.
    PlannedIntervention = 4,
    /// What was done: its values are the services.
    Intervention = 5,
    /// A result: its values are what was measured.
    Outcome = 6,
}

/// A coded statement of a care plan. Who told it and who carries it out is in the plan's JSON.
///
/// Lent by a section, and valid as long as that. It never changes: any number of threads may read it, with what it lends.
pub struct spo_plan_entry {
    entry: CarePlanEntry,
    code: LentPart<spo_code>,
    codes: Lent<spo_code>,
    strings: Strings,
}
handle!(shared spo_plan_entry);

impl From<&CarePlanEntry> for spo_plan_entry {
    fn from(entry: &CarePlanEntry) -> Self {
        Self {
            code: LentPart::default(),
            codes: Lent::of(entry.values.len()),
            entry: entry.clone(),
            strings: Strings::default(),
        }
    }
}

/// What it is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_plan_entry_kind(entry: *const spo_plan_entry) -> spo_statement {
    get(spo_statement::Other, || {
        Ok(match arg_ref!(entry).entry.kind {
            CarePlanEntryKind::Concern => spo_statement::Concern,
            CarePlanEntryKind::HealthStatus => spo_statement::HealthStatus,
            CarePlanEntryKind::Goal => spo_statement::Goal,
            CarePlanEntryKind::PlannedIntervention => spo_statement::PlannedIntervention,
            CarePlanEntryKind::Intervention => spo_statement::Intervention,
            CarePlanEntryKind::Outcome => spo_statement::Outcome,
            _ => spo_statement::Other,
        })
    })
}

/// What it is about: for a concern the kind of diagnosis, for an outcome what was measured; NULL when that is not told.
/// Borrowed from the entry: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_plan_entry_code(entry: *const spo_plan_entry) -> *const spo_code {
    get(ptr::null(), || {
        let entry = arg_ref!(entry);
        Ok(entry.code.lend(entry.entry.code.as_ref()))
    })
}

/// Its words; NULL when it has none. Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_plan_entry_text(entry: *const spo_plan_entry) -> *const c_char {
    get(ptr::null(), || {
        let entry = arg_ref!(entry);
        Ok(entry.strings.lend_some(entry.entry.text.as_deref()))
    })
}

/// How many values it has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_plan_entry_value_count(entry: *const spo_plan_entry) -> usize {
    get(0, || Ok(arg_ref!(entry).entry.values.len()))
}

/// Value `index` as people read it: words, a code's text, an amount with its unit such as "6.8 mmol/L", or its bounds such
/// as "≥ 48 mmol/mol, < 53 mmol/mol"; NULL beyond the last. Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_plan_entry_value(entry: *const spo_plan_entry, index: usize) -> *const c_char {
    get(ptr::null(), || {
        let entry = arg_ref!(entry);
        let value = entry.entry.values.get(index).map(readable);
        Ok(entry.strings.lend_some(value.as_deref()))
    })
}

/// Value `index` when it is a code, such as a diagnosis; otherwise NULL. Borrowed from the entry: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_plan_entry_value_code(
    entry: *const spo_plan_entry,
    index: usize,
) -> *const spo_code {
    get(ptr::null(), || {
        let entry = arg_ref!(entry);
        let code = entry.entry.values.get(index).and_then(|value| match value {
            ClinicalValue::Code(code) => Some(code),
            _ => None,
        });
        Ok(entry.codes.lend_at(index, code))
    })
}

/// Its state as the document has it, such as "active" or "completed"; NULL when that is not told. Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_plan_entry_status(entry: *const spo_plan_entry) -> *const c_char {
    get(ptr::null(), || {
        let entry = arg_ref!(entry);
        Ok(entry.strings.lend_some(entry.entry.status.as_deref()))
    })
}

/// When it began, begins or should begin, as exactly as it was told: "2026", "2026-05", "2026-05-03" or RFC 3339; NULL
/// when that is not told. Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_plan_entry_from(entry: *const spo_plan_entry) -> *const c_char {
    get(ptr::null(), || {
        let entry = arg_ref!(entry);
        let [from, _] = span(entry.entry.timing);
        Ok(entry.strings.lend_some(from.as_deref()))
    })
}

/// When it ended, ends or should end, in the same form: the beginning again when it is at one time; NULL when that is open
/// or not told. Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_plan_entry_to(entry: *const spo_plan_entry) -> *const c_char {
    get(ptr::null(), || {
        let entry = arg_ref!(entry);
        let [_, to] = span(entry.entry.timing);
        Ok(entry.strings.lend_some(to.as_deref()))
    })
}

fn readable(value: &ClinicalValue) -> String {
    match value {
        ClinicalValue::Code(code) => crate::parts::readable(code).to_owned(),
        ClinicalValue::Quantity(quantity) => quantity.to_string(),
        ClinicalValue::Range(range) => bounds(range),
        ClinicalValue::Text(text) => text.clone(),
        _ => String::new(),
    }
}

fn bounds(range: &QuantityRange) -> String {
    let bound = |bound: &Bound, signs: [&str; 2]| {
        let [without, with] = signs;
        format!(
            "{} {}",
            if bound.inclusive { with } else { without },
            bound.quantity
        )
    };
    let low = range.low.as_ref().map(|low| bound(low, [">", "≥"]));
    let high = range.high.as_ref().map(|high| bound(high, ["<", "≤"]));
    let both: Vec<String> = low.into_iter().chain(high).collect();
    both.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_says_whether_the_amount_itself_is_inside() {
        let range: QuantityRange = serde_json::from_str(
            r#"{"low": {"quantity": {"value": "4.0", "unit": "mmol/L"}, "inclusive": true},
                "high": {"quantity": {"value": "5.5"}, "inclusive": false}}"#,
        )
        .unwrap();
        assert_eq!(bounds(&range), "≥ 4.0 mmol/L, < 5.5");
        let open = QuantityRange { low: None, ..range };
        assert_eq!(bounds(&open), "< 5.5");
    }
}
