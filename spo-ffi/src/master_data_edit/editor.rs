//! What takes changes to the register: the sandbox, or a callback of the host's.

use std::ffi::{c_char, c_void};

use chrono::Utc;
use spo_core::master_data_edit::{ChangeReceipt, CheckedChange, MasterDataEditor};
use spo_core::{DanishTime, Error, ErrorKind, InstanceId, Result};

use super::{spo_change_receipt, spo_master_data_change};
use crate::argument::null;
use crate::error::spo_error;
use crate::guard::guard;
use crate::handle;
use crate::host::{HostData, spo_release_callback};
use crate::master_data::spo_master_data;
use crate::moment::from_rfc3339;
use crate::status::spo_status;

/// What takes changes of master data to the register.
///
/// The interface of the national register (Stamkortregistret, SKR) is not public, so this library has no editor for it.
/// spo_sandbox_master_data_editor is one for the sandbox's test persons; a host that has the interface brings its own with
/// spo_master_data_editor_new.
///
/// Any number of threads may use it at once.
pub struct spo_master_data_editor {
    editor: Box<dyn MasterDataEditor + Send + Sync>,
}
handle!(shared spo_master_data_editor);

impl spo_master_data_editor {
    pub(crate) fn of(editor: impl MasterDataEditor + Send + Sync + 'static) -> Self {
        Self {
            editor: Box::new(editor),
        }
    }
}

/// What a register made of a change, filled in by the callback. Lent to it for the time of its call.
#[derive(Default)]
pub struct spo_change_answer {
    id: Option<InstanceId>,
    changed: Option<DanishTime>,
    error: Option<String>,
}
handle!(exclusive spo_change_answer);

/// What a callback says of a change.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_change_result {
    /// It is carried out.
    Done = 0,
    /// The caller may not make it. The call ends with SPO_STATUS_DENIED.
    Denied = 1,
    /// The register does not know the citizen. The call ends with SPO_STATUS_NOT_FOUND.
    NotFound = 2,
    /// The master data has changed since it was read. The call ends with SPO_STATUS_CONFLICT.
    Conflict = 3,
    /// The register refuses it for another reason. The call ends with SPO_STATUS_REJECTED.
    Rejected = 4,
    /// The register could not be reached, and nothing is carried out. The call ends with SPO_STATUS_UNAVAILABLE.
    Unavailable = 5,
    /// It may be carried out or not. In doubt, say this: the call ends with SPO_STATUS_OUTCOME_UNKNOWN, and whoever made it
    /// reads the master data again before anything else.
    Unknown = 6,
}

/// The number of a [`spo_change_result`].
pub type spo_change_result_number = i32;

/// Sends a change to the register and waits for its answer. The change has been checked against the master data; it is lent
/// for the time of the call, and its getters or its JSON tell what it is.
///
/// Any other number than those of the enum means SPO_CHANGE_RESULT_UNKNOWN.
///
/// It is called from the thread that submits, so from several at once when several do. It must not let an exception out, and
/// must not free the editor.
pub type spo_change_callback = Option<
    unsafe extern "C" fn(
        userdata: *mut c_void,
        change: *const spo_master_data_change,
        answer: *mut spo_change_answer,
    ) -> spo_change_result_number,
>;

/// An editor that asks the host.
struct HostEditor {
    submit: unsafe extern "C" fn(*mut c_void, *const spo_master_data_change, *mut spo_change_answer) -> i32,
    host: HostData,
}

// SAFETY: the host promised with spo_master_data_editor_new that its callbacks may be called with its userdata from any
// thread.
unsafe impl Send for HostEditor {}
// SAFETY: the same promise: from several threads at once.
unsafe impl Sync for HostEditor {}

impl MasterDataEditor for HostEditor {
    fn submit(&self, change: &CheckedChange) -> Result<ChangeReceipt> {
        let lent = spo_master_data_change::from(change.get().clone());
        let mut answer = spo_change_answer::default();
        // SAFETY: the host promised that both may be used like this; the change and the answer outlive the call, and nobody
        // else uses them meanwhile.
        let result = unsafe { (self.submit)(self.host.userdata(), &raw const lent, &raw mut answer) };
        if result == spo_change_result::Done as i32 {
            return Ok(ChangeReceipt {
                kind: change.get().edit.kind(),
                id: answer.id.or_else(|| lent.id().cloned()),
                changed: answer.changed.unwrap_or_else(|| DanishTime::from_utc(Utc::now())),
                origin: change.get().origin(),
            });
        }
        Err(refusal(result, answer.error.as_deref()))
    }
}

