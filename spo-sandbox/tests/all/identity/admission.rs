//! What registry and repository refuse, and with which fault code.

use chrono::TimeDelta;
use spo_core::dgws::headers::TimeOut;
use spo_core::dgws::{HealthProfessional, ResponsibleProfessional};
use spo_sandbox::{CardFlaw, Decision, IdentityCheck, Misbehaviour, Sandbox, Script, Transaction};

use super::*;
use crate::support::{Shared, nancy, query_message};

/// A sandbox that demands cards, a search, and the doctor's card.
fn scene() -> (Sandbox, String) {
    let sandbox = Sandbox::new().unwrap();
    sandbox.set_identity_check(IdentityCheck::Required);
    let card = issued(&sandbox, &sandbox.employee_credential(&doctor()).unwrap());
    (sandbox, card)
}

fn search() -> Message {
    query_message(nancy().body())
}

fn flawed(sandbox: &Sandbox, flaw: CardFlaw) -> String {
    sandbox.script(Script::new(Misbehaviour::IdCard { flaw }).on(Transaction::IssueIdCard));
    issued(sandbox, &sandbox.employee_credential(&doctor()).unwrap())
}

fn good(card: &str) -> Headers {
    Headers::with_card(card).on_behalf_of(&doctor_calls())
}

#[test]
fn what_is_as_it_should_be_is_let_in() {
    let (sandbox, card) = scene();
    assert_eq!(good(&card).send(&sandbox, search()).status, 200);
    let record = sandbox.calls().pop().unwrap();
    assert_eq!(record.caller.unwrap().level, 4);
}

#[test]
fn what_must_be_there_and_is_not_is_missed() {
    let (sandbox, card) = scene();
    let without = |change: &dyn Fn(&mut Headers)| {
        let mut headers = good(&card);
        change(&mut headers);
        headers.refused(&sandbox, search())
    };
    let missing = "missing_required_header";
    assert_eq!(without(&|headers| headers.security = None), missing);
    assert_eq!(
        without(&|headers| headers.security = Some(security(None))),
        missing
    );
    assert_eq!(without(&|headers| headers.medcom = None), missing);
    assert_eq!(without(&|headers| headers.hsuid = None), missing);
    let untimed = security(Some(&card)).replace("wsu:Created", "wsu:Expires");
    assert_eq!(
        without(&|headers| headers.security = Some(untimed.clone())),
        missing
    );
    for name in ["UserType", "OrgUsingID", "ActingUserCivilRegistrationNumber"] {
        assert_eq!(
            without(&|headers| {
                let block = headers.hsuid.take().unwrap();
                headers.hsuid = Some(block.replace(&format!("\"nsi:{name}\""), "\"nsi:Other\""));
            }),
            missing,
            "{name}"
        );
    }
    let record = sandbox.calls().pop().unwrap();
    assert_eq!(record.decision, Decision::NotProcessed);
}

#[test]
fn what_is_not_built_as_it_should_be_is_a_syntax_error() {
    let (sandbox, card) = scene();
    let with = |change: &dyn Fn(&mut Headers)| {
        let mut headers = good(&card);
        change(&mut headers);
        headers.refused(&sandbox, search())
    };
    let replaced = |block: &mut Option<String>, from: &str, to: &str| {
        let changed = block.take().unwrap().replace(from, to);
        *block = Some(changed);
    };
    let twice = security(Some(&format!("{card}{card}")));
    assert_eq!(
        with(&|headers| headers.security = Some(twice.clone())),
        "syntax_error"
    );
    let two = security(Some(&card)) + &security(None);
    assert_eq!(
        with(&|headers| headers.security = Some(two.clone())),
        "syntax_error"
    );
    assert_eq!(
        with(&|headers| replaced(&mut headers.medcom, "MessageID", "Message")),
        "syntax_error"
    );
    assert_eq!(
        with(&|headers| replaced(&mut headers.hsuid, "nsi:HealthcareProfessional", "nsi:Robot")),
        "syntax_error"
    );
    assert_eq!(
        with(&|headers| replaced(&mut headers.hsuid, OTHER, "0000")),
        "syntax_error"
    );
    assert_eq!(
        with(&|headers| replaced(&mut headers.hsuid, "nsi:sor", "nsi:other")),
        "syntax_error"
    );
    let time = Utc::now().format("%Y-").to_string();
    assert_eq!(
        with(&|headers| {
            let block = headers.security.take().unwrap();
            let changed = block.replacen(&format!("Created>{time}"), "Created>in ", 1);
            assert_ne!(block, changed);
            headers.security = Some(changed);
        }),
        "syntax_error"
    );
}

