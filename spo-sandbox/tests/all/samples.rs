//! The field's own sample messages, answered sensibly. They are not shipped: without them the tests say so and pass.

use std::path::PathBuf;

use spo_core::transport::{Request, Response};
use spo_core::xds::response::ResponseStatus;
use spo_core::xds::{query, retrieve, submit, update};
use spo_sandbox::{Sandbox, Validation};

use crate::support::*;

pub(crate) fn shared_data() -> Option<PathBuf> {
    let root = std::env::var_os("SPO_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared")),
        PathBuf::from,
    );
    let data = root.join("data");
    if !data.is_dir() {
        eprintln!("skipped: ../shared is not there");
        return None;
    }
    Some(data)
}

/// The sample called `name` as a request. A sample that is MIME text begins with its boundary, or with the envelope
/// and has the boundary after it.
fn sample(name: &str, action: &str) -> Option<Request> {
    let path = shared_data()?.join("appointments/messages").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    let boundary = text
        .lines()
        .find_map(|line| line.trim().strip_prefix("--"))
        .map(str::to_owned);
    let mut headers = vec![("SOAPAction".to_owned(), format!("\"{action}\""))];
    let body = match boundary {
        None => {
            headers.push((
                "Content-Type".to_owned(),
                "application/soap+xml; charset=utf-8".to_owned(),
            ));
            text
        }
        Some(boundary) => {
            let boundary = boundary.trim_end_matches("--").to_owned();
            headers.push((
                "Content-Type".to_owned(),
                format!("multipart/related; type=\"application/xop+xml\"; boundary=\"{boundary}\""),
            ));
            match text.trim_start().starts_with("--") {
                true => text,
                false => format!("--{boundary}\r\nContent-Type: application/xop+xml\r\n\r\n{text}"),
            }
        }
    };
    Some(Request {
        url: "http://sandbox.invalid/".to_owned(),
        headers,
        body: body.into_bytes(),
        connect_timeout: std::time::Duration::from_secs(1),
        timeout: std::time::Duration::from_secs(1),
    })
}

fn answer(sandbox: &Sandbox, request: &Request) -> Response {
    let response = sandbox.handle(request).unwrap();
    assert_eq!(
        response.status,
        200,
        "{}",
        String::from_utf8_lossy(&response.body)
    );
    response
}

#[test]
fn a_submission_of_2017_is_refused_with_every_reason() {
    let Some(request) = sample("iti41-request.xml", submit::ACTION) else {
        return;
    };
    let response = registry_response(answer(&Sandbox::new().unwrap(), &request));
    assert_eq!(response.status, ResponseStatus::Failure);
    let contexts: Vec<&str> = response
        .errors
        .iter()
        .map(|error| error.context.as_str())
        .collect();
    for part in [
        "DocumentEntry.confidentialityCode",
        "DocumentEntry.languageCode",
        "DocumentEntry.mimeType",
        "DocumentEntry.sourcePatientInfo",
        "DocumentEntry.patientId skal være et CPR-nummer",
        "DocumentEntry.formatCode har et ukendt kodesystem",
        "serviceStartTime i CDA-dokumentet",
    ] {
        assert!(
            contexts.iter().any(|context| context.contains(part)),
            "{part}: {contexts:#?}"
        );
    }
}

#[test]
fn without_validation_the_samples_tell_their_story() {
    let Some(create) = sample("iti41-request.xml", submit::ACTION) else {
        return;
    };
    let sandbox = Sandbox::new().unwrap();
    sandbox.set_validation(Validation::Off);
    let response = registry_response(answer(&sandbox, &create));
    assert_eq!(
        (response.status, response.errors),
        (ResponseStatus::Success, Vec::new())
    );
    let first = sandbox.entries().unwrap().pop().unwrap();
    assert!(
        first.entry_uuid.as_str().starts_with("urn:uuid:"),
        "the symbolic id is replaced"
    );

    let search = sample("iti18-request.xml", query::ACTION).unwrap();
    let found = query_answer(answer(&sandbox, &search));
    assert_eq!(
        (found.status, found.objects.entries.len()),
        (ResponseStatus::Success, 1)
    );

    // The sample names an entry of another registry.
    let replace = sample("iti41withreplacement-request.xml", submit::ACTION).unwrap();
    let response = registry_response(answer(&sandbox, &replace));
    assert_eq!(
        response.errors.first().unwrap().code,
        "UnresolvedReferenceException"
    );
    let known = |request: &Request, from: &str| {
        let text = String::from_utf8(request.body.clone()).unwrap();
        assert!(text.contains(from), "{from}");
        Request {
            body: text.replace(from, first.entry_uuid.as_str()).into_bytes(),
            ..request.clone()
        }
    };
    let target = target_of(&replace);
    let response = registry_response(answer(&sandbox, &known(&replace, &target)));
    assert_eq!(
        (response.status, response.errors),
        (ResponseStatus::Success, Vec::new())
    );

    let retrieve = sample("iti43-request.xml", retrieve::ACTION).unwrap();
    let text = String::from_utf8(retrieve.body.clone()).unwrap();
    let response = retrieved(answer(&sandbox, &retrieve), &[]);
    assert_eq!(response.errors.first().unwrap().code, "XDSUnknownRepositoryId");
    let here = Request {
        body: text
            .replace("1.2.208.176.43210.8.88.1.30", spo_sandbox::REPOSITORY_ID)
            .into_bytes(),
        ..retrieve
    };
    let response = retrieved(answer(&sandbox, &here), &[]);
    assert_eq!(
        (response.status, response.documents.len()),
        (ResponseStatus::Success, 1)
    );
}

