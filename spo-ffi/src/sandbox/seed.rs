//! Patients and appointments for trials.

use std::ffi::c_char;

use ::spo_sandbox::Seed;
use spo_core::{Error, ErrorKind};

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

/// One of the sources attached to the sandbox, by its name: those of the seed are "hospital", "municipality" and
/// "general_practice"; "master_data" is there when persons are. It answers as part of the sandbox, and with a client of its
/// own alone; a script makes it fail alone.
///
/// `*out` is to be freed with spo_sandbox_free, or NULL on failure; SPO_STATUS_NOT_FOUND for a name that there is not.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_source(
    sandbox: *const spo_sandbox,
    name: *const c_char,
    out: *mut *mut spo_sandbox,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let sandbox = &arg_ref!(sandbox).sandbox;
        let source = sandbox.source(arg_text!(name)).ok_or_else(|| {
            Error::new(
                ErrorKind::NotFound,
                "sandbox.source",
                "the sandbox has no source of this name",
            )
            .with_remedy("Seed the sandbox first, and give the name of one of its sources.")
            .at("name")
        })?;
        out.give(source.into())
    })
}
