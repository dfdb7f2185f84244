//! Care plans (forløbsplaner), from the outside.

mod golden;
mod reading;
mod refusals;
