//! Care plans (forløbsplaner): CPD-DK 2.0 as general practice writes it.
//!
//! Source: MedCom's examples of CPD-DK 2.0, whose sections nest; the narrative says what the entries say.

use serde::Deserialize;
use spo_core::DanishTime;
use spo_core::xml::XmlWriter;
use uuid::Uuid;

use super::filed::About;
use super::plan::first_organisation;
use crate::cda::{address_parts, id, name_parts, template, timestamp};

const MEDCOM: &str = "1.2.208.184";
const LOINC: (&str, &str) = ("2.16.840.1.113883.6.1", "LOINC");
const SKS: (&str, &str) = ("1.2.208.176.2.4", "Sundhedsvæsenets Klassifikations System");
const ICPC: (&str, &str) = ("1.2.208.176.2.31", "ICPC-2-DK");
const MESSAGE_CODES: (&str, &str) = ("1.2.208.184.100.1", "MedCom Message Codes");
const LABORATORY: (&str, &str) = ("1.2.208.176.2.1", "NPU terminologien");

/// What a plan says.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CarePlan {
    title: String,
    /// The SKS code and words of the course of care.
    pub(super) label: (String, String),
    concerns: Vec<Concern>,
    /// In the citizen's own words.
    goals: Vec<String>,
    planned: Vec<String>,
    #[serde(default)]
    results: Vec<Measured>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Concern {
    /// ICPC-2-DK.
    code: String,
    text: String,
    since: DanishTime,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Measured {
    /// NPU.
    code: String,
    text: String,
    value: String,
    unit: String,
    on: DanishTime,
}

/// A section with one section inside, which has the entries.
struct Section {
    arc: u8,
    loinc: &'static str,
    name: &'static str,
    title: &'static str,
}

impl CarePlan {
    pub(super) fn title(&self) -> &str {
        &self.title
    }

    /// The document about `about`.
    pub(super) fn document(&self, document: Uuid, about: &About, new_id: &dyn Fn() -> Uuid) -> String {
        let mut xml = XmlWriter::with_capacity(16 << 10).indented();
        xml.declaration();
        xml.start("ClinicalDocument")
            .attr("xmlns", "urn:hl7-org:v3")
            .attr("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
            .attr("classCode", "DOCCLIN")
            .attr("moodCode", "EVN");
        self.header(&mut xml, document, about);
        xml.start("component").start("structuredBody");
        let concerns = Section {
            arc: 1,
            loinc: "75310-3",
            name: "Health concern Doc",
            title: "Tilstande, diagnoser",
        };
        let of = |it: &Concern| format!("{} {}", it.code, it.text);
        concerns.write(&mut xml, &self.concerns, of, |xml, it| it.entry(xml, new_id));
        let goals = Section {
            arc: 2,
            loinc: "61146-7",
            name: "Goals",
            title: "Individuelle mål",
        };
        goals.write(&mut xml, &self.goals, Clone::clone, |xml, text| {
            let of = ("observation", "OBS", "GOL", "1.2.208.184.15.1.10.20.2.20");
            begin(xml, of, new_id());
            code(xml, "code", "FlpGoalText", MESSAGE_CODES, "Mine mål");
            status_and_day(xml, "active", about.written);
            xml.start("value").attr("xsi:type", "ST").text(text).end("value");
            xml.end("observation").end("entry");
        });
        let planned = Section {
            arc: 3,
            loinc: "62387-6",
            name: "Interventions",
            title: "Udførte og planlagte aktiviteter",
        };
        planned.write(&mut xml, &self.planned, Clone::clone, |xml, text| {
            let of = ("encounter", "ENC", "INT", "1.2.208.184.15.1.10.20.3.20");
            begin(xml, of, new_id());
            code(xml, "code", "AWB4", SKS, "Planlagt opfølgning");
            xml.element("text", text);
            status_and_day(xml, "active", about.written);
            xml.end("encounter").end("entry");
        });
        if !self.results.is_empty() {
            let results = Section {
                arc: 4,
                loinc: "11383-7",
                name: "Patient problem outcome",
                title: "Resultater",
            };
            let of = |it: &Measured| format!("{} {} {}", it.text, it.value, it.unit);
            results.write(&mut xml, &self.results, of, |xml, it| it.entry(xml, new_id));
        }
        xml.end("structuredBody").end("component").end("ClinicalDocument");
        xml.finish()
    }

    fn header(&self, xml: &mut XmlWriter, document: Uuid, about: &About) {
        let written = timestamp(about.written);
        xml.start("realmCode").attr("code", "DK").close_empty();
        xml.start("typeId")
            .attr("root", "2.16.840.1.113883.1.3")
            .attr("extension", "POCD_HD000040")
            .close_empty();
        xml.start("templateId")
            .attr("root", "1.2.208.184.15.1")
            .close_empty();
        id(xml, MEDCOM, &document.to_string(), "MedCom");
        code(xml, "code", "81215-6", LOINC, "Care plan");
        xml.element("title", &self.title);
        xml.start("effectiveTime").attr("value", &written).close_empty();
        xml.start("confidentialityCode")
            .attr("code", "N")
            .attr("codeSystem", "2.16.840.1.113883.5.25")
            .close_empty();
        xml.start("languageCode").attr("code", "da-DK").close_empty();
        record_target(xml, about);
        let practice = first_organisation(&about.service);
        let organisation = |xml: &mut XmlWriter| {
            if let Some(number) = &practice.id {
                id(xml, number.root(), number.extension(), "SOR");
            }
            xml.element("name", &practice.name);
        };
        xml.start("author");
        xml.start("time").attr("value", &written).close_empty();
        xml.start("assignedAuthor");
        if let Some(number) = &practice.id {
            id(xml, number.root(), number.extension(), "SOR");
        }
        xml.start("representedOrganization");
        organisation(xml);
        xml.end("representedOrganization")
            .end("assignedAuthor")
            .end("author");
        xml.start("custodian")
            .start("assignedCustodian")
            .start("representedCustodianOrganization");
        organisation(xml);
        xml.end("representedCustodianOrganization")
            .end("assignedCustodian")
            .end("custodian");
        let event = |xml: &mut XmlWriter, root: &'static str| {
            xml.start("documentationOf").start("serviceEvent");
            xml.start("templateId").attr("root", root).close_empty();
        };
        event(xml, "1.2.208.184.10.1.11");
        xml.start("effectiveTime");
        xml.start("low").attr("value", &written).close_empty();
        xml.start("high").attr("nullFlavor", "NI").close_empty();
        xml.end("effectiveTime")
            .end("serviceEvent")
            .end("documentationOf");
        event(xml, "1.2.208.184.10.1.10");
        id(xml, MEDCOM, "cpd-v2.0.0", "MedCom");
        xml.end("serviceEvent").end("documentationOf");
        event(xml, "1.2.208.184.10.1.12");
        code(xml, "code", &self.label.0, SKS, &self.label.1);
        xml.end("serviceEvent").end("documentationOf");
    }
}

fn record_target(xml: &mut XmlWriter, about: &About) {
    let patient = &about.patient;
    xml.start("recordTarget").start("patientRole");
    id(xml, "1.2.208.176.1.2", patient.cpr.as_str(), "CPR");
    xml.start("addr").attr("use", "H");
    match patient.address.known() {
        Some(address) => address_parts(xml, address),
        None => {
            xml.element("streetAddressLine", "Adressebeskyttelse");
        }
    }
    xml.end("addr");
    xml.start("patient").start("name");
    name_parts(xml, &patient.name);
    xml.end("name");
    let gender = match patient.gender {
        spo_core::Gender::Female => "F",
        spo_core::Gender::Male => "M",
        spo_core::Gender::Undifferentiated => "UN",
    };
    xml.start("administrativeGenderCode")
        .attr("code", gender)
        .attr("codeSystem", "2.16.840.1.113883.5.1")
        .close_empty();
    let birth = patient.birth_date.format("%Y%m%d").to_string();
    xml.start("birthTime").attr("value", &birth).close_empty();
    xml.end("patient").end("patientRole").end("recordTarget");
}

impl Section {
    fn write<T>(
        &self,
        xml: &mut XmlWriter,
        items: &[T],
        words: impl Fn(&T) -> String,
        entry: impl Fn(&mut XmlWriter, &T),
    ) {
        let root = format!("1.2.208.184.15.1.10.20.{}", self.arc);
        xml.start("component").start("section");
        template(xml, &root, "2018-09-28");
        code(xml, "code", self.loinc, LOINC, self.name);
        xml.element("title", self.title);
        narrative(xml, items.iter().map(&words));
        xml.start("component").start("section");
        template(xml, &format!("{root}.2"), "2018-11-28");
        xml.element("title", self.title);
        narrative(xml, items.iter().map(&words));
        for item in items {
            entry(xml, item);
        }
        xml.end("section").end("component");
        xml.end("section").end("component");
    }
}

fn narrative(xml: &mut XmlWriter, lines: impl Iterator<Item = String>) {
    xml.start("text").start("list");
    for line in lines {
        xml.element("item", &line);
    }
    xml.end("list").end("text");
}

impl Concern {
    fn entry(&self, xml: &mut XmlWriter, new_id: &dyn Fn() -> Uuid) {
        begin(
            xml,
            ("act", "ACT", "EVN", "1.2.208.184.15.1.10.20.1.21"),
            new_id(),
        );
        code(xml, "code", "75310-3", LOINC, "Health concern Doc");
        let since = timestamp(self.since);
        xml.start("statusCode").attr("code", "active").close_empty();
        xml.start("effectiveTime").attr("value", &since).close_empty();
        xml.start("entryRelationship").attr("typeCode", "REFR");
        xml.start("observation")
            .attr("classCode", "OBS")
            .attr("moodCode", "EVN");
        id(xml, MEDCOM, &new_id().to_string(), "MedCom");
        code(xml, "code", "ALGA", SKS, "Diagnoseart");
        xml.start("effectiveTime");
        xml.start("low").attr("value", &since).close_empty();
        xml.start("high").attr("nullFlavor", "NI").close_empty();
        xml.end("effectiveTime");
        xml.start("value").attr("xsi:type", "CD");
        coded(xml, &self.code, ICPC, &self.text);
        xml.close_empty();
        xml.end("observation").end("entryRelationship");
        xml.end("act").end("entry");
    }
}

impl Measured {
    fn entry(&self, xml: &mut XmlWriter, new_id: &dyn Fn() -> Uuid) {
        let of = ("observation", "OBS", "EVN", "1.2.208.184.15.1.10.20.4.20");
        begin(xml, of, new_id());
        code(xml, "code", &self.code, LABORATORY, &self.text);
        status_and_day(xml, "completed", self.on);
        xml.start("value")
            .attr("xsi:type", "PQ")
            .attr("value", &self.value)
            .attr("unit", &self.unit)
            .close_empty();
        xml.end("observation").end("entry");
    }
}

/// An entry's element: name, classCode, moodCode and template.
fn begin(
    xml: &mut XmlWriter,
    (name, class, mood, root): (&'static str, &'static str, &'static str, &str),
    new_id: Uuid,
) {
    xml.start("entry").start(name);
    xml.attr("classCode", class).attr("moodCode", mood);
    template(xml, root, "2018-09-28");
    id(xml, MEDCOM, &new_id.to_string(), "MedCom");
}

fn status_and_day(xml: &mut XmlWriter, status: &str, time: DanishTime) {
    let day = time.date().format("%Y%m%d").to_string();
    xml.start("statusCode").attr("code", status).close_empty();
    xml.start("effectiveTime").attr("value", &day).close_empty();
}

fn code(xml: &mut XmlWriter, name: &'static str, value: &str, system: (&str, &str), display: &str) {
    xml.start(name);
    coded(xml, value, system, display);
    xml.close_empty();
}

fn coded(xml: &mut XmlWriter, value: &str, (system, system_name): (&str, &str), display: &str) {
    xml.attr("code", value)
        .attr("codeSystem", system)
        .attr("codeSystemName", system_name)
        .attr("displayName", display);
}
