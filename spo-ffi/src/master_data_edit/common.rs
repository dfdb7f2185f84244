//! What items of several kinds have: names, telephone numbers, addresses.

use std::ffi::c_char;

use spo_core::{Address, Telecom, Use};

use super::spo_master_data_change;
use crate::appointment::{spo_use_number, use_from};
use crate::error::spo_error;
use crate::guard::guard;
use crate::status::spo_status;

/// Sets the name of the relative, or of the dentist. `given` becomes the only given name;
/// spo_master_data_change_add_given_name adds more. `family` may be NULL. A title is kept.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_set_name(
    change: *mut spo_master_data_change,
    given: *const c_char,
    family: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(change).set_name(|name| {
            let (given, family) = (arg_text!(given), arg_optional!(family));
            name.given = vec![given.to_owned()];
            name.family = family.unwrap_or_default().to_owned();
            Ok(())
        })
    })
}

/// Adds a given name, in the order in which they are said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_add_given_name(
    change: *mut spo_master_data_change,
    given: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(change).set_name(|name| {
            name.given.push(arg_text!(given).to_owned());
            Ok(())
        })
    })
}

/// Sets the title before the name of the relative or the dentist, such as "Tandlæge"; NULL removes it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_set_title(
    change: *mut spo_master_data_change,
    title: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(change).set_name(|name| {
            name.prefix = arg_optional!(title).map(str::to_owned);
            Ok(())
        })
    })
}

/// Adds a telephone number of the citizen, the relative or the dentist's clinic; spaces in it are dropped.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_add_phone(
    change: *mut spo_master_data_change,
    number: *const c_char,
    purpose: spo_use_number,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(change).set_telecoms(|telecoms| {
            let purpose = use_from(purpose)?;
            telecoms.push(Telecom {
                purpose,
                ..Telecom::phone(arg_text!(number), Use::Work)
            });
            Ok(())
        })
    })
}

/// Removes every telephone number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_clear_phones(
    change: *mut spo_master_data_change,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(change).set_telecoms(|telecoms| {
            telecoms.clear();
            Ok(())
        })
    })
}

/// Sets the temporary address, or that of the dentist's clinic, as one of one line. It replaces the address with its further
/// lines, country and use. Any of them may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_set_address(
    change: *mut spo_master_data_change,
    line: *const c_char,
    postal_code: *const c_char,
    city: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(change).set_address(|address| {
            *address = Address {
                lines: arg_optional!(line).map(str::to_owned).into_iter().collect(),
                postal_code: arg_optional!(postal_code).map(str::to_owned),
                city: arg_optional!(city).map(str::to_owned),
                ..Address::default()
            };
            Ok(())
        })
    })
}

/// Adds a line to the address: a floor, a place name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_add_address_line(
    change: *mut spo_master_data_change,
    line: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(change).set_address(|address| {
            address.lines.push(arg_text!(line).to_owned());
            Ok(())
        })
    })
}

/// Sets the country of the address, when it is not Denmark; NULL removes it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_set_address_country(
    change: *mut spo_master_data_change,
    country: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(change).set_address(|address| {
            address.country = arg_optional!(country).map(str::to_owned);
            Ok(())
        })
    })
}
