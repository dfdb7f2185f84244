//! The timeline: each appointment on its day, in an order that is always the same.

use std::cmp::Ordering;

use chrono::{NaiveDate, TimeDelta};
use serde::Serialize;

use super::identity::Document;
use super::{Overlap, Place, overlaps};
use crate::cda::ReadAppointment;
use crate::model::{Appointment, AppointmentTime, DanishTime, InstanceId};

/// An appointment on the timeline, in its newest version.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TimelineAppointment {
    /// The Danish calendar day it begins.
    pub day: NaiveDate,
    /// The day it ends, when that is a later one. What ends at midnight ends on the day before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<NaiveDate>,
    /// Whether its time is guided (vejledende): it is some time within the window, or on the day, that it tells.
    pub guided: bool,
    /// Other appointments at the same time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overlaps: Vec<Overlap>,
    /// Everywhere its document was found.
    pub places: Vec<Place>,
    /// Versions that were made earlier and are in use all the same: their source did not say that they were replaced.
    /// They are not on the timeline.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub older_versions: Vec<OlderVersion>,
    /// The document, read.
    #[serde(flatten)]
    pub read: ReadAppointment,
}

/// An earlier version of an appointment that its registry still calls approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OlderVersion {
    /// The id in its document.
    pub document_id: InstanceId,
    /// When it was made.
    pub created: DanishTime,
    /// When the appointment would be by it.
    pub time: AppointmentTime,
    /// Everywhere it was found.
    pub places: Vec<Place>,
}

impl OlderVersion {
    pub(super) fn of(document: Document) -> Self {
        let mut places = document.places;
        places.sort();
        let read = document.read.document;
        Self {
            document_id: read.id,
            created: read.created,
            time: read.appointment.time,
            places,
        }
    }
}

impl TimelineAppointment {
    fn new(document: Document) -> Self {
        let time = &document.read.document.appointment.time;
        let day = time.start().date();
        let last_day = time.end().map(last_day).filter(|last| *last > day);
        Self {
            day,
            last_day,
            guided: !matches!(time, AppointmentTime::At { .. }),
            overlaps: Vec::new(),
            places: document.places,
            older_versions: document.older_versions,
            read: document.read,
        }
    }

    /// The appointment itself.
    pub fn appointment(&self) -> &Appointment {
        &self.read.document.appointment
    }
}

fn last_day(end: DanishTime) -> NaiveDate {
    let before = end.to_utc().checked_sub_signed(TimeDelta::seconds(1));
    before.map_or_else(|| end.date(), |before| DanishTime::from_utc(before).date())
}

/// Puts appointments in order and marks those that overlap.
pub(super) fn place(documents: Vec<Document>) -> Vec<TimelineAppointment> {
    let mut appointments: Vec<_> = documents.into_iter().map(TimelineAppointment::new).collect();
    appointments.sort_by(order);
    overlaps::mark(&mut appointments);
    appointments
}

/// By day. On a day, first what has no clock time: it may be at any moment, and at the end of a long day nobody would
/// look for it. Then by start; among those that start together the exact before the guided, then by end, with an open
/// end last. What is still equal follows its ids and, without ids, its bytes: never the order in which sources answered.
fn order(a: &TimelineAppointment, b: &TimelineAppointment) -> Ordering {
    let key = |it: &TimelineAppointment| {
        let time = &it.read.document.appointment.time;
        let has_clock = !matches!(time, AppointmentTime::Day { .. });
        (
            it.day,
            has_clock,
            time.start(),
            it.guided,
            time.end().is_none(),
            time.end(),
        )
    };
    key(a)
        .cmp(&key(b))
        .then_with(|| {
            a.read
                .document
                .appointment_id
                .cmp(&b.read.document.appointment_id)
        })
        .then_with(|| a.read.document.id.cmp(&b.read.document.id))
        .then_with(|| a.read.raw().cmp(b.read.raw()))
        .then_with(|| a.places.cmp(&b.places))
}
