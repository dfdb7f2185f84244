//! A citizen's say over who sees shared data: blocks (spærringer) and consents, registered and checked.

mod block;
mod ends;
mod items;
mod list;
mod registration;
mod subject;
mod verdict;

pub use self::block::*;
pub(crate) use self::ends::{ends, ends_ms};
pub use self::items::*;
pub use self::list::*;
pub use self::registration::*;
pub use self::subject::*;
pub use self::verdict::*;
