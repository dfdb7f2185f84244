//! The timeline: appointments by day.

use super::markup::Markup;
use super::page;
use super::values::{one_line, participant};
use crate::model::{AppointmentKind, AppointmentStatus, AppointmentTime, Location, PatientAddress};
use crate::overview::{Kind, Language, Overview, TimelineAppointment};

/// How many overlaps of one appointment are named; the rest is counted.
const MOST_OVERLAPS: usize = 4;

pub(super) fn write(overview: &Overview, language: Language, html: &mut Markup) {
    let attributes = [("class", "timeline"), ("aria-labelledby", "appointments")];
    html.inside("section", &attributes, |html| {
        let heading = language.pick("Aftaler", "Appointments");
        html.element("h2", &[("id", "appointments")], heading);
        if overview.appointments.is_empty() {
            html.element("p", &[("class", "none")], nothing(overview, language));
        }
        for (day, first, appointments) in overview.days() {
            html.inside("section", &[("class", "day")], |html| {
                html.running("h3", &[], |html| {
                    html.element("time", &[("datetime", &day.to_string())], &language.long_day(day));
                    if day == overview.made.date() {
                        html.text(" ");
                        html.element("span", &[("class", "today")], language.pick("I dag", "Today"));
                    }
                });
                html.inside("ol", &[], |html| {
                    for (at, appointment) in (first..).zip(appointments) {
                        write_one(overview, at, appointment, language, html);
                    }
                });
            });
        }
    });
}

/// Only an answer without gaps may say that nothing was found, and even it not that there is nothing.
fn nothing(overview: &Overview, language: Language) -> &'static str {
    if !overview.is_complete() {
        language.pick(
            "Der kan være aftaler, som ikke vises her: se øverst, hvad der mangler.",
            "There may be appointments that are not shown here: see above what is missing.",
        )
    } else if overview.concerns(Kind::Appointments) {
        language.pick(
            "Der er ikke fundet delte aftaler i perioden.",
            "No shared appointments were found in the period.",
        )
    } else {
        language.pick(
            "Der er ikke spurgt om aftaler.",
            "Appointments were not asked for.",
        )
    }
}

fn write_one(
    overview: &Overview,
    at: usize,
    it: &TimelineAppointment,
    language: Language,
    html: &mut Markup,
) {
    let appointment = it.appointment();
    let (sector, sector_name) = sector(appointment.kind, language);
    let gone = if appointment.status.is_active() {
        ""
    } else {
        " gone"
    };
    let class = format!("appointment {sector}{gone}");
    html.inside("li", &[("class", &class), ("id", &anchor(at))], |html| {
        html.inside("div", &[("class", "when")], |html| {
            time(&appointment.time, language, html)
        });
        html.inside("div", &[("class", "what")], |html| {
            html.element("p", &[("class", "sector")], sector_name);
            html.running("h4", &[], |html| {
                if let Some(state) = state(appointment.status, language) {
                    html.element("span", &[("class", "state")], state);
                    html.text(" ");
                }
                html.text(reason(it, language));
            });
            marks(overview, it, language, html);
            html.inside("dl", &[("class", "facts")], |html| facts(it, language, html));
        });
    });
}

fn anchor(at: usize) -> String {
    format!("appointment-{}", at + 1)
}

/// The class and the name.
fn sector(kind: AppointmentKind, language: Language) -> (&'static str, &'static str) {
    match kind {
        AppointmentKind::Regional => ("region", language.pick("Region", "Region")),
        AppointmentKind::Municipality => ("municipality", language.pick("Kommune", "Municipality")),
        AppointmentKind::Practitioner => ("practice", language.pick("Praksis", "Practice")),
        AppointmentKind::Unspecified => (
            "unspecified",
            language.pick("Sektor ikke oplyst", "Sector not told"),
        ),
    }
}

fn state(status: AppointmentStatus, language: Language) -> Option<&'static str> {
    match status {
        AppointmentStatus::Active => None,
        AppointmentStatus::Cancelled | AppointmentStatus::Aborted => {
            Some(language.pick("Aflyst:", "Cancelled:"))
        }
        AppointmentStatus::Completed => Some(language.pick("Gennemført:", "Completed:")),
        AppointmentStatus::Suspended => Some(language.pick("Udsat:", "Suspended:")),
    }
}

fn reason(it: &TimelineAppointment, language: Language) -> &str {
    match it.appointment().reason.text.trim() {
        "" => language.pick("Årsag ikke oplyst", "Reason not told"),
        text => text,
    }
}

