//! A citizen's say over who sees shared data: blocks (spærringer) and consents, in the national service MinSpærring.
//!
//! In: what a citizen wants registered ([`Block`], [`Consent`]), or items that somebody wants to see ([`DataItem`]). Out:
//! registrations ([`Registration`]) and verdicts ([`Verdict`]). Who may see what is the service's decision alone: nothing
//! here decides.
//!
//! A registration is *citizen × what × who × when*. It knows no kinds of documents: whoever blocks the sharing of
//! appointments blocks everything that can be blocked. Master data (stamkort) cannot, since 1 December 2024 (BEK 193 of 27
//! February 2024).
//!
//! The service's messages are not published. How values stand in them is [`wire`], a mapping of our own that only the
//! sandbox speaks.

mod check;
mod draft;
mod registration;
mod what;
mod who;
pub mod wire;

pub use check::{DataItem, Decision, Relation, Unavailability, Verdict, WhenUnavailable};
pub use draft::{Block, Consent, Draft, TOLERANCE};
pub use registration::{Effect, Registration, RegistrationId, Stamp, State};
pub use what::{DataOrigin, DataPeriod, What};
pub use who::Who;
