//! The card that comes back: real ones from the field, and forged ones.

use chrono::{DateTime, Utc};
use spo_core::dgws::credentials::{Certificate, Credential};
use spo_core::dgws::signature::SignatureError;
use spo_core::dgws::{CardTrust, IdCard, IdCardError, IdCardRequest, Level};
use spo_core::soap::{Incoming, Message};
use spo_core::transport::Response;
use spo_core::xml::{Document, Element, Limits, Namespace};
use uuid::Uuid;

use super::parties::{parties, system_card};
use crate::support::{read, shared_data};

fn assertion<'d>(document: &'d Document<'d>) -> Element<'d> {
    let mut all = document.root().descendants();
    all.find(|element| element.is(Namespace::SAML, "Assertion"))
        .unwrap()
}

/// The certificate that stands in a card's signature.
fn signer_of(card: Element<'_>) -> Certificate {
    use base64::Engine as _;
    let mut all = card.descendants();
    let text = all
        .find(|element| element.local() == "X509Certificate")
        .unwrap()
        .text();
    let der = base64::engine::general_purpose::STANDARD
        .decode(text.split_ascii_whitespace().collect::<String>())
        .unwrap();
    Certificate::from_der(der).unwrap()
}

#[test]
fn real_cards_are_believed_and_kept_byte_by_byte() {
    let Some(data) = shared_data() else { return };
    for file in [
        "ITI-18-Request-Nancy.xml",
        "ITI-43-Request-Nancy.xml",
        "iti41/request-soap.xml",
    ] {
        let message = read(&data.join("transport/samples-nsp-test2").join(file));
        let document = Document::parse(message.as_bytes(), Limits::MESSAGE).unwrap();
        let element = assertion(&document);
        let trust = CardTrust::token_service(vec![signer_of(element)]).unwrap();
        let at: DateTime<Utc> = "2019-06-15T12:00:00Z".parse().unwrap();
        let card = IdCard::verify(element, &trust, at).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(
            (card.issuer(), card.level()),
            ("TEST2-NSP-STS", Level::TrustedSystem)
        );
        assert_eq!(card.cvr().map(|cvr| cvr.as_str()), Some("46837428"));
        assert!(
            ["Kom Godt i Gang Guider", "XDS Code Camp"].contains(&card.system_name()),
            "{file}"
        );
        assert_eq!(
            card.not_on_or_after() - card.issued_at(),
            chrono::TimeDelta::hours(24)
        );
        assert!(card.user().is_none() && card.certificate_hash().ends_with('='));
        // All of the input but the start tag, which takes its namespaces along.
        let rest = |xml: &str| xml.split_once("<saml:Issuer>").unwrap().1.to_owned();
        assert_eq!(rest(card.xml()), rest(element.source()));
        // Moved, it is still believed.
        let alone = Document::parse(card.xml().as_bytes(), Limits::MESSAGE).unwrap();
        assert_eq!(
            IdCard::verify(alone.root(), &trust, at).unwrap().xml(),
            card.xml()
        );
        let refused = IdCard::verify(element, &trust.without_sha1(), at).unwrap_err();
        assert_eq!(refused, IdCardError::Signature(SignatureError::Sha1));
    }
}

#[test]
fn a_card_that_was_tidied_up_is_refused() {
    let Some(data) = shared_data() else { return };
    let message = read(&data.join("transport/samples-dgws/sts-response-1.xml"));
    let document = Document::parse(message.as_bytes(), Limits::MESSAGE).unwrap();
    let element = assertion(&document);
    let trust = CardTrust::token_service(vec![signer_of(element)]).unwrap();
    let at = "2020-04-01T14:00:00Z".parse().unwrap();
    let error = IdCard::verify(element, &trust, at).unwrap_err();
    assert!(matches!(error, IdCardError::Signature(_)), "{error}");
}

fn signed(request: &IdCardRequest, credential: &Credential) -> String {
    request.sign(Utc::now(), Uuid::new_v4(), credential).unwrap()
}

fn judged(card: &str, trust: &CardTrust) -> Result<IdCard, IdCardError> {
    let document = Document::parse(card.as_bytes(), Limits::MESSAGE).unwrap();
    IdCard::verify(document.root(), trust, Utc::now())
}

