//! What an overview does not show, and why: the part that must be read first.

use std::ffi::c_char;
use std::ptr;

use spo_core::overview::{Cause, Missing, MissingDocument, Step, Withheld};

use super::kind::{data_kind, language_of, spo_data_kind_number, spo_language_number};
use crate::guard::get;
use crate::strings::Strings;

/// A step on the way to a document.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_step {
    /// Not told.
    Unknown = 0,
    /// Asking what there is (ITI-18).
    Search = 1,
    /// Getting documents (ITI-43).
    Retrieve = 2,
    /// Reading a document that came.
    Read = 3,
}

impl From<Step> for spo_step {
    fn from(step: Step) -> Self {
        match step {
            Step::Search => Self::Search,
            Step::Retrieve => Self::Retrieve,
            Step::Read => Self::Read,
            _ => Self::Unknown,
        }
    }
}

/// Why something could not be had.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_cause {
    /// Not told.
    Unknown = 0,
    /// The source could not be reached, or said that it cannot serve now.
    Unavailable = 1,
    /// There was no answer within the time allowed.
    TooSlow = 2,
    /// A source behind the one that was asked did not answer: part of its data is missing.
    Partial = 3,
    /// The source refused the caller.
    Denied = 4,
    /// The source refused the question.
    Refused = 5,
    /// The source knows the document and did not deliver it.
    NotDelivered = 6,
    /// The document or answer came and could not be read.
    Unreadable = 7,
    /// The document is about another patient: it is never shown.
    OtherPatient = 8,
    /// The caller's configuration or identity cannot work.
    Setup = 9,
    /// A defect in this library.
    Internal = 10,
    /// Nothing was found, and it is not known whether that is because of a block.
    Unverified = 11,
}

impl From<Cause> for spo_cause {
    fn from(cause: Cause) -> Self {
        match cause {
            Cause::Unavailable => Self::Unavailable,
            Cause::TooSlow => Self::TooSlow,
            Cause::Partial => Self::Partial,
            Cause::Denied => Self::Denied,
            Cause::Refused => Self::Refused,
            Cause::NotDelivered => Self::NotDelivered,
            Cause::Unreadable => Self::Unreadable,
            Cause::OtherPatient => Self::OtherPatient,
            Cause::Setup => Self::Setup,
            Cause::Internal => Self::Internal,
            Cause::Unverified => Self::Unverified,
            _ => Self::Unknown,
        }
    }
}

/// A source said that it may hold something back (spærring). Show that it did: this is all that anybody may know. That
/// no source said so does not prove that nothing is blocked.
///
/// Lent by an overview or master data, and valid as long as that. It never changes: any number of threads may read it.
pub struct spo_withheld {
    withheld: Withheld,
    strings: Strings,
}
handle!(shared spo_withheld);

impl From<&Withheld> for spo_withheld {
    fn from(withheld: &Withheld) -> Self {
        Self {
            withheld: withheld.clone(),
            strings: Strings::default(),
        }
    }
}

/// The source by its name in the configuration. Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_withheld_source(withheld: *const spo_withheld) -> *const c_char {
    get(ptr::null(), || {
        let withheld = arg_ref!(withheld);
        Ok(withheld.strings.lend(&withheld.withheld.source))
    })
}

/// 1 when data of this kind may be held back, otherwise 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_withheld_concerns(
    withheld: *const spo_withheld,
    kind: spo_data_kind_number,
) -> i32 {
    get(0, || {
        let kind = data_kind(kind)?;
        Ok(arg_ref!(withheld).withheld.kinds.contains(&kind).into())
    })
}

/// When the source said so: SPO_STEP_SEARCH or SPO_STEP_RETRIEVE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_withheld_step(withheld: *const spo_withheld) -> spo_step {
    get(spo_step::Unknown, || Ok(arg_ref!(withheld).withheld.step.into()))
}

/// The sentence that says it to people. Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_withheld_sentence(
    withheld: *const spo_withheld,
    language: spo_language_number,
) -> *const c_char {
    get(ptr::null(), || {
        let withheld = arg_ref!(withheld);
        let sentence = withheld.withheld.sentence(language_of(language)?);
        Ok(withheld.strings.lend(&spo_core::redact(&sentence)))
    })
}

