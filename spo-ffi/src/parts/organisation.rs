//! An organisation.

use std::ffi::c_char;
use std::ptr;

use spo_core::Organisation;

use super::address::spo_address;
use crate::appointment::{id_kind_of, id_text, spo_id_kind, spo_use, use_of};
use crate::guard::get;
use crate::lent::LentPart;
use crate::strings::Strings;

/// An organisation: a practice, a clinic, a department, a register.
///
/// Lent by what holds it, and valid as long as that. It never changes: any number of threads may read it, with what it
/// lends.
pub struct spo_organisation {
    organisation: Organisation,
    address: LentPart<spo_address>,
    strings: Strings,
}
handle!(shared spo_organisation);

impl From<&Organisation> for spo_organisation {
    fn from(organisation: &Organisation) -> Self {
        Self {
            organisation: organisation.clone(),
            address: LentPart::default(),
            strings: Strings::default(),
        }
    }
}

/// Its name as people know it; NULL when none is told. Borrowed from the organisation.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_organisation_name(organisation: *const spo_organisation) -> *const c_char {
    get(ptr::null(), || {
        let organisation = arg_ref!(organisation);
        Ok(organisation.strings.lend(&organisation.organisation.name))
    })
}

/// The kind of its id.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_organisation_id_kind(organisation: *const spo_organisation) -> spo_id_kind {
    get(spo_id_kind::None, || {
        Ok(id_kind_of(arg_ref!(organisation).organisation.id.as_ref()))
    })
}

/// Its id; NULL when it has none. Borrowed from the organisation.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_organisation_id(organisation: *const spo_organisation) -> *const c_char {
    get(ptr::null(), || {
        let organisation = arg_ref!(organisation);
        let id = organisation.organisation.id.as_ref().map(id_text);
        Ok(organisation.strings.lend_some(id.as_deref()))
    })
}

/// Where it is; NULL when that is not told. Borrowed from the organisation: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_organisation_address(
    organisation: *const spo_organisation,
) -> *const spo_address {
    get(ptr::null(), || {
        let organisation = arg_ref!(organisation);
        Ok(organisation
            .address
            .lend(organisation.organisation.address.as_ref()))
    })
}

/// How many telecoms it has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_organisation_telecom_count(organisation: *const spo_organisation) -> usize {
    get(0, || Ok(arg_ref!(organisation).organisation.telecoms.len()))
}

/// Telecom `index` as a URI, such as "tel:66113333"; NULL beyond the last. Borrowed from the organisation.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_organisation_telecom(
    organisation: *const spo_organisation,
    index: usize,
) -> *const c_char {
    get(ptr::null(), || {
        let organisation = arg_ref!(organisation);
        let telecom = organisation.organisation.telecoms.get(index);
        Ok(organisation
            .strings
            .lend_some(telecom.map(|telecom| telecom.value.as_str())))
    })
}

/// What telecom `index` is for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_organisation_telecom_use(
    organisation: *const spo_organisation,
    index: usize,
) -> spo_use {
    get(spo_use::None, || {
        let telecom = arg_ref!(organisation).organisation.telecoms.get(index);
        Ok(use_of(telecom.and_then(|telecom| telecom.purpose)))
    })
}
