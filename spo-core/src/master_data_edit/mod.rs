//! Editing master data (stamkort): what citizens and professionals may type in, checked before it is sent.
//!
//! In: a [`MasterDataChange`] and the [`MasterData`](crate::MasterData) it changes. Out: a [`CheckedChange`], or every
//! [`Fault`](crate::rules::Fault) at once. A [`MasterDataEditor`] sends what is checked.
//!
//! This library ships no editor for the national register (Stamkortregistret, SKR): its interface is not public.
//! `spo-sandbox` has one over its test persons. [`RULES`] are what public sources tell of the register, and what the
//! document can hold; the register may refuse more.
//!
//! ```
//! use spo_core::MasterData;
//! use spo_core::master_data_edit::MasterDataChange;
//!
//! // The stamkort as it was just read.
//! let present = MasterData::from_json(
//!     r#"{"version": {"template": "3.0"}, "cpr": "6501559996", "name_and_address": {"value": {}}}"#,
//! )?;
//! let change = MasterDataChange::from_json(
//!     r#"{"patient": "6501559996", "caller": {"citizen": {"cpr": "6501559996"}},
//!         "edit": {"create": {"relative": {"name": {"given": ["Ida"]}, "note": "251248-9996"}}}}"#,
//! )?;
//! let faults = change.faults(&present);
//! assert_eq!(
//!     (faults[0].path.as_str(), faults[0].rule),
//!     ("edit.create.relative.note", "edit.relative.cpr")
//! );
//! # Ok::<(), spo_core::Error>(())
//! ```

mod change;
mod check;
mod cpr_scan;
mod editor;
mod items;
mod language;
mod phone;
mod table;

#[cfg(test)]
mod tests;

pub use change::{Edit, EnteredBy, ItemKind, MasterDataChange, TypedInItem};
pub use check::{CheckedChange, refuse};
pub use editor::{ChangeReceipt, MasterDataEditor};
pub use language::SYSTEM as LANGUAGE_SYSTEM;
pub use table::ALL as RULES;
