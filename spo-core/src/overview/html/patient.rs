//! Whose page it is, and what must be known at once.

use super::markup::Markup;
use super::stamkort::resuscitation_words;
use crate::model::{Gender, PersonName, Protectable, ResuscitationOptOut};
use crate::overview::{Kind, Language, Overview};

pub(super) fn write(overview: &Overview, language: Language, html: &mut Markup) {
    html.inside("header", &[], |html| {
        html.element(
            "p",
            &[("class", "kind")],
            language.pick("Patientoverblik", "Patient overview"),
        );
        let name = match name(overview) {
            Protectable::Known(name) => name.to_string(),
            Protectable::Protected => language
                .pick("Navnet er beskyttet", "The name is protected")
                .to_owned(),
            Protectable::Unknown => language
                .pick("Navnet kendes ikke", "The name is not known")
                .to_owned(),
        };
        html.element("h1", &[], &name);
        html.running("p", &[("class", "identity")], |html| {
            html.inside("strong", &[], |html| {
                html.text("CPR ");
                html.number_of_the_patient(overview.cpr);
            });
            html.text(&who(overview, language));
        });
        if overview.address_protected || name_is_protected(overview) {
            let text = language.pick(
                "Navne- og adressebeskyttelse: oplys ikke navn eller adresse til andre.",
                "Name and address protection: tell nobody the name or address.",
            );
            html.element("p", &[("class", "protected")], text);
        }
        resuscitation(overview, language, html);
        html.element("p", &[("class", "made")], &made(overview, language));
    });
}

/// The name by the master data; without one, by the appointment that begins last. Who has an address to protect has a
/// name to protect.
fn name(overview: &Overview) -> Protectable<PersonName> {
    if overview.address_protected || name_is_protected(overview) {
        return Protectable::Protected;
    }
    let told = overview
        .master_data
        .iter()
        .find_map(|it| it.read.master_data.name_and_address.value.name.known());
    told.or_else(|| {
        overview
            .appointments
            .last()
            .map(|it| &it.appointment().patient.name)
    })
    .cloned()
    .into()
}

fn name_is_protected(overview: &Overview) -> bool {
    overview
        .master_data
        .iter()
        .any(|it| it.read.master_data.is_protected())
}

/// Gender and age, as far as the master data or the number tell.
fn who(overview: &Overview, language: Language) -> String {
    let data = overview.master_data.first().map(|it| &it.read.master_data);
    let gender = data
        .and_then(|it| it.gender)
        .unwrap_or_else(|| overview.cpr.gender());
    let birth = data
        .and_then(|it| it.birth_date)
        .unwrap_or_else(|| overview.cpr.birth_date());
    let mut text = match gender {
        Gender::Female => language.pick(" · Kvinde", " · Female"),
        Gender::Male => language.pick(" · Mand", " · Male"),
        Gender::Undifferentiated => "",
    }
    .to_owned();
    if let Some(years) = overview.made.date().years_since(birth) {
        text.push_str(&format!(" · {years} {}", language.pick("år", "years")));
    }
    text
}

/// Said even when it is not known: silence would read as a no.
fn resuscitation(overview: &Overview, language: Language, html: &mut Markup) {
    if !overview.concerns(Kind::MasterData) {
        return;
    }
    let told: Vec<ResuscitationOptOut> = overview
        .master_data
        .iter()
        .map(|it| it.read.master_data.resuscitation_opt_out.value)
        .collect();
    let agree = told.windows(2).all(|two| two[0] == two[1]);
    let (class, text) = match told.first() {
        Some(ResuscitationOptOut::NotOptedOut) if agree => return,
        Some(value) if agree => {
            let is_opted_out = matches!(value, ResuscitationOptOut::OptedOut);
            let class = if is_opted_out {
                "resuscitation opted-out"
            } else {
                "resuscitation"
            };
            (class, resuscitation_words(*value, language))
        }
        Some(_) => (
            "resuscitation opted-out",
            language.pick(
                "Kilderne oplyser forskelligt om fravalg af genoplivning. Se stamkortene.",
                "The sources differ on the opt-out of resuscitation. See the master data.",
            ),
        ),
        None => (
            "resuscitation",
            language.pick(
                "Det vides ikke, om genoplivning er fravalgt: stamkortet er ikke med.",
                "It is not known whether resuscitation is opted out of: there is no master data.",
            ),
        ),
    };
    html.element("p", &[("class", class)], text);
}

fn made(overview: &Overview, language: Language) -> String {
    let period = match (overview.period.first_day, overview.period.last_day) {
        (Some(first), Some(last)) => Some(format!("{} – {}", language.date(first), language.date(last))),
        (Some(first), None) => Some(format!(
            "{} {}",
            language.pick("fra", "from"),
            language.date(first)
        )),
        (None, Some(last)) => Some(format!(
            "{} {}",
            language.pick("til", "until"),
            language.date(last)
        )),
        (None, None) => None,
    };
    let fetched = format!(
        "{} {}",
        language.pick("Hentet", "Fetched"),
        language.moment(overview.made)
    );
    match period {
        Some(period) => format!(
            "{fetched} · {} {period}",
            language.pick("Aftaler", "Appointments")
        ),
        None => fetched,
    }
}
