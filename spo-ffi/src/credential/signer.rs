//! A key that the host keeps: one callback signs with it.

use std::ffi::{c_char, c_void};

use spo_core::Result;
use spo_core::dgws::signature::{HostReason, SignError, Signer};

use crate::argument::null;
use crate::error::spo_error;
use crate::guard::guard;
use crate::host::HostData;
use crate::status::spo_status;

/// The signature, filled in by the callback. Lent to it for the time of its call.
#[derive(Default)]
pub struct spo_signature {
    bytes: Vec<u8>,
    error: Option<String>,
}
handle!(exclusive spo_signature);

/// What a callback says of a signature.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_sign_result {
    /// It is made, and given with spo_signature_set.
    Signed = 0,
    /// The key's owner said no for good: wrong PIN, no such key, not allowed. The call ends with SPO_STATUS_DENIED and is
    /// not tried again: a card locks itself after a few wrong PINs.
    Refused = 1,
    /// The key cannot be reached now: trying again later may help. The call ends with SPO_STATUS_UNAVAILABLE.
    Unavailable = 2,
}

/// The number of a [`spo_sign_result`].
pub type spo_sign_result_number = i32;

/// Signs bytes with the host's private RSA key, and gives the signature with spo_signature_set.
///
/// The signature is RSASSA-PKCS1-v1_5 with SHA-256 over `data` itself, not over its digest: CKM_SHA256_RSA_PKCS of
/// PKCS#11; NCryptSignHash with BCRYPT_PAD_PKCS1 over the SHA-256 of `data`; RSA.SignData of .NET; as long as the key's
/// modulus. Any other number than those of the enum means SPO_SIGN_RESULT_REFUSED.
///
/// It is called from the thread that uses the credential, so from several at once when several do: a host whose key can
/// sign one thing at a time takes a lock of its own. It must not let an exception out, and must not use the client on whose
/// behalf it is called.
pub type spo_sign_callback = Option<
    unsafe extern "C" fn(
        userdata: *mut c_void,
        data: *const u8,
        len: usize,
        signature: *mut spo_signature,
    ) -> spo_sign_result_number,
>;

/// A signer that asks the host.
pub(super) struct HostSigner {
    sign: unsafe extern "C" fn(*mut c_void, *const u8, usize, *mut spo_signature) -> i32,
    host: HostData,
}

// SAFETY: the host promised with spo_credential_from_signer that its callbacks may be called with its userdata from any
// thread.
unsafe impl Send for HostSigner {}
// SAFETY: the same promise: from several threads at once.
unsafe impl Sync for HostSigner {}

impl HostSigner {
    pub(super) fn new(sign: spo_sign_callback, host: HostData) -> Result<Self> {
        let sign = sign.ok_or_else(|| null("sign"))?;
        Ok(Self { sign, host })
    }
}

impl Signer for HostSigner {
    fn sign_rsa_sha256(&self, bytes: &[u8]) -> std::result::Result<Vec<u8>, SignError> {
        let mut signature = spo_signature::default();
        // SAFETY: the host promised that both may be used like this; the bytes and the signature outlive the call, and
        // nobody else uses them meanwhile.
        let result = unsafe {
            (self.sign)(
                self.host.userdata(),
                bytes.as_ptr(),
                bytes.len(),
                &raw mut signature,
            )
        };
        let reason = |otherwise: &str| HostReason::from(signature.error.as_deref().unwrap_or(otherwise));
        match result {
            0 if signature.bytes.is_empty() => Err(SignError::Refused(reason("it gave no signature"))),
            0 => Ok(signature.bytes),
            2 => Err(SignError::Unavailable(reason("it did not say why"))),
            _ => Err(SignError::Refused(reason("it did not say why"))),
        }
    }
}

/// Sets the signature: its bytes, the most significant first. They are copied.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_signature_set(
    signature: *mut spo_signature,
    data: *const u8,
    len: usize,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_bytes!(data, len).clone_into(&mut arg_mut!(signature).bytes);
        Ok(())
    })
}

/// Says why there is no signature, for the message of the error. CPR numbers are masked; it must not hold a PIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_signature_set_error(
    signature: *mut spo_signature,
    message: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(signature).error = Some(arg_text!(message).to_owned());
        Ok(())
    })
}
