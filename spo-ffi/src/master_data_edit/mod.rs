//! Changes of what may be typed into master data, and what takes them to the register.
//!
//! [`field`] finds the field that a setter means; [`author`], [`common`] and [`own`] are the setters.

mod author;
mod common;
mod editor;
mod field;
mod own;
mod receipt;

use std::ffi::c_char;
use std::ptr;
use std::sync::OnceLock;

use spo_core::master_data_edit::{
    CheckedChange, Edit, EnteredBy, ItemKind, LANGUAGE_SYSTEM, MasterDataChange, TypedInItem, refuse,
};
use spo_core::rules::Fault;
use spo_core::{Code, DanishTime, InstanceId, MasterData, Result, Sourced};

pub use self::author::*;
pub use self::common::*;
pub use self::editor::*;
pub use self::own::*;
pub use self::receipt::*;
use crate::caller::spo_caller;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::master_data::{
    Value, not_typed_in, spo_item, spo_master_data, spo_master_data_item_number, typed_in_kind,
};
use crate::status::spo_status;
use crate::strings::Strings;
use crate::{handle, refusal};

/// One change of a citizen's master data: a new item, another in the place of one, or the end of one, and who wants it.
///
/// Setters may be called in any order, and their statuses may be left unread: what a setter refused is reported by
/// spo_master_data_change_check and spo_master_data_editor_submit with everything else that is wrong, all in one error,
/// until the same field is set again. Setters copy what they are given.
///
/// What getters return is borrowed: it is valid until the change is next changed or freed.
///
/// One thread at a time.
pub struct spo_master_data_change {
    change: MasterDataChange,
    /// What setters refused and nobody has set since.
    refused: Vec<Fault>,
    caller: spo_caller,
    item: OnceLock<spo_item>,
    strings: Strings,
}
handle!(exclusive spo_master_data_change);

impl From<MasterDataChange> for spo_master_data_change {
    fn from(change: MasterDataChange) -> Self {
        Self {
            refused: Vec::new(),
            caller: change.caller.clone().into(),
            change,
            item: OnceLock::new(),
            strings: Strings::default(),
        }
    }
}

impl spo_master_data_change {
    fn new(present: &spo_master_data, caller: &spo_caller, edit: Edit) -> Self {
        MasterDataChange {
            patient: present.data().cpr,
            caller: caller.caller().clone(),
            entered_by: EnteredBy::default(),
            edit,
        }
        .into()
    }

    /// The change, or one error with every fault.
    fn checked(&self, present: &MasterData) -> Result<CheckedChange> {
        let faults = self.change.faults(present);
        refuse(refusal::beside(self.refused.clone(), faults))?;
        self.change.clone().check(present)
    }

    /// The item as it stands after the change, with the id and time that are known by then.
    fn item(&self, id: Option<InstanceId>, changed: Option<DanishTime>) -> spo_item {
        let value = match &self.change.edit {
            Edit::Create(item) | Edit::Change { item, .. } => Value::TypedIn(item.clone()),
            Edit::End { .. } => Value::Elsewhere,
        };
        let told = Sourced {
            value,
            origin: self.change.origin(),
            changed,
            id,
        };
        spo_item::new(self.change.edit.kind().into(), told)
    }

    fn id(&self) -> Option<&InstanceId> {
        match &self.change.edit {
            Edit::Create(_) => None,
            Edit::Change { id, .. } | Edit::End { id, .. } => id.as_ref(),
        }
    }
}

/// What a change does.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_edit {
    /// There is no change.
    None = 0,
    /// It types in a new item.
    Create = 1,
    /// It puts an item in the place of one of the same kind.
    Replace = 2,
    /// It takes an item out.
    End = 3,
}

/// An item of which nothing is said yet.
fn empty(kind: ItemKind) -> TypedInItem {
    match kind {
        ItemKind::Language => TypedInItem::Language(Code {
            code: String::new(),
            system: LANGUAGE_SYSTEM.to_owned(),
            system_name: None,
            display: None,
        }),
        ItemKind::TemporaryAddress => TypedInItem::TemporaryAddress(Default::default()),
        ItemKind::Dentist => TypedInItem::Dentist(Default::default()),
        ItemKind::Contact => TypedInItem::Contact(Default::default()),
        ItemKind::Relative => TypedInItem::Relative(Default::default()),
    }
}

