//! One overview per patient: what several sources gave, merged into one value.
//!
//! In: for each source that was asked, the documents that came, read, and what stood in the way ([`Collected`]). Out:
//! one [`Overview`] in which nothing is doubled, nothing outdated is left, and everything that is not there is named.
//! No sockets, no clock: [`merge`] is a function of its input, and the order of that input does not matter.
//!
//! [`Client::overview`](crate::Client::overview) asks the sources.

mod gaps;
mod html;
mod identity;
mod kind;
mod master_data;
mod merge;
mod overlaps;
mod period;
mod place;
mod placed;
mod protection;
mod table;
mod timeline;
mod value;
mod words;

pub use gaps::{Cause, Missing, MissingDocument, Step, Withheld};
pub use kind::Kind;
pub use merge::{AskedSource, Collected, CollectedDocument, Content, merge};
pub use overlaps::Overlap;
pub use period::Period;
pub use place::Place;
pub use placed::Placed;
pub use timeline::{OlderVersion, TimelineAppointment};
pub use value::Overview;
pub use words::Language;
