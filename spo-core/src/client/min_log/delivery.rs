//! One delivery: requests of many entries, and what becomes of each.

use chrono::{DateTime, TimeDelta, Utc};

use super::judge::{Verdict, judge};
use super::{DeliveryFailure, KIND, LogDelivery, RefusedEntry};
use crate::audit::{FailedEntry, LogEntry, RegistrationResponse, add_registrations};
use crate::client::Inner;
use crate::client::config::MinLogService;
use crate::client::exchange::{Call, Failed};
use crate::client::purpose::Purpose;
use crate::model::DanishTime;
use crate::queue::{Batch, Fate, Queue, Rate, Take};
use crate::soap::Message;
use crate::{Error, ErrorKind, Result};

/// How much longer somebody has entries than a delivery may take, before he is taken for dead.
const MARGIN: TimeDelta = TimeDelta::seconds(30);

/// What becomes of the entries of a request, by their ids in the queue.
type Fates = Vec<(i64, Fate)>;

/// A delivery under way.
pub(super) struct Delivery<'c> {
    service: &'c MinLogService,
    queue: &'c Queue,
    call: Call<'c>,
    rate: Rate,
    report: LogDelivery,
}

impl<'c> Delivery<'c> {
    pub(super) fn new(inner: &'c Inner, service: &'c MinLogService, queue: &'c Queue) -> Self {
        let rate = Rate {
            most: service.requests_per_hour,
            per: TimeDelta::hours(1),
        };
        Self {
            service,
            queue,
            call: Call::new(inner, None, inner.config.timeouts.start()),
            rate,
            report: LogDelivery::default(),
        }
    }

    /// Sends until nothing is left, the limits are reached, or a request fails.
    pub(super) fn run(mut self) -> Result<LogDelivery> {
        let most = self.service.entries_per_request;
        while self.report.failure.is_none() && self.has_time() {
            let now = self.now();
            let remaining = TimeDelta::from_std(self.call.deadline.remaining()).unwrap_or(MARGIN);
            let until = now + remaining + MARGIN;
            match self.queue.take(KIND, most, self.rate, now, until)? {
                Take::Batch(batch) => self.send(&batch)?,
                Take::Nothing | Take::TooSoon => break,
            }
        }
        self.report.waiting = self.queue.waiting(KIND)?;
        let next = self.queue.next_take(KIND, self.rate, self.now())?;
        // To the next whole second, so that it is not too early by a part of one.
        self.report.next_request = next.map(|next| DanishTime::from_utc(next + TimeDelta::milliseconds(999)));
        Ok(self.report)
    }

    /// Whether a request could be waited for. One that cannot would come to have an unknown outcome.
    fn has_time(&self) -> bool {
        let attempt = self.call.inner.config.timeouts.attempt;
        self.report.requests == 0 || self.call.deadline.remaining() >= attempt
    }

    fn now(&self) -> DateTime<Utc> {
        self.call.inner.context.now()
    }

    /// Sends a batch, and settles what became of each entry.
    fn send(&mut self, batch: &Batch) -> Result<()> {
        let (entries, mut fates) = read(batch);
        if entries.is_empty() {
            self.queue.give_back(batch)?;
            return self.queue.settle(KIND, batch, fates);
        }
        let message = self.message(&entries);
        let answer = self.call.exchange(Purpose::Log, message, |envelope, _| {
            RegistrationResponse::read(envelope.payload()?)
        });
        match answer {
            Ok(response) => fates.extend(self.answered(batch, entries, &response)),
            Err(failed) => fates.extend(self.failed(batch, &entries, &failed)?),
        }
        self.queue.settle(KIND, batch, fates)
    }

    fn message(&self, entries: &[(i64, LogEntry)]) -> Message {
        let Inner { config, context, .. } = self.call.inner;
        let body = add_registrations(entries.iter().map(|(_, entry)| entry));
        let message_id = context.random_uuid().urn().to_string();
        let mut message = Message::new(self.service.action.clone(), message_id, body);
        message.version = config.soap_version;
        message.addressing = config.ws_addressing;
        message.to = Some(self.service.url.clone());
        message
    }

