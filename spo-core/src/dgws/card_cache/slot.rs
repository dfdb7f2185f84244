//! One card or token: fetched by one thread at a time, used by all.

use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};

use super::life::{Renewal, Token};
use crate::dgws::id_card::IdCard;
use crate::{Error, ErrorDetails, ErrorKind, Result};

/// How long a failed renewal is left alone while the old card can be used.
const PAUSE: TimeDelta = TimeDelta::seconds(30);

pub(super) struct Slot<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

struct State<T> {
    held: Option<Held<T>>,
    /// Whether a thread is fetching now.
    fetching: bool,
    /// Counts the fetches that were begun.
    begun: u64,
    /// The last fetch that failed.
    failed: Option<(u64, Failure)>,
    /// No renewal is tried before.
    pause_until: Option<DateTime<Utc>>,
}

struct Held<T> {
    token: T,
    received: DateTime<Utc>,
}

/// A card or token for one call.
#[derive(Debug)]
pub struct Lease<T = IdCard> {
    /// The card or token.
    pub token: T,
    /// That its end is near, and the duty to renew it, which falls to one call at a time.
    pub renewal: Option<RenewalDuty<T>>,
}

/// The duty to fetch a card or token. Dropped without [`fulfil`](Self::fulfil), it passes to the next call.
pub struct RenewalDuty<T = IdCard> {
    slot: Arc<Slot<T>>,
    number: u64,
    settled: bool,
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        let state = State {
            held: None,
            fetching: false,
            begun: 0,
            failed: None,
            pause_until: None,
        };
        Self {
            state: Mutex::new(state),
            changed: Condvar::new(),
        }
    }
}

impl<T: Token> Slot<T> {
    pub(super) fn lease(
        self: &Arc<Self>,
        renewal: Renewal,
        now: DateTime<Utc>,
        wait: Duration,
        fetch: impl FnOnce() -> Result<T>,
    ) -> Result<Lease<T>> {
        let until = Instant::now() + wait;
        let mut waited_for = None;
        let mut state = self.lock();
        let duty = loop {
            if let Some(held) = &state.held {
                let life = renewal.life(&held.token, held.received);
                if now < life.end {
                    let token = held.token.clone();
                    let is_due = now >= life.renew_at && state.pause_until.is_none_or(|pause| now >= pause);
                    let renewal = (is_due && !state.fetching).then(|| self.begin(&mut state));
                    return Ok(Lease { token, renewal });
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
        let token = duty.fulfil(now, fetch)?;
        Ok(Lease { token, renewal: None })
    }

    fn begin(self: &Arc<Self>, state: &mut State<T>) -> RenewalDuty<T> {
        state.fetching = true;
        state.begun += 1;
        RenewalDuty {
            slot: Arc::clone(self),
            number: state.begun,
            settled: false,
        }
    }

    /// Forgets the card or token if it is this one.
    pub(super) fn refuse(&self, token: &T) {
        let mut state = self.lock();
        if state.held.as_ref().is_some_and(|held| held.token.is(token)) {
            state.held = None;
        }
    }

    pub(super) fn forget(&self) {
        self.lock().held = None;
    }

    /// When the card or token ends; `None` without one.
    pub(super) fn ends(&self) -> Option<DateTime<Utc>> {
        self.lock().held.as_ref().map(|held| held.token.ends())
    }
}

impl<T> Slot<T> {
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        // No code of others runs under the lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Token> RenewalDuty<T> {
    /// Fetches the card or token and puts it in place of the old one. `now` is the time at which the fetch begins.
    ///
    /// # Errors
    /// The one of `fetch`; the old card stays in use as long as it can.
    pub fn fulfil(mut self, now: DateTime<Utc>, fetch: impl FnOnce() -> Result<T>) -> Result<T> {
        let fetched = fetch();
        let mut state = self.slot.lock();
        match &fetched {
            Ok(token) => {
                state.held = Some(Held {
                    token: token.clone(),
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

impl<T> Drop for RenewalDuty<T> {
    fn drop(&mut self) {
        if !self.settled {
            self.slot.lock().fetching = false;
            self.slot.changed.notify_all();
        }
    }
}

impl<T> fmt::Debug for RenewalDuty<T> {
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
    let message = "the identity card or token that another thread is fetching did not come in time";
    Error::new(ErrorKind::Timeout, "id_card.wait", message)
        .with_remedy("Try again, or check that the token service answers.")
}
