//! Parts that many things have: codes, names, addresses, organisations, as what holds them lends them.

mod address;
mod code;
mod name;
mod organisation;

pub use self::address::*;
pub use self::code::*;
pub use self::name::*;
pub use self::organisation::*;
