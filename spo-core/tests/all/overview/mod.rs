//! One patient, many sources.

mod care_plans;
mod conversation;
mod far;
mod fixtures;
mod html;
mod master_data;
mod merge;
mod properties;
mod sources;
mod table;
