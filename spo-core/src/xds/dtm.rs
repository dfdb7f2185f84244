//! HL7 time (DTM) as the registry writes it: UTC, to the precision its digits have.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};
use serde::{Serialize, Serializer};

use crate::model::{DanishTime, InvalidValue};

/// A time in UTC with the precision it was given: year, month, day, hour, minute or second.
///
/// Writers send fourteen digits. Registries have been seen to answer with fewer: `2018083110` is some time in the hour
/// from ten o'clock UTC, and stays that when written back.
///
/// ```
/// use spo_core::xds::Dtm;
/// let time: Dtm = "2018083110".parse()?;
/// assert_eq!(time.start().to_rfc3339(), "2018-08-31T10:00:00+00:00");
/// assert_eq!(time.end().to_rfc3339(), "2018-08-31T11:00:00+00:00");
/// assert_eq!(time.to_string(), "2018083110");
/// # Ok::<(), spo_core::InvalidValue>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Dtm {
    start: NaiveDateTime,
    precision: DtmPrecision,
}

/// The smallest unit that a [`Dtm`] tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum DtmPrecision {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

impl DtmPrecision {
    fn digits(self) -> usize {
        match self {
            Self::Year => 4,
            Self::Month => 6,
            Self::Day => 8,
            Self::Hour => 10,
            Self::Minute => 12,
            Self::Second => 14,
        }
    }
}

impl Dtm {
    /// The moment, to the second.
    pub fn from_utc(time: DateTime<Utc>) -> Self {
        let start = time.naive_utc();
        Self {
            start: start.with_nanosecond(0).unwrap_or(start),
            precision: DtmPrecision::Second,
        }
    }

    /// Reads 4, 6, 8, 10, 12 or 14 digits. A fraction of a second is cut; an offset such as `+0200`, which XDS does not
    /// allow but leaves no doubt, is converted to UTC.
    ///
    /// # Errors
    /// `dtm.format` when it is not digits, `dtm.date` when they are no date.
    pub fn parse(text: &str) -> Result<Self, InvalidValue> {
        let text = text.trim();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (stamp, rest) = text.split_at(digits);
        let precision = match digits {
            4 => DtmPrecision::Year,
            6 => DtmPrecision::Month,
            8 => DtmPrecision::Day,
            10 => DtmPrecision::Hour,
            12 => DtmPrecision::Minute,
            14 => DtmPrecision::Second,
            _ => return Err(malformed()),
        };
        let shift = offset(rest).ok_or_else(malformed)?;
        if !shift.is_zero() && precision < DtmPrecision::Minute {
            return Err(malformed());
        }
        let part = |from: usize, to: usize, absent: u32| -> u32 {
            let digits = stamp.as_bytes().get(from..to);
            digits.map_or(absent, |digits| {
                digits
                    .iter()
                    .fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
            })
        };
        i32::try_from(part(0, 4, 0))
            .ok()
            .and_then(|year| NaiveDate::from_ymd_opt(year, part(4, 6, 1), part(6, 8, 1)))
            .and_then(|date| date.and_hms_opt(part(8, 10, 0), part(10, 12, 0), part(12, 14, 0)))
            .and_then(|local| local.checked_sub_signed(shift))
            .map(|start| Self { start, precision })
            .ok_or_else(|| {
                InvalidValue::new(
                    "dtm.date",
                    "dtm",
                    "the digits are not a date and time",
                    "Check the sender's clock and format.",
                )
            })
    }

    /// The first moment it can mean.
    pub fn start(&self) -> DateTime<Utc> {
        self.start.and_utc()
    }

    /// The first moment after what it can mean: with `start`, a half-open interval one unit of its precision long.
    pub fn end(&self) -> DateTime<Utc> {
        let end = match self.precision {
            DtmPrecision::Year => self.start.checked_add_months(Months::new(12)),
            DtmPrecision::Month => self.start.checked_add_months(Months::new(1)),
            DtmPrecision::Day => self.start.checked_add_days(Days::new(1)),
            DtmPrecision::Hour => self.start.checked_add_signed(TimeDelta::hours(1)),
            DtmPrecision::Minute => self.start.checked_add_signed(TimeDelta::minutes(1)),
            DtmPrecision::Second => self.start.checked_add_signed(TimeDelta::seconds(1)),
        };
        end.unwrap_or(self.start).and_utc()
    }

