//! Configurations for the environments of the national platform.

use std::ffi::c_char;

use spo_core::{ClientConfig, Environment, Oid, Route, Source};

use super::spo_config;
use crate::error::spo_error;
use crate::guard::guard;
use crate::status::spo_status;

/// By which way the services of an environment are called.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_route {
    /// As is usual there.
    Usual = 0,
    /// Each service at its own address.
    Direct = 1,
    /// Through the decoupling component (afkoblingskomponenten, DCC).
    Decoupling = 2,
}

/// The number of a [`spo_route`], as a parameter.
pub type spo_route_number = i32;

enum_argument!(route_of, spo_route, "route" -> Option<Route> {
    Usual => None,
    Direct => Some(Route::Direct),
    Decoupling => Some(Route::Decoupling),
});

/// The configuration for an environment of the national platform: "test1", "test2", "prodtest" or "sandbox"; "production"
/// leaves open what only contracts tell, and is completed in JSON or TOML. The other values are those of
/// spo_config_set_source. Who the client calls as is set with spo_config_set_identity.
///
/// `*out` is to be freed with spo_config_free, or NULL on failure; the error lists the names there are, or what is left
/// open.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_config_for_environment(
    name: *const c_char,
    route: spo_route_number,
    oid: *const c_char,
    facility_type: *const c_char,
    practice_setting: *const c_char,
    out: *mut *mut spo_config,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let (name, route) = (arg_text!(name), route_of(route)?);
        let source = Source {
            id: Oid::parse(arg_text!(oid))?,
            facility_type: arg_text!(facility_type).to_owned(),
            practice_setting: arg_text!(practice_setting).to_owned(),
        };
        let environment = Environment::named(name)?;
        let route = route.unwrap_or_else(|| environment.route());
        out.give(environment.client_config(route, source)?.into())
    })
}

/// Reads the form of spo_config_from_json in TOML.
///
/// `*out` is to be freed with spo_config_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_config_from_toml(
    toml: *const c_char,
    out: *mut *mut spo_config,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        out.give(ClientConfig::from_toml(arg_text!(toml))?.into())
    })
}
