//! Datetimes: aware ones with Denmark's offset come in and go out.
//!
//! The offset is asked for with `utcoffset()`, so every kind of time zone works and `fold` counts. What goes out has a
//! fixed offset: two datetimes of one `ZoneInfo` compare by their clock faces, and would be equal an hour apart on the
//! night when clocks go back.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDateAccess, PyDateTime, PyTimeAccess};
use spo_core::{DanishTime, Error, ErrorKind, LocalTimeError};

use crate::error::Result;

/// The same moment with a fixed offset; the value's own must be Denmark's at that moment. `field` names it in errors.
#[pyfunction]
pub(crate) fn check_time(value: &Bound<'_, PyDateTime>, field: &str) -> Result<DateTime<FixedOffset>> {
    Ok(exact(value, field)?.to_datetime())
}

/// The moment of an aware value, whose offset must be Denmark's.
pub(crate) fn exact(value: &Bound<'_, PyDateTime>, field: &str) -> Result<DanishTime> {
    let clock = wall_clock(value)?;
    let Some(offset) = utc_offset(value)? else {
        return Err(naive(clock).at(field).into());
    };
    let time = DanishTime::from_utc((clock - offset).and_utc());
    if time.to_datetime().naive_local() == clock {
        return Ok(time);
    }
    Err(match DanishTime::from_local(clock) {
        // A Danish time zone gives a clock time that does not exist some offset all the same.
        Err(error @ LocalTimeError::Nonexistent { .. }) if is_danish(offset) => Error::from(error),
        _ => contradicting(clock, offset, time),
    }
    .at(field)
    .into())
}

/// The moment in Danish time, with a fixed offset. A value without a zone is read off a Danish wall clock; `choose`
/// ("earlier" or "later") decides where that shows no moment or two.
#[pyfunction]
#[pyo3(signature = (value, choose))]
pub(crate) fn danish_time(
    value: &Bound<'_, PyDateTime>,
    choose: Option<&str>,
) -> Result<DateTime<FixedOffset>> {
    let clock = wall_clock(value)?;
    let time = match utc_offset(value)? {
        Some(offset) => DanishTime::from_utc((clock - offset).and_utc()),
        None => match (DanishTime::from_local(clock), choose) {
            (Ok(time), _) => time,
            (Err(error), None) => return Err(Error::from(error).at("value").into()),
            (Err(error), Some("earlier")) => error.instants()[0],
            (Err(error), Some("later")) => error.instants()[1],
            (Err(_), Some(other)) => {
                return Err(
                    PyValueError::new_err(format!("choose is 'earlier' or 'later', not '{other}'")).into(),
                );
            }
        },
    };
    Ok(time.to_datetime())
}

/// The moment of an aware value, whatever its offset. `field` names it in errors.
pub(crate) fn instant(value: &Bound<'_, PyDateTime>, field: &str) -> Result<DateTime<Utc>> {
    let clock = wall_clock(value)?;
    let offset = utc_offset(value)?.ok_or_else(|| naive(clock).at(field))?;
    Ok((clock - offset).and_utc())
}

/// The moment in Danish time, as Python gets it.
pub(crate) fn danish(moment: DateTime<Utc>) -> DateTime<FixedOffset> {
    DanishTime::from_utc(moment).to_datetime()
}

/// What the clock shows.
fn wall_clock(value: &Bound<'_, PyDateTime>) -> PyResult<NaiveDateTime> {
    NaiveDate::from_ymd_opt(value.get_year(), value.get_month().into(), value.get_day().into())
        .and_then(|date| {
            date.and_hms_opt(
                value.get_hour().into(),
                value.get_minute().into(),
                value.get_second().into(),
            )
        })
        .ok_or_else(|| PyValueError::new_err("not a date and time"))
}

/// What the value's time zone adds to UTC; nothing when it has none.
fn utc_offset(value: &Bound<'_, PyDateTime>) -> PyResult<Option<TimeDelta>> {
    value.call_method0("utcoffset")?.extract()
}

fn is_danish(offset: TimeDelta) -> bool {
    offset == TimeDelta::hours(1) || offset == TimeDelta::hours(2)
}

fn naive(clock: NaiveDateTime) -> Error {
    Error::new(
        ErrorKind::InvalidArgument,
        "time.naive",
        format!("{clock} has no time zone"),
    )
    .with_remedy(
        "Read it off a Danish clock with spo.danish_time(value), or give it its zone with \
         value.replace(tzinfo=ZoneInfo(\"Europe/Copenhagen\")).",
    )
}

fn contradicting(clock: NaiveDateTime, offset: TimeDelta, danish: DanishTime) -> Error {
    let remedy = if is_danish(offset) {
        "If a timedelta moved it over a change of the clock, keep the clock time with \
         spo.danish_time(value.replace(tzinfo=None)); if the moment is right, use spo.danish_time(value)."
    } else {
        "Convert it to Danish time with value.astimezone(ZoneInfo(\"Europe/Copenhagen\")) or spo.danish_time(value)."
    };
    let minutes = offset.num_minutes();
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.abs();
    Error::new(
        ErrorKind::InvalidArgument,
        "time.offset",
        format!(
            "{clock} has the offset {sign}{:02}:{:02}, and Denmark's is {} at that moment",
            minutes / 60,
            minutes % 60,
            danish.to_datetime().offset()
        ),
    )
    .with_remedy(remedy)
}
