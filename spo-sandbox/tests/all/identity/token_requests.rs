//! What the token service refuses, and with which fault.

use chrono::TimeDelta;
use spo_core::dgws::UserIdentifier;
use spo_core::dgws::signature::{Profile, sign_enveloped};
use spo_sandbox::{Decision, Sandbox, Transaction};

use super::*;

/// The doctor's card as it is asked for, changed before it is signed.
fn with_card(change: impl FnOnce(&mut IdCardRequest)) -> Fault {
    let sandbox = Sandbox::new().unwrap();
    let credential = sandbox.employee_credential(&doctor()).unwrap();
    let mut card = credential.card();
    change(&mut card);
    token_fault(&sandbox, &self_signed(&card, credential.credential()))
}

/// The system's card, changed as text and signed again.
fn with_text(change: impl FnOnce(String) -> String) -> Fault {
    let sandbox = Sandbox::new().unwrap();
    let system = system(&sandbox);
    let signed = self_signed(&system.card(), system.credential());
    let unsigned = signed.split_once("<ds:Signature ").unwrap().0;
    let changed = change(format!("{unsigned}</saml:Assertion>"));
    let credential = system.credential();
    let (signer, certificate) = (credential.signer(), credential.certificate().der());
    let card = sign_enveloped(&changed, Profile::IdCard, signer, certificate).unwrap();
    token_fault(&sandbox, &card)
}

#[test]
fn a_fault_names_its_code_and_who_failed() {
    let fault = with_card(|card| card.care_provider.cvr = "33257872".parse().unwrap());
    assert_eq!(fault.code(), "FailedAuthentication");
    assert_eq!(fault.actor(), Some("http://www.sosists.dk/sts"));
}

#[test]
fn a_card_for_somebody_else_is_refused() {
    let other_person = with_card(|card| {
        card.user.as_mut().unwrap().id = UserIdentifier::Cpr(NANCY.parse().unwrap());
    });
    assert_eq!(other_person.code(), "AuthenticationBadElements");
    let other_code = with_card(|card| {
        card.user.as_mut().unwrap().authorisation = Some("ABC12".parse().unwrap());
    });
    assert_eq!(other_code.code(), "AuthenticationBadElements");
    let other_education = with_card(|card| card.user.as_mut().unwrap().role = "5166".to_owned());
    assert_eq!(other_education.code(), "AuthenticationBadElements");
    let system = with_card(|card| card.user = None);
    assert_eq!(system.code(), "FailedAuthentication");
}

#[test]
fn whoever_has_no_authorisation_cannot_ask_with_one() {
    let sandbox = Sandbox::new().unwrap();
    let credential = sandbox.employee_credential(&clerk()).unwrap();
    let mut card = credential.card();
    card.user.as_mut().unwrap().authorisation = Some("J0184".parse().unwrap());
    let fault = token_fault(&sandbox, &self_signed(&card, credential.credential()));
    assert_eq!(fault.code(), "AuthenticationBadElements");
}

#[test]
fn an_organisations_certificate_gets_no_card_for_an_employee() {
    let sandbox = Sandbox::new().unwrap();
    let card = sandbox.employee_credential(&doctor()).unwrap().card();
    let fault = token_fault(&sandbox, &self_signed(&card, system(&sandbox).credential()));
    assert_eq!(fault.code(), "FailedAuthentication");
}

#[test]
fn a_certificate_that_cannot_be_believed_gets_no_card() {
    let sandbox = Sandbox::new().unwrap();
    let system = system(&sandbox);
    for (credential, code) in [
        (system.by_a_stranger().unwrap(), "FailedAuthentication"),
        (system.expired().unwrap(), "InvalidSecurityToken"),
        (system.not_yet_valid().unwrap(), "InvalidSecurityToken"),
    ] {
        let card = self_signed(&system.card(), credential.credential());
        assert_eq!(token_fault(&sandbox, &card).code(), code);
    }
}

#[test]
fn a_card_that_was_changed_after_signing_or_never_signed_is_refused() {
    let sandbox = Sandbox::new().unwrap();
    let system = system(&sandbox);
    let card = self_signed(&system.card(), system.credential());
    let changed = card.replace(">Sandkassens", ">Havkassens");
    assert_ne!(card, changed);
    assert_eq!(token_fault(&sandbox, &changed).code(), "InvalidRequest");
    let unsigned = card.split_once("<ds:Signature ").unwrap().0;
    let unsigned = format!("{unsigned}</saml:Assertion>");
    assert_eq!(token_fault(&sandbox, &unsigned).code(), "InvalidRequest");
}

#[test]
fn a_signature_of_sha_1_is_refused() {
    let sandbox = Sandbox::new().unwrap();
    let system = system(&sandbox);
    let card = self_signed(&system.card(), system.credential())
        .replace("2001/04/xmldsig-more#rsa-sha256", "2000/09/xmldsig#rsa-sha1");
    assert_eq!(token_fault(&sandbox, &card).code(), "InvalidRequest");
}