/// Something that could not be had, and why. Show it: an overview in which something is missing must never look
/// complete.
///
/// Lent by an overview or master data, and valid as long as that. It never changes: any number of threads may read it.
pub struct spo_missing {
    missing: Missing,
    strings: Strings,
}
handle!(shared spo_missing);

impl From<&Missing> for spo_missing {
    fn from(missing: &Missing) -> Self {
        Self {
            missing: missing.clone(),
            strings: Strings::default(),
        }
    }
}

impl spo_missing {
    fn document<T: AsRef<str>>(
        &self,
        index: usize,
        field: impl FnOnce(&MissingDocument) -> Option<T>,
    ) -> *const c_char {
        let text = self.missing.documents.get(index).and_then(field);
        self.strings.lend_some(text.as_ref().map(AsRef::as_ref))
    }
}

/// The source by its name in the configuration. Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_missing_source(missing: *const spo_missing) -> *const c_char {
    get(ptr::null(), || {
        let missing = arg_ref!(missing);
        Ok(missing.strings.lend(&missing.missing.source))
    })
}

/// 1 when data of this kind may be missing, otherwise 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_missing_concerns(
    missing: *const spo_missing,
    kind: spo_data_kind_number,
) -> i32 {
    get(0, || {
        let kind = data_kind(kind)?;
        Ok(arg_ref!(missing).missing.kinds.contains(&kind).into())
    })
}

/// How far it came.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_missing_step(missing: *const spo_missing) -> spo_step {
    get(spo_step::Unknown, || Ok(arg_ref!(missing).missing.step.into()))
}

/// What stood in the way, for people.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_missing_cause(missing: *const spo_missing) -> spo_cause {
    get(spo_cause::Unknown, || Ok(arg_ref!(missing).missing.cause.into()))
}

/// What stood in the way as a stable name, such as "transport.timeout" or "search.partial". Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_missing_code(missing: *const spo_missing) -> *const c_char {
    get(ptr::null(), || {
        let missing = arg_ref!(missing);
        Ok(missing.strings.lend(&missing.missing.code))
    })
}

/// What happened, in English, without patient data. Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_missing_message(missing: *const spo_missing) -> *const c_char {
    get(ptr::null(), || {
        let missing = arg_ref!(missing);
        Ok(missing.strings.lend(&missing.missing.message))
    })
}

/// What to do about it, in English. Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_missing_remedy(missing: *const spo_missing) -> *const c_char {
    get(ptr::null(), || {
        let missing = arg_ref!(missing);
        Ok(missing.strings.lend(&missing.missing.remedy))
    })
}

/// The sentence that says to people what is missing, from where, why, and whether to try again. Borrowed from the
/// entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_missing_sentence(
    missing: *const spo_missing,
    language: spo_language_number,
) -> *const c_char {
    get(ptr::null(), || {
        let missing = arg_ref!(missing);
        let sentence = missing.missing.sentence(language_of(language)?);
        Ok(missing.strings.lend(&spo_core::redact(&sentence)))
    })
}

/// 1 when the same call can succeed later, otherwise 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_missing_retryable(missing: *const spo_missing) -> i32 {
    get(0, || Ok(arg_ref!(missing).missing.retryable.into()))
}

/// How many documents are known to be missing. 0 after a search that failed: nobody knows what there is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_missing_document_count(missing: *const spo_missing) -> usize {
    get(0, || Ok(arg_ref!(missing).missing.documents.len()))
}

/// The id of missing document `index`, as "root^extension"; NULL beyond the last. Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_missing_document_id(missing: *const spo_missing, index: usize) -> *const c_char {
    get(ptr::null(), || {
        Ok(arg_ref!(missing).document(index, |it| Some(it.document_id.to_unique_id())))
    })
}

/// What is known of missing document `index` in one line, such as "ons 1. apr 2026 10:00, Røntgenambulatoriet"; NULL
/// beyond the last. Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_missing_document_line(
    missing: *const spo_missing,
    index: usize,
    language: spo_language_number,
) -> *const c_char {
    get(ptr::null(), || {
        let language = language_of(language)?;
        Ok(arg_ref!(missing).document(index, |it| {
            Some(spo_core::redact(&it.line(language)).into_owned())
        }))
    })
}
