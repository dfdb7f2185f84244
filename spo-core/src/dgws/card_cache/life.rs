//! How long a card is used, and when its successor is fetched.

use chrono::{DateTime, TimeDelta, Utc};

use crate::dgws::headers::TimeOut;
use crate::dgws::id_card::IdCard;
use crate::dgws::identity_token::IdentityToken;

/// When a card is renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Renewal {
    /// The greatest age, from `IssueInstant`, at which the services still take the card; `None` for its whole life.
    pub age_limit: Option<TimeOut>,
    /// How long before its end the card is renewed: five minutes by default, and never more than a fifth of the time that
    /// it is used.
    pub ahead: TimeDelta,
}

impl Default for Renewal {
    fn default() -> Self {
        Self {
            age_limit: None,
            ahead: TimeDelta::minutes(5),
        }
    }
}

/// What is kept: identity cards and identity tokens.
pub trait Token: Clone {
    /// From when the services count its age, if it came at `received`.
    fn issued_at(&self, received: DateTime<Utc>) -> DateTime<Utc>;
    /// The first moment it is no longer valid at.
    fn ends(&self) -> DateTime<Utc>;
    /// Whether both are the same in memory.
    fn is(&self, other: &Self) -> bool;
}

impl Token for IdCard {
    fn issued_at(&self, _: DateTime<Utc>) -> DateTime<Utc> {
        self.issued_at()
    }

    fn ends(&self) -> DateTime<Utc> {
        self.not_on_or_after()
    }

    fn is(&self, other: &Self) -> bool {
        self.is_same(other)
    }
}

impl Token for IdentityToken {
    fn issued_at(&self, received: DateTime<Utc>) -> DateTime<Utc> {
        self.not_before().unwrap_or(received)
    }

    fn ends(&self) -> DateTime<Utc> {
        self.not_on_or_after()
    }

    fn is(&self, other: &Self) -> bool {
        self.is_same(other)
    }
}

/// A card is not used in the last seconds before `NotOnOrAfter`: the message has a way to go.
const RESERVE: TimeDelta = TimeDelta::seconds(30);

/// The use of one card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Life {
    /// From here on its successor is fetched.
    pub(super) renew_at: DateTime<Utc>,
    /// From here on it is not used.
    pub(super) end: DateTime<Utc>,
}

impl Renewal {
    /// The use of a card that came at `received`.
    pub(super) fn life(self, token: &impl Token, received: DateTime<Utc>) -> Life {
        self.between(token.issued_at(received), token.ends(), received)
    }

    fn between(self, issued: DateTime<Utc>, ends: DateTime<Utc>, received: DateTime<Utc>) -> Life {
        let mut end = ends - RESERVE;
        if let Some(age) = self.age_limit.and_then(TimeOut::age) {
            // The token service back-dates `IssueInstant` by five minutes. Counted from there, a limit of five minutes would
            // be over before the card has come, and a card would be fetched for every call.
            let counted_from = match received - issued > age / 2 {
                true => received,
                false => issued,
            };
            end = end.min(counted_from + age);
        }
        let used = (end - received).max(TimeDelta::zero());
        Life {
            renew_at: end - self.ahead.min(used / 5),
            end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn life(age_limit: Option<TimeOut>) -> (i64, i64) {
        let received = "2026-03-01T12:00:00Z".parse::<DateTime<Utc>>().unwrap();
        let issued = received - TimeDelta::minutes(5);
        let renewal = Renewal {
            age_limit,
            ..Renewal::default()
        };
        let life = renewal.between(issued, issued + TimeDelta::hours(24), received);
        let seconds = |time: DateTime<Utc>| (time - received).num_seconds();
        (seconds(life.renew_at), seconds(life.end))
    }

    #[test]
    fn each_limit_has_its_end_and_a_renewal_ahead_of_it() {
        const MINUTE: i64 = 60;
        const WHOLE: i64 = 24 * 60 * MINUTE - 5 * MINUTE - 30;
        assert_eq!(life(None), (WHOLE - 5 * MINUTE, WHOLE));
        assert_eq!(life(Some(TimeOut::Unbound)), life(None));
        assert_eq!(life(Some(TimeOut::Day)), life(None));
        assert_eq!(life(Some(TimeOut::EightHours)), (470 * MINUTE, 475 * MINUTE));
        assert_eq!(life(Some(TimeOut::HalfHour)), (20 * MINUTE, 25 * MINUTE));
        assert_eq!(life(Some(TimeOut::FiveMinutes)), (4 * MINUTE, 5 * MINUTE));
    }
}
