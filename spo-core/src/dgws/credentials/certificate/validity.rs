//! Whether a certificate is valid at a moment.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

/// Where a moment lies in a certificate's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Validity {
    /// Valid, and its end is not near.
    Valid,
    /// Valid, and time to order the next one: an OCES certificate takes days to order and roll out.
    ExpiresSoon {
        /// Whole days left; zero on the last one.
        days: u32,
    },
    /// Its time is over.
    Expired,
    /// Its time has not come, or this machine's clock is slow.
    NotYetValid,
}

impl Validity {
    /// How long ahead the end is announced: 60 days.
    pub const NOTICE: TimeDelta = TimeDelta::days(60);

    /// Both ends belong to the time of validity (RFC 5280, section 4.1.2.5).
    pub(super) fn of(
        not_before: DateTime<Utc>,
        not_after: DateTime<Utc>,
        now: DateTime<Utc>,
        notice: TimeDelta,
    ) -> Self {
        let left = not_after - now;
        if now < not_before {
            Self::NotYetValid
        } else if left < TimeDelta::zero() {
            Self::Expired
        } else if left < notice {
            let days = u32::try_from(left.num_days()).unwrap_or(u32::MAX);
            Self::ExpiresSoon { days }
        } else {
            Self::Valid
        }
    }

    /// Whether the certificate can be used.
    pub fn is_valid(self) -> bool {
        matches!(self, Self::Valid | Self::ExpiresSoon { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_are_valid_and_the_end_is_announced() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let (from, to) = (at("2025-01-01T00:00:00Z"), at("2027-12-31T23:59:59Z"));
        for (now, expected) in [
            ("2024-12-31T23:59:59Z", Validity::NotYetValid),
            ("2025-01-01T00:00:00Z", Validity::Valid),
            ("2027-11-01T23:59:59Z", Validity::Valid),
            ("2027-11-02T00:00:00Z", Validity::ExpiresSoon { days: 59 }),
            ("2027-12-31T00:00:00Z", Validity::ExpiresSoon { days: 0 }),
            ("2027-12-31T23:59:59Z", Validity::ExpiresSoon { days: 0 }),
            ("2028-01-01T00:00:00Z", Validity::Expired),
        ] {
            assert_eq!(
                Validity::of(from, to, at(now), Validity::NOTICE),
                expected,
                "{now}"
            );
        }
    }
}
