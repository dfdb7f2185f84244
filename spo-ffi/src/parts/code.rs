//! A coded value.

use std::ffi::c_char;
use std::ptr;

use spo_core::Code;

use crate::guard::get;
use crate::strings::Strings;

/// A code from a code system, with the text that people read.
///
/// Lent by what holds it, and valid as long as that. It never changes: any number of threads may read it.
pub struct spo_code {
    code: Code,
    strings: Strings,
}
handle!(shared spo_code);

impl From<&Code> for spo_code {
    fn from(code: &Code) -> Self {
        Self {
            code: code.clone(),
            strings: Strings::default(),
        }
    }
}

/// What people read of a code.
pub(crate) fn readable(code: &Code) -> &str {
    let display = code.display.as_deref();
    display
        .filter(|text| !text.trim().is_empty())
        .unwrap_or(&code.code)
}

/// What to show: its text, or the code itself when there is none. Borrowed from the code.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_code_text(code: *const spo_code) -> *const c_char {
    get(ptr::null(), || {
        let code = arg_ref!(code);
        Ok(code.strings.lend(readable(&code.code)))
    })
}

/// The code itself, such as "R95". Borrowed from the code.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_code_value(code: *const spo_code) -> *const c_char {
    get(ptr::null(), || {
        let code = arg_ref!(code);
        Ok(code.strings.lend(&code.code.code))
    })
}

/// The OID of its code system. Borrowed from the code.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_code_system(code: *const spo_code) -> *const c_char {
    get(ptr::null(), || {
        let code = arg_ref!(code);
        Ok(code.strings.lend(&code.code.system))
    })
}

/// The name of its code system; NULL when none is told. Borrowed from the code.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_code_system_name(code: *const spo_code) -> *const c_char {
    get(ptr::null(), || {
        let code = arg_ref!(code);
        Ok(code.strings.lend_some(code.code.system_name.as_deref()))
    })
}
