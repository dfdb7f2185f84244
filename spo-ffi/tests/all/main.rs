//! The C library seen from outside: its header, its symbols, its numbers.

mod header;
mod symbols;
