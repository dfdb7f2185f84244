//! Logins for trials: what MitID and the identity providers of employers are to the national platform.

use std::ffi::c_char;

use ::spo_sandbox::TestCredential;
use spo_core::dgws::{CareProvider, OnBehalfOf};
use spo_core::{Cvr, Result};

use super::identity::employee;
use super::spo_sandbox;
use crate::caller::person;
use crate::error::spo_error;
use crate::guard::guard;
use crate::identity::{relation_of, spo_bootstrap_token, spo_relation_number};
use crate::status::spo_status;

impl spo_sandbox {
    /// The system that somebody logs in to.
    fn system(&self, cvr: &str, organisation: &str) -> Result<TestCredential> {
        self.sandbox.system_credential(&Cvr::parse(cvr)?, organisation)
    }
}

/// Lets an employee log in to a system of his or her employer, the organisation with this CVR number and name; the other
/// values are those of spo_sandbox_employee_credential. The token (OIOSAML) lasts an hour, and is good for calls with the
/// certificate that spo_sandbox_system_credential gives the same organisation.
///
/// `*out` is to be freed with spo_bootstrap_token_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_employee_login(
    sandbox: *const spo_sandbox,
    cpr: *const c_char,
    given_name: *const c_char,
    surname: *const c_char,
    authorisation: *const c_char,
    cvr: *const c_char,
    organisation: *const c_char,
    out: *mut *mut spo_bootstrap_token,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let sandbox = arg_ref!(sandbox);
        let cpr = person(arg_text!(cpr), "cpr")?;
        let name = (arg_text!(given_name), arg_text!(surname));
        let (cvr, organisation) = (arg_text!(cvr), arg_text!(organisation));
        let system = sandbox.system(cvr, organisation)?;
        let employer = CareProvider::new(Cvr::parse(cvr)?, organisation);
        let employee = employee(cpr, name, arg_optional!(authorisation), employer)?;
        out.give(sandbox.sandbox.employee_login(&employee, &system)?.into())
    })
}

/// Lets a citizen log in to the portal of the organisation with this CVR number and name. The token (OIOSAML) lasts an
/// hour, and is good for calls with the certificate that spo_sandbox_system_credential gives the same organisation.
///
/// `*out` is to be freed with spo_bootstrap_token_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_citizen_login(
    sandbox: *const spo_sandbox,
    cpr: *const c_char,
    cvr: *const c_char,
    organisation: *const c_char,
    out: *mut *mut spo_bootstrap_token,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let sandbox = arg_ref!(sandbox);
        let cpr = person(arg_text!(cpr), "cpr")?;
        let portal = sandbox.system(arg_text!(cvr), arg_text!(organisation))?;
        out.give(sandbox.sandbox.citizen_login(cpr, &portal)?.into())
    })
}

/// The same with a JSON Web Token (OpenID Connect).
///
/// `*out` is to be freed with spo_bootstrap_token_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_citizen_login_jwt(
    sandbox: *const spo_sandbox,
    cpr: *const c_char,
    cvr: *const c_char,
    organisation: *const c_char,
    out: *mut *mut spo_bootstrap_token,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let sandbox = arg_ref!(sandbox);
        let cpr = person(arg_text!(cpr), "cpr")?;
        let portal = sandbox.system(arg_text!(cvr), arg_text!(organisation))?;
        out.give(sandbox.sandbox.citizen_login_jwt(cpr, &portal)?.into())
    })
}

/// Lets one citizen act for another from now on, and nobody else for anybody. To begin with nobody may.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_set_relation(
    sandbox: *const spo_sandbox,
    acting: *const c_char,
    relation: spo_relation_number,
    other: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let sandbox = arg_ref!(sandbox);
        let acting = person(arg_text!(acting), "acting")?;
        let other = OnBehalfOf::new(relation_of(relation)?, person(arg_text!(other), "other")?);
        sandbox.sandbox.set_relations([(acting, other)]);
        Ok(())
    })
}
