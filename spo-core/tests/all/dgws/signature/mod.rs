//! Signatures made here are believed elsewhere, those from the field are believed here, and forged ones nowhere.

mod attacks;
mod field;
mod forgeries;
mod keys;
mod messages;
mod properties;
mod refusals;
mod signing;
pub(super) mod traces;
