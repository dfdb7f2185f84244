//! Checking an appointment before it is sent: every fault at once, each with its remedy.
//!
//! In: an [`Appointment`](crate::Appointment). Out: [`validate`]'s list of [`Fault`]s, each naming the field by its
//! path in the JSON form and the [`Rule`] it breaks. [`ALL`] is the whole table of rules with their sources, and
//! [`vocabulary`] holds the identifiers and codes that the profile APD-DK fixes.
//!
//! A rule stands here when a document that breaks it would be refused by the profile or its schema, could not be
//! written, would read back as something else, or would reveal a protected address. What merely deserves a second
//! look, such as a birth date that the CPR number does not confirm, is no rule.

mod checker;
mod fault;
mod path;
mod table;
mod telecom;
mod text;
mod validate;
pub mod vocabulary;

#[cfg(test)]
mod tests;

pub use fault::{Fault, refuse};
pub use table::{ALL, Rule};
pub use validate::validate;

pub(crate) use path::Path;
pub(crate) use table::rules;
pub(crate) use validate::validate_document;
