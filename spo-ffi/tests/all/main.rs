//! The C library seen from outside: its header, its symbols, its numbers.

#![allow(clippy::unwrap_used)]

mod enums;
mod header;
mod symbols;
