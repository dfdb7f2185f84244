//! HL7 times as they occur: fewer digits, fractions, missing and foreign offsets.

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, TimeDelta};

use super::Reader;
use crate::DanishTime;
use crate::xml::Element;

/// A time and how exactly it was written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::cda) struct Moment {
    pub(in crate::cda) time: DanishTime,
    /// False when only a date was written; the time is midnight then.
    pub(in crate::cda) has_clock: bool,
}

/// The parts of an HL7 TS: `yyyy[MM[dd[HH[mm[ss[.f]]]]]][+-HHMM]`.
struct Parts {
    local: NaiveDateTime,
    /// How many of the 14 digits were written.
    digits: usize,
    has_fraction: bool,
    offset: Option<FixedOffset>,
}

impl Reader {
    /// The time in `value` of `element`; `None`, with a warning, when it cannot be read.
    pub(in crate::cda) fn moment(&mut self, element: Element<'_>, value: &str) -> Option<Moment> {
        let Some(parts) = Parts::parse(value.trim()) else {
            self.warn("time.format", element, "this is not a time; it was passed over");
            return None;
        };
        let has_clock = parts.digits > 8;
        if parts.digits < 14 {
            self.warn(
                "time.precision",
                element,
                "the time is not written to the second; the rest was taken as zero",
            );
        }
        if parts.has_fraction {
            self.warn("time.fraction", element, "the fraction of a second was cut");
        }
        let time = match parts.offset {
            Some(offset) if has_clock => self.at_offset(element, parts.local, offset)?,
            None if has_clock => self.without_offset(element, parts.local),
            _ => DanishTime::midnight(parts.local.date()),
        };
        Some(Moment { time, has_clock })
    }

    fn at_offset(
        &mut self,
        element: Element<'_>,
        local: NaiveDateTime,
        offset: FixedOffset,
    ) -> Option<DanishTime> {
        let utc = local.checked_sub_signed(TimeDelta::seconds(i64::from(offset.local_minus_utc())))?;
        let time = DanishTime::from_utc(utc.and_utc());
        if *time.to_datetime().offset() != offset {
            self.warn(
                "time.offset",
                element,
                &format!("the offset {offset} is not Denmark's at that moment; it was converted to {time}"),
            );
        }
        Some(time)
    }

    fn without_offset(&mut self, element: Element<'_>, local: NaiveDateTime) -> DanishTime {
        match DanishTime::from_local(local) {
            Ok(time) => {
                self.warn(
                    "time.offset.missing",
                    element,
                    "the time has no offset; it was taken as Danish time",
                );
                time
            }
            Err(error) => {
                let [earliest, _] = error.instants();
                self.warn(
                    "time.ambiguous",
                    element,
                    &format!(
                        "the time has no offset and the clock changes that night; {earliest} was chosen"
                    ),
                );
                earliest
            }
        }
    }
}

impl Parts {
    fn parse(value: &str) -> Option<Self> {
        let (digits, rest) = split_digits(value);
        if !(4..=14).contains(&digits.len()) || digits.len() % 2 == 1 {
            return None;
        }
        let (has_fraction, rest) = match rest.strip_prefix('.') {
            Some(fraction) => {
                let (fraction, rest) = split_digits(fraction);
                (!fraction.is_empty(), rest)
            }
            None => (false, rest),
        };
        let number = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<u32>().ok());
        let year = digits.get(..4)?.parse().ok()?;
        let date = NaiveDate::from_ymd_opt(year, number(4, 6).unwrap_or(1), number(6, 8).unwrap_or(1))?;
        let clock = [number(8, 10), number(10, 12), number(12, 14)].map(Option::unwrap_or_default);
        Some(Self {
            local: date.and_hms_opt(clock[0], clock[1], clock[2])?,
            digits: digits.len(),
            has_fraction,
            offset: parse_offset(rest)?,
        })
    }
}