fn time(time: &AppointmentTime, language: Language, html: &mut Markup) {
    let start = time.start();
    let clock = start.clock().format("%H:%M").to_string();
    let moment = start.to_string();
    let (shown, guided) = match time {
        AppointmentTime::Day { .. } => {
            html.element(
                "p",
                &[("class", "start")],
                language.pick("Uden klokkeslæt", "No time set"),
            );
            return;
        }
        AppointmentTime::At { .. } => (clock, false),
        AppointmentTime::Window { .. } => (format!("{} {clock}", language.pick("ca.", "approx.")), true),
    };
    html.running("p", &[("class", "start")], |html| {
        html.element("time", &[("datetime", &moment)], &shown)
    });
    let end = match time.end() {
        Some(end) if end.date() == start.date() => end.clock().format("%H:%M").to_string(),
        Some(end) => format!("{} {}", language.day(end.date()), end.clock().format("%H:%M")),
        None => String::new(),
    };
    if end.is_empty() {
        html.element(
            "p",
            &[("class", "end")],
            language.pick("sluttid ikke oplyst", "end not told"),
        );
    } else {
        html.element(
            "p",
            &[("class", "end")],
            &format!("{} {end}", language.pick("til", "to")),
        );
    }
    if guided {
        html.element(
            "p",
            &[("class", "guided")],
            language.pick("Vejledende tid", "Approximate time"),
        );
    }
}

/// What a reader of only this appointment would miss.
fn marks(overview: &Overview, it: &TimelineAppointment, language: Language, html: &mut Markup) {
    for possible in [false, true] {
        let others: Vec<usize> = it
            .overlaps
            .iter()
            .filter(|it| it.possible == possible)
            .map(|it| it.with)
            .collect();
        if others.is_empty() {
            continue;
        }
        html.running("p", &[("class", "mark overlap")], |html| {
            html.text(match possible {
                true => language.pick("Kan overlappe med ", "May overlap with "),
                false => language.pick("Overlapper med ", "Overlaps with "),
            });
            for (number, other) in others.iter().take(MOST_OVERLAPS).enumerate() {
                if number > 0 {
                    html.text(", ");
                }
                if let Some(named) = overview.appointments.get(*other) {
                    let link = format!("#{}", anchor(*other));
                    html.element("a", &[("href", &link)], &brief(named, it, language));
                }
            }
            if let Some(more) = others.len().checked_sub(MOST_OVERLAPS).filter(|more| *more > 0) {
                html.text(&language.pick(format!(" og {more} andre"), format!(" and {more} others")));
            }
        });
    }
    for older in &it.older_versions {
        let [changed, before] = language.pick(
            ["Ændret", "en ældre udgave siger"],
            ["Changed", "an older version says"],
        );
        let day = language.day(older.time.start().date());
        let text = format!("{changed}: {before} {day} {}", language.time(&older.time));
        html.element("p", &[("class", "mark")], &text);
    }
}

/// Another appointment in a few words: its day when it is another, its time, and what it is.
fn brief(other: &TimelineAppointment, it: &TimelineAppointment, language: Language) -> String {
    let day = if other.day == it.day {
        String::new()
    } else {
        format!("{} ", language.day(other.day))
    };
    format!(
        "{day}{} {}",
        language.time(&other.appointment().time),
        reason(other, language)
    )
}

fn facts(it: &TimelineAppointment, language: Language, html: &mut Markup) {
    let appointment = it.appointment();
    let mut fact = |label: &str, value: &str| page::fact(label, value, html);
    fact(
        language.pick("Sted", "Place"),
        &place(&appointment.location, language),
    );
    fact(language.pick("Hos", "By"), &participant(&appointment.performer));
    if appointment.responsible.organisation.name != appointment.performer.organisation.name {
        fact(
            language.pick("Ansvarlig", "Responsible"),
            &participant(&appointment.responsible),
        );
    }
    let usual = [AppointmentTime::WINDOW_NOTE, AppointmentTime::DAY_NOTE];
    if let Some(note) = appointment.time.note().filter(|note| !usual.contains(note)) {
        fact(language.pick("Om tiden", "About the time"), note);
    }
    if let Some(label) = appointment.episode.as_ref().and_then(|it| it.label.as_ref()) {
        fact(
            language.pick("Forløb", "Course of care"),
            label.display.as_deref().unwrap_or(&label.code),
        );
    }
    if appointment.series.is_some() {
        fact(
            language.pick("Serie", "Series"),
            language.pick("En af flere gentagne aftaler", "One of a repeating series"),
        );
    }
    fact(language.pick("Kilde", "Source"), &page::sources(&it.places));
}

/// Name, address and phone; a protected address is said to be one.
fn place(location: &Location, language: Language) -> String {
    let mut parts = vec![location.name().to_owned()];
    match location {
        Location::Home {
            address: PatientAddress::Protected,
            ..
        } => {
            parts.push(
                language
                    .pick("adressen er beskyttet", "the address is protected")
                    .to_owned(),
            );
        }
        _ => parts.extend(location.address().map(one_line)),
    }
    for telecom in location.telecoms() {
        if telecom.value.starts_with("tel:") {
            parts.push(format!(
                "{} {}",
                language.pick("tlf.", "phone"),
                telecom.readable()
            ));
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts.join(", ")
}
