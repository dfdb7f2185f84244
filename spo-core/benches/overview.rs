//! How long an overview of 1,000 appointments takes beside the network, and beside a bare `quick_xml::Reader` loop over
//! the same bytes. Promised: 100 ms on one core.
//!
//! `cargo bench -p spo-core --bench overview`

// Input that does not hold stops the benchmark.
#![allow(clippy::unwrap_used)]

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use quick_xml::Reader;
use quick_xml::events::Event;
use spo_core::cda::{AppointmentDocument, read_appointment};
use spo_core::overview::{
    Collected, CollectedDocument, Content, Kind, Language, Overview, Period, Place, merge,
};
use spo_core::soap::{Attachment, Message};
use spo_core::transport::{Request, Response, Transport, TransportError};
use spo_core::xds::metadata::{EntrySettings, document_entry, document_hash};
use spo_core::xds::query::Answer;
use spo_core::xds::response::ResponseStatus;
use spo_core::xds::{Availability, EntryUuid, RegistryObjects, value_sets};
use spo_core::xml::{Document, Limits};
use spo_core::{
    Appointment, AppointmentTime, Client, ClientConfig, Cpr, DanishTime, InstanceId, OverviewRequest,
};
use uuid::Uuid;

fn main() {
    divan::main();
}

const APPOINTMENTS: u32 = 1000;

/// What a registry and repository have: a hospital's appointments of 10 kB, six a day, every other one overlapping.
struct Shared {
    cpr: Cpr,
    answer: String,
    /// By the id in the registry.
    documents: Vec<(String, String)>,
}

fn shared() -> Shared {
    let template = Appointment::from_json(include_str!("../../examples/data/full-hospital.json")).unwrap();
    let settings = EntrySettings {
        source_id: "1.2.3".parse().unwrap(),
        facility_type: value_sets::facility_type("22232009").unwrap(),
        practice_setting: value_sets::practice_setting("408443003").unwrap(),
    };
    let first: DanishTime = "2027-01-04T08:00:00+01:00".parse().unwrap();
    let (mut entries, mut documents) = (Vec::new(), Vec::new());
    for number in 0..APPOINTMENTS {
        let minutes = i64::from(number / 6) * 24 * 60 + i64::from(number % 6) * 45;
        let start = first.to_utc() + TimeDelta::minutes(minutes);
        let end = start + TimeDelta::minutes(if number % 2 == 0 { 60 } else { 30 });
        let id = |what: u128| Uuid::from_u128((what << 64) + u128::from(number)).to_string();
        let document = AppointmentDocument {
            id: InstanceId::new("1.2.208.184", id(1)),
            appointment_id: InstanceId::new("1.2.208.184", id(2)),
            created: "2026-12-02T10:15:00+01:00".parse().unwrap(),
            appointment: Appointment {
                time: AppointmentTime::at(DanishTime::from_utc(start), DanishTime::from_utc(end)),
                ..template.clone()
            },
        };
        let xml = document.to_xml().unwrap();
        let uuid = EntryUuid::from_uuid(Uuid::from_u128((3 << 64) + u128::from(number)));
        let mut entry = document_entry(&document, uuid, &settings);
        entry.status = Some(Availability::Approved);
        entry.home_community_id = Some("urn:oid:1.2.208.176.43210.8.20".to_owned());
        entry.repository_id = Some("1.2.208.176.43210.8.20.11".to_owned());
        entry.hash = Some(document_hash(xml.as_bytes()));
        entry.size = Some(xml.len() as u64);
        documents.push((document.id.to_unique_id(), xml));
        entries.push(entry);
    }
    let objects = RegistryObjects {
        entries,
        ..RegistryObjects::default()
    };
    let answer = Answer {
        status: ResponseStatus::Success,
        objects,
        errors: Vec::new(),
    };
    Shared {
        cpr: template.patient.cpr,
        answer: answer.body(),
        documents,
    }
}

impl Shared {
    fn bytes(&self) -> BytesCount {
        let documents: usize = self.documents.iter().map(|(_, xml)| xml.len()).sum();
        BytesCount::new(self.answer.len() + documents)
    }
}

/// The yardstick: every event of the answer and of each document, and nothing done with it.
#[divan::bench]
fn quick_xml_events(bencher: Bencher) {
    let shared = shared();
    bencher.counter(shared.bytes()).bench_local(|| {
        pull_events(&shared.answer);
        shared.documents.iter().for_each(|(_, xml)| pull_events(xml));
    });
}

