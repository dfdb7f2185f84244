//! Who looked: registrations with MinLog2, the national log in which citizens see who has looked at their data, and what a
//! client tells the host's own audit of each call ([`AuditEvent`]).
//!
//! In: a [`LogEntry`] that says who saw what of whom, when and where. Out: every [`Fault`](crate::rules::Fault) of it at
//! once ([`RULES`] is the table), the body of a request ([`add_registrations`]), and what the service says of each entry
//! ([`RegistrationResponse`]).
//!
//! The document sharing service (DDS) and the service of shared master data (SFSK) write the log themselves when a
//! professional reads through them. What a system shows from its own store, or reads as a system without a professional
//! behind the call, the system registers: `Client::min_log` keeps such entries on disk until the log has them.
//!
//! Source of every name and limit: `minlog2-registration_20250312.xsd`.

mod addition;
mod caller;
mod check;
mod entry;
mod event;
mod identifiers;
mod request;
mod response;
mod table;

#[cfg(test)]
mod tests;

pub use addition::{Addition, Audience, Criticality};
#[cfg(feature = "queue")]
pub(crate) use check::refuse;
pub use entry::{LogEntry, LogOrganisation, LogPatient, LogPrincipal, LogSource, LogTime, LogUser};
pub use event::{AuditAction, AuditCaller, AuditEvent, AuditFailure, AuditSink, Capacity, Persons};
pub use identifiers::{LogOrganisationId, LogPatientId, LogPrincipalId, LogUserId};
pub use request::add_registrations;
pub use response::{FailedEntry, RegistrationResponse};
pub use table::ALL as RULES;

/// The action of a registration by the service's WSDL.
pub const ACTION: &str = "AddRegistrations";

/// The action that the decoupling component (DCC) routes by: the same, and the version of the schema.
pub const GATEWAY_ACTION: &str = "AddRegistrations_20250312";
