//! The shapes of `multipart/related` that senders in use produce.

use super::*;

const SOAP: &str = "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body><answer>\
    <d><i:Include xmlns:i='http://www.w3.org/2004/08/xop/include' href='cid:a%40b'/></d>\
    </answer></e:Body></e:Envelope>";

fn read(content_type: &str, body: &str) -> Incoming {
    Incoming::read(response(200, content_type, body)).unwrap()
}

fn document(incoming: &Incoming) -> Vec<u8> {
    let envelope = incoming.envelope().unwrap();
    let payload = envelope.payload().unwrap();
    content(payload.children().next().unwrap(), incoming.attachments())
        .unwrap()
        .into_owned()
}

#[test]
fn headers_in_many_spellings_lead_to_the_same_parts() {
    let crlf = format!(
        "--b:1\r\nContent-Type: application/xop+xml; type=\"text/xml\";\r\nContent-ID: <root>\r\n\r\n{SOAP}\r\n\
         --b:1\r\nCONTENT-ID:<a@b>\r\ncontent-transfer-encoding: Binary\r\n\r\nline\r\n\r\n--b:1--\r\n"
    );
    let lf = crlf.replace("\r\n", "\n");
    let wrapped =
        format!("This is a preamble.\r\n\r\n{crlf}\r\nThis is an epilogue.\r\n--b:1\r\n\r\nnot a part");
    for content_type in [
        "multipart/related; boundary=\"b:1\"; type=\"application/xop+xml\"; start=\"<root>\"",
        "Multipart/Related;boundary=b:1;start=root",
        "multipart/related; start=\"<cid:root>\"; BOUNDARY=b:1; start-info=\"application/soap+xml; action=\\\"u\\\"\"",
        "multipart/related; start-info=\"application/soap+xml; action=\"u\"\"; boundary=\"b:1\"",
        "multipart/related; boundary=b:1; start=\"<not there>\"",
    ] {
        assert_eq!(
            document(&read(content_type, &crlf)),
            b"line\r\n",
            "{content_type}"
        );
        assert_eq!(document(&read(content_type, &lf)), b"line\n", "{content_type}");
        assert_eq!(
            document(&read(content_type, &wrapped)),
            b"line\r\n",
            "{content_type}"
        );
    }
    // Headers that do not name the boundary, name another, or are not there at all.
    for content_type in [
        "",
        "text/xml",
        "application/octet-stream",
        "multipart/related",
        "multipart/related; boundary=x",
    ] {
        assert_eq!(
            document(&read(content_type, &crlf)),
            b"line\r\n",
            "{content_type}"
        );
    }
}

#[test]
fn the_envelope_need_not_be_the_first_part() {
    let body =
        format!("--b\r\nContent-ID: <a@b>\r\n\r\nfirst\r\n--b\r\nContent-ID: <r%3A1>\r\n\r\n{SOAP}\r\n--b--");
    let incoming = read("multipart/related; boundary=b; start=\"<r:1>\"", &body);
    assert_eq!(document(&incoming), b"first");
    assert_eq!(incoming.attachments().len(), 1);
}

#[test]
fn every_transfer_encoding_is_undone() {
    for (encoding, sent) in [
        ("binary", "æ=\r\n"),
        ("8bit", "æ=\r\n"),
        ("BASE64", "w6Y9\r\nDQo=\r\n"),
        ("quoted-printable", "=C3=A6=3D=\r\n=0D=0A"),
    ] {
        let body = format!(
            "--b\r\n\r\n{SOAP}\r\n--b\r\nContent-ID: <a@b>\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{sent}\r\n--b--"
        );
        let incoming = read("multipart/related; boundary=b", &body);
        assert_eq!(document(&incoming), "æ=\r\n".as_bytes(), "{encoding}");
    }
    let encoded = "PGU6RW52ZWxvcGUgeG1sbnM6ZT0naHR0cDovL3NjaGVtYXMueG1sc29hcC5vcmcvc29hcC9lbnZlbG9wZS8nPjxlOkJvZHk+PG9rLz48L2U6Qm9keT48L2U6RW52ZWxvcGU+";
    let body = format!("--b\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded}\r\n--b--");
    assert_eq!(
        payload_name(response(200, "multipart/related; boundary=b", body)).unwrap(),
        "ok"
    );
}

