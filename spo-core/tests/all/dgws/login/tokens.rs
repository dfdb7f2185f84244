//! What is read of a login's token, and that nothing of it is changed or shown.

use chrono::TimeDelta;
use spo_core::ErrorKind;
use spo_core::dgws::{BootstrapToken, TokenForm};

use super::portal::{NANCY, Portal};
use crate::dgws::identity::parties::parties;
use crate::support::{read, shared_data};

#[test]
fn an_assertion_is_kept_as_given_and_tells_its_end_audience_and_holder() {
    let Some(parties) = parties() else { return };
    let portal = Portal::new(parties);
    let assertion = portal.assertion(NANCY).signed_by(&parties.stranger);
    let file = format!("\u{feff}<?xml version=\"1.0\"?>\n<!-- a comment -->{assertion}\n");
    let token = BootstrapToken::from_saml(file.as_bytes()).unwrap();
    assert_eq!(token.expose(), assertion);
    assert_eq!(token.form(), TokenForm::Saml);
    let end = portal.now() + TimeDelta::minutes(15);
    assert_eq!(
        token.not_on_or_after().unwrap().timestamp_millis(),
        end.timestamp_millis()
    );
    assert_eq!(token.audiences(), ["https://sts.sosi.dk/"]);
    assert_eq!(
        token.holder(),
        Some(&parties.organisation.certificate().sha256_fingerprint())
    );
    let bearer = super::portal::Assertion {
        holder: None,
        ..portal.assertion(NANCY)
    };
    let bearer = BootstrapToken::from_saml(bearer.xml().as_bytes()).unwrap();
    assert_eq!(bearer.holder(), None);
}

#[test]
fn line_ends_are_written_as_every_reader_of_xml_takes_them() {
    let token = "<Assertion xmlns=\"urn:oasis:names:tc:SAML:2.0:assertion\"\r\n>a\rb</Assertion>";
    let token = BootstrapToken::from_saml(token.as_bytes()).unwrap();
    assert_eq!(
        token.expose(),
        "<Assertion xmlns=\"urn:oasis:names:tc:SAML:2.0:assertion\"\n>a\nb</Assertion>"
    );
    assert_eq!(token.not_on_or_after(), None);
}

#[test]
fn a_json_web_token_tells_its_end_and_audience() {
    let Some(parties) = parties() else { return };
    let portal = Portal::new(parties);
    let token = portal.jwt(NANCY);
    assert_eq!(token.form(), TokenForm::Jwt);
    let end = portal.now() + TimeDelta::minutes(15);
    assert_eq!(token.not_on_or_after().unwrap().timestamp(), end.timestamp());
    assert_eq!(token.audiences(), ["sts"]);
    assert_eq!(token.holder(), None);
    // {"aud":["a","b"],"cnf":{"x5t#S256":"<32 zero bytes>"}}
    let bound = "e30.eyJhdWQiOlsiYSIsImIiXSwiY25mIjp7Ing1dCNTMjU2IjoiQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQSJ9fQ.AA";
    let bound = BootstrapToken::from_jwt(bound).unwrap();
    assert_eq!(bound.audiences(), ["a", "b"]);
    assert_eq!(bound.holder(), Some(&[0; 32]));
}

#[test]
fn what_is_no_token_is_refused_with_what_to_give_instead() {
    let not_xml = BootstrapToken::from_saml(b"PHNhbWw6QXNzZXJ0aW9u").unwrap_err();
    assert!(not_xml.remedy().contains("base64"), "{not_xml}");
    let response = b"<Response xmlns=\"urn:oasis:names:tc:SAML:2.0:protocol\"/>";
    for error in [not_xml, BootstrapToken::from_saml(response).unwrap_err()] {
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::InvalidArgument, "bootstrap_token.assertion")
        );
    }
    let long = format!("e30.{}.AA", "A".repeat(70_000));
    for jwt in [
        "",
        "e30.e30",
        "e30.e30.",
        "e30.e30.AA.AA",
        "e30.W10.AA",
        "W10.e30.AA",
        "e30.<>.AA",
        &long,
    ] {
        let error = BootstrapToken::from_jwt(jwt).unwrap_err();
        assert_eq!(error.code(), "bootstrap_token.jwt", "{jwt}");
    }
}

#[test]
fn a_token_shows_nothing_of_whom_it_is_about() {
    let Some(parties) = parties() else { return };
    let portal = Portal::new(parties);
    for token in [portal.login(NANCY), portal.jwt(NANCY)] {
        let shown = format!("{token:?}");
        assert!(shown.len() < 120 && !shown.contains(NANCY), "{shown}");
    }
    let error = BootstrapToken::from_saml(format!("<Assertion>{NANCY}").as_bytes()).unwrap_err();
    assert!(!format!("{error:?}").contains(NANCY));
}

#[test]
fn tokens_of_the_field_are_read() {
    let Some(data) = shared_data() else { return };
    let idws = data.join("transport/samples-idws");
    let nemlogin = idws.join("seal/oiosaml-examples/OIOBootstrapToIdentityToken");
    let nemlogin = read(&nemlogin.join("NemLog-In_bootstrap_valid_signature.xml"));
    let token = BootstrapToken::from_saml(nemlogin.as_bytes()).unwrap();
    assert!(token.holder().is_some());
    assert_eq!(token.audiences(), ["https://bootstrap.sts.nemlog-in.dk/"]);
    assert!(token.not_on_or_after().is_some());
    let bearer = read(&idws.join("unsealed-bootstrap-token.xml"));
    let token = BootstrapToken::from_saml(bearer.as_bytes()).unwrap();
    assert_eq!(token.holder(), None);
    assert_eq!(token.audiences(), ["https://bootstrap.sts.nspop.dk/"]);
}