#[test]
fn only_the_token_service_makes_cards() {
    let Some(parties) = parties() else { return };
    let own = parties.token_service.certificate().clone();
    let pinned = CardTrust::token_service(vec![own]).unwrap();
    let named = CardTrust::token_service_named("Prøve STS", vec![parties.authority.clone()]).unwrap();
    let genuine = signed(&system_card(), &parties.token_service);
    for trust in [&pinned, &named] {
        judged(&genuine, trust).unwrap();
        // Known to the same authority, or of the same name.
        for forger in [&parties.organisation, &parties.stranger] {
            let error = judged(&signed(&system_card(), forger), trust).unwrap_err();
            assert!(
                matches!(
                    error,
                    IdCardError::Signer(_) | IdCardError::NotTheTokenService { .. }
                ),
                "{error}"
            );
        }
    }
    let error = judged(&signed(&system_card(), &parties.organisation), &named).unwrap_err();
    assert_eq!(error.code(), "id_card.not_the_token_service");
    // An authority alone would let every holder of a certificate issue cards.
    assert!(CardTrust::token_service(vec![parties.authority.clone()]).is_err());
    assert!(CardTrust::token_service(Vec::new()).is_err());
}

/// The token service's answer with `token` as the requested token.
fn answer(token: &str, status: &str) -> Response {
    let body = format!(
        "<wst:RequestSecurityTokenResponse xmlns:wst=\"http://schemas.xmlsoap.org/ws/2005/02/trust\">\
         <wst:RequestedSecurityToken>{token}</wst:RequestedSecurityToken><wst:Status>\
         <wst:Code>http://schemas.xmlsoap.org/ws/2005/02/trust/status/{status}</wst:Code></wst:Status>\
         </wst:RequestSecurityTokenResponse>"
    );
    Message::new("Issue", "", body).encode().into_response(200)
}

fn issued(token: &str, status: &str, asked: &IdCardRequest) -> Result<IdCard, spo_core::Error> {
    let parties = parties().unwrap();
    let trust = CardTrust::token_service(vec![parties.token_service.certificate().clone()]).unwrap();
    let incoming = Incoming::read(answer(token, status)).unwrap();
    let envelope = incoming.envelope().unwrap();
    Ok(spo_core::dgws::token_service::issued_card(
        &envelope,
        asked,
        &trust,
        Utc::now(),
    )?)
}

#[test]
fn an_answer_with_anything_but_the_one_card_that_was_asked_for_is_refused() {
    let Some(parties) = parties() else { return };
    let asked = system_card();
    let genuine = signed(&asked, &parties.token_service);
    assert_eq!(issued(&genuine, "valid", &asked).unwrap().xml(), genuine);
    let code = |token: &str, status: &str| issued(token, status, &asked).unwrap_err().code().to_owned();
    assert_eq!(code(&genuine, "invalid"), "token_service.invalid");
    assert_eq!(code("", "valid"), "token_service.answer");
    assert_eq!(
        code(&[&*genuine, &*genuine].concat(), "valid"),
        "token_service.answer"
    );
    let other = super::parties::user_card();
    assert_eq!(
        code(&signed(&other, &parties.token_service), "valid"),
        "id_card.other"
    );
    let mut other = asked.clone();
    other.care_provider.cvr = "33257872".parse().unwrap();
    assert_eq!(
        code(&signed(&other, &parties.token_service), "valid"),
        "id_card.other"
    );
}

#[test]
fn a_signature_does_not_vouch_for_another_card() {
    let Some(parties) = parties() else { return };
    let asked = system_card();
    let genuine = signed(&asked, &parties.token_service);
    let start = genuine.find("<ds:Signature").unwrap();
    let signature = &genuine[start..genuine.rfind("</saml:Assertion>").unwrap()];
    let evil = |id: &str, inside: &str| {
        let content = genuine[..start].replacen("id=\"IDCard\"", &format!("id=\"{id}\""), 1);
        let content = content.replace("bookingsystem", "forfalskning");
        format!("{content}{inside}</saml:Assertion>")
    };
    for forged in [
        genuine.replace("bookingsystem", "forfalskning"),
        evil("IDCard", signature),
        evil("Evil", signature),
        // The genuine card inside a forged one, in all the places where it fits.
        evil("Evil", &genuine),
        evil(
            "Evil",
            &signature.replacen(
                "</ds:Signature>",
                &format!("<ds:Object>{genuine}</ds:Object></ds:Signature>"),
                1,
            ),
        ),
        evil(
            "IDCard",
            &signature.replacen(
                "</ds:Signature>",
                &format!("<ds:Object>{genuine}</ds:Object></ds:Signature>"),
                1,
            ),
        ),
        // Twice signed.
        genuine.replacen(signature, &[signature, signature].concat(), 1),
        // Not signed at all.
        genuine.replacen(signature, "", 1),
    ] {
        let error = issued(&forged, "valid", &asked).unwrap_err();
        assert!(error.code().starts_with("signature."), "{error}");
        assert!(!error.to_string().contains("forfalskning"));
    }
    // Beside a genuine one, the forged one is not overlooked.
    let beside = [evil("Evil", signature), genuine.clone()].concat();
    assert_eq!(
        issued(&beside, "valid", &asked).unwrap_err().code(),
        "token_service.answer"
    );
}