/// A change that types in a new item: setters fill it in. `master_data` is the citizen's as the user sees it, `kind`
/// SPO_MASTER_DATA_ITEM_LANGUAGE, _TEMPORARY_ADDRESS, _DENTIST, _CONTACT or _RELATIVE, and `caller` whoever changes it: the
/// citizen, somebody with the citizen's power of attorney, or a health professional. All are copied.
///
/// `*out` is to be freed with spo_master_data_change_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_create(
    master_data: *const spo_master_data,
    kind: spo_master_data_item_number,
    caller: *const spo_caller,
    out: *mut *mut spo_master_data_change,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let present = arg_ref!(master_data);
        let edit = Edit::Create(empty(typed_in_kind(kind)?));
        out.give(spo_master_data_change::new(present, arg_ref!(caller), edit))
    })
}

/// A change that puts another item in the place of `item`, which was typed into `master_data`. It begins as the item is, and
/// setters change its parts. All are copied.
///
/// `*out` is to be freed with spo_master_data_change_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_replace(
    master_data: *const spo_master_data,
    item: *const spo_item,
    caller: *const spo_caller,
    out: *mut *mut spo_master_data_change,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let present = arg_ref!(master_data);
        let item = arg_ref!(item);
        let edit = Edit::Change {
            id: item.id().cloned(),
            item: item.typed_in().cloned().ok_or_else(|| not_typed_in("item"))?,
        };
        out.give(spo_master_data_change::new(present, arg_ref!(caller), edit))
    })
}

/// A change that takes `item` out, which was typed into `master_data`. To let a temporary address run out on a day,
/// replace it instead. All are copied.
///
/// `*out` is to be freed with spo_master_data_change_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_end(
    master_data: *const spo_master_data,
    item: *const spo_item,
    caller: *const spo_caller,
    out: *mut *mut spo_master_data_change,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let present = arg_ref!(master_data);
        let item = arg_ref!(item);
        let kind = item.typed_in().ok_or_else(|| not_typed_in("item"))?.kind();
        let edit = Edit::End {
            id: item.id().cloned(),
            kind,
        };
        out.give(spo_master_data_change::new(present, arg_ref!(caller), edit))
    })
}

/// Reads the JSON form. The error's path names the field that is wrong or missing.
///
/// `*out` is to be freed with spo_master_data_change_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_from_json(
    json: *const c_char,
    out: *mut *mut spo_master_data_change,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        out.give(MasterDataChange::from_json(arg_text!(json))?.into())
    })
}

/// Writes the JSON form, with CPR numbers in full.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure: when a setter's refusal stands. It does not apply the
/// rules; spo_master_data_change_check does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_to_json(
    change: *const spo_master_data_change,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        give_text!(out, {
            let change = arg_ref!(change);
            refuse(change.refused.clone())?;
            change.change.to_json()
        })
    })
}

/// Checks everything at once against the citizen's present master data: SPO_STATUS_OK when the change can be sent,
/// otherwise SPO_STATUS_INVALID_APPOINTMENT and an error with every fault.
///
/// The rules are what public sources tell of the national register, and what its document can hold; the register may
/// refuse more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_check(
    change: *const spo_master_data_change,
    present: *const spo_master_data,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let change = arg_ref!(change);
        change.checked(arg_ref!(present).data()).map(drop)
    })
}

/// The CPR number of the citizen whose master data it changes: ten digits. Borrowed from the change.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_cpr(change: *const spo_master_data_change) -> *const c_char {
    get(ptr::null(), || {
        let change = arg_ref!(change);
        Ok(change.strings.lend(change.change.patient.as_str()))
    })
}

/// Who wants it. Borrowed from the change: to be read, and not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_caller(
    change: *const spo_master_data_change,
) -> *const spo_caller {
    get(ptr::null(), || Ok(ptr::from_ref(&arg_ref!(change).caller)))
}

/// What it does; SPO_EDIT_NONE for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_edit(change: *const spo_master_data_change) -> spo_edit {
    get(spo_edit::None, || {
        Ok(match arg_ref!(change).change.edit {
            Edit::Create(_) => spo_edit::Create,
            Edit::Change { .. } => spo_edit::Replace,
            Edit::End { .. } => spo_edit::End,
        })
    })
}

/// The item as it shall be: its kind, its value, who types it in, and the id of the one that is replaced or ended. One that
/// is ended has no value. Borrowed from the change: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_item(
    change: *const spo_master_data_change,
) -> *const spo_item {
    get(ptr::null(), || {
        let change = arg_ref!(change);
        let item = change
            .item
            .get_or_init(|| change.item(change.id().cloned(), None));
        Ok(ptr::from_ref(item))
    })
}

/// Frees the change with everything borrowed from it. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_change_free(change: *mut spo_master_data_change) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(change) }
}
