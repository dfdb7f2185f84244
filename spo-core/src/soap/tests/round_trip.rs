//! What one side writes, the other reads; and no bytes can make the reader panic.

use proptest::prelude::*;

use super::*;

/// Bytes rich in what separates parts.
fn boundary_like() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"--spo-0f0e0d0c-0b0a-4908-8706-050403020100".to_vec()),
        Just(b"--spo-0f0e0d0c-0b0a-4908-8706-050403020100-1--".to_vec()),
        Just(b"\r\n".to_vec()),
        Just(b"\n".to_vec()),
        Just(b"\r".to_vec()),
        Just(b"--".to_vec()),
        Just(b" ".to_vec()),
        proptest::collection::vec(any::<u8>(), 0..20),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Bytes rich in what a message is made of.
fn message_like() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just("--b"),
        Just("--b--"),
        Just("\r\n"),
        Just("\n"),
        Just("Content-Type: application/xop+xml; charset=\"utf-8"),
        Just("Content-ID: <a@b>"),
        Just("Content-Transfer-Encoding: base64"),
        Just("Content-Transfer-Encoding: quoted-printable"),
        Just("<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">"),
        Just("<soap:Body><soap:Fault><detail>"),
        Just("</detail></soap:Fault></soap:Body>"),
        Just("</soap:Envelope>"),
        Just("<html><title>="),
        Just("=3D%20"),
    ];
    let text = proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat().into_bytes());
    prop_oneof![text, proptest::collection::vec(any::<u8>(), 0..200)]
}

proptest! {
    #[test]
    fn attachments_come_back_byte_by_byte(
        contents in proptest::collection::vec(boundary_like(), 0..4),
        soap_1_2: bool,
        addressing: bool,
    ) {
        let attachments: Vec<_> = contents.iter().enumerate()
            .map(|(index, bytes)| Attachment::new(&format!("{index}@spo"), "text/xml", bytes.clone()))
            .collect();
        let body: String = attachments.iter().map(|attachment| format!("<d>{}</d>", attachment.include())).collect();
        let sent = Message {
            version: if soap_1_2 { SoapVersion::V12 } else { SoapVersion::V11 },
            addressing,
            attachments,
            mtom: true,
            ..message(&format!("<ds>{body}</ds>"))
        };
        let incoming = Incoming::read(sent.encode().into_response(200)).unwrap();
        prop_assert!(incoming.is_multipart());
        prop_assert_eq!(incoming.attachments().len(), contents.len());
        let envelope = incoming.envelope().unwrap();
        prop_assert_eq!(envelope.version(), sent.version);
        prop_assert_eq!(envelope.message_id(), addressing.then_some(ID));
        let payload = envelope.payload().unwrap();
        for (element, expected) in payload.children().zip(&contents) {
            let read = content(element, incoming.attachments()).unwrap();
            prop_assert_eq!(read.as_ref(), expected);
        }
        prop_assert_eq!(incoming.inlined().unwrap(), sent.inlined().unwrap());
    }

    #[test]
    fn no_bytes_make_the_reader_panic(
        bytes in message_like(),
        content_type in prop_oneof![
            Just(String::new()),
            Just("text/xml".to_owned()),
            Just("multipart/related; boundary=b; start=a@b".to_owned()),
            Just("multipart/related; boundary=\"".to_owned()),
            any::<String>(),
        ],
        status in 100_u16..600,
    ) {
        if let Ok(incoming) = Incoming::read(response(status, &content_type, bytes)) {
            for (id, _, expected) in incoming.attachments().iter() {
                prop_assert!(incoming.attachments().get(id).is_some() || expected.is_empty());
            }
            let _ = incoming.inlined();
            if let Ok(envelope) = incoming.envelope() {
                let _ = (envelope.payload(), envelope.relates_to(), envelope.action(), envelope.message_id());
            }
        }
    }

    #[test]
    fn no_content_type_makes_the_reader_panic(value: String) {
        let _ = content_type::ContentType::parse(&value);
    }
}

#[test]
fn a_request_tells_its_action_by_either_header() {
    let deadline = crate::transport::Timeouts::default().start();
    let mut request = message("<q/>")
        .encode()
        .into_request("http://localhost/", &deadline);
    let action = |request: &crate::transport::Request| {
        let incoming = Incoming::read_request(request.clone()).unwrap();
        incoming.soap_action().map(str::to_owned)
    };
    assert_eq!(action(&request).as_deref(), Some(ACTION));
    let soap_1_2 = Message {
        version: SoapVersion::V12,
        ..message("<q/>")
    };
    request = soap_1_2.encode().into_request("http://localhost/", &deadline);
    request.headers.retain(|(name, _)| name != "SOAPAction");
    assert_eq!(action(&request).as_deref(), Some(ACTION));
    request.headers.clear();
    assert_eq!(action(&request), None);
}