/// `+0200`, `+02:00`, `+02`, `Z` or nothing. The outer `None` means that it is something else.
fn parse_offset(text: &str) -> Option<Option<FixedOffset>> {
    let (sign, digits) = match text.as_bytes() {
        [] => return Some(None),
        [b'Z' | b'z'] => return Some(FixedOffset::east_opt(0)),
        [b'+', ..] => (1, text.get(1..)?),
        [b'-', ..] => (-1, text.get(1..)?),
        _ => return None,
    };
    let (hours, minutes) = match digits.len() {
        2 => (digits, "0"),
        4 => digits.split_at_checked(2)?,
        5 => digits.split_once(':')?,
        _ => return None,
    };
    let number = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| text.parse::<i32>().ok())
    };
    let seconds = number(hours)?? * 3600 + number(minutes)?? * 60;
    FixedOffset::east_opt(sign * seconds).map(Some)
}

/// The date at the beginning of `value`, and whether more follows.
pub(in crate::cda) fn parse_date(value: &str) -> Option<(NaiveDate, bool)> {
    let value = value.trim();
    let (digits, rest) = split_digits(value);
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    let year = digits.get(..4)?.parse().ok()?;
    let date = NaiveDate::from_ymd_opt(year, number(4, 6)?, number(6, 8)?)?;
    Some((date, digits.len() > 8 || !rest.is_empty()))
}

fn split_digits(text: &str) -> (&str, &str) {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    // Everything before `end` is ASCII, so it is a boundary.
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::{Document, Limits};

    /// The time as RFC 3339, and the codes of the warnings.
    fn read(value: &str) -> (Option<String>, Vec<&'static str>) {
        let document = Document::parse(b"<low/>", Limits::DOCUMENT).unwrap();
        let mut reader = Reader::default();
        let moment = reader.moment(document.root(), value);
        let codes = reader.warnings.iter().map(|warning| warning.code).collect();
        (moment.map(|moment| moment.time.to_string()), codes)
    }

    #[test]
    fn a_time_as_the_profile_wants_it_has_no_warning() {
        assert_eq!(
            read("20260401100000+0200"),
            (Some("2026-04-01T10:00:00+02:00".to_owned()), vec![])
        );
    }

    #[test]
    fn a_foreign_offset_is_converted() {
        for value in [
            "20260401080000+0000",
            "20260401080000Z",
            "20260401090000+01:00",
            "20260401090000+01",
        ] {
            assert_eq!(
                read(value),
                (Some("2026-04-01T10:00:00+02:00".to_owned()), vec!["time.offset"]),
                "{value}"
            );
        }
    }

    #[test]
    fn a_missing_offset_is_danish_time() {
        assert_eq!(
            read("20260401100000"),
            (
                Some("2026-04-01T10:00:00+02:00".to_owned()),
                vec!["time.offset.missing"]
            )
        );
        assert_eq!(
            read("20261025023000"),
            (
                Some("2026-10-25T02:30:00+02:00".to_owned()),
                vec!["time.ambiguous"]
            )
        );
        assert_eq!(
            read("20260329023000"),
            (
                Some("2026-03-29T01:30:00+01:00".to_owned()),
                vec!["time.ambiguous"]
            )
        );
    }

    #[test]
    fn less_and_more_than_seconds_are_told() {
        for (value, time, codes) in [
            (
                "202604011000+0200",
                "2026-04-01T10:00:00+02:00",
                vec!["time.precision"],
            ),
            ("20260401", "2026-04-01T00:00:00+02:00", vec!["time.precision"]),
            ("202604", "2026-04-01T00:00:00+02:00", vec!["time.precision"]),
            (
                "20260401100000.123+0200",
                "2026-04-01T10:00:00+02:00",
                vec!["time.fraction"],
            ),
        ] {
            assert_eq!(read(value), (Some(time.to_owned()), codes), "{value}");
        }
    }

    #[test]
    fn what_is_no_time_is_passed_over() {
        for value in [
            "",
            "i morgen",
            "2026",
            "20261301",
            "20260401100",
            "20260401250000+0200",
            "20260401100000+2",
        ] {
            let (time, codes) = read(value);
            if value == "2026" {
                assert_eq!(codes, ["time.precision"]);
            } else {
                assert_eq!((time, codes), (None, vec!["time.format"]), "{value}");
            }
        }
    }

    #[test]
    fn a_birth_date_is_the_date_as_written() {
        let date = NaiveDate::from_ymd_opt(1978, 2, 22);
        assert_eq!(parse_date("19780222"), date.map(|date| (date, false)));
        assert_eq!(parse_date("19780222000000+0000"), date.map(|date| (date, true)));
        assert_eq!(parse_date("191017000000+0000"), None);
    }
}
