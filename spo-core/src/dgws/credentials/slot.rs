//! The credential in use, replaceable while calls are under way.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, Utc};

use super::certificate::Validity;
use super::credential::Credential;
use super::error::CredentialError;

/// Holds the credential in use. Clones share it: hand one to every place that signs or authenticates, and replace the
/// content in one of them.
///
/// A call takes the credential once, with [`current`](Self::current), and finishes with it. What is derived from a
/// credential and kept (identity cards, connections) is kept together with its [`Generation`] and thrown away when
/// [`generation`](Self::generation) has moved on.
#[derive(Clone)]
pub struct CredentialSlot {
    shared: Arc<Shared>,
}

struct Shared {
    current: RwLock<(Generation, Arc<Credential>)>,
    /// The same number once more, to be compared without the lock on every call.
    generation: AtomicU64,
}

/// Counts the credentials that a slot has held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Generation(u64);

impl CredentialSlot {
    /// A slot that holds `credential`.
    pub fn new(credential: Credential) -> Self {
        let shared = Shared {
            current: RwLock::new((Generation(0), Arc::new(credential))),
            generation: AtomicU64::new(0),
        };
        Self {
            shared: Arc::new(shared),
        }
    }

    /// The credential in use.
    pub fn current(&self) -> Arc<Credential> {
        self.snapshot().1
    }

    /// The credential in use and its generation, as they belong together.
    pub fn snapshot(&self) -> (Generation, Arc<Credential>) {
        // No code runs under the lock that could leave it half written.
        self.shared
            .current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The generation of the credential in use. Cheap enough for every call.
    pub fn generation(&self) -> Generation {
        Generation(self.shared.generation.load(Ordering::Acquire))
    }

    /// Puts `credential` in place of the one in use, and says how long it lasts. Calls under way finish with the one they
    /// took; the next ones take this.
    ///
    /// # Errors
    /// [`CredentialError::Expired`] or [`CredentialError::NotYetValid`] at `now`; then the one in use stays.
    pub fn replace(&self, credential: Credential, now: DateTime<Utc>) -> Result<Validity, CredentialError> {
        let validity = credential.check(now)?;
        let credential = Arc::new(credential);
        let mut current = self
            .shared
            .current
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let generation = Generation(current.0.0 + 1);
        let old = std::mem::replace(&mut *current, (generation, credential));
        self.shared.generation.store(generation.0, Ordering::Release);
        drop(current);
        // Dropped outside the lock: a host's signer may take its time to let go.
        drop(old);
        Ok(validity)
    }
}

impl fmt::Debug for CredentialSlot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (generation, credential) = self.snapshot();
        f.debug_struct("CredentialSlot")
            .field("generation", &generation.0)
            .field("credential", &credential)
            .finish()
    }
}
