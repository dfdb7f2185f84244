//! On whose behalf data is read.

use std::ffi::c_char;

use spo_core::dgws::{
    AuthorisationCode, Caller, HealthProfessional, OrganisationCode, ResponsibleProfessional, ShakCode,
};
use spo_core::{Cpr, Error, ErrorKind, Result, SorCode, YderNumber};

use crate::error::spo_error;
use crate::guard::guard;
use crate::handle;
use crate::status::spo_status;

/// The person on whose behalf data is read, as the services want it told (HSUID): a citizen, a citizen who acts for
/// another, or a health professional.
///
/// It is given to an identity (spo_identity_set_caller) or to single calls (spo_client_as_caller), which copy it.
///
/// One thread at a time.
pub struct spo_caller {
    caller: Caller,
}
handle!(exclusive spo_caller);

impl From<Caller> for spo_caller {
    fn from(caller: Caller) -> Self {
        Self { caller }
    }
}

impl spo_caller {
    pub(crate) fn caller(&self) -> &Caller {
        &self.caller
    }

    /// Makes a change to the health professional.
    fn change(&mut self, change: impl FnOnce(HealthProfessional) -> HealthProfessional) -> Result<()> {
        let professional = self.caller.professional().cloned().ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidArgument,
                "argument.caller",
                "the caller is a citizen, and only a health professional has this",
            )
            .with_remedy("Make the caller with spo_caller_authorised or spo_caller_not_authorised.")
            .at("caller")
        })?;
        self.caller = Caller::health_professional(change(professional));
        Ok(())
    }
}

/// With which code a professional's organisation is named.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_organisation_code {
    /// Its code in the organisation register (SOR).
    Sor = 1,
    /// The provider number of a practice (ydernummer).
    Yder = 2,
    /// Its hospital code (SHAK).
    Shak = 3,
}

/// The number of a [`spo_organisation_code`], as a parameter.
pub type spo_organisation_code_number = i32;

enum_argument!(organisation_code, spo_organisation_code, "code_kind" -> spo_organisation_code {
    Sor => spo_organisation_code::Sor,
    Yder => spo_organisation_code::Yder,
    Shak => spo_organisation_code::Shak,
});

/// The code of this kind.
pub(crate) fn organisation(code_kind: i32, code: &str) -> Result<OrganisationCode> {
    Ok(match organisation_code(code_kind)? {
        spo_organisation_code::Sor => SorCode::parse(code)?.into(),
        spo_organisation_code::Yder => YderNumber::parse(code)?.into(),
        spo_organisation_code::Shak => ShakCode::parse(code)?.into(),
    })
}

/// The CPR number in a parameter; an error names the parameter, because there may be two of them.
pub(crate) fn person(cpr: &str, parameter: &'static str) -> Result<Cpr> {
    Cpr::parse(cpr).map_err(|error| Error::from(error).at(parameter))
}

/// A citizen (borger) who looks at data about himself or herself.
///
/// `*out` is to be freed with spo_caller_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_caller_citizen(
    cpr: *const c_char,
    out: *mut *mut spo_caller,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        out.give(Caller::citizen(person(arg_text!(cpr), "cpr")?).into())
    })
}

/// A citizen who acts for another, by proxy (fuldmagt) or as holder of custody: `acting` sits at the screen, `other` is
/// whose data it is. The service checks that the relation exists.
///
/// `*out` is to be freed with spo_caller_free, or NULL on failure, also when they are one and the same.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_caller_citizen_on_behalf_of(
    acting: *const c_char,
    other: *const c_char,
    out: *mut *mut spo_caller,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let acting = person(arg_text!(acting), "acting")?;
        let other = person(arg_text!(other), "other")?;
        out.give(Caller::citizen_on_behalf_of(acting, other)?.into())
    })
}

/// A health professional with an authorisation (autorisation): whoever sits at the screen, his or her code in the
/// register of authorisations ("J0184"), and the organisation he or she works for at the moment.
///
/// `*out` is to be freed with spo_caller_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_caller_authorised(
    cpr: *const c_char,
    authorisation: *const c_char,
    code_kind: spo_organisation_code_number,
    code: *const c_char,
    out: *mut *mut spo_caller,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let cpr = person(arg_text!(cpr), "cpr")?;
        let authorisation = AuthorisationCode::parse(arg_text!(authorisation))?;
        let organisation = organisation(code_kind, arg_text!(code))?;
        let professional = HealthProfessional::authorised(cpr, authorisation, organisation);
        out.give(Caller::health_professional(professional).into())
    })
}

/// A health professional without an authorisation, in a national or local role; "urn:dk:healthcare:no-role" for none.
///
/// `*out` is to be freed with spo_caller_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_caller_not_authorised(
    cpr: *const c_char,
    role: *const c_char,
    code_kind: spo_organisation_code_number,
    code: *const c_char,
    out: *mut *mut spo_caller,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let cpr = person(arg_text!(cpr), "cpr")?;
        let role = arg_text!(role);
        let organisation = organisation(code_kind, arg_text!(code))?;
        let professional = HealthProfessional::not_authorised(cpr, role, organisation);
        out.give(Caller::health_professional(professional).into())
    })
}

/// Names on whose responsibility a professional acts; without it on his or her own. `authorisation` may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_caller_set_responsible(
    caller: *mut spo_caller,
    cpr: *const c_char,
    authorisation: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let caller = arg_mut!(caller);
        let cpr = person(arg_text!(cpr), "cpr")?;
        let authorisation = arg_optional!(authorisation);
        let authorisation = authorisation.map(AuthorisationCode::parse).transpose()?;
        caller.change(|professional| {
            professional.with_responsible(ResponsibleProfessional { cpr, authorisation })
        })
    })
}

/// Reads the JSON form. The error's path names the field that is wrong or missing.
///
/// `*out` is to be freed with spo_caller_free, or NULL on failure, also for a combination that the services do not accept.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_caller_from_json(
    json: *const c_char,
    out: *mut *mut spo_caller,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        out.give(Caller::from_json(arg_text!(json))?.into())
    })
}

/// Writes the JSON form, with CPR numbers in full. `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_caller_to_json(
    caller: *const spo_caller,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || give_text!(out, arg_ref!(caller).caller.to_json()))
}

/// Frees the caller. NULL is allowed; identities and clients that were given it keep their copy.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_caller_free(caller: *mut spo_caller) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(caller) }
}