#[test]
fn a_card_that_was_changed_has_no_valid_signature() {
    let (sandbox, card) = scene();
    let forged = card.replace(OTHER, NANCY);
    assert_ne!(forged, card);
    assert_eq!(good(&forged).refused(&sandbox, search()), "invalid_signature");
    let broken = flawed(&sandbox, CardFlaw::BrokenSignature);
    assert_eq!(good(&broken).refused(&sandbox, search()), "invalid_signature");
    // Nothing is recorded of a card that is not believed.
    assert_eq!(sandbox.calls().pop().unwrap().caller, None);
}

#[test]
fn a_card_by_anybody_but_the_token_service_is_invalid() {
    let (sandbox, _) = scene();
    let system = system(&sandbox);
    let own = self_signed(&system.card(), system.credential());
    assert_eq!(good(&own).refused(&sandbox, search()), "invalid_idcard");
    let stranger = flawed(&sandbox, CardFlaw::Stranger);
    assert_eq!(good(&stranger).refused(&sandbox, search()), "invalid_idcard");
    let version = flawed(&sandbox, CardFlaw::OtherVersion);
    assert_eq!(good(&version).refused(&sandbox, search()), "invalid_idcard");
}

#[test]
fn a_card_counts_between_its_times_only() {
    let (sandbox, _) = scene();
    let expired = flawed(&sandbox, CardFlaw::Expired);
    assert_eq!(good(&expired).refused(&sandbox, search()), "expired_idcard");
    let early = flawed(&sandbox, CardFlaw::NotYetValid);
    assert_eq!(good(&early).refused(&sandbox, search()), "invalid_idcard");
}

#[test]
fn a_card_is_too_old_when_the_provider_says_so() {
    for (limit, minutes) in [
        (TimeOut::FiveMinutes, 5),
        (TimeOut::HalfHour, 30),
        (TimeOut::EightHours, 480),
    ] {
        let (sandbox, card) = scene();
        sandbox.set_card_age_limit(limit);
        let at = |time| {
            let _ = sandbox.clone().with_clock(spo_core::Context::fixed(time));
        };
        let issued = Utc::now();
        at(issued + TimeDelta::minutes(minutes - 1));
        assert_eq!(good(&card).send(&sandbox, search()).status, 200);
        at(issued + TimeDelta::minutes(minutes + 1));
        assert_eq!(good(&card).refused(&sandbox, search()), "expired_idcard");
    }
}

#[test]
fn levels_that_are_too_low_are_not_enough() {
    let (sandbox, _) = scene();
    let card = issued(&sandbox, &system(&sandbox));
    assert_eq!(good(&card).refused(&sandbox, search()), "security_level_failed");
    // For a submission they are.
    let response = Headers::with_card(&card).send(&sandbox, Shared::new().message());
    assert_eq!(response.status, 200);
    sandbox.trust_level_3(&cvr());
    assert_eq!(good(&card).send(&sandbox, search()).status, 200);
    let low = flawed(&sandbox, CardFlaw::OtherLevel);
    assert_eq!(
        Headers::with_card(&low).refused(&sandbox, Shared::new().message()),
        "security_level_failed"
    );
    let unsigned = flawed(&sandbox, CardFlaw::NoSignature);
    assert_eq!(
        good(&unsigned).refused(&sandbox, search()),
        "security_level_failed"
    );
}

