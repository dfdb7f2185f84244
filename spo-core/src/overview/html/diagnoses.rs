//! The lists of diagnoses (diagnoseoversigter).

use super::markup::Markup;
use super::page;
use super::values::{clinical_time, coded};
use crate::model::{Diagnosis, DiagnosisKind, DiagnosisList, DiagnosisStatus};
use crate::overview::{Kind, Language, Overview};

pub(super) fn write(overview: &Overview, language: Language, html: &mut Markup) {
    page::part(overview, Kind::Diagnoses, language, html, |html| {
        for placed in &overview.diagnoses {
            html.inside("article", &[("class", "card diagnoses")], |html| {
                list(&placed.read.diagnosis_list, language, html);
                html.element("p", &[("class", "quiet")], &page::from(&placed.places, language));
            });
        }
    });
}

fn list(list: &DiagnosisList, language: Language, html: &mut Markup) {
    let practice = list
        .organisation
        .as_ref()
        .map(|it| it.name.as_str())
        .filter(|name| !name.trim().is_empty());
    html.element(
        "h3",
        &[],
        practice.unwrap_or(language.pick("Praksis ikke oplyst", "Practice not told")),
    );
    let changed = list.updated.map(|time| language.moment(time));
    let not_told = language.pick("ikke oplyst", "not told").to_owned();
    let label = language.pick("Sidst ændret", "Last changed");
    html.element(
        "p",
        &[("class", "quiet")],
        &format!("{label}: {}", changed.unwrap_or(not_told)),
    );
    if list.diagnoses.is_empty() {
        let text = language.pick(
            "Der står ingen diagnoser på listen.",
            "There are no diagnoses on the list.",
        );
        html.element("p", &[], text);
        return;
    }
    html.inside("ul", &[], |html| {
        for diagnosis in &list.diagnoses {
            let gone = if takes_back(diagnosis, language).is_some() {
                "gone"
            } else {
                "told"
            };
            html.inside("li", &[("class", gone)], |html| each(diagnosis, language, html));
        }
    });
}

fn each(diagnosis: &Diagnosis, language: Language, html: &mut Markup) {
    let codes: Vec<String> = diagnosis.codes.iter().map(coded).collect();
    html.running("h4", &[], |html| {
        if let Some(state) = takes_back(diagnosis, language) {
            html.element("span", &[("class", "state")], state);
            html.text(" ");
        }
        html.text(diagnosis.text.as_deref().unwrap_or(&codes.join(", ")));
    });
    if diagnosis.text.is_some() && !codes.is_empty() {
        html.element("p", &[("class", "quiet")], &codes.join(", "));
    }
    html.element("p", &[], &state(diagnosis, language));
    for note in diagnosis.notes.iter().filter(|note| !note.trim().is_empty()) {
        html.element("p", &[], note);
    }
}

/// The word for a diagnosis that is none.
fn takes_back(diagnosis: &Diagnosis, language: Language) -> Option<&'static str> {
    match diagnosis.verification.as_deref() {
        Some("refuted") => Some(language.pick("Afkræftet:", "Refuted:")),
        Some("entered-in-error") => Some(language.pick("Fejlregistreret:", "Entered in error:")),
        _ => None,
    }
}

/// Whether it is current, what it belongs to, and its dates.
fn state(diagnosis: &Diagnosis, language: Language) -> String {
    let status = match diagnosis.status {
        DiagnosisStatus::Current => language.pick("Aktuel", "Current"),
        DiagnosisStatus::Resolved => language.pick("Tidligere", "Past"),
        DiagnosisStatus::Unknown => language.pick("Status ikke oplyst", "Status not told"),
    };
    let kind = diagnosis.kind.map(|kind| match kind {
        DiagnosisKind::Contact => language.pick("kontaktdiagnose", "diagnosis of a contact"),
        DiagnosisKind::Course => language.pick("forløbsdiagnose", "diagnosis of a course of care"),
    });
    let mut parts: Vec<String> = [Some(status), kind]
        .into_iter()
        .flatten()
        .map(str::to_owned)
        .collect();
    for (label, time) in [
        (language.pick("debut", "onset"), diagnosis.onset),
        (language.pick("afsluttet", "ended"), diagnosis.abatement),
        (language.pick("registreret", "recorded"), diagnosis.recorded),
    ] {
        parts.extend(time.map(|time| format!("{label} {}", clinical_time(time, language))));
    }
    parts.join(" · ")
}
