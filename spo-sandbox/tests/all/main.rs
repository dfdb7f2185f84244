//! Tests of the sandbox through its own door: bytes in, bytes out.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod authority;
mod blocks;
mod captures;
mod concurrency;
mod envelope;
mod federation;
mod http;
mod identity;
mod logins;
mod master_data;
mod metadata;
mod min_log;
mod misbehaviour;
mod overview;
mod persistence;
mod query;
mod replace;
mod retrieve;
mod samples;
mod schema;
mod seed;
mod submit;
mod support;
mod update;
mod validation;

use spo_scan as _;
