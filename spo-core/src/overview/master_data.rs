//! Master data in lines of plain text: what it is, what it says, and who said it when.

use super::Language;
use crate::model::{
    Code, Custody, Dentist, GeneralPractitioner, MasterData, Organisation, Origin, OriginKind, PersonName,
    Protectable, Registration, Relative, ResuscitationOptOut, Sourced, Telecom, TemporaryAddress,
};

/// Lines under construction.
struct Lines {
    language: Language,
    lines: Vec<[String; 3]>,
}

/// What each line tells: the item, its value, its source and when that last changed. No CPR number and no protected name or
/// address is in it. Nothing that is absent is told as a no.
pub(super) fn lines(data: &MasterData, language: Language) -> Vec<[String; 3]> {
    let mut lines = Lines {
        language,
        lines: Vec::new(),
    };
    let own = &data.name_and_address;
    let name = lines.protectable(&own.value.name);
    let address = lines.protectable(&own.value.address);
    lines.sourced("Navn", "Name", own, name);
    lines.sourced("Adresse", "Address", own, address);
    let opt_out = &data.resuscitation_opt_out;
    let value = lines.resuscitation(opt_out.value);
    lines.sourced("Genoplivning", "Resuscitation", opt_out, Some(value));
    let practitioner = lines.practitioner(&data.general_practitioner);
    lines.line("Egen læge", "General practitioner", practitioner, String::new());
    for (danish, english, registration) in [
        ("Organdonation", "Organ donation", &data.organ_donor_registration),
        (
            "Behandlingstestamente",
            "Treatment will",
            &data.treatment_will_registration,
        ),
        ("Livstestamente", "Living will", &data.living_will_registration),
    ] {
        if let Some(registration) = registration {
            let value = lines.registration(registration.value);
            lines.sourced(danish, english, registration, Some(value));
        }
    }
    if let Some(group) = &data.coverage_group {
        let value = group.value.as_str().to_owned();
        lines.sourced("Sygesikringsgruppe", "Coverage group", group, Some(value));
    }
    lines.each("Telefon", "Phone", data.contact.as_slice(), |_, it| phones(it));
    lines.each(
        "Midlertidig adresse",
        "Temporary address",
        data.temporary_address.as_slice(),
        Lines::stay,
    );
    lines.each("Sprog", "Language", data.language.as_slice(), |_, it| code(it));
    lines.each("Pårørende", "Relative", &data.relatives, |_, it| relative(it));
    lines.each("Tandlæge", "Dentist", data.dentist.as_slice(), |_, it| {
        dentist(it)
    });
    lines.each(
        "Forældremyndighed over",
        "Custody of",
        &data.children_in_custody,
        Lines::custody,
    );
    lines.each(
        "Forældremyndighedsindehaver",
        "Custody holder",
        &data.custody_holders,
        Lines::custody,
    );
    lines.lines
}

