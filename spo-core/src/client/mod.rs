//! The front door: one client for all services.

#[allow(dead_code)]
mod delivery;
mod receipt;
mod version;

pub use receipt::{Outcome, Receipt};
pub use version::AppointmentVersion;
