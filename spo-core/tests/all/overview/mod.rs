//! One patient, many sources.

mod conversation;
mod far;
mod fixtures;
mod merge;
mod properties;
mod table;
