//! A person's name.

use std::ffi::c_char;
use std::ptr;

use spo_core::{PersonName, Protectable};

use crate::guard::get;
use crate::strings::Strings;

/// What is known of a person's name.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_name_state {
    /// Nothing.
    Unknown = 0,
    /// The name.
    Known = 1,
    /// The person has name and address protection (navne- og adressebeskyttelse): no name is given out.
    Protected = 2,
}

impl From<&Protectable<PersonName>> for spo_name_state {
    fn from(name: &Protectable<PersonName>) -> Self {
        match name {
            Protectable::Known(_) => Self::Known,
            Protectable::Protected => Self::Protected,
            Protectable::Unknown => Self::Unknown,
        }
    }
}

/// A person's name in its parts.
///
/// Lent by what holds it, and valid as long as that. It never changes: any number of threads may read it.
pub struct spo_name {
    name: PersonName,
    strings: Strings,
}
handle!(shared spo_name);

impl From<&PersonName> for spo_name {
    fn from(name: &PersonName) -> Self {
        Self {
            name: name.clone(),
            strings: Strings::default(),
        }
    }
}

/// The whole name as people read it, title first. Borrowed from the name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_name_text(name: *const spo_name) -> *const c_char {
    get(ptr::null(), || {
        let name = arg_ref!(name);
        Ok(name.strings.lend(&name.name.to_string()))
    })
}

/// The title before the name, such as "Læge"; NULL when there is none. Borrowed from the name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_name_title(name: *const spo_name) -> *const c_char {
    get(ptr::null(), || {
        let name = arg_ref!(name);
        Ok(name.strings.lend_some(name.name.prefix.as_deref()))
    })
}

/// How many given names there are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_name_given_count(name: *const spo_name) -> usize {
    get(0, || Ok(arg_ref!(name).name.given.len()))
}

/// Given name `index`; NULL beyond the last. Borrowed from the name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_name_given(name: *const spo_name, index: usize) -> *const c_char {
    get(ptr::null(), || {
        let name = arg_ref!(name);
        Ok(name
            .strings
            .lend_some(name.name.given.get(index).map(String::as_str)))
    })
}

/// The family name; NULL when none is told. Borrowed from the name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_name_family(name: *const spo_name) -> *const c_char {
    get(ptr::null(), || {
        let name = arg_ref!(name);
        Ok(name.strings.lend(&name.name.family))
    })
}
