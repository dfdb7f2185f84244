//! Tests of the room as a whole.

mod properties;
mod reading;
mod refusals;
mod shared_data;
mod tokenizer;
mod writing;
