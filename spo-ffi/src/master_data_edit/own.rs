//! What only items of one kind have.

use std::ffi::c_char;

use spo_core::master_data_edit::{LANGUAGE_SYSTEM, TypedInItem};
use spo_core::{Code, OrganisationId, Relative, Result, TemporaryAddress, YderNumber};

use super::field::has_no;
use super::spo_master_data_change;
use crate::error::spo_error;
use crate::guard::guard;
use crate::moment::date;
use crate::status::spo_status;

fn relative<'i>(item: &'i mut TypedInItem, what: &str) -> Result<&'i mut Relative> {
    match item {
        TypedInItem::Relative(it) => Ok(it),
        other => Err(has_no(other.kind(), what)),
    }
}

fn stay(item: &mut TypedInItem) -> Result<&mut TemporaryAddress> {
    match item {
        TypedInItem::TemporaryAddress(it) => Ok(it),
        other => Err(has_no(other.kind(), "days")),
    }
}

/// Sets the language, as a code of ISO 639-1 such as "da", and what people read, such as "Dansk", or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_set_language(
    change: *mut spo_master_data_change,
    code: *const c_char,
    text: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(change).set_field("", |item| {
            let language = Code {
                code: arg_text!(code).to_owned(),
                system: LANGUAGE_SYSTEM.to_owned(),
                system_name: None,
                display: arg_optional!(text).map(str::to_owned),
            };
            match item {
                TypedInItem::Language(it) => *it = language,
                other => return Err(has_no(other.kind(), "language")),
            }
            Ok(())
        })
    })
}

/// Sets what the relative is to the citizen: a code such as "samboende", the OID of its system (MedCom's relation codes are
/// 1.2.208.184.100.2), and what people read or NULL. NULL for `code` removes the relation.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_set_relation(
    change: *mut spo_master_data_change,
    code: *const c_char,
    system: *const c_char,
    text: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(change).set_field("relation", |item| {
            let relation = match arg_optional!(code) {
                None => None,
                Some(code) => Some(Code {
                    code: code.to_owned(),
                    system: arg_text!(system).to_owned(),
                    system_name: None,
                    display: arg_optional!(text).map(str::to_owned),
                }),
            };
            relative(item, "relation")?.relation = relation;
            Ok(())
        })
    })
}

/// Sets the note about the relative: free text, any character may be in it. NULL removes it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_set_note(
    change: *mut spo_master_data_change,
    note: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(change).set_field("note", |item| {
            relative(item, "note")?.note = arg_optional!(note).map(str::to_owned);
            Ok(())
        })
    })
}

/// Sets the first day of a temporary address, a Danish calendar day such as "2026-07-01".
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_set_first_day(
    change: *mut spo_master_data_change,
    day: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(change).set_field("from", |item| {
            let stay = stay(item)?;
            stay.from = Some(date(arg_text!(day))?);
            Ok(())
        })
    })
}

/// Sets the day on which a temporary address ends; NULL leaves it open.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_set_last_day(
    change: *mut spo_master_data_change,
    day: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(change).set_field("to", |item| {
            let stay = stay(item)?;
            stay.to = arg_optional!(day).map(date).transpose()?;
            Ok(())
        })
    })
}

/// Sets the dentist's clinic: its provider number (ydernummer) or NULL, and its name as people know it. Its address and
/// telephone numbers are kept.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_set_clinic(
    change: *mut spo_master_data_change,
    number: *const c_char,
    name: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(change).set_field("clinic", |item| {
            let TypedInItem::Dentist(dentist) = item else {
                return Err(has_no(item.kind(), "clinic"));
            };
            let number = arg_optional!(number).map(YderNumber::parse).transpose()?;
            dentist.clinic.name = arg_text!(name).to_owned();
            dentist.clinic.id = number.map(OrganisationId::Yder);
            Ok(())
        })
    })
}
