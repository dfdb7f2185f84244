//! Every known way to make a signature vouch for something its signer never saw.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use spo_core::dgws::signature::{Policy, Profile, SignatureError, verify};

use super::keys::{card_of, certificate_of, enveloped, holder, openssl_key, parse, signed_card, stranger};

const POLICY: Policy = Policy::new(Profile::IdCard);

/// What is answered about the card where a message has it.
pub(super) fn answer(message: &str) -> Result<(), SignatureError> {
    verify(card_of(&parse(message)), POLICY).map(drop)
}

pub(super) fn refusal(message: &str) -> SignatureError {
    answer(message).unwrap_err()
}

/// Replaces `old`, which must be there once.
pub(super) fn swap(xml: &str, old: &str, new: &str) -> String {
    assert_eq!(xml.matches(old).count(), 1, "{old}");
    xml.replacen(old, new, 1)
}

/// A card that says something else, and has no signature.
const EVIL: &str = r#"<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" id="Evil" Version="2.0"><saml:Issuer>Lægehuset</saml:Issuer></saml:Assertion>"#;

/// The signature of a signed card.
pub(super) fn signature(card: &str) -> &str {
    let start = card.find("<ds:Signature ").unwrap();
    let end = card.find("</ds:Signature>").unwrap() + "</ds:Signature>".len();
    &card[start..end]
}

#[test]
fn the_untouched_card_is_believed() {
    let Some(card) = signed_card() else { return };
    answer(&enveloped(&card)).unwrap();
}

#[test]
fn an_evil_card_before_the_genuine_one() {
    let Some(card) = signed_card() else { return };
    assert_eq!(
        refusal(&enveloped(&format!("{EVIL}{card}"))),
        SignatureError::Missing
    );
}

#[test]
fn an_evil_card_with_the_signature_of_the_genuine_one_and_the_genuine_one_elsewhere() {
    let Some(card) = signed_card() else { return };
    let evil = swap(
        EVIL,
        "</saml:Assertion>",
        &format!("{}</saml:Assertion>", signature(&card)),
    );
    let body = |content: &str| {
        swap(
            &enveloped(&evil),
            "<soapenv:Body/>",
            &format!("<soapenv:Body>{content}</soapenv:Body>"),
        )
    };
    // The reference finds the genuine card, but that is not where the card is read from.
    assert_eq!(refusal(&body(&card)), SignatureError::ForeignReference);
    let unsigned = card.replace(signature(&card), "");
    assert_eq!(refusal(&body(&unsigned)), SignatureError::ForeignReference);
}

#[test]
fn an_evil_card_with_the_id_of_the_genuine_one_and_the_genuine_one_elsewhere() {
    let Some(card) = signed_card() else { return };
    let evil = EVIL.replace("Evil", "IDCard");
    let evil = swap(
        &evil,
        "</saml:Assertion>",
        &format!("{}</saml:Assertion>", signature(&card)),
    );
    let message = swap(
        &enveloped(&evil),
        "<soapenv:Body/>",
        &format!("<soapenv:Body>{card}</soapenv:Body>"),
    );
    assert_eq!(refusal(&message), SignatureError::DuplicateId);
    // And without the genuine one.
    assert_eq!(refusal(&enveloped(&evil)), SignatureError::Digest);
}

#[test]
fn the_genuine_card_twice() {
    let Some(card) = signed_card() else { return };
    assert_eq!(
        refusal(&enveloped(&format!("{card}{card}"))),
        SignatureError::DuplicateId
    );
}

#[test]
fn the_genuine_card_inside_an_evil_one() {
    let Some(card) = signed_card() else { return };
    let wrapped = swap(
        EVIL,
        "</saml:Assertion>",
        &format!("<saml:Advice>{card}</saml:Advice></saml:Assertion>"),
    );
    assert_eq!(
        refusal(&enveloped(&wrapped)),
        SignatureError::Misplaced(Profile::IdCard)
    );
    let with_signature = swap(
        EVIL,
        "</saml:Assertion>",
        &format!("{card}{}</saml:Assertion>", signature(&card)),
    );
    assert_eq!(refusal(&enveloped(&with_signature)), SignatureError::Several);
}

#[test]
fn the_genuine_card_inside_the_signature_of_an_evil_one() {
    let Some(card) = signed_card() else { return };
    let unsigned = card.replace(signature(&card), "");
    let object = format!("<ds:Object>{unsigned}</ds:Object></ds:Signature>");
    let signature = swap(signature(&card), "</ds:Signature>", &object);
    for id in ["Evil", "IDCard"] {
        let evil = EVIL.replace("Evil", id);
        let evil = swap(
            &evil,
            "</saml:Issuer></saml:Assertion>",
            &format!("</saml:Issuer>{signature}</saml:Assertion>"),
        );
        let refusal = refusal(&enveloped(&evil));
        let expected = match id {
            "Evil" => matches!(refusal, SignatureError::Malformed(_)),
            _ => refusal == SignatureError::DuplicateId,
        };
        assert!(expected, "{refusal}");
    }
}

