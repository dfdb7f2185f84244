//! Which days an overview is about.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::model::DanishTime;
use crate::{Error, ErrorKind, Result};

/// A period of Danish calendar days; both ends belong to it, and either may be open.
///
/// It is about appointments only: master data, care plans and diagnoses have no day. Whole days are asked for, because
/// an appointment without a clock time stands at midnight, and one that is today is wanted whatever the time is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Period {
    /// The first day; every day before the last when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_day: Option<NaiveDate>,
    /// The last day; every day after the first when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<NaiveDate>,
}

impl Period {
    /// From `first_day` to `last_day`, both included.
    pub fn days(first_day: NaiveDate, last_day: NaiveDate) -> Self {
        Self {
            first_day: Some(first_day),
            last_day: Some(last_day),
        }
    }

    /// `first_day` and every day after it.
    pub fn from(first_day: NaiveDate) -> Self {
        Self {
            first_day: Some(first_day),
            last_day: None,
        }
    }

    /// Refuses a period without a day in it.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`], `overview.period`.
    pub fn check(&self) -> Result<()> {
        match (self.first_day, self.last_day) {
            (Some(first), Some(last)) if first > last => {
                let message = "the period's last day is before its first";
                Err(Error::new(ErrorKind::InvalidArgument, "overview.period", message)
                    .with_remedy("Give a last day that is the first day or a later one.")
                    .at("period.last_day"))
            }
            _ => Ok(()),
        }
    }

    /// The first moment of it.
    pub fn start(&self) -> Option<DanishTime> {
        self.first_day.map(DanishTime::midnight)
    }

    /// The first moment after it.
    pub fn end(&self) -> Option<DanishTime> {
        let next = self.last_day?.checked_add_days(Days::new(1))?;
        Some(DanishTime::midnight(next))
    }

    /// Whether something that lasts from `start` to `end` touches a day of the period. Without an end it is the moment
    /// `start`; something that ends as the first day begins does not touch it.
    pub fn touches(&self, start: DanishTime, end: Option<DanishTime>) -> bool {
        let early_enough = self.end().is_none_or(|limit| start < limit);
        let late_enough = self
            .start()
            .is_none_or(|limit| start >= limit || end.is_some_and(|end| end > limit));
        early_enough && late_enough
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn time(text: &str) -> DanishTime {
        text.parse().unwrap()
    }

    #[test]
    fn both_days_belong_to_the_period_even_when_the_clocks_change() {
        // Summer time begins on 28 March 2027: the day has 23 hours.
        let period = Period::days(day("2027-03-28"), day("2027-03-28"));
        assert!(period.touches(time("2027-03-28T00:00:00+01:00"), None));
        assert!(period.touches(time("2027-03-28T23:59:59+02:00"), None));
        assert!(!period.touches(time("2027-03-29T00:00:00+02:00"), None));
        assert!(!period.touches(time("2027-03-27T23:59:59+01:00"), None));
    }

    #[test]
    fn what_is_under_way_as_the_period_begins_touches_it() {
        let period = Period::from(day("2027-04-02"));
        let start = time("2027-03-30T10:00:00+02:00");
        assert!(period.touches(start, Some(time("2027-04-02T10:00:00+02:00"))));
        assert!(!period.touches(start, Some(time("2027-04-02T00:00:00+02:00"))));
        assert!(!period.touches(start, None));
    }

    #[test]
    fn a_period_without_a_day_is_refused() {
        let error = Period::days(day("2027-04-02"), day("2027-04-01"))
            .check()
            .unwrap_err();
        assert_eq!(error.code(), "overview.period");
        assert!(Period::days(day("2027-04-01"), day("2027-04-01")).check().is_ok());
    }
}
