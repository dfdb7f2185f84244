//! HL7 times.

use chrono::{Datelike, NaiveDate, Offset, Timelike};

use crate::DanishTime;

/// `yyyyMMddHHmmss+HHMM`, in Denmark's offset at that moment.
pub(super) struct Timestamp([u8; 19]);

impl Timestamp {
    /// Years beyond 9999 are refused by validation before anything is written.
    pub(super) fn new(time: DanishTime) -> Self {
        let time = time.to_datetime();
        let local = time.naive_local();
        let minutes = time.offset().fix().local_minus_utc() / 60;
        let mut digits = [b'0'; 19];
        push_date(&mut digits, local.date());
        pair(&mut digits, 8, local.hour());
        pair(&mut digits, 10, local.minute());
        pair(&mut digits, 12, local.second());
        digits[14] = if minutes < 0 { b'-' } else { b'+' };
        pair(&mut digits, 15, minutes.unsigned_abs() / 60);
        pair(&mut digits, 17, minutes.unsigned_abs() % 60);
        Self(digits)
    }

    pub(super) fn as_str(&self) -> &str {
        // Only ASCII digits and a sign are ever stored.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// `yyyyMMdd`.
pub(super) struct Datestamp([u8; 8]);

impl Datestamp {
    pub(super) fn new(date: NaiveDate) -> Self {
        let mut digits = [b'0'; 8];
        push_date(&mut digits, date);
        Self(digits)
    }

    pub(super) fn as_str(&self) -> &str {
        // Only ASCII digits are ever stored.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

fn push_date(digits: &mut [u8], date: NaiveDate) {
    let year = u32::try_from(date.year()).unwrap_or_default();
    pair(digits, 0, year / 100);
    pair(digits, 2, year);
    pair(digits, 4, date.month());
    pair(digits, 6, date.day());
}

/// Two digits of `value` at `at`.
pub(super) fn pair(digits: &mut [u8], at: usize, value: u32) {
    if let Some([tens, ones]) = digits.get_mut(at..at + 2) {
        // A remainder of 10 fits a byte.
        *tens = b'0' + (value / 10 % 10) as u8;
        *ones = b'0' + (value % 10) as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_seconds_and_denmarks_offset() {
        for (time, stamp) in [
            ("2026-04-01T10:00:00+02:00", "20260401100000+0200"),
            ("2026-12-31T23:59:59+01:00", "20261231235959+0100"),
        ] {
            assert_eq!(Timestamp::new(time.parse().unwrap()).as_str(), stamp);
        }
        assert_eq!(
            Datestamp::new(NaiveDate::from_ymd_opt(1948, 2, 5).unwrap()).as_str(),
            "19480205"
        );
    }
}
