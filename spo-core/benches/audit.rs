//! How fast registrations with the national log are written, beside a bare `quick_xml::Reader` loop over the same bytes, and
//! how long it takes to accept one onto disk.
//!
//! `cargo bench -p spo-core --bench audit`

// Input that does not hold stops the benchmark.
#![allow(clippy::unwrap_used)]

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use quick_xml::Reader;
use quick_xml::events::Event;
use spo_core::audit::{Addition, LogEntry, LogOrganisation, LogOrganisationId, LogUserId, add_registrations};
use spo_core::{Cpr, DanishTime};

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

/// An entry as most are.
fn entry(number: u32) -> LogEntry {
    let cpr: Cpr = "2512489996".parse().unwrap();
    let at: DanishTime = "2026-03-02T10:15:00+01:00".parse().unwrap();
    let mut entry = LogEntry::new("EHR X", "Opslag i aftaler", cpr, cpr, at);
    entry.reason = Some("Aktuel behandling".into());
    entry.addition = Some(Addition::Consent);
    entry.organisation = Some(LogOrganisation {
        id: Some(LogOrganisationId::Sor("325431000016004".parse().unwrap())),
        name: Some("Røntgenambulatoriet & skadestuen".into()),
    });
    entry.user.id = LogUserId::Authorisation("J0184".parse().unwrap());
    entry.user.name = Some("Jens Jensen".into());
    entry.user.role = Some("Læge".into());
    entry.correlation_id = Some("7f6b0d5c-0000-4000-8000-000000000001".into());
    entry.sequence_number = Some(format!("7f6b0d5c-0000-4000-8000-{number:012}"));
    entry
}

/// A request of 500 entries, which is as many as the service recommends.
mod registration_request {
    use super::*;

    fn entries() -> Vec<LogEntry> {
        (0..500).map(entry).collect()
    }

    #[divan::bench]
    fn quick_xml_events(bencher: Bencher) {
        let xml = add_registrations(&entries());
        bencher
            .counter(BytesCount::of_str(&xml))
            .bench_local(|| pull_events(&xml));
    }

    #[divan::bench]
    fn write(bencher: Bencher) {
        let entries = entries();
        bencher
            .counter(BytesCount::of_str(&add_registrations(&entries)))
            .bench_local(|| add_registrations(black_box(&entries)));
    }
}

/// Accepting entries: they are on disk afterwards. What it takes is the disk's, so there is no yardstick.
#[cfg(feature = "queue")]
mod accept {
    use std::path::PathBuf;

    use spo_core::transport::{Request, Response, Sent, Transport, TransportError, TransportErrorKind};
    use spo_core::{Client, ClientConfig};

    use super::*;

    /// Nothing is sent here.
    struct Nowhere;

    impl Transport for Nowhere {
        fn send(&self, _: &Request) -> Result<Response, TransportError> {
            let kind = TransportErrorKind::Connect;
            Err(TransportError::new(kind, Sent::No, "nowhere"))
        }
    }

    /// A client with a file of its own, which is gone when it is dropped.
    struct Accepting {
        client: Client,
        folder: PathBuf,
    }

    impl Accepting {
        fn new() -> Self {
            let folder = std::env::temp_dir().join(format!("spo-bench-{}", std::process::id()));
            std::fs::create_dir_all(&folder).unwrap();
            let config = ClientConfig {
                queue_file: Some(folder.join("queue.db").to_str().unwrap().to_owned()),
                ..ClientConfig::sandbox("http://localhost")
            };
            let client = Client::builder(config).transport(Nowhere).build().unwrap();
            Self { client, folder }
        }
    }

    impl Drop for Accepting {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }

    #[divan::bench(args = [1, 500])]
    fn add(bencher: Bencher, count: u32) {
        let accepting = Accepting::new();
        let nameless = LogEntry {
            sequence_number: None,
            ..entry(0)
        };
        let entries = vec![nameless; count as usize];
        bencher
            .counter(ItemsCount::new(count))
            .bench_local(|| accepting.client.min_log().add_all(black_box(&entries)).unwrap());
    }
}
