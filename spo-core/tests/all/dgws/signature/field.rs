//! Cards and tokens that others signed, as they were seen in the field.

use std::convert::Infallible;

use spo_core::dgws::signature::{Policy, Profile, SignatureAlgorithm, SignatureError, Verified, verify};
use spo_core::xml::{Document, Element, Limits, Namespace};

use crate::support::{files, read, shared_data};

/// The first assertion in a file.
fn assertion<'d>(document: &'d Document<'d>) -> Option<Element<'d>> {
    let root = document.root();
    std::iter::once(root)
        .chain(root.descendants())
        .find(|element| element.is(Namespace::SAML, "Assertion"))
}

fn check(xml: &str, policy: Policy) -> Result<Verified, SignatureError> {
    let document = Document::parse(xml.as_bytes(), Limits::MESSAGE)?;
    let intact = verify(assertion(&document).unwrap(), policy)?;
    Ok(intact.trusted_if(|_| Ok::<(), Infallible>(())).unwrap())
}

const SAML: Policy = Policy::new(Profile::SamlAssertion);

#[test]
fn cards_of_the_token_service_are_believed_by_the_policy_for_them() {
    let Some(data) = shared_data() else { return };
    for file in [
        "ITI-18-Request-Nancy.xml",
        "ITI-43-Request-Nancy.xml",
        "iti41/request-soap.xml",
    ] {
        let xml = read(&data.join("transport/samples-nsp-test2").join(file));
        let verified = check(&xml, Policy::ISSUED_ID_CARD).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(verified.algorithm(), SignatureAlgorithm::RsaSha1);
        assert!(
            verified
                .xml()
                .contains("<saml:Issuer>TEST2-NSP-STS</saml:Issuer>"),
            "{file}"
        );
        assert!(!verified.xml().contains("Signature "));
        assert_eq!(
            check(&xml, Policy::new(Profile::IdCard)).unwrap_err(),
            SignatureError::Sha1
        );
    }
}

#[test]
fn citizens_tokens_are_believed() {
    let Some(data) = shared_data() else { return };
    let tokens = data.join("transport/samples-idws");
    for (file, policy) in [
        ("unsealed-bootstrap-token.xml", SAML.accepting_sha1()),
        (
            "seal/oiosaml-examples/NemLog-in_assertion_valid_signature.xml",
            SAML.accepting_sha1(),
        ),
        (
            "seal/oiosaml-examples/test-new-nemlogin-authentication-assertion-2.xml",
            SAML.accepting_sha1(),
        ),
        ("seal/oiosaml-examples/NemLog-in_sha256_assertion.xml", SAML),
        (
            "seal/oiosaml-examples/OIOBootstrapToIdentityToken/NemLog-In_bootstrap_valid_signature.xml",
            SAML,
        ),
    ] {
        let xml = read(&tokens.join(file));
        let verified = check(&xml, policy).unwrap_or_else(|error| panic!("{file}: {error}"));
        let reread = Document::parse(verified.xml().as_bytes(), Limits::DOCUMENT).unwrap();
        assert!(
            reread.root().child(Namespace::SAML, "Subject").is_some(),
            "{file}"
        );
    }
}

#[test]
fn cards_and_tokens_that_were_formatted_on_the_way_are_refused() {
    let Some(data) = shared_data() else { return };
    let mut refused = 0;
    for path in files(&data.join("transport/samples-dgws"), "xml") {
        let xml = read(&path);
        let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
        let Some(assertion) = assertion(&document) else {
            continue;
        };
        let policy = match assertion.attr("id") {
            Some(_) => Policy::ISSUED_ID_CARD,
            None => SAML.accepting_sha1(),
        };
        assert!(verify(assertion, policy).is_err(), "{}", path.display());
        refused += 1;
    }
    assert!(refused >= 10, "{refused}");
}

#[test]
fn a_real_card_is_refused_after_any_change_to_its_content() {
    let Some(data) = shared_data() else { return };
    let xml = read(&data.join("transport/samples-nsp-test2/iti41/request-soap.xml"));
    for (old, new) in [
        ("46837428", "46837429"),
        ("<saml:Issuer>TEST2", "<saml:Issuer>TEST1"),
        ("Statens Serum Institut", "Statens Serum Institut "),
        ("NotOnOrAfter=\"2", "NotOnOrAfter=\"3"),
        ("</saml:Issuer>", "</saml:Issuer>\n"),
        ("</saml:Issuer>", "</saml:Issuer><?pi?>"),
        ("Version=\"2.0\"", "Version=\"2.0\" Extra=\"\""),
    ] {
        let changed = xml.replacen(old, new, 1);
        assert_ne!(changed, xml, "{old}");
        assert_eq!(
            check(&changed, Policy::ISSUED_ID_CARD).unwrap_err(),
            SignatureError::Digest,
            "{old}"
        );
    }
}

#[test]
fn what_does_not_change_the_meaning_of_a_real_card_does_not_matter() {
    let Some(data) = shared_data() else { return };
    let xml = read(&data.join("transport/samples-nsp-test2/iti41/request-soap.xml"));
    for (old, new) in [
        ("</saml:Issuer>", "</saml:Issuer ><!-- said a proxy -->"),
        ("Statens Serum Institut", "<![CDATA[Statens]]> &#83;erum Institut"),
        (" Version=\"2.0\"", "\n  Version='2.0' "),
        ("<ds:SignatureValue>", "<ds:SignatureValue>\r\n"),
    ] {
        let changed = xml.replacen(old, new, 1);
        assert_ne!(changed, xml, "{old}");
        check(&changed, Policy::ISSUED_ID_CARD).unwrap_or_else(|error| panic!("{old}: {error}"));
    }
}
