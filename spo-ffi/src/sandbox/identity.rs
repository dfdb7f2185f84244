//! Certificates that the sandbox believes, and the configuration that goes with them.

use std::ffi::c_char;

use ::spo_sandbox::{Employee, IdentityCheck, Server, TestCredential};
use spo_core::dgws::{AuthorisationCode, CareProvider};
use spo_core::{Cpr, Cvr, Result};

use super::spo_sandbox;
use crate::caller::person;
use crate::config::spo_config;
use crate::credential::spo_credential;
use crate::error::spo_error;
use crate::guard::guard;
use crate::identity::spo_identity;
use crate::status::spo_status;

/// Whether the sandbox looks at identities.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_identity_check {
    /// It does not.
    Off = 0,
    /// What is sent is checked, and nothing need be sent: so it begins.
    Present = 1,
    /// Every request must carry an identity card, and a search or retrieval must say on whose behalf it is made: as on the
    /// national platform.
    Required = 2,
}

/// The number of a [`spo_identity_check`], as a parameter.
pub type spo_identity_check_number = i32;

enum_argument!(identity_check, spo_identity_check, "check" -> IdentityCheck {
    Off => IdentityCheck::Off,
    Present => IdentityCheck::Present,
    Required => IdentityCheck::Required,
});

/// Sets whether identity cards and callers are looked at, from the next call on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_set_identity_check(
    sandbox: *const spo_sandbox,
    check: spo_identity_check_number,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let sandbox = arg_ref!(sandbox);
        sandbox.sandbox.set_identity_check(identity_check(check)?);
        Ok(())
    })
}

/// Lets the systems of the organisation with this CVR number read with their own cards for health professionals and
/// citizens, as the national services let those that they have on a list. Nobody is on it to begin with.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_trust_level_3(
    sandbox: *const spo_sandbox,
    cvr: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let sandbox = arg_ref!(sandbox);
        sandbox.sandbox.trust_level_3(&Cvr::parse(arg_text!(cvr))?);
        Ok(())
    })
}

/// The configuration of a client of this sandbox: addresses, its token service and whom that is known by. The addresses
/// are those of its server while it has one (spo_sandbox_serve), and otherwise lead to the sandbox in this process
/// (spo_client_new_with_sandbox).
///
/// `*out` is to be freed with spo_config_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_config(
    sandbox: *const spo_sandbox,
    out: *mut *mut spo_config,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let sandbox = arg_ref!(sandbox);
        let served = sandbox.server().as_ref().map(Server::client_config);
        let config = served.unwrap_or_else(|| sandbox.sandbox.client_config())?;
        out.give(config.into())
    })
}

/// The identity of a system of an organisation made up for trials, for whoever does not care which.
///
/// `*out` is to be freed with spo_identity_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_identity(
    sandbox: *const spo_sandbox,
    out: *mut *mut spo_identity,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        out.give(arg_ref!(sandbox).sandbox.identity()?.into())
    })
}

/// The identity of a health professional made up for trials: an authorised doctor at work, who reads on his own behalf.
///
/// `*out` is to be freed with spo_identity_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_professional_identity(
    sandbox: *const spo_sandbox,
    out: *mut *mut spo_identity,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        out.give(arg_ref!(sandbox).sandbox.professional_identity()?.into())
    })
}

/// A doctor with this authorisation, or somebody without any.
pub(super) fn employee(
    cpr: Cpr,
    (given_name, surname): (&str, &str),
    authorisation: Option<&str>,
    employer: CareProvider,
) -> Result<Employee> {
    Ok(match authorisation {
        None => Employee::clerk(cpr, given_name, surname, employer),
        Some(code) => {
            let code = AuthorisationCode::parse(code)?;
            Employee::doctor(cpr, given_name, surname, code, employer)
        }
    })
}

/// Which certificate of a holder.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_test_certificate {
    /// The one in use: the same every time. All sandboxes of this process believe it, nobody else does.
    Current = 0,
    /// A new one every time, as after a renewal.
    Renewed = 1,
    /// One that ran out long ago.
    Expired = 2,
    /// One whose time has not come.
    NotYetValid = 3,
    /// One in the same name by an authority that nobody trusts.
    ByAStranger = 4,
}

/// The number of a [`spo_test_certificate`], as a parameter.
pub type spo_test_certificate_number = i32;

enum_argument!(test_certificate, spo_test_certificate, "certificate" -> spo_test_certificate {
    Current => spo_test_certificate::Current,
    Renewed => spo_test_certificate::Renewed,
    Expired => spo_test_certificate::Expired,
    NotYetValid => spo_test_certificate::NotYetValid,
    ByAStranger => spo_test_certificate::ByAStranger,
});

impl spo_test_certificate {
    fn of(self, holder: TestCredential) -> Result<TestCredential> {
        match self {
            Self::Current => Ok(holder),
            Self::Renewed => holder.renewed(),
            Self::Expired => holder.expired(),
            Self::NotYetValid => holder.not_yet_valid(),
            Self::ByAStranger => holder.by_a_stranger(),
        }
    }
}

/// A certificate of a system (VOCES, FOCES) of the organisation with this CVR number and name, with its key.
///
/// `*out` is to be freed with spo_credential_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_system_credential(
    sandbox: *const spo_sandbox,
    cvr: *const c_char,
    organisation: *const c_char,
    certificate: spo_test_certificate_number,
    out: *mut *mut spo_credential,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let sandbox = arg_ref!(sandbox);
        let cvr = Cvr::parse(arg_text!(cvr))?;
        let current = sandbox.sandbox.system_credential(&cvr, arg_text!(organisation))?;
        let made = test_certificate(certificate)?.of(current)?;
        out.give(made.credential().clone().into())
    })
}

/// The same as PEM, certificate and key in one text, for trying what reads them from files.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_system_pem(
    sandbox: *const spo_sandbox,
    cvr: *const c_char,
    organisation: *const c_char,
    certificate: spo_test_certificate_number,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        give_text!(out, {
            let sandbox = arg_ref!(sandbox);
            let cvr = Cvr::parse(arg_text!(cvr))?;
            let current = sandbox.sandbox.system_credential(&cvr, arg_text!(organisation))?;
            let made = test_certificate(certificate)?.of(current)?;
            [made.certificate_pem(), made.key_pem()].join("\n")
        })
    })
}

/// A certificate of an employee (MOCES), with its key: a doctor with this authorisation, or with NULL somebody without
/// any. The sandbox's token service knows him or her from then on.
///
/// `*out` is to be freed with spo_credential_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_employee_credential(
    sandbox: *const spo_sandbox,
    cpr: *const c_char,
    given_name: *const c_char,
    surname: *const c_char,
    authorisation: *const c_char,
    cvr: *const c_char,
    organisation: *const c_char,
    certificate: spo_test_certificate_number,
    out: *mut *mut spo_credential,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let sandbox = arg_ref!(sandbox);
        let cpr = person(arg_text!(cpr), "cpr")?;
        let name = (arg_text!(given_name), arg_text!(surname));
        let employer = CareProvider::new(Cvr::parse(arg_text!(cvr))?, arg_text!(organisation));
        let employee = employee(cpr, name, arg_optional!(authorisation), employer)?;
        let current = sandbox.sandbox.employee_credential(&employee)?;
        let made = test_certificate(certificate)?.of(current)?;
        out.give(made.credential().clone().into())
    })
}