/// The error for what a callback said.
fn refusal(result: i32, reason: Option<&str>) -> Error {
    let (kind, code, message, remedy) = match result {
        1 => (
            ErrorKind::Denied,
            "master_data.denied",
            "the caller may not change this citizen's master data",
            "Check the power of attorney, or the professional's rights.",
        ),
        2 => (
            ErrorKind::NotFound,
            "master_data.none",
            "the register does not know this citizen",
            "Check the CPR number.",
        ),
        3 => (
            ErrorKind::Conflict,
            "master_data.changed",
            "the master data has changed since it was read",
            "Read the master data again and decide anew.",
        ),
        4 => (
            ErrorKind::Rejected,
            "master_data.rejected",
            "the register refused the change",
            "Correct what it refused.",
        ),
        5 => (
            ErrorKind::Unavailable,
            "master_data.unavailable",
            "the register could not be reached",
            "Try again later.",
        ),
        _ => (
            ErrorKind::OutcomeUnknown,
            "master_data.unknown",
            "nobody knows whether the change was carried out",
            "Read the master data again before the change is sent once more.",
        ),
    };
    let message = reason.map_or_else(
        || message.to_owned(),
        |reason| format!("{message}: {}", spo_core::redact(reason)),
    );
    Error::new(kind, code, message).with_remedy(remedy)
}

/// An editor that sends changes with the host's `submit`: see spo_change_callback.
///
/// `userdata` is handed to each call of `submit` and may be NULL; both must stay usable until `release` is called.
/// `release` is called exactly once with `userdata`, when the editor is freed, also when this function fails; it may be
/// NULL.
///
/// `*out` is to be freed with spo_master_data_editor_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_editor_new(
    submit: spo_change_callback,
    userdata: *mut c_void,
    release: spo_release_callback,
    out: *mut *mut spo_master_data_editor,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        // First, so that whatever fails, the host gets its userdata back.
        let host = HostData::new(userdata, release);
        let out = arg_out!(out);
        let submit = submit.ok_or_else(|| null("submit"))?;
        out.give(spo_master_data_editor::of(HostEditor { submit, host }))
    })
}

/// Checks the change against the citizen's present master data, as spo_master_data_change_check does, and sends it when it
/// breaks no rule.
///
/// `*out` is to be freed with spo_change_receipt_free, or NULL on failure: SPO_STATUS_INVALID_APPOINTMENT with every fault;
/// SPO_STATUS_DENIED when the caller may not, SPO_STATUS_NOT_FOUND when the register does not know the citizen,
/// SPO_STATUS_CONFLICT when the master data has changed since it was read, SPO_STATUS_REJECTED when the register refuses for
/// another reason.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_editor_submit(
    editor: *const spo_master_data_editor,
    change: *const spo_master_data_change,
    present: *const spo_master_data,
    out: *mut *mut spo_change_receipt,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let editor = arg_ref!(editor);
        let change = arg_ref!(change);
        let checked = change.checked(arg_ref!(present).data())?;
        out.give(spo_change_receipt::new(change, editor.editor.submit(&checked)?))
    })
}

/// Frees the editor. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_editor_free(editor: *mut spo_master_data_editor) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(editor) }
}

/// Sets the id that the register gave the item, as "root^extension".
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_change_answer_set_id(
    answer: *mut spo_change_answer,
    id: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(answer).id = Some(InstanceId::from_unique_id(arg_text!(id)));
        Ok(())
    })
}

/// Sets when the register took it, in RFC 3339 with Denmark's offset. Without it the receipt says now.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_change_answer_set_changed(
    answer: *mut spo_change_answer,
    time: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(answer).changed = Some(from_rfc3339(arg_text!(time))?);
        Ok(())
    })
}

/// Says why it is not carried out, for the message of the error. CPR numbers are masked.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_change_answer_set_error(
    answer: *mut spo_change_answer,
    message: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(answer).error = Some(arg_text!(message).to_owned());
        Ok(())
    })
}
