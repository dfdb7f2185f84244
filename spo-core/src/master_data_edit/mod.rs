//! Editing master data (stamkort): what citizens and professionals may type in, checked before it is sent.
//!
//! In: a [`MasterDataChange`] and the [`MasterData`](crate::MasterData) it changes. Out: a [`CheckedChange`], or every
//! [`Fault`](crate::rules::Fault) at once. A [`MasterDataEditor`] sends what is checked.
//!
//! This library ships no editor for the national register (Stamkortregistret, SKR): its interface is not public.
//! `spo-sandbox` has one over its test persons. [`RULES`] are what public sources tell of the register, and what the
//! document can hold; the register may refuse more.

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
pub use check::CheckedChange;
pub use editor::{ChangeReceipt, MasterDataEditor};
pub use table::ALL as RULES;
