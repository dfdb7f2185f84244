//! The header blocks of a call: who signs for the system, how messages belong together, on whose behalf it is made.
//!
//! In: an issued identity card, a [`Caller`](super::Caller), and [`HeaderOptions`]. Out: rendered header blocks, in the
//! order in which the national services have been seen to accept them: `wsse:Security`, `medcom:Header`, and
//! `hsuid:HsuidHeader` where the transaction has one.
//!
//! What is written validates against the platform's published schemas, with one exception: the attributes of HSUID
//! have no `NameFormat` but `nsi:OrgUsingID`, as the platform's documentation and its own example have it, although its
//! schema demands one everywhere.

mod hsuid;
mod medcom;
mod options;
mod security;

pub use hsuid::hsuid;
pub(crate) use hsuid::{not_permitted, other_citizen};
pub use medcom::{Linking, MedcomHeader, MedcomNamespace, Priority, TimeOut};
pub(super) use options::is_ncname;
pub use options::{CallingSystem, HeaderOptions};
pub use security::security;
pub(super) use security::utc;
