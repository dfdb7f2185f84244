//! The page: its head, and the order of its parts.

use super::markup::Markup;
use super::{banners, patient, stamkort, timeline};
use crate::overview::{Kind, Language, Overview};

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
            timeline::write(overview, language, html);
            html.inside("div", &[("class", "side")], |html| {
                stamkort::write(overview, language, html);
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
            let mut link = |to: &str, text: &str| {
                html.inside("li", &[], |html| html.element("a", &[("href", to)], text));
            };
            let appointments = language.pick("Aftaler", "Appointments");
            link(
                "#appointments",
                &format!("{appointments} ({})", overview.appointments.len()),
            );
            if overview.concerns(Kind::MasterData) {
                link("#master-data", language.pick("Stamkort", "Master data"));
            }
        });
    });
}

impl Overview {
    /// Whether it was to tell of `kind`.
    pub(super) fn concerns(&self, kind: Kind) -> bool {
        self.sources.iter().any(|source| source.kinds.contains(&kind))
            || self.missing.iter().any(|missing| missing.kinds.contains(&kind))
            || (kind == Kind::MasterData && !self.master_data.is_empty())
    }

    /// Whether something of `kind` may exist that is not shown.
    pub(super) fn has_gaps_of(&self, kind: Kind) -> bool {
        self.missing.iter().any(|missing| missing.kinds.contains(&kind))
            || self
                .withheld
                .iter()
                .any(|withheld| withheld.kinds.contains(&kind))
    }
}
