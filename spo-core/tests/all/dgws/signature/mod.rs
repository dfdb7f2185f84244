//! Signatures made here are believed elsewhere, those from the field are believed here, and forged ones nowhere.

mod attacks;
mod field;
mod keys;
mod properties;
mod refusals;
mod signing;
