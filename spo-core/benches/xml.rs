//! How fast XML is read and written, beside a bare `quick_xml::Reader` loop over the same bytes.
//!
//! `cargo bench -p spo-core --bench xml`

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use quick_xml::Reader;
use quick_xml::events::Event;
use spo_core::xml::{Document, Limits, XmlWriter};

fn main() {
    divan::main();
}

const INPUTS: [&str; 3] = ["appointment", "answer", "answer, indented"];

fn input(name: &str) -> String {
    match name {
        "appointment" => include_str!("data/appointment.xml").to_owned(),
        "answer" => answer(XmlWriter::with_capacity(4 << 20), 1000),
        _ => answer(XmlWriter::with_capacity(5 << 20).indented(), 1000),
    }
}

/// The yardstick: every event of the input, and nothing done with it.
#[divan::bench(args = INPUTS)]
fn quick_xml_events(bencher: Bencher, name: &str) {
    let input = input(name);
    bencher.counter(BytesCount::of_str(&input)).bench_local(|| {
        let mut reader = Reader::from_str(black_box(&input));
        loop {
            match black_box(reader.read_event()) {
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
    });
}

#[divan::bench(args = INPUTS)]
fn document_tree(bencher: Bencher, name: &str) {
    let input = input(name);
    assert!(Document::parse(input.as_bytes(), Limits::MESSAGE).is_ok());
    bencher
        .counter(BytesCount::of_str(&input))
        .bench_local(|| Document::parse(black_box(input.as_bytes()), Limits::MESSAGE));
}

#[divan::bench(args = [10, 1000])]
fn writer(bencher: Bencher, entries: usize) {
    let length = answer(XmlWriter::with_capacity(0), entries).len();
    bencher
        .counter(BytesCount::new(length))
        .bench_local(|| answer(XmlWriter::with_capacity(length), black_box(entries)));
}

#[divan::bench(args = [10, 1000])]
fn writer_indented(bencher: Bencher, entries: usize) {
    let length = answer(XmlWriter::with_capacity(0).indented(), entries).len();
    bencher
        .counter(BytesCount::new(length))
        .bench_local(|| answer(XmlWriter::with_capacity(length).indented(), black_box(entries)));
}

/// A registry's answer to a stored query (ITI-18), shaped as the national registry sends it.
fn answer(mut xml: XmlWriter, entries: usize) -> String {
    const SUCCESS: &str = "urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success";
    xml.declaration();
    xml.start("soap:Envelope")
        .attr("xmlns:soap", "http://schemas.xmlsoap.org/soap/envelope/");
    xml.start("soap:Body");
    xml.start("query:AdhocQueryResponse")
        .attr("xmlns:query", "urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0")
        .attr("xmlns:rim", "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0")
        .attr("status", SUCCESS);
    xml.start("rim:RegistryObjectList");
    for number in 0..entries {
        entry(
            &mut xml,
            &format!("urn:uuid:eed70dbd-07a5-46d1-a4f4-{number:012x}"),
        );
    }
    xml.end("rim:RegistryObjectList")
        .end("query:AdhocQueryResponse")
        .end("soap:Body")
        .end("soap:Envelope");
    xml.finish()
}

fn entry(xml: &mut XmlWriter, id: &str) {
    xml.start("rim:ExtrinsicObject")
        .attr("id", id)
        .attr("lid", id)
        .attr("mimeType", "text/xml")
        .attr("objectType", "urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1")
        .attr("status", "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved");
    for (name, value) in [
        ("creationTime", "20260302091500"),
        ("hash", "4cf4f8bbf2b9c4d4bcf1d1b2fae2a6bbb0c5ac0a"),
        ("languageCode", "da-DK"),
        ("repositoryUniqueId", "1.2.208.176.43210.8.88.1.30"),
        ("serviceStartTime", "20260401060000"),
        ("serviceStopTime", "20260401063000"),
        ("size", "9875"),
        ("sourcePatientId", "2512489996^^^&1.2.208.176.1.2&ISO"),
    ] {
        slot(xml, name, value);
    }
    name(xml, "Aftale for 2512489996");
    for (scheme, code, system, display) in [
        (
            "41a5887f-8865-4c09-adf7-e362475b143a",
            "001",
            "1.2.208.184.100.9",
            "Klinisk rapport",
        ),
        (
            "a09d5840-386c-46f2-b5ad-9c3699a4309d",
            "urn:ad:dk:medcom:apd-v2.0.1:full",
            "1.2.208.184.100.10",
            "DK CDA APD",
        ),
        (
            "f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1",
            "22232009",
            "2.16.840.1.113883.6.96",
            "hospital",
        ),
        (
            "cccf5598-8b07-4b77-a05e-ae952c785ead",
            "394802001",
            "2.16.840.1.113883.6.96",
            "intern medicin",
        ),
        (
            "f4f85eac-e6cb-4883-b524-f2705394840f",
            "N",
            "2.16.840.1.113883.5.25",
            "N",
        ),
        (
            "f0306f51-975f-434e-a61c-c59651d33983",
            "39289-4",
            "2.16.840.1.113883.6.1",
            "Dato og tidspunkt for møde mellem patient og sundhedsperson",
        ),
    ] {
        xml.start("rim:Classification")
            .attr("id", id)
            .attr("classificationScheme", scheme)
            .attr("classifiedObject", id)
            .attr("nodeRepresentation", code);
        slot(xml, "codingScheme", system);
        name(xml, display);
        xml.end("rim:Classification");
    }
    for (scheme, value, title) in [
        (
            "58a6f841-87b3-4a3e-92fd-a8ffeff98427",
            "2512489996^^^&1.2.208.176.1.2&ISO",
            "XDSDocumentEntry.patientId",
        ),
        (
            "2e82c1f6-a085-4c72-9da3-8640a32e42ab",
            "1.2.208.184^0f4c1d6e-5d0a-4c8e-9a55-2f6a3f1b7c01",
            "XDSDocumentEntry.uniqueId",
        ),
    ] {
        xml.start("rim:ExternalIdentifier")
            .attr("id", id)
            .attr("identificationScheme", scheme)
            .attr("registryObject", id)
            .attr("value", value);
        name(xml, title);
        xml.end("rim:ExternalIdentifier");
    }
    xml.end("rim:ExtrinsicObject");
}

fn slot(xml: &mut XmlWriter, name: &'static str, value: &str) {
    xml.start("rim:Slot").attr("name", name);
    xml.start("rim:ValueList");
    xml.element("rim:Value", value);
    xml.end("rim:ValueList").end("rim:Slot");
}

fn name(xml: &mut XmlWriter, value: &str) {
    xml.start("rim:Name");
    xml.start("rim:LocalizedString")
        .attr("value", value)
        .close_empty();
    xml.end("rim:Name");
}
