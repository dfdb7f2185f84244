//! Every way in, fed with what is empty, cut, wrong, hostile or huge: a typed error, in bounded memory and time.

use std::time::{Duration, Instant};

use spo_core::cda::read_appointment;
use spo_core::soap::Incoming;
use spo_core::transport::{Request, Response, Timeouts, Transport, TransportError};
use spo_core::{Appointment, AppointmentVersion, Client, ClientConfig, ErrorKind, Search};
use spo_sandbox::{Sandbox, Script};

/// Nothing here may take longer, however busy the machine is.
const LONGEST: Duration = Duration::from_secs(20);

fn document() -> String {
    let config = ClientConfig::sandbox("http://sandbox.invalid");
    let version = AppointmentVersion::first("booking").unwrap();
    let now = "2026-03-02T09:15:00Z".parse().unwrap();
    let messages = spo_core::Messages::new(&config).unwrap();
    messages
        .prepare(&version, &super::example("full-hospital"), None, now)
        .unwrap()
        .xml
}

const BOMB: &str = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
    <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><a>&c;</a>";
const EXTERNAL: &str = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>";

const OTHER_TYPE: &str = "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><templateId root=\"1.2.208.184.11.1\"/>\
    <code code=\"53576-5\" codeSystem=\"2.16.840.1.113883.6.1\"/></ClinicalDocument>";

/// Inputs that no reader of XML may take for what it expects, by name.
fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let document = document();
    let bytes = document.as_bytes();
    let mut not_utf8 = bytes.to_vec();
    not_utf8[bytes.len() / 2] = 0xFF;
    let utf16: Vec<u8> = document.encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        ("empty", Vec::new()),
        ("white space", b"  \n ".to_vec()),
        ("a word", b"hello".to_vec()),
        ("cut", bytes[..bytes.len() / 2].to_vec()),
        ("cut in the root's tag", bytes[..80].to_vec()),
        (
            "wrong namespace",
            document.replace("urn:hl7-org:v3", "urn:hl7-org:v2").into_bytes(),
        ),
        (
            "no namespace",
            document.replace("xmlns=\"urn:hl7-org:v3\"", "").into_bytes(),
        ),
        ("another document type", OTHER_TYPE.into()),
        ("entity bomb", BOMB.into()),
        ("external entity", EXTERNAL.into()),
        ("document type", format!("<!DOCTYPE a>{document}").into_bytes()),
        (
            "undefined entity",
            document.replace("Aftale for", "&aftale;").into_bytes(),
        ),
        ("not UTF-8", not_utf8),
        ("UTF-16", utf16),
        ("NUL", document.replace("Aftale for", "\0").into_bytes()),
        (
            "deep",
            format!("{}{}", "<a>".repeat(200_000), "</a>".repeat(200_000)).into_bytes(),
        ),
        (
            "wide",
            format!("<a>{}</a>", "<b/>".repeat(3_000_000)).into_bytes(),
        ),
        (
            "many attributes",
            format!(
                "<a {}/>",
                (0..200_000).map(|n| format!("a{n}=\"\" ")).collect::<String>()
            )
            .into_bytes(),
        ),
        ("100 MB", vec![b'<'; 100 << 20]),
        (
            "100 MB of text",
            [b"<a>".as_slice(), &vec![b'x'; 100 << 20], b"</a>"].concat(),
        ),
        (
            "web page",
            b"<!doctype html><html><head><title>504 Gateway Time-out</title></head></html>".to_vec(),
        ),
        ("JSON", b"{\"a\": 1}".to_vec()),
    ]
}

fn timed<T>(name: &str, what: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let result = what();
    assert!(started.elapsed() < LONGEST, "{name} took {:?}", started.elapsed());
    result
}

#[test]
fn a_document_that_is_none_is_refused_by_kind_and_code() {
    for (name, bytes) in hostile() {
        let error = timed(name, || read_appointment(&bytes))
            .err()
            .unwrap_or_else(|| panic!("{name} was read"));
        assert_eq!(error.kind(), ErrorKind::InvalidDocument, "{name}: {error}");
        assert!(
            !error.code().is_empty() && !error.remedy().is_empty(),
            "{name}: {error}"
        );
    }
}

