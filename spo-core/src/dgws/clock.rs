//! How this machine's clock differs from a service's.

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};

use crate::Error;
use crate::transport::Response;

/// By how much a service's clock is ahead of this machine's, learnt from the `Date` header of an answer.
///
/// ```
/// use spo_core::dgws::ClockSkew;
///
/// let skew = ClockSkew::from_seconds(-125);
/// assert_eq!(skew.to_string(), "this machine's clock is 2 min 5 s ahead of the service's");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockSkew(TimeDelta);

impl ClockSkew {
    /// Less than this is not worth mentioning: cards are back-dated by five minutes, and a header is as old as its way.
    const NOTEWORTHY: TimeDelta = TimeDelta::seconds(30);

    /// A difference in whole seconds: positive when the service is ahead.
    pub fn from_seconds(seconds: i64) -> Self {
        Self(TimeDelta::try_seconds(seconds).unwrap_or_default())
    }

    /// What an answer tells that came at `now`; `None` without a readable `Date` header.
    pub fn of(response: &Response, now: DateTime<Utc>) -> Option<Self> {
        let date = DateTime::parse_from_rfc2822(response.header("Date")?.trim()).ok()?;
        let skew = date.to_utc() - now;
        // The header has whole seconds, so the service's clock is up to one second further.
        Some(Self::from_seconds(skew.num_seconds()))
    }

    /// By how much the service's clock is ahead; negative when it is behind.
    pub fn service_ahead(self) -> TimeDelta {
        self.0
    }

    /// The service's time when it is `now` here.
    pub fn service_time(self, now: DateTime<Utc>) -> DateTime<Utc> {
        now.checked_add_signed(self.0).unwrap_or(now)
    }

    /// Whether it is large enough to matter.
    pub fn is_noteworthy(self) -> bool {
        self.0.abs() >= Self::NOTEWORTHY
    }

    /// The error with the difference in words.
    pub(crate) fn explain(self, error: Error) -> Error {
        let remedy = error.remedy().to_owned();
        let details = error.details().clone();
        let message = format!("{}; {self}", error.message());
        Error::new(error.kind(), error.code().to_owned(), message)
            .with_details(|own| *own = details)
            .with_remedy(remedy)
            .with_source(error)
    }
}

impl fmt::Display for ClockSkew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.num_seconds();
        if seconds == 0 {
            return f.write_str("this machine's clock agrees with the service's");
        }
        f.write_str("this machine's clock is ")?;
        let (minutes, rest) = (seconds.unsigned_abs() / 60, seconds.unsigned_abs() % 60);
        let (hours, minutes) = (minutes / 60, minutes % 60);
        match (hours, minutes) {
            (0, 0) => write!(f, "{rest} s")?,
            (0, minutes) => write!(f, "{minutes} min {rest} s")?,
            (hours, minutes) => write!(f, "{hours} h {minutes} min")?,
        }
        f.write_str(match seconds {
            1.. => " behind the service's",
            _ => " ahead of the service's",
        })
    }
}

/// The difference last seen, shared by threads.
#[derive(Debug)]
pub(crate) struct SkewSeen(AtomicI64);

impl SkewSeen {
    const NEVER: i64 = i64::MIN;

    pub(crate) const fn new() -> Self {
        Self(AtomicI64::new(Self::NEVER))
    }

    /// Notes what an answer tells.
    pub(crate) fn note(&self, skew: Option<ClockSkew>) {
        if let Some(skew) = skew {
            self.0.store(skew.0.num_seconds(), Ordering::Relaxed);
        }
    }

    pub(crate) fn last(&self) -> Option<ClockSkew> {
        match self.0.load(Ordering::Relaxed) {
            Self::NEVER => None,
            seconds => Some(ClockSkew::from_seconds(seconds)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(date: &str) -> Response {
        Response {
            status: 200,
            headers: vec![("date".to_owned(), date.to_owned())],
            body: Vec::new(),
        }
    }

    #[test]
    fn the_date_header_tells_the_difference() {
        let now = "2026-03-01T12:00:00Z".parse().unwrap();
        let skew = ClockSkew::of(&answer("Sun, 01 Mar 2026 12:07:30 GMT"), now).unwrap();
        assert_eq!(
            skew.to_string(),
            "this machine's clock is 7 min 30 s behind the service's"
        );
        assert!(skew.is_noteworthy());
        assert_eq!(ClockSkew::of(&answer("yesterday"), now), None);
        assert_eq!(ClockSkew::of(&Response::default(), now), None);
        assert_eq!(
            ClockSkew::from_seconds(-7_260).to_string(),
            "this machine's clock is 2 h 1 min ahead of the service's"
        );
    }

    #[test]
    fn nothing_seen_is_no_difference() {
        let seen = SkewSeen::new();
        assert_eq!(seen.last(), None);
        seen.note(None);
        seen.note(Some(ClockSkew::from_seconds(3)));
        assert_eq!(seen.last(), Some(ClockSkew::from_seconds(3)));
    }
}
