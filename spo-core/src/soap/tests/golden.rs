//! The exact bytes that leave.

use super::*;

#[test]
fn a_plain_soap_1_1_message() {
    let encoded = message("<question/>").encode();
    assert_eq!(
        encoded.headers,
        [
            ("Content-Type".to_owned(), "text/xml; charset=utf-8".to_owned()),
            ("SOAPAction".to_owned(), format!("\"{ACTION}\"")),
        ]
    );
    assert_eq!(
        String::from_utf8(encoded.body).unwrap(),
        "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">\
         <soap:Body><question/></soap:Body></soap:Envelope>"
    );
}

#[test]
fn a_soap_1_2_message_with_addressing_and_header_blocks() {
    let message = Message {
        version: SoapVersion::V12,
        to: Some("https://example.org/a?b&c".to_owned()),
        addressing: true,
        header_blocks: vec!["<a:Token xmlns:a=\"urn:a\">  kept  </a:Token>".to_owned()],
        ..message("<question/>")
    };
    let encoded = message.encode();
    assert_eq!(
        encoded.header("content-type"),
        Some("application/soap+xml; charset=utf-8; action=\"urn:ihe:iti:2007:RegistryStoredQuery\"")
    );
    assert_eq!(
        encoded.header("SOAPAction"),
        Some("\"urn:ihe:iti:2007:RegistryStoredQuery\"")
    );
    let expected = [
        "<soap:Envelope xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\"><soap:Header>",
        "<wsa:Action soap:mustUnderstand=\"1\" xmlns:wsa=\"http://www.w3.org/2005/08/addressing\">",
        "urn:ihe:iti:2007:RegistryStoredQuery</wsa:Action>",
        "<wsa:MessageID xmlns:wsa=\"http://www.w3.org/2005/08/addressing\">",
        "urn:uuid:0f0e0d0c-0b0a-4908-8706-050403020100</wsa:MessageID>",
        "<wsa:To xmlns:wsa=\"http://www.w3.org/2005/08/addressing\">https://example.org/a?b&amp;c</wsa:To>",
        "<wsa:ReplyTo xmlns:wsa=\"http://www.w3.org/2005/08/addressing\">",
        "<wsa:Address>http://www.w3.org/2005/08/addressing/anonymous</wsa:Address></wsa:ReplyTo>",
        "<a:Token xmlns:a=\"urn:a\">  kept  </a:Token></soap:Header>",
        "<soap:Body><question/></soap:Body></soap:Envelope>",
    ];
    assert_eq!(String::from_utf8(encoded.body).unwrap(), expected.concat());
}

fn with_attachment(version: SoapVersion) -> Message {
    let attachment = Attachment::new("document1@spo", "text/xml", b"<doc>\n\xff\r\n</doc>".to_vec());
    let body = format!("<Document>{}</Document>", attachment.include());
    Message {
        version,
        attachments: vec![attachment],
        ..message(&body)
    }
}

#[test]
fn a_soap_1_1_message_with_an_attachment() {
    let encoded = with_attachment(SoapVersion::V11).encode();
    assert_eq!(
        encoded.header("Content-Type"),
        Some(
            "multipart/related; type=\"application/xop+xml\"; \
             boundary=\"spo-0f0e0d0c-0b0a-4908-8706-050403020100\"; \
             start=\"<root.message@spo>\"; start-info=\"text/xml\""
        )
    );
    assert_eq!(encoded.header("MIME-Version"), Some("1.0"));
    let expected: &[u8] = b"--spo-0f0e0d0c-0b0a-4908-8706-050403020100\r\n\
        Content-Type: application/xop+xml; charset=UTF-8; type=\"text/xml\"\r\n\
        Content-Transfer-Encoding: binary\r\n\
        Content-ID: <root.message@spo>\r\n\
        \r\n\
        <soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><Document>\
        <xop:Include xmlns:xop=\"http://www.w3.org/2004/08/xop/include\" href=\"cid:document1@spo\"/>\
        </Document></soap:Body></soap:Envelope>\r\n\
        --spo-0f0e0d0c-0b0a-4908-8706-050403020100\r\n\
        Content-Type: text/xml\r\n\
        Content-Transfer-Encoding: binary\r\n\
        Content-ID: <document1@spo>\r\n\
        \r\n\
        <doc>\n\xff\r\n</doc>\r\n\
        --spo-0f0e0d0c-0b0a-4908-8706-050403020100--\r\n";
    assert_eq!(
        encoded.body,
        expected,
        "{}",
        String::from_utf8_lossy(&encoded.body)
    );
}