#[test]
fn a_card_vouches_for_its_holder_and_authorisation() {
    let (sandbox, card) = scene();
    let refused = |caller: HealthProfessional| {
        Headers::with_card(&card)
            .on_behalf_of(&Caller::health_professional(caller))
            .refused(&sandbox, search())
    };
    let cpr = |text: &str| text.parse().unwrap();
    let code = |text: &str| text.parse().unwrap();
    let role = "urn:dk:healthcare:no-role";
    let other = HealthProfessional::authorised(cpr(NANCY), code("J0184"), sor());
    assert_eq!(refused(other), "not_authorized");
    let other_code = HealthProfessional::authorised(cpr(OTHER), code("ABC12"), sor());
    assert_eq!(refused(other_code), "not_authorized");
    let no_code = HealthProfessional::not_authorised(cpr(OTHER), role, sor());
    assert_eq!(refused(no_code), "not_authorized");
    // On another's responsibility the code is the other's.
    let responsible = ResponsibleProfessional {
        cpr: cpr(NANCY),
        authorisation: Some(code("ABC12")),
    };
    let assistant = HealthProfessional::not_authorised(cpr(OTHER), role, sor()).with_responsible(responsible);
    let headers = Headers::with_card(&card).on_behalf_of(&Caller::health_professional(assistant));
    assert_eq!(headers.send(&sandbox, search()).status, 200);
}

#[test]
fn citizens_read_from_trusted_organisations_and_about_whom_they_name() {
    let (sandbox, _) = scene();
    let card = issued(&sandbox, &system(&sandbox));
    let cpr = |text: &str| text.parse().unwrap();
    let citizen = Caller::citizen(cpr(NANCY));
    let headers = || Headers::with_card(&card).on_behalf_of(&citizen);
    assert_eq!(headers().refused(&sandbox, search()), "not_authorized");
    sandbox.trust_level_3(&cvr());
    assert_eq!(headers().send(&sandbox, search()).status, 200);
    let proxy = Caller::citizen_on_behalf_of(cpr(OTHER), cpr(NANCY)).unwrap();
    let proxy = || Headers::with_card(&card).on_behalf_of(&proxy);
    assert_eq!(proxy().send(&sandbox, search()).status, 200);
    let mut same = proxy();
    same.hsuid = same.hsuid.map(|block| block.replace(OTHER, NANCY));
    assert_eq!(same.refused(&sandbox, search()), "not_authorized");
    let mut about_another = headers();
    let named = format!("nsi:CitizenCivilRegistrationNumber\"><hsuid:AttributeValue>{NANCY}");
    let other = named.replace(NANCY, OTHER);
    about_another.hsuid = about_another.hsuid.map(|block| block.replace(&named, &other));
    assert_eq!(about_another.refused(&sandbox, search()), "not_authorized");
}

#[test]
fn a_refusal_answers_the_message_it_refuses() {
    let (sandbox, card) = scene();
    let mut headers = good(&card);
    headers.hsuid = None;
    let incoming = Incoming::read(headers.send(&sandbox, search())).unwrap();
    let envelope = incoming.envelope().unwrap();
    let header = envelope.header().unwrap().descendants();
    let mut answered = header.filter(|element| element.local() == "InResponseToMessageID");
    assert_eq!(answered.next().unwrap().text(), "urn:uuid:1");
}

#[test]
fn no_cpr_number_is_in_the_log_of_calls_or_in_a_fault() {
    let (sandbox, card) = scene();
    let other = HealthProfessional::authorised(NANCY.parse().unwrap(), "J0184".parse().unwrap(), sor());
    let headers = Headers::with_card(&card).on_behalf_of(&Caller::health_professional(other));
    let answer = headers.send(&sandbox, search());
    let told = String::from_utf8(answer.body).unwrap() + &serde_json::to_string(&sandbox.calls()).unwrap();
    assert!(!told.contains(NANCY) && !told.contains(OTHER));
}
