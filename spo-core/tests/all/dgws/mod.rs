//! The identity of the caller: signatures.

mod signature;
