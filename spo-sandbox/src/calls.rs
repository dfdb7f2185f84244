//! What was called, for tests and for people.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use serde::Serialize;
use spo_core::ServiceError;
use spo_core::xds::response::ResponseStatus;

use crate::{CalledBy, Transaction};

/// How many calls are remembered.
const MOST_REMEMBERED: usize = 10_000;

/// One call of the sandbox. It holds nothing of a patient's.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CallRecord {
    /// Counts from 1.
    pub number: u64,
    /// When it came.
    pub received: DateTime<Utc>,
    /// Which transaction it was; `None` when it did not say, or named none of the sandbox's.
    pub transaction: Option<Transaction>,
    /// `SOAPAction`, as it came.
    pub action: Option<String>,
    /// `wsa:MessageID`, or that of Den Gode Webservice. The same message sent again has the same.
    pub message_id: Option<String>,
    /// The length of the request's body.
    pub request_bytes: usize,
    /// SHA-1 of the request's body: equal for the same bytes.
    pub request_sha1: String,
    /// Who called, by the identity card of the call; `None` without a card that could be believed. For a call of the token
    /// service, the card that was asked for.
    pub caller: Option<CalledBy>,
    /// What the registry made of the request, whatever the caller was told.
    pub decision: Decision,
    /// The registry's errors and warnings, also those that the caller was not told of.
    pub errors: Vec<ServiceError>,
    /// The text of the SOAP fault that the caller got.
    pub fault: Option<String>,
    /// The HTTP status of the answer; `None` when there was no complete answer.
    pub http_status: Option<u16>,
    /// Whether the sandbox misbehaved as a script told it.
    pub scripted: bool,
    /// How many documents a citizen's blocks kept from the caller.
    pub withheld: usize,
}

/// What the registry made of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It was not carried out, because it was no proper request or a script prevented it.
    NotProcessed,
    /// It was carried out.
    Success,
    /// A part of it was carried out.
    PartialSuccess,
    /// It was refused: nothing changed.
    Failure,
}

impl Decision {
    pub(crate) fn of(status: &ResponseStatus) -> Self {
        match status {
            ResponseStatus::Success => Self::Success,
            ResponseStatus::PartialSuccess => Self::PartialSuccess,
            _ => Self::Failure,
        }
    }
}

/// The calls, the latest of them.
#[derive(Debug, Default)]
pub(crate) struct CallLog {
    records: Mutex<(u64, VecDeque<CallRecord>)>,
}

impl CallLog {
    /// Adds a record and numbers it.
    pub(crate) fn add(&self, mut record: CallRecord) {
        let mut records = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, records) = &mut *records;
        *count += 1;
        record.number = *count;
        if records.len() == MOST_REMEMBERED {
            records.pop_front();
        }
        records.push_back(record);
    }

    pub(crate) fn all(&self) -> Vec<CallRecord> {
        let records = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        records.1.iter().cloned().collect()
    }

    pub(crate) fn last(&self, most: usize) -> Vec<CallRecord> {
        let records = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        records.1.iter().rev().take(most).cloned().collect()
    }

    /// Forgets them; the numbers go on.
    pub(crate) fn clear(&self) {
        self.records
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .1
            .clear();
    }
}
