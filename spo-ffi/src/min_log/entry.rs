//! One registration.

use std::ffi::c_char;

use spo_core::audit::{Addition, LogEntry};

use crate::caller::{person, spo_caller};
use crate::client::{override_reason, spo_override_reason, spo_override_reason_number};
use crate::error::spo_error;
use crate::guard::guard;
use crate::handle;
use crate::moment::from_ms;
use crate::status::spo_status;

/// One registration in the national log (MinLog): what a caller has seen of a patient. Anything else that an entry can say
/// is in its JSON, which spo_client_min_log_add_json takes.
///
/// One thread at a time.
pub struct spo_log_entry {
    entry: LogEntry,
}
handle!(exclusive spo_log_entry);

impl spo_log_entry {
    pub(crate) fn entry(&self) -> &LogEntry {
        &self.entry
    }
}

/// What `caller` has seen of the patient `cpr` in `system` (at most 25 characters) at a moment, in milliseconds since
/// 1970-01-01 00:00 UTC. `activity` says in words for the citizen what was done, in at most 75 characters.
///
/// A professional is named by the authorisation, or by CPR number without one; so is whoever answers for it. The
/// organisation is that of the caller, but for a hospital code (SHAK), which the log does not take.
///
/// `*out` is to be freed with spo_log_entry_free, or NULL on failure. Limits are checked as the entry is added.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_log_entry_of_caller(
    system: *const c_char,
    activity: *const c_char,
    cpr: *const c_char,
    caller: *const spo_caller,
    at_ms: i64,
    out: *mut *mut spo_log_entry,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let (system, activity) = (arg_text!(system), arg_text!(activity));
        let patient = person(arg_text!(cpr), "cpr")?;
        let caller = arg_ref!(caller).caller();
        let at = from_ms(at_ms).map_err(|error| error.at("at_ms"))?;
        out.give(spo_log_entry {
            entry: LogEntry::of_caller(system, activity, patient, caller, at),
        })
    })
}

/// Names the organisation it was seen in as the citizen knows it, in at most 200 characters. NULL removes the name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_log_entry_set_organisation_name(
    entry: *mut spo_log_entry,
    name: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let entry = &mut arg_mut!(entry).entry;
        entry.organisation.get_or_insert_default().name = arg_optional!(name).map(str::to_owned);
        Ok(())
    })
}

/// Names whoever has seen it, in at most 50 characters. NULL removes the name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_log_entry_set_user_name(
    entry: *mut spo_log_entry,
    name: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(entry).entry.user.name = arg_optional!(name).map(str::to_owned);
        Ok(())
    })
}

/// Says what he or she is, in words for the citizen such as "Sygeplejerske", in at most 200 characters. A professional
/// without an authorisation has the caller's role at first; NULL removes it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_log_entry_set_user_role(
    entry: *mut spo_log_entry,
    role: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(entry).entry.user.role = arg_optional!(role).map(str::to_owned);
        Ok(())
    })
}

/// Says that a block of the patient's was passed, and on what grounds: "Samtykke" or "Værdispring" in the log.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_log_entry_set_override(
    entry: *mut spo_log_entry,
    reason: spo_override_reason_number,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let entry = &mut arg_mut!(entry).entry;
        entry.addition = Some(match override_reason(reason)? {
            spo_override_reason::PatientConsent => Addition::Consent,
            spo_override_reason::VitalInterest => Addition::Override,
        });
        Ok(())
    })
}

/// Frees the entry. NULL is allowed; what was added of it waits.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_log_entry_free(entry: *mut spo_log_entry) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(entry) }
}
