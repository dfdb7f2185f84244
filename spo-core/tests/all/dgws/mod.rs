//! The identity of the caller: signatures, identity cards, header blocks.

pub(crate) mod identity;
mod login;
mod signature;
