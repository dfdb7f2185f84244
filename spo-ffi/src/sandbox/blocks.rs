//! What the sandbox's block service knows.

use std::ffi::c_char;

use spo_core::dgws::ShakCode;
use spo_core::{OrganisationCode, SorCode, YderNumber};

use super::spo_sandbox;
use crate::error::spo_error;
use crate::guard::guard;
use crate::status::spo_status;

/// Tells the sandbox's organisation register of the unit with the SOR code `sor`: the SOR code of the unit that it is a part
/// of, its provider number (ydernummer) and its hospital code (SHAK), each of which may be NULL. The block service compares
/// by it; an organisation that nobody told of stands alone.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_add_organisation(
    sandbox: *const spo_sandbox,
    sor: *const c_char,
    parent: *const c_char,
    yder: *const c_char,
    shak: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let sandbox = arg_ref!(sandbox);
        let sor = SorCode::parse(arg_text!(sor))?;
        let parent = arg_optional!(parent).map(SorCode::parse).transpose()?;
        let yder = arg_optional!(yder).map(YderNumber::parse).transpose()?;
        let shak = arg_optional!(shak).map(ShakCode::parse).transpose()?;
        let yder = yder.map(OrganisationCode::from);
        let other_codes: Vec<_> = yder.into_iter().chain(shak.map(Into::into)).collect();
        sandbox.sandbox.add_organisation(sor, parent, &other_codes);
        Ok(())
    })
}

/// Every block and consent that the sandbox has, of all citizens and with those that were ended, as a JSON array. It holds
/// CPR numbers in full.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_registrations_to_json(
    sandbox: *const spo_sandbox,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let registrations = arg_ref!(sandbox).sandbox.registrations();
        give_text!(out, crate::strings::json(&registrations)?)
    })
}
