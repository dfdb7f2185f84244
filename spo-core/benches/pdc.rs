//! How fast master data is read, beside a bare `quick_xml::Reader` loop over the same bytes.
//!
//! `cargo bench -p spo-core --bench pdc`

// Input that does not hold stops the benchmark.
#![allow(clippy::unwrap_used)]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use quick_xml::Reader;
use quick_xml::events::Event;
use spo_core::cda::read_master_data;
use spo_core::xml::{Document, Limits};

fn main() {
    divan::main();
}

/// One with every item (about 20 kB), and the least there is.
const DOCUMENTS: [&str; 2] = ["full", "bare"];

fn document(name: &str) -> &'static str {
    match name {
        "full" => include_str!("../tests/fixtures/pdc/v3.0-full.xml"),
        _ => include_str!("../tests/fixtures/pdc/v3.0-bare.xml"),
    }
}

/// The yardstick: every event of the document, and nothing done with it.
#[divan::bench(args = DOCUMENTS)]
fn quick_xml_events(bencher: Bencher, name: &str) {
    let xml = document(name);
    bencher.counter(BytesCount::of_str(xml)).bench_local(|| {
        let mut reader = Reader::from_str(black_box(xml));
        loop {
            match black_box(reader.read_event()) {
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
    });
}

/// Reading to the model.
#[divan::bench(args = DOCUMENTS)]
fn read(bencher: Bencher, name: &str) {
    let xml = document(name);
    bencher
        .counter(BytesCount::of_str(xml))
        .bench_local(|| read_master_data(black_box(xml.as_bytes())));
}

/// The part of reading that is the element tree.
#[divan::bench(args = DOCUMENTS)]
fn tree(bencher: Bencher, name: &str) {
    let xml = document(name);
    bencher.counter(BytesCount::of_str(xml)).bench_local(|| {
        Document::parse(black_box(xml.as_bytes()), Limits::DOCUMENT).map(|it| it.element_count())
    });
}