#[test]
fn folded_headers_and_padding_after_the_boundary_are_understood() {
    let body = format!(
        "--b \t\r\nX-Folded: a\r\n b\r\nContent-Type: application/xop+xml;\r\n\tcharset=utf-8\r\n\r\n{SOAP}\r\n\
         --b\r\nContent-ID:\r\n <a@b>\r\n\r\n\r\n--b--  "
    );
    let incoming = read("multipart/related; boundary=b", &body);
    assert_eq!(document(&incoming), b"");
}

#[test]
fn a_longer_boundary_does_not_end_a_part() {
    let body =
        format!("--b\r\n\r\n{SOAP}\r\n--b\r\nContent-ID: <a@b>\r\n\r\n--bb\r\n x--b\r\n--b x\r\n--b--");
    assert_eq!(
        document(&read("multipart/related; boundary=b", &body)),
        b"--bb\r\n x--b\r\n--b x"
    );
}

#[test]
fn a_carriage_return_before_a_plain_line_feed_belongs_to_the_part() {
    let body = format!("--b\n\n{SOAP}\n--b\nContent-ID: <a@b>\n\nbytes\r\n--b--\n");
    assert_eq!(
        document(&read("multipart/related; boundary=b", &body)),
        b"bytes\r"
    );
}

#[test]
fn a_plain_answer_under_a_multipart_content_type_is_read() {
    let name = payload_name(response(200, "multipart/related; boundary=b", enveloped("<ok/>"))).unwrap();
    assert_eq!(name, "ok");
}

#[test]
fn what_cannot_be_told_apart_is_refused() {
    let good = format!("--b\r\n\r\n{SOAP}\r\n--b\r\nContent-ID: <a@b>\r\n\r\ncontent\r\n--b--\r\n");
    let refused = |body: &str| {
        let error = Incoming::read(response(200, "multipart/related; boundary=b", body)).unwrap_err();
        assert!(!error.is_certain_refusal());
        match error.problem() {
            SoapProblem::Multipart(error) => error.clone(),
            other => panic!("{other}"),
        }
    };
    // Cut off anywhere, it is never taken for a shorter message.
    for length in SOAP.len() + 10..good.len() - 4 {
        let error = Incoming::read(response(
            200,
            "multipart/related; boundary=b",
            &good.as_bytes()[..length],
        ));
        assert!(
            matches!(error.unwrap_err().problem(), SoapProblem::Multipart(_)),
            "cut at {length}"
        );
    }
    assert_eq!(refused("--c"), MultipartError::NoParts);
    assert_eq!(refused("--b--\r\n"), MultipartError::NoParts);
    assert_eq!(refused("--b\r\nX: no end\r\n--b--"), MultipartError::Head(1));
    assert_eq!(
        refused(&format!("--b\r\n{}\r\n\r\n--b--", "X: y\r\n".repeat(5000))),
        MultipartError::Head(1)
    );
    assert_eq!(
        refused("--b\r\nContent-Transfer-Encoding: base64\r\n\r\n***\r\n--b--"),
        MultipartError::TransferEncoding(1)
    );
    assert_eq!(
        refused("--b\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\n\r\n--b--"),
        MultipartError::TransferEncoding(1)
    );
    assert_eq!(
        refused(&format!("{}--b--", "--b\r\n\r\n\r\n".repeat(3000))),
        MultipartError::TooManyParts
    );
}

#[test]
fn an_attachment_that_did_not_come_is_named() {
    let incoming = read(
        "multipart/related; boundary=b",
        &format!("--b\r\n\r\n{SOAP}\r\n--b--"),
    );
    let envelope = incoming.envelope().unwrap();
    let element = envelope.payload().unwrap().children().next().unwrap();
    let error = content(element, incoming.attachments()).unwrap_err();
    assert_eq!(error.to_string(), "the attachment cid:a%40b is missing");
}

#[test]
fn content_may_stand_in_the_envelope_in_base64() {
    let incoming = read(
        "text/xml",
        &enveloped("<answer><d> w6bD\n\tuMOl </d><e/><f>?</f></answer>"),
    );
    let envelope = incoming.envelope().unwrap();
    let read: Vec<_> = envelope
        .payload()
        .unwrap()
        .children()
        .map(|element| content(element, Attachments::NONE))
        .collect();
    assert_eq!(read[0].as_ref().unwrap().as_ref(), "æøå".as_bytes());
    assert_eq!(read[1].as_ref().unwrap().as_ref(), b"");
    assert_eq!(
        read[2].as_ref().unwrap_err().to_string(),
        "the content of <f> is not base64"
    );
}
