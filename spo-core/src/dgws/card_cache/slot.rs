//! One card: fetched by one thread at a time, used by all.

use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};

use super::life::Renewal;
use crate::dgws::id_card::IdCard;
use crate::{Error, ErrorDetails, ErrorKind, Result};

/// How long a failed renewal is left alone while the old card can be used.
const PAUSE: TimeDelta = TimeDelta::seconds(30);

#[derive(Default)]
pub(super) struct Slot {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    /// Whether a thread is fetching now.
    fetching: bool,
    /// Counts the fetches that were begun.
    begun: u64,
    /// The last fetch that failed.
    failed: Option<(u64, Failure)>,
    /// No renewal is tried before.
    pause_until: Option<DateTime<Utc>>,
}

struct Held {
    card: IdCard,
    received: DateTime<Utc>,
}

/// A card for one call.
#[derive(Debug)]
pub struct Lease {
    /// The card.
    pub card: IdCard,
    /// That the card's end is near, and the duty to renew it, which falls to one call at a time.
    pub renewal: Option<RenewalDuty>,
}

/// The duty to fetch a card. Dropped without [`fulfil`](Self::fulfil), it passes to the next call.
pub struct RenewalDuty {
    slot: Arc<Slot>,
    number: u64,
    settled: bool,
}

impl Slot {
    pub(super) fn lease(
        self: &Arc<Self>,
        renewal: Renewal,
        now: DateTime<Utc>,
        wait: Duration,
        fetch: impl FnOnce() -> Result<IdCard>,
    ) -> Result<Lease> {
        let until = Instant::now() + wait;
        let mut waited_for = None;
        let mut state = self.lock();
        let duty = loop {
            if let Some(held) = &state.held {
                let life = renewal.life(&held.card, held.received);
                if now < life.end {
                    let card = held.card.clone();
                    let is_due = now >= life.renew_at && state.pause_until.is_none_or(|pause| now >= pause);
                    let renewal = (is_due && !state.fetching).then(|| self.begin(&mut state));
                    return Ok(Lease { card, renewal });
                }
            }
            if let (Some(number), Some((failed, failure))) = (waited_for, &state.failed)
                && *failed >= number
            {
                return Err(failure.to_error());
            }
            if !state.fetching {
                break self.begin(&mut state);
            }
            waited_for.get_or_insert(state.begun);
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(waited_in_vain());
            }
            state = self
                .changed
                .wait_timeout(state, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        };
        drop(state);
        let card = duty.fulfil(now, fetch)?;
        Ok(Lease { card, renewal: None })
    }

    fn begin(self: &Arc<Self>, state: &mut State) -> RenewalDuty {
        state.fetching = true;
        state.begun += 1;
        RenewalDuty {
            slot: Arc::clone(self),
            number: state.begun,
            settled: false,
        }
    }

    /// Forgets the card if it is this one.
    pub(super) fn refuse(&self, card: &IdCard) {
        let mut state = self.lock();
        if state.held.as_ref().is_some_and(|held| held.card.is_same(card)) {
            state.held = None;
        }
    }

    pub(super) fn forget(&self) {
        self.lock().held = None;
    }

    /// When the card ends; `None` without one.
    pub(super) fn ends(&self) -> Option<DateTime<Utc>> {
        self.lock().held.as_ref().map(|held| held.card.not_on_or_after())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // No code of others runs under the lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl RenewalDuty {
    /// Fetches the card and puts it in place of the old one. `now` is the time at which the fetch begins.
    ///
    /// # Errors
    /// The one of `fetch`; the old card stays in use as long as it can.
    pub fn fulfil(mut self, now: DateTime<Utc>, fetch: impl FnOnce() -> Result<IdCard>) -> Result<IdCard> {
        let fetched = fetch();
        let mut state = self.slot.lock();
        match &fetched {
            Ok(card) => {
                state.held = Some(Held {
                    card: card.clone(),
                    received: now,
                });
                state.failed = None;
                state.pause_until = None;
            }
            Err(error) => {
                state.failed = Some((self.number, Failure::of(error)));
                state.pause_until = Some(now + PAUSE);
            }
        }
        state.fetching = false;
        drop(state);
        self.settled = true;
        self.slot.changed.notify_all();
        fetched
    }
}

impl Drop for RenewalDuty {
    fn drop(&mut self) {
        if !self.settled {
            self.slot.lock().fetching = false;
            self.slot.changed.notify_all();
        }
    }
}

impl fmt::Debug for RenewalDuty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RenewalDuty").finish_non_exhaustive()
    }
}

/// What every thread that waited is told.
struct Failure {
    kind: ErrorKind,
    code: String,
    message: String,
    remedy: String,
    details: ErrorDetails,
}

impl Failure {
    fn of(error: &Error) -> Self {
        Self {
            kind: error.kind(),
            code: error.code().to_owned(),
            message: error.message().to_owned(),
            remedy: error.remedy().to_owned(),
            details: error.details().clone(),
        }
    }

    fn to_error(&self) -> Error {
        let details = self.details.clone();
        Error::new(self.kind, self.code.clone(), self.message.clone())
            .with_details(|own| *own = details)
            .with_remedy(self.remedy.clone())
    }
}

fn waited_in_vain() -> Error {
    let message = "the identity card that another thread is fetching did not come in time";
    Error::new(ErrorKind::Timeout, "id_card.wait", message)
        .with_remedy("Try again, or check that the token service answers.")
}
