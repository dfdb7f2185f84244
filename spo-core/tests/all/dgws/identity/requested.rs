//! The card that is asked for: what stands in it, and that others believe its signature.

use std::process::Command;

use chrono::{DateTime, TimeDelta, Utc};
use spo_core::dgws::{CardTrust, IdCard, IdCardRequest, Level, UserIdentifier, token_service};
use spo_core::xml::{Document, Element, Limits};
use uuid::Uuid;

use super::parties::{Folder, parties, system_card, user_card};
use crate::support::{read, shared_data};

const ID: Uuid = Uuid::from_u128(0x5b0f_2c3e_6a41_4d7e_9a52_7c10_0d5e_0002);

fn now() -> DateTime<Utc> {
    Utc::now()
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let Some(parties) = parties() else { return };
    let now = now();
    let sign = || system_card().sign(now, ID, &parties.organisation).unwrap();
    assert_eq!(sign(), sign());
    assert!(!sign().contains(['\n', '\r']));
}

#[test]
fn a_signed_request_is_read_back_by_whoever_trusts_the_authority() {
    let Some(parties) = parties() else { return };
    let trust = CardTrust::callers(vec![parties.authority.clone()]).unwrap();
    let now = DateTime::from_timestamp(now().timestamp(), 0).unwrap();
    for (request, credential, level) in [
        (system_card(), &parties.organisation, Level::TrustedSystem),
        (user_card(), &parties.employee, Level::TrustedUser),
    ] {
        let signed = request.sign(now, ID, credential).unwrap();
        let document = Document::parse(signed.as_bytes(), Limits::MESSAGE).unwrap();
        let card = IdCard::verify(document.root(), &trust, now).unwrap();
        assert_eq!(card.xml(), signed);
        assert_eq!((card.level(), card.issuer()), (level, "spo"));
        assert_eq!(card.id(), "5b0f2c3e-6a41-4d7e-9a52-7c100d5e0002");
        assert_eq!(card.not_before(), now - TimeDelta::minutes(5));
        assert_eq!(card.not_on_or_after() - card.not_before(), TimeDelta::hours(24));
        assert_eq!(card.cvr(), Some(&request.care_provider.cvr));
        assert_eq!(card.care_provider_name(), request.care_provider.name);
        assert_eq!(card.system_name(), request.system_name);
        assert_eq!(card.certificate_hash(), credential.certificate().oces_cert_hash());
        card.check_time(now).unwrap();
        assert!(card.check_time(card.not_on_or_after()).is_err());
        assert!(
            card.check_time(card.not_before() - TimeDelta::seconds(1))
                .is_err()
        );
        let holder = card
            .user()
            .map(|user| (user.cpr, user.surname.as_str(), user.role.as_str()));
        let expected = request
            .user
            .as_ref()
            .map(|_| (Some("2512489996".parse().unwrap()), "Berggren", "7170"));
        assert_eq!(holder, expected);
    }
}

#[test]
fn xmlsec1_believes_the_request_inside_its_message() {
    let Some(parties) = parties() else { return };
    let folder = Folder::new();
    let certificate = folder.put("certificate.der", parties.authority.der());
    let card = user_card().sign(now(), ID, &parties.employee).unwrap();
    let message = token_service::request(&card, now(), "").encode();
    let believes = |name: &str, message: &[u8]| {
        let path = folder.put(name, message);
        let arguments = [
            "--verify",
            "--trusted-der",
            &certificate,
            "--id-attr:id",
            "Assertion",
            &path,
        ];
        let output = Command::new("xmlsec1").args(arguments).output();
        output.ok().map(|output| output.status.success())
    };
    let Some(believed) = believes("message.xml", &message.body) else {
        eprintln!("skipped: xmlsec1 is not installed");
        return;
    };
    assert!(believed);
    let changed = String::from_utf8(message.body)
        .unwrap()
        .replacen(">7170<", ">7171<", 1);
    assert_eq!(believes("changed.xml", changed.as_bytes()), Some(false));
}

/// Names of elements and attributes, and the values that say what they are, line by line.
fn shape(element: Element<'_>, depth: usize, out: &mut Vec<String>) {
    let mut line = format!("{:depth$}{}", "", element.local());
    let mut attributes: Vec<_> = element.attributes().collect();
    attributes.sort_by_key(|attribute| attribute.local);
    for attribute in attributes {
        line.push_str(&match attribute.local {
            "IssueInstant" | "NotBefore" | "NotOnOrAfter" => format!(" {}", attribute.local),
            "Algorithm" => " Algorithm".to_owned(),
            name => format!(" {name}={}", attribute.value),
        });
    }
    out.push(line);
    for child in element.children() {
        shape(child, depth + 1, out);
    }
}

fn shape_of(message: &[u8]) -> Vec<String> {
    let document = Document::parse(message, Limits::MESSAGE).unwrap();
    let body = document.root().children().last().unwrap();
    let mut out = Vec::new();
    shape(body, 0, &mut out);
    out
}

#[test]
fn requests_are_built_like_those_of_the_national_library() {
    let Some(parties) = parties() else { return };
    let Some(data) = shared_data() else { return };
    let mut doctor = user_card();
    // The token service adds the authorisation code; the captured request leaves it out.
    doctor.user.as_mut().unwrap().authorisation = None;
    for (file, request) in [
        ("seal-to-sts-organization-request.xml", system_card()),
        ("sts-request-1.xml", doctor),
    ] {
        let theirs = read(&data.join("transport/samples-dgws").join(file));
        let card = request.sign(now(), ID, &parties.organisation).unwrap();
        let ours = token_service::request(&card, now(), "").encode();
        assert_eq!(shape_of(&ours.body), shape_of(theirs.as_bytes()), "{file}");
    }
}

#[test]
fn an_employee_may_be_known_by_another_id() {
    let Some(parties) = parties() else { return };
    let mut request: IdCardRequest = user_card();
    request.user.as_mut().unwrap().id = UserIdentifier::Other("nab@region-nord".into());
    let card = request.sign(now(), ID, &parties.employee).unwrap();
    assert!(card.contains(r#"<saml:NameID Format="medcom:other">nab@region-nord</saml:NameID>"#));
    assert!(!card.contains("UserCivilRegistrationNumber"));
}

#[test]
fn the_message_is_plain_soap_with_the_action_issue() {
    let Some(parties) = parties() else { return };
    let card = system_card().sign(now(), ID, &parties.organisation).unwrap();
    let message = token_service::request(&card, now(), "").encode();
    assert_eq!(message.header("SOAPAction"), Some("\"Issue\""));
    assert_eq!(message.header("Content-Type"), Some("text/xml; charset=utf-8"));
    assert!(String::from_utf8(message.body).unwrap().contains(&card));
}
