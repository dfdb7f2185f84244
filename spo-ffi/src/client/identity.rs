//! A client's identity in use: callers of single calls, another certificate, the clock.

use chrono::Utc;
use spo_core::dgws::ClockSkew;
use spo_core::{Error, ErrorKind, Result};

use super::spo_client;
use crate::caller::spo_caller;
use crate::credential::spo_credential;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::moment::SPO_NO_TIME;
use crate::status::spo_status;

impl spo_client {
    fn identity(&self) -> Result<&spo_core::dgws::Identity> {
        self.client.identity().ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidArgument,
                "client.no_identity",
                "the client has no identity",
            )
            .with_remedy("Set one with spo_config_set_identity before the client is made.")
            .at("client")
        })
    }
}

/// The same client for calls on behalf of `caller`, whoever its identity usually calls for. It shares the connections and
/// cards, costs next to nothing, and is meant to be made for a call or a user's session.
///
/// Closing either closes both; each is freed on its own. The caller is copied.
///
/// `*out` is to be freed with spo_client_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_as_caller(
    client: *const spo_client,
    caller: *const spo_caller,
    out: *mut *mut spo_client,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let client = arg_ref!(client);
        out.give(spo_client {
            client: client.client.clone(),
            gate: client.gate.clone(),
            caller: Some(arg_ref!(caller).caller().clone()),
        })
    })
}

/// Uses another credential from now on, to sign with and to authenticate TLS connections, in every client that was made
/// with the same spo_identity. Calls under way finish with the one they began with. spo_credential_validity tells how long the
/// new one lasts.
///
/// SPO_STATUS_CONFIGURATION, when it has expired ("credential.expired") or is not valid yet; then the one in use stays.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_replace_credential(
    client: *const spo_client,
    credential: *const spo_credential,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let client = arg_ref!(client);
        let credential = arg_ref!(credential).credential().clone();
        client.identity()?.credential().replace(credential, Utc::now())?;
        Ok(())
    })
}

/// Reads the files of the identity that the configuration names once more, as after a renewal of the certificate, and uses
/// what is in them from now on, as spo_client_replace_credential does.
///
/// SPO_STATUS_CONFIGURATION names the file and the setting; then the credential in use stays.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_reload_identity(
    client: *const spo_client,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let client = arg_ref!(client);
        client.gate.pass(|| client.client.reload_identity())?;
        Ok(())
    })
}

/// The credential in use, to ask how long it lasts.
///
/// `*out` is to be freed with spo_credential_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_credential(
    client: *const spo_client,
    out: *mut *mut spo_credential,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let credential = arg_ref!(client).identity()?.credential().current();
        out.give(credential.as_ref().clone().into())
    })
}

/// By how many milliseconds the services' clock is ahead of this machine's, by their last answer; below 0 when it is
/// behind. SPO_NO_TIME before the first answer that tells. Answers tell whole seconds; cards are refused when it is some
/// minutes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_clock_skew_ms(client: *const spo_client) -> i64 {
    get(SPO_NO_TIME, || {
        let skew = arg_ref!(client).client.clock_skew();
        Ok(skew.map_or(SPO_NO_TIME, |skew: ClockSkew| {
            skew.service_ahead().num_milliseconds()
        }))
    })
}
