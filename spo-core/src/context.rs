//! Where time and randomness come in, so that everything else is a function of its input.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// The clock and the source of random ids that a [`Client`](crate::Client) uses.
///
/// The default is the machine's clock and random UUIDs. Tests fix both and compare messages byte by byte.
#[derive(Clone)]
pub struct Context {
    now: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    random: Arc<dyn Fn() -> Uuid + Send + Sync>,
}

impl Context {
    /// The machine's clock and random ids.
    pub fn system() -> Self {
        Self {
            now: Arc::new(Utc::now),
            random: Arc::new(Uuid::new_v4),
        }
    }

    /// A clock that stands still at `now` and ids that count up: for tests and stable examples.
    pub fn fixed(now: DateTime<Utc>) -> Self {
        let next = std::sync::atomic::AtomicU64::new(1);
        let random = move || {
            let n = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            uuid::Builder::from_random_bytes(u128::from(n).to_be_bytes()).into_uuid()
        };
        Self {
            now: Arc::new(move || now),
            random: Arc::new(random),
        }
    }

    /// A clock and ids of the caller's own.
    pub fn new(
        now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static,
        random: impl Fn() -> Uuid + Send + Sync + 'static,
    ) -> Self {
        Self {
            now: Arc::new(now),
            random: Arc::new(random),
        }
    }

    /// The present moment.
    pub fn now(&self) -> DateTime<Utc> {
        (self.now)()
    }

    /// A fresh random id.
    pub fn random_uuid(&self) -> Uuid {
        (self.random)()
    }
}

impl Default for Context {
    fn default() -> Self {
        Self::system()
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Context")
    }
}
