//! Citizens' signed calls: what registry and repository refuse.

use chrono::TimeDelta;
use spo_core::Context;
use spo_core::dgws::idws;
use spo_core::dgws::signature::{Profile, sign_enveloped};
use spo_core::soap::Message;
use spo_core::transport::Request;
use spo_core::xds::query::FindDocuments;
use spo_core::xml::{Document, Limits};
use spo_sandbox::IdentityCheck;

use super::*;
use crate::support;

fn portal() -> (Sandbox, TestCredential, IdentityToken) {
    let sandbox = Sandbox::new().unwrap();
    let portal = system(&sandbox);
    let login = sandbox.citizen_login(nancy(), &portal).unwrap();
    let token = identity_token(&sandbox, &login, &portal);
    (sandbox, portal, token)
}

fn search(who: &str) -> Message {
    let query = FindDocuments::new(who.parse().unwrap());
    support::query_message(query.body())
}

fn signed(message: &Message, token: &IdentityToken, by: &TestCredential, at: DateTime<Utc>) -> Request {
    let encoded = idws::sign(message, token, at, by.credential()).unwrap();
    encoded.into_request("http://sandbox/ddsregistry", &deadline())
}

#[test]
fn a_signed_call_is_let_in_and_one_about_somebody_else_is_not() {
    let (sandbox, portal, token) = portal();
    for check in [IdentityCheck::Present, IdentityCheck::Required] {
        sandbox.set_identity_check(check);
        let own = signed(&search(NANCY), &token, &portal, Utc::now());
        assert_eq!(sandbox.handle(&own).unwrap().status, 200);
        let other = signed(&search(OTHER), &token, &portal, Utc::now());
        assert_eq!(code(sandbox.handle(&other).unwrap()), "FailedAuthentication");
    }
}

#[test]
fn a_call_is_believed_within_five_minutes_and_its_token_within_its_life() {
    let (sandbox, portal, token) = portal();
    let now = Utc::now();
    for minutes in [-6, 6] {
        let call = signed(&search(NANCY), &token, &portal, now + TimeDelta::minutes(minutes));
        assert_eq!(code(sandbox.handle(&call).unwrap()), "MessageExpired");
    }
    let later = now + TimeDelta::minutes(61);
    let sandbox = sandbox.with_clock(Context::fixed(later));
    let call = signed(&search(NANCY), &token, &portal, later);
    assert_eq!(code(sandbox.handle(&call).unwrap()), "InvalidSecurityToken");
}

#[test]
fn what_was_changed_moved_doubled_or_left_unsigned_is_refused() {
    let (sandbox, portal, token) = portal();
    let genuine = signed(&search(NANCY), &token, &portal, Utc::now());
    let assertion = token.xml().to_owned();
    let text = String::from_utf8(genuine.body.clone()).unwrap();
    let start = text.rfind("<ds:Signature ").unwrap();
    let signature = text[start..text.rfind("</wsse:Security>").unwrap()].to_owned();
    let moved = |to: &str| {
        let without = changed(&genuine, &assertion, "");
        changed(&without, to, &format!("{assertion}{to}"))
    };
    let second = identity_token(
        &sandbox,
        &sandbox.citizen_login(nancy(), &portal).unwrap(),
        &portal,
    );
    let check = "FailedCheck";
    for (request, expected) in [
        (changed(&genuine, "Approved", "Deprecated"), check),
        (changed(&genuine, "<wsu:Created>20", "<wsu:Created>21"), check),
        (changed(&genuine, NANCY, OTHER), check),
        (
            changed(&genuine, &assertion, &format!("{assertion}{assertion}")),
            "InvalidSecurity",
        ),
        (
            changed(&genuine, &assertion, &format!("{}{assertion}", second.xml())),
            "InvalidSecurity",
        ),
        (changed(&genuine, &assertion, second.xml()), check),
        (
            changed(&genuine, &signature, &format!("{signature}{signature}")),
            check,
        ),
        (changed(&genuine, &signature, ""), check),
        (changed(&genuine, "wsu:Id=\"body\"", "wsu:Id=\"other\""), check),
        (with_unsigned_body(&genuine), check),
    ] {
        assert_eq!(code(sandbox.handle(&request).unwrap()), expected);
    }
    // Elsewhere in the message the token is none, and without one the caller is nobody.
    sandbox.set_identity_check(IdentityCheck::Required);
    for place in ["</soap:Header>", "</soap:Body>"] {
        let fault = support::fault(sandbox.handle(&moved(place)).unwrap());
        assert_eq!(fault.dgws_code(), Some("missing_required_header"));
    }
}

#[test]
fn a_token_by_another_issuer_for_another_service_or_holder_is_refused() {
    let (sandbox, portal, token) = portal();
    let authority = sandbox.authority().unwrap();
    let text = token.xml();
    let start = text.find("<ds:Signature").unwrap();
    let end = text.find("</ds:Signature>").unwrap() + "</ds:Signature>".len();
    let unsigned = [&text[..start], &text[end..]].concat();
    let forge = |xml: &str, by: &TestCredential| {
        let (key, certificate) = (by.credential().signer(), by.credential().certificate());
        let xml = sign_enveloped(xml, Profile::SamlAssertion, key, certificate.der()).unwrap();
        let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
        let pem = vec![certificate.clone()];
        let trust = spo_core::dgws::CardTrust::token_service(pem).unwrap();
        IdentityToken::verify(document.root(), &trust, Utc::now()).unwrap()
    };
    let service = authority.token_service();
    let minlog = unsigned.replace(DDS, "https://audience.nspop.dk/minlog");
    for forged in [forge(&unsigned, &portal), forge(&minlog, service)] {
        let call = signed(&search(NANCY), &forged, &portal, Utc::now());
        assert_eq!(code(sandbox.handle(&call).unwrap()), "InvalidSecurityToken");
    }
    // Signed by somebody who has the token, and not its key.
    let other = sandbox.employee_credential(&crate::identity::doctor()).unwrap();
    let call = signed(&search(NANCY), &token, &other, Utc::now());
    assert_eq!(code(sandbox.handle(&call).unwrap()), "FailedCheck");
}

#[test]
fn citizens_share_and_withdraw_nothing() {
    let (sandbox, portal, token) = portal();
    let shared = support::Shared::new();
    let call = signed(&shared.message(), &token, &portal, Utc::now());
    assert_eq!(code(sandbox.handle(&call).unwrap()), "FailedAuthentication");
    assert!(sandbox.entries().unwrap().is_empty());
}
