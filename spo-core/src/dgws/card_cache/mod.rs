//! Identity cards and identity tokens in use, shared by every thread and client of the process that asks for the same one.
//!
//! In: a [`CardKey`] (which card), and a way to fetch it. Out: a [`Lease`]: a card that can be used now and, when its end
//! is near, the duty to renew it beside the call. However many threads ask at once, one of them fetches and the others
//! wait for it; while a card is renewed, calls go on with the old one.

mod key;
mod life;
mod slot;
mod store;

use std::fmt;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use chrono::{DateTime, Utc};

pub use key::CardKey;
pub use life::Renewal;
pub(crate) use life::Token;
pub use slot::{Lease, RenewalDuty};
use store::Store;

use crate::Result;
use crate::dgws::id_card::IdCard;
use crate::dgws::identity_token::IdentityToken;
use crate::dgws::login::BootstrapToken;

/// Identity cards and citizens' identity tokens in memory. Nothing is ever written to disk.
pub struct CardCache {
    cards: Store<IdCard>,
    tokens: Store<IdentityToken>,
}

/// The cache of the process, and the process that made it.
static PROCESS_WIDE: LazyLock<(u32, Arc<CardCache>)> =
    LazyLock::new(|| (std::process::id(), Arc::new(CardCache::new())));

impl CardCache {
    /// An empty cache of its own.
    pub fn new() -> Self {
        Self {
            cards: Store::new(),
            tokens: Store::new(),
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
        self.cards.slot(key, now).lease(renewal, now, wait, fetch)
    }

    /// The same for a citizen's token.
    ///
    /// # Errors
    /// As for [`lease`](Self::lease).
    pub fn lease_token(
        &self,
        key: &CardKey,
        renewal: Renewal,
        now: DateTime<Utc>,
        wait: Duration,
        fetch: impl FnOnce() -> Result<IdentityToken>,
    ) -> Result<Lease<IdentityToken>> {
        self.tokens.slot(key, now).lease(renewal, now, wait, fetch)
    }

    /// Throws `card` away, because a service refused it. A card that has taken its place in the meantime stays.
    pub fn refuse(&self, key: &CardKey, card: &IdCard) {
        self.cards.refuse(key, card);
    }

    /// The same for a citizen's token.
    pub fn refuse_token(&self, key: &CardKey, token: &IdentityToken) {
        self.tokens.refuse(key, token);
    }

    /// Throws away what a login was exchanged for, as when the user logs out. Calls under way finish with what they have.
    pub fn forget(&self, login: &BootstrapToken) {
        self.cards.forget(login);
        self.tokens.forget(login);
    }

    /// Throws everything away. Calls under way finish with what they have.
    pub fn clear(&self) {
        self.cards.clear();
        self.tokens.clear();
    }

    /// How many identities are known.
    pub fn len(&self) -> usize {
        self.cards.len() + self.tokens.len()
    }

    /// Whether no identity is known.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
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
