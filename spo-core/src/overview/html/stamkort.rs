//! The master data (stamkort): each item with its source and the time it was last changed.

use super::markup::Markup;
use super::page;
use super::values::{
    address, child, coverage_group, custody_holder, dentist, organisation, origin, relative, telecoms,
    temporary,
};
use crate::model::{GeneralPractitioner, MasterData, Origin, Registration, ResuscitationOptOut, Sourced};
use crate::overview::{Kind, Language, Overview};

pub(super) fn write(overview: &Overview, language: Language, html: &mut Markup) {
    let cards = &overview.master_data;
    page::part(overview, Kind::MasterData, language, html, |html| {
        if cards.len() > 1 {
            let text = language.pick(
                "Kilderne oplyser forskelligt. Hvert stamkort vises for sig.",
                "The sources tell different things. Each master data is shown on its own.",
            );
            html.element("p", &[("class", "mark")], text);
        }
        for placed in cards {
            html.inside("article", &[("class", "card stamkort")], |html| {
                let data = &placed.read.master_data;
                card(data, Card { language, html });
                let made = data.generated.map(|time| language.moment(time));
                let unknown = language.pick("ukendt tidspunkt", "unknown time").to_owned();
                let put_together = language.pick("Sammensat", "Put together");
                let from = page::from(&placed.places, language);
                let text = format!("{put_together} {} · {from}", made.unwrap_or(unknown));
                html.element("p", &[("class", "quiet")], &text);
            });
        }
    });
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
        for it in &data.children_in_custody {
            let label = language.pick("Forældremyndighed over", "Custody of");
            card.item(label, it, |it| child(it, language));
        }
        for it in &data.custody_holders {
            let label = language.pick("Forældremyndighedsindehaver", "Custody holder");
            card.item(label, it, |it| custody_holder(it, language));
        }
    });
    card.group(language.pick("Læge og tandlæge", "Doctor and dentist"), |card| {
        let label = language.pick("Egen læge", "General practitioner");
        // It stands in the document's header, which tells the source of nothing.
        let gp = Sourced {
            value: &data.general_practitioner,
            origin: Origin::default(),
            changed: None,
            id: None,
        };
        card.item(label, &gp, |it| match it {
            GeneralPractitioner::Practice(practice) => organisation(practice, language),
            GeneralPractitioner::None => {
                vec![
                    language
                        .pick("Ikke tilmeldt en læge", "Not assigned to one")
                        .to_owned(),
                ]
            }
            GeneralPractitioner::Unknown => Vec::new(),
        });
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
