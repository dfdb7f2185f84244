//! The block service (MinSpærring): who may see what, by the wish of each citizen.
//!
//! In: a request of the service and who makes it ([`Asker`]), or a document that somebody searched for ([`View`]). Out: the
//! service's answer, or whether the document may be shown. The rules are those that are documented; where the documentation
//! is silent, [`judge`] says what this sandbox does.

mod judge;
mod organisations;
mod page;
mod register;
mod service;
mod view;

pub(crate) use judge::Looker;
pub(crate) use page::registered;
pub(crate) use register::Blocks;
pub(crate) use service::Asker;
pub(crate) use view::View;