#[test]
fn the_version_and_the_level_must_be_those_of_the_platform() {
    let version = with_text(|card| card.replace(">1.0.1<", ">1.0<"));
    assert_eq!(version.code(), "InvalidRequest");
    let level =
        with_text(|card| card.replace("Level\"><saml:AttributeValue>3", "Level\"><saml:AttributeValue>2"));
    assert_eq!(level.code(), "InvalidRequest");
    let kind = with_text(|card| card.replace(">system<", ">user<"));
    assert_eq!(kind.code(), "InvalidRequest");
    let hash = with_text(|card| {
        let (before, rest) = card
            .split_once("sosi:OCESCertHash\"><saml:AttributeValue>")
            .unwrap();
        let (_, behind) = rest.split_once('<').unwrap();
        format!("{before}sosi:OCESCertHash\"><saml:AttributeValue>AAAA<{behind}")
    });
    assert_eq!(hash.code(), "FailedAuthentication");
}

#[test]
fn times_must_be_possible() {
    let moved = |from: i64, to: i64| {
        with_text(|card| {
            let time = |hours| {
                let time = Utc::now() + TimeDelta::hours(hours);
                time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
            };
            let (before, rest) = card.split_once("<saml:Conditions ").unwrap();
            let (_, behind) = rest.split_once("/>").unwrap();
            format!(
                "{before}<saml:Conditions NotBefore=\"{}\" NotOnOrAfter=\"{}\"/>{behind}",
                time(from),
                time(to)
            )
        })
    };
    assert_eq!(moved(-30, -6).code(), "ExpiredData");
    assert_eq!(moved(1, 24).code(), "InvalidTimeRange");
    assert_eq!(moved(-1, 24).code(), "InvalidTimeRange");
    assert_eq!(moved(-1, -2).code(), "InvalidTimeRange");
}

#[test]
fn a_message_that_was_not_made_now_is_refused() {
    let sandbox = Sandbox::new().unwrap();
    let system = system(&sandbox);
    let card = self_signed(&system.card(), system.credential());
    for minutes in [-6, 6] {
        let created = Utc::now() + TimeDelta::minutes(minutes);
        let response = sandbox.handle(&token_request(&sandbox, &card, created)).unwrap();
        assert_eq!(fault(response).code(), "ExpiredData");
    }
    for minutes in [-4, 4] {
        let created = Utc::now() + TimeDelta::minutes(minutes);
        let response = sandbox.handle(&token_request(&sandbox, &card, created)).unwrap();
        assert_eq!(response.status, 200);
    }
}

#[test]
fn what_is_no_request_for_a_card_is_not_understood() {
    let sandbox = Sandbox::new().unwrap();
    let system = system(&sandbox);
    let card = self_signed(&system.card(), system.credential());
    let ask = |change: &dyn Fn(String) -> String| {
        let mut request = token_request(&sandbox, &card, Utc::now());
        request.body = change(String::from_utf8(request.body).unwrap()).into_bytes();
        fault(sandbox.handle(&request).unwrap()).code().to_owned()
    };
    assert_eq!(
        ask(&|text| text.replace("trust/Issue", "trust/Cancel")),
        "BadRequest"
    );
    assert_eq!(
        ask(&|text| text.replace("assertion:</wst", "other</wst")),
        "BadRequest"
    );
    assert_eq!(
        ask(&|text| text.replace("wst:RequestSecurityToken", "wst:Other")),
        "BadRequest"
    );
    assert_eq!(
        ask(&|text| text.replace("wst:Claims", "wst:Other")),
        "InvalidRequest"
    );
    assert_eq!(
        ask(&|text| text.replace("wsu:Created", "wsu:Expires")),
        "InvalidRequest"
    );
    let mut nothing = token_request(&sandbox, &card, Utc::now());
    nothing.body.clear();
    assert_eq!(fault(sandbox.handle(&nothing).unwrap()).code(), "BadRequest");
    let record = sandbox.calls().pop().unwrap();
    assert_eq!(record.transaction, Some(Transaction::IssueIdCard));
    assert_eq!((record.decision, record.caller), (Decision::NotProcessed, None));
}

#[test]
fn no_action_is_needed_and_no_cpr_number_is_in_a_fault() {
    let sandbox = Sandbox::new().unwrap();
    let system = system(&sandbox);
    let card = self_signed(&system.card(), system.credential());
    let mut request = token_request(&sandbox, &card, Utc::now());
    request
        .headers
        .retain(|(name, _)| !name.eq_ignore_ascii_case("SOAPAction"));
    assert_eq!(sandbox.handle(&request).unwrap().status, 200);
    let fault = with_card(|card| {
        card.user.as_mut().unwrap().id = UserIdentifier::Cpr(NANCY.parse().unwrap());
    });
    let told = format!("{fault:?}");
    assert!(!told.contains(NANCY) && !told.contains(OTHER));
}
