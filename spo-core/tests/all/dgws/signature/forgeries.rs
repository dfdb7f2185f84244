//! Signatures that are correct in themselves and sign the wrong thing, or in the wrong way.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use spo_core::dgws::signature::{SignatureError, Signer};

use super::attacks::{answer, refusal, signature, swap};
use super::keys::{enveloped, holder, signed_card};

/// A card whose `SignedInfo`, given without its outer tags, is correctly signed by the holder, with its right digest in
/// place of `DIGEST`.
fn forged(signed_info: &str, key_info: Option<&str>) -> Option<String> {
    let holder = holder()?;
    let card = signed_card()?;
    let own = signature(&card);
    let (_, rest) = own.split_once("<ds:DigestValue>").unwrap();
    let (digest, _) = rest.split_once('<').unwrap();
    let signed_info = format!(
        "<ds:SignedInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">{}</ds:SignedInfo>",
        signed_info.replace("DIGEST", digest)
    );
    let value = STANDARD.encode(holder.key.sign_rsa_sha256(signed_info.as_bytes()).unwrap());
    let (_, own_key_info) = own.split_once("<ds:KeyInfo>").unwrap();
    let (own_key_info, _) = own_key_info.split_once("</ds:KeyInfo>").unwrap();
    let forged = format!(
        "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">{signed_info}<ds:SignatureValue>{value}</ds:SignatureValue><ds:KeyInfo>{}</ds:KeyInfo></ds:Signature>",
        key_info.unwrap_or(own_key_info)
    );
    Some(enveloped(&card.replace(own, &forged)))
}

const METHODS: &str = r#"<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod>"#;
const ENVELOPED: &str =
    r#"<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></ds:Transform>"#;
const EXCLUSIVE: &str =
    r#"<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:Transform>"#;
const DIGESTED: &str = r#"<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod><ds:DigestValue>DIGEST</ds:DigestValue>"#;

fn reference(attributes: &str, transforms: &str) -> String {
    format!("<ds:Reference{attributes}><ds:Transforms>{transforms}</ds:Transforms>{DIGESTED}</ds:Reference>")
}

fn own_reference() -> String {
    reference(" URI=\"#IDCard\"", &format!("{ENVELOPED}{EXCLUSIVE}"))
}

#[test]
fn a_signed_info_as_it_should_be_is_believed_in_this_disguise() {
    let Some(message) = forged(&format!("{METHODS}{}", own_reference()), None) else {
        return;
    };
    answer(&message).unwrap();
}

#[test]
fn a_reference_to_another_element_a_file_an_address_or_the_whole_document() {
    let transforms = format!("{ENVELOPED}{EXCLUSIVE}");
    for uri in [
        " URI=\"#SystemLog\"",
        " URI=\"#Absent\"",
        " URI=\"\"",
        "",
        " URI=\"#\"",
        " URI=\"#xpointer(id('IDCard'))\"",
        " URI=\"#xpointer(/)\"",
        " URI=\"IDCard\"",
        " URI=\"file:///etc/passwd\"",
        " URI=\"http://evil.example/card.xml#IDCard\"",
        " URI=\"cid:card\"",
        " URI=\" #IDCard\"",
        " URI=\"#IDCard \"",
        " URI=\"##IDCard\"",
        " URI=\"#idcard\"",
        " URI=\"#IDCard%20\"",
        " uri=\"#IDCard\"",
    ] {
        let signed_info = format!("{METHODS}{}", reference(uri, &transforms));
        let Some(message) = forged(&signed_info, None) else {
            return;
        };
        assert_eq!(refusal(&message), SignatureError::ForeignReference, "{uri}");
    }
}

#[test]
fn several_references_and_none() {
    let own = own_reference();
    let other = own.replace("#IDCard", "#SystemLog");
    for references in [
        "",
        &format!("{own}{own}"),
        &format!("{own}{other}"),
        &format!("{other}{own}"),
    ] {
        let Some(message) = forged(&format!("{METHODS}{references}"), None) else {
            return;
        };
        assert!(
            matches!(refusal(&message), SignatureError::Malformed(_)),
            "{references}"
        );
    }
}

