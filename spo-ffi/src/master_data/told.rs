//! What an item of master data tells.

use std::ffi::c_char;
use std::ptr;

use chrono::NaiveDate;
use spo_core::master_data_edit::TypedInItem;
use spo_core::{Code, Custody, Organisation, PatientAddress, PersonName, Telecom, TemporaryAddress};

use super::item::{Value, spo_item};
use crate::appointment::{spo_address_state, spo_use, use_of};
use crate::guard::get;
use crate::parts::{spo_address, spo_code, spo_name, spo_name_state, spo_organisation};

impl Value {
    /// The name and what is known of it.
    fn name(&self) -> (spo_name_state, Option<&PersonName>) {
        let name = match self {
            Self::NameAndAddress(it) => return ((&it.name).into(), it.name.known()),
            Self::Custody(it) => return ((&it.name).into(), it.name.known()),
            Self::TypedIn(TypedInItem::Relative(it)) => Some(&it.name),
            Self::TypedIn(TypedInItem::Dentist(it)) => it.person.as_ref(),
            _ => None,
        };
        let state = name.map_or(spo_name_state::Unknown, |_| spo_name_state::Known);
        (state, name)
    }

    fn address(&self) -> &PatientAddress {
        match self {
            Self::NameAndAddress(it) => &it.address,
            Self::TypedIn(TypedInItem::TemporaryAddress(it)) => &it.address,
            _ => &PatientAddress::Unknown,
        }
    }

    fn stay(&self, day: impl FnOnce(&TemporaryAddress) -> Option<NaiveDate>) -> Option<String> {
        match self {
            Self::TypedIn(TypedInItem::TemporaryAddress(it)) => day(it).map(|day| day.to_string()),
            _ => None,
        }
    }

    fn custody(&self) -> Option<&Custody> {
        match self {
            Self::Custody(it) => Some(it),
            _ => None,
        }
    }

    fn relation(&self) -> Option<&Code> {
        match self {
            Self::TypedIn(TypedInItem::Relative(it)) => it.relation.as_ref(),
            _ => self.custody()?.relation.as_ref(),
        }
    }

    fn language(&self) -> Option<&Code> {
        match self {
            Self::TypedIn(TypedInItem::Language(it)) => Some(it),
            _ => None,
        }
    }

    fn organisation(&self) -> Option<&Organisation> {
        match self {
            Self::Practice(it) => Some(it),
            Self::TypedIn(TypedInItem::Dentist(it)) => Some(&it.clinic),
            _ => None,
        }
    }

    fn telecoms(&self) -> &[Telecom] {
        match self {
            Self::TypedIn(TypedInItem::Contact(it)) => it,
            Self::TypedIn(TypedInItem::Relative(it)) => &it.telecoms,
            _ => &[],
        }
    }

    fn note(&self) -> Option<&str> {
        match self {
            Self::TypedIn(TypedInItem::Relative(it)) => it.note.as_deref(),
            _ => None,
        }
    }
}

/// Whether the name of the citizen, the relative, the dentist or the other person in a relation of custody is known,
/// protected or unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_name_state(item: *const spo_item) -> spo_name_state {
    get(spo_name_state::Unknown, || Ok(arg_ref!(item).value().name().0))
}

/// That name; NULL when it is protected or not told. Borrowed from the item: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_name(item: *const spo_item) -> *const spo_name {
    get(ptr::null(), || {
        let item = arg_ref!(item);
        Ok(item.name.lend(item.value().name().1))
    })
}

/// Whether the citizen's own or temporary address is known, protected or unknown. A temporary one may be known although
/// the citizen's own is protected.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_address_state(item: *const spo_item) -> spo_address_state {
    get(spo_address_state::Unknown, || {
        Ok(match arg_ref!(item).value().address() {
            PatientAddress::Known(_) => spo_address_state::Known,
            PatientAddress::Protected => spo_address_state::Protected,
            PatientAddress::Unknown => spo_address_state::Unknown,
        })
    })
}

/// That address; NULL when it is protected or not told. Borrowed from the item: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_address(item: *const spo_item) -> *const spo_address {
    get(ptr::null(), || {
        let item = arg_ref!(item);
        Ok(item.address.lend(item.value().address().known()))
    })
}

/// The first day of a temporary address, such as "2026-07-01"; NULL when it is not told. Borrowed from the item.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_first_day(item: *const spo_item) -> *const c_char {
    get(ptr::null(), || {
        let item = arg_ref!(item);
        Ok(item.strings.lend_some(item.value().stay(|it| it.from).as_deref()))
    })
}

/// The day on which a temporary address ends; NULL when it is open. Borrowed from the item.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_last_day(item: *const spo_item) -> *const c_char {
    get(ptr::null(), || {
        let item = arg_ref!(item);
        Ok(item.strings.lend_some(item.value().stay(|it| it.to).as_deref()))
    })
}

/// The CPR number of the child, or of the holder of custody: ten digits; NULL when it is not told. Borrowed from the
/// item.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_cpr(item: *const spo_item) -> *const c_char {
    get(ptr::null(), || {
        let item = arg_ref!(item);
        let cpr = item.value().custody().and_then(|it| it.cpr.as_ref());
        Ok(item.strings.lend_some(cpr.map(|cpr| cpr.as_str())))
    })
}

/// What the relative is to the citizen, or the relation of custody, such as "samboende" or "mor"; NULL when it is not told.
/// The list of codes is open. Who has custody of whom, only the kind of the item tells. Borrowed from the item: not to be
/// freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_relation(item: *const spo_item) -> *const spo_code {
    get(ptr::null(), || {
        let item = arg_ref!(item);
        Ok(item.code.lend(item.value().relation()))
    })
}

/// The language that the citizen speaks, by ISO 639-1. Borrowed from the item: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_language(item: *const spo_item) -> *const spo_code {
    get(ptr::null(), || {
        let item = arg_ref!(item);
        Ok(item.code.lend(item.value().language()))
    })
}

/// The general practitioner's practice, or the dentist's clinic, as far as they are told. Borrowed from the item: not to
/// be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_organisation(item: *const spo_item) -> *const spo_organisation {
    get(ptr::null(), || {
        let item = arg_ref!(item);
        Ok(item.organisation.lend(item.value().organisation()))
    })
}

/// How many telecoms the citizen or the relative has: phone numbers as they were typed in.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_telecom_count(item: *const spo_item) -> usize {
    get(0, || Ok(arg_ref!(item).value().telecoms().len()))
}

/// Telecom `index` as a URI, such as "tel:66113333"; NULL beyond the last. Borrowed from the item.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_telecom(item: *const spo_item, index: usize) -> *const c_char {
    get(ptr::null(), || {
        let item = arg_ref!(item);
        let telecom = item.value().telecoms().get(index);
        Ok(item
            .strings
            .lend_some(telecom.map(|telecom| telecom.value.as_str())))
    })
}

/// What telecom `index` is for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_telecom_use(item: *const spo_item, index: usize) -> spo_use {
    get(spo_use::None, || {
        let telecom = arg_ref!(item).value().telecoms().get(index);
        Ok(use_of(telecom.and_then(|telecom| telecom.purpose)))
    })
}

/// The note about a relative: free text, any character may be in it. NULL when there is none. Borrowed from the item.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_note(item: *const spo_item) -> *const c_char {
    get(ptr::null(), || {
        let item = arg_ref!(item);
        Ok(item.strings.lend_some(item.value().note()))
    })
}
