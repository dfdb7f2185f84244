//! One patient, many sources.

mod conversation;
mod far;
mod fixtures;
mod master_data;
mod merge;
mod properties;
mod table;
