//! A patient's list as a table for a terminal.

use std::fmt::Write as _;

use super::{AppointmentList, SharedAppointment};
use crate::model::{AppointmentTime, DanishTime};
use crate::xds::Availability;

const HEADINGS: [&str; 4] = ["When", "What", "Where", "By"];
const WIDEST: usize = 38;

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
            render(&rows, &mut out);
        }
        for gap in &self.gaps {
            // Writing to a String cannot fail.
            let _ = writeln!(out, "! Incomplete: {} [{}]", gap.message, gap.code);
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

fn render(rows: &[[String; 4]], out: &mut String) {
    let mut widths = HEADINGS.map(str::len);
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count().min(WIDEST));
        }
    }
    line(&HEADINGS.map(str::to_owned), &widths, out);
    line(&widths.map(|width| "-".repeat(width)), &widths, out);
    for row in rows {
        let wrapped: Vec<Vec<String>> = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| wrap(cell, width))
            .collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..height {
            let part = |column: usize| {
                wrapped
                    .get(column)
                    .and_then(|lines| lines.get(at))
                    .cloned()
                    .unwrap_or_default()
            };
            line(&[part(0), part(1), part(2), part(3)], &widths, out);
        }
    }
}

fn line(cells: &[String; 4], widths: &[usize; 4], out: &mut String) {
    let start = out.len();
    for (cell, width) in cells.iter().zip(widths) {
        let _ = write!(out, "{cell:<width$}  ");
    }
    out.truncate(start + out[start..].trim_end().len());
    out.push('\n');
}

/// Breaks at spaces; a word longer than the column keeps its length.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        if let Some(last) = lines.last_mut() {
            let used = last.chars().count();
            if used == 0 || used + 1 + word.chars().count() <= width {
                if used > 0 {
                    last.push(' ');
                }
                last.push_str(word);
                continue;
            }
        }
        lines.push(word.to_owned());
    }
    lines
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
        };
        assert_eq!(
            list.to_table(),
            "No appointments could be had.\n! Incomplete: one source did not answer [search.partial]\n"
        );
        assert_eq!(AppointmentList::default().to_table(), "No appointments.\n");
    }

    #[test]
    fn long_text_wraps_inside_its_column() {
        let long = "Røntgenundersøgelse af thorax i to planer med kontrast".to_owned();
        let mut out = String::new();
        render(&[["a".into(), long, "c".into(), "d".into()]], &mut out);
        assert!(
            out.lines()
                .all(|line| line.chars().count() <= 4 + WIDEST + 5 + 2 + 6),
            "{out}"
        );
    }
}
