//! Who is calling: the identity of Den Gode Webservice (DGWS).
//!
//! In: values (who the caller is, which key signs) and what the token service answered. Out: signed XML, and what a
//! signature was found to vouch for. Nothing here opens a socket or reads the clock.

pub mod credentials;
mod der;
pub mod signature;
