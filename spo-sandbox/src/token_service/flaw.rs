//! Cards that must not be believed.

use serde::{Deserialize, Serialize};

/// What is wrong with a card that the token service issues, when a script says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CardFlaw {
    /// It ended two days ago.
    Expired,
    /// It begins in two days.
    NotYetValid,
    /// It is another care provider's.
    OtherCvr,
    /// It is of level 2.
    OtherLevel,
    /// It is a user's instead of a system's, or the other way round.
    OtherType,
    /// Its version is not the one of the national platform.
    OtherVersion,
    /// Somebody signed it who has the token service's name and an issuer that nobody trusts.
    Stranger,
    /// It was changed after it was signed.
    BrokenSignature,
    /// Nobody signed it.
    NoSignature,
}
