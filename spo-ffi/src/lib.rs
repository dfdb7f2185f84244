//! The C library over `spo-core`: `include/spo.h`, `libspo.so`, `libspo.a`.
//!
//! One file per C noun; the functions of a noun begin with its name. What a C programmer must know stands in the doc
//! comments, which become the header; its first page is in `cbindgen.toml`.
//!
//! # The contract that every `unsafe` here rests on
//! The header asks of its callers, and Rust cannot check:
//! 1. a handle that is not NULL came from this library, has the type of the parameter, and is not freed yet;
//! 2. text that is not NULL ends with a NUL byte, and bytes are as long as their length says;
//! 3. neither changes while a function that got it runs;
//! 4. a handle of a type marked "one thread at a time" is not used by two threads at once;
//! 5. an output that is not NULL can be written to.
//!
//! Everything else is checked: NULL, UTF-8, ranges of enums. `handle` and `argument` turn pointers into references
//! under this contract, in one place each; the exported functions hold no reasoning of their own.
//!
//! No panic leaves the library: `guard` stops it, and the client on which it happened refuses further calls.

#![deny(unsafe_op_in_unsafe_fn, clippy::undocumented_unsafe_blocks)]
// Types and constants are spelled as in the header.
#![allow(non_camel_case_types)]
// The contract is the same for every function: see above.
#![allow(clippy::missing_safety_doc)]

#[macro_use]
mod argument;
#[macro_use]
mod guard;
#[macro_use]
mod handle;
#[macro_use]
mod strings;

mod appointment;
mod blocks;
mod caller;
mod care_plan;
mod client;
mod config;
mod credential;
mod diagnosis;
mod document;
mod entry;
mod error;
mod found;
mod gap;
mod host;
mod identity;
mod lent;
mod list;
mod log;
mod master_data;
mod master_data_edit;
mod min_log;
mod moment;
mod overview;
mod parts;
mod receipt;
mod refusal;
#[cfg(feature = "sandbox")]
mod sandbox;
mod search;
mod status;
mod version;

pub use appointment::*;
pub use blocks::*;
pub use caller::*;
pub use care_plan::*;
pub use client::*;
pub use config::*;
pub use credential::*;
pub use diagnosis::*;
pub use document::*;
pub use entry::*;
pub use error::*;
pub use found::*;
pub use gap::*;
pub use host::spo_release_callback;
pub use identity::*;
pub use list::*;
pub use log::*;
pub use master_data::*;
pub use master_data_edit::*;
pub use min_log::*;
pub use moment::SPO_NO_TIME;
pub use overview::*;
pub use parts::*;
pub use receipt::*;
#[cfg(feature = "sandbox")]
pub use sandbox::*;
pub use search::*;
pub use status::*;
pub use strings::spo_string_free;
pub use version::*;
