//! Identities of employees and citizens who have no certificate here, but logged in at an identity provider.

use std::ffi::c_char;
use std::ptr;

use spo_core::DanishTime;
use spo_core::dgws::{
    AuthorisationCode, BootstrapToken, CardCache, EmployeeCardRequest, Identity, OnBehalfOf, Relation,
};

use super::spo_identity;
use crate::caller::person;
use crate::credential::spo_credential;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::handle;
use crate::moment::to_ms;
use crate::status::spo_status;
use crate::strings::Strings;

/// The token of a login (bootstrap token), as an identity provider issued it: an OIOSAML assertion or a JSON Web Token.
///
/// Whoever holds it can call as the person who logged in, so it is kept like a password: nothing of it comes out again, and
/// its memory is wiped. It never changes: any number of threads may use it.
pub struct spo_bootstrap_token {
    token: BootstrapToken,
    strings: Strings,
}
handle!(shared spo_bootstrap_token);

impl From<BootstrapToken> for spo_bootstrap_token {
    fn from(token: BootstrapToken) -> Self {
        Self {
            token,
            strings: Strings::default(),
        }
    }
}

impl spo_bootstrap_token {
    fn end(&self) -> Option<DanishTime> {
        self.token.not_on_or_after().map(DanishTime::from_utc)
    }
}

/// How a citizen is entitled to act for another.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_relation {
    /// By proxy (fuldmagt).
    Procuration = 1,
    /// As guardian (værge).
    WardCustody = 2,
    /// As guardian for some matters (delvis værge).
    PartlyWardCustody = 3,
    /// As holder of custody of a child (forældremyndighed).
    ParentalCustody = 4,
}

/// The number of a [`spo_relation`], as a parameter.
pub type spo_relation_number = i32;

enum_argument!(relation_of, spo_relation, "relation" -> Relation {
    Procuration => Relation::Procuration,
    WardCustody => Relation::WardCustody,
    PartlyWardCustody => Relation::PartlyWardCustody,
    ParentalCustody => Relation::ParentalCustody,
});

/// Takes a SAML 2.0 assertion, as the identity provider signed it: decrypted, not formatted, without the response around
/// it.
///
/// `*out` is to be freed with spo_bootstrap_token_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_bootstrap_token_from_saml(
    data: *const u8,
    len: usize,
    out: *mut *mut spo_bootstrap_token,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        out.give(BootstrapToken::from_saml(arg_bytes!(data, len))?.into())
    })
}

/// Takes a JSON Web Token in its compact form: three parts with dots between.
///
/// `*out` is to be freed with spo_bootstrap_token_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_bootstrap_token_from_jwt(
    token: *const c_char,
    out: *mut *mut spo_bootstrap_token,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        out.give(BootstrapToken::from_jwt(arg_text!(token))?.into())
    })
}

/// The first moment at which it cannot be exchanged any more, in RFC 3339 with Denmark's offset; NULL when it does not
/// say. Borrowed from the token.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_bootstrap_token_not_on_or_after(
    token: *const spo_bootstrap_token,
) -> *const c_char {
    get(ptr::null(), || {
        let token = arg_ref!(token);
        Ok(token
            .strings
            .lend_some(token.end().map(|end| end.to_string()).as_deref()))
    })
}

/// The same in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when it does not say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_bootstrap_token_not_on_or_after_ms(token: *const spo_bootstrap_token) -> i64 {
    get(to_ms(None), || Ok(to_ms(arg_ref!(token).end())))
}

/// Throws away the cards and tokens that the login was exchanged for, in the whole process, as when the user logs out. Calls
/// under way finish with what they have. Free the identity and its clients, too: with them the login can be exchanged again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_bootstrap_token_forget(
    token: *const spo_bootstrap_token,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        CardCache::process_wide().forget(&arg_ref!(token).token);
        Ok(())
    })
}

/// Frees the token. NULL is allowed; identities that were given it keep their copy.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_bootstrap_token_free(token: *mut spo_bootstrap_token) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(token) }
}

/// An employee who logged in at an identity provider: the token service exchanges the login for the card that the
/// employee's own certificate would give (BST2SOSI).
///
/// The credential is the system's, which the token was issued to. `role` and `authorisation` choose among those that the
/// employee has, and are NULL where there is only one. Once the token is over, calls end with "login.expired": make an
/// identity from a new login.
///
/// `*out` is to be freed with spo_identity_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_identity_employee_login(
    credential: *const spo_credential,
    token: *const spo_bootstrap_token,
    system_name: *const c_char,
    role: *const c_char,
    authorisation: *const c_char,
    out: *mut *mut spo_identity,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let credential = arg_ref!(credential).credential().clone();
        let token = arg_ref!(token).token.clone();
        let mut card = EmployeeCardRequest::new(arg_text!(system_name));
        card.role = arg_optional!(role).map(str::to_owned);
        let authorisation = arg_optional!(authorisation);
        card.authorisation = authorisation.map(AuthorisationCode::parse).transpose()?;
        out.give(Identity::employee_login(credential, token, card).into())
    })
}

/// A citizen (borger) who logged in at a portal, whose credential this is: each message is signed with it and carries a
/// token that was issued for this citizen (IDWS).
///
/// Citizens read: sharing, moving and cancelling are refused with "citizen.reads_only". No caller can be named, because the
/// token says who calls.
///
/// `*out` is to be freed with spo_identity_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_identity_citizen(
    credential: *const spo_credential,
    token: *const spo_bootstrap_token,
    cpr: *const c_char,
    out: *mut *mut spo_identity,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let credential = arg_ref!(credential).credential().clone();
        let token = arg_ref!(token).token.clone();
        let cpr = person(arg_text!(cpr), "cpr")?;
        out.give(Identity::citizen(credential, token, cpr).into())
    })
}

/// A citizen who acts for another: `cpr` logged in, `other` is whose data it is. The token service checks that the
/// relation exists.
///
/// `*out` is to be freed with spo_identity_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_identity_citizen_on_behalf_of(
    credential: *const spo_credential,
    token: *const spo_bootstrap_token,
    cpr: *const c_char,
    relation: spo_relation_number,
    other: *const c_char,
    out: *mut *mut spo_identity,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let credential = arg_ref!(credential).credential().clone();
        let token = arg_ref!(token).token.clone();
        let cpr = person(arg_text!(cpr), "cpr")?;
        let other = OnBehalfOf::new(relation_of(relation)?, person(arg_text!(other), "other")?);
        out.give(Identity::citizen_on_behalf_of(credential, token, cpr, other).into())
    })
}
