//! Signed messages of the identity-based web services (IDWS), as recorded. Somebody formatted the recordings; undone, they
//! show that canonicalisation with inclusive prefixes and the STR-Transform agree with the implementations in use.

use std::convert::Infallible;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use spo_core::dgws::signature::{Algorithms, Policy, Profile, SignatureError, verify, verify_message};
use spo_core::xml::{Element, Namespace};

use super::keys::parse;
use crate::support::{read, shared_data};

/// `xml` without the white space that a formatter put between tags and around text.
pub(in crate::dgws) fn unformatted(xml: &str) -> String {
    let mut out = String::with_capacity(xml.len());
    for piece in xml.replace("\r\n", "\n").split_inclusive('>') {
        let (text, tag) = piece.split_at(piece.find('<').unwrap_or(piece.len()));
        let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
        out.push_str(&lines.join("\n"));
        out.push_str(tag);
    }
    out
}

/// The certificate that a token was issued to, from the token as it was signed.
fn holder(token: Element<'_>) -> Result<Vec<u8>, SignatureError> {
    let verified = verify(token, Policy::new(Profile::SamlAssertion).accepting_sha1())?
        .trusted_if(|_| Ok::<(), Infallible>(()))
        .unwrap();
    let token = parse(verified.xml());
    let confirmation = ["Subject", "SubjectConfirmation", "SubjectConfirmationData"];
    let data = token.root().descend(Namespace::SAML, &confirmation).unwrap();
    let certificate = data
        .descend(Namespace::DS, &["KeyInfo", "X509Data", "X509Certificate"])
        .unwrap();
    Ok(STANDARD
        .decode(certificate.text().replace(['\n', ' '], ""))
        .unwrap())
}

#[test]
fn a_call_with_a_citizens_token_is_believed_down_to_the_token() {
    let Some(data) = shared_data() else { return };
    let traces = data.join("transport/samples-idws/kit-oioidws-public-traces/XUA/aut-h");
    let xml = unformatted(&read(&traces.join("5-WSC-TO-WSP.XML")));
    let document = parse(&xml);
    let signed = verify_message(&document, Algorithms::SHA256, holder)
        .unwrap()
        .trusted_if(|_| Ok::<(), Infallible>(()))
        .unwrap();
    let header = document.root().child(Namespace::SOAP12, "Header").unwrap();
    let security = header.child(Namespace::WSSE, "Security").unwrap();
    let token = security.child(Namespace::SAML, "Assertion").unwrap();
    // What the STR-Transform makes of the reference to it.
    assert!(
        signed
            .xml_of(token)
            .unwrap()
            .starts_with("<saml2:Assertion xmlns=\"\" xmlns:saml2=")
    );
    assert!(
        signed
            .xml_of(document.root().child(Namespace::SOAP12, "Body").unwrap())
            .is_some()
    );
    assert!(
        signed
            .xml_of(security.child(Namespace::WSU, "Timestamp").unwrap())
            .is_some()
    );
    assert!(signed.xml_of(security).is_none());
    assert!(signed.xml_of(document.root()).is_none());

    let changed = xml.replacen("<name>", "<name>x", 1);
    assert_ne!(changed, xml);
    let refusal = verify_message(&parse(&changed), Algorithms::SHA256, holder).map(drop);
    assert_eq!(refusal, Err(SignatureError::Digest));
}

#[test]
fn messages_to_and_from_the_token_service_are_believed() {
    let Some(data) = shared_data() else { return };
    for file in ["seal-to-sts-person-request.xml", "sts-response-2.xml"] {
        let xml = read(&data.join("transport/samples-dgws").join(file));
        let undone = unformatted(&xml);
        let no_token = |_: Element<'_>| Err(SignatureError::KeyInfo);
        let refusal = |xml: &str, algorithms| verify_message(&parse(xml), algorithms, no_token).map(drop);
        assert_eq!(refusal(&undone, Algorithms::SHA256_OR_SHA1), Ok(()), "{file}");
        assert_eq!(
            refusal(&undone, Algorithms::SHA256),
            Err(SignatureError::Sha1),
            "{file}"
        );
        assert!(refusal(&xml, Algorithms::SHA256_OR_SHA1).is_err(), "{file}");
    }
}

#[test]
fn cards_and_tokens_are_believed_again_once_the_formatting_is_undone() {
    let Some(data) = shared_data() else { return };
    let saml = Policy::new(Profile::SamlAssertion);
    for (file, policy) in [
        (
            "samples-dgws/seal-to-sts-organization-request.xml",
            Policy::ISSUED_ID_CARD,
        ),
        ("samples-dgws/sts-request-1.xml", Policy::ISSUED_ID_CARD),
        ("samples-dgws/sts-request-2.xml", Policy::ISSUED_ID_CARD),
        ("samples-dgws/sts-response-1.xml", Policy::ISSUED_ID_CARD),
        ("samples-dgws/seal-to-sts-person-request.xml", saml),
        // With inclusive prefixes.
        (
            "samples-idws/kit-oioidws-public-traces/XUA/aut-h/2-STS-TO-WSC.XML",
            saml,
        ),
        (
            "samples-idws/kit-oioidws-public-traces/XUA/aut-h/4-STS-TO-WSC.XML",
            saml,
        ),
    ] {
        let xml = read(&data.join("transport").join(file));
        for (xml, expected) in [(&xml, false), (&unformatted(&xml), true)] {
            let document = parse(xml);
            let mut elements = document.root().descendants();
            let assertion = elements
                .find(|element| element.is(Namespace::SAML, "Assertion"))
                .unwrap();
            assert_eq!(verify(assertion, policy).is_ok(), expected, "{file}");
        }
    }
}
