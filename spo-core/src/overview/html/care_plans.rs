//! Care plans (forløbsplaner), as authored.

use super::markup::Markup;
use super::values::{coded, participant, timing};
use super::{narrative, page};
use crate::model::{
    Bound, CarePlan, CarePlanEntry, CarePlanEntryKind, CarePlanSection, CarePlanSectionKind, ClinicalValue,
    QuantityRange,
};
use crate::overview::{Kind, Language, Overview};

pub(super) fn write(overview: &Overview, language: Language, html: &mut Markup) {
    page::part(overview, Kind::CarePlans, language, html, |html| {
        for placed in &overview.care_plans {
            html.inside("article", &[("class", "card")], |html| {
                plan(&placed.read.care_plan, language, html);
                html.element("p", &[("class", "quiet")], &page::from(&placed.places, language));
            });
        }
    });
}

fn plan(plan: &CarePlan, language: Language, html: &mut Markup) {
    let label = plan.label.as_ref().map(coded);
    let title = plan.title.as_deref().filter(|title| !title.trim().is_empty());
    let untitled = language.pick("Forløbsplan", "Care plan");
    html.element("h3", &[], title.or(label.as_deref()).unwrap_or(untitled));
    html.inside("dl", &[("class", "facts")], |html| {
        let mut fact = |name: &str, value: &str| page::fact(name, value, html);
        fact(
            language.pick("Forløb", "Course of care"),
            label.as_deref().unwrap_or_default(),
        );
        let authors: Vec<String> = plan.authors.iter().map(participant).collect();
        fact(language.pick("Skrevet af", "Written by"), &authors.join("; "));
        let created = plan.created.map(|time| language.moment(time));
        fact(language.pick("Skrevet", "Written"), &created.unwrap_or_default());
        let validity = plan.validity.map(|it| timing(it, language));
        fact(language.pick("Gælder", "Valid"), &validity.unwrap_or_default());
    });
    for section in &plan.sections {
        write_section(section, 4, language, html);
    }
}

fn write_section(section: &CarePlanSection, level: usize, language: Language, html: &mut Markup) {
    const HEADINGS: [&str; 3] = ["h4", "h5", "h6"];
    let title = section.title.as_deref().filter(|title| !title.trim().is_empty());
    let told = section.code.as_ref().and_then(|code| code.display.as_deref());
    let heading = HEADINGS.get(level - 4).copied().unwrap_or("h6");
    html.element(
        heading,
        &[],
        title.or(told).unwrap_or(kind(section.kind, language)),
    );
    if let Some(text) = &section.narrative {
        narrative::write(text, html);
    }
    // A narrative may tell a diagnosis by its code only, which nobody should have to know.
    let entries: Vec<String> = section
        .entries
        .iter()
        .filter(|entry| section.narrative.is_none() || entry.kind == CarePlanEntryKind::Concern)
        .map(|entry| words(entry, language))
        .filter(|words| !words.is_empty())
        .collect();
    if !entries.is_empty() {
        html.inside("ul", &[], |html| {
            entries.iter().for_each(|words| html.element("li", &[], words))
        });
    }
    for section in &section.sections {
        write_section(section, level + 1, language, html);
    }
}

fn kind(kind: CarePlanSectionKind, language: Language) -> &'static str {
    match kind {
        CarePlanSectionKind::Concerns => language.pick("Tilstande og diagnoser", "Conditions and diagnoses"),
        CarePlanSectionKind::Goals => language.pick("Mål", "Goals"),
        CarePlanSectionKind::Interventions => language.pick("Aktiviteter", "Activities"),
        CarePlanSectionKind::Outcomes => language.pick("Resultater", "Results"),
        CarePlanSectionKind::Other => language.pick("Andet", "Other"),
    }
}

/// An entry in one line: what it says, and when.
fn words(entry: &CarePlanEntry, language: Language) -> String {
    let value = |value: &ClinicalValue| match value {
        ClinicalValue::Code(code) => coded(code),
        ClinicalValue::Quantity(quantity) => quantity.to_string(),
        ClinicalValue::Range(range) => between(range, language),
        ClinicalValue::Text(text) => text.clone(),
    };
    let values: Vec<String> = entry.values.iter().map(value).collect();
    let about = entry.code.as_ref().and_then(|code| code.display.clone());
    let is_about = !matches!(
        entry.kind,
        CarePlanEntryKind::Concern | CarePlanEntryKind::Intervention
    );
    let said = entry.text.clone().unwrap_or_else(|| values.join(", "));
    let when = entry.timing.map(|it| timing(it, language));
    let parts = [about.filter(|_| is_about || said.is_empty()), Some(said), when];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.trim().is_empty())
        .collect();
    parts.join(" · ")
}

fn between(range: &QuantityRange, language: Language) -> String {
    let bound = |bound: &Bound, open: &str, closed: &str| {
        format!(
            "{} {}",
            if bound.inclusive { closed } else { open },
            bound.quantity
        )
    };
    let [over, at_least] = language.pick(["over", "mindst"], ["over", "at least"]);
    let [under, at_most] = language.pick(["under", "højst"], ["under", "at most"]);
    let low = range.low.as_ref().map(|it| bound(it, over, at_least));
    let high = range.high.as_ref().map(|it| bound(it, under, at_most));
    low.into_iter()
        .chain(high)
        .collect::<Vec<_>>()
        .join(language.pick(" og ", " and "))
}
