//! Text that goes to C: lent by a handle, or given away.

use std::collections::HashSet;
use std::ffi::{CString, c_char};
use std::ptr;
use std::sync::{Mutex, PoisonError};

use spo_core::{Error, ErrorKind, Result};

use crate::argument::null;

/// The NUL-terminated copies of what a handle has lent to C. Equal texts share one copy, so that asking again does not
/// grow it; the copies stay where they are until the handle clears or drops them.
#[derive(Default)]
pub(crate) struct Strings(Mutex<HashSet<CString>>);

impl Strings {
    /// Lends `text`; NULL when it is empty.
    pub(crate) fn lend(&self, text: &str) -> *const c_char {
        if text.is_empty() {
            return ptr::null();
        }
        let text = to_c(text);
        let mut lent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(copy) = lent.get(&text) {
            return copy.as_ptr();
        }
        let pointer = text.as_ptr();
        lent.insert(text);
        pointer
    }

    /// Lends `text`; NULL when there is none.
    pub(crate) fn lend_some(&self, text: Option<&str>) -> *const c_char {
        text.map_or(ptr::null(), |text| self.lend(text))
    }

    /// Takes back everything that was lent.
    pub(crate) fn clear(&mut self) {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// JSON can carry a NUL character, C text cannot: it becomes the replacement character.
fn to_c(text: &str) -> CString {
    CString::new(text)
        .or_else(|_| CString::new(text.replace('\0', "\u{FFFD}")))
        .unwrap_or_default()
}

/// Gives `text` away through `out`, to be freed with `spo_string_free`.
///
/// # Safety
/// Point 5 of the contract.
pub(crate) unsafe fn give(text: &str, out: *mut *mut c_char, name: &'static str) -> Result<()> {
    if out.is_null() {
        return Err(null(name));
    }
    // SAFETY: not NULL, and by contract it can be written to.
    unsafe { out.write(to_c(text).into_raw()) };
    Ok(())
}

/// Sets a text output to NULL, so that a caller can free it on every path.
///
/// # Safety
/// Point 5 of the contract.
pub(crate) unsafe fn clear_output(out: *mut *mut c_char) {
    if !out.is_null() {
        // SAFETY: not NULL, and by contract it can be written to.
        unsafe { out.write(ptr::null_mut()) };
    }
}

/// The JSON form of a value.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string_pretty(value)
        .map_err(|error| Error::new(ErrorKind::Internal, "json.write", error.to_string()))
}

/// Gives the text away through the output parameter of the given name.
macro_rules! give_text {
    ($out:ident, $text:expr) => {{
        // SAFETY: the caller keeps the contract of this crate's first page.
        unsafe { crate::strings::clear_output($out) };
        let text: String = $text;
        // SAFETY: the same.
        unsafe { crate::strings::give(&text, $out, stringify!($out)) }
    }};
}

/// Frees text that a function gave away as "char *". NULL is allowed.
///
/// Text lent as "const char *" belongs to its handle and must not be given here.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_string_free(string: *mut c_char) {
    if !string.is_null() {
        // SAFETY: text is given away by `give` only, and by contract this one has not been freed.
        drop(unsafe { CString::from_raw(string) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asking_twice_lends_the_same_copy() {
        let strings = Strings::default();
        assert_eq!(strings.lend("Åse"), strings.lend("Åse"));
        assert!(strings.lend("").is_null());
        assert_eq!(strings.0.lock().unwrap().len(), 1);
    }

    #[test]
    fn a_nul_inside_does_not_cut_the_text() {
        assert_eq!(to_c("a\0b").to_str(), Ok("a\u{FFFD}b"));
    }
}
