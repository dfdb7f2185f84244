//! The same over HTTP, with the library's own transport.

use std::time::{Duration, Instant};

use spo_core::soap::Message;
use spo_core::transport::{
    Deadline, HttpTransport, Request, Response, Timeouts, Transport, TransportErrorKind,
};
use spo_core::xds::response::ResponseStatus;
use spo_core::xds::retrieve::DocumentReference;
use spo_sandbox::{Decision, Misbehaviour, Sandbox, Script, Server, Transaction};

use crate::support::*;

fn served() -> (Sandbox, Server, HttpTransport) {
    let sandbox = Sandbox::new().unwrap();
    let server = sandbox.serve("127.0.0.1:0").unwrap();
    let transport = HttpTransport::builder().build().unwrap();
    (sandbox, server, transport)
}

fn quick() -> Deadline {
    let timeouts = Timeouts {
        attempt: Duration::from_millis(300),
        ..Timeouts::default()
    };
    timeouts.start()
}

fn to(server: &Server, transaction: Transaction, message: &Message, deadline: &Deadline) -> Request {
    let url = format!("{}{}", server.url(), transaction.path());
    message.encode().into_request(url, deadline)
}

fn post(server: &Server, transport: &HttpTransport, transaction: Transaction, message: &Message) -> Response {
    transport
        .send(&to(server, transaction, message, &deadline()))
        .unwrap()
}

#[test]
fn the_whole_story_over_http() {
    let (_sandbox, server, transport) = served();
    let first = Shared::new();
    let second = Shared::new().replacing(first.entry_uuid());
    for shared in [&first, &second] {
        let response = post(&server, &transport, Transaction::Iti41, &shared.message());
        assert_eq!(registry_response(response).status, ResponseStatus::Success);
    }
    let search = query_message(nancy().body());
    let found = query_answer(post(&server, &transport, Transaction::Iti18, &search))
        .objects
        .entries;
    assert_eq!(found.len(), 1);
    let references = [DocumentReference::of(found.first().unwrap()).unwrap()];
    let response = post(
        &server,
        &transport,
        Transaction::Iti43,
        &retrieve_message(&references),
    );
    let answer = retrieved(response, &references);
    assert_eq!(
        answer.documents.first().unwrap().content,
        second.document.as_bytes()
    );
    let withdrawal = withdraw_message(&withdrawal(&second.submission.entry));
    let response = post(&server, &transport, Transaction::Iti57, &withdrawal);
    assert_eq!(registry_response(response).status, ResponseStatus::Success);
    let found = query_answer(post(&server, &transport, Transaction::Iti18, &search))
        .objects
        .entries;
    assert!(found.is_empty());
}

#[test]
fn each_address_serves_its_own_transactions() {
    let (sandbox, server, transport) = served();
    let message = query_message(nancy().body());
    let response = post(&server, &transport, Transaction::Iti41, &message);
    assert!(
        fault(response)
            .text()
            .contains("ITI-18 is not served at this address")
    );
    assert_eq!(sandbox.calls().pop().unwrap().decision, Decision::NotProcessed);
    for (path, status) in [
        ("/decoupling", 200),
        ("/decoupling/nspservices/aftaler", 500),
        ("/", 405),
        ("/x", 404),
    ] {
        let request = message
            .encode()
            .into_request(format!("{}{path}", server.url()), &deadline());
        assert_eq!(transport.send(&request).unwrap().status, status, "{path}");
    }
    assert!(sandbox.entries().unwrap().is_empty());
}

#[test]
fn a_request_without_soap_action_is_a_fault() {
    let (_sandbox, server, transport) = served();
    let mut request = to(
        &server,
        Transaction::Iti18,
        &query_message(nancy().body()),
        &deadline(),
    );
    request.headers.retain(|(name, _)| name != "SOAPAction");
    let fault = fault(transport.send(&request).unwrap());
    assert!(fault.text().contains("SOAPAction is missing"));
}

#[test]
fn lost_answers_are_lost_over_http_too() {
    for processed in [false, true] {
        for (misbehaviour, kind) in [
            (Misbehaviour::NoAnswer { processed }, TransportErrorKind::Timeout),
            (Misbehaviour::Disconnect { processed }, TransportErrorKind::Broken),
        ] {
            let (sandbox, server, transport) = served();
            sandbox.script(misbehaviour);
            let request = to(&server, Transaction::Iti41, &Shared::new().message(), &quick());
            assert_eq!(transport.send(&request).unwrap_err().kind(), kind);
            assert_eq!(sandbox.entries().unwrap().len(), usize::from(processed));
        }
    }
}

