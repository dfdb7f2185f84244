//! How fast appointment documents are written and read, beside a bare `quick_xml::Reader` loop over the same bytes.
//!
//! `cargo bench -p spo-core --bench apd`

// Input that does not hold stops the benchmark.
#![allow(clippy::unwrap_used)]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use quick_xml::Reader;
use quick_xml::events::Event;
use spo_core::cda::{AppointmentDocument, read_appointment};
use spo_core::xml::{Document, Limits};
use spo_core::{Appointment, InstanceId, rules};

fn main() {
    divan::main();
}

/// One with every part a hospital fills in (about 10 kB), and the least a general practice sends.
const APPOINTMENTS: [&str; 2] = ["full hospital", "minimal gp"];

fn document(name: &str) -> AppointmentDocument {
    let json = match name {
        "full hospital" => include_str!("../../examples/data/full-hospital.json"),
        _ => include_str!("../../examples/data/minimal-gp.json"),
    };
    AppointmentDocument {
        id: InstanceId::new("1.2.208.184", "0f4c1d6e-5d0a-4c8e-9a55-2f6a3f1b7c01"),
        appointment_id: InstanceId::new("1.2.208.184", "6b3a4b8e-65d3-4a33-8a43-7a4f0f3b9b10"),
        created: "2026-03-02T10:15:00+01:00".parse().unwrap(),
        appointment: Appointment::from_json(json).unwrap(),
    }
}

/// The yardstick: every event of the document, and nothing done with it.
#[divan::bench(args = APPOINTMENTS)]
fn quick_xml_events(bencher: Bencher, name: &str) {
    let xml = document(name).to_xml().unwrap();
    bencher.counter(BytesCount::of_str(&xml)).bench_local(|| {
        let mut reader = Reader::from_str(black_box(&xml));
        loop {
            match black_box(reader.read_event()) {
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
    });
}

/// Validating and writing.
#[divan::bench(args = APPOINTMENTS)]
fn write(bencher: Bencher, name: &str) {
    let document = document(name);
    let length = document.to_xml().unwrap().len();
    bencher
        .counter(BytesCount::new(length))
        .bench_local(|| black_box(&document).to_xml());
}

/// The part of writing that is validation.
#[divan::bench(args = APPOINTMENTS)]
fn validate(bencher: Bencher, name: &str) {
    let document = document(name);
    let length = document.to_xml().unwrap().len();
    bencher
        .counter(BytesCount::new(length))
        .bench_local(|| rules::validate(&black_box(&document).appointment));
}

/// Reading to the model.
#[divan::bench(args = APPOINTMENTS)]
fn read(bencher: Bencher, name: &str) {
    let xml = document(name).to_xml().unwrap();
    bencher
        .counter(BytesCount::of_str(&xml))
        .bench_local(|| read_appointment(black_box(xml.as_bytes())));
}

/// The part of reading that is the element tree.
#[divan::bench(args = APPOINTMENTS)]
fn tree(bencher: Bencher, name: &str) {
    let xml = document(name).to_xml().unwrap();
    bencher.counter(BytesCount::of_str(&xml)).bench_local(|| {
        Document::parse(black_box(xml.as_bytes()), Limits::DOCUMENT).map(|it| it.element_count())
    });
}
