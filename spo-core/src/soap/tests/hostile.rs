//! Answers that are not what they should be.

use super::*;
use crate::error::{Error, ErrorKind};

fn refused(response: Response) -> SoapError {
    payload_name(response).unwrap_err()
}

#[test]
fn the_content_decides_what_an_answer_is() {
    for content_type in [
        "",
        "text/xml",
        "text/plain",
        "application/octet-stream",
        "text/html; charset=iso-8859-1",
        "application/xop+xml; type=\"text/xml\"",
        "application/soap+xml; action=\"urn:x\"; charset=UTF-8",
        "text/xml; charset='utf-8'",
        "garbage; charset",
    ] {
        let name = payload_name(response(
            200,
            content_type,
            format!("\u{feff} {}", enveloped("<ok/>")),
        ));
        // A byte order mark must come first; blanks before a declaration are not XML, before an element they are.
        assert_eq!(name.unwrap(), "ok", "{content_type}");
    }
}

#[test]
fn an_html_page_is_named_by_its_title_whatever_the_status() {
    let page = "<!DOCTYPE html>\n<html><head><title>504 Gateway Time-out</title></head></html>";
    for (status, kind) in [
        (504, ErrorKind::Unavailable),
        (503, ErrorKind::Unavailable),
        (502, ErrorKind::Unavailable),
        (500, ErrorKind::Unavailable),
        (401, ErrorKind::Denied),
        (403, ErrorKind::Denied),
        (404, ErrorKind::Protocol),
        (302, ErrorKind::Protocol),
        (200, ErrorKind::Protocol),
    ] {
        for content_type in [
            "text/html",
            "text/xml; charset=utf-8",
            "",
            "multipart/related; boundary=b",
        ] {
            let error = refused(response(status, content_type, page));
            assert_eq!(
                error.is_certain_refusal(),
                (400..500).contains(&status),
                "{status}"
            );
            let error = Error::from(error.about("urn:uuid:1"));
            assert_eq!((error.kind(), error.code()), (kind, "soap.page"), "{status}");
            assert!(error.message().contains("504 Gateway Time-out"), "{error}");
            assert_eq!(error.details().http_status, Some(status));
            assert_eq!(error.details().message_id.as_deref(), Some("urn:uuid:1"));
        }
    }
}

#[test]
fn empty_answers_and_wrong_documents_are_told_apart() {
    let problem = |body: &str| refused(response(200, "text/xml", body)).to_string();
    assert_eq!(problem(" \r\n"), "the message is empty (HTTP status 200)");
    assert_eq!(
        problem("<ClinicalDocument/>"),
        "<ClinicalDocument> came instead of a SOAP envelope (HTTP status 200)"
    );
    assert_eq!(
        problem("<Envelope><Body><ok/></Body></Envelope>"),
        "<Envelope> came instead of a SOAP envelope (HTTP status 200)"
    );
    let none = "the SOAP envelope has no content in its body (HTTP status 200)";
    assert_eq!(problem(&enveloped("")), none);
    assert_eq!(problem(&enveloped("text").replace("Body", "Other")), none);
    assert!(problem("<Envelope").starts_with("the SOAP envelope is not readable XML: "));
    assert!(
        problem("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")
            .starts_with("the SOAP envelope is not readable XML")
    );
}

#[test]
fn other_character_sets_and_compression_are_refused_by_name() {
    let error = refused(response(200, "text/xml; charset=ISO-8859-1", enveloped("<ok/>")));
    assert!(error.to_string().contains("ISO-8859-1"), "{error}");
    let part = format!(
        "--b\r\nContent-Type: application/xop+xml; charset=utf-16\r\n\r\n{}\r\n--b--",
        enveloped("<ok/>")
    );
    let error = refused(response(200, "multipart/related; boundary=b", part));
    assert!(error.to_string().contains("utf-16"), "{error}");
    let declared = "<?xml version='1.0' encoding='ISO-8859-1'?>".to_owned() + &enveloped("<ok/>");
    assert!(matches!(
        refused(response(200, "text/xml", declared)).problem(),
        SoapProblem::Xml(_)
    ));
    let latin = enveloped("<ok>æ</ok>").replace('æ', "?").into_bytes();
    let latin: Vec<u8> = latin
        .into_iter()
        .map(|byte| if byte == b'?' { 0xE6 } else { byte })
        .collect();
    assert!(matches!(
        refused(response(200, "text/xml", latin)).problem(),
        SoapProblem::Xml(_)
    ));
    let mut compressed = response(200, "text/xml", b"\x1f\x8b\x08".to_vec());
    compressed
        .headers
        .push(("content-encoding".to_owned(), "gzip".to_owned()));
    assert!(matches!(refused(compressed).problem(), SoapProblem::Compressed(name) if name == "gzip"));
}

#[test]
fn a_large_answer_that_is_no_message_costs_little() {
    let started = std::time::Instant::now();
    for piece in ["--b\r\n", "<a>", "<title", "=3D", "\"", "--", "\r\n"] {
        let body = piece.repeat((8 << 20) / piece.len());
        let _ = payload_name(response(200, "multipart/related; boundary=b", body));
    }
    let quotes = format!("multipart/related; boundary=\"{}", "\" ".repeat(30_000));
    let _ = payload_name(response(200, &quotes, "--b\r\n"));
    assert!(started.elapsed().as_secs() < 60, "took {:?}", started.elapsed());
}

#[test]
fn no_cpr_number_from_an_answer_reaches_a_message() {
    let cases = [
        response(500, "text/html", "<title>Patient 251248-9996</title>"),
        response(200, "text/plain", "unknown patient 2512489996"),
        response(
            500,
            "text/xml",
            enveloped(
                "<soap:Fault><faultcode>soap:2512489996</faultcode><faultstring>CPR 2512489996</faultstring>\
             <faultactor>251248-9996</faultactor><detail><FaultCode>2512489996</FaultCode></detail></soap:Fault>",
            ),
        ),
        response(200, "text/xml", "<p2512489996/>"),
        response(200, "text/xml; charset=2512489996", enveloped("<ok/>")),
        response(200, "text/xml", "<a><p2512489996></a>"),
    ];
    for case in cases {
        let error = Error::from(refused(case));
        let shown = format!("{error} {error:?}");
        assert!(
            !shown.contains("2512489996") && !shown.contains("251248-9996"),
            "{shown}"
        );
    }
}
