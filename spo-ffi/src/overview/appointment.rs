//! An appointment on the timeline.

use std::ffi::c_char;
use std::ptr;
use std::sync::OnceLock;

use spo_core::overview::TimelineAppointment;
use spo_core::{AppointmentTime, DanishTime, Location};

use crate::appointment::{spo_appointment, spo_state};
use crate::document::spo_document;
use crate::guard::get;
use crate::moment::to_ms;
use crate::strings::Strings;

/// An appointment on the timeline of an overview, in its newest version.
///
/// Lent by an overview, and valid as long as that. It never changes: any number of threads may read it, with what it
/// lends.
pub struct spo_timeline_appointment {
    it: TimelineAppointment,
    document: OnceLock<spo_document>,
    strings: Strings,
}
handle!(shared spo_timeline_appointment);

impl From<&TimelineAppointment> for spo_timeline_appointment {
    fn from(it: &TimelineAppointment) -> Self {
        Self {
            it: it.clone(),
            document: OnceLock::new(),
            strings: Strings::default(),
        }
    }
}

impl spo_timeline_appointment {
    fn document(&self) -> &spo_document {
        self.document.get_or_init(|| self.it.read.clone().into())
    }

    /// The start, when there is a clock time.
    fn start(&self) -> Option<DanishTime> {
        match &self.it.appointment().time {
            AppointmentTime::Day { .. } => None,
            time => Some(time.start()),
        }
    }

    fn end(&self) -> Option<DanishTime> {
        self.it.appointment().time.end()
    }

    fn lend_time(&self, time: Option<DanishTime>) -> *const c_char {
        let time = time.map(|time| time.to_string());
        self.strings.lend_some(time.as_deref())
    }
}

/// Whether other appointments are at the same time.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_overlap {
    /// None is.
    None = 0,
    /// Some are, and all can be kept perhaps, because a time is guided.
    Possible = 1,
    /// At least one is, and both cannot be kept.
    Certain = 2,
}

/// The Danish calendar day it begins, such as "2026-07-01". Borrowed from the timeline's appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_timeline_appointment_day(
    appointment: *const spo_timeline_appointment,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        Ok(appointment.strings.lend(&appointment.it.day.to_string()))
    })
}

/// The day it ends, when that is a later one, otherwise NULL. Borrowed from the timeline's appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_timeline_appointment_last_day(
    appointment: *const spo_timeline_appointment,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        let day = appointment.it.last_day.map(|day| day.to_string());
        Ok(appointment.strings.lend_some(day.as_deref()))
    })
}

/// The start in RFC 3339 with Denmark's offset; NULL when it is on the day without a clock time. Borrowed from the
/// timeline's appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_timeline_appointment_start(
    appointment: *const spo_timeline_appointment,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        Ok(appointment.lend_time(appointment.start()))
    })
}

/// The end in the same form; NULL when it is not known. Borrowed from the timeline's appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_timeline_appointment_end(
    appointment: *const spo_timeline_appointment,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        Ok(appointment.lend_time(appointment.end()))
    })
}

/// The start in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when it is on the day without a clock time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_timeline_appointment_start_ms(
    appointment: *const spo_timeline_appointment,
) -> i64 {
    get(to_ms(None), || Ok(to_ms(arg_ref!(appointment).start())))
}

/// The end in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when it is not known.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_timeline_appointment_end_ms(
    appointment: *const spo_timeline_appointment,
) -> i64 {
    get(to_ms(None), || Ok(to_ms(arg_ref!(appointment).end())))
}

/// 1 when its time is guided (vejledende), some time from start to end or on the day; 0 when it is exact.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_timeline_appointment_guided(
    appointment: *const spo_timeline_appointment,
) -> i32 {
    get(0, || Ok(arg_ref!(appointment).it.guided.into()))
}

/// What the patient is told about a time that is guided; otherwise NULL. Borrowed from the timeline's appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_timeline_appointment_note(
    appointment: *const spo_timeline_appointment,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        Ok(appointment
            .strings
            .lend_some(appointment.it.appointment().time.note()))
    })
}