impl Lines {
    fn line(&mut self, danish: &str, english: &str, value: Option<String>, source: String) {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            let label = self.language.pick(danish, english).to_owned();
            let cells = [label, value, source];
            self.lines
                .push(cells.map(|cell| crate::redact(&cell).into_owned()));
        }
    }

    fn sourced<T>(&mut self, danish: &str, english: &str, item: &Sourced<T>, value: Option<String>) {
        let mut source = self.source(&item.origin);
        if let Some(changed) = item.changed {
            if !source.is_empty() {
                source.push_str(", ");
            }
            source.push_str(&self.language.day(changed.date()));
        }
        self.line(danish, english, value, source);
    }

    fn each<T>(
        &mut self,
        danish: &str,
        english: &str,
        items: &[Sourced<T>],
        value: impl Fn(&Self, &T) -> Option<String>,
    ) {
        for item in items {
            let value = value(self, &item.value);
            self.sourced(danish, english, item, value);
        }
    }

    fn source(&self, origin: &Origin) -> String {
        if let Some(organisation) = &origin.organisation {
            return organisation.name.clone();
        }
        let (danish, english) = match origin.kind {
            OriginKind::Register => ("register", "register"),
            OriginKind::Citizen => ("borgeren", "the citizen"),
            OriginKind::Relative => ("pårørende", "a relative"),
            OriginKind::Professional => ("sundhedsperson", "a professional"),
            OriginKind::TypedIn => ("indtastet", "typed in"),
            OriginKind::Unknown => ("", ""),
        };
        self.language.pick(danish, english).to_owned()
    }

    fn protectable<T: std::fmt::Display>(&self, value: &Protectable<T>) -> Option<String> {
        match value {
            Protectable::Known(value) => Some(value.to_string()),
            Protectable::Protected => Some(self.language.pick("beskyttet", "protected").to_owned()),
            Protectable::Unknown => None,
        }
    }

    fn resuscitation(&self, value: ResuscitationOptOut) -> String {
        let (danish, english) = match value {
            ResuscitationOptOut::OptedOut => ("FRAVALGT ved hjertestop", "OPTED OUT at cardiac arrest"),
            ResuscitationOptOut::NotOptedOut => ("ikke fravalgt", "not opted out"),
            ResuscitationOptOut::Unavailable => ("midlertidigt utilgængelig", "unavailable for the moment"),
            ResuscitationOptOut::NotInDocument => ("ikke oplyst", "not told"),
        };
        self.language.pick(danish, english).to_owned()
    }

    /// Only that there is a position, never which.
    fn registration(&self, value: Registration) -> String {
        let (danish, english) = match value {
            Registration::PositionRegistered => ("stillingtagen registreret", "a position is registered"),
            Registration::NoPositionRegistered => ("ingen registreret", "none is registered"),
            Registration::Unavailable => ("midlertidigt utilgængelig", "unavailable for the moment"),
        };
        self.language.pick(danish, english).to_owned()
    }

    fn practitioner(&self, practitioner: &GeneralPractitioner) -> Option<String> {
        match practitioner {
            GeneralPractitioner::Practice(practice) => Some(organisation(practice)),
            GeneralPractitioner::None => Some(self.language.pick("ingen", "none").to_owned()),
            GeneralPractitioner::Unknown => None,
        }
    }

    fn stay(&self, stay: &TemporaryAddress) -> Option<String> {
        let mut text = self.protectable(&stay.address)?;
        let day = |label, day: Option<chrono::NaiveDate>| {
            day.map_or_else(String::new, |day| format!(" {label} {}", self.language.day(day)))
        };
        text.push_str(&day(self.language.pick("fra", "from"), stay.from));
        text.push_str(&day(self.language.pick("til", "to"), stay.to));
        Some(text)
    }

    fn custody(&self, custody: &Custody) -> Option<String> {
        self.protectable(&custody.name)
    }
}

fn organisation(organisation: &Organisation) -> String {
    joined([Some(organisation.name.clone()), phones(&organisation.telecoms)])
}

fn dentist(dentist: &Dentist) -> Option<String> {
    let person = dentist.person.as_ref().map(PersonName::to_string);
    Some(joined([person, Some(organisation(&dentist.clinic))]))
}

fn relative(relative: &Relative) -> Option<String> {
    let relation = relative.relation.as_ref().and_then(code);
    Some(joined([
        Some(relative.name.to_string()),
        relation,
        phones(&relative.telecoms),
    ]))
}

fn code(code: &Code) -> Option<String> {
    let display = code.display.clone().filter(|display| !display.trim().is_empty());
    display.or_else(|| Some(code.code.clone()))
}

fn phones(telecoms: &[Telecom]) -> Option<String> {
    let numbers: Vec<&str> = telecoms.iter().map(Telecom::readable).collect();
    (!numbers.is_empty()).then(|| numbers.join(", "))
}

fn joined<const N: usize>(parts: [Option<String>; N]) -> String {
    let parts = parts.into_iter().flatten().filter(|part| !part.trim().is_empty());
    parts.collect::<Vec<_>>().join(", ")
}
