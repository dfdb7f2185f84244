//! [`Timeouts`] in JSON: whole milliseconds, each with its default.

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::transport::Timeouts;

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Timeouts"))]
#[serde(deny_unknown_fields)]
pub(super) struct Milliseconds {
    /// For looking up the host name, and again for connecting to it, in milliseconds. 10000 by default.
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    #[serde(default)]
    connect_ms: Option<u64>,
    /// For one attempt, from the call until the last byte of the answer, in milliseconds. 30000 by default.
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    #[serde(default)]
    attempt_ms: Option<u64>,
    /// For the whole call, with every attempt and look-up, in milliseconds. 90000 by default.
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    #[serde(default)]
    total_ms: Option<u64>,
}

pub(super) fn serialize<S: Serializer>(timeouts: &Timeouts, serializer: S) -> Result<S::Ok, S::Error> {
    let ms = |duration: Duration| u64::try_from(duration.as_millis()).ok();
    Milliseconds {
        connect_ms: ms(timeouts.connect),
        attempt_ms: ms(timeouts.attempt),
        total_ms: ms(timeouts.total),
    }
    .serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timeouts, D::Error> {
    let given = Milliseconds::deserialize(deserializer)?;
    let usual = Timeouts::default();
    let or = |ms: Option<u64>, usual: Duration| ms.map_or(usual, Duration::from_millis);
    Ok(Timeouts {
        connect: or(given.connect_ms, usual.connect),
        attempt: or(given.attempt_ms, usual.attempt),
        total: or(given.total_ms, usual.total),
    })
}
