//! What is signed here.

use std::process::Command;

use spo_core::ErrorKind;
use spo_core::dgws::signature::{
    Policy, Profile, RsaKey, SignError, SignatureAlgorithm, SignatureError, Signer, sign_enveloped, verify,
};
use spo_core::xml::Canonicalization;

use super::keys::{
    CARD, Identity, TempFolder, card_of, certificate_of, enveloped, holder, openssl_key, parse, signed_card,
    stranger, traditional,
};

const POLICY: Policy = Policy::new(Profile::IdCard);

/// Whether `xmlsec1` believes the signature in `xml`; `None` when it is not installed.
fn xmlsec1(xml: &str, identity: &Identity, id_attribute: &str) -> Option<bool> {
    let folder = TempFolder::new();
    let message = folder.write("message.xml", xml.as_bytes());
    let certificate = folder.write("certificate.der", &identity.certificate);
    let output = Command::new("xmlsec1")
        .args([
            "--verify",
            "--trusted-der",
            &certificate,
            id_attribute,
            "Assertion",
            &message,
        ])
        .output();
    let Ok(output) = output else {
        eprintln!("skipped: xmlsec1 is not installed");
        return None;
    };
    Some(output.status.success())
}

#[test]
fn a_signed_card_is_believed_in_any_envelope() {
    let (Some(card), Some(holder)) = (signed_card(), holder()) else {
        return;
    };
    let message = enveloped(&card);
    let document = parse(&message);
    let intact = verify(card_of(&document), POLICY).unwrap();
    assert_eq!(intact.algorithm(), SignatureAlgorithm::RsaSha256);
    assert_eq!(intact.certificate(), holder.certificate);
    let verified = intact
        .trusted_if(|signer| {
            if signer == holder.certificate {
                Ok(())
            } else {
                Err(())
            }
        })
        .unwrap();
    let unsigned = parse(CARD);
    assert_eq!(
        verified.xml(),
        Canonicalization::exclusive().element(unsigned.root()).unwrap()
    );
}

#[test]
fn xmlsec1_believes_what_is_signed_here() {
    let (Some(card), Some(holder)) = (signed_card(), holder()) else {
        return;
    };
    let Some(alone) = xmlsec1(&card, holder, "--id-attr:id") else {
        return;
    };
    assert!(alone);
    assert_eq!(xmlsec1(&enveloped(&card), holder, "--id-attr:id"), Some(true));
    let changed = card.replacen("20688092", "20688093", 1);
    assert_eq!(xmlsec1(&changed, holder, "--id-attr:id"), Some(false));
}

#[test]
fn xmlsec1_believes_a_token_that_is_signed_here() {
    let Some(holder) = holder() else { return };
    let token = r#"<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1"><Issuer>x</Issuer> <Subject/></Assertion>"#;
    let signed = sign_enveloped(token, Profile::SamlAssertion, &holder.key, &holder.certificate).unwrap();
    assert!(signed.contains("</Issuer><ds:Signature "));
    let document = parse(&signed);
    assert!(verify(document.root(), Policy::new(Profile::SamlAssertion)).is_ok());
    if let Some(believed) = xmlsec1(&signed, holder, "--id-attr:ID") {
        assert!(believed);
    }
}

