//! Moments as C gives them: RFC 3339, milliseconds in UTC, or what a Danish clock shows.

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use spo_core::{DanishTime, Error, ErrorKind, Result};

/// In place of milliseconds: there is no such time.
pub const SPO_NO_TIME: i64 = i64::MIN;

fn invalid(code: &'static str, message: &str, remedy: &str) -> Error {
    Error::new(ErrorKind::InvalidArgument, code, message).with_remedy(remedy)
}

pub(crate) fn from_rfc3339(text: &str) -> Result<DanishTime> {
    Ok(text.parse()?)
}

pub(crate) fn from_ms(ms: i64) -> Result<DanishTime> {
    // The ends of the calendar are left to the zone's arithmetic.
    const FARTHEST: i64 = 250_000_000_000_000;
    let time = DateTime::from_timestamp_millis(ms).filter(|_| (-FARTHEST..=FARTHEST).contains(&ms));
    time.map(DanishTime::from_utc).ok_or_else(|| {
        invalid(
            "time.range",
            "the time is outside the calendar",
            "Give milliseconds since 1970-01-01 00:00 UTC.",
        )
    })
}

pub(crate) fn from_optional_ms(ms: i64) -> Result<Option<DanishTime>> {
    if ms == SPO_NO_TIME {
        Ok(None)
    } else {
        from_ms(ms).map(Some)
    }
}

/// The milliseconds of a moment, or [`SPO_NO_TIME`].
pub(crate) fn to_ms(time: Option<DanishTime>) -> i64 {
    time.map_or(SPO_NO_TIME, |time| time.to_utc().timestamp_millis())
}

pub(crate) fn from_local(text: &str) -> Result<DanishTime> {
    const FORMATS: [&str; 4] = [
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%d %H:%M",
    ];
    let text = text.trim();
    let local = FORMATS
        .into_iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .ok_or_else(|| {
            invalid(
                "time.format",
                "not a local date and time",
                "Give it as 2026-07-01T10:00, without an offset.",
            )
        })?;
    Ok(DanishTime::from_local(local)?)
}

pub(crate) fn date(text: &str) -> Result<NaiveDate> {
    text.trim()
        .parse()
        .map_err(|_| invalid("date.format", "not a date", "Give it as 2026-07-01."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_ways_name_the_same_moment() {
        let time = from_rfc3339("2026-07-01T10:00:00+02:00").unwrap();
        assert_eq!(from_local("2026-07-01 10:00").unwrap(), time);
        assert_eq!(from_ms(to_ms(Some(time))).unwrap(), time);
        assert_eq!(from_optional_ms(SPO_NO_TIME).unwrap(), None);
    }

    #[test]
    fn the_ends_of_the_calendar_are_errors() {
        for ms in [i64::MAX, i64::MIN, i64::MIN + 1, 8_210_266_876_799_999] {
            assert_eq!(from_ms(ms).unwrap_err().code(), "time.range");
        }
    }
}
