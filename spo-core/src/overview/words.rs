//! What people read, in Danish and English.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Cause, Kind, Missing, MissingDocument, Step, Withheld};
use crate::model::{AppointmentTime, DanishTime};

/// The language of what people read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Language {
    /// Danish.
    #[default]
    #[serde(rename = "da")]
    Danish,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The language's tag (BCP 47).
    pub fn tag(self) -> &'static str {
        self.pick("da", "en")
    }

    /// The one of the two that is in this language.
    pub(crate) fn pick<T>(self, danish: T, english: T) -> T {
        match self {
            Self::Danish => danish,
            Self::English => english,
        }
    }

    /// A day: `ons 1. apr 2026`, `Wed 1 Apr 2026`.
    pub(crate) fn day(self, date: NaiveDate) -> String {
        let [weekday, month] = [self.weekday(date), self.month(date)].map(short);
        let point = self.pick(".", "");
        format!("{weekday} {}{point} {month} {}", date.day(), date.year())
    }

    /// A day in full: `onsdag 1. april 2026`, `Wednesday 1 April 2026`.
    pub(crate) fn long_day(self, date: NaiveDate) -> String {
        format!("{} {}", self.weekday(date), self.date(date))
    }

    /// A day without its weekday: `1. april 2026`, `1 April 2026`.
    pub(crate) fn date(self, date: NaiveDate) -> String {
        let point = self.pick(".", "");
        format!("{}{point} {} {}", date.day(), self.month(date), date.year())
    }

    /// A moment: `1. april 2026 kl. 10:00`, `1 April 2026 at 10:00`.
    pub(crate) fn moment(self, time: DanishTime) -> String {
        let at = self.pick("kl.", "at");
        format!("{} {at} {}", self.date(time.date()), time.clock().format("%H:%M"))
    }

    fn weekday(self, date: NaiveDate) -> &'static str {
        const DAYS: [[&str; 2]; 7] = [
            ["mandag", "Monday"],
            ["tirsdag", "Tuesday"],
            ["onsdag", "Wednesday"],
            ["torsdag", "Thursday"],
            ["fredag", "Friday"],
            ["lørdag", "Saturday"],
            ["søndag", "Sunday"],
        ];
        self.name(&DAYS, date.weekday().num_days_from_monday())
    }

    /// The month: `april`, `April`.
    pub(crate) fn month(self, date: NaiveDate) -> &'static str {
        const MONTHS: [[&str; 2]; 12] = [
            ["januar", "January"],
            ["februar", "February"],
            ["marts", "March"],
            ["april", "April"],
            ["maj", "May"],
            ["juni", "June"],
            ["juli", "July"],
            ["august", "August"],
            ["september", "September"],
            ["oktober", "October"],
            ["november", "November"],
            ["december", "December"],
        ];
        self.name(&MONTHS, date.month0())
    }

    fn name(self, names: &[[&'static str; 2]], at: u32) -> &'static str {
        let both = usize::try_from(at).ok().and_then(|at| names.get(at).copied());
        both.map_or("", |[danish, english]| self.pick(danish, english))
    }

    /// The clock part of a time: `10:00-10:30`, `10:00-tor 2. apr 2026 08:00`.
    pub(crate) fn clock(self, start: DanishTime, end: Option<DanishTime>) -> String {
        let clock = |time: DanishTime| time.clock().format("%H:%M").to_string();
        match end {
            None => clock(start),
            Some(end) if end.date() == start.date() => format!("{}-{}", clock(start), clock(end)),
            Some(end) => format!(
                "{} {} {} {}",
                clock(start),
                self.pick("til", "to"),
                self.day(end.date()),
                clock(end)
            ),
        }
    }

    /// A time on its day: `10:00-10:30`, `ca. 07:00-09:00`, `uden klokkeslæt`.
    pub(crate) fn time(self, time: &AppointmentTime) -> String {
        match time {
            AppointmentTime::Day { .. } => self.pick("uden klokkeslæt", "no time set").to_owned(),
            AppointmentTime::At { start, end } => self.clock(*start, *end),
            AppointmentTime::Window { start, end, .. } => {
                format!("{} {}", self.pick("ca.", "approx."), self.clock(*start, *end))
            }
        }
    }

    /// The kinds, joined: `aftaler, stamkort`.
    pub(crate) fn kinds(self, kinds: &BTreeSet<Kind>) -> String {
        let name = |kind: &Kind| match kind {
            Kind::Appointments => self.pick("aftaler", "appointments"),
            Kind::MasterData => self.pick("stamkort", "master data"),
            Kind::CarePlans => self.pick("forløbsplaner", "care plans"),
            Kind::Diagnoses => self.pick("diagnoser", "diagnoses"),
        };
        kinds.iter().map(name).collect::<Vec<_>>().join(", ")
    }
}

/// The first three letters: what Danish and English shorten days and months to.
fn short(name: &str) -> &str {
    let end = name.char_indices().nth(3).map_or(name.len(), |(at, _)| at);
    name.get(..end).unwrap_or(name)
}

/// With a capital first letter, as a sentence begins.
pub(crate) fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

impl Withheld {
    /// The sentence that says it.
    pub fn sentence(&self, language: Language) -> String {
        let kinds = language.kinds(&self.kinds);
        language.pick(
            format!("{}: noget kan være spærret ({kinds})", self.source),
            format!("{}: something may be blocked ({kinds})", self.source),
        )
    }
}

impl Missing {
    /// What is missing: `aftaler mangler`, `2 dokumenter mangler (aftaler)`.
    pub(crate) fn what(&self, language: Language) -> String {
        let kinds = language.kinds(&self.kinds);
        match (self.step, self.documents.len()) {
            _ if self.cause == Cause::Unverified => language.pick(
                format!("{kinds}: intet fundet"),
                format!("{kinds}: nothing found"),
            ),
            (Step::Search, _) => language.pick(format!("{kinds} mangler"), format!("{kinds} are missing")),
            (_, 0 | 1) => language.pick(
                format!("1 dokument mangler ({kinds})"),
                format!("1 document is missing ({kinds})"),
            ),
            (_, n) => language.pick(
                format!("{n} dokumenter mangler ({kinds})"),
                format!("{n} documents are missing ({kinds})"),
            ),
        }
    }

    /// The sentence that says what is missing, from where, why, and whether to try again.
    pub fn sentence(&self, language: Language) -> String {
        let what = self.what(language);
        let again = match self.retryable {
            true => language.pick(" Prøv igen.", " Try again."),
            false => "",
        };
        format!("{}: {what}: {}.{again}", self.source, self.cause.words(language))
    }
}

impl Cause {
    pub(crate) fn words(self, language: Language) -> &'static str {
        let (danish, english) = match self {
            Self::Unavailable => ("kilden kan ikke nås", "the source cannot be reached"),
            Self::TooSlow => ("kilden svarede ikke i tide", "the source did not answer in time"),
            Self::Partial => (
                "kilden svarede kun delvist, der kan være mere",
                "the source answered in part only, there may be more",
            ),
            Self::Denied => ("kilden gav ikke adgang", "the source refused access"),
            Self::Refused => ("kilden afviste forespørgslen", "the source refused the request"),
            Self::NotDelivered => ("dokumentet blev ikke udleveret", "the document was not delivered"),
            Self::Unreadable => ("svaret kunne ikke læses", "the answer could not be read"),
            Self::OtherPatient => (
                "svaret handler om en anden patient og vises ikke",
                "the answer is about another patient and is not shown",
            ),
            Self::Setup => ("opsætningen er forkert", "the set-up is wrong"),
            Self::Internal => ("der er en fejl i programmet", "there is a defect in the program"),
            Self::Unverified => (
                "om noget er spærret, vides ikke",
                "whether something is blocked is not known",
            ),
        };
        language.pick(danish, english)
    }
}

impl MissingDocument {
    /// What is known of it, in one line: `ons 1. apr 2026 10:00, Røntgenambulatoriet`.
    pub fn line(&self, language: Language) -> String {
        let when = self.start.map(|start| {
            format!(
                "{} {}",
                language.day(start.date()),
                language.clock(start, self.end)
            )
        });
        let unknown = || language.pick("ukendt tidspunkt", "unknown time").to_owned();
        match &self.organisation {
            Some(organisation) => format!("{}, {organisation}", when.unwrap_or_else(unknown)),
            None => when.unwrap_or_else(unknown),
        }
    }
}