/// What it is about, in the words that the patient sees. Borrowed from the timeline's appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_timeline_appointment_what(
    appointment: *const spo_timeline_appointment,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        Ok(appointment
            .strings
            .lend(&appointment.it.appointment().reason.text))
    })
}

/// Where it is: what people call the place. Borrowed from the timeline's appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_timeline_appointment_where(
    appointment: *const spo_timeline_appointment,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        Ok(appointment
            .strings
            .lend(appointment.it.appointment().location.name()))
    })
}

/// The place's address in one line; NULL when it is not told or protected. Borrowed from the timeline's appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_timeline_appointment_address(
    appointment: *const spo_timeline_appointment,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        let address = appointment.it.appointment().location.address();
        let address = address.map(ToString::to_string);
        Ok(appointment.strings.lend_some(address.as_deref()))
    })
}

/// 1 when it is in the patient's home and that address is protected, otherwise 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_timeline_appointment_address_protected(
    appointment: *const spo_timeline_appointment,
) -> i32 {
    get(0, || {
        let location = &arg_ref!(appointment).it.appointment().location;
        let protected = matches!(location, Location::Home { address, .. } if address.is_protected());
        Ok(protected.into())
    })
}

/// The organisation that carries it out. Borrowed from the timeline's appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_timeline_appointment_organisation(
    appointment: *const spo_timeline_appointment,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        let performer = &appointment.it.appointment().performer;
        Ok(appointment.strings.lend(&performer.organisation.name))
    })
}

/// The state that its document tells. Those that are not SPO_STATE_ACTIVE do not take place as told (APD 1.x).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_timeline_appointment_state(
    appointment: *const spo_timeline_appointment,
) -> spo_state {
    get(spo_state::Active, || {
        Ok(arg_ref!(appointment).it.appointment().status.into())
    })
}

/// Whether other appointments are at the same time; spo_overview_overlap tells which.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_timeline_appointment_overlap(
    appointment: *const spo_timeline_appointment,
) -> spo_overlap {
    get(spo_overlap::None, || {
        let overlaps = &arg_ref!(appointment).it.overlaps;
        Ok(match overlaps.iter().all(|overlap| overlap.possible) {
            _ if overlaps.is_empty() => spo_overlap::None,
            true => spo_overlap::Possible,
            false => spo_overlap::Certain,
        })
    })
}

/// How many earlier versions of it are in use all the same, because their source did not say that they were replaced.
/// More than 0 means: it was changed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_timeline_appointment_older_version_count(
    appointment: *const spo_timeline_appointment,
) -> usize {
    get(0, || Ok(arg_ref!(appointment).it.older_versions.len()))
}

/// In how many places its document was found.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_timeline_appointment_source_count(
    appointment: *const spo_timeline_appointment,
) -> usize {
    get(0, || Ok(arg_ref!(appointment).it.places.len()))
}

/// The source of place `index` by its name in the configuration; NULL beyond the last. Borrowed from the timeline's
/// appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_timeline_appointment_source(
    appointment: *const spo_timeline_appointment,
    index: usize,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        let place = appointment.it.places.get(index);
        Ok(appointment
            .strings
            .lend_some(place.map(|place| place.source.as_str())))
    })
}

/// All of the appointment. Borrowed from the timeline's appointment: to be read, not changed, and not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_timeline_appointment_appointment(
    appointment: *const spo_timeline_appointment,
) -> *const spo_appointment {
    get(ptr::null(), || {
        Ok(ptr::from_ref(arg_ref!(appointment).document().appointment()))
    })
}

/// Its document, with its ids and warnings, and the bytes as they came, what is protected and yet told among them.
/// Borrowed from the timeline's appointment: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_timeline_appointment_document(
    appointment: *const spo_timeline_appointment,
) -> *const spo_document {
    get(ptr::null(), || {
        Ok(ptr::from_ref(arg_ref!(appointment).document()))
    })
}
