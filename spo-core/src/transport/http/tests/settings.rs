//! Addresses, trust and proxy.

use super::*;
use crate::error::{Error, ErrorKind};

#[test]
fn requests_that_cannot_be_written_are_refused() {
    for url in [
        "",
        "service",
        "ftp://localhost/",
        "http://",
        "http://user:secret@localhost/",
        "http://localhost:99999/",
        "http://:80/",
        "http:// /",
    ] {
        let error = transport().send(&request(url)).unwrap_err();
        assert_eq!(
            (error.kind(), error.sent()),
            (TransportErrorKind::InvalidRequest, Sent::No),
            "{url}"
        );
        assert!(!error.to_string().contains("secret"));
    }
    let mut smuggling = request("http://127.0.0.1:9/");
    smuggling.headers.push(("X-A".into(), "a\r\nX-B: b".into()));
    let error = transport().send(&smuggling).unwrap_err();
    assert_eq!(
        (error.kind(), error.sent()),
        (TransportErrorKind::InvalidRequest, Sent::No),
        "{error}"
    );
}

#[test]
fn https_without_roots_is_a_configuration_error_before_anything_is_sent() {
    let error = transport().send(&request("https://127.0.0.1:9/")).unwrap_err();
    assert_eq!(
        (error.kind(), error.sent()),
        (TransportErrorKind::Configuration, Sent::No)
    );
    let error = Error::from(error);
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.message().contains("root_certificates"), "{error}");
}

#[test]
fn a_configured_root_is_trusted_and_another_is_not() {
    let url = tls_server(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    let trusting = HttpTransport::builder()
        .root_certificates(root())
        .build()
        .unwrap();
    assert_eq!(trusting.send(&patient_request(&url)).unwrap().body, b"ok");
    let strange = HttpTransport::builder()
        .root_certificates(other_root())
        .build()
        .unwrap();
    let error = strange.send(&patient_request(&url)).unwrap_err();
    assert_eq!(
        (error.kind(), error.sent()),
        (TransportErrorKind::Tls, Sent::No),
        "{error}"
    );
}

#[test]
fn roots_that_cannot_be_used_are_named() {
    let broken = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let cases: [(&[u8], &str); 3] = [
        (b"", "no certificate"),
        (
            b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
            "no certificate",
        ),
        (broken, "certificate 1"),
    ];
    for (pem, expected) in cases {
        let error = HttpTransport::builder()
            .root_certificates(pem)
            .build()
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.to_string().contains(expected), "{error}");
    }
    let error = HttpTransport::builder()
        .root_certificates_file("no/such/file.pem")
        .build()
        .unwrap_err();
    assert!(error.to_string().contains("no/such/file.pem"), "{error}");
}

#[test]
fn a_proxy_is_used_when_configured_and_its_refusal_is_named() {
    let target = server(answering("200 OK", b"through"));
    let address = target
        .trim_start_matches("http://")
        .trim_end_matches("/service")
        .to_owned();
    let proxy = server(move |mut stream| {
        let (head, _) = read_request(&mut stream).unwrap();
        assert!(head.starts_with("CONNECT "), "{head}");
        let mut onward = TcpStream::connect(&address).unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        let (mut back_from, mut back_to) = (onward.try_clone().unwrap(), stream.try_clone().unwrap());
        thread::spawn(move || std::io::copy(&mut back_from, &mut back_to));
        let _ = std::io::copy(&mut stream, &mut onward);
    });
    let through = |proxy: &str| {
        let transport = HttpTransport::builder()
            .proxy(proxy.trim_end_matches("/service"))
            .build()
            .unwrap();
        transport.send(&patient_request(&target))
    };
    assert_eq!(through(&proxy).unwrap().body, b"through");
    let refusing = server(answering("403 Forbidden", b""));
    let error = through(&refusing).unwrap_err();
    assert_eq!(
        (error.kind(), error.sent()),
        (TransportErrorKind::Proxy, Sent::No),
        "{error}"
    );
}

#[test]
fn a_proxy_that_is_none_is_a_configuration_error_without_its_password() {
    for proxy in ["", "socks5://user:secret@localhost:1", "http://user:secret@:x/"] {
        let error = HttpTransport::builder().proxy(proxy).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{proxy}");
        assert!(!format!("{error:?}").contains("secret"));
    }
}
