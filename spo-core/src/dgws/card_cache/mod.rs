//! Identity cards in use, shared by every thread and client of the process that asks for the same card.
//!
//! In: a [`CardKey`] (which card), and a way to fetch it. Out: a [`Lease`]: a card that can be used now and, when its end
//! is near, the duty to renew it beside the call. However many threads ask at once, one of them fetches and the others
//! wait for it; while a card is renewed, calls go on with the old one.

mod key;
mod life;
mod slot;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};

pub use key::CardKey;
pub use life::Renewal;
use slot::Slot;
pub use slot::{Lease, RenewalDuty};

use crate::Result;
use crate::dgws::id_card::IdCard;

/// Identity cards in memory. Nothing is ever written to disk.
pub struct CardCache {
    slots: Mutex<Slots>,
}

struct Slots {
    by_key: HashMap<CardKey, Arc<Slot>>,
    /// The number of cards at which those past their end are thrown out.
    sweep_at: usize,
}

/// The cache of the process, and the process that made it.
static PROCESS_WIDE: LazyLock<(u32, Arc<CardCache>)> =
    LazyLock::new(|| (std::process::id(), Arc::new(CardCache::new())));

impl CardCache {
    /// The most cards that are kept: as the national authority's own client.
    const MOST: usize = 10_000;
    const FIRST_SWEEP: usize = 64;

    /// An empty cache of its own.
    pub fn new() -> Self {
        let slots = Slots {
            by_key: HashMap::new(),
            sweep_at: Self::FIRST_SWEEP,
        };
        Self {
            slots: Mutex::new(slots),
        }
    }

    /// The cache that all clients of the process share.
    ///
    /// A process that was forked from one that had it gets a new one each time, because a lock may have been held at the
    /// fork.
    pub fn process_wide() -> Arc<Self> {
        let (process, cache) = &*PROCESS_WIDE;
        match *process == std::process::id() {
            true => Arc::clone(cache),
            false => Arc::new(Self::new()),
        }
    }

    /// A card that can be used at `now`. If there is none, it is fetched, by one of all the threads that ask; the others wait
    /// for it, `wait` at most.
    ///
    /// # Errors
    /// The one of `fetch`, also for those who waited; `id_card.wait` after waiting in vain.
    pub fn lease(
        &self,
        key: &CardKey,
        renewal: Renewal,
        now: DateTime<Utc>,
        wait: Duration,
        fetch: impl FnOnce() -> Result<IdCard>,
    ) -> Result<Lease> {
        let slot = self.slot(key, now);
        slot.lease(renewal, now, wait, fetch)
    }

    /// Throws `card` away, because a service refused it. A card that has taken its place in the meantime stays.
    pub fn refuse(&self, key: &CardKey, card: &IdCard) {
        let slot = self.lock().by_key.get(key).cloned();
        if let Some(slot) = slot {
            slot.refuse(card);
        }
    }

    /// Throws every card away. Calls under way finish with theirs.
    pub fn clear(&self) {
        let slots = std::mem::take(&mut self.lock().by_key);
        for slot in slots.values() {
            slot.forget();
        }
    }

    /// How many identities are known.
    pub fn len(&self) -> usize {
        self.lock().by_key.len()
    }

    /// Whether no identity is known.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn slot(&self, key: &CardKey, now: DateTime<Utc>) -> Arc<Slot> {
        let mut slots = self.lock();
        if let Some(slot) = slots.by_key.get(key) {
            return Arc::clone(slot);
        }
        if slots.by_key.len() >= slots.sweep_at {
            slots.sweep(now);
        }
        Arc::clone(slots.by_key.entry(key.clone()).or_default())
    }

    fn lock(&self) -> MutexGuard<'_, Slots> {
        // No code runs under the lock that could leave the map half changed.
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Slots {
    /// Throws out what nobody uses and is past its end; if that is not enough, what ends first.
    fn sweep(&mut self, now: DateTime<Utc>) {
        self.by_key
            .retain(|_, slot| Arc::strong_count(slot) > 1 || slot.ends().is_some_and(|end| end > now));
        while self.by_key.len() >= CardCache::MOST {
            let first = self.by_key.iter().min_by_key(|(_, slot)| slot.ends());
            let Some(key) = first.map(|(key, _)| key.clone()) else {
                break;
            };
            self.by_key.remove(&key);
        }
        self.sweep_at = (2 * self.by_key.len()).clamp(CardCache::FIRST_SWEEP, CardCache::MOST);
    }
}

impl Default for CardCache {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for CardCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CardCache").finish_non_exhaustive()
    }
}