/// `card` as xmlsec1 signs it; `None` when it is not installed.
fn signed_by_xmlsec1(card: &str, identity: &Identity) -> Option<String> {
    let folder = TempFolder::new();
    let template = folder.write("template.xml", card.as_bytes());
    let certificate = folder.write("certificate.der", &identity.certificate);
    let key = folder.write("key.der", &traditional(&identity.key_der));
    let output = Command::new("xmlsec1")
        .args(["--sign", "--id-attr:id", "Assertion", "--privkey-der"])
        .arg(format!("{key},{certificate}"))
        .arg(template)
        .output();
    let Ok(output) = output else {
        eprintln!("skipped: xmlsec1 is not installed");
        return None;
    };
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_card_that_xmlsec1_signed_is_believed_and_its_signature_is_ours() {
    let (Some(card), Some(holder)) = (signed_card(), holder()) else {
        return;
    };
    let mut template = card.clone();
    for tag in ["DigestValue", "SignatureValue", "X509Certificate"] {
        let start = template.find(&format!("<ds:{tag}>")).unwrap() + tag.len() + 5;
        let end = template.find(&format!("</ds:{tag}>")).unwrap();
        template.replace_range(start..end, "");
    }
    let Some(theirs) = signed_by_xmlsec1(&template, holder) else {
        return;
    };
    let document = parse(&theirs);
    assert_eq!(
        verify(document.root(), POLICY).unwrap().certificate(),
        holder.certificate
    );
    let value = |xml: &str| {
        let start = xml.find("<ds:SignatureValue>").unwrap();
        let end = xml.find("</ds:SignatureValue>").unwrap();
        xml[start..end].replace('\n', "")
    };
    assert_eq!(value(&theirs), value(&card));
}

#[test]
fn the_signature_is_the_last_child_and_nothing_else_changes() {
    let Some(card) = signed_card() else { return };
    let (before, rest) = card.split_once("<ds:Signature ").unwrap();
    let (signature, behind) = rest.split_once("</ds:Signature>").unwrap();
    assert_eq!(format!("{before}{behind}"), CARD);
    assert_eq!(behind, "</saml:Assertion>");
    assert!(signature.contains(r#" id="OCESSignature">"#));
    assert!(!signature.contains(['\n', '\r']));
}

#[test]
fn the_same_card_is_signed_with_the_same_bytes() {
    assert_eq!(signed_card(), signed_card());
}

#[test]
fn a_byte_order_mark_and_a_declaration_stay_in_front() {
    let Some(holder) = holder() else { return };
    let card = format!("\u{FEFF}<?xml version=\"1.0\"?>\n{CARD}\n");
    let signed = sign_enveloped(&card, Profile::IdCard, &holder.key, &holder.certificate).unwrap();
    assert!(signed.starts_with("\u{FEFF}<?xml version=\"1.0\"?>\n<saml:Assertion "));
    assert!(verify(parse(&signed).root(), POLICY).is_ok());
}

#[test]
fn what_cannot_be_verified_afterwards_is_not_signed() {
    let Some(holder) = holder() else { return };
    let sign =
        |card: &str| sign_enveloped(card, Profile::IdCard, &holder.key, &holder.certificate).unwrap_err();
    assert_eq!(sign("<a id='x'>\r\n</a>"), SignatureError::CarriageReturn);
    assert_eq!(sign("<a id='x'>&#13;</a>"), SignatureError::CarriageReturn);
    assert_eq!(sign("<a id='x'><b ID='x'/></a>"), SignatureError::DuplicateId);
    assert!(matches!(sign("<a/>"), SignatureError::Id(_)));
    assert!(matches!(sign("<a id='x y'></a>"), SignatureError::Id(_)));
    assert!(matches!(sign("<a id=''></a>"), SignatureError::Id(_)));
    assert!(matches!(sign("<a id='x' ID='y'></a>"), SignatureError::Id(_)));
    assert!(matches!(sign("<a id='x'/>"), SignatureError::Malformed(_)));
    assert!(matches!(
        sign("<!DOCTYPE a><a id='x'></a>"),
        SignatureError::Xml(_)
    ));
    assert!(matches!(
        sign("<a id='x' xmlns='relative'></a>"),
        SignatureError::Xml(_)
    ));
    let signed = signed_card().unwrap();
    assert_eq!(sign(&signed), SignatureError::AlreadySigned);
}

#[test]
fn a_key_and_a_certificate_that_do_not_belong_together_are_refused() {
    let (Some(holder), Some(stranger)) = (holder(), stranger()) else {
        return;
    };
    assert!(holder.key.belongs_to(&holder.certificate));
    assert!(!holder.key.belongs_to(&stranger.certificate));
    let error = sign_enveloped(CARD, Profile::IdCard, &holder.key, &stranger.certificate).unwrap_err();
    assert_eq!(error, SignatureError::WrongCertificate);
    let error = sign_enveloped(CARD, Profile::IdCard, &holder.key, b"no certificate").unwrap_err();
    assert_eq!(error, SignatureError::Certificate);
}

#[test]
fn a_host_that_keeps_its_key_elsewhere_signs_through_its_own_signer() {
    struct Hsm(Result<Vec<u8>, SignError>);
    impl Signer for Hsm {
        fn sign_rsa_sha256(&self, _: &[u8]) -> Result<Vec<u8>, SignError> {
            self.0.clone()
        }
    }
    let Some(holder) = holder() else { return };
    let sign = |hsm: Hsm| sign_enveloped(CARD, Profile::IdCard, &hsm, &holder.certificate).unwrap_err();
    let away = SignError::Unavailable("card 251248-9996 not inserted".into());
    let error = spo_core::Error::from(sign(Hsm(Err(away))));
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::Unavailable, "signer.unavailable")
    );
    assert!(!error.to_string().contains("251248"), "{error}");
    // A signer that answers anything but the signature is found out before the card leaves.
    assert_eq!(sign(Hsm(Ok(vec![0; 384]))), SignatureError::WrongCertificate);
    assert_eq!(sign(Hsm(Ok(Vec::new()))), SignatureError::WrongCertificate);
}

#[test]
fn private_keys_are_read_as_pkcs8_and_as_pkcs1() {
    let Some(holder) = holder() else { return };
    let pkcs1 = traditional(&holder.key_der);
    assert!(pkcs1 != holder.key_der);
    let key = RsaKey::from_der(&pkcs1).unwrap();
    assert_eq!(key.bits(), 3072);
    assert!(key.sign_rsa_sha256(b"x").unwrap() == holder.key.sign_rsa_sha256(b"x").unwrap());
    assert_eq!(format!("{key:?}"), "RsaKey { bits: 3072, .. }");
}

#[test]
fn weak_and_foreign_private_keys_are_refused() {
    let Some(weak) = openssl_key("rsa:1024") else {
        return;
    };
    assert_eq!(RsaKey::from_der(&weak).unwrap_err(), SignError::WeakKey);
    assert_eq!(
        RsaKey::from_der(&traditional(&weak)).unwrap_err(),
        SignError::WeakKey
    );
    let elliptic = openssl_key("EC:P-256").unwrap();
    assert_eq!(
        RsaKey::from_der(&elliptic).unwrap_err(),
        SignError::Key("it is not an RSA key".into())
    );
    for nonsense in [
        &b""[..],
        b"-----BEGIN PRIVATE KEY-----",
        &[0x30, 0x80],
        &weak[..40],
        &certificate_of(&weak),
    ] {
        assert!(matches!(RsaKey::from_der(nonsense), Err(SignError::Key(_))));
    }
}
