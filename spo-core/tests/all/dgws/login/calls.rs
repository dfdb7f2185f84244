//! Calls with a citizen's token: their shape, and what their signature covers.

use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use spo_core::Search;
use spo_core::dgws::signature::{
    Algorithms, KeyInfo, Part, SignatureError, SignedMessage, sign_message, verify_message,
};
use spo_core::dgws::{CardTrust, IdentityToken};
use spo_core::xml::{Document, Element, Limits, Namespace};

use super::portal::{NANCY, Portal, cpr};
use crate::dgws::identity::parties::{Folder, parties};

pub(super) fn call() -> Option<(std::sync::Arc<Portal>, String)> {
    let portal = Portal::new(parties()?);
    let client = portal.client(portal.citizen(NANCY));
    client.appointments().find(&Search::new(cpr(NANCY))).unwrap();
    let call = portal.last_call();
    Some((portal, call))
}

fn header<'d>(document: &'d Document<'d>) -> Element<'d> {
    document.root().child(Namespace::SOAP11, "Header").unwrap()
}

fn security<'d>(document: &'d Document<'d>) -> Element<'d> {
    header(document).child(Namespace::WSSE, "Security").unwrap()
}

/// What a service does: believe the token first, then whoever holds its key.
fn verified<'d>(portal: &Portal, document: &'d Document<'d>) -> Result<SignedMessage<'d>, SignatureError> {
    let service = portal.parties.token_service.certificate().clone();
    let trust = CardTrust::token_service(vec![service]).unwrap();
    let holder = |token: Element<'d>| {
        let token = IdentityToken::verify(token, &trust, portal.now()).map_err(|_| SignatureError::Value)?;
        Ok(token.holder().to_vec())
    };
    verify_message(document, Algorithms::SHA256, holder)?.trusted_if(|_| Ok(()))
}

fn refusal(portal: &Portal, xml: &str) -> SignatureError {
    let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
    verified(portal, &document).map(drop).unwrap_err()
}

fn names(element: Element<'_>) -> Vec<&str> {
    element.children().map(Element::local).collect()
}

#[test]
fn a_call_has_the_parts_of_the_profile_in_their_order_and_nothing_of_dgws() {
    let Some((_, xml)) = call() else { return };
    let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
    assert_eq!(names(header(&document)), ["Action", "MessageID", "Security"]);
    let security = security(&document);
    assert_eq!(
        names(security),
        ["Timestamp", "Assertion", "SecurityTokenReference", "Signature"]
    );
    assert_eq!(security.attr_ns(Namespace::SOAP11, "mustUnderstand"), Some("1"));
    let reference = security.child(Namespace::WSSE, "SecurityTokenReference").unwrap();
    let key = reference.child(Namespace::WSSE, "KeyIdentifier").unwrap();
    let token = security.child(Namespace::SAML, "Assertion").unwrap();
    assert_eq!(Some(key.text()), token.attr("ID"));
    let references: Vec<&str> = security
        .descendants()
        .filter(|element| element.is(Namespace::DS, "Reference"))
        .filter_map(|element| element.attr("URI"))
        .filter(|uri| !uri.starts_with("#_"))
        .collect();
    assert_eq!(references, ["#action", "#mid", "#ts", "#body", "#str1"]);
    assert!(!xml.contains("medcom") && !xml.contains("hsuid"));
}

#[test]
fn the_signature_covers_everything_a_service_reads_and_the_token_through_its_reference() {
    let Some((portal, xml)) = call() else { return };
    let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
    let signed = verified(&portal, &document).unwrap();
    let security = security(&document);
    for part in [
        header(&document).child(Namespace::WSA, "Action"),
        header(&document).child(Namespace::WSA, "MessageID"),
        security.child(Namespace::WSU, "Timestamp"),
        security.child(Namespace::SAML, "Assertion"),
        document.root().child(Namespace::SOAP11, "Body"),
    ] {
        assert!(signed.xml_of(part.unwrap()).is_some(), "{part:?}");
    }
}

#[test]
fn a_changed_call_is_refused() {
    let Some((portal, xml)) = call() else { return };
    for (old, new) in [
        ("RegistryStoredQuery</wsa:Action>", "Other</wsa:Action>"),
        ("<wsu:Created>20", "<wsu:Created>30"),
        ("AdhocQueryRequest", "AdhocQueryRequests"),
        (NANCY, "0408801111"),
    ] {
        let changed = xml.replace(old, new);
        assert_ne!(changed, xml, "{old}");
        let error = refusal(&portal, &changed);
        assert!(
            matches!(error, SignatureError::Digest | SignatureError::Value),
            "{old}: {error}"
        );
    }
}

