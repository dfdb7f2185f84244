//! Looking past a patient's blocks (værdispring), one call at a time.

use std::ffi::c_char;

use spo_core::dgws::{Override, OverrideReason};
use spo_core::{Error, ErrorKind, Result};

use super::{spo_client, spo_session};
use crate::error::spo_error;
use crate::guard::guard;
use crate::list::spo_list;
use crate::overview::{spo_overview, spo_overview_request};
use crate::search::spo_search;
use crate::status::spo_status;

/// The grounds on which the law (sundhedsloven § 42 a) lets a professional look past a patient's block. There is none with
/// the number 0.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_override_reason {
    /// The patient has consented, orally or in writing.
    PatientConsent = 1,
    /// Necessary for an obvious public interest, or for essential consideration of the patient or others.
    VitalInterest = 2,
}

/// The number of a [`spo_override_reason`], as a parameter.
pub type spo_override_reason_number = i32;

enum_argument!(override_reason, spo_override_reason, "reason" -> spo_override_reason {
    PatientConsent => spo_override_reason::PatientConsent,
    VitalInterest => spo_override_reason::VitalInterest,
});

/// The choice that the parameters tell. A consent has no explanation, and a vital interest must have one.
fn choice(reason: spo_override_reason_number, explanation: Option<&str>) -> Result<Override> {
    match (override_reason(reason)?, explanation) {
        (spo_override_reason::PatientConsent, None) => Ok(Override::patient_consent()),
        (spo_override_reason::PatientConsent, Some(_)) => Err(Error::new(
            ErrorKind::InvalidArgument,
            "override.explanation",
            "the patient's consent needs no explanation",
        )
        .with_remedy("Give NULL, or the reason SPO_OVERRIDE_REASON_VITAL_INTEREST.")
        .at("explanation")),
        (spo_override_reason::VitalInterest, explanation) => {
            let explanation = explanation.unwrap_or_default().to_owned();
            Ok(Override::because(OverrideReason::VitalInterest { explanation })?)
        }
    }
}

/// As spo_client_list, looking past the patient's blocks if need be (værdispring).
///
/// Only when the person at the screen has chosen so, for this patient, now. The list is first had without: only when
/// something is withheld from it, or nobody can tell, is it asked for again in spite of blocks, for this one call.
/// spo_list_overridden says whether it was, which is then registered with the patient. `explanation` says in a few words,
/// without CPR numbers, what made it necessary; it must be NULL with SPO_OVERRIDE_REASON_PATIENT_CONSENT.
///
/// SPO_STATUS_DENIED ("override.not_permitted") when the client's caller may not look past blocks.
///
/// `*out` is to be freed with spo_list_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_list_overriding(
    client: *const spo_client,
    search: *const spo_search,
    reason: spo_override_reason_number,
    explanation: *const c_char,
    out: *mut *mut spo_list,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let search = arg_ref!(search).search();
        let choice = choice(reason, arg_optional!(explanation))?;
        let list = arg_ref!(client).call(|appointments| appointments.list_overriding(search, choice))?;
        out.give(list.into())
    })
}

/// As spo_client_overview, looking past the patient's blocks if need be: see spo_client_list_overriding.
/// spo_overview_overridden says whether they were.
///
/// `*out` is to be freed with spo_overview_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_overview_overriding(
    client: *const spo_client,
    request: *const spo_overview_request,
    reason: spo_override_reason_number,
    explanation: *const c_char,
    out: *mut *mut spo_overview,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let request = arg_ref!(request).request();
        let choice = choice(reason, arg_optional!(explanation))?;
        let client = arg_ref!(client);
        let overview = client
            .gate
            .pass(|| client.session().overview_overriding(request, choice))?;
        out.give(overview.into())
    })
}

/// As spo_session_overview, looking past the patient's blocks if need be: see spo_client_list_overriding. What is had in
/// spite of blocks is not kept in the session.
///
/// `*out` is to be freed with spo_overview_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_session_overview_overriding(
    session: *const spo_session,
    request: *const spo_overview_request,
    reason: spo_override_reason_number,
    explanation: *const c_char,
    out: *mut *mut spo_overview,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let request = arg_ref!(request).request();
        let choice = choice(reason, arg_optional!(explanation))?;
        let overview = arg_ref!(session).overview_overriding(request, choice)?;
        out.give(overview.into())
    })
}