#[test]
fn a_soap_1_2_message_with_an_attachment_nests_no_quotes() {
    let encoded = with_attachment(SoapVersion::V12).encode();
    let content_type = encoded.header("Content-Type").unwrap();
    assert!(
        content_type.ends_with(
            "; start-info=\"application/soap+xml\"; action=\"urn:ihe:iti:2007:RegistryStoredQuery\""
        )
    );
    let body = String::from_utf8_lossy(&encoded.body);
    assert!(
        body.contains("Content-Type: application/xop+xml; charset=UTF-8; type=\"application/soap+xml\"\r\n")
    );
}

#[test]
fn the_same_message_has_the_same_bytes() {
    let encode = || with_attachment(SoapVersion::V11).encode();
    assert_eq!(
        (encode().headers, encode().body),
        (encode().headers, encode().body)
    );
}

#[test]
fn the_room_reserved_suffices() {
    for message in [message("<question/>"), with_attachment(SoapVersion::V12)] {
        let message = Message {
            addressing: true,
            to: Some("https://example.org/".to_owned()),
            ..message
        };
        let room = message.envelope_bytes();
        assert!(message.inlined().unwrap().len() <= room + 100);
    }
}

#[test]
fn a_boundary_never_occurs_in_a_part() {
    let hostile = b"--spo-0f0e0d0c-0b0a-4908-8706-050403020100\r\n\
        --spo-0f0e0d0c-0b0a-4908-8706-050403020100-1--\r\n"
        .to_vec();
    let message = Message {
        attachments: vec![Attachment::new("a@spo", "text/xml", hostile.clone())],
        ..with_attachment(SoapVersion::V11)
    };
    let encoded = message.encode();
    assert!(encoded.header("Content-Type").unwrap().contains("-2\""));
    let incoming = Incoming::read(encoded.into_response(200)).unwrap();
    assert_eq!(incoming.attachments().get("cid:a@spo"), Some(hostile.as_slice()));
}

#[test]
fn content_ids_cannot_break_out_of_their_header() {
    let attachment = Attachment::new("a\r\nX: <b>\"&å@spo", "text/xml", Vec::new());
    assert_eq!(attachment.content_id(), "aXb@spo");
    assert!(attachment.include().contains("cid:aXb@spo\""));
}

#[test]
fn inlined_puts_attachments_into_the_envelope_and_keeps_the_rest() {
    let message = with_attachment(SoapVersion::V11);
    assert_eq!(
        message.inlined().unwrap(),
        "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>\
         <Document>PGRvYz4K/w0KPC9kb2M+</Document></soap:Body></soap:Envelope>"
    );
    let missing = Message {
        attachments: Vec::new(),
        ..message
    };
    let error = missing.inlined().unwrap_err();
    assert!(matches!(error.problem(), SoapProblem::MissingAttachment(id) if id == "cid:document1@spo"));
}

#[test]
fn debug_output_shows_no_content() {
    let mut message = with_attachment(SoapVersion::V11);
    message.body.push_str("2512489996");
    message.header_blocks.push("2512489996".to_owned());
    let shown = format!("{message:?} {:?}", message.encode());
    assert!(!shown.contains("2512489996"), "{shown}");
}
