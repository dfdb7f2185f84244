//! The identity of the caller: signatures, identity cards, header blocks.

mod identity;
mod login;
mod signature;
