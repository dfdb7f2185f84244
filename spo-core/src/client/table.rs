//! A patient's list as a table for a terminal.

use std::fmt::Write as _;

use super::{AppointmentList, SharedAppointment};
use crate::model::{AppointmentTime, DanishTime};
use crate::text_table::render;
use crate::xds::Availability;

const HEADINGS: [&str; 4] = ["When", "What", "Where", "By"];

impl AppointmentList {
    /// The list as a table for a terminal, gaps named below it. No CPR number and no protected address is in it.
    pub fn to_table(&self) -> String {
        let rows: Vec<[String; 4]> = self.appointments.iter().map(cells).collect();
        let mut out = String::new();
        if rows.is_empty() {
            out.push_str(if self.gaps.is_empty() {
                "No appointments.\n"
            } else {
                "No appointments could be had.\n"
            });
        } else {
            render(HEADINGS, &rows, &mut out);
        }
        for gap in &self.gaps {
            // Writing to a String cannot fail.
            let _ = writeln!(out, "! Incomplete: {} [{}]", gap.message, gap.code);
        }
        if self.overridden {
            out.push_str("! The patient's blocks were looked past. This is registered with the patient.\n");
        }
        out
    }
}

fn cells(shared: &SharedAppointment) -> [String; 4] {
    let appointment = &shared.document().appointment;
    let mut when = when(&appointment.time);
    if shared.entry.status == Some(Availability::Deprecated) {
        when.push_str(" (withdrawn)");
    }
    let place = match appointment.location.address() {
        Some(address) => format!("{}, {address}", appointment.location.name()),
        None => appointment.location.name().to_owned(),
    };
    [
        when,
        appointment.reason.text.clone(),
        place,
        appointment.performer.organisation.name.clone(),
    ]
}

fn when(time: &AppointmentTime) -> String {
    let clock = |time: DanishTime| time.clock().format("%H:%M").to_string();
    let day = time.start().date().format("%a %e %b %Y");
    match time {
        AppointmentTime::Day { .. } => format!("{day}, no time set"),
        AppointmentTime::At { start, end } | AppointmentTime::Window { start, end, .. } => {
            let end = match end {
                None => String::new(),
                Some(end) if end.date() == start.date() => format!("-{}", clock(*end)),
                Some(end) => format!(" to {} {}", end.date().format("%a %e %b %Y"), clock(*end)),
            };
            let guided = if matches!(time, AppointmentTime::Window { .. }) {
                " (approx.)"
            } else {
                ""
            };
            format!("{day} {}{end}{guided}", clock(*start))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> DanishTime {
        text.parse().unwrap()
    }

    #[test]
    fn each_kind_of_time_reads_as_people_say_it() {
        let (start, end) = (
            time("2026-04-01T10:00:00+02:00"),
            time("2026-04-01T10:30:00+02:00"),
        );
        assert_eq!(
            when(&AppointmentTime::at(start, end)),
            "Wed  1 Apr 2026 10:00-10:30"
        );
        assert_eq!(
            when(&AppointmentTime::window(start, end)),
            "Wed  1 Apr 2026 10:00-10:30 (approx.)"
        );
        assert_eq!(
            when(&AppointmentTime::At { start, end: None }),
            "Wed  1 Apr 2026 10:00"
        );
        assert_eq!(
            when(&AppointmentTime::day(start.date())),
            "Wed  1 Apr 2026, no time set"
        );
        let next_day = time("2026-04-02T08:00:00+02:00");
        assert_eq!(
            when(&AppointmentTime::at(start, next_day)),
            "Wed  1 Apr 2026 10:00 to Thu  2 Apr 2026 08:00"
        );
    }

    #[test]
    fn a_list_with_a_gap_never_looks_complete() {
        let gap = super::super::Gap {
            code: "search.partial".into(),
            message: "one source did not answer".into(),
            document_id: None,
            service_errors: Vec::new(),
            retryable: true,
        };
        let list = AppointmentList {
            appointments: Vec::new(),
            gaps: vec![gap],
            overridden: false,
        };
        assert_eq!(
            list.to_table(),
            "No appointments could be had.\n! Incomplete: one source did not answer [search.partial]\n"
        );
        assert_eq!(AppointmentList::default().to_table(), "No appointments.\n");
    }
}
