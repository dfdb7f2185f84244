//! A national registry and repository in this process, for trying the library and for a host's own tests.

mod blocks;
mod editor;
mod identity;
mod login;
mod seed;

use std::ffi::c_char;
use std::net::Ipv4Addr;
use std::ptr;
use std::sync::{Mutex, PoisonError};

use ::spo_sandbox::{Sandbox, Server};
use spo_core::{Error, ErrorKind};

pub use self::blocks::*;
pub use self::editor::*;
pub use self::identity::*;
pub use self::login::*;
pub use self::seed::*;
use crate::client::spo_client;
use crate::config::spo_config;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::handle;
use crate::status::spo_status;
use crate::strings::Strings;

/// A national registry and repository in this process. It is as strict as the national services are documented to be,
/// can be told to misbehave, and must never hold real patients.
///
/// Any number of threads may use it at once, except for spo_sandbox_free.
pub struct spo_sandbox {
    sandbox: Sandbox,
    server: Mutex<Option<Server>>,
    strings: Strings,
}
handle!(shared spo_sandbox);

impl From<Sandbox> for spo_sandbox {
    fn from(sandbox: Sandbox) -> Self {
        Self {
            sandbox,
            server: Mutex::new(None),
            strings: Strings::default(),
        }
    }
}

/// An empty sandbox in memory. `*out` is to be freed with spo_sandbox_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_new(out: *mut *mut spo_sandbox, err: *mut *mut spo_error) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        out.give(Sandbox::new()?.into())
    })
}

/// A sandbox that keeps what it knows in the file `path`, which is made when it is not there. `*out` is to be freed with
/// spo_sandbox_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_open(
    path: *const c_char,
    out: *mut *mut spo_sandbox,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        out.give(Sandbox::open(arg_text!(path))?.into())
    })
}

/// A client of a sandbox in this process: no network is used. The client keeps what the sandbox knows alive.
///
/// `*out` is to be freed with spo_client_free, or NULL on failure; SPO_STATUS_CONFIGURATION names the setting.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_new_with_sandbox(
    config: *const spo_config,
    sandbox: *const spo_sandbox,
    out: *mut *mut spo_client,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let config = arg_ref!(config);
        let sandbox = arg_ref!(sandbox).sandbox.clone();
        out.give(config.client().transport(sandbox).build()?.into())
    })
}

/// Makes the sandbox answer over HTTP on this machine's loopback address, at `port`, or at any free port when that is 0.
/// spo_sandbox_url tells where. It answers until it is stopped or freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_serve(
    sandbox: *const spo_sandbox,
    port: u16,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let sandbox = arg_ref!(sandbox);
        let mut server = sandbox.server();
        if server.is_some() {
            return Err(Error::new(
                ErrorKind::InvalidArgument,
                "sandbox.serving",
                "the sandbox has a server already",
            )
            .with_remedy("Use the one that spo_sandbox_url names, or stop it first.")
            .at("sandbox"));
        }
        let started = sandbox
            .sandbox
            .serve((Ipv4Addr::LOCALHOST, port))
            .map_err(|error| {
                Error::new(
                    ErrorKind::Configuration,
                    "sandbox.port",
                    format!("port {port} cannot be listened on: {error}"),
                )
                .with_remedy("Choose another port, or 0 for any that is free.")
                .at("port")
            })?;
        *server = Some(started);
        Ok(())
    })
}

/// Where the sandbox answers over HTTP, such as "http://127.0.0.1:8080", to be given to spo_config_sandbox; NULL when it
/// does not. Borrowed from the sandbox.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_url(sandbox: *const spo_sandbox) -> *const c_char {
    get(ptr::null(), || {
        let sandbox = arg_ref!(sandbox);
        let url = sandbox.server().as_ref().map(Server::url);
        Ok(sandbox.strings.lend_some(url.as_deref()))
    })
}

/// Stops answering over HTTP. Without a server it does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_stop(
    sandbox: *const spo_sandbox,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let server = arg_ref!(sandbox).server().take();
        drop(server);
        Ok(())
    })
}

/// Tells the sandbox to misbehave: one script or an array of them in JSON, such as
/// {"on": "ITI-41", "nth": 2, "does": {"kind": "disconnect", "processed": true}}.
///
/// Scripts are offered each call in the order they were added. The sandbox's own documentation lists what it can do.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_script(
    sandbox: *const spo_sandbox,
    json: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_ref!(sandbox).sandbox.script_json(arg_text!(json))
    })
}

/// Forgets every script: the sandbox behaves from now on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_clear_scripts(
    sandbox: *const spo_sandbox,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_ref!(sandbox).sandbox.clear_scripts();
        Ok(())
    })
}

/// Every call of the sandbox so far as a JSON array, oldest first: which transaction, what the registry made of it, what
/// it answered. It holds nothing of a patient's.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_calls_to_json(
    sandbox: *const spo_sandbox,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        give_text!(out, crate::strings::json(&arg_ref!(sandbox).sandbox.calls())?)
    })
}

/// Every line of the national log as a JSON array (schemas/log-entry.schema.json), oldest first: who has seen what of whom.
/// It holds CPR numbers in full.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_log_to_json(
    sandbox: *const spo_sandbox,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        give_text!(
            out,
            crate::strings::json(&arg_ref!(sandbox).sandbox.log_entries()?)?
        )
    })
}

/// Stops the sandbox's server and frees the sandbox. NULL is allowed. Clients of it go on working.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_sandbox_free(sandbox: *mut spo_sandbox) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(sandbox) }
}

impl spo_sandbox {
    fn server(&self) -> std::sync::MutexGuard<'_, Option<Server>> {
        self.server.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
