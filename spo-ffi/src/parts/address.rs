//! A postal address.

use std::ffi::c_char;
use std::ptr;

use spo_core::Address;

use crate::appointment::{spo_use, use_of};
use crate::guard::get;
use crate::strings::Strings;

/// A postal address. There is none where it is protected, only the state that says so.
///
/// Lent by what holds it, and valid as long as that. It never changes: any number of threads may read it.
pub struct spo_address {
    address: Address,
    strings: Strings,
}
handle!(shared spo_address);

impl From<&Address> for spo_address {
    fn from(address: &Address) -> Self {
        Self {
            address: address.clone(),
            strings: Strings::default(),
        }
    }
}

/// All of it in one line, such as "Sygehusvej 1, 5230 Odense M". Borrowed from the address.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_address_text(address: *const spo_address) -> *const c_char {
    get(ptr::null(), || {
        let address = arg_ref!(address);
        Ok(address.strings.lend(&address.address.to_string()))
    })
}

/// How many lines it has apart from the postal district.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_address_line_count(address: *const spo_address) -> usize {
    get(0, || Ok(arg_ref!(address).address.lines.len()))
}

/// Line `index`: street and number, floor, place name; NULL beyond the last. Borrowed from the address.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_address_line(address: *const spo_address, index: usize) -> *const c_char {
    get(ptr::null(), || {
        let address = arg_ref!(address);
        let line = address.address.lines.get(index);
        Ok(address.strings.lend_some(line.map(String::as_str)))
    })
}

/// The postal code; NULL when none is told. Borrowed from the address.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_address_postal_code(address: *const spo_address) -> *const c_char {
    get(ptr::null(), || {
        let address = arg_ref!(address);
        Ok(address.strings.lend_some(address.address.postal_code.as_deref()))
    })
}

/// The postal district; NULL when none is told. Borrowed from the address.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_address_city(address: *const spo_address) -> *const c_char {
    get(ptr::null(), || {
        let address = arg_ref!(address);
        Ok(address.strings.lend_some(address.address.city.as_deref()))
    })
}

/// The country; NULL when none is told. Borrowed from the address.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_address_country(address: *const spo_address) -> *const c_char {
    get(ptr::null(), || {
        let address = arg_ref!(address);
        Ok(address.strings.lend_some(address.address.country.as_deref()))
    })
}

/// What it is for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_address_use(address: *const spo_address) -> spo_use {
    get(spo_use::None, || Ok(use_of(arg_ref!(address).address.purpose)))
}
