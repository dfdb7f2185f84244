//! Tokens of one kind by their keys.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};

use super::key::CardKey;
use super::life::Token;
use super::slot::Slot;
use crate::dgws::login::BootstrapToken;

pub(super) struct Store<T> {
    slots: Mutex<Slots<T>>,
}

struct Slots<T> {
    by_key: HashMap<CardKey, Arc<Slot<T>>>,
    /// The number of tokens at which those past their end are thrown out.
    sweep_at: usize,
}

/// The most tokens that are kept: as the national authority's own client.
const MOST: usize = 10_000;
const FIRST_SWEEP: usize = 64;

impl<T: Token> Store<T> {
    pub(super) fn new() -> Self {
        let slots = Slots {
            by_key: HashMap::new(),
            sweep_at: FIRST_SWEEP,
        };
        Self {
            slots: Mutex::new(slots),
        }
    }

    pub(super) fn slot(&self, key: &CardKey, now: DateTime<Utc>) -> Arc<Slot<T>> {
        let mut slots = self.lock();
        if let Some(slot) = slots.by_key.get(key) {
            return Arc::clone(slot);
        }
        if slots.by_key.len() >= slots.sweep_at {
            slots.sweep(now);
        }
        Arc::clone(slots.by_key.entry(key.clone()).or_default())
    }

    pub(super) fn refuse(&self, key: &CardKey, token: &T) {
        let slot = self.lock().by_key.get(key).cloned();
        if let Some(slot) = slot {
            slot.refuse(token);
        }
    }

    /// Throws away what was got with a login.
    pub(super) fn forget(&self, login: &BootstrapToken) {
        self.lock().by_key.retain(|key, slot| {
            let is_of_login = key.is_of(login);
            if is_of_login {
                slot.forget();
            }
            !is_of_login
        });
    }

    pub(super) fn clear(&self) {
        let slots = std::mem::take(&mut self.lock().by_key);
        for slot in slots.values() {
            slot.forget();
        }
    }

    pub(super) fn len(&self) -> usize {
        self.lock().by_key.len()
    }

    fn lock(&self) -> MutexGuard<'_, Slots<T>> {
        // No code runs under the lock that could leave the map half changed.
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Token> Slots<T> {
    /// Throws out what nobody uses and is past its end; if that is not enough, what ends first.
    fn sweep(&mut self, now: DateTime<Utc>) {
        self.by_key
            .retain(|_, slot| Arc::strong_count(slot) > 1 || slot.ends().is_some_and(|end| end > now));
        while self.by_key.len() >= MOST {
            let first = self.by_key.iter().min_by_key(|(_, slot)| slot.ends());
            let Some(key) = first.map(|(key, _)| key.clone()) else {
                break;
            };
            self.by_key.remove(&key);
        }
        self.sweep_at = (2 * self.by_key.len()).clamp(FIRST_SWEEP, MOST);
    }
}
