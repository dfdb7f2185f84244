//! Patients and appointments for trials.

use std::ffi::c_char;

use ::spo_sandbox::Seed;

use super::spo_sandbox;
use crate::error::spo_error;
use crate::guard::guard;
use crate::moment::date;
use crate::status::spo_status;

/// Fills the sandbox with twenty test persons and their appointments in hospital, municipality and general practice for
/// a month around `today`, such as "2026-03-02". Nobody among them is real.
///
/// Do it before setting scripts and before demanding identity cards. The persons are kept in memory, also by a sandbox
/// in a file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_seed_month(
    sandbox: *const spo_sandbox,
    today: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let sandbox = arg_ref!(sandbox);
        let today = date(arg_text!(today)).map_err(|error| error.at("today"))?;
        sandbox.sandbox.seed(&Seed::month(today)?)
    })
}
