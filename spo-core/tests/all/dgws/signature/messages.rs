//! Signatures over the parts of a message.

use std::process::Command;

use spo_core::dgws::signature::{
    Algorithms, IntactMessage, KeyInfo, Part, Policy, Profile, SignatureError, sign_enveloped, sign_message,
    verify, verify_message,
};
use spo_core::xml::{Document, Element, Namespace};

use super::keys::{TempFolder, holder, parse, stranger};

const PARTS: [Part<'static>; 4] = [
    Part::Element("messageID"),
    Part::Element("action"),
    Part::Element("ts"),
    Part::Element("body"),
];

/// A message whose security header begins with `security`.
fn message(security: &str) -> String {
    format!(
        r#"<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wsa="http://www.w3.org/2005/08/addressing" xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd" xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"><soapenv:Header><wsa:Action wsu:Id="action">urn:do</wsa:Action><wsa:MessageID wsu:Id="messageID">urn:uuid:1</wsa:MessageID><wsse:Security soapenv:mustUnderstand="1"><wsu:Timestamp wsu:Id="ts"><wsu:Created>2026-04-01T08:00:00Z</wsu:Created></wsu:Timestamp>{security}</wsse:Security></soapenv:Header><soapenv:Body wsu:Id="body"><do xmlns="urn:do">æ &amp; <![CDATA[<]]></do></soapenv:Body></soapenv:Envelope>"#
    )
}

fn signed() -> Option<String> {
    let holder = holder()?;
    Some(
        sign_message(
            &message(""),
            &PARTS,
            KeyInfo::Certificate,
            &holder.key,
            &holder.certificate,
        )
        .unwrap(),
    )
}

/// No message here names its key by a token.
fn no_token(_: Element<'_>) -> Result<Vec<u8>, SignatureError> {
    Err(SignatureError::KeyInfo)
}

fn check<'d>(document: &'d Document<'d>) -> Result<IntactMessage<'d>, SignatureError> {
    verify_message(document, Algorithms::SHA256, no_token)
}

fn refusal(xml: &str) -> SignatureError {
    check(&parse(xml)).map(drop).unwrap_err()
}

fn body<'d>(document: &'d Document<'d>) -> Element<'d> {
    document.root().child(Namespace::SOAP11, "Body").unwrap()
}

fn security<'d>(document: &'d Document<'d>) -> Element<'d> {
    document
        .root()
        .descend(Namespace::SOAP11, &["Header"])
        .unwrap()
        .child(Namespace::WSSE, "Security")
        .unwrap()
}

/// Replaces `old`, which must be there once.
fn swap(xml: &str, old: &str, new: &str) -> String {
    assert_eq!(xml.matches(old).count(), 1, "{old}");
    xml.replacen(old, new, 1)
}

