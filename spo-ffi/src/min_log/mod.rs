//! Registrations with the national log (MinLog): an entry, and what a delivery came to.

mod delivery;
mod entry;

pub use self::delivery::*;
pub use self::entry::*;
