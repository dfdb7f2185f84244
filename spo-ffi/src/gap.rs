//! What is missing from an answer.

use std::ffi::c_char;
use std::ptr;

use spo_core::{Gap, ServiceError};

use crate::guard::get;
use crate::strings::Strings;

/// Something that is missing from an answer, and why. Show it: a list with a gap must never look complete.
///
/// Lent by a search's answer or a list, and valid as long as that. It never changes: any number of threads may read it.
pub struct spo_gap {
    gap: Gap,
    strings: Strings,
}
handle!(shared spo_gap);

impl From<Gap> for spo_gap {
    fn from(gap: Gap) -> Self {
        Self {
            gap,
            strings: Strings::default(),
        }
    }
}

impl spo_gap {
    pub(crate) fn gap(&self) -> &Gap {
        &self.gap
    }

    fn service_error(&self, index: usize, field: impl FnOnce(&ServiceError) -> &str) -> *const c_char {
        self.strings
            .lend_some(self.gap.service_errors.get(index).map(field))
    }
}

/// The cause as a stable name, such as "search.partial" or "document.unreadable". Borrowed from the gap.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_gap_code(gap: *const spo_gap) -> *const c_char {
    get(ptr::null(), || {
        let gap = arg_ref!(gap);
        Ok(gap.strings.lend(&gap.gap.code))
    })
}

/// What is missing and why, in English. Borrowed from the gap.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_gap_message(gap: *const spo_gap) -> *const c_char {
    get(ptr::null(), || {
        let gap = arg_ref!(gap);
        Ok(gap.strings.lend(&gap.gap.message))
    })
}

/// The id of the document that is missing, as "root^extension"; NULL when it is not one document. Borrowed from the
/// gap.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_gap_document_id(gap: *const spo_gap) -> *const c_char {
    get(ptr::null(), || {
        let gap = arg_ref!(gap);
        let id = gap.gap.document_id.as_ref().map(|id| id.to_unique_id());
        Ok(gap.strings.lend_some(id.as_deref()))
    })
}

/// 1 when the same call can succeed later, otherwise 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_gap_retryable(gap: *const spo_gap) -> i32 {
    get(0, || Ok(arg_ref!(gap).gap.retryable.into()))
}

/// How many errors the service itself gave as the cause.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_gap_service_error_count(gap: *const spo_gap) -> usize {
    get(0, || Ok(arg_ref!(gap).gap.service_errors.len()))
}

/// The service's own code in its error `index`; NULL beyond the last. Borrowed from the gap.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_gap_service_error_code(gap: *const spo_gap, index: usize) -> *const c_char {
    get(ptr::null(), || {
        Ok(arg_ref!(gap).service_error(index, |error| &error.code))
    })
}

/// The service's own words in its error `index`, CPR numbers masked; NULL beyond the last. Borrowed from the gap.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_gap_service_error_context(gap: *const spo_gap, index: usize) -> *const c_char {
    get(ptr::null(), || {
        Ok(arg_ref!(gap).service_error(index, |error| &error.context))
    })
}
