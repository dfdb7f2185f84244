//! The overview as plain text, for a terminal.

use std::fmt::Write as _;

use super::{Language, Overview, Placed, TimelineAppointment, master_data};
use crate::cda::ReadCarePlan;
use crate::model::{AppointmentStatus, Diagnosis, DiagnosisStatus, Location, PatientAddress};
use crate::text_table;

impl Overview {
    /// The overview as plain text: first what is withheld and missing, then the timeline, the master data with the source
    /// of each item, the care plans by title, and the diagnoses. No CPR number and no protected address is in it.
    pub fn to_table(&self, language: Language) -> String {
        let mut out = String::new();
        self.gaps(language, &mut out);
        if self.appointments.is_empty() {
            out.push_str(language.pick("Ingen aftaler fundet.\n", "No appointments found.\n"));
        } else {
            let rows: Vec<_> = self
                .appointments
                .iter()
                .enumerate()
                .map(|(at, appointment)| self.cells(at, appointment, language))
                .collect();
            let headings = language.pick(
                ["Dag", "Tid", "Hvad", "Hvor", "Hos"],
                ["Day", "Time", "What", "Where", "By"],
            );
            text_table::render(headings, &rows, &mut out);
        }
        for master_data in &self.master_data {
            out.push('\n');
            let headings = language.pick(["Stamkort", "", "Kilde"], ["Master data", "", "Source"]);
            let lines = master_data::lines(&master_data.read.master_data, language);
            text_table::render(headings, &lines, &mut out);
            let fetched = master_data.places.iter().map(|place| place.fetched).max();
            if let Some(fetched) = fetched {
                let when = format!(
                    "{} {}",
                    language.day(fetched.date()),
                    language.clock(fetched, None)
                );
                let _ = writeln!(out, "{} {when}", language.pick("Hentet", "Fetched"));
            }
        }
        if !self.care_plans.is_empty() {
            out.push('\n');
            let headings = language.pick(["Forløbsplan", "Oprettet", "Af"], ["Care plan", "Made", "By"]);
            let rows: Vec<_> = self.care_plans.iter().map(|it| care_plan(it, language)).collect();
            text_table::render(headings, &rows, &mut out);
        }
        for Placed { read, .. } in &self.diagnoses {
            out.push('\n');
            let list = &read.diagnosis_list;
            let by = list
                .organisation
                .as_ref()
                .map_or("", |organisation| &organisation.name);
            let by = crate::redact(by);
            let headings = [language.pick("Diagnose", "Diagnosis"), "", &*by];
            let diagnoses = list.diagnoses.iter();
            let rows: Vec<_> = diagnoses.map(|it| diagnosis(it, language)).collect();
            text_table::render(headings, &rows, &mut out);
        }
        out
    }

    fn gaps(&self, language: Language, out: &mut String) {
        // Writing to a String cannot fail.
        for withheld in &self.withheld {
            let _ = writeln!(out, "! {}.", crate::redact(&withheld.sentence(language)));
        }
        for missing in &self.missing {
            let _ = writeln!(
                out,
                "! {} [{}]",
                crate::redact(&missing.sentence(language)),
                missing.code
            );
            for document in &missing.documents {
                let _ = writeln!(out, "    - {}", crate::redact(&document.line(language)));
            }
        }
        if !self.is_complete() {
            out.push('\n');
        }
    }

    fn cells(&self, at: usize, it: &TimelineAppointment, language: Language) -> [String; 5] {
        let appointment = it.appointment();
        // A day is named once.
        let before = at.checked_sub(1).and_then(|at| self.appointments.get(at));
        let day = match before {
            Some(before) if before.day == it.day => String::new(),
            _ => language.day(it.day),
        };
        let mut time = language.time(&appointment.time);
        if !it.overlaps.is_empty() {
            time.push_str(match it.overlaps.iter().all(|overlap| overlap.possible) {
                true => language.pick(" (kan overlappe)", " (may overlap)"),
                false => language.pick(" (overlapper)", " (overlaps)"),
            });
        }
        if !it.older_versions.is_empty() {
            time.push_str(language.pick(" (ændret)", " (changed)"));
        }
        let mut what = appointment.reason.text.clone();
        what.push_str(match appointment.status {
            AppointmentStatus::Active => "",
            AppointmentStatus::Cancelled | AppointmentStatus::Aborted => {
                language.pick(" (aflyst)", " (cancelled)")
            }
            AppointmentStatus::Completed => language.pick(" (gennemført)", " (completed)"),
            AppointmentStatus::Suspended => language.pick(" (udsat)", " (suspended)"),
        });
        [
            day,
            time,
            what,
            place(&appointment.location, language),
            appointment.performer.organisation.name.clone(),
        ]
        .map(|cell| crate::redact(&cell).into_owned())
    }
}

/// Title and label, when it was made, and who wrote it.
fn care_plan(placed: &Placed<ReadCarePlan>, language: Language) -> [String; 3] {
    let plan = &placed.read.care_plan;
    let label = plan.label.as_ref();
    let label = label.map(|label| label.display.as_deref().unwrap_or(&label.code));
    let what: Vec<&str> = plan.title.as_deref().into_iter().chain(label).collect();
    let made = plan.created.map(|created| language.day(created.date()));
    let by = plan
        .authors
        .first()
        .map(|author| author.organisation.name.clone());
    [what.join(", "), made.unwrap_or_default(), by.unwrap_or_default()]
        .map(|cell| crate::redact(&cell).into_owned())
}

/// Text and codes, and whether it is current. What was refuted says so.
fn diagnosis(diagnosis: &Diagnosis, language: Language) -> [String; 3] {
    let codes: Vec<&str> = diagnosis.codes.iter().map(|code| code.code.as_str()).collect();
    let codes = codes.join(", ");
    let what = diagnosis.text.clone().unwrap_or_else(|| {
        let display = diagnosis.codes.iter().find_map(|code| code.display.clone());
        display.unwrap_or_else(|| codes.clone())
    });
    let (danish, english) = match diagnosis.status {
        DiagnosisStatus::Current => ("aktuel", "current"),
        DiagnosisStatus::Resolved => ("tidligere", "resolved"),
        DiagnosisStatus::Unknown => ("ikke oplyst", "not told"),
    };
    let mut status = language.pick(danish, english).to_owned();
    if let Some(verification) = diagnosis.verification.as_deref().filter(|it| *it != "confirmed") {
        status = format!("{status}, {verification}");
    }
    [what, status, codes].map(|cell| crate::redact(&cell).into_owned())
}

/// Name and address; a protected address is said to be one.
fn place(location: &Location, language: Language) -> String {
    let protected = matches!(
        location,
        Location::Home {
            address: PatientAddress::Protected,
            ..
        }
    );
    match location.address() {
        Some(address) => format!("{}, {address}", location.name()),
        None if protected => format!(
            "{}, {}",
            location.name(),
            language.pick("adressen er beskyttet", "the address is protected")
        ),
        None => location.name().to_owned(),
    }
}
