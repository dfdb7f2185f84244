//! Tests of the room as a whole.

mod reading;
mod refusals;