#[test]
fn a_signed_message_is_believed_part_by_part() {
    let (Some(xml), Some(holder)) = (signed(), holder()) else {
        return;
    };
    let document = parse(&xml);
    let intact = check(&document).unwrap();
    assert!(format!("{intact:?}").contains(r#"["MessageID", "Action", "Timestamp", "Body"]"#));
    let judge = |signer: &[u8]| {
        if signer == holder.certificate {
            Ok(())
        } else {
            Err(())
        }
    };
    let signed = intact.trusted_if(judge).unwrap();
    let content = signed.xml_of(body(&document)).unwrap();
    assert!(
        content.contains("<do xmlns=\"urn:do\">æ &amp; &lt;</do>"),
        "{content}"
    );
    assert!(signed.xml_of(security(&document)).is_none());
    let elsewhere = parse(&xml);
    assert!(signed.xml_of(body(&elsewhere)).is_none());
}

#[test]
fn xmlsec1_believes_a_message_that_is_signed_here() {
    let (Some(xml), Some(holder)) = (signed(), holder()) else {
        return;
    };
    let folder = TempFolder::new();
    let certificate = folder.write("certificate.der", &holder.certificate);
    let believes = |xml: &str| {
        let path = folder.write("message.xml", xml.as_bytes());
        let names = ["Action", "MessageID", "Timestamp", "Body"];
        Command::new("xmlsec1")
            .args(["--verify", "--trusted-der", &certificate])
            .args(names.iter().flat_map(|name| ["--id-attr:Id", name]))
            .arg(path)
            .output()
            .map(|output| output.status.success())
    };
    match believes(&xml) {
        Err(_) => eprintln!("skipped: xmlsec1 is not installed"),
        Ok(believed) => {
            assert!(believed);
            assert!(!believes(&swap(&xml, "urn:uuid:1", "urn:uuid:2")).unwrap());
        }
    }
}

#[test]
fn the_signature_ends_the_security_header_and_nothing_else_changes() {
    let Some(xml) = signed() else { return };
    let (before, rest) = xml.split_once("<ds:Signature ").unwrap();
    let (_, behind) = rest.split_once("</ds:Signature>").unwrap();
    assert_eq!(format!("{before}{behind}"), message(""));
    assert!(behind.starts_with("</wsse:Security>"));
    assert_eq!(signed(), Some(xml));
}

#[test]
fn a_changed_part_is_refused_and_an_unsigned_one_is_not_given_out() {
    let Some(xml) = signed() else { return };
    for (old, new) in [
        ("urn:do</wsa:Action>", "urn:undo</wsa:Action>"),
        ("urn:uuid:1", "urn:uuid:2"),
        ("08:00:00Z", "09:00:00Z"),
        ("æ &amp;", "ø &amp;"),
        ("<wsu:Created>", "<wsu:Created >\n"),
    ] {
        assert_eq!(refusal(&swap(&xml, old, new)), SignatureError::Digest, "{old}");
    }
    let added = swap(&xml, "<wsa:Action ", "<wsa:To>urn:elsewhere</wsa:To><wsa:Action ");
    let document = parse(&added);
    let signed = check(&document).unwrap().trusted_if(|_| Ok::<_, ()>(())).unwrap();
    let to = document
        .root()
        .descendants()
        .find(|element| element.local() == "To")
        .unwrap();
    assert!(signed.xml_of(to).is_none());
}

#[test]
fn a_body_moved_aside_does_not_vouch_for_the_one_in_its_place() {
    let Some(xml) = signed() else { return };
    let start = xml.find("<soapenv:Body").unwrap();
    let end = xml.find("</soapenv:Body>").unwrap() + "</soapenv:Body>".len();
    let genuine = &xml[start..end];
    for evil in [
        "<soapenv:Body><undo/></soapenv:Body>",
        "<soapenv:Body wsu:Id=\"other\"><undo/></soapenv:Body>",
    ] {
        let moved = xml.replacen(genuine, evil, 1);
        let moved = swap(
            &moved,
            "</soapenv:Header>",
            &format!("<wrapper>{genuine}</wrapper></soapenv:Header>"),
        );
        let document = parse(&moved);
        let signed = check(&document).unwrap().trusted_if(|_| Ok::<_, ()>(())).unwrap();
        assert!(signed.xml_of(body(&document)).is_none());
    }
    let twice = xml.replacen(genuine, &format!("{genuine}{genuine}"), 1);
    assert_eq!(refusal(&twice), SignatureError::DuplicateId);
    let gone = xml.replacen(genuine, "<soapenv:Body/>", 1);
    assert_eq!(refusal(&gone), SignatureError::Absent);
}

#[test]
fn signatures_and_headers_that_are_missing_or_doubled() {
    let Some(xml) = signed() else { return };
    assert_eq!(refusal(&message("")), SignatureError::Missing);
    let start = xml.find("<ds:Signature ").unwrap();
    let end = xml.find("</ds:Signature>").unwrap() + "</ds:Signature>".len();
    let twice = format!("{}{}{}", &xml[..end], &xml[start..end], &xml[end..]);
    assert_eq!(refusal(&twice), SignatureError::Several);
    let outside = format!("{}{}", &xml[..start], &xml[end..]);
    let outside = swap(
        &outside,
        "</soapenv:Header>",
        &format!("{}</soapenv:Header>", &xml[start..end]),
    );
    assert_eq!(refusal(&outside), SignatureError::Missing);
    for (old, new) in [
        ("<wsse:Security ", "<wsse:Security/><wsse:Security "),
        ("<soapenv:Header>", "<soapenv:Header/><soapenv:Header>"),
        ("http://schemas.xmlsoap.org/soap/envelope/", "urn:not-soap"),
    ] {
        assert!(
            matches!(refusal(&swap(&xml, old, new)), SignatureError::Malformed(_)),
            "{new}"
        );
    }
}

#[test]
fn an_enveloped_reference_has_no_place_in_a_message() {
    let Some(holder) = holder() else { return };
    let token = r#"<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1"><saml:Issuer/></saml:Assertion>"#;
    let token = sign_enveloped(token, Profile::SamlAssertion, &holder.key, &holder.certificate).unwrap();
    let start = token.find("<ds:Signature ").unwrap();
    let end = token.find("</ds:Signature>").unwrap() + "</ds:Signature>".len();
    let xml = message(&format!("{token}{}", &token[start..end]));
    assert_eq!(refusal(&xml), SignatureError::Transforms);
}

const TOKEN: &str = r#"<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_token" Version="2.0"><saml:Issuer>sts</saml:Issuer><saml:Subject/></saml:Assertion>"#;

const REFERENCE: &str = r#"<wsse:SecurityTokenReference wsu:Id="str1"><wsse:KeyIdentifier ValueType="http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLID">_token</wsse:KeyIdentifier></wsse:SecurityTokenReference>"#;

/// A token from a token service, and a message that its holder signed with it.
fn with_token() -> Option<String> {
    let (service, holder) = (stranger()?, holder()?);
    let token = sign_enveloped(TOKEN, Profile::SamlAssertion, &service.key, &service.certificate).unwrap();
    let parts = [&PARTS[..], &[Part::Token("str1")]].concat();
    let message = message(&format!("{token}{REFERENCE}"));
    Some(
        sign_message(
            &message,
            &parts,
            KeyInfo::Token("_token"),
            &holder.key,
            &holder.certificate,
        )
        .unwrap(),
    )
}

/// Verifies the token and gives the certificate of its holder, which a real token has inside.
fn holder_of(token: Element<'_>) -> Result<Vec<u8>, SignatureError> {
    let service = &stranger().unwrap().certificate;
    verify(token, Policy::new(Profile::SamlAssertion))?.trusted_if(|signer| {
        if signer == service {
            Ok(())
        } else {
            Err(SignatureError::Value)
        }
    })?;
    Ok(holder().unwrap().certificate.clone())
}

#[test]
fn a_message_signed_with_a_token_covers_the_token() {
    let Some(xml) = with_token() else { return };
    let document = parse(&xml);
    let intact = verify_message(&document, Algorithms::SHA256, holder_of).unwrap();
    assert_eq!(intact.certificate(), holder().unwrap().certificate);
    let signed = intact.trusted_if(|_| Ok::<_, ()>(())).unwrap();
    let token = security(&document).child(Namespace::SAML, "Assertion").unwrap();
    let canonical = signed.xml_of(token).unwrap();
    assert!(
        canonical.starts_with("<saml:Assertion xmlns=\"\" xmlns:saml="),
        "{canonical}"
    );
    // The reference is there to be followed, and is not itself covered.
    let reference = security(&document)
        .child(Namespace::WSSE, "SecurityTokenReference")
        .unwrap();
    assert!(signed.xml_of(reference).is_none());
}

#[test]
fn a_token_that_is_changed_moved_doubled_or_exchanged_is_refused() {
    let Some(xml) = with_token() else { return };
    let refusal = |xml: &str| {
        verify_message(&parse(xml), Algorithms::SHA256, holder_of)
            .map(drop)
            .unwrap_err()
    };
    let start = xml.find("<saml:Assertion").unwrap();
    let end = xml.find("</saml:Assertion>").unwrap() + "</saml:Assertion>".len();
    let token = &xml[start..end];
    assert_eq!(
        refusal(&swap(&xml, "<saml:Subject/>", "<saml:Subject>x</saml:Subject>")),
        SignatureError::Digest
    );
    let moved = swap(
        &xml.replace(token, ""),
        "</soapenv:Header>",
        &format!("{token}</soapenv:Header>"),
    );
    assert_eq!(refusal(&moved), SignatureError::ForeignReference);
    let doubled = swap(&xml, "</soapenv:Header>", &format!("{token}</soapenv:Header>"));
    assert_eq!(refusal(&doubled), SignatureError::DuplicateId);
    assert_eq!(refusal(&xml.replace(token, "")), SignatureError::Absent);
    // Another genuine token of the same holder.
    let service = stranger().unwrap();
    let other = TOKEN.replace("sts", "other");
    let other = sign_enveloped(&other, Profile::SamlAssertion, &service.key, &service.certificate).unwrap();
    assert_eq!(refusal(&xml.replace(token, &other)), SignatureError::Digest);
    let decoy = swap(&xml, "wsu:Id=\"str1\"", "wsu:Id=\"str1\" Id=\"x\"");
    assert!(matches!(refusal(&decoy), SignatureError::Id(_)));
}

#[test]
fn a_token_in_the_scope_of_a_default_namespace_is_neither_signed_nor_believed() {
    let Some(xml) = with_token() else { return };
    let holder = holder().unwrap();
    let ambiguous = swap(
        &message(&format!("{TOKEN}{REFERENCE}")),
        "<wsse:Security ",
        "<wsse:Security xmlns=\"urn:d\" ",
    );
    let parts = [Part::Token("str1")];
    let error = sign_message(
        &ambiguous,
        &parts,
        KeyInfo::Certificate,
        &holder.key,
        &holder.certificate,
    )
    .unwrap_err();
    assert!(matches!(error, SignatureError::Malformed(_)));
    let received = swap(&xml, "<wsse:Security ", "<wsse:Security xmlns=\"urn:d\" ");
    let error = verify_message(&parse(&received), Algorithms::SHA256, holder_of)
        .map(drop)
        .unwrap_err();
    assert!(matches!(error, SignatureError::Malformed(_)));
}

#[test]
fn what_cannot_be_verified_afterwards_is_not_signed() {
    let Some(holder) = holder() else { return };
    let sign = |xml: &str, parts: &[Part<'_>]| {
        sign_message(xml, parts, KeyInfo::Certificate, &holder.key, &holder.certificate).unwrap_err()
    };
    let plain = message("");
    assert_eq!(sign(&plain, &[Part::Element("absent")]), SignatureError::Absent);
    assert_eq!(sign(&plain, &[Part::Token("body")]), SignatureError::KeyInfo);
    assert!(matches!(sign(&plain, &[]), SignatureError::Malformed(_)));
    assert!(matches!(sign("<a/>", &PARTS), SignatureError::Malformed(_)));
    assert_eq!(
        sign(&plain.replace("æ", "&#13;"), &PARTS),
        SignatureError::CarriageReturn
    );
    assert_eq!(
        sign(&plain.replace("æ", "\r\n"), &PARTS),
        SignatureError::CarriageReturn
    );
    assert_eq!(sign(&signed().unwrap(), &PARTS), SignatureError::AlreadySigned);
    let twice = plain.replace("wsu:Id=\"ts\"", "wsu:Id=\"body\"");
    assert_eq!(sign(&twice, &PARTS[3..]), SignatureError::DuplicateId);
    let other = &stranger().unwrap().certificate;
    let error = sign_message(&plain, &PARTS, KeyInfo::Certificate, &holder.key, other).unwrap_err();
    assert_eq!(error, SignatureError::WrongCertificate);
}
