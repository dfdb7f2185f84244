//! Danish time: an instant together with the offset that Denmark's clocks show at it.

use std::fmt;
use std::str::FromStr;

use chrono::{
    DateTime, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Timelike, Utc,
};
use chrono_tz::Europe::Copenhagen;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::InvalidValue;

/// A moment in Denmark, to the second, with the offset of `Europe/Copenhagen` at that moment (`+01:00` in winter,
/// `+02:00` in summer). Fractions of a second are cut: documents carry none.
///
/// An offset that Denmark does not have at the moment is refused, because it is the mark of a wrong conversion
/// somewhere before. A system that keeps UTC uses [`DanishTime::from_utc`].
///
/// ```
/// use spo_core::DanishTime;
/// let time: DanishTime = "2026-07-01T10:00:00+02:00".parse()?;
/// assert_eq!(time.to_string(), "2026-07-01T10:00:00+02:00");
/// assert_eq!("2026-07-01T10:00:00+01:00".parse::<DanishTime>().unwrap_err().code(), "time.offset");
/// # Ok::<(), spo_core::InvalidValue>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DanishTime(DateTime<FixedOffset>);

/// A local clock time that names no instant, or two. The caller chooses one of those offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LocalTimeError {
    /// Clocks were set forward over it.
    #[error("{local} does not exist in Denmark: clocks go forward that night. Choose {before} or {after}")]
    Nonexistent {
        /// The local time asked for.
        local: NaiveDateTime,
        /// The instant as if clocks had not been moved yet (one hour earlier on the new clock face).
        before: DanishTime,
        /// The instant as if clocks had been moved already.
        after: DanishTime,
    },
    /// Clocks were set back over it.
    #[error("{local} exists twice in Denmark: clocks go back that night. Choose {earliest} or {latest}")]
    Ambiguous {
        /// The local time asked for.
        local: NaiveDateTime,
        /// The first of the two, in summer time.
        earliest: DanishTime,
        /// The second of the two, in winter time.
        latest: DanishTime,
    },
}

impl LocalTimeError {
    /// The two instants to choose from, earlier first.
    pub fn instants(&self) -> [DanishTime; 2] {
        match *self {
            Self::Nonexistent { before, after, .. } => {
                if before <= after {
                    [before, after]
                } else {
                    [after, before]
                }
            }
            Self::Ambiguous { earliest, latest, .. } => [earliest, latest],
        }
    }
}

impl From<LocalTimeError> for crate::Error {
    fn from(error: LocalTimeError) -> Self {
        let code = match error {
            LocalTimeError::Nonexistent { .. } => "time.nonexistent",
            LocalTimeError::Ambiguous { .. } => "time.ambiguous",
        };
        crate::Error::new(crate::ErrorKind::UnresolvedLocalTime, code, error.to_string())
            .with_details(|details| details.instants = error.instants().to_vec())
    }
}

impl DanishTime {
    /// The moment `instant`, whatever zone it came in.
    pub fn from_utc<Z: TimeZone>(instant: DateTime<Z>) -> Self {
        let utc = instant.naive_utc();
        let offset = Copenhagen.offset_from_utc_datetime(&utc).fix();
        let whole = utc.with_nanosecond(0).unwrap_or(utc);
        Self(DateTime::from_naive_utc_and_offset(whole, offset))
    }

    /// The moment `time`, whose offset must be Denmark's.
    ///
    /// # Errors
    /// `time.offset` when it is another.
    pub fn from_offset(time: DateTime<FixedOffset>) -> Result<Self, InvalidValue> {
        let danish = Self::from_utc(time);
        if danish.0.offset() != time.offset() {
            return Err(InvalidValue::new(
                "time.offset",
                "time",
                format!(
                    "offset {} is not Denmark's, which is {} at that moment",
                    time.offset(),
                    danish.0.offset()
                ),
                "Convert to Europe/Copenhagen first; if the clock really is UTC, use the UTC constructor.",
            ));
        }
        Ok(danish)
    }

