//! Days relative to the one that a seed is for.
//!
//! In: JSON in which strings such as `D+3`, `W-1` or `W+2 09:30` stand for days and times. Out: the same with dates and
//! times. `D` counts days from the seed's, `W` working days: Saturdays and Sundays are passed over.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};
use serde_json::Value;
use spo_core::DanishTime;

/// Puts dates and times in place of what stands for them, `later` days later.
pub(super) fn resolve(value: &Value, today: NaiveDate, later: u64) -> Value {
    match value {
        Value::String(text) => {
            Value::String(date_or_time(text, today, later).unwrap_or_else(|| text.clone()))
        }
        Value::Array(items) => items.iter().map(|item| resolve(item, today, later)).collect(),
        Value::Object(fields) => {
            let resolved = |(name, field): (&String, &Value)| (name.clone(), resolve(field, today, later));
            Value::Object(fields.iter().map(resolved).collect())
        }
        other => other.clone(),
    }
}

/// `None` for a string that means itself.
fn date_or_time(text: &str, today: NaiveDate, later: u64) -> Option<String> {
    let (day, clock) = match text.split_once(' ') {
        Some((day, clock)) => (day, Some(NaiveTime::parse_from_str(clock, "%H:%M").ok()?)),
        None => (text, None),
    };
    let (unit, count) = day.split_at_checked(1)?;
    if !count.starts_with(['+', '-']) {
        return None;
    }
    let count: i32 = count.parse().ok()?;
    let day = match unit {
        "D" => moved(today, count)?,
        "W" => working_day(today, count)?,
        _ => return None,
    };
    let day = day.checked_add_days(Days::new(later))?;
    Some(match clock {
        None => day.to_string(),
        // The hour that clocks skip in spring is told as the one before.
        Some(clock) => DanishTime::from_local(day.and_time(clock))
            .unwrap_or_else(|error| {
                let [earlier, _] = error.instants();
                earlier
            })
            .to_string(),
    })
}

fn moved(day: NaiveDate, by: i32) -> Option<NaiveDate> {
    let days = Days::new(u64::from(by.unsigned_abs()));
    match by < 0 {
        true => day.checked_sub_days(days),
        false => day.checked_add_days(days),
    }
}

/// The first working day from `day` on, and `count` further on or back.
fn working_day(mut day: NaiveDate, count: i32) -> Option<NaiveDate> {
    let is_free = |day: NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    while is_free(day) {
        day = day.succ_opt()?;
    }
    for _ in 0..count.unsigned_abs() {
        loop {
            day = moved(day, count.signum())?;
            if !is_free(day) {
                break;
            }
        }
    }
    Some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, today: &str, later: u64) -> String {
        let resolved = resolve(&Value::String(text.to_owned()), today.parse().unwrap(), later);
        resolved.as_str().unwrap().to_owned()
    }

    #[test]
    fn days_and_working_days_are_counted_from_the_seeds() {
        // 6 March 2026 is a Friday.
        for (text, today, expected) in [
            ("D+0", "2026-03-06", "2026-03-06"),
            ("D+1", "2026-03-06", "2026-03-07"),
            ("D-6", "2026-03-06", "2026-02-28"),
            ("W+1", "2026-03-06", "2026-03-09"),
            ("W-5", "2026-03-06", "2026-02-27"),
            ("W+0", "2026-03-07", "2026-03-09"),
            ("W-1", "2026-03-08", "2026-03-06"),
            ("W+0 09:30", "2026-03-06", "2026-03-06T09:30:00+01:00"),
            ("D+23 09:30", "2026-03-06", "2026-03-29T09:30:00+02:00"),
            ("D+23 02:30", "2026-03-06", "2026-03-29T01:30:00+01:00"),
        ] {
            assert_eq!(at(text, today, 0), expected, "{text} of {today}");
        }
        assert_eq!(at("W+1 08:00", "2026-03-06", 14), "2026-03-23T08:00:00+01:00");
    }

    #[test]
    fn other_strings_mean_themselves() {
        for text in [
            "",
            "D",
            "D3",
            "D+",
            "D+x",
            "W+1 8",
            "Dorte",
            "D-vitamin",
            "E+1",
            "Å+1",
        ] {
            assert_eq!(at(text, "2026-03-06", 0), text);
        }
    }
}
