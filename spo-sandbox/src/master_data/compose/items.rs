//! The items of a person's document, in the order of the live service.

use spo_core::{Custody, Protectable, Sourced, Use};

use super::item::{Item, Kind, Source, Teller};
use super::value::Value;
use crate::master_data::{Outage, OutageForm, Register, Resuscitation, TestPerson};

const CHILD_CUSTODY: Kind = kind(23, "ChildCustody", "Forældremyndighed over");
const CUSTODY_BY: Kind = kind(23, "CustodyBy", "Forældremyndighedsindehaver");
const NAME_AND_ADDRESS: Kind = kind(26, "CitizenNameAddr", "Borgerens navn og adresse");
const COVERAGE_GROUP: Kind = kind(27, "CoverageGroup", "Sygesikringsgruppe");
const ORGAN_DONOR: Kind = kind(28, "OrganDonorRegistration", "Registreret organdonor");
const TREATMENT_WILL: Kind = kind(
    29,
    "TreatmentWillRegistration",
    "Registreret behandlingstestamente",
);
const LIVING_WILL: Kind = kind(30, "LivingWillRegistration", "Registreret livstestamente");
const OPT_OUT: Kind = Kind {
    title: "Fravalg af genoplivning ved hjertestop",
    ..kind(
        31,
        "NoResuscitationRegistration",
        "Registreret fravalg af genoplivningsforsøg v. hjertestop",
    )
};
const LANGUAGE: Kind = kind(20, "LanguageTypedIn", "Talt sprog, indtastet");
const TEMPORARY_ADDRESS: Kind = kind(21, "TempAddrTypedIn", "Midlertidig adresse, indtastet");
const DENTIST: Kind = kind(22, "DentistTypedIn", "Tandlæge indtastet");
const CONTACT: Kind = kind(24, "PatientContactTypedIn", "Kontaktoplysninger, indtastet");
const RELATIVE: Kind = kind(25, "RelativeTypedIn", "Pårørende, indtastet");

const fn kind(arc: u8, code: &'static str, display: &'static str) -> Kind {
    Kind {
        arc,
        code,
        display,
        title: display,
    }
}

const CPR: Source = source("1.2.208.176.1.2", "CPR");
const HEALTH_INSURANCE: Source = source("1.2.208.176.2.7", "Sygesikringen");
const ORGAN_DONORS: Source = source("1.2.208.176.1.10", "Dansk Center For Organdonation");
const TREATMENT_WILLS: Source = source("1.2.208.176.1.9", "Sundhedsdatastyrelsen");
const LIVING_WILLS: Source = source("1.2.208.176.1.8", "Sundhedsdatastyrelsen");

const fn source(root: &'static str, name: &'static str) -> Source {
    Source { root, name }
}

/// The root of the answers of the register of opt-outs, whose entries name the root of living wills as their source.
const OPT_OUTS: &str = "1.2.208.176.1.11";

const RELATIONS: &str = "MedCom Relation Codes";
const LANGUAGES: &str = "ISO-639-1";

/// The items of `person`.
pub(super) fn items<'p>(person: &'p TestPerson, outages: &[Outage]) -> Vec<Item<'p>> {
    let down = |register| {
        let mut all = outages.iter().chain(&person.outages);
        all.find(|outage| outage.register == register)
            .map(|outage| outage.form)
    };
    let mut items = Vec::new();
    items.extend(
        person
            .children_in_custody
            .iter()
            .map(|it| custody(CHILD_CUSTODY, it)),
    );
    items.extend(person.custody_holders.iter().map(|it| custody(CUSTODY_BY, it)));
    items.push(name_and_address(person));
    items.push(registered(
        COVERAGE_GROUP,
        HEALTH_INSURANCE,
        vec![Value::Id {
            root: HEALTH_INSURANCE.root,
            extension: person.coverage_group.as_str(),
            authority: Some(HEALTH_INSURANCE.name),
        }],
    ));
    for (kind, source, register, yes) in [
        (
            ORGAN_DONOR,
            ORGAN_DONORS,
            Register::OrganDonor,
            person.organ_donor,
        ),
        (
            TREATMENT_WILL,
            TREATMENT_WILLS,
            Register::TreatmentWill,
            person.treatment_will,
        ),
        (
            LIVING_WILL,
            LIVING_WILLS,
            Register::LivingWill,
            person.living_will,
        ),
    ] {
        let words = ["Nej", "Ja"];
        items.push(answered(kind, source, source.root, down(register), yes, words));
    }
    items.push(opt_out(person, down(Register::Resuscitation)));
    typed_in(person, &mut items);
    items
}

