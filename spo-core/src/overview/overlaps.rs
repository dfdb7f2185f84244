//! Which of a patient's appointments are at the same time.

use serde::Serialize;

use super::TimelineAppointment;
use crate::model::{AppointmentTime, DanishTime};

/// How many appointments under way at one moment are compared with the next. A real patient has a handful; more than
/// this are marked with the ones that last longest, so that each is marked with something.
const MOST_AT_ONCE: usize = 32;

/// Another appointment at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Overlap {
    /// Its position in the overview's list of appointments, from 0.
    pub with: usize,
    /// Whether both can be kept all the same, because one of them is guided: some time within its window.
    pub possible: bool,
}

/// Marks each pair that overlaps, on both sides.
///
/// An appointment lasts from its start until just before its end, so one may begin as another ends. One whose end is not
/// known counts as the moment of its start. A day without a clock time overlaps nothing: nobody knows when it is. What
/// was cancelled or is over by its own word (APD 1.x) does not take part.
pub(super) fn mark(appointments: &mut [TimelineAppointment]) {
    let mut under_way: Vec<(usize, DanishTime)> = Vec::new();
    let mut pairs = Vec::new();
    for (at, appointment) in appointments.iter().enumerate() {
        let Some((start, end)) = span(appointment) else {
            continue;
        };
        under_way.retain(|(_, other_end)| *other_end > start);
        pairs.extend(under_way.iter().map(|(other, _)| (*other, at)));
        under_way.push((at, end));
        if under_way.len() > MOST_AT_ONCE {
            let first_to_end = under_way.iter().enumerate().min_by_key(|(_, (_, end))| *end);
            if let Some((first_to_end, _)) = first_to_end {
                under_way.swap_remove(first_to_end);
            }
        }
    }
    for (a, b) in pairs {
        let guided = |at: usize| appointments.get(at).is_some_and(|it| it.guided);
        let possible = guided(a) || guided(b);
        for (one, with) in [(a, b), (b, a)] {
            if let Some(appointment) = appointments.get_mut(one) {
                appointment.overlaps.push(Overlap { with, possible });
            }
        }
    }
    for appointment in appointments {
        appointment.overlaps.sort_unstable();
    }
}

/// From the first moment to the first after the last.
fn span(appointment: &TimelineAppointment) -> Option<(DanishTime, DanishTime)> {
    let appointment = appointment.appointment();
    let time = &appointment.time;
    if !appointment.status.is_active() || matches!(time, AppointmentTime::Day { .. }) {
        return None;
    }
    let start = time.start();
    let moment = DanishTime::from_utc(start.to_utc() + chrono::TimeDelta::seconds(1));
    Some((start, time.end().map_or(moment, |end| end.max(moment))))
}