#[test]
fn a_foreign_element_with_the_same_id_in_every_spelling() {
    let Some(card) = signed_card() else { return };
    for attribute in ["id", "ID", "Id", "iD", "xml:id", "wsu:Id", "wsu:ID"] {
        let decoy = format!(
            r#"<soapenv:Body xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd" {attribute}=" IDCard"/>"#
        );
        let message = swap(&enveloped(&card), "<soapenv:Body/>", &decoy);
        assert_eq!(refusal(&message), SignatureError::DuplicateId, "{attribute}");
    }
}

#[test]
fn a_second_id_on_the_card() {
    let Some(card) = signed_card() else { return };
    for attribute in ["ID", "Id", "xml:id"] {
        let card = swap(
            &card,
            " id=\"IDCard\"",
            &format!(" id=\"IDCard\" {attribute}=\"Other\""),
        );
        assert!(
            matches!(refusal(&enveloped(&card)), SignatureError::Id(_)),
            "{attribute}"
        );
    }
}

#[test]
fn the_id_under_another_spelling() {
    let Some(card) = signed_card() else { return };
    let card = swap(&card, " id=\"IDCard\"", " ID=\"IDCard\"");
    assert!(matches!(refusal(&enveloped(&card)), SignatureError::Id(_)));
}

#[test]
fn a_second_signature() {
    let (Some(card), Some(stranger)) = (signed_card(), stranger()) else {
        return;
    };
    let twice = swap(
        &card,
        "</ds:Signature>",
        &format!("</ds:Signature>{}", signature(&card)),
    );
    assert_eq!(refusal(&enveloped(&twice)), SignatureError::Several);
    let bare = card.replace(signature(&card), "");
    let evil = spo_core::dgws::signature::sign_enveloped(
        &bare,
        Profile::IdCard,
        &stranger.key,
        &stranger.certificate,
    );
    let both = swap(
        &card,
        "</saml:Issuer>",
        &format!("</saml:Issuer>{}", signature(&evil.unwrap())),
    );
    assert_eq!(refusal(&enveloped(&both)), SignatureError::Several);
}

#[test]
fn a_signature_in_another_place() {
    let Some(card) = signed_card() else { return };
    let own = signature(&card);
    let bare = card.replace(own, "");
    let first = swap(&bare, "<saml:Issuer>", &format!("{own}<saml:Issuer>"));
    assert_eq!(
        refusal(&enveloped(&first)),
        SignatureError::Misplaced(Profile::IdCard)
    );
    let deep = swap(&bare, "</saml:Subject>", &format!("{own}</saml:Subject>"));
    assert_eq!(
        refusal(&enveloped(&deep)),
        SignatureError::Misplaced(Profile::IdCard)
    );
    let beside = format!("{bare}{own}");
    assert_eq!(refusal(&enveloped(&beside)), SignatureError::Missing);
    let behind = swap(&card, "</saml:Assertion>", "<saml:More/></saml:Assertion>");
    assert_eq!(
        refusal(&enveloped(&behind)),
        SignatureError::Misplaced(Profile::IdCard)
    );
}

#[test]
fn no_signature() {
    let Some(card) = signed_card() else { return };
    let bare = card.replace(signature(&card), "");
    assert_eq!(refusal(&enveloped(&bare)), SignatureError::Missing);
    let renamed = card.replace(
        "http://www.w3.org/2000/09/xmldsig#\" id",
        "urn:not-a-signature\" id",
    );
    assert_eq!(refusal(&enveloped(&renamed)), SignatureError::Missing);
}

#[test]
fn changed_content() {
    let Some(card) = signed_card() else { return };
    for (old, new) in [
        ("20688092", "20688093"),
        ("Lægehuset", "Lægehuset "),
        ("<saml:Issuer>", "\n<saml:Issuer>"),
        ("medcom:cvrnumber", "medcom:CVRnumber"),
        ("</saml:Issuer>", "</saml:Issuer><saml:More/>"),
        ("</saml:Issuer>", "</saml:Issuer><?more?>"),
        (" Version=\"2.0\"", ""),
        (
            "xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"",
            "xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" more=\"\"",
        ),
        ("<saml:NameID ", "<saml:NameID xmlns:saml=\"urn:other\" "),
    ] {
        assert_eq!(
            refusal(&enveloped(&swap(&card, old, new))),
            SignatureError::Digest,
            "{old}"
        );
    }
}

#[test]
fn a_comment_does_not_split_what_is_read() {
    let Some(card) = signed_card() else { return };
    let message = enveloped(&swap(&card, "20688092", "2068<!-- -->8092"));
    let document = parse(&message);
    let verified = verify(card_of(&document), POLICY)
        .unwrap()
        .trusted_if(|_| Ok::<_, ()>(()))
        .unwrap();
    assert!(verified.xml().contains(">20688092<"));
}

