//! Who is calling: the identity of Den Gode Webservice (DGWS).
//!
//! In: values (who the caller is, which key signs) and what the token service answered. Out: signed XML, header blocks, and
//! what a signature was found to vouch for. Nothing here opens a socket or reads the clock.
//!
//! The way of a system's call: an [`IdCardRequest`] is signed with a [`credential`](credentials), the [`token_service`] turns it
//! into an [`IdCard`], the [`CardCache`] keeps that for everybody who asks for the same one, and the [`headers`] of each
//! message carry it together with the [`Caller`].
//!
//! Who logged in elsewhere comes with a [`BootstrapToken`]: an employee's is exchanged for the same kind of card, a
//! citizen's for an [`IdentityToken`] that the caller's own signature accompanies in each message ([`idws`]).

mod caller;
mod card_cache;
mod clock;
pub mod credentials;
mod der;
pub mod headers;
mod id_card;
mod identity;
mod identity_token;
pub mod idws;
mod login;
pub mod signature;
pub mod token_service;
mod x509;

pub use crate::model::{OrganisationCode, ShakCode};
pub use caller::{
    AuthorisationCode, Caller, HealthProfessional, Override, OverrideReason, ResponsibleProfessional,
    Standing,
};
pub(crate) use card_cache::Token;
pub use card_cache::{CardCache, CardKey, Lease, Renewal, RenewalDuty};
pub use clock::ClockSkew;
pub(crate) use clock::SkewSeen;
pub use id_card::{
    CardHolder, CardTrust, CardUser, CareProvider, IdCard, IdCardError, IdCardRequest, Level, UserIdentifier,
};
pub(crate) use identity::Evidence;
pub use identity::Identity;
pub use identity_token::{IdentityToken, IdentityTokenError};
pub(crate) use login::Login;
pub use login::{BootstrapToken, Claims, EmployeeCardRequest, OnBehalfOf, Relation, TokenForm};
