//! One item of the document: an observation, and a row of the narrative's table.

use spo_core::xml::XmlWriter;
use spo_core::{Context, DanishTime, InstanceId, Origin, OriginKind, Protectable, TemporaryAddress};

use super::value::{PROTECTED, Value, protected_name_parts};
use super::{MESSAGE_CODES, MESSAGE_CODES_NAME, date};
use crate::cda::{id, name_parts, template, timestamp};
use crate::master_data::TestPerson;
use crate::master_data::person::id_root;

/// What kind of item it is: the last arc of its template, its code and what people call it.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    pub(super) arc: u8,
    pub(super) code: &'static str,
    pub(super) display: &'static str,
    /// What its row of the narrative begins with.
    pub(super) title: &'static str,
}

/// A register as a source.
#[derive(Clone, Copy)]
pub(super) struct Source {
    pub(super) root: &'static str,
    pub(super) name: &'static str,
}

/// Who told the item.
pub(super) enum Teller<'p> {
    Register(Source),
    TypedIn(&'p Origin),
}

pub(super) struct Item<'p> {
    pub(super) kind: Kind,
    /// Of what was typed in; a register's item gets a new one each time.
    pub(super) id: Option<&'p InstanceId>,
    pub(super) stay: Option<&'p TemporaryAddress>,
    pub(super) values: Vec<Value<'p>>,
    /// What the narrative says, when not the values in words.
    pub(super) words: Option<&'static str>,
    pub(super) teller: Teller<'p>,
    pub(super) changed: Option<DanishTime>,
}

/// The release of every template but that of the opt-out of resuscitation, which came with version 3.0.
const RELEASE: &str = "2019-08-14";
const OPT_OUT_RELEASE: &str = "2023-07-01";
const OPT_OUT_ARC: u8 = 31;

/// In place of the number of whoever typed something in.
const MASKED_NUMBER: &str = "ANONYM";

impl Item<'_> {
    /// The observation.
    pub(super) fn write(&self, xml: &mut XmlWriter, person: &TestPerson, context: &Context) {
        let Kind {
            arc, code, display, ..
        } = self.kind;
        let release = if arc == OPT_OUT_ARC {
            OPT_OUT_RELEASE
        } else {
            RELEASE
        };
        xml.start("entry").attr("typeCode", "COMP");
        xml.start("observation")
            .attr("classCode", "OBS")
            .attr("moodCode", "EVN");
        template(xml, &format!("1.2.208.184.16.1.10.20.1.{arc}"), release);
        xml.start("id");
        match self.id {
            Some(id) => {
                xml.attr("root", &id.root).attr("extension", &id.extension);
                let authority = (id.root == id_root::LANGUAGE).then_some("FSK");
                xml.attr_opt("assigningAuthorityName", authority);
            }
            None => {
                xml.attr("root", id_root::ANY)
                    .attr("extension", &context.random_uuid().to_string());
            }
        }
        xml.end("id");
        message_code(xml, code, display);
        if let Some(stay) = self.stay {
            // A stay is between midnights; one without a beginning began when it was typed in.
            let low = stay
                .from
                .or(self.changed.map(DanishTime::date))
                .unwrap_or_default();
            xml.start("effectiveTime");
            xml.start("low")
                .attr("value", &timestamp(DanishTime::midnight(low)))
                .close_empty();
            xml.start("high");
            match stay.to {
                Some(to) => xml.attr("value", &timestamp(DanishTime::midnight(to))),
                None => xml.attr("nullFlavor", "NI"),
            };
            xml.close_empty().end("effectiveTime");
        }
        for value in &self.values {
            value.write(xml);
        }
        self.author(xml, person);
        xml.end("observation").end("entry");
    }

    fn author(&self, xml: &mut XmlWriter, person: &TestPerson) {
        let arc = match self.teller {
            Teller::Register(_) => 31,
            Teller::TypedIn(_) => 30,
        };
        xml.start("author");
        template(xml, &format!("1.2.208.184.16.1.10.20.{arc}"), RELEASE);
        xml.start("time");
        match self.changed {
            Some(time) => xml.attr("value", &timestamp(time)),
            None => xml.attr("nullFlavor", "NI"),
        };
        xml.close_empty();
        xml.start("assignedAuthor");
        match &self.teller {
            Teller::Register(Source { root, name }) => {
                id(xml, root, "NI", name);
                organisation(xml, name);
            }
            Teller::TypedIn(origin) => typed_in(xml, origin, person),
        }
        xml.end("assignedAuthor").end("author");
    }

    /// The row of the narrative's table.
    pub(super) fn row(&self, xml: &mut XmlWriter, person: &TestPerson) {
        xml.start("tr").element("td", self.kind.title);
        xml.start("td").start("list");
        if let Some(stay) = self.stay {
            let [from, to] = [stay.from, stay.to].map(|day| day.map(date).unwrap_or_default());
            xml.element("item", &format!("Periode: {from} - {to}"));
        }
        match self.words {
            Some(words) => {
                xml.element("item", words);
            }
            None => {
                for line in self.values.iter().flat_map(Value::words) {
                    xml.element("item", &line);
                }
            }
        }
        xml.end("list").end("td");
        xml.element("td", &self.told_by(person));
        let changed = self
            .changed
            .map(|time| time.to_datetime().format("%Y-%m-%d %H:%M:%S %z"));
        xml.element(
            "td",
            &changed.map_or_else(|| "Ikke oplyst".to_owned(), |time| time.to_string()),
        );
        xml.end("tr");
    }

    fn told_by(&self, person: &TestPerson) -> String {
        match &self.teller {
            Teller::Register(source) => source.name.to_owned(),
            Teller::TypedIn(origin) => match name_of(origin, person) {
                Protectable::Known(name) => name,
                Protectable::Protected => PROTECTED.to_owned(),
                Protectable::Unknown => {
                    let organisation = origin.organisation.as_ref();
                    organisation.map_or_else(|| "Ikke oplyst".to_owned(), |it| it.name.clone())
                }
            },
        }
    }
}