fn typed_in<'p>(person: &'p TestPerson, items: &mut Vec<Item<'p>>) {
    let TestPerson {
        language,
        temporary_address,
        dentist,
        contact,
        relatives,
        ..
    } = person;
    if let Some(it) = language {
        items.push(told(LANGUAGE, it, vec![Value::Code(&it.value, LANGUAGES)]));
    }
    if let Some(it) = temporary_address {
        let address = match it.value.address.known() {
            Some(address) => Value::Address(address, Use::Home),
            None => Value::ProtectedAddress,
        };
        items.push(Item {
            stay: Some(&it.value),
            ..told(TEMPORARY_ADDRESS, it, vec![address])
        });
    }
    if let Some(it) = dentist {
        let clinic = &it.value.clinic;
        let mut values = Vec::new();
        values.extend(clinic.id.as_ref().map(|id| Value::Id {
            root: "1.2.208.176.1.4",
            extension: id.extension(),
            authority: Some("Yderregisteret"),
        }));
        values.extend((!clinic.name.is_empty()).then_some(Value::TradeName(&clinic.name)));
        values.extend(it.value.person.as_ref().map(Value::Name));
        values.extend(clinic.address.as_ref().map(|it| Value::Address(it, Use::Work)));
        values.extend(clinic.telecoms.iter().map(Value::Telecom));
        items.push(told(DENTIST, it, values));
    }
    if let Some(it) = contact {
        items.push(told(CONTACT, it, it.value.iter().map(Value::Telecom).collect()));
    }
    for it in relatives {
        let mut values = vec![Value::Name(&it.value.name)];
        values.extend(
            it.value
                .relation
                .as_ref()
                .map(|code| Value::Code(code, RELATIONS)),
        );
        values.extend(it.value.telecoms.iter().map(Value::Telecom));
        values.extend(it.value.note.as_deref().map(Value::Text));
        items.push(told(RELATIVE, it, values));
    }
}

fn registered<'p>(kind: Kind, source: Source, values: Vec<Value<'p>>) -> Item<'p> {
    Item {
        kind,
        id: None,
        stay: None,
        values,
        words: None,
        teller: Teller::Register(source),
        changed: None,
    }
}

fn told<'p, T>(kind: Kind, it: &'p Sourced<T>, values: Vec<Value<'p>>) -> Item<'p> {
    Item {
        kind,
        id: it.id.as_ref(),
        stay: None,
        values,
        words: None,
        teller: Teller::TypedIn(&it.origin),
        changed: it.changed,
    }
}

fn custody(kind: Kind, other: &Custody) -> Item<'_> {
    let mut values = Vec::new();
    values.extend(other.cpr.as_ref().map(|cpr| Value::Id {
        root: CPR.root,
        extension: cpr.as_str(),
        authority: Some(CPR.name),
    }));
    values.extend(match &other.name {
        Protectable::Known(name) => Some(Value::Name(name)),
        Protectable::Protected => Some(Value::ProtectedName),
        Protectable::Unknown => None,
    });
    values.extend(other.relation.as_ref().map(|code| Value::Code(code, RELATIONS)));
    registered(kind, CPR, values)
}

fn name_and_address(person: &TestPerson) -> Item<'_> {
    let values = match person.protected {
        true => vec![
            Value::ProtectedName,
            Value::Id {
                root: super::MESSAGE_CODES,
                extension: "ConfAddr",
                authority: Some("MedCom"),
            },
            Value::ProtectedAddress,
        ],
        false => vec![
            Value::Name(&person.name),
            Value::Address(&person.address, Use::Home),
        ],
    };
    registered(NAME_AND_ADDRESS, CPR, values)
}

/// What a register answers with yes or no, if it answers.
fn answered(
    kind: Kind,
    source: Source,
    root: &'static str,
    down: Option<OutageForm>,
    yes: bool,
    words: [&'static str; 2],
) -> Item<'static> {
    let answer = |extension| Value::Id {
        root,
        extension,
        authority: Some(source.name),
    };
    let [no_word, yes_word] = words;
    let (value, words) = match (down, yes) {
        (Some(OutageForm::Extension), _) => (answer("NAV"), "Midlertidig utilgængelig"),
        (Some(OutageForm::NullFlavor), _) => (Value::NotAvailable, "Midlertidig utilgængelig"),
        (None, true) => (answer("true"), yes_word),
        (None, false) => (answer("false"), no_word),
    };
    Item {
        words: Some(words),
        ..registered(kind, source, vec![value])
    }
}

fn opt_out(person: &TestPerson, down: Option<OutageForm>) -> Item<'static> {
    let registered = match person.resuscitation {
        Resuscitation::OptedOut { registered } => Some(registered),
        Resuscitation::NotOptedOut => None,
    };
    let words = ["Inaktiv", "Aktiv"];
    Item {
        changed: registered.filter(|_| down.is_none()),
        ..answered(OPT_OUT, LIVING_WILLS, OPT_OUTS, down, registered.is_some(), words)
    }
}
