//! Who a client calls as: a credential, the card or token to ask for, and on whose behalf it reads.
//!
//! [`user`] holds the setters of an employee's card, [`login`] what is made of somebody's login.

mod login;
mod user;

use std::ffi::c_char;

use chrono::TimeDelta;
use spo_core::dgws::credentials::CredentialSlot;
use spo_core::dgws::{Caller, CardUser, CareProvider, IdCardRequest, Identity, UserIdentifier};
use spo_core::{Cvr, Error, ErrorKind, Result};

pub use self::login::*;
pub use self::user::*;
use crate::caller::spo_caller;
use crate::credential::spo_credential;
use crate::error::spo_error;
use crate::guard::guard;
use crate::handle;
use crate::status::spo_status;

/// Who a client calls as: a credential, what to get with it from the token service, and on whose behalf data is read. Given
/// to a configuration with spo_config_set_identity.
///
/// spo_identity_system and spo_identity_user ask for an identity card (id-kort) with a certificate alone;
/// spo_identity_employee_login and spo_identity_citizen exchange the login of somebody who has none here.
///
/// Cards are fetched when they are needed, shared by all clients of the process that ask for the same one, and renewed in
/// time. Where they are issued, and which are trusted, is configuration.
///
/// One thread at a time; the clients made with it are not bound to it.
pub struct spo_identity {
    base: Base,
    caller: Option<Caller>,
    renewal_ahead: Option<TimeDelta>,
}
handle!(exclusive spo_identity);

enum Base {
    /// A certificate's card, to be filled in by setters.
    Card {
        credential: CredentialSlot,
        card: IdCardRequest,
    },
    /// One that needs nothing more.
    Whole(Identity),
}

impl From<Identity> for spo_identity {
    fn from(identity: Identity) -> Self {
        Self::new(Base::Whole(identity))
    }
}

impl spo_identity {
    fn with_card(credential: &spo_credential, card: IdCardRequest) -> Self {
        let credential = credential.credential().clone().into();
        Self::new(Base::Card { credential, card })
    }

    fn new(base: Base) -> Self {
        Self {
            base,
            caller: None,
            renewal_ahead: None,
        }
    }

    /// As the core takes it. All that are made share the credential, which can be replaced in use.
    pub(crate) fn identity(&self) -> Identity {
        let mut identity = match &self.base {
            Base::Card { credential, card } => Identity::new(credential.clone(), card.clone()),
            Base::Whole(identity) => identity.clone(),
        };
        if let Some(caller) = &self.caller {
            identity = identity.with_caller(caller.clone());
        }
        if let Some(ahead) = self.renewal_ahead {
            identity = identity.with_renewal_ahead(ahead);
        }
        identity
    }

    /// The card that is asked for with the certificate alone.
    fn card(&self) -> Result<&IdCardRequest> {
        let card = match &self.base {
            Base::Card { card, .. } => Some(card),
            Base::Whole(identity) => identity.card(),
        };
        card.ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidArgument,
                "argument.identity",
                "the identity rests on a login, and asks for no card of its own making",
            )
            .with_remedy("Use the identity of a system or of an employee's certificate.")
            .at("identity")
        })
    }
}

fn care_provider(cvr: &str, organisation: &str) -> Result<CareProvider> {
    Ok(CareProvider::new(Cvr::parse(cvr)?, organisation))
}

/// A system (level 3): its name as agreed with the platform, and the organisation that answers for it with its CVR number
/// and name. The credential is an organisation's (VOCES, FOCES) with the same CVR number.
///
/// `*out` is to be freed with spo_identity_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_identity_system(
    credential: *const spo_credential,
    system_name: *const c_char,
    cvr: *const c_char,
    organisation: *const c_char,
    out: *mut *mut spo_identity,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let credential = arg_ref!(credential);
        let system_name = arg_text!(system_name);
        let provider = care_provider(arg_text!(cvr), arg_text!(organisation))?;
        let card = IdCardRequest::system(system_name, provider);
        out.give(spo_identity::with_card(credential, card))
    })
}

/// An employee (level 4). The credential is his or her own (MOCES). `role` is the code of the education ("7170" for a
/// doctor) of an authorised professional, else the national or local role.
///
/// spo_identity_set_user_name and either spo_identity_set_user_cpr or spo_identity_set_user_id must follow; the other
/// setters may. What is missing is named when a client is made.
///
/// `*out` is to be freed with spo_identity_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_identity_user(
    credential: *const spo_credential,
    system_name: *const c_char,
    cvr: *const c_char,
    organisation: *const c_char,
    role: *const c_char,
    out: *mut *mut spo_identity,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let credential = arg_ref!(credential);
        let system_name = arg_text!(system_name);
        let provider = care_provider(arg_text!(cvr), arg_text!(organisation))?;
        // An empty text is what the check of the card calls missing.
        let nobody = UserIdentifier::Other(String::new());
        let user = CardUser::new(nobody, "", "", arg_text!(role));
        let card = IdCardRequest::user(system_name, provider, user);
        out.give(spo_identity::with_card(credential, card))
    })
}

/// A system or an employee, by the JSON form of the card to ask for. The error's path names the field that is wrong or
/// missing.
///
/// `*out` is to be freed with spo_identity_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_identity_from_card_json(
    credential: *const spo_credential,
    json: *const c_char,
    out: *mut *mut spo_identity,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let credential = arg_ref!(credential);
        let card = IdCardRequest::from_json(arg_text!(json))?;
        card.check()?;
        out.give(spo_identity::with_card(credential, card))
    })
}

/// Writes the JSON form of the card that is asked for, with the user's CPR number if it has one.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure, also when something is missing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_identity_card_to_json(
    identity: *const spo_identity,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        give_text!(out, {
            let card = arg_ref!(identity).card()?;
            card.check()?;
            card.to_json()
        })
    })
}

/// Sets on whose behalf data is read, unless a call names another caller (spo_client_as_caller). Without one the system
/// reads for itself. The caller is copied.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_identity_set_caller(
    identity: *mut spo_identity,
    caller: *const spo_caller,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let identity = arg_mut!(identity);
        identity.caller = Some(arg_ref!(caller).caller().clone());
        Ok(())
    })
}

/// Sets how long before its end a card is renewed, in milliseconds: five minutes without it, and never more than a fifth
/// of the time it is used.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_identity_set_renewal_ahead_ms(
    identity: *mut spo_identity,
    ahead_ms: u32,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(identity).renewal_ahead = Some(TimeDelta::milliseconds(ahead_ms.into()));
        Ok(())
    })
}

/// Frees the identity. NULL is allowed; configurations and clients that were given it go on working.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_identity_free(identity: *mut spo_identity) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(identity) }
}
