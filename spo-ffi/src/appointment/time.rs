//! When the appointment is.
//!
//! A moment comes in one of three ways: as RFC 3339 with Denmark's offset, as milliseconds since 1970 in UTC, or as what
//! a Danish clock shows. Only the last can fail to name a moment, twice a year.

use std::ffi::c_char;
use std::ptr;

use spo_core::{AppointmentTime, DanishTime, Result};

use super::spo_appointment;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::moment::{SPO_NO_TIME, date, from_local, from_ms, from_optional_ms, from_rfc3339, to_ms};
use crate::status::spo_status;

/// How exact the time of an appointment is.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_time_kind {
    /// Not set.
    None = 0,
    /// At a clock time.
    At = 1,
    /// Some time within a window (vejledende tidspunkt), such as a home visit between 7 and 9.
    Window = 2,
    /// On a day, with no clock time set.
    Day = 3,
}

/// Start and end of a time before it is known whether it is exact.
type Range = (DanishTime, Option<DanishTime>);

impl spo_appointment {
    fn set_at(&mut self, range: impl FnOnce() -> Result<Range>) -> Result<()> {
        self.set("time", |draft| {
            let (start, end) = range()?;
            draft.time = Some(AppointmentTime::At { start, end });
            Ok(())
        })
    }

    fn set_window(&mut self, range: impl FnOnce() -> Result<(Range, Option<String>)>) -> Result<()> {
        self.set("time", |draft| {
            let ((start, end), note) = range()?;
            let note = note.unwrap_or_else(|| AppointmentTime::WINDOW_NOTE.to_owned());
            draft.time = Some(AppointmentTime::Window { start, end, note });
            Ok(())
        })
    }
}

/// Sets a clock time, in RFC 3339 with Denmark's offset: "2026-07-01T10:00:00+02:00". `end` is NULL when it is not
/// known. An offset that Denmark does not have at that moment is refused.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_time(
    appointment: *mut spo_appointment,
    start: *const c_char,
    end: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(appointment).set_at(|| {
            let end = arg_optional!(end).map(from_rfc3339).transpose()?;
            Ok((from_rfc3339(arg_text!(start))?, end))
        })
    })
}

/// Sets a clock time, in milliseconds since 1970-01-01 00:00 UTC. `end_ms` is SPO_NO_TIME when it is not known.
/// Fractions of a second are cut: documents carry none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_time_ms(
    appointment: *mut spo_appointment,
    start_ms: i64,
    end_ms: i64,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(appointment).set_at(|| Ok((from_ms(start_ms)?, from_optional_ms(end_ms)?)))
    })
}

/// Sets a clock time as a Danish wall clock shows it: "2026-07-01T10:00". `end` is NULL when it is not known.
///
/// Twice a year an hour does not exist, or exists twice: then the status is SPO_STATUS_UNRESOLVED_LOCAL_TIME, and
/// spo_error_instant gives the two moments for spo_appointment_set_time to choose from.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_time_local(
    appointment: *mut spo_appointment,
    start: *const c_char,
    end: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(appointment).set_at(|| {
            let end = arg_optional!(end).map(from_local).transpose()?;
            Ok((from_local(arg_text!(start))?, end))
        })
    })
}

/// Sets a window within which the appointment will be (vejledende tidspunkt), in RFC 3339 with Denmark's offset. `end`
/// is NULL when it is not known. `note` is what the patient is told about it, NULL for the usual words.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_window(
    appointment: *mut spo_appointment,
    start: *const c_char,
    end: *const c_char,
    note: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(appointment).set_window(|| {
            let end = arg_optional!(end).map(from_rfc3339).transpose()?;
            let note = arg_optional!(note).map(str::to_owned);
            Ok(((from_rfc3339(arg_text!(start))?, end), note))
        })
    })
}

/// Sets a window, in milliseconds since 1970-01-01 00:00 UTC. `end_ms` is SPO_NO_TIME when it is not known. `note` is
/// NULL for the usual words.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_window_ms(
    appointment: *mut spo_appointment,
    start_ms: i64,
    end_ms: i64,
    note: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(appointment).set_window(|| {
            let note = arg_optional!(note).map(str::to_owned);
            Ok(((from_ms(start_ms)?, from_optional_ms(end_ms)?), note))
        })
    })
}

/// Sets a window as Danish wall clocks show it; see spo_appointment_set_time_local. `note` is NULL for the usual words.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_window_local(
    appointment: *mut spo_appointment,
    start: *const c_char,
    end: *const c_char,
    note: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(appointment).set_window(|| {
            let end = arg_optional!(end).map(from_local).transpose()?;
            let note = arg_optional!(note).map(str::to_owned);
            Ok(((from_local(arg_text!(start))?, end), note))
        })
    })
}

/// Sets a day on which no clock time is set: "2026-07-01". `note` is what the patient is told about it, NULL for the
/// usual words.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_day(
    appointment: *mut spo_appointment,
    date: *const c_char,
    note: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(appointment).set("time", |draft| {
            let date = self::date(arg_text!(date))?;
            let note = arg_optional!(note)
                .unwrap_or(AppointmentTime::DAY_NOTE)
                .to_owned();
            draft.time = Some(AppointmentTime::Day { date, note });
            Ok(())
        })
    })
}

/// How exact the time is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_time_kind(appointment: *const spo_appointment) -> spo_time_kind {
    get(spo_time_kind::None, || {
        Ok(match arg_ref!(appointment).draft.time {
            None => spo_time_kind::None,
            Some(AppointmentTime::At { .. }) => spo_time_kind::At,
            Some(AppointmentTime::Window { .. }) => spo_time_kind::Window,
            Some(AppointmentTime::Day { .. }) => spo_time_kind::Day,
        })
    })
}

/// The start in RFC 3339 with Denmark's offset, midnight for a day without a clock time; NULL when no time is set.
/// Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_start(appointment: *const spo_appointment) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        let start = appointment.draft.time.as_ref().map(AppointmentTime::start);
        Ok(appointment.lend_some(start.map(|start| start.to_string())))
    })
}

/// The end in RFC 3339 with Denmark's offset; NULL when none is known. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_end(appointment: *const spo_appointment) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        let end = appointment.draft.time.as_ref().and_then(AppointmentTime::end);
        Ok(appointment.lend_some(end.map(|end| end.to_string())))
    })
}

/// The start in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when no time is set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_start_ms(appointment: *const spo_appointment) -> i64 {
    get(SPO_NO_TIME, || {
        let start = arg_ref!(appointment)
            .draft
            .time
            .as_ref()
            .map(AppointmentTime::start);
        Ok(to_ms(start))
    })
}

/// The end in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when none is known.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_end_ms(appointment: *const spo_appointment) -> i64 {
    get(SPO_NO_TIME, || {
        let end = arg_ref!(appointment)
            .draft
            .time
            .as_ref()
            .and_then(AppointmentTime::end);
        Ok(to_ms(end))
    })
}

/// The day on a Danish calendar on which it starts: "2026-07-01"; NULL when no time is set. Borrowed from the
/// appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_day(appointment: *const spo_appointment) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        let start = appointment.draft.time.as_ref().map(AppointmentTime::start);
        Ok(appointment.lend_some(start.map(|start| start.date().to_string())))
    })
}

/// What the patient is told about a window or a day; NULL for a clock time. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_time_note(appointment: *const spo_appointment) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        let note = appointment.draft.time.as_ref().and_then(AppointmentTime::note);
        Ok(appointment.lend_some(note))
    })
}