    /// The smallest unit it tells.
    pub fn precision(&self) -> DtmPrecision {
        self.precision
    }

    /// The first moment it can mean, on a Danish clock.
    pub fn to_danish(&self) -> DanishTime {
        DanishTime::from_utc(self.start())
    }

    /// Its digits, as many as its precision has, in `buffer`.
    pub(super) fn digits<'b>(&self, buffer: &'b mut [u8; 14]) -> &'b str {
        let year = u32::try_from(self.start.year()).unwrap_or(0);
        put(&mut buffer[0..4], year);
        put(&mut buffer[4..6], self.start.month());
        put(&mut buffer[6..8], self.start.day());
        put(&mut buffer[8..10], self.start.hour());
        put(&mut buffer[10..12], self.start.minute());
        put(&mut buffer[12..14], self.start.second());
        // Only ASCII digits were put in.
        std::str::from_utf8(&buffer[..self.precision.digits()]).unwrap_or_default()
    }
}

fn put(digits: &mut [u8], mut value: u32) {
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (value % 10) as u8;
        value /= 10;
    }
}

fn malformed() -> InvalidValue {
    InvalidValue::new(
        "dtm.format",
        "dtm",
        "a registry time has 4, 6, 8, 10, 12 or 14 digits",
        "Give it as 20260401080000, in UTC.",
    )
}

/// The offset after the digits, once a fraction is skipped; `None` when something else follows.
fn offset(rest: &str) -> Option<TimeDelta> {
    let rest = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    };
    let (sign, digits) = match rest.as_bytes() {
        [] | [b'Z'] => return Some(TimeDelta::zero()),
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return None,
    };
    match digits {
        [h1, h2, m1, m2] if digits.iter().all(u8::is_ascii_digit) => {
            let pair = |a: &u8, b: &u8| i64::from(a - b'0') * 10 + i64::from(b - b'0');
            let (hours, minutes) = (pair(h1, h2), pair(m1, m2));
            (hours <= 14 && minutes < 60).then(|| TimeDelta::minutes(sign * (hours * 60 + minutes)))
        }
        _ => None,
    }
}

impl From<DanishTime> for Dtm {
    fn from(time: DanishTime) -> Self {
        Self::from_utc(time.to_utc())
    }
}

impl FromStr for Dtm {
    type Err = InvalidValue;
    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        Self::parse(text)
    }
}

impl fmt::Display for Dtm {
    /// Its digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.digits(&mut [0; 14]))
    }
}

impl fmt::Debug for Dtm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Dtm {
    /// Its digits, as in the registry.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_precision_keeps_its_digits() {
        for (text, start, end) in [
            ("2018", "2018-01-01T00:00:00Z", "2019-01-01T00:00:00Z"),
            ("201802", "2018-02-01T00:00:00Z", "2018-03-01T00:00:00Z"),
            ("20180228", "2018-02-28T00:00:00Z", "2018-03-01T00:00:00Z"),
            ("2018083110", "2018-08-31T10:00:00Z", "2018-08-31T11:00:00Z"),
            ("201808311059", "2018-08-31T10:59:00Z", "2018-08-31T11:00:00Z"),
            ("20180831105930", "2018-08-31T10:59:30Z", "2018-08-31T10:59:31Z"),
        ] {
            let time = Dtm::parse(text).unwrap();
            assert_eq!(time.to_string(), text);
            assert_eq!(time.start(), start.parse::<DateTime<Utc>>().unwrap());
            assert_eq!(time.end(), end.parse::<DateTime<Utc>>().unwrap());
        }
    }

    #[test]
    fn an_offset_is_converted_and_a_fraction_cut() {
        for text in [
            "20260701100000+0200",
            "20260701080000.123",
            "20260701080000Z",
            "20260701080000.5+0000",
        ] {
            assert_eq!(Dtm::parse(text).unwrap().to_string(), "20260701080000");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "2018083",
            "20181301",
            "20180230",
            "2018083125",
            "201808311060",
            "now",
            "20180831T10",
            "20180831+02",
            "２０１８",
        ] {
            assert!(Dtm::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn danish_summer_time_becomes_utc() {
        let time: DanishTime = "2026-04-01T10:00:00+02:00".parse().unwrap();
        assert_eq!(Dtm::from(time).to_string(), "20260401080000");
        assert_eq!(Dtm::from(time).to_danish(), time);
    }
}
