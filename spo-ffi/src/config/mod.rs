//! Where the services are and who submits.

mod audit;
mod environment;

use std::ffi::c_char;
use std::time::Duration;

use spo_core::dgws::Identity;
use spo_core::{Client, ClientBuilder, ClientConfig, Oid};

use self::audit::HostAudit;
pub use self::audit::*;
pub use self::environment::*;
use crate::error::spo_error;
use crate::guard::guard;
use crate::handle;
use crate::identity::spo_identity;
use crate::status::spo_status;

/// The configuration of a client: where each transaction goes, who submits, how long to wait, whom to trust, and who it
/// calls as. JSON in a file is the usual way to keep it.
///
/// One thread at a time.
pub struct spo_config {
    config: ClientConfig,
    identity: Option<Identity>,
    audit: Option<HostAudit>,
}
handle!(exclusive spo_config);

impl From<ClientConfig> for spo_config {
    fn from(config: ClientConfig) -> Self {
        Self {
            config,
            identity: None,
            audit: None,
        }
    }
}

impl spo_config {
    /// A client under construction, with the identity and the audit if there are any.
    pub(crate) fn client(&self) -> ClientBuilder {
        let mut builder = Client::builder(self.config.clone());
        if let Some(identity) = &self.identity {
            builder = builder.identity(identity.clone());
        }
        if let Some(audit) = self.audit {
            builder = builder.audit(audit, audit.persons);
        }
        builder
    }
}

/// The configuration for a sandbox at `base_url`, such as "http://127.0.0.1:8080"; NULL for one in this process.
///
/// `*out` is to be freed with spo_config_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_config_sandbox(
    base_url: *const c_char,
    out: *mut *mut spo_config,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let base = arg_optional!(base_url).unwrap_or("http://sandbox.invalid");
        out.give(ClientConfig::sandbox(base).into())
    })
}

/// Reads the JSON form. The error's path names the setting that is wrong or missing.
///
/// What an "environment" says need not be said again. "identity" names the files of the certificate and the card to ask
/// for: they are read when a client is made, and again by spo_client_reload_identity.
///
/// `*out` is to be freed with spo_config_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_config_from_json(
    json: *const c_char,
    out: *mut *mut spo_config,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        out.give(ClientConfig::from_json(arg_text!(json))?.into())
    })
}

/// Writes the JSON form, without what spo_config_set_identity and spo_config_set_audit have set. `*out` is to be freed
/// with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_config_to_json(
    config: *const spo_config,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || give_text!(out, arg_ref!(config).config.to_json()))
}

/// Sets the addresses of the four transactions: submitting (ITI-41), updating (ITI-57), searching (ITI-18) and retrieving
/// (ITI-43). NULL keeps an address as it is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_config_set_endpoints(
    config: *mut spo_config,
    submit: *const c_char,
    update: *const c_char,
    query: *const c_char,
    retrieve: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let config = arg_mut!(config);
        let [submit, update, query, retrieve] = [
            arg_optional!(submit),
            arg_optional!(update),
            arg_optional!(query),
            arg_optional!(retrieve),
        ];
        let endpoints = &mut config.config.endpoints;
        for (endpoint, address) in [
            (&mut endpoints.submit, submit),
            (&mut endpoints.update, update),
            (&mut endpoints.query, query),
            (&mut endpoints.retrieve, retrieve),
        ] {
            if let Some(address) = address {
                address.clone_into(endpoint);
            }
        }
        Ok(())
    })
}

/// Sets who submits: an OID of the source's own, from which every id is derived and which must therefore never change;
/// and the SNOMED CT codes of the Danish value sets for the kind of place (healthcareFacilityTypeCode) and the specialty
/// (practiceSettingCode). NULL keeps a value as it is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_config_set_source(
    config: *mut spo_config,
    oid: *const c_char,
    facility_type: *const c_char,
    practice_setting: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let config = arg_mut!(config);
        let oid = arg_optional!(oid).map(Oid::parse).transpose()?;
        let (facility_type, practice_setting) =
            (arg_optional!(facility_type), arg_optional!(practice_setting));
        let source = &mut config.config.source;
        source.id = oid.unwrap_or_else(|| source.id.clone());
        if let Some(code) = facility_type {
            code.clone_into(&mut source.facility_type);
        }
        if let Some(code) = practice_setting {
            code.clone_into(&mut source.practice_setting);
        }
        Ok(())
    })
}

/// Sets how long to wait, in milliseconds: for connecting, for one attempt, and for a whole call with every attempt and
/// look-up. 0 keeps a value as it is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_config_set_timeouts_ms(
    config: *mut spo_config,
    connect_ms: u32,
    attempt_ms: u32,
    total_ms: u32,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let timeouts = &mut arg_mut!(config).config.timeouts;
        for (timeout, ms) in [
            (&mut timeouts.connect, connect_ms),
            (&mut timeouts.attempt, attempt_ms),
            (&mut timeouts.total, total_ms),
        ] {
            if ms > 0 {
                *timeout = Duration::from_millis(ms.into());
            }
        }
        Ok(())
    })
}

/// Sets the file in which everything waits that is accepted and not sent yet: entries of the national log. It is made when it
/// is not there, readable for its owner only, for patients' data is in it; clients and processes of one machine may share
/// it. It must be on a local disk. NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_config_set_queue_file(
    config: *mut spo_config,
    path: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let config = arg_mut!(config);
        config.config.queue_file = arg_optional!(path).map(str::to_owned);
        Ok(())
    })
}

/// Trusts the servers that the authorities in `pem` (one certificate or more) vouch for. Nothing else is trusted over
/// TLS: the machine's own list is not looked at.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_config_add_trusted_root(
    config: *mut spo_config,
    pem: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let config = arg_mut!(config);
        let pem = arg_text!(pem).to_owned();
        config.config.trusted_roots.push(pem);
        Ok(())
    })
}

/// Sets who clients made from now on call as, in the place of an "identity" in JSON or TOML: every message carries its card
/// or token. The identity is copied; all clients that were made with it share its credential
/// (spo_client_replace_credential).
///
/// What is missing in it is named when a client is made.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_config_set_identity(
    config: *mut spo_config,
    identity: *const spo_identity,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let config = arg_mut!(config);
        config.identity = Some(arg_ref!(identity).identity());
        Ok(())
    })
}

/// Frees the configuration. NULL is allowed; clients made from it are not affected.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_config_free(config: *mut spo_config) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(config) }
}
