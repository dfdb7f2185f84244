//! Tests of the sandbox through its own door: bytes in, bytes out.

#![allow(clippy::unwrap_used)]

mod submit;
mod support;