#[test]
fn transforms_other_than_the_two_in_their_order() {
    let xpath = r#"<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>not(self::evil)</ds:XPath></ds:Transform>"#;
    let inclusive = EXCLUSIVE.replace("2001/10/xml-exc-c14n#", "TR/2001/REC-xml-c14n-20010315");
    let comments = EXCLUSIVE.replace("c14n#", "c14n#WithComments");
    let xslt = EXCLUSIVE.replace("2001/10/xml-exc-c14n#", "TR/1999/REC-xslt-19991116");
    let base64 = EXCLUSIVE.replace("2001/10/xml-exc-c14n#", "2000/09/xmldsig#base64");
    for transforms in [
        String::new(),
        ENVELOPED.to_owned(),
        EXCLUSIVE.to_owned(),
        format!("{EXCLUSIVE}{ENVELOPED}"),
        format!("{ENVELOPED}{ENVELOPED}"),
        format!("{ENVELOPED}{EXCLUSIVE}{EXCLUSIVE}"),
        format!("{ENVELOPED}{xpath}"),
        format!("{ENVELOPED}{xpath}{EXCLUSIVE}"),
        format!("{ENVELOPED}{inclusive}"),
        format!("{ENVELOPED}{comments}"),
        format!("{ENVELOPED}{xslt}"),
        format!("{ENVELOPED}{base64}"),
    ] {
        let signed_info = format!("{METHODS}{}", reference(" URI=\"#IDCard\"", &transforms));
        let Some(message) = forged(&signed_info, None) else {
            return;
        };
        let refusal = refusal(&message);
        let is_expected = matches!(refusal, SignatureError::Transforms | SignatureError::Malformed(_));
        assert!(is_expected, "{transforms}: {refusal}");
    }
}

#[test]
fn algorithms_that_are_not_accepted() {
    let own = own_reference();
    let good = format!("{METHODS}{own}");
    for (old, new, expected) in [
        (
            "2001/04/xmldsig-more#rsa-sha256",
            "2000/09/xmldsig#rsa-sha1",
            SignatureError::Sha1,
        ),
        (
            "2001/04/xmlenc#sha256",
            "2000/09/xmldsig#sha1",
            SignatureError::Sha1,
        ),
        (
            "xmldsig-more#rsa-sha256",
            "xmldsig-more#hmac-sha256",
            SignatureError::Algorithm("signature method"),
        ),
        (
            "xmldsig-more#rsa-sha256",
            "xmldsig-more#rsa-md5",
            SignatureError::Algorithm("signature method"),
        ),
        (
            "xmldsig-more#rsa-sha256",
            "xmldsig-more#ecdsa-sha256",
            SignatureError::Algorithm("signature method"),
        ),
        (
            "2001/04/xmlenc#sha256",
            "2001/04/xmldsig-more#md5",
            SignatureError::Algorithm("digest method"),
        ),
        (
            "CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#",
            "CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
            SignatureError::Algorithm("canonicalisation method"),
        ),
        (
            "CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#",
            "CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
            SignatureError::Algorithm("canonicalisation method"),
        ),
    ] {
        let Some(message) = forged(&swap(&good, old, new), None) else {
            return;
        };
        assert_eq!(refusal(&message), expected, "{new}");
    }
    let truncated = swap(
        &good,
        "rsa-sha256\">",
        "rsa-sha256\"><ds:HMACOutputLength>0</ds:HMACOutputLength>",
    );
    let Some(message) = forged(&truncated, None) else {
        return;
    };
    assert!(matches!(refusal(&message), SignatureError::Malformed(_)));
}

#[test]
fn keys_named_in_any_other_way() {
    let good = format!("{METHODS}{}", own_reference());
    let Some(holder) = holder() else { return };
    let certificate = format!(
        "<ds:X509Certificate>{}</ds:X509Certificate>",
        STANDARD.encode(&holder.certificate)
    );
    let data = format!("<ds:X509Data>{certificate}</ds:X509Data>");
    let value = "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>";
    for key_info in [
        String::new(),
        value.to_owned(),
        format!("{value}{data}"),
        format!("{data}{value}"),
        format!("{data}{data}"),
        format!("<ds:X509Data>{certificate}{certificate}</ds:X509Data>"),
        format!("<ds:X509Data>{certificate}<ds:X509SubjectName>CN=Test</ds:X509SubjectName></ds:X509Data>"),
        "<ds:X509Data></ds:X509Data>".to_owned(),
        "<ds:KeyName>OCESSignature</ds:KeyName>".to_owned(),
        "<ds:RetrievalMethod URI=\"http://evil.example/key\"/>".to_owned(),
        data.replace("<ds:X509Certificate>", "<ds:X509Certificate>*"),
        data.replace("<ds:X509Certificate>", "<ds:X509Certificate><ds:b/>"),
    ] {
        let message = forged(&good, Some(&key_info)).unwrap();
        assert_eq!(refusal(&message), SignatureError::KeyInfo, "{key_info}");
    }
}
