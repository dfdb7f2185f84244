//! Who types it in.

use std::ffi::c_char;

use spo_core::{Organisation, PersonName};

use super::spo_master_data_change;
use crate::appointment::{id_kind, organisation_id, spo_id_kind, spo_id_kind_number};
use crate::error::spo_error;
use crate::guard::guard;
use crate::status::spo_status;

/// Sets how the person who types it in is named beside it. A citizen's own name need not be given.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_set_entered_by(
    change: *mut spo_master_data_change,
    given: *const c_char,
    family: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(change).set("entered_by.person", |it| {
            let name = PersonName::new(arg_text!(given), arg_text!(family));
            it.change.entered_by.person = Some(name);
            Ok(())
        })
    })
}

/// Sets the organisation that is named beside it, which a health professional must have. `id` may be NULL only with
/// SPO_ID_KIND_NONE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_set_organisation(
    change: *mut spo_master_data_change,
    id_kind: spo_id_kind_number,
    id: *const c_char,
    name: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(change).set("entered_by.organisation", |it| {
            let id = match self::id_kind(id_kind)? {
                spo_id_kind::None => None,
                kind => organisation_id(kind, arg_text!(id))?,
            };
            it.change.entered_by.organisation = Some(Organisation {
                id,
                name: arg_text!(name).to_owned(),
                ..Organisation::default()
            });
            Ok(())
        })
    })
}