fn pull_events(xml: &str) {
    let mut reader = Reader::from_str(black_box(xml));
    loop {
        match black_box(reader.read_event()) {
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
}

/// What is promised: the answer and the documents read and merged.
#[divan::bench]
fn parse_and_merge(bencher: Bencher) {
    let shared = shared();
    assert_eq!(overview(collect(&shared), shared.cpr).appointments.len(), 1000);
    bencher
        .counter(shared.bytes())
        .bench_local(|| overview(collect(black_box(&shared)), shared.cpr));
}

/// The part of it that is merging.
#[divan::bench]
fn merge_alone(bencher: Bencher) {
    let shared = shared();
    let collected = collect(&shared);
    bencher
        .counter(ItemsCount::new(APPOINTMENTS))
        .with_inputs(|| collected.clone())
        .bench_local_values(|collected| overview(collected, shared.cpr));
}

/// The page of it. Promised: 20 ms on one core.
#[divan::bench]
fn html(bencher: Bencher) {
    let shared = shared();
    let overview = overview(collect(&shared), shared.cpr);
    let page = || black_box(&overview).to_html(Language::Danish);
    assert!(page().contains("id=\"appointment-1000\""));
    bencher.counter(ItemsCount::new(APPOINTMENTS)).bench_local(page);
}

/// The whole call, with its threads, envelopes, attachments and hashes, at a far side that has every answer ready.
#[divan::bench]
fn whole_call(bencher: Bencher) {
    let shared = shared();
    let (bytes, cpr) = (shared.bytes(), shared.cpr);
    let config = ClientConfig::sandbox("http://localhost");
    let client = Client::builder(config)
        .transport(Ready::new(shared))
        .build()
        .unwrap();
    let request = OverviewRequest::new(cpr).kinds([Kind::Appointments]);
    // The first call makes the answers ready.
    assert_eq!(client.overview(&request).unwrap().appointments.len(), 1000);
    bencher
        .counter(bytes)
        .bench_local(|| client.overview(&request).unwrap());
}

fn collect(shared: &Shared) -> Collected {
    let document = Document::parse(shared.answer.as_bytes(), Limits::MESSAGE).unwrap();
    let answer = Answer::read(document.root()).unwrap();
    let mut collected = Collected::new("national", Kind::Appointments);
    collected.answered = true;
    let fetched = DanishTime::from_utc(DateTime::UNIX_EPOCH);
    let found = answer.objects.entries.iter().zip(&shared.documents);
    collected.documents = found
        .map(|(entry, (_, xml))| CollectedDocument {
            place: Place::of("national", entry, fetched),
            content: Content::Appointment(Box::new(read_appointment(xml.as_bytes()).unwrap())),
        })
        .collect();
    collected
}

fn overview(collected: Collected, cpr: Cpr) -> Overview {
    let made = DanishTime::from_utc(DateTime::UNIX_EPOCH);
    merge(cpr, Period::default(), made, vec![collected])
}

/// A far side whose answers are made once.
struct Ready {
    found: Response,
    documents: HashMap<String, String>,
    /// By the first document that was asked for.
    delivered: Mutex<HashMap<String, Arc<Response>>>,
}

impl Ready {
    fn new(shared: Shared) -> Self {
        Self {
            found: response(&Message::new("answer", "urn:uuid:1", shared.answer)),
            documents: shared.documents.into_iter().collect(),
            delivered: Mutex::default(),
        }
    }

    fn deliver(&self, ids: &[&str]) -> Response {
        let mut body = "<x:RetrieveDocumentSetResponse xmlns:x=\"urn:ihe:iti:xds-b:2007\">\
            <r:RegistryResponse xmlns:r=\"urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0\" \
            status=\"urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success\"/>"
            .to_owned();
        let mut attachments = Vec::new();
        for (number, id) in ids.iter().enumerate() {
            body += &format!(
                "<x:DocumentResponse><x:RepositoryUniqueId>1.2.208.176.43210.8.20.11</x:RepositoryUniqueId>\
                 <x:DocumentUniqueId>{id}</x:DocumentUniqueId><x:mimeType>text/xml</x:mimeType><x:Document>\
                 <xop:Include xmlns:xop=\"http://www.w3.org/2004/08/xop/include\" href=\"cid:{number}@spo\"/>\
                 </x:Document></x:DocumentResponse>"
            );
            let xml = self.documents[*id].clone().into_bytes();
            attachments.push(Attachment::new(&format!("{number}@spo"), "text/xml", xml));
        }
        let mut message = Message::new("answer", "urn:uuid:1", body + "</x:RetrieveDocumentSetResponse>");
        message.attachments = attachments;
        response(&message)
    }
}

fn response(message: &Message) -> Response {
    message.encode().into_response(200)
}

impl Transport for Ready {
    fn send(&self, request: &Request) -> Result<Response, TransportError> {
        if request.url.ends_with("/ddsregistry") {
            return Ok(self.found.clone());
        }
        let text = String::from_utf8_lossy(&request.body);
        let ids = text.split("<xdsb:DocumentUniqueId>").skip(1);
        let ids: Vec<&str> = ids.filter_map(|rest| rest.split('<').next()).collect();
        let mut delivered = self.delivered.lock().unwrap();
        let response = delivered
            .entry(ids[0].to_owned())
            .or_insert_with(|| Arc::new(self.deliver(&ids)));
        Ok(Response::clone(response))
    }
}
