//! The master data (stamkort): each item with its source and the time it was last changed.

use super::markup::Markup;
use super::values::{
    address, coverage_group, custody, dentist, organisation, origin, relative, telecoms, temporary,
};
use crate::model::{GeneralPractitioner, MasterData, Registration, ResuscitationOptOut, Sourced};
use crate::overview::{Kind, Language, Overview};

pub(super) fn write(overview: &Overview, language: Language, html: &mut Markup) {
    if !overview.concerns(Kind::MasterData) {
        return;
    }
    let title = language.pick("Stamkort", "Master data");
    if overview.master_data.is_empty() {
        let attributes = [("class", "stamkort"), ("aria-labelledby", "master-data")];
        html.inside("section", &attributes, |html| {
            html.element("h2", &[("id", "master-data")], title);
            html.element("p", &[("class", "none")], nothing(overview, language));
        });
    }
    let several = overview.master_data.len() > 1;
    for (at, placed) in overview.master_data.iter().enumerate() {
        let id = if at == 0 {
            "master-data".to_owned()
        } else {
            format!("master-data-{}", at + 1)
        };
        html.inside(
            "section",
            &[("class", "stamkort"), ("aria-labelledby", &id)],
            |html| {
                let heading = match several {
                    true => format!("{title} {}/{}", at + 1, overview.master_data.len()),
                    false => title.to_owned(),
                };
                html.element("h2", &[("id", &id)], &heading);
                if several {
                    let text = language.pick(
                        "Kilderne oplyser forskelligt.",
                        "The sources tell different things.",
                    );
                    html.element("p", &[("class", "mark")], text);
                }
                card(&placed.read.master_data, Card { language, html });
                let mut sources: Vec<&str> =
                    placed.places.iter().map(|place| place.source.as_str()).collect();
                sources.dedup();
                let made = placed
                    .read
                    .master_data
                    .generated
                    .map(|time| language.moment(time));
                let unknown = language.pick("ukendt tidspunkt", "unknown time").to_owned();
                let [put_together, from] =
                    language.pick(["Sammensat", "hentet fra"], ["Put together", "fetched from"]);
                let text = format!(
                    "{put_together} {}, {from} {}",
                    made.unwrap_or(unknown),
                    sources.join(", ")
                );
                html.element("p", &[("class", "quiet")], &text);
            },
        );
    }
}

fn nothing(overview: &Overview, language: Language) -> &'static str {
    if overview.has_gaps_of(Kind::MasterData) {
        language.pick(
            "Stamkortet kunne ikke vises: se øverst, hvad der mangler.",
            "The master data cannot be shown: see above what is missing.",
        )
    } else {
        language.pick("Der er ikke fundet et stamkort.", "No master data was found.")
    }
}

/// The words for an opt-out of resuscitation. What is not known is never a no.
pub(super) fn resuscitation_words(value: ResuscitationOptOut, language: Language) -> &'static str {
    match value {
        ResuscitationOptOut::OptedOut => language.pick(
            "Har fravalgt genoplivningsforsøg ved hjertestop",
            "Has opted out of resuscitation at cardiac arrest",
        ),
        ResuscitationOptOut::NotOptedOut => language.pick(
            "Har ikke fravalgt genoplivningsforsøg ved hjertestop",
            "Has not opted out of resuscitation at cardiac arrest",
        ),
        ResuscitationOptOut::Unavailable => language.pick(
            "Det vides ikke, om genoplivning er fravalgt: registret svarer ikke lige nu. Prøv igen.",
            "It is not known whether resuscitation is opted out of: the register does not answer now. Try again.",
        ),
        ResuscitationOptOut::NotInDocument => language.pick(
            "Det vides ikke, om genoplivning er fravalgt: stamkortet oplyser det ikke.",
            "It is not known whether resuscitation is opted out of: the master data does not tell.",
        ),
    }
}

fn registration_words(value: Registration, language: Language) -> &'static str {
    match value {
        Registration::PositionRegistered => language.pick(
            "Der er registreret en stillingtagen. Hvilken oplyses ikke.",
            "A position is registered. Which is not told.",
        ),
        Registration::NoPositionRegistered => language.pick(
            "Der er ikke registreret en stillingtagen.",
            "No position is registered.",
        ),
        Registration::Unavailable => language.pick("Kan ikke oplyses lige nu.", "Not available now."),
    }
}

