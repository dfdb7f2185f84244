//! Certificates with their keys: from files, or with a key that the host keeps.

mod certificate;
mod signer;

use std::ffi::{c_char, c_void};
use std::sync::Arc;

use spo_core::dgws::credentials::{Credential, Secret};

pub use self::certificate::*;
use self::signer::HostSigner;
pub use self::signer::*;
use crate::error::spo_error;
use crate::guard::guard;
use crate::handle;
use crate::host::{HostData, spo_release_callback};
use crate::status::spo_status;
use crate::strings::Strings;

/// A certificate (OCES-certifikat) with the key that signs for it, checked to belong together.
///
/// Nothing of the key or of a password comes out again, in no error and no log record either. It never changes: any
/// number of threads may use it, and it may be freed as soon as an identity or a client was given it.
pub struct spo_credential {
    credential: Credential,
    strings: Strings,
}
handle!(shared spo_credential);

impl From<Credential> for spo_credential {
    fn from(credential: Credential) -> Self {
        Self {
            credential,
            strings: Strings::default(),
        }
    }
}

impl spo_credential {
    pub(crate) fn credential(&self) -> &Credential {
        &self.credential
    }
}

/// Reads the content of a PKCS#12 file (.p12, .pfx). `password` may be NULL when it is empty. `alias` is the key's
/// friendly name, needed only where the file holds several keys; otherwise NULL.
///
/// The password is copied, and the copy is wiped before the function returns.
///
/// `*out` is to be freed with spo_credential_free, or NULL on failure: SPO_STATUS_CONFIGURATION with the code
/// "credential.wrong_password", "credential.several_keys" (the message lists their names), and others that say what is
/// wrong with the file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_credential_from_pkcs12(
    data: *const u8,
    len: usize,
    password: *const c_char,
    alias: *const c_char,
    out: *mut *mut spo_credential,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let file = arg_bytes!(data, len);
        let password = Secret::new(arg_optional!(password).unwrap_or_default());
        let credential = match arg_optional!(alias) {
            None => Credential::from_pkcs12(file, &password)?,
            Some(alias) => Credential::from_pkcs12_named(file, &password, alias)?,
        };
        out.give(credential.into())
    })
}

/// Reads certificates and a private key in PEM; both may be the same text.
///
/// The key is PKCS#8 ("PRIVATE KEY", with a password also "ENCRYPTED PRIVATE KEY") or PKCS#1 ("RSA PRIVATE KEY").
/// `password` is NULL for a key that is not encrypted. The certificates may be in any order and may include the issuers.
///
/// `*out` is to be freed with spo_credential_free, or NULL on failure: SPO_STATUS_CONFIGURATION, and the code says what is
/// wrong.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_credential_from_pem(
    certificates: *const c_char,
    key: *const c_char,
    password: *const c_char,
    out: *mut *mut spo_credential,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let (certificates, key) = (arg_text!(certificates), arg_text!(key));
        let password = arg_optional!(password).map(Secret::new);
        let credential = Credential::from_pem(certificates.as_bytes(), key.as_bytes(), password.as_ref())?;
        out.give(credential.into())
    })
}

/// Takes a key that the host keeps (HSM, Windows certificate store, smart card): see spo_sign_callback. `certificate` is
/// the holder's in DER, or PEM with the holder's before its issuers.
///
/// Asks for one signature at once, to prove that the two belong together; a card may ask for its PIN at this moment. Such a
/// credential signs cards and messages, and cannot authenticate the library's own TLS connections.
///
/// `userdata` is handed to each call of `sign` and may be NULL; both must stay usable until `release` is called.
/// `release` is called exactly once with `userdata`, when nothing uses the key any more, also when this function fails; it
/// may be NULL.
///
/// `*out` is to be freed with spo_credential_free, or NULL on failure: SPO_STATUS_CONFIGURATION
/// ("credential.key_mismatch", …), or what `sign` said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_credential_from_signer(
    certificate: *const u8,
    len: usize,
    sign: spo_sign_callback,
    userdata: *mut c_void,
    release: spo_release_callback,
    out: *mut *mut spo_credential,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        // First, so that whatever fails, the host gets its userdata back.
        let userdata = HostData::new(userdata, release);
        let out = arg_out!(out);
        let signer = HostSigner::new(sign, userdata)?;
        let certificate = arg_bytes!(certificate, len);
        out.give(Credential::from_signer(certificate, Arc::new(signer))?.into())
    })
}

/// Frees the credential and the text borrowed from it. NULL is allowed. Identities and clients that were given it keep
/// their key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_credential_free(credential: *mut spo_credential) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(credential) }
}
