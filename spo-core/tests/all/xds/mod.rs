//! Registry metadata and the bodies of the four transactions.

mod answers;
mod fixtures;
mod hostile;
mod metadata;
mod round_trip;
mod schema;
