//! How fast registry answers are read and submissions written, beside a bare `quick_xml::Reader` loop over the same
//! bytes.
//!
//! `cargo bench -p spo-core --bench xds`

// Input that does not hold stops the benchmark.
#![allow(clippy::unwrap_used)]

use chrono::DateTime;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use quick_xml::Reader;
use quick_xml::events::Event;
use spo_core::soap::Message;
use spo_core::xds::query::Answer;
use spo_core::xds::response::ResponseStatus;
use spo_core::xds::submit::Submission;
use spo_core::xds::{
    Author, Availability, DocumentEntry, EntryUuid, ObjectType, PatientId, RegistryObjects,
    SourcePatientInfo, SubmissionSet, Xcn, Xon,
};
use spo_core::xml::{Document, Limits};
use spo_core::{
    Appointment, AppointmentVersion, ClientConfig, Code, Cpr, Gender, InstanceId, Messages, OrganisationId,
    PersonName,
};

fn main() {
    divan::main();
}

/// The yardstick: every event of `xml`, and nothing done with it.
fn pull_events(xml: &str) {
    let mut reader = Reader::from_str(black_box(xml));
    loop {
        match black_box(reader.read_event()) {
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
}

/// Reading a registry's answer with 1,000 entries: as this library writes it, and with the line breaks and spaces that
/// the national registry's answers have.
mod answer {
    use super::*;

    const LAYOUTS: [&str; 2] = ["compact", "indented"];

    #[divan::bench(args = LAYOUTS)]
    fn quick_xml_events(bencher: Bencher, layout: &str) {
        let xml = answer(layout);
        bencher
            .counter(BytesCount::of_str(&xml))
            .bench_local(|| pull_events(&xml));
    }

    #[divan::bench(args = LAYOUTS)]
    fn tree(bencher: Bencher, layout: &str) {
        let xml = answer(layout);
        bencher
            .counter(BytesCount::of_str(&xml))
            .bench_local(|| Document::parse(black_box(xml.as_bytes()), Limits::MESSAGE));
    }

    #[divan::bench(args = LAYOUTS)]
    fn entries(bencher: Bencher, layout: &str) {
        let xml = answer(layout);
        let read = || {
            let document = Document::parse(black_box(xml.as_bytes()), Limits::MESSAGE)?;
            Answer::read(document.root())
        };
        assert!(
            read().is_ok_and(
                |answer| answer.objects.entries.len() == 1000 && answer.objects.warnings.is_empty()
            )
        );
        bencher.counter(BytesCount::of_str(&xml)).bench_local(read);
    }
}

/// Writing the body of a submission: the registry's metadata, without the document.
mod submission_body {
    use super::*;

    #[divan::bench]
    fn quick_xml_events(bencher: Bencher) {
        let xml = submission().body().xml;
        bencher
            .counter(BytesCount::of_str(&xml))
            .bench_local(|| pull_events(&xml));
    }

    #[divan::bench]
    fn write(bencher: Bencher) {
        let submission = submission();
        bencher
            .counter(BytesCount::of_str(&submission.body().xml))
            .bench_local(|| black_box(&submission).body());
    }
}

/// A whole submission, from an appointment to the bytes on the wire: document, metadata, envelope and attachment.
mod submission_message {
    use super::*;

    struct Input {
        config: ClientConfig,
        version: AppointmentVersion,
        appointment: Appointment,
    }

    fn input() -> Input {
        let json = include_str!("../../examples/data/full-hospital.json");
        Input {
            config: ClientConfig::sandbox("http://localhost"),
            version: AppointmentVersion::first("booking-4711").unwrap(),
            appointment: serde_json::from_str(json).unwrap(),
        }
    }

    fn message(input: &Input) -> Message {
        let messages = Messages::new(&input.config).unwrap();
        let replaces = Some(EntryUuid::from_wire(
            "urn:uuid:4016976a-8b7c-4410-9d3b-c8ef081fca1d",
        ));
        let now = DateTime::UNIX_EPOCH;
        let prepared = messages
            .prepare(&input.version, &input.appointment, replaces, now)
            .unwrap();
        messages.submit(&prepared, "urn:uuid:8d6f2c3e-6a41-4d7e-9a52-7c100d5e0001")
    }

    /// The yardstick reads the two parts, which together are nearly every byte of the message.
    #[divan::bench]
    fn quick_xml_events(bencher: Bencher) {
        let mut message = message(&input());
        let document = String::from_utf8(message.attachments[0].bytes().to_vec()).unwrap();
        message.attachments.clear();
        let envelope = String::from_utf8(message.encode().body).unwrap();
        bencher
            .counter(BytesCount::new(envelope.len() + document.len()))
            .bench_local(|| {
                pull_events(&envelope);
                pull_events(&document);
            });
    }

    #[divan::bench]
    fn from_appointment_to_wire(bencher: Bencher) {
        let input = input();
        bencher
            .counter(BytesCount::new(message(&input).encode().body.len()))
            .bench_local(|| message(black_box(&input)).encode());
    }
}

fn answer(layout: &str) -> String {
    let entries = (0..1000).map(|number| {
        let mut entry = entry();
        entry.entry_uuid = EntryUuid::from_wire(format!("urn:uuid:eed70dbd-07a5-46d1-a4f4-{number:012x}"));
        entry.logical_id = Some(entry.entry_uuid.to_string());
        entry.version = Some("1".to_owned());
        entry.status = Some(Availability::Approved);
        entry.home_community_id = Some("urn:oid:1.2.208.176.43210.8.20".to_owned());
        entry.repository_id = Some("1.2.208.176.43210.8.20.11".to_owned());
        entry.hash = Some("4cf4f8bbf2b9c4d4bcf1d1b2fae2a6bbb0c5ac0a".to_owned());
        entry.size = Some(9875);
        entry
    });
    let objects = RegistryObjects {
        entries: entries.collect(),
        ..RegistryObjects::default()
    };
    let xml = Answer {
        status: ResponseStatus::Success,
        objects,
        errors: Vec::new(),
    }
    .body();
    match layout {
        "compact" => xml,
        _ => indent(&xml),
    }
}

/// One element a line, three spaces a level, as the national registry's answers come.
fn indent(xml: &str) -> String {
    let mut out = String::with_capacity(xml.len() * 2);
    let mut depth = 0_usize;
    // Each piece is a tag, and the text behind it if it has any.
    for piece in xml
        .split_inclusive('<')
        .map(|piece| piece.trim_end_matches('<'))
        .filter(|piece| !piece.is_empty())
    {
        let is_end = piece.starts_with('/');
        depth -= usize::from(is_end);
        let follows_text = is_end && !out.ends_with('>');
        if !follows_text {
            out.push('\n');
            out.extend(std::iter::repeat_n("   ", depth));
        }
        out.push('<');
        out.push_str(piece);
        depth += usize::from(!is_end && !piece.contains("/>"));
    }
    out
}

fn submission() -> Submission {
    let entry = entry();
    let mut set = SubmissionSet::new(
        EntryUuid::from_wire("urn:uuid:2c1cf2f9-4a4f-4a0b-8a7c-5a0c6c7a1001"),
        "2.25.58661207446463318519364391396462571201",
        "1.2.208.999.1",
    );
    set.patient_id = entry.patient_id.clone();
    set.submission_time = "20260302091600".parse().ok();
    set.content_type_code = entry.type_code.clone();
    set.authors = entry.authors.clone();
    let replaces = Some(EntryUuid::from_wire(
        "urn:uuid:4016976a-8b7c-4410-9d3b-c8ef081fca1d",
    ));
    Submission {
        entry,
        submission_set: set,
        replaces,
    }
}

fn entry() -> DocumentEntry {
    let snomed = |code: &str, display: &str| Some(Code::new(code, "2.16.840.1.113883.6.96", display));
    let cpr = Cpr::parse("2512489996").unwrap();
    let mut entry = DocumentEntry::new(
        EntryUuid::from_wire("urn:uuid:2c1cf2f9-4a4f-4a0b-8a7c-5a0c6c7a1002"),
        InstanceId::new("1.2.208.184", "0f4c1d6e-5d0a-4c8e-9a55-2f6a3f1b7c01"),
        ObjectType::Stable,
    );
    entry.patient_id = Some(PatientId::from(cpr));
    entry.source_patient_id = entry.patient_id.clone();
    entry.source_patient_info = SourcePatientInfo::new(
        &PersonName::new("Nancy", "Berggren"),
        cpr.birth_date(),
        Gender::Female,
    );
    entry.title = Some("Aftale for 2512489996".to_owned());
    entry.creation_time = "20260302091500".parse().ok();
    entry.service_start_time = "20260401080000".parse().ok();
    entry.service_stop_time = "20260401083000".parse().ok();
    entry.language_code = Some("da-DK".to_owned());
    entry.mime_type = Some("text/xml".to_owned());
    entry.class_code = Some(Code::new("001", "1.2.208.184.100.9", "Klinisk rapport"));
    let display = "Dato og tidspunkt for møde mellem patient og sundhedsperson";
    entry.type_code = Some(Code::new("39289-4", "2.16.840.1.113883.6.1", display));
    entry.format_code = Some(Code::new(
        "urn:ad:dk:medcom:apd-v2.0.1:full",
        "1.2.208.184.100.10",
        "DK APD schema",
    ));
    entry.facility_type_code = snomed("22232009", "hospital");
    entry.practice_setting_code = snomed("394801008", "ortopædisk kirurgi");
    entry.confidentiality_codes = vec![Code::new("N", "2.16.840.1.113883.5.25", "Normal")];
    entry.event_codes = vec![Code::new(
        "ALAL21",
        "1.2.208.176.2.4",
        "Kronisk obstruktiv lungesygdom (KOL)",
    )];
    let id = OrganisationId::from_parts(OrganisationId::SOR_ROOT, "325431000016004");
    entry.authors = vec![Author {
        institutions: vec![Xon::new("Testafdelingen", Some(&id))],
        person: Some(Xcn::new(&PersonName::new("Jens", "Jensen"))),
        ..Author::default()
    }];
    entry
}