#[test]
fn a_changed_signature_value_digest_or_certificate() {
    let (Some(card), Some(stranger)) = (signed_card(), stranger()) else {
        return;
    };
    let holder = holder().unwrap();
    let flip = |tag: &str| {
        let start = card.find(tag).unwrap() + tag.len();
        let old = &card[start..=start];
        let new = if old == "A" { "B" } else { "A" };
        format!("{}{new}{}", &card[..start], &card[start + 1..])
    };
    assert_eq!(
        refusal(&enveloped(&flip("<ds:SignatureValue>"))),
        SignatureError::Value
    );
    assert_eq!(
        refusal(&enveloped(&flip("<ds:DigestValue>"))),
        SignatureError::Value
    );
    let replaced = swap(
        &card,
        &STANDARD.encode(&holder.certificate),
        &STANDARD.encode(&stranger.certificate),
    );
    assert_eq!(refusal(&enveloped(&replaced)), SignatureError::Value);
    let emptied = swap(&card, &STANDARD.encode(&holder.certificate), "");
    assert_eq!(refusal(&enveloped(&emptied)), SignatureError::Certificate);
}

#[test]
fn a_stranger_signs_for_himself_and_is_left_to_the_judge() {
    let Some(stranger) = stranger() else { return };
    let evil = spo_core::dgws::signature::sign_enveloped(
        EVIL,
        Profile::IdCard,
        &stranger.key,
        &stranger.certificate,
    );
    let message = enveloped(&evil.unwrap());
    let document = parse(&message);
    let intact = verify(card_of(&document), POLICY).unwrap();
    let holder = holder().unwrap();
    let judge = |signer: &[u8]| {
        if signer == holder.certificate {
            Ok(())
        } else {
            Err("a stranger")
        }
    };
    assert_eq!(intact.trusted_if(judge).unwrap_err(), "a stranger");
}

#[test]
fn a_signature_that_holds_more_or_less_than_it_should() {
    let Some(card) = signed_card() else { return };
    let own = signature(&card);
    for (old, new) in [
        ("</ds:KeyInfo>", "</ds:KeyInfo><ds:Object/>"),
        ("<ds:SignatureValue>", "<evil/><ds:SignatureValue>"),
        ("<ds:SignedInfo ", "<evil/><ds:SignedInfo "),
        ("<ds:KeyInfo>", "<ds:KeyInfo/><ds:KeyInfo>"),
        ("</ds:SignatureValue>", "<b/></ds:SignatureValue>"),
        ("<ds:SignatureValue>", "<ds:SignatureValue>*"),
    ] {
        let message = enveloped(&card.replace(own, &swap(own, old, new)));
        assert!(matches!(refusal(&message), SignatureError::Malformed(_)), "{new}");
    }
}

#[test]
fn a_second_signed_info() {
    let Some(card) = signed_card() else { return };
    let own = signature(&card);
    let (start, rest) = own.split_once("<ds:SignedInfo ").unwrap();
    let (genuine, end) = rest.split_once("</ds:SignedInfo>").unwrap();
    let evil = genuine.replace("IDCard", "Evil");
    for (first, second) in [(genuine, evil.as_str()), (evil.as_str(), genuine)] {
        let doubled = format!(
            "{start}<ds:SignedInfo {first}</ds:SignedInfo><ds:SignedInfo {second}</ds:SignedInfo>{end}"
        );
        let message = enveloped(&card.replace(own, &doubled));
        assert!(matches!(refusal(&message), SignatureError::Malformed(_)));
    }
}

#[test]
fn a_digest_split_by_comments_and_instructions() {
    let Some(card) = signed_card() else { return };
    // A comment is no part of what is signed, and must not hide a part of it either.
    let commented = swap(&card, "<ds:DigestValue>", "<ds:DigestValue><!--AAAA-->");
    answer(&enveloped(&commented)).unwrap();
    let instructed = swap(&card, "<ds:DigestValue>", "<ds:DigestValue><?AAAA?>");
    assert_eq!(refusal(&enveloped(&instructed)), SignatureError::Value);
}

#[test]
fn a_certificate_with_a_key_that_is_too_short_or_not_rsa() {
    let Some(card) = signed_card() else { return };
    let genuine = STANDARD.encode(&holder().unwrap().certificate);
    for algorithm in ["rsa:1024", "EC:P-256"] {
        let certificate = certificate_of(&openssl_key(algorithm).unwrap());
        let replaced = swap(&card, &genuine, &STANDARD.encode(certificate));
        assert_eq!(
            refusal(&enveloped(&replaced)),
            SignatureError::Certificate,
            "{algorithm}"
        );
    }
}
