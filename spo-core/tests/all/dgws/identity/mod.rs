//! Identity cards, the header blocks that carry them, and a client that calls with them.

mod cache;
mod client;
mod issued;
mod national;
pub(crate) mod parties;
mod requested;
mod schemas;
