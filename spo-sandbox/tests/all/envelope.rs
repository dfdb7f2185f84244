//! What is demanded of every request, and what every answer looks like.

use spo_core::soap::{Incoming, Message, SoapVersion};
use spo_core::transport::Request;
use spo_core::xds::{query, retrieve, submit};
use spo_core::xml::{Document, Limits};
use spo_sandbox::{Decision, Sandbox, Transaction};

use crate::support::*;

fn find() -> Message {
    query_message(nancy().body())
}

/// The text of the fault that `request` is answered with.
fn fault_of(request: &Request) -> String {
    let sandbox = Sandbox::new().unwrap();
    let response = sandbox.handle(request).unwrap();
    assert_eq!(response.status, 500);
    let fault = fault(response);
    assert!(fault.is_certain_refusal());
    let call = sandbox.calls().pop().unwrap();
    assert_eq!(call.decision, Decision::NotProcessed);
    assert!(call.fault.is_some());
    fault.text().to_owned()
}

fn with_action(message: &Message, action: Option<&str>) -> Request {
    let mut request = request(message);
    request
        .headers
        .retain(|(name, _)| !name.eq_ignore_ascii_case("SOAPAction"));
    request
        .headers
        .extend(action.map(|action| ("soapaction".to_owned(), action.to_owned())));
    request
}

#[test]
fn a_request_without_soap_action_reaches_nobody() {
    let mut message = find();
    for version in [SoapVersion::V11, SoapVersion::V12] {
        message.version = version;
        for action in [None, Some(""), Some("\"\"")] {
            let request = with_action(&message, action);
            let sandbox = Sandbox::new().unwrap();
            let fault = fault(sandbox.handle(&request).unwrap());
            assert!(fault.text().contains("SOAPAction is missing"), "{fault}");
        }
    }
}

#[test]
fn an_action_may_be_quoted_or_not() {
    for action in [query::ACTION.to_owned(), format!(" \"{}\" ", query::ACTION)] {
        let sandbox = Sandbox::new().unwrap();
        let response = sandbox.handle(&with_action(&find(), Some(&action))).unwrap();
        assert_eq!(response.status, 200);
    }
}

#[test]
fn action_body_and_addressing_must_name_the_same_transaction() {
    for action in [submit::ACTION, retrieve::ACTION] {
        let text = fault_of(&with_action(&find(), Some(action)));
        assert!(text.contains("but the body is <AdhocQueryRequest>"), "{text}");
    }
    let text = fault_of(&with_action(&find(), Some("urn:ihe:iti:2010:DeleteDocumentSet")));
    assert!(text.contains("not one of this service"), "{text}");

    let mut message = message(submit::ACTION, nancy().body());
    message.addressing = true;
    let text = fault_of(&with_action(&message, Some(query::ACTION)));
    assert!(text.contains("wsa:Action"), "{text}");
}

#[test]
fn what_is_no_soap_is_a_fault() {
    let good = request(&find());
    let text = String::from_utf8(good.body.clone()).unwrap();
    for (body, reason) in [
        (String::new(), "empty"),
        ("hello".to_owned(), "page"),
        ("<a/>".to_owned(), "envelope"),
        (text.replace("<soap:Body>", "<soap:Body><"), "XML"),
        (format!("<!DOCTYPE x [<!ENTITY a \"b\">]>{text}"), "document type"),
        (text.get(..text.len() / 2).unwrap().to_owned(), "XML"),
        (text.replace(&nancy().body(), ""), "no content"),
    ] {
        let request = Request {
            body: body.into_bytes(),
            ..good.clone()
        };
        let text = fault_of(&request);
        assert!(text.contains(reason), "{reason}: {text}");
    }
    let mut deep = good;
    deep.body = ["<a>".repeat(100_000), "</a>".repeat(100_000)]
        .concat()
        .into_bytes();
    fault_of(&deep);
}

#[test]
fn a_header_block_that_must_be_understood_is_understood_or_refused() {
    let mut message = find();
    message.header_blocks = vec!["<x:Secret xmlns:x=\"urn:x\" soap:mustUnderstand=\"1\"/>".to_owned()];
    assert!(fault_of(&request(&message)).contains("Secret"));
    message.header_blocks = vec!["<x:Hint xmlns:x=\"urn:x\" soap:mustUnderstand=\"0\"/>".to_owned()];
    let sandbox = Sandbox::new().unwrap();
    assert_eq!(send(&sandbox, &message).status, 200);
}

#[test]
fn the_answer_speaks_the_callers_version_and_relates_to_its_message() {
    let sandbox = Sandbox::new().unwrap();
    for version in [SoapVersion::V11, SoapVersion::V12] {
        for addressing in [false, true] {
            let mut message = find();
            message.version = version;
            message.addressing = addressing;
            let response = send(&sandbox, &message);
            let media_type = match version {
                SoapVersion::V11 => "text/xml",
                SoapVersion::V12 => "application/soap+xml",
            };
            assert!(response.header("Content-Type").unwrap().starts_with(media_type));
            let incoming = Incoming::read(response).unwrap();
            let envelope = incoming.envelope().unwrap();
            assert_eq!(envelope.version(), version);
            let expected = addressing.then_some(message.message_id.as_str());
            assert_eq!(envelope.relates_to(), expected);
            let action = addressing.then_some("urn:ihe:iti:2007:RegistryStoredQueryResponse");
            assert_eq!(envelope.action(), action);
            let call = sandbox.calls().pop().unwrap();
            assert_eq!(call.message_id.as_deref(), expected);
            assert_eq!(call.action.as_deref(), Some(query::ACTION));
            assert_eq!(call.transaction, Some(Transaction::Iti18));
        }
    }
}

