//! Changes of master data for trials.

use super::spo_sandbox;
use crate::error::spo_error;
use crate::guard::guard;
use crate::master_data_edit::spo_master_data_editor;
use crate::status::spo_status;

/// What takes changes of master data to the sandbox's test persons: the next master data shows them with source and time.
///
/// Allowed to change are the citizen, whoever spo_sandbox_set_relation lets act for the citizen, and health professionals
/// with an authorisation or in the national role "nspSundAssistR2".
///
/// `*out` is to be freed with spo_master_data_editor_free, or NULL on failure. It keeps what the sandbox knows alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_master_data_editor(
    sandbox: *const spo_sandbox,
    out: *mut *mut spo_master_data_editor,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        out.give(spo_master_data_editor::of(arg_ref!(sandbox).sandbox.clone()))
    })
}
