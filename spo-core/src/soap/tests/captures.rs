//! Messages captured from services in use.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::*;

/// The folder of captures, which a clone does not have.
fn shared() -> Option<PathBuf> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
    let place = match std::env::var_os("SPO_SHARED") {
        Some(place) => PathBuf::from(place),
        None => repository.parent()?.join("shared"),
    };
    let data = place.join("data");
    if !data.is_dir() {
        assert!(
            std::env::var_os("SPO_REQUIRE_SHARED").is_none(),
            "{} is not there",
            data.display()
        );
        eprintln!("skipped: ../shared is not there");
        return None;
    }
    Some(data)
}

/// Splits a dump of an HTTP message into its `Content-Type` and body. The dumps come in three shapes: with HTTP headers,
/// from the first boundary on, and from the envelope on, the boundary only after it.
fn undump(dump: Vec<u8>) -> Response {
    let text = String::from_utf8(dump).unwrap();
    if let Some((_, headers)) = text
        .split_once("multipart/related;")
        .filter(|_| !text.starts_with(['<', '-']))
    {
        let content_type = format!("multipart/related;{}", headers.lines().next().unwrap());
        let body = text
            .split_once("\r\n\r\n")
            .or_else(|| text.split_once("\n\n"))
            .unwrap()
            .1;
        return response(200, &content_type, body);
    }
    match text.find("\n--uuid:").filter(|_| text.starts_with('<')) {
        Some(at) => {
            let boundary = text[at + 1..].lines().next().unwrap();
            response(200, "multipart/related", format!("{boundary}\n\n{text}"))
        }
        None => response(200, "text/xml", text),
    }
}

fn read(path: &Path) -> Incoming {
    Incoming::read(undump(std::fs::read(path).unwrap()))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A draft that never was well-formed, and a dump that somebody edited and cut before its closing boundary.
const DAMAGED: [&str; 2] = ["ITI-41-Request-first.xml", "ITI-43-Response-Nancy.xml"];

#[test]
fn damaged_captures_are_refused() {
    let Some(data) = shared() else { return };
    let [draft, cut] = DAMAGED.map(|name| data.join("transport/samples-nsp-test2").join(name));
    let error = read(&draft).envelope().unwrap_err();
    assert!(matches!(error.problem(), SoapProblem::Xml(_)), "{error}");
    let error = Incoming::read(undump(std::fs::read(cut).unwrap())).unwrap_err();
    assert!(
        matches!(error.problem(), SoapProblem::Multipart(MultipartError::Truncated)),
        "{error}"
    );
}

#[test]
fn every_captured_message_is_read() {
    let Some(data) = shared() else { return };
    let mut messages = 0;
    for folder in [
        "transport/samples-nsp-test2",
        "transport/samples-nsp-test2/iti41",
        "transport/samples-kit-aftaledeling",
        "appointments/messages",
    ] {
        for file in std::fs::read_dir(data.join(folder)).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            // The documents of the submissions lie beside the messages.
            if path.is_dir() || name.contains("CDA") || DAMAGED.contains(&name.as_str()) {
                continue;
            }
            let incoming = read(&path);
            let envelope = incoming.envelope().unwrap();
            let payload = envelope
                .payload()
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let expected = match name.to_lowercase() {
                name if name.contains("43-request") => "RetrieveDocumentSetRequest",
                name if name.contains("43-response") => "RetrieveDocumentSetResponse",
                name if name.contains("18-request") => "AdhocQueryRequest",
                name if name.contains("18-response") => "AdhocQueryResponse",
                name if name.contains("57-request") => "SubmitObjectsRequest",
                name if name.contains("response") => "RegistryResponse",
                _ => "ProvideAndRegisterDocumentSetRequest",
            };
            assert_eq!(payload.local(), expected, "{}", path.display());
            messages += 1;
        }
    }
    assert_eq!(messages, 28, "captures were added or moved");
}

#[test]
fn documents_in_captured_messages_are_found_by_their_percent_encoded_ids() {
    let Some(data) = shared() else { return };
    // The lengths are what Python's email package finds.
    for (file, bytes) in [
        ("samples-nsp-test2/ITI-43-Response-Nancy-Multipart.txt", 6291),
        ("samples-nsp-test2/iti41/request-mime.txt", 10408),
        ("samples-kit-aftaledeling/iti43-response.xml", 10378),
        ("samples-kit-aftaledeling/iti41-request.xml", 10360),
    ] {
        let incoming = read(&data.join("transport").join(file));
        let envelope = incoming.envelope().unwrap();
        let mut elements = envelope.root().descendants();
        let document = elements.find(|element| element.local() == "Document").unwrap();
        let content = content(document, incoming.attachments()).unwrap();
        assert!(
            memchr::memmem::find(&content, b"</ClinicalDocument>").is_some(),
            "{file}"
        );
        assert_eq!(content.len(), bytes, "{file}");
        assert_eq!(incoming.attachments().len(), 1);
    }
}

#[test]
fn captured_answers_name_the_message_they_answer() {
    let Some(data) = shared() else { return };
    let incoming = read(&data.join("transport/samples-kit-aftaledeling/iti41-response.xml"));
    let envelope = incoming.envelope().unwrap();
    assert_eq!(envelope.version(), SoapVersion::V12);
    assert_eq!(
        envelope.relates_to(),
        Some("urn:uuid:2030fa8f-e721-4bd9-8a77-8579a1c0bfee")
    );
    let incoming = read(&data.join("transport/samples-nsp-test2/ITI-18-Response-Nancy.xml"));
    let envelope = incoming.envelope().unwrap();
    assert_eq!(envelope.version(), SoapVersion::V11);
    assert!(envelope.relates_to().is_some_and(|id| !id.is_empty()));
}

#[test]
fn envelopes_of_both_versions_are_valid_by_their_schemas() {
    let Some(data) = shared() else { return };
    if Command::new("xmllint").arg("--version").output().is_err() {
        eprintln!("skipped: xmllint is not there");
        return;
    }
    let request = read(&data.join("transport/samples-kit-aftaledeling/iti18-request.xml"));
    let envelope = request.envelope().unwrap();
    let query = envelope.payload().unwrap().source().to_owned();
    for (version, schema) in [
        (SoapVersion::V11, "transport/xsd-seal/soap.xsd"),
        (SoapVersion::V12, "transport/xsd-soap-wsa/envelope-all.xsd"),
    ] {
        let plain = Message {
            version,
            ..message(&query)
        };
        let addressed = Message {
            addressing: true,
            to: Some("https://example.org/registry".to_owned()),
            ..plain.clone()
        };
        let answer = Message {
            relates_to: Some(ID.to_owned()),
            ..addressed.clone()
        };
        let fault = Fault::server("try later").with_dgws_code("processing_problem");
        let fault = Message {
            body: fault.to_xml(version),
            ..answer.clone()
        };
        for (index, message) in [plain, addressed, answer, fault].iter().enumerate() {
            let checked = validate(&message.encode().body, &data.join(schema));
            assert!(checked.is_ok(), "{version:?} {index}: {}", checked.unwrap_err());
        }
    }
}

fn validate(document: &[u8], schema: &Path) -> Result<(), String> {
    let mut xmllint = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema"])
        .arg(schema)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    xmllint.stdin.take().unwrap().write_all(document).unwrap();
    let checked = xmllint.wait_with_output().unwrap();
    match checked.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&checked.stderr).into_owned()),
    }
}
