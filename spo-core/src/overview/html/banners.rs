//! What the page does not show: first, and impossible to overlook.

use super::markup::Markup;
use crate::overview::words::capitalised;
use crate::overview::{Cause, Language, Missing, Overview, Withheld};

pub(super) fn write(overview: &Overview, language: Language, html: &mut Markup) {
    if overview.is_complete() {
        return;
    }
    html.inside(
        "section",
        &[("class", "gaps"), ("aria-labelledby", "gaps")],
        |html| {
            let heading = language.pick("Overblikket er ikke komplet", "This overview is not complete");
            html.element("h2", &[("id", "gaps")], heading);
            if !overview.missing.is_empty() {
                missing(&overview.missing, language, html);
            }
            if !overview.withheld.is_empty() {
                withheld(&overview.withheld, language, html);
            }
        },
    );
}

fn missing(missing: &[Missing], language: Language, html: &mut Markup) {
    html.inside("div", &[("class", "gap missing")], |html| {
        let heading = language.pick("Noget kunne ikke hentes", "Something could not be fetched");
        html.element("h3", &[], heading);
        html.inside("ul", &[], |html| {
            for one in missing {
                html.inside("li", &[], |html| each(one, language, html));
            }
        });
    });
}

fn each(missing: &Missing, language: Language, html: &mut Markup) {
    let what = capitalised(&missing.what(language));
    let cause = capitalised(missing.cause.words(language));
    html.running("p", &[], |html| {
        html.element("strong", &[], &format!("{what}."));
        html.text(&format!(" {cause}. "));
        html.element("b", &[], advice(missing, language));
    });
    if !missing.documents.is_empty() {
        html.inside("ul", &[("class", "documents")], |html| {
            for document in &missing.documents {
                html.element("li", &[], &document.line(language));
            }
        });
    }
    let [source, code] = language.pick(["Kilde", "fejlkode"], ["Source", "error code"]);
    let text = format!("{source}: {} · {code}: {}", missing.source, missing.code);
    html.element("p", &[("class", "quiet")], &text);
}

/// Whether a retry helps, and who can help when it does not.
fn advice(missing: &Missing, language: Language) -> &'static str {
    match (missing.retryable, missing.cause) {
        (true, _) => language.pick("Prøv igen om lidt.", "Try again in a moment."),
        (false, Cause::Denied) => language.pick(
            "Det hjælper ikke at prøve igen: kontakt den, der giver adgang.",
            "Trying again does not help: ask whoever gives access.",
        ),
        (false, _) => language.pick(
            "Det hjælper ikke at prøve igen: giv fejlkoden til systemets support.",
            "Trying again does not help: give the error code to the system's support.",
        ),
    }
}

/// Where something may be blocked, and no more: not what, and not by whom.
fn withheld(withheld: &[Withheld], language: Language, html: &mut Markup) {
    html.inside("div", &[("class", "gap withheld")], |html| {
        let heading = language.pick("Noget kan være spærret", "Something may be blocked");
        html.element("h3", &[], heading);
        let text = language.pick(
            "En kilde har oplyst, at den kan holde oplysninger tilbage på grund af spærring. Hvad det er, oplyses ikke, og det \
             hjælper ikke at prøve igen.",
            "A source has said that it may hold information back because of a block. What it is, is not told, and trying again \
             does not help.",
        );
        html.element("p", &[], text);
        let mut sources: Vec<String> =
            withheld.iter().map(|it| format!("{} ({})", it.source, language.kinds(&it.kinds))).collect();
        sources.dedup();
        let label = language.pick("Kilde", "Source");
        html.element("p", &[("class", "quiet")], &format!("{label}: {}", sources.join(", ")));
    });
}
