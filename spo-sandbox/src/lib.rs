//! A national registry and repository in one process, for trying `spo` and for tests.
//!
//! [`Sandbox`] answers ITI-41, ITI-18, ITI-43 and ITI-57 as the national services do, as strictly as they are documented
//! to be ([`Validation`]), over SQLite in memory or in a file. It can be told to misbehave ([`Script`]) in every way
//! that the real services have been seen to, and it remembers what it was asked ([`CallRecord`]).
//!
//! Use it without a socket as the [`Transport`](spo_core::transport::Transport) of a client, or over HTTP on this machine
//! with [`Sandbox::serve`] or `cargo run -p spo-sandbox -- --port 8080`. It must never hold real patients.
//!
//! A token service stands beside them, which issues identity cards to everybody with a certificate of the sandbox's own
//! [`Authority`]. Whether registry and repository demand cards is [`IdentityCheck`]. Whoever has no certificate logs in
//! ([`Sandbox::employee_login`], [`Sandbox::citizen_login`]), and the token service exchanges the login.

//! Test persons ([`TestPerson`]) have master data that is composed on demand, and changed as a
//! [`MasterDataEditor`](spo_core::master_data_edit::MasterDataEditor) does. Several sandboxes can be the sources of one
//! ([`Sandbox::attach`]), and fail one by one; [`Seed`] fills them with a month to look at.

#![forbid(unsafe_code)]

#[cfg(test)]
use spo_scan as _;

mod access;
mod address;
mod admission;
mod authority;
mod blocks;
mod calls;
mod cda;
mod exchange;
mod federation;
mod identity;
mod json;
mod login;
mod master_data;
mod message;
mod min_log;
mod national;
mod page;
mod registry;
mod rules;
mod sandbox;
mod script;
mod seed;
mod server;
mod store;
mod token_service;
mod transaction;

pub use admission::{CalledBy, IdentityCheck};
pub use authority::{Authority, Employee, TestCredential};
pub use calls::{CallRecord, Decision};
pub use identity::{HOME_COMMUNITY_ID, MASTER_DATA_REPOSITORY_ID, REPOSITORY_ID};
pub use master_data::{Outage, OutageForm, Register, Resuscitation, TestPerson};
pub use rules::Validation;
pub use sandbox::Sandbox;
pub use script::{HomeCommunity, LogRefusals, Misbehaviour, Script, ScriptedError, SequenceNumbers};
pub use seed::Seed;
pub use server::Server;
pub use token_service::CardFlaw;
pub use transaction::Transaction;
