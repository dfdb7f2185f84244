//! The cards that the token service issues.

use std::process::{Command, Stdio};

use spo_core::dgws::{CardUser, IdCard, UserIdentifier};
use spo_core::xml::{Document, Limits};
use spo_sandbox::Sandbox;

use super::*;

fn read(sandbox: &Sandbox, card: &str) -> IdCard {
    let trust = sandbox
        .client_config()
        .unwrap()
        .token_service
        .unwrap()
        .trust()
        .unwrap();
    let document = Document::parse(card.as_bytes(), Limits::MESSAGE).unwrap();
    IdCard::verify(document.root(), &trust, Utc::now()).unwrap()
}

#[test]
fn a_systems_card_says_what_was_asked_for_and_who_asked() {
    let sandbox = Sandbox::new().unwrap();
    let system = system(&sandbox);
    let xml = issued(&sandbox, &system);
    let card = read(&sandbox, &xml);
    assert_eq!(
        (card.level(), card.issuer()),
        (Level::TrustedSystem, "SPO-SANDBOX-STS")
    );
    assert_eq!(
        (card.cvr(), card.care_provider_name()),
        (Some(&cvr()), "Sandkassens Lægehus")
    );
    let certificate = system.credential().certificate();
    assert_eq!(card.certificate_hash(), certificate.oces_cert_hash_sha1());
    assert!(card.user().is_none());
    assert_eq!((card.not_on_or_after() - card.not_before()).num_hours(), 24);
    assert!(
        xml.contains(r#"<saml:NameID Format="medcom:other">SubjectDN={C=DK, OID.2.5.4.97=NTRDK-91026150"#)
    );
    card.check_time(Utc::now()).unwrap();
}

#[test]
fn names_and_authorisation_are_those_of_the_registers() {
    let sandbox = Sandbox::new().unwrap();
    let credential = sandbox.employee_credential(&doctor()).unwrap();
    let mut card = credential.card();
    // Without a CPR number, with the whole name in one place, and without the authorisation.
    let id = UserIdentifier::Other("jens@lægehus".to_owned());
    card.user = Some(CardUser {
        email: Some("jens@example.dk".to_owned()),
        occupation: Some("Læge".to_owned()),
        ..CardUser::new(id, "Jens Jensen", "?", "7170")
    });
    let request = token_request(&sandbox, &self_signed(&card, credential.credential()), Utc::now());
    let xml = card_in(sandbox.handle(&request).unwrap());
    let issued = read(&sandbox, &xml);
    let user = issued.user().unwrap();
    assert_eq!(user.cpr.unwrap().as_str(), OTHER);
    assert_eq!(
        (user.given_name.as_str(), user.surname.as_str()),
        ("Jens", "Jensen")
    );
    assert_eq!(user.authorisation.as_ref().unwrap().as_str(), "J0184");
    assert!(xml.contains("jens@example.dk") && xml.contains("Læge<"));
    assert_eq!(issued.level(), Level::TrustedUser);
}

#[test]
fn no_two_cards_have_the_same_id() {
    let sandbox = Sandbox::new().unwrap();
    let system = system(&sandbox);
    let id = || read(&sandbox, &issued(&sandbox, &system)).id().to_owned();
    assert_ne!(id(), id());
}

#[test]
fn xmlsec1_verifies_an_issued_card_and_not_a_changed_one() {
    let sandbox = Sandbox::new().unwrap();
    let card = issued(&sandbox, &sandbox.employee_credential(&doctor()).unwrap());
    let Some(holds) = xmlsec1(&sandbox, &card) else {
        eprintln!("skipped: xmlsec1 is not installed");
        return;
    };
    assert!(holds);
    let changed = card.replace("Jensen", "Hansen");
    assert_ne!(changed, card);
    assert_eq!(xmlsec1(&sandbox, &changed), Some(false));
}

/// Whether `xmlsec1` accepts the signature and its certificate, by the authority's.
fn xmlsec1(sandbox: &Sandbox, card: &str) -> Option<bool> {
    let folder = std::env::temp_dir().join(format!("spo-sandbox-{}", Uuid::new_v4()));
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("card.xml"), card).unwrap();
    std::fs::write(folder.join("ca.pem"), sandbox.authority().unwrap().issuer_pem()).unwrap();
    let status = Command::new("xmlsec1")
        .args([
            "--verify",
            "--enabled-key-data",
            "x509",
            "--id-attr:id",
            "Assertion",
        ])
        .args(["--trusted-pem", "ca.pem", "card.xml"])
        .current_dir(&folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    std::fs::remove_dir_all(&folder).unwrap();
    status.ok().map(|status| status.success())
}