#[test]
fn a_late_answer_is_a_timeout() {
    let (sandbox, server, transport) = served();
    sandbox.script(Misbehaviour::Latency { ms: 2_000 });
    let request = to(&server, Transaction::Iti41, &Shared::new().message(), &quick());
    assert_eq!(
        transport.send(&request).unwrap_err().kind(),
        TransportErrorKind::Timeout
    );
    assert_eq!(sandbox.entries().unwrap().len(), 1);
}

#[test]
fn an_answer_that_breaks_off_is_no_answer() {
    let (sandbox, server, transport) = served();
    sandbox.script(Misbehaviour::BrokenBody { keep: 20 });
    let request = to(
        &server,
        Transaction::Iti18,
        &query_message(nancy().body()),
        &deadline(),
    );
    assert_eq!(
        transport.send(&request).unwrap_err().kind(),
        TransportErrorKind::Broken
    );
    // The next request finds the server as it should be.
    assert_eq!(transport.send(&request).unwrap().status, 200);
}

#[test]
fn an_oversized_answer_meets_the_callers_limit() {
    let (sandbox, server, _) = served();
    let transport = HttpTransport::builder()
        .max_response_bytes(1 << 20)
        .build()
        .unwrap();
    sandbox.script(Misbehaviour::Oversized { bytes: 8 << 20 });
    let request = to(
        &server,
        Transaction::Iti18,
        &query_message(nancy().body()),
        &deadline(),
    );
    assert_eq!(
        transport.send(&request).unwrap_err().kind(),
        TransportErrorKind::TooLarge
    );
}

#[test]
fn a_scripted_content_type_cannot_break_the_headers() {
    let (sandbox, server, transport) = served();
    sandbox.script(Misbehaviour::ContentType {
        value: "text/plain\r\nX-Injected: 1".to_owned(),
    });
    let request = to(
        &server,
        Transaction::Iti18,
        &query_message(nancy().body()),
        &deadline(),
    );
    let response = transport.send(&request).unwrap();
    assert_eq!(response.header("X-Injected"), None);
}

#[test]
fn stopping_ends_silences_and_delays() {
    let (sandbox, server, transport) = served();
    sandbox.script(Misbehaviour::NoAnswer { processed: true });
    sandbox.script(Misbehaviour::Latency { ms: 60_000 });
    std::thread::scope(|scope| {
        for _ in 0..2 {
            let request = to(&server, Transaction::Iti41, &Shared::new().message(), &deadline());
            let transport = &transport;
            scope.spawn(move || transport.send(&request).unwrap_err());
        }
        while sandbox.calls().len() < 2 {
            std::thread::sleep(Duration::from_millis(5));
        }
        let begun = Instant::now();
        server.stop();
        assert!(begun.elapsed() < Duration::from_secs(3));
    });
    assert_eq!(sandbox.entries().unwrap().len(), 2);
}

#[test]
fn many_callers_are_served_at_once() {
    let (sandbox, server, transport) = served();
    std::thread::scope(|scope| {
        for _ in 0..16 {
            let (server, transport) = (&server, &transport);
            scope.spawn(move || {
                for _ in 0..5 {
                    let response = post(server, transport, Transaction::Iti41, &Shared::new().message());
                    assert_eq!(registry_response(response).status, ResponseStatus::Success);
                }
            });
        }
    });
    assert_eq!(sandbox.entries().unwrap().len(), 80);
}

#[test]
fn the_page_masks_patients_and_escapes_everything() {
    let (sandbox, server, _) = served();
    sandbox.set_validation(spo_sandbox::Validation::Off);
    let evil = "<script>alert(1)</script>^^^^^&1.2.208.176.1.1&ISO^^^^325431000016004";
    let shared = Shared::new().with(|entry| {
        entry.authors.first_mut().unwrap().institutions = vec![spo_core::xds::Xon::from_xon(evil)];
    });
    share_well(&sandbox, &shared);
    share_well(&sandbox, &Shared::new().replacing(shared.entry_uuid()));
    let page = get(&server, "/");
    assert!(page.contains("251248-****") && !page.contains(NANCY) && !page.contains("9996"));
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script"));
    assert!(page.contains("1 in use, 1 replaced or withdrawn.") && page.contains("Deprecated: replaced"));
    assert!(page.contains("2026-04-01 10:00") && page.contains("ITI-41"));
    assert!(!get(&server, "/calls").contains(NANCY));
    sandbox.script(Script::new(Misbehaviour::MissingTitles).always());
    assert!(get(&server, "/status").contains("\"approved\":1"));
}

pub(crate) fn get(server: &Server, path: &str) -> String {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(server.addr()).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}