    fn answered(
        &mut self,
        batch: &Batch,
        entries: Vec<(i64, LogEntry)>,
        response: &RegistrationResponse,
    ) -> Fates {
        let rest_until = self.rest_until(batch);
        let report = &mut self.report;
        report.requests += 1;
        let (sent, refused_before) = (entries.len(), report.refused.len());
        let numbers = entries.iter().map(|(_, entry)| number(entry));
        let verdicts = judge(&numbers.collect::<Vec<_>>(), response);
        let mut fates = Fates::with_capacity(sent);
        for ((id, entry), verdict) in entries.into_iter().zip(verdicts) {
            let fate = match verdict {
                Verdict::Added => Fate::Done,
                Verdict::Unknown => Fate::Failed { rest_until },
                Verdict::Refused(failure) => {
                    let refused = refused_entry(id, failure, entry);
                    let (code, reason) = (refused.code.clone(), refused.reason.clone());
                    report.refused.push(refused);
                    Fate::Aside { code, reason }
                }
            };
            fates.push((id, fate));
        }
        let added = fates.iter().filter(|(_, fate)| *fate == Fate::Done).count();
        report.added += added as u64;
        let refused = report.refused.len() - refused_before;
        if refused > 0 {
            log::warn!(target: "spo", "the log refused {refused} entries, which are put aside");
        }
        if added + refused < sent {
            let message = format!(
                "of {sent} entries the log added {}, and it does not say which",
                response.added
            );
            let error = Error::new(ErrorKind::OutcomeUnknown, "min_log.unclear_answer", message)
                .with_remedy("Deliver again later: those in doubt are sent again, in smaller requests.");
            report.failure = Some(delivery_failure(&error, response.added > 0));
        }
        fates
    }

    fn failed(&mut self, batch: &Batch, entries: &[(i64, LogEntry)], failed: &Failed) -> Result<Fates> {
        let Failed { error, certain } = failed;
        let details = error.details();
        let has_arrived = details.http_status.is_some() || details.soap_fault_code.is_some();
        match *certain && !has_arrived {
            true => self.queue.give_back(batch)?,
            false => self.report.requests += 1,
        }
        self.report.failure = Some(delivery_failure(error, !certain));
        // A single entry that the service cannot bear may be why it refuses all of them.
        let is_about_entries = !certain || error.kind() == ErrorKind::Fault;
        let rest_until = self.rest_until(batch);
        let fate = |(id, _): &(i64, LogEntry)| match is_about_entries {
            true => (*id, Fate::Failed { rest_until }),
            false => (*id, Fate::Untouched),
        };
        Ok(entries.iter().map(fate).collect())
    }

    /// Entries that failed rest for as long as there is between two requests, and twice as long each time, up to an hour.
    fn rest_until(&self, batch: &Batch) -> DateTime<Utc> {
        let Rate { most, per } = self.rate;
        let between = per / i32::try_from(most).unwrap_or(i32::MAX).max(1);
        let rest = between.checked_mul(1 << batch.tries.min(16)).unwrap_or(per);
        self.now() + rest.min(per)
    }
}

/// The entries of a batch, and what becomes of those that cannot be read.
fn read(batch: &Batch) -> (Vec<(i64, LogEntry)>, Fates) {
    let (mut entries, mut fates) = (Vec::with_capacity(batch.items.len()), Fates::new());
    for item in &batch.items {
        match serde_json::from_slice(&item.payload) {
            Ok(entry) => entries.push((item.id, entry)),
            Err(_) => {
                let reason =
                    "another version of this library wrote the entry in a form that this one does not know";
                let fate = Fate::Aside {
                    code: "min_log.unreadable".to_owned(),
                    reason: reason.to_owned(),
                };
                fates.push((item.id, fate));
            }
        }
    }
    (entries, fates)
}

/// Every entry got one when it was accepted.
fn number(entry: &LogEntry) -> &str {
    entry.sequence_number.as_deref().unwrap_or_default()
}

fn refused_entry(id: i64, failure: &FailedEntry, entry: LogEntry) -> RefusedEntry {
    RefusedEntry {
        id: id.unsigned_abs(),
        code: failure.code.clone(),
        reason: failure.text.clone().unwrap_or_default(),
        entry: Some(entry),
    }
}

fn delivery_failure(error: &Error, may_be_added: bool) -> DeliveryFailure {
    DeliveryFailure {
        code: error.code().to_owned(),
        message: error.message().to_owned(),
        remedy: error.remedy().to_owned(),
        retryable: error.is_retryable(),
        may_be_added,
    }
}