    /// The moment a Danish wall clock shows `local`.
    ///
    /// # Errors
    /// [`LocalTimeError`] at the two changes of the clock each year.
    pub fn from_local(local: NaiveDateTime) -> Result<Self, LocalTimeError> {
        let local = local.with_nanosecond(0).unwrap_or(local);
        match Copenhagen.from_local_datetime(&local) {
            LocalResult::Single(time) => Ok(Self(time.fixed_offset())),
            LocalResult::Ambiguous(earliest, latest) => Err(LocalTimeError::Ambiguous {
                local,
                earliest: Self(earliest.fixed_offset()),
                latest: Self(latest.fixed_offset()),
            }),
            LocalResult::None => {
                let at = |offset: i32| {
                    let shifted = local.checked_sub_signed(chrono::TimeDelta::seconds(i64::from(offset)));
                    Self::from_utc(shifted.unwrap_or(local).and_utc())
                };
                Err(LocalTimeError::Nonexistent {
                    local,
                    before: at(2 * 3600),
                    after: at(3600),
                })
            }
        }
    }

    /// Midnight at the start of `date`. Denmark's clocks change at two and three in the morning, so it always exists.
    pub fn midnight(date: NaiveDate) -> Self {
        match Self::from_local(date.and_time(NaiveTime::MIN)) {
            Ok(time) => time,
            Err(error) => error.instants()[0],
        }
    }

    /// The date and time with its offset.
    pub fn to_datetime(self) -> DateTime<FixedOffset> {
        self.0
    }

    /// The moment in UTC.
    pub fn to_utc(self) -> DateTime<Utc> {
        self.0.to_utc()
    }

    /// The date on a Danish calendar.
    pub fn date(self) -> NaiveDate {
        self.0.date_naive()
    }

    /// The time on a Danish wall clock.
    pub fn clock(self) -> NaiveTime {
        self.0.time()
    }
}

impl fmt::Display for DanishTime {
    /// RFC 3339, such as `2026-07-01T10:00:00+02:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(chrono::SecondsFormat::Secs, false))
    }
}

impl fmt::Debug for DanishTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for DanishTime {
    type Err = InvalidValue;

    /// Reads RFC 3339 with Denmark's offset.
    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let time = DateTime::parse_from_rfc3339(text.trim()).map_err(|_| {
            InvalidValue::new(
                "time.format",
                "time",
                format!(
                    "\"{}\" is not a date and time with an offset",
                    crate::redact(text)
                ),
                "Give it as 2026-07-01T10:00:00+02:00.",
            )
        })?;
        Self::from_offset(time)
    }
}

impl Serialize for DanishTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DanishTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::identifiers::deserialize_parsed(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn summer_and_winter_have_their_own_offset() {
        assert_eq!(
            DanishTime::from_local(local("2026-07-01T10:00:00"))
                .unwrap()
                .to_string(),
            "2026-07-01T10:00:00+02:00"
        );
        assert_eq!(
            DanishTime::from_local(local("2026-01-01T10:00:00"))
                .unwrap()
                .to_string(),
            "2026-01-01T10:00:00+01:00"
        );
    }

    #[test]
    fn an_offset_that_contradicts_danish_time_is_refused() {
        for text in [
            "2026-07-01T10:00:00+01:00",
            "2026-01-01T10:00:00Z",
            "2026-01-01T10:00:00+00:00",
        ] {
            assert_eq!(
                text.parse::<DanishTime>().unwrap_err().code(),
                "time.offset",
                "{text}"
            );
        }
        let utc: DateTime<Utc> = "2026-01-01T10:00:00Z".parse().unwrap();
        assert_eq!(DanishTime::from_utc(utc).to_string(), "2026-01-01T11:00:00+01:00");
    }

    #[test]
    fn a_time_that_clocks_skip_offers_both_sides() {
        let error = DanishTime::from_local(local("2026-03-29T02:30:00")).unwrap_err();
        assert!(matches!(error, LocalTimeError::Nonexistent { .. }));
        assert_eq!(
            error.instants().map(|time| time.to_string()),
            ["2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00"]
        );
    }

    #[test]
    fn a_time_that_clocks_repeat_offers_both() {
        let error = DanishTime::from_local(local("2026-10-25T02:30:00")).unwrap_err();
        assert_eq!(
            error.instants().map(|time| time.to_string()),
            ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]
        );
        let error = crate::Error::from(error);
        assert_eq!(
            (error.code(), error.details().instants.len()),
            ("time.ambiguous", 2)
        );
    }
}
