//! What a function answers.

use std::ffi::{CStr, CString, c_char};
use std::ptr;
use std::sync::LazyLock;

use spo_core::ErrorKind;

use crate::guard::get;

/// What a function answers: 0, or the number of an [`ErrorKind`]. The header's constants are generated from that table.
pub type spo_status = i32;

static NAMES: LazyLock<Vec<(spo_status, CString)>> = LazyLock::new(|| {
    let name = |kind: &ErrorKind| (kind.status(), CString::new(kind.name()).unwrap_or_default());
    ErrorKind::ALL.iter().map(name).collect()
});

/// The stable name of a status, such as "conflict", "ok" for 0; NULL for a number that is no status.
///
/// The text is constant. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn spo_status_name(status: spo_status) -> *const c_char {
    get(ptr::null(), || {
        let named = NAMES.iter().find(|(number, _)| *number == status);
        Ok(match (status, named) {
            (0, _) => c"ok".as_ptr(),
            (_, Some((_, name))) => CStr::as_ptr(name),
            (_, None) => ptr::null(),
        })
    })
}