#[test]
fn a_fault_of_soap_1_2_about_the_request_has_status_400_and_relates_too() {
    let sandbox = Sandbox::new().unwrap();
    let mut message = message(query::ACTION, "<nothing/>".to_owned());
    message.version = SoapVersion::V12;
    message.addressing = true;
    let response = send(&sandbox, &message);
    assert_eq!(response.status, 400);
    let incoming = Incoming::read(response).unwrap();
    let envelope = incoming.envelope().unwrap();
    assert_eq!(envelope.version(), SoapVersion::V12);
    assert_eq!(envelope.relates_to(), Some(message.message_id.as_str()));
}

#[test]
fn the_header_of_den_gode_webservice_is_answered_in_kind() {
    let sandbox = Sandbox::new().unwrap();
    let mut message = find();
    message.header_blocks = vec![
        "<medcom:Header xmlns:medcom=\"http://www.medcom.dk/dgws/2006/04/dgws-1.0.xsd\">\
         <medcom:SecurityLevel>3</medcom:SecurityLevel><medcom:Linking><medcom:FlowID>f</medcom:FlowID>\
         <medcom:MessageID>AAA-1</medcom:MessageID></medcom:Linking></medcom:Header>"
            .to_owned(),
    ];
    let incoming = Incoming::read(send(&sandbox, &message)).unwrap();
    let envelope = incoming.envelope().unwrap();
    assert_eq!(envelope.relates_to(), Some("AAA-1"));
    let header = envelope.header().unwrap();
    assert!(
        header
            .descendants()
            .any(|element| element.text() == "flow_finalized_succesfully")
    );
    assert_eq!(
        sandbox.calls().pop().unwrap().message_id.as_deref(),
        Some("AAA-1")
    );
}

#[test]
fn plain_answers_are_plain_and_retrievals_are_multipart() {
    let sandbox = Sandbox::new().unwrap();
    let shared = Shared::new();
    let response = send(&sandbox, &shared.message());
    assert_eq!(response.header("Content-Type"), Some("text/xml; charset=utf-8"));
    assert_eq!(
        send(&sandbox, &find()).header("Content-Type"),
        Some("text/xml; charset=utf-8")
    );
    // Also when nothing is found.
    let reference = spo_core::xds::retrieve::DocumentReference {
        home_community_id: None,
        repository_id: "1.2.3".to_owned(),
        unique_id: shared.unique_id().clone(),
    };
    let response = send(&sandbox, &retrieve_message(&[reference]));
    assert!(
        response
            .header("Content-Type")
            .unwrap()
            .starts_with("multipart/related")
    );
    assert!(Incoming::read(response).unwrap().is_multipart());
}

#[test]
fn a_body_that_lacks_its_parts_is_a_fault() {
    let sandbox = Sandbox::new().unwrap();
    for (action, body) in [
        (
            submit::ACTION,
            "<ProvideAndRegisterDocumentSetRequest xmlns=\"urn:ihe:iti:xds-b:2007\"/>",
        ),
        (
            retrieve::ACTION,
            "<RetrieveDocumentSetRequest xmlns=\"urn:ihe:iti:xds-b:2007\"/>",
        ),
        (
            query::ACTION,
            "<AdhocQueryRequest xmlns=\"urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0\"/>",
        ),
        (
            spo_core::xds::update::ACTION,
            "<SubmitObjectsRequest xmlns=\"urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0\"/>",
        ),
    ] {
        let fault = fault(send(&sandbox, &message(action, body.to_owned())));
        assert!(fault.text().contains("incomplete"), "{fault}");
    }
}

#[test]
fn answers_are_the_same_every_time_with_a_fixed_context() {
    let answer = || {
        let now = "2026-03-02T09:16:00Z".parse().unwrap();
        let sandbox = Sandbox::new().unwrap().with_clock(spo_core::Context::fixed(now));
        let mut message = message(query::ACTION, nancy().body());
        message.addressing = true;
        message.message_id = "urn:uuid:1".to_owned();
        let response = send(&sandbox, &message);
        assert_eq!(sandbox.calls().pop().unwrap().received, now);
        response.body
    };
    let body = answer();
    assert_eq!(body, answer());
    Document::parse(&body, Limits::MESSAGE).unwrap();
}

#[test]
fn calls_name_no_patient() {
    let sandbox = Sandbox::new().unwrap();
    share_well(&sandbox, &Shared::new());
    refused(
        &sandbox,
        &Shared::new().with(|entry| entry.title = None).message(),
    );
    let calls = sandbox.calls();
    assert_eq!(calls.iter().map(|call| call.number).collect::<Vec<_>>(), [1, 2]);
    let text = format!("{calls:?} {}", serde_json::to_string(&calls).unwrap());
    assert!(!text.contains(NANCY));
    sandbox.clear_calls();
    assert!(sandbox.calls().is_empty());
}