#[test]
fn a_token_that_was_moved_doubled_or_put_in_anothers_place_is_refused() {
    let Some((portal, xml)) = call() else { return };
    let Some((other, second)) = call() else { return };
    let element = |xml: &str, name: &str| {
        let (start, end) = (xml.find(&format!("<{name}")).unwrap(), format!("</{name}>"));
        xml[start..xml.find(&end).unwrap() + end.len()].to_owned()
    };
    let token = element(&xml, "saml:Assertion");
    let moved = |to: &str| xml.replace(&token, "").replacen(to, &format!("{token}{to}"), 1);
    // To another place in the message, where a careless reader would still find it.
    assert_eq!(
        refusal(&portal, &moved("</soap:Header>")),
        SignatureError::ForeignReference
    );
    assert_eq!(
        refusal(&portal, &moved("</soap:Body>")),
        SignatureError::ForeignReference
    );
    let wrapped = xml.replace(&token, &format!("<wrapper>{token}</wrapper>"));
    assert_eq!(refusal(&portal, &wrapped), SignatureError::ForeignReference);
    // Twice, and beside a genuine one of somebody else.
    let twice = xml.replace(&token, &format!("{token}{token}"));
    assert_eq!(refusal(&portal, &twice), SignatureError::DuplicateId);
    let stolen = element(&second, "saml:Assertion");
    assert_eq!(
        portal.parties.organisation.chain(),
        other.parties.organisation.chain()
    );
    let exchanged = xml.replace(&token, &stolen);
    assert_eq!(refusal(&portal, &exchanged), SignatureError::Absent);
    let id = |token: &str| {
        token
            .split_once("ID=\"")
            .unwrap()
            .1
            .split_once('"')
            .unwrap()
            .0
            .to_owned()
    };
    let pointing = exchanged.replace(&id(&token), &id(&stolen));
    assert_eq!(refusal(&portal, &pointing), SignatureError::Digest);
    // A second genuine token beside the first is not what the message was signed with, and not covered.
    let beside = xml.replace(&token, &format!("{stolen}{token}"));
    let document = Document::parse(beside.as_bytes(), Limits::MESSAGE).unwrap();
    let signed = verified(&portal, &document).unwrap();
    let tokens: Vec<bool> = security(&document)
        .children_named(Namespace::SAML, "Assertion")
        .map(|token| signed.xml_of(token).is_some())
        .collect();
    assert_eq!(tokens, [false, true]);
}

#[test]
fn a_second_or_foreign_signature_is_refused() {
    let Some((portal, xml)) = call() else { return };
    let start = xml
        .rfind("<ds:Signature ")
        .or(xml.rfind("<ds:Signature>"))
        .unwrap();
    let end = xml.rfind("</ds:Signature>").unwrap() + "</ds:Signature>".len();
    let signature = &xml[start..end];
    let twice = xml.replace(signature, &format!("{signature}{signature}"));
    assert_eq!(refusal(&portal, &twice), SignatureError::Several);
    assert_eq!(
        refusal(&portal, &xml.replace(signature, "")),
        SignatureError::Missing
    );
    // By whoever has a certificate, but not the key that the token is bound to.
    let stranger = &portal.parties.employee;
    let unsigned = xml.replace(signature, "");
    let (_, id) = unsigned.split_once("ID=\"").unwrap();
    let id = id.split_once('"').unwrap().0;
    let forged = sign_message(
        &unsigned,
        &[Part::Element("body"), Part::Token("str1")],
        KeyInfo::Token(id),
        stranger.signer(),
        stranger.certificate().der(),
    );
    assert_eq!(refusal(&portal, &forged.unwrap()), SignatureError::Value);
}

/// The exclusive canonical form by `xmllint`, which knows no STR-Transform but everything around it.
fn canonical(folder: &Folder, element: Element<'_>) -> Option<Vec<u8>> {
    let path = folder.put("part.xml", element.standalone().as_bytes());
    match Command::new("xmllint").arg("--exc-c14n").arg(path).output() {
        Ok(output) => Some(output.stdout),
        Err(_) => {
            eprintln!("skipped: xmllint is not installed");
            None
        }
    }
}

#[test]
fn openssl_and_xmllint_come_to_the_same_digests_and_signature() {
    let Some((portal, xml)) = call() else { return };
    let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
    let (folder, security) = (Folder::new(), security(&document));
    let signature = security.child(Namespace::DS, "Signature").unwrap();
    let info = signature.child(Namespace::DS, "SignedInfo").unwrap();
    for reference in info.children_named(Namespace::DS, "Reference") {
        let id = reference.attr("URI").unwrap().trim_start_matches('#');
        let part = document.root().descendants();
        let mut part = part.filter(|part| part.attr_ns(Namespace::WSU, "Id") == Some(id));
        let part = part.next().unwrap();
        let digested = match id {
            "str1" => {
                let token = security.child(Namespace::SAML, "Assertion").unwrap();
                let Some(token) = canonical(&folder, token) else {
                    return;
                };
                let token = String::from_utf8(token).unwrap();
                token
                    .replacen("<saml:Assertion ", "<saml:Assertion xmlns=\"\" ", 1)
                    .into_bytes()
            }
            _ => match canonical(&folder, part) {
                Some(part) => part,
                None => return,
            },
        };
        let digest = STANDARD.encode(ring::digest::digest(&ring::digest::SHA256, &digested));
        assert_eq!(
            reference.child(Namespace::DS, "DigestValue").unwrap().text(),
            digest,
            "{id}"
        );
    }
    let Some(signed) = canonical(&folder, info) else {
        return;
    };
    let value = signature.child(Namespace::DS, "SignatureValue").unwrap().text();
    let value = STANDARD.decode(value.replace('\n', "")).unwrap();
    let certificate = folder.put("holder.der", portal.parties.organisation.certificate().der());
    let openssl = |arguments: &[&str]| Command::new("openssl").args(arguments).output().unwrap();
    let key = openssl(&["x509", "-inform", "DER", "-in", &certificate, "-pubkey", "-noout"]).stdout;
    let (key, value) = (folder.put("key.pem", &key), folder.put("value", &value));
    let signed = folder.put("signed", &signed);
    let verified = openssl(&["dgst", "-sha256", "-verify", &key, "-signature", &value, &signed]);
    assert!(verified.status.success(), "{verified:?}");
}