#[test]
fn an_answer_that_is_none_is_an_error_of_the_call() {
    struct Fixed(Response);
    impl Transport for Fixed {
        fn send(&self, _: &Request) -> Result<Response, TransportError> {
            Ok(self.0.clone())
        }
    }
    for (name, body) in hostile() {
        for content_type in [
            "text/xml; charset=utf-8",
            "multipart/related; boundary=x; type=\"text/xml\"",
            "",
        ] {
            // What is refused by its size alone need not be copied twice more.
            let statuses: &[u16] = if body.len() > 50 << 20 {
                &[200]
            } else {
                &[200, 500]
            };
            for &status in statuses {
                let headers = vec![("Content-Type".to_owned(), content_type.to_owned())];
                let response = Response {
                    status,
                    headers,
                    body: body.clone(),
                };
                let client = Client::builder(ClientConfig::sandbox("http://sandbox.invalid"))
                    .transport(Fixed(response))
                    .build()
                    .unwrap();
                let search = Search::new("2512489996".parse().unwrap());
                let error = timed(name, || client.appointments().find(&search)).err();
                let error =
                    error.unwrap_or_else(|| panic!("{name} as {content_type} was taken for an answer"));
                let kinds = [
                    ErrorKind::Protocol,
                    ErrorKind::Unavailable,
                    ErrorKind::Fault,
                    ErrorKind::InvalidDocument,
                ];
                assert!(kinds.contains(&error.kind()), "{name} as {content_type}: {error}");
            }
        }
    }
}

#[test]
fn a_request_that_is_none_gets_an_answer_from_the_sandbox() {
    let sandbox = Sandbox::new().unwrap();
    for (name, body) in hostile() {
        for content_type in ["text/xml; charset=utf-8", "multipart/related; boundary=x", ""] {
            let headers = vec![
                ("Content-Type".to_owned(), content_type.to_owned()),
                (
                    "SOAPAction".to_owned(),
                    "\"urn:ihe:iti:2007:RegistryStoredQuery\"".to_owned(),
                ),
            ];
            let deadline = Timeouts::default().start();
            let request = Request::new("http://sandbox.invalid", headers, body.clone(), &deadline);
            let response = timed(name, || sandbox.send(&request)).unwrap();
            assert!(
                response.status >= 400,
                "{name} as {content_type}: {}",
                response.status
            );
            assert!(
                Incoming::read(response)
                    .unwrap()
                    .envelope()
                    .unwrap()
                    .payload()
                    .is_err(),
                "{name}: not a fault"
            );
        }
    }
    assert!(sandbox.entries().unwrap().is_empty());
}

#[test]
fn json_that_is_none_is_refused_with_its_place() {
    let whole = super::example("full-hospital").to_json();
    let deep = "[".repeat(1_000_000);
    let huge = format!("{{\"kind\": \"{}\"}}", "x".repeat(100 << 20));
    for (name, json) in [
        ("empty", ""),
        ("cut", &whole[..whole.len() / 2]),
        ("an array", "[]"),
        ("a number", "1"),
        ("trailing words", &format!("{whole} x")),
        ("unknown field", &whole.replacen("\"kind\"", "\"kin\"", 1)),
        ("wrong type", &whole.replacen("\"regional\"", "7", 1)),
        ("deep", &deep),
        ("100 MB", &huge),
        ("XML", BOMB),
    ] {
        let error = timed(name, || Appointment::from_json(json)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidDocument, "{name}: {error}");
        assert!(
            error.to_string().len() < 2_000,
            "{name}: an error of {} bytes",
            error.to_string().len()
        );
        let error = timed(name, || ClientConfig::from_json(json)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{name}: {error}");
        for toml in [json.to_owned(), format!("environment = {json}")] {
            let error = timed(name, || ClientConfig::from_toml(&toml)).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration, "{name}: {error}");
            assert!(error.to_string().len() < 2_000, "{name}");
        }
        assert!(name == "an array" || Script::from_json(json).is_err(), "{name}");
    }
}

#[test]
fn hostile_input_takes_no_more_memory_than_a_small_multiple_of_its_limit() {
    let Some(before) = peak_memory() else {
        eprintln!("skipped: this system has no /proc/self/status");
        return;
    };
    for (name, bytes) in hostile() {
        let size = bytes.len() as u64;
        let _ = read_appointment(&bytes);
        let response = Response {
            status: 200,
            headers: Vec::new(),
            body: bytes,
        };
        let _ = Incoming::read(response).map(|incoming| incoming.envelope().map(|_| ()));
        let peak = peak_memory().unwrap();
        // All tests of this program run side by side and hold some of these inputs themselves.
        assert!(peak < before + 12 * size.max(100 << 20), "{name}: {peak} bytes");
    }
}

fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}
