//! Requests captured on their way to the real test environment, with identity cards and all. They are not shipped:
//! without them the tests say so and pass.

use std::time::Duration;

use spo_core::soap::{Incoming, SoapVersion};
use spo_core::transport::Request;
use spo_core::xds::response::ResponseStatus;
use spo_core::xds::{query, retrieve};
use spo_sandbox::{IdentityCheck, Sandbox, Validation};

use crate::samples::shared_data;
use crate::support::*;

/// A sandbox that does not look at the cards, which were issued by the real test environment and ran out years ago.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new().unwrap();
    sandbox.set_identity_check(IdentityCheck::Off);
    sandbox
}

fn request_of(headers: Vec<(String, String)>, body: &str) -> Request {
    Request {
        url: "http://sandbox.invalid/".to_owned(),
        headers,
        body: body.as_bytes().to_vec(),
        connect_timeout: Duration::from_secs(1),
        timeout: Duration::from_secs(1),
    }
}

fn read(name: &str) -> Option<String> {
    let path = shared_data()?.join("transport/samples-nsp-test2").join(name);
    Some(std::fs::read_to_string(path).unwrap())
}

fn plain(name: &str, action: &str) -> Option<Request> {
    let headers = vec![
        ("Content-Type".to_owned(), "text/xml; charset=utf-8".to_owned()),
        ("SOAPAction".to_owned(), format!("\"{action}\"")),
    ];
    Some(request_of(headers, &read(name)?))
}

/// A capture of HTTP: headers, an empty line, the body.
fn with_headers(name: &str) -> Option<Request> {
    let text = read(name)?;
    let (head, body) = text
        .split_once("\r\n\r\n")
        .or_else(|| text.split_once("\n\n"))
        .unwrap();
    let headers = head.lines().filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Some(request_of(headers.collect(), body))
}

#[test]
fn a_search_with_identity_card_is_answered_in_kind() {
    let Some(request) = plain("ITI-18-Request-Nancy.xml", query::ACTION) else {
        return;
    };
    let sandbox = sandbox();
    share_well(
        &sandbox,
        &Shared::of(NANCY, "20180831100000+0200", Some("20180831103000+0200"), ""),
    );
    let response = sandbox.handle(&request).unwrap();
    let incoming = Incoming::read(response.clone()).unwrap();
    let envelope = incoming.envelope().unwrap();
    assert_eq!(envelope.version(), SoapVersion::V11);
    assert_eq!(
        envelope.relates_to(),
        Some("urn:uuid:3b290da7-5da1-4a41-838f-87f303d43f5f")
    );
    let header = envelope.header().unwrap();
    assert!(
        header
            .descendants()
            .any(|element| element.local() == "InResponseToMessageID")
    );
    let answer = query_answer(response);
    assert_eq!(
        (answer.status, answer.objects.entries.len()),
        (ResponseStatus::Success, 1)
    );
}

#[test]
fn a_retrieval_from_elsewhere_is_refused_document_by_document() {
    let Some(request) = plain("ITI-43-Request-Nancy.xml", retrieve::ACTION) else {
        return;
    };
    let answer = retrieved(sandbox().handle(&request).unwrap(), &[]);
    assert_eq!(answer.status, ResponseStatus::Failure);
    assert!(
        answer
            .errors
            .iter()
            .all(|error| error.code == "XDSUnknownCommunity")
            && !answer.errors.is_empty()
    );
}

#[test]
fn a_submission_with_identity_card_is_judged_and_stored() {
    let Some(request) = with_headers("iti41/request-mime.txt") else {
        return;
    };
    let sandbox = sandbox();
    let response = registry_response(sandbox.handle(&request).unwrap());
    assert_eq!(response.status, ResponseStatus::Failure);
    assert!(
        response
            .errors
            .iter()
            .all(|error| error.code == "XDSRegistryMetadataError"),
        "{response:#?}"
    );
    assert!(sandbox.calls().pop().unwrap().message_id.is_some());
    sandbox.set_validation(Validation::Off);
    let response = registry_response(sandbox.handle(&request).unwrap());
    assert_eq!(
        (response.status, response.errors),
        (ResponseStatus::Success, Vec::new())
    );
    assert!(sandbox.entries().unwrap().pop().unwrap().size > Some(1000));
}

#[test]
fn a_card_of_the_real_test_environment_is_no_card_here() {
    let Some(request) = plain("ITI-18-Request-Nancy.xml", query::ACTION) else {
        return;
    };
    let fault = fault(Sandbox::new().unwrap().handle(&request).unwrap());
    assert_eq!(fault.dgws_code(), Some("invalid_signature"), "{fault}");
}
