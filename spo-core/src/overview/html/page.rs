//! The page: its head, and the order of its parts.

use super::markup::Markup;
use super::{banners, care_plans, diagnoses, patient, stamkort, timeline};
use crate::overview::words::capitalised;
use crate::overview::{Kind, Language, Overview, Place};

const STYLE: &str = include_str!("style.css");

/// Whatever a text in the page may try, a browser runs and fetches nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// About what an appointment takes.
const APPOINTMENT_BYTES: usize = 2048;

pub(super) fn render(overview: &Overview, language: Language) -> String {
    let mut html = Markup::with_capacity(32_768 + APPOINTMENT_BYTES * overview.appointments.len());
    let tag = language.tag();
    let attributes = [
        ("xmlns", "http://www.w3.org/1999/xhtml"),
        ("lang", tag),
        ("xml:lang", tag),
    ];
    html.inside("html", &attributes, |html| {
        head(language, html);
        html.inside("body", &[], |html| body(overview, language, html));
    });
    format!("<!DOCTYPE html>\n{}", html.finish())
}

fn head(language: Language, html: &mut Markup) {
    html.inside("head", &[], |html| {
        html.void("meta", &[("charset", "utf-8")]);
        html.void(
            "meta",
            &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)],
        );
        html.void(
            "meta",
            &[
                ("name", "viewport"),
                ("content", "width=device-width, initial-scale=1"),
            ],
        );
        html.void("meta", &[("name", "referrer"), ("content", "no-referrer")]);
        html.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
        html.element("title", &[], language.pick("Patientoverblik", "Patient overview"));
        html.style(STYLE);
    });
}

fn body(overview: &Overview, language: Language, html: &mut Markup) {
    patient::write(overview, language, html);
    html.inside("main", &[], |html| {
        banners::write(overview, language, html);
        contents(overview, language, html);
        html.inside("div", &[("class", "columns")], |html| {
            html.inside("div", &[], |html| {
                timeline::write(overview, language, html);
                care_plans::write(overview, language, html);
            });
            html.inside("div", &[], |html| {
                stamkort::write(overview, language, html);
                diagnoses::write(overview, language, html);
            });
        });
    });
    html.inside("footer", &[], |html| {
        let text = language.pick(
            "Overblikket viser det, som kilderne deler. Der kan være oplysninger, som ikke deles.",
            "The overview shows what the sources share. There may be information that is not shared.",
        );
        html.element("p", &[], text);
        let sources: Vec<String> = overview
            .sources
            .iter()
            .map(|source| format!("{} ({})", source.name, language.kinds(&source.kinds)))
            .collect();
        if !sources.is_empty() {
            let label = language.pick("Spurgte kilder", "Sources asked");
            html.element("p", &[], &format!("{label}: {}.", sources.join("; ")));
        }
    });
}

/// Links to the parts, for those who would have to scroll.
fn contents(overview: &Overview, language: Language, html: &mut Markup) {
    let label = language.pick("Indhold", "Contents");
    html.inside("nav", &[("aria-label", label)], |html| {
        html.inside("ul", &[], |html| {
            for kind in [
                Kind::Appointments,
                Kind::CarePlans,
                Kind::MasterData,
                Kind::Diagnoses,
            ] {
                if overview.concerns(kind) {
                    let number = match overview.number_of(kind) {
                        0 => String::new(),
                        number => format!(" ({number})"),
                    };
                    let text = format!("{}{number}", title(kind, language));
                    let link = format!("#{}", id(kind));
                    html.inside("li", &[], |html| html.element("a", &[("href", &link)], &text));
                }
            }
        });
    });
}

/// The name of a part within the page.
pub(super) fn id(kind: Kind) -> &'static str {
    match kind {
        Kind::Appointments => "appointments",
        Kind::MasterData => "master-data",
        Kind::CarePlans => "care-plans",
        Kind::Diagnoses => "diagnoses",
    }
}

pub(super) fn title(kind: Kind, language: Language) -> String {
    capitalised(&language.kinds(&[kind].into()))
}

/// A part of the page beside the timeline, when it was asked for. Only an answer without gaps may say that there is
/// nothing.
pub(super) fn part(
    overview: &Overview,
    kind: Kind,
    language: Language,
    html: &mut Markup,
    content: impl FnOnce(&mut Markup),
) {
    if !overview.concerns(kind) {
        return;
    }
    html.inside(
        "section",
        &[("class", "part"), ("aria-labelledby", id(kind))],
        |html| {
            html.element("h2", &[("id", id(kind))], &title(kind, language));
            if overview.number_of(kind) > 0 {
                content(html);
            } else if overview.has_gaps_of(kind) {
                let text = language.pick(
                    "Der er intet at vise: se øverst, hvad der mangler.",
                    "There is nothing to show: see above what is missing.",
                );
                html.element("p", &[("class", "none")], text);
            } else {
                let text = language.pick("Kilderne deler ikke noget.", "The sources share nothing.");
                html.element("p", &[("class", "none")], text);
            }
        },
    );
}

/// A labelled line, when there is something to say.
pub(super) fn fact(label: &str, value: &str, html: &mut Markup) {
    if !value.trim().is_empty() {
        html.inside("div", &[], |html| {
            html.element("dt", &[], label);
            html.element("dd", &[], value);
        });
    }
}

/// The names of the sources, each once.
pub(super) fn sources(places: &[Place]) -> String {
    let mut names: Vec<&str> = places.iter().map(|place| place.source.as_str()).collect();
    names.dedup();
    names.join(", ")
}

/// Where a document comes from. One made on demand tells how things were when it was fetched, so it says when.
pub(super) fn from(places: &[Place], language: Language) -> String {
    let source = format!("{}: {}", language.pick("Kilde", "Source"), sources(places));
    let made = places.iter().filter(|place| place.on_demand);
    match made.map(|place| place.fetched).max() {
        Some(time) => format!(
            "{source} · {} {}",
            language.pick("hentet", "fetched"),
            language.moment(time)
        ),
        None => source,
    }
}

impl Overview {
    /// Whether it was to tell of `kind`.
    pub(super) fn concerns(&self, kind: Kind) -> bool {
        self.sources.iter().any(|source| source.kinds.contains(&kind))
            || self.missing.iter().any(|missing| missing.kinds.contains(&kind))
            || self.number_of(kind) > 0
    }

    /// Whether something of `kind` may exist that is not shown.
    fn has_gaps_of(&self, kind: Kind) -> bool {
        self.missing.iter().any(|missing| missing.kinds.contains(&kind))
            || self
                .withheld
                .iter()
                .any(|withheld| withheld.kinds.contains(&kind))
    }

    fn number_of(&self, kind: Kind) -> usize {
        match kind {
            Kind::Appointments => self.appointments.len(),
            Kind::MasterData => self.master_data.len(),
            Kind::CarePlans => self.care_plans.len(),
            Kind::Diagnoses => self.diagnoses.len(),
        }
    }
}