/// The name of whoever typed something in. A citizen's own is that of the person.
fn name_of(origin: &Origin, person: &TestPerson) -> Protectable<String> {
    match (&origin.person, origin.kind) {
        (_, OriginKind::Citizen) if person.protected => Protectable::Protected,
        (Protectable::Known(name), _) => Protectable::Known(name.to_string()),
        (Protectable::Protected, _) => Protectable::Protected,
        (Protectable::Unknown, OriginKind::Citizen) => Protectable::Known(person.name.to_string()),
        (Protectable::Unknown, _) => Protectable::Unknown,
    }
}

/// The children of `assignedAuthor`: the number is masked, a professional's organisation is named.
fn typed_in(xml: &mut XmlWriter, origin: &Origin, person: &TestPerson) {
    let sor = origin.organisation.as_ref().and_then(|it| it.id.as_ref());
    match (origin.kind, sor) {
        (OriginKind::Professional, Some(sor)) => id(xml, sor.root(), sor.extension(), "SOR"),
        _ => id(xml, "1.2.208.176.1.2", MASKED_NUMBER, "CPR"),
    }
    let code = match origin.kind {
        OriginKind::Citizen => Some(("EnteredCitizen", "Indtastet af borger")),
        OriginKind::Relative => Some(("EnteredCitizenRelative", "Indtastet af borgers pårørende")),
        OriginKind::Professional => Some((
            "EnteredHealthcareprofessional",
            "Indtastet af sundhedsprofessionel",
        )),
        _ => None,
    };
    if let Some((code, display)) = code {
        message_code(xml, code, display);
    }
    let name = match (&origin.person, origin.kind) {
        (_, OriginKind::Citizen) if person.protected => &Protectable::Protected,
        (Protectable::Unknown, OriginKind::Citizen) => &Protectable::Known(person.name.clone()),
        (name, _) => name,
    };
    if !name.is_unknown() {
        xml.start("assignedPerson").start("name");
        match name.known() {
            Some(name) => name_parts(xml, name),
            None => protected_name_parts(xml),
        }
        xml.end("name").end("assignedPerson");
    }
    if let Some(theirs) = &origin.organisation {
        organisation(xml, &theirs.name);
    }
}

pub(super) fn message_code(xml: &mut XmlWriter, code: &str, display: &str) {
    xml.start("code")
        .attr("code", code)
        .attr("codeSystem", MESSAGE_CODES)
        .attr("codeSystemName", MESSAGE_CODES_NAME)
        .attr("displayName", display)
        .close_empty();
}

fn organisation(xml: &mut XmlWriter, name: &str) {
    xml.start("representedOrganization")
        .element("name", name)
        .end("representedOrganization");
}