fn card(data: &MasterData, mut card: Card<'_>) {
    let language = card.language;
    card.group(
        language.pick("Fravalg og registreringer", "Opt-outs and registrations"),
        |card| {
            let label = language.pick("Genoplivning ved hjertestop", "Resuscitation at cardiac arrest");
            card.item(label, &data.resuscitation_opt_out, |it| {
                vec![resuscitation_words(*it, language).to_owned()]
            });
            for (label, registration) in [
                (
                    language.pick("Organdonation", "Organ donation"),
                    &data.organ_donor_registration,
                ),
                (
                    language.pick("Behandlingstestamente", "Treatment will"),
                    &data.treatment_will_registration,
                ),
                (
                    language.pick("Livstestamente", "Living will"),
                    &data.living_will_registration,
                ),
            ] {
                card.item_or_not_told(label, registration, |it| {
                    vec![registration_words(*it, language).to_owned()]
                });
            }
        },
    );
    card.group(language.pick("Bopæl og kontakt", "Home and contact"), |card| {
        card.item(
            language.pick("Adresse", "Address"),
            &data.name_and_address,
            |it| address(&it.address, language),
        );
        if let Some(stay) = &data.temporary_address {
            card.item(
                language.pick("Midlertidig adresse", "Temporary address"),
                stay,
                |it| temporary(it, language),
            );
        }
        let label = language.pick("Telefon", "Phone");
        card.item_or_not_told(label, &data.contact, |it| telecoms(it, language));
        let label = language.pick("Sprog", "Language");
        card.item_or_not_told(label, &data.language, |it| {
            vec![it.display.clone().unwrap_or_else(|| it.code.clone())]
        });
    });
    card.group(language.pick("Pårørende", "Relatives"), |card| {
        for it in &data.relatives {
            let relation = it.value.relation.as_ref().and_then(|it| it.display.as_deref());
            let label = relation.unwrap_or(language.pick("Pårørende", "Relative"));
            card.item(label, it, |it| relative(it, language));
        }
        if data.relatives.is_empty() {
            card.not_told(language.pick("Pårørende", "Relatives"));
        }
        for (label, list) in [
            (
                language.pick("Forældremyndighed over", "Custody of"),
                &data.children_in_custody,
            ),
            (
                language.pick("Forældremyndighedsindehaver", "Custody holder"),
                &data.custody_holders,
            ),
        ] {
            for it in list {
                card.item(label, it, |it| custody(it, language));
            }
        }
    });
    card.group(language.pick("Læge og tandlæge", "Doctor and dentist"), |card| {
        let label = language.pick("Egen læge", "General practitioner");
        match &data.general_practitioner {
            GeneralPractitioner::Practice(practice) => {
                card.row(label, &organisation(practice, language), None)
            }
            GeneralPractitioner::None => {
                card.row(
                    label,
                    &[language
                        .pick("Ikke tilmeldt en læge", "Not assigned to one")
                        .to_owned()],
                    None,
                );
            }
            GeneralPractitioner::Unknown => card.not_told(label),
        }
        let label = language.pick("Sygesikringsgruppe", "Coverage group");
        card.item_or_not_told(label, &data.coverage_group, |it| coverage_group(it, language));
        if let Some(it) = &data.dentist {
            card.item(language.pick("Tandlæge", "Dentist"), it, |it| {
                dentist(it, language)
            });
        }
    });
    if !data.other.is_empty() {
        card.group(language.pick("Andet", "Other"), |card| {
            for it in &data.other {
                let told = it
                    .value
                    .code
                    .as_ref()
                    .map(|it| it.display.as_deref().unwrap_or(&it.code));
                card.item(told.unwrap_or(language.pick("Oplysning", "Item")), it, |it| {
                    it.values.clone()
                });
            }
        });
    }
}

/// Where items are written.
struct Card<'m> {
    language: Language,
    html: &'m mut Markup,
}

impl Card<'_> {
    fn group(&mut self, heading: &str, rows: impl FnOnce(&mut Card<'_>)) {
        let language = self.language;
        self.html.element("h3", &[], heading);
        self.html
            .inside("dl", &[], |html| rows(&mut Card { language, html }));
    }

    fn item<T>(&mut self, label: &str, item: &Sourced<T>, lines: impl FnOnce(&T) -> Vec<String>) {
        let origin = origin(&item.origin, self.language);
        let changed = match item.changed {
            Some(time) => self.language.moment(time),
            None => self.language.pick("ikke oplyst", "not told").to_owned(),
        };
        let last = self.language.pick("sidst ændret", "last changed");
        self.row(
            label,
            &lines(&item.value),
            Some(&format!("{origin} · {last}: {changed}")),
        );
    }

    fn item_or_not_told<T>(
        &mut self,
        label: &str,
        item: &Option<Sourced<T>>,
        lines: impl FnOnce(&T) -> Vec<String>,
    ) {
        match item {
            Some(item) => self.item(label, item, lines),
            None => self.not_told(label),
        }
    }

    fn not_told(&mut self, label: &str) {
        self.row(label, &[], None);
    }

    fn row(&mut self, label: &str, lines: &[String], origin: Option<&str>) {
        let not_told = self.language.pick("Ikke oplyst", "Not told");
        self.html.inside("div", &[], |html| {
            html.element("dt", &[], label);
            let mut lines = lines.iter().filter(|line| !line.trim().is_empty()).peekable();
            if lines.peek().is_none() {
                html.element("dd", &[("class", "quiet")], not_told);
            }
            for line in lines {
                html.element("dd", &[], line);
            }
            if let Some(origin) = origin {
                html.element("dd", &[("class", "origin")], origin);
            }
        });
    }
}
