//! The employee on a user's card.

use std::ffi::c_char;

use spo_core::dgws::{AuthorisationCode, CardUser, UserIdentifier};
use spo_core::{Cpr, Error, ErrorKind, Result};

use super::{Base, spo_identity};
use crate::error::spo_error;
use crate::guard::guard;
use crate::status::spo_status;

impl spo_identity {
    fn user(&mut self) -> Result<&mut CardUser> {
        let user = match &mut self.base {
            Base::Card { card, .. } => card.user.as_mut(),
            Base::Whole(_) => None,
        };
        user.ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidArgument,
                "argument.identity",
                "only an identity that was made with spo_identity_user has this",
            )
            .with_remedy("Make the identity with spo_identity_user.")
            .at("identity")
        })
    }
}

/// Sets who the employee is, by CPR number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_identity_set_user_cpr(
    identity: *mut spo_identity,
    cpr: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let user = arg_mut!(identity).user()?;
        user.id = UserIdentifier::Cpr(Cpr::parse(arg_text!(cpr))?);
        Ok(())
    })
}

/// Sets who the employee is by another id: the token service finds the CPR number through the certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_identity_set_user_id(
    identity: *mut spo_identity,
    id: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let user = arg_mut!(identity).user()?;
        user.id = UserIdentifier::Other(arg_text!(id).to_owned());
        Ok(())
    })
}

/// Sets the employee's name. The token service corrects it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_identity_set_user_name(
    identity: *mut spo_identity,
    given_name: *const c_char,
    surname: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let user = arg_mut!(identity).user()?;
        let (given_name, surname) = (arg_text!(given_name), arg_text!(surname));
        (user.given_name, user.surname) = (given_name.to_owned(), surname.to_owned());
        Ok(())
    })
}

/// Sets the employee's code in the register of authorisations ("J0184"); NULL removes it, and the token service looks it
/// up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_identity_set_user_authorisation(
    identity: *mut spo_identity,
    authorisation: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let user = arg_mut!(identity).user()?;
        let authorisation = arg_optional!(authorisation);
        user.authorisation = authorisation.map(AuthorisationCode::parse).transpose()?;
        Ok(())
    })
}

/// Sets the employee's title (stilling), such as "Overlæge"; NULL removes it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_identity_set_user_occupation(
    identity: *mut spo_identity,
    occupation: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let user = arg_mut!(identity).user()?;
        user.occupation = arg_optional!(occupation).map(str::to_owned);
        Ok(())
    })
}

/// Sets the employee's mail address; NULL removes it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_identity_set_user_email(
    identity: *mut spo_identity,
    email: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let user = arg_mut!(identity).user()?;
        user.email = arg_optional!(email).map(str::to_owned);
        Ok(())
    })
}
