//! What comes back is returned as it is, up to the limit.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

#[test]
fn headers_keep_their_case_and_the_body_arrives_whole() {
    let url = server(|mut stream| {
        let (head, body) = read_request(&mut stream).unwrap();
        let answer = format!("{head}\r\n\r\n{}", String::from_utf8(body).unwrap());
        write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{answer}",
            answer.len()
        )
        .unwrap();
    });
    let response = transport().send(&patient_request(&url)).unwrap();
    let echoed = String::from_utf8(response.body).unwrap();
    assert!(echoed.starts_with("POST /service HTTP/1.1\r\n"), "{echoed}");
    assert!(echoed.contains("\r\nSOAPAction: \"urn:test\"\r\n"), "{echoed}");
    assert!(echoed.contains("\r\nContent-Length: 11\r\n"), "{echoed}");
    assert!(!echoed.contains("chunked"), "{echoed}");
    assert!(echoed.ends_with("\r\n\r\n<question/>"), "{echoed}");
}

#[test]
fn an_answer_of_status_500_is_a_response_with_its_body() {
    let url = server(answering("500 Internal Server Error", b"<fault/>"));
    let response = transport().send(&patient_request(&url)).unwrap();
    assert_eq!(
        (response.status, response.body.as_slice()),
        (500, &b"<fault/>"[..])
    );
}

#[test]
fn a_redirect_is_returned_and_not_followed() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = calls.clone();
    let url = server(move |mut stream| {
        while read_request(&mut stream).is_some() {
            counted.fetch_add(1, Ordering::SeqCst);
            let _ =
                stream.write_all(b"HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 5\r\n\r\nlogin");
        }
    });
    let response = transport().send(&patient_request(&url)).unwrap();
    assert_eq!(
        (response.status, response.header("location")),
        (302, Some("/login"))
    );
    assert_eq!(response.body, b"login");
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

#[test]
fn an_answer_that_is_not_http_is_broken() {
    let url = server(|mut stream| {
        let _ = read_request(&mut stream);
        let _ = stream.write_all(b"220 mail.example ESMTP\r\n\r\n");
    });
    let error = transport().send(&patient_request(&url)).unwrap_err();
    assert_eq!(
        (error.kind(), error.sent()),
        (TransportErrorKind::Broken, Sent::Possibly),
        "{error}"
    );
}

#[test]
fn an_endless_answer_stops_at_the_limit() {
    let url = server(|mut stream| {
        let _ = read_request(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
        while stream.write_all(&[b'x'; 65536]).is_ok() {}
    });
    let transport = HttpTransport::builder()
        .max_response_bytes(1 << 20)
        .build()
        .unwrap();
    let error = transport.send(&patient_request(&url)).unwrap_err();
    assert_eq!(
        (error.kind(), error.sent()),
        (TransportErrorKind::TooLarge, Sent::Possibly),
        "{error}"
    );
}

#[test]
fn an_answer_announced_too_large_is_refused_before_it_is_read() {
    let url = server(|mut stream| {
        let _ = read_request(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n");
        thread::sleep(Duration::from_secs(60));
    });
    let error = transport().send(&patient_request(&url)).unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::TooLarge, "{error}");
}

#[test]
fn an_answer_exactly_at_the_limit_is_accepted() {
    let url = server(answering("200 OK", b"12345678"));
    let send = |limit| {
        let transport = HttpTransport::builder()
            .max_response_bytes(limit)
            .build()
            .unwrap();
        transport.send(&patient_request(&url))
    };
    assert_eq!(send(8).unwrap().body, b"12345678");
    assert_eq!(send(7).unwrap_err().kind(), TransportErrorKind::TooLarge);
}
