//! The values of the stamkort in words.

use chrono::Datelike;

use crate::model::{
    Address, ClinicalTime, Code, CoverageGroup, Custody, Dentist, Organisation, Origin, OriginKind,
    Participant, PatientAddress, Protectable, Relative, Telecom, TemporaryAddress, Timing, Use,
};
use crate::overview::Language;

/// Who told it. A citizen's own name is not repeated, so that it needs no protection here.
pub(super) fn origin(origin: &Origin, language: Language) -> String {
    let typed_in_by = match origin.kind {
        OriginKind::Register => None,
        OriginKind::Citizen => Some(language.pick("Indtastet af borgeren", "Typed in by the citizen")),
        OriginKind::Relative => Some(language.pick("Indtastet af pårørende", "Typed in by a relative")),
        OriginKind::Professional => Some(language.pick(
            "Indtastet af sundhedsprofessionel",
            "Typed in by a health professional",
        )),
        OriginKind::TypedIn => Some(language.pick("Indtastet", "Typed in")),
        OriginKind::Unknown => Some(language.pick("Kilde ikke oplyst", "Source not told")),
    };
    let mut parts: Vec<String> = typed_in_by.map(str::to_owned).into_iter().collect();
    match &origin.person {
        Protectable::Known(person) if origin.kind != OriginKind::Citizen => parts.push(person.to_string()),
        Protectable::Protected if origin.kind != OriginKind::Citizen => {
            parts.push(
                language
                    .pick("navnet er beskyttet", "the name is protected")
                    .to_owned(),
            );
        }
        _ => {}
    }
    parts.extend(origin.organisation.as_ref().map(|it| it.name.clone()));
    parts.retain(|part| !part.trim().is_empty());
    match parts.is_empty() {
        true => language.pick("Register", "Register").to_owned(),
        false => parts.join(", "),
    }
}

pub(super) fn address(address: &PatientAddress, language: Language) -> Vec<String> {
    match address {
        Protectable::Known(address) => vec![one_line(address)],
        Protectable::Protected => {
            vec![
                language
                    .pick("Adressen er beskyttet", "The address is protected")
                    .to_owned(),
            ]
        }
        Protectable::Unknown => Vec::new(),
    }
}

/// An address as people write it: the country only when it is another.
pub(super) fn one_line(address: &Address) -> String {
    match address.is_danish() {
        true => Address {
            country: None,
            ..address.clone()
        }
        .to_string(),
        false => address.to_string(),
    }
}

pub(super) fn temporary(stay: &TemporaryAddress, language: Language) -> Vec<String> {
    let mut lines = address(&stay.address, language);
    let from = stay
        .from
        .map(|day| format!("{} {}", language.pick("fra", "from"), language.date(day)));
    let to = stay
        .to
        .map(|day| format!("{} {}", language.pick("til", "until"), language.date(day)));
    let open = language.pick("uden slutdato", "without an end date").to_owned();
    let until = to.or_else(|| from.is_some().then_some(open));
    lines.push(from.into_iter().chain(until).collect::<Vec<_>>().join(" "));
    lines
}

/// One line for each number, with what it is for.
pub(super) fn telecoms(telecoms: &[Telecom], language: Language) -> Vec<String> {
    let line = |telecom: &Telecom| {
        let purpose = match telecom.purpose {
            Some(Use::Home) => language.pick(" (privat)", " (home)"),
            Some(Use::Work) => language.pick(" (arbejde)", " (work)"),
            Some(Use::Mobile) => language.pick(" (mobil)", " (mobile)"),
            None => "",
        };
        format!("{}{purpose}", telecom.readable())
    };
    telecoms.iter().map(line).collect()
}

pub(super) fn relative(relative: &Relative, language: Language) -> Vec<String> {
    let mut lines = vec![relative.name.to_string()];
    lines.extend(telecoms(&relative.telecoms, language));
    lines.extend(relative.note.clone());
    lines
}

/// The name of the other person, whose number is not for showing.
fn named(custody: &Custody, language: Language) -> String {
    match &custody.name {
        Protectable::Known(name) => name.to_string(),
        Protectable::Protected => language
            .pick("navnet er beskyttet", "the name is protected")
            .to_owned(),
        Protectable::Unknown => language.pick("navn ikke oplyst", "name not told").to_owned(),
    }
}

/// A child that the citizen has custody of. The relation is the citizen's: `Mor til Max`.
pub(super) fn child(custody: &Custody, language: Language) -> Vec<String> {
    let name = named(custody, language);
    vec![
        match custody.relation.as_ref().and_then(|it| it.display.as_deref()) {
            Some(relation) => format!("{relation} {} {name}", language.pick("til", "of")),
            None => name,
        },
    ]
}

/// Somebody who has custody of the citizen. The relation is theirs.
pub(super) fn custody_holder(custody: &Custody, language: Language) -> Vec<String> {
    let name = named(custody, language);
    vec![
        match custody.relation.as_ref().and_then(|it| it.display.as_deref()) {
            Some(relation) => format!("{relation}: {name}"),
            None => name,
        },
    ]
}

pub(super) fn organisation(organisation: &Organisation, language: Language) -> Vec<String> {
    let mut lines = vec![organisation.name.clone()];
    lines.extend(organisation.address.as_ref().map(one_line));
    lines.extend(telecoms(&organisation.telecoms, language));
    lines
}

pub(super) fn dentist(dentist: &Dentist, language: Language) -> Vec<String> {
    let mut lines: Vec<String> = dentist.person.iter().map(ToString::to_string).collect();
    lines.extend(organisation(&dentist.clinic, language));
    lines
}

pub(super) fn coverage_group(group: &CoverageGroup, language: Language) -> Vec<String> {
    let label = language.pick("Gruppe", "Group");
    vec![match group {
        CoverageGroup::Group1 | CoverageGroup::Group2 => format!("{label} {}", group.as_str()),
        CoverageGroup::Other(told) => told.clone(),
    }]
}

/// The text of a code, with the code itself.
pub(super) fn coded(code: &Code) -> String {
    match code.display.as_deref().filter(|text| !text.trim().is_empty()) {
        Some(text) => format!("{text} ({})", code.code),
        None => code.code.clone(),
    }
}

/// Organisation and person.
pub(super) fn participant(it: &Participant) -> String {
    let person = it.person.as_ref().map(ToString::to_string);
    let both = [Some(it.organisation.name.clone()), person];
    let told = both.into_iter().flatten().filter(|part| !part.trim().is_empty());
    told.collect::<Vec<_>>().join(", ")
}

/// A time as exactly as it was told, and no more.
pub(super) fn clinical_time(time: ClinicalTime, language: Language) -> String {
    match time {
        ClinicalTime::Year(year) => year.to_string(),
        ClinicalTime::Month(day) => format!("{} {}", language.month(day), day.year()),
        ClinicalTime::Day(day) => language.date(day),
        ClinicalTime::Moment(time) => language.moment(time),
    }
}

pub(super) fn timing(timing: Timing, language: Language) -> String {
    match timing {
        Timing::At(time) => clinical_time(time, language),
        Timing::Span { from, to } => {
            let part = |word: &str, time: ClinicalTime| format!("{word} {}", clinical_time(time, language));
            let from = from.map(|time| part(language.pick("fra", "from"), time));
            let to = to.map(|time| part(language.pick("til", "until"), time));
            from.into_iter().chain(to).collect::<Vec<_>>().join(" ")
        }
    }
}
