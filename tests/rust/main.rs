//! Tests across the crates: a client against the sandbox.

// Helpers outside `#[test]` functions panic like the tests they serve.
#![allow(clippy::unwrap_used)]

mod configured;
mod hostile;
mod http;
mod identity;
mod min_log;
mod overview;
mod privacy;
mod readme;
mod reference;
mod scenarios;
mod schemas;
mod threads;

use spo_core::{Appointment, Client, ClientConfig};
use spo_sandbox::Sandbox;

/// A client whose network is a sandbox in this process.
fn client(sandbox: &Sandbox) -> Client {
    Client::builder(ClientConfig::sandbox("http://sandbox.invalid"))
        .transport(sandbox.clone())
        .build()
        .unwrap()
}

/// An appointment of `examples/data`.
fn example(name: &str) -> Appointment {
    let path = format!("{}/../examples/data/{name}.json", env!("CARGO_MANIFEST_DIR"));
    Appointment::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
}
