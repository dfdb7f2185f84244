//! Checking an appointment before it is sent: every fault at once, each with its remedy.

mod fault;

pub use fault::Fault;
