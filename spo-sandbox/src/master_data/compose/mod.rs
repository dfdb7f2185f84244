//! Composing PDC-DK 3.0 as the live service writes it.
//!
//! Sources: MedCom's test protocol examples of PDC-DK 3.0, documents of the national test environments of 2024 and 2026,
//! and the header rules of the public schematron of PDC-DK 3.0.0. Where they differ, the live service decides: no template
//! of the general header, authors' numbers masked as `ANONYM`.

mod item;
mod items;
mod value;

use chrono::NaiveDate;
use spo_core::xml::XmlWriter;
use spo_core::{Context, DanishTime, Gender, Organisation};

use self::item::message_code;
use self::value::{PROTECTED, protected_name_parts};
use super::{Outage, TestPerson};
use crate::cda::{address_parts, id, name_parts, telecom_attributes, template, timestamp};

const MESSAGE_CODES: &str = "1.2.208.184.100.1";
const MESSAGE_CODES_NAME: &str = "MedCom Message Codes";

/// The document about `person` at this moment, with registers that do not answer beside those of the person's own.
pub(super) fn compose(person: &TestPerson, outages: &[Outage], context: &Context) -> String {
    let now = timestamp(DanishTime::from_utc(context.now()));
    let items = items::items(person, outages);
    let mut xml = XmlWriter::with_capacity(24 << 10).indented();
    xml.declaration();
    xml.start("ClinicalDocument")
        .attr("xmlns", "urn:hl7-org:v3")
        .attr("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .attr("moodCode", "EVN");
    xml.start("realmCode").attr("code", "DK").close_empty();
    xml.start("typeId")
        .attr("root", "2.16.840.1.113883.1.3")
        .attr("extension", "POCD_HD000040")
        .close_empty();
    template(&mut xml, "1.2.208.184.16.1", "3.0");
    id(
        &mut xml,
        "1.2.208.184",
        &context.random_uuid().to_string(),
        "MedCom",
    );
    message_code(&mut xml, "PDC", "Stamkort");
    xml.element(
        "title",
        &format!("Personal Data Card for {}", person.cpr.as_str()),
    );
    xml.start("effectiveTime").attr("value", &now).close_empty();
    xml.start("confidentialityCode")
        .attr("code", "N")
        .attr("codeSystem", "2.16.840.1.113883.5.25")
        .close_empty();
    xml.start("languageCode").attr("code", "da-DK").close_empty();
    record_target(&mut xml, person);
    author_and_custodian(&mut xml, &now);
    events(&mut xml, &now);
    xml.start("component")
        .attr("typeCode", "COMP")
        .attr("contextConductionInd", "true");
    xml.start("structuredBody")
        .attr("classCode", "DOCBODY")
        .attr("moodCode", "EVN");
    xml.start("component")
        .attr("typeCode", "COMP")
        .attr("contextConductionInd", "true");
    xml.start("section")
        .attr("classCode", "DOCSECT")
        .attr("moodCode", "EVN");
    template(&mut xml, "1.2.208.184.16.1.10.20.1", "2019-08-14");
    xml.start("text").element("paragraph", "Øvrige oplysninger");
    xml.start("table")
        .attr("width", "100%")
        .start("tbody")
        .start("tr");
    for title in [
        "Oplysning",
        "Værdi",
        "Kilde/Indtastet af",
        "Sidst ændret/Indtastet den",
    ] {
        xml.element("th", title);
    }
    xml.end("tr");
    for item in &items {
        item.row(&mut xml, person);
    }
    xml.end("tbody").end("table").end("text");
    for item in &items {
        item.write(&mut xml, person, context);
    }
    xml.end("section").end("component");
    xml.end("structuredBody").end("component").end("ClinicalDocument");
    xml.finish()
}

fn record_target(xml: &mut XmlWriter, person: &TestPerson) {
    xml.start("recordTarget")
        .attr("typeCode", "RCT")
        .attr("contextControlCode", "OP");
    xml.start("patientRole").attr("classCode", "PAT");
    id(xml, "1.2.208.176.1.2", person.cpr.as_str(), "CPR");
    xml.start("addr").attr("use", "H");
    match person.protected {
        true => {
            xml.element("streetAddressLine", PROTECTED);
            xml.element("postalCode", "0000").element("city", PROTECTED);
        }
        false => address_parts(xml, &person.address),
    }
    xml.end("addr");
    xml.start("patient").attr("classCode", "PSN");
    xml.start("name");
    match person.protected {
        true => protected_name_parts(xml),
        false => name_parts(xml, &person.name),
    }
    xml.end("name");
    let gender = match person.gender() {
        Gender::Female => "F",
        Gender::Male => "M",
        Gender::Undifferentiated => "UN",
    };
    xml.start("administrativeGenderCode")
        .attr("code", gender)
        .attr("codeSystem", "2.16.840.1.113883.5.1")
        .close_empty();
    let birth = person.cpr.birth_date().format("%Y%m%d").to_string();
    xml.start("birthTime").attr("value", &birth).close_empty();
    xml.end("patient");
    if let Some(practice) = &person.general_practitioner {
        general_practitioner(xml, practice);
    }
    xml.end("patientRole").end("recordTarget");
}

fn general_practitioner(xml: &mut XmlWriter, practice: &Organisation) {
    xml.start("providerOrganization");
    if let Some(number) = &practice.id {
        id(xml, number.root(), number.extension(), "Yderregisteret");
    }
    xml.element("name", &practice.name);
    for telecom in &practice.telecoms {
        xml.start("telecom");
        telecom_attributes(xml, telecom);
        xml.close_empty();
    }
    if let Some(address) = &practice.address {
        xml.start("addr").attr("use", "H");
        address_parts(xml, address);
        xml.end("addr");
    }
    xml.end("providerOrganization");
}

/// The National Health Data Authority (Sundhedsdatastyrelsen) composes the document and answers for it.
fn author_and_custodian(xml: &mut XmlWriter, now: &str) {
    const SOR: &str = "1.2.208.176.1.1";
    const CODE: &str = "1126211000016009";
    const NAME: &str = "Sundhedsdatastyrelsen";
    xml.start("author");
    xml.start("time").attr("value", now).close_empty();
    xml.start("assignedAuthor");
    id(xml, SOR, CODE, "SOR");
    xml.start("representedOrganization")
        .element("name", NAME)
        .end("representedOrganization");
    xml.end("assignedAuthor").end("author");
    xml.start("custodian").start("assignedCustodian");
    xml.start("representedCustodianOrganization");
    id(xml, SOR, CODE, "SOR");
    xml.element("name", NAME);
    xml.end("representedCustodianOrganization");
    xml.end("assignedCustodian").end("custodian");
}

/// From when the document is true, and the version of its profile.
fn events(xml: &mut XmlWriter, now: &str) {
    let event = |xml: &mut XmlWriter| {
        xml.start("documentationOf").attr("typeCode", "DOC");
        xml.start("serviceEvent")
            .attr("classCode", "ACT")
            .attr("moodCode", "EVN");
    };
    event(xml);
    xml.start("templateId")
        .attr("root", "1.2.208.184.10.1.11")
        .close_empty();
    xml.start("effectiveTime");
    xml.start("low").attr("value", now).close_empty();
    xml.start("high").attr("nullFlavor", "NA").close_empty();
    xml.end("effectiveTime")
        .end("serviceEvent")
        .end("documentationOf");
    event(xml);
    template(xml, "1.2.208.184.10.1.10", "2019-09-10");
    id(xml, "1.2.208.184.100.10", "pdc-v3.0", "MedCom");
    xml.end("serviceEvent").end("documentationOf");
}

fn date(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}
