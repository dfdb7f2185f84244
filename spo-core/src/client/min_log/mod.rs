//! Registering with the national log.
//!
//! An entry is accepted by being on disk; requests of many entries take it to the log later, and it stays on disk until
//! the log has answered for it.

#[cfg(feature = "queue")]
mod delivery;
#[cfg(feature = "queue")]
mod judge;
mod report;
#[cfg(feature = "queue")]
mod service;

pub use report::{DeliveryFailure, LogDelivery, RefusedEntry};
#[cfg(feature = "queue")]
pub use service::MinLog;

/// What entries are called in the queue.
#[cfg(feature = "queue")]
const KIND: &str = "min_log";