/// The entry that a sample replaces.
fn target_of(replace: &Request) -> String {
    let text = String::from_utf8(replace.body.clone()).unwrap();
    let association = text.split("AssociationType:RPLC").nth(1).unwrap();
    let target = association.split("targetObject=\"").nth(1).unwrap();
    target.split('"').next().unwrap().to_owned()
}

#[test]
fn a_withdrawal_of_2017_is_refused_for_its_form_and_done_without_validation() {
    let Some(withdraw) = sample("iti57-request.xml", update::ACTION) else {
        return;
    };
    let sandbox = Sandbox::new().unwrap();
    let response = registry_response(answer(&sandbox, &withdraw));
    let contexts: Vec<&str> = response
        .errors
        .iter()
        .map(|error| error.context.as_str())
        .collect();
    assert!(
        contexts.contains(&"Association uden attributten id"),
        "{contexts:#?}"
    );
    assert!(
        contexts.contains(&"SubmissionSet.uniqueId skal være en OID"),
        "{contexts:#?}"
    );

    sandbox.set_validation(Validation::Off);
    let response = registry_response(answer(&sandbox, &withdraw));
    assert_eq!(
        response.errors.first().unwrap().code,
        "UnresolvedReferenceException"
    );
    registry_response(answer(
        &sandbox,
        &sample("iti41-request.xml", submit::ACTION).unwrap(),
    ));
    let id = sandbox.entries().unwrap().pop().unwrap().entry_uuid;
    let text = String::from_utf8(withdraw.body.clone()).unwrap();
    let known = Request {
        body: text
            .replace(
                "targetObject=\"urn:uuid:194ff3d4-a77a-4067-b721-6716ed2f43f7\"",
                &format!("targetObject=\"{id}\""),
            )
            .into_bytes(),
        ..withdraw
    };
    let response = registry_response(answer(&sandbox, &known));
    assert_eq!(
        (response.status, response.errors),
        (ResponseStatus::Success, Vec::new())
    );
    assert!(!sandbox.entries().unwrap().pop().unwrap().is_approved());
}

#[test]
fn our_own_samples_are_accepted() {
    let Some(data) = shared_data() else {
        return;
    };
    let metadata = |name: &str| {
        let text = std::fs::read_to_string(data.join("appointments/messages-own").join(name)).unwrap();
        text.split_once("?>").unwrap().1.trim().to_owned()
    };
    let document =
        std::fs::read(data.join("appointments/documents/own/apd-2.0.1-max-annotated.xml")).unwrap();
    let sandbox = Sandbox::new().unwrap();
    let attachment = spo_core::soap::Attachment::new("document@sample", "text/xml", document);
    let body = format!(
        "<xdsb:ProvideAndRegisterDocumentSetRequest xmlns:xdsb=\"urn:ihe:iti:xds-b:2007\">{}<xdsb:Document \
         id=\"urn:uuid:2c1cf2f9-4a4f-4a0b-8a7c-5a0c6c7a1002\">{}</xdsb:Document></xdsb:ProvideAndRegisterDocumentSetRequest>",
        metadata("iti41-create-metadata.xml"),
        attachment.include()
    );
    let mut create = message(submit::ACTION, body);
    create.attachments = vec![attachment];
    let response = registry_response(send(&sandbox, &create));
    assert_eq!(
        (response.status, response.errors),
        (ResponseStatus::Success, Vec::new())
    );
    let id = sandbox.entries().unwrap().pop().unwrap().entry_uuid;
    let body = metadata("iti57-deprecate-metadata.xml")
        .replace("urn:uuid:4016976a-8b7c-4410-9d3b-c8ef081fca1d", id.as_str());
    let response = registry_response(send(&sandbox, &message(update::ACTION, body)));
    assert_eq!(
        (response.status, response.errors),
        (ResponseStatus::Success, Vec::new())
    );
}
