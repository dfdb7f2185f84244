//! Asking every source about one patient, within one deadline.
//!
//! In: a patient, days, and what is wanted ([`OverviewRequest`]). Out: one [`Overview`], in which what could not be had is
//! named. What came is merged in the pure room [`overview`](crate::overview); here are the threads, the deadline and the
//! documents that a [`Session`] keeps.
//!
//! Each search and each retrieval runs in a thread of its own, which owns what it needs. A transport that keeps its
//! promise ends them all before the deadline, and no thread outlives the call. One that does not keep it is left behind
//! with its thread: the caller has the overview at the deadline, with the source named as missing.

mod asking;
mod crew;
mod doubt;
mod gather;
mod question;
mod request;
mod session;
mod source;
mod work;

pub(super) use question::Question;
pub use request::OverviewRequest;
pub use session::Session;
pub use source::{DocumentSource, ReadAddresses};
