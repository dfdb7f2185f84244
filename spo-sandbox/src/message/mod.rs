//! From bytes to a transaction's payload, and from its result to bytes.
//!
//! In: a request as it came. Out: a [`Call`] that names its transaction, or the SOAP fault that says why there is none;
//! and the other way, an [`Answer`] as a response in the SOAP version and with the headers that the caller used.

mod answer;
mod call;
mod refusal;

pub(crate) use answer::{Answer, Content, Encoding, HandedOut, fault, plain, token};
pub(crate) use call::{Addressing, Call, parse, soap_action};
pub(crate) use refusal::Refusal;
