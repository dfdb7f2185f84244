//! A client with an employee's login.

use std::time::Duration;

use spo_core::dgws::{Caller, CardCache, EmployeeCardRequest, Identity};
use spo_core::{ErrorKind, Search, TokenService};

use super::portal::{JENS, NANCY, Portal, cpr};
use crate::dgws::identity::parties::parties;

fn search() -> Search {
    Search::new(cpr(NANCY))
}

#[test]
fn a_login_is_exchanged_once_for_a_card_of_level_4_that_every_call_carries() {
    let Some(parties) = parties() else { return };
    let portal = Portal::new(parties);
    let identity = portal.employee(NANCY);
    let client = portal.client(identity.clone());
    client.appointments().find(&search()).unwrap();
    client.appointments().find(&search()).unwrap();
    portal.client(identity).appointments().find(&search()).unwrap();
    assert_eq!((portal.exchanges(), portal.sent()), (1, 3));
    let call = portal.last_call();
    assert!(call.contains("<medcom:SecurityLevel>4<") && call.contains("id=\"IDCard\""));
    // The card vouches for its holder, as every user's card.
    let appointments = client.appointments();
    let error = appointments
        .as_caller(Caller::citizen(cpr(JENS)))
        .find(&search())
        .unwrap_err();
    assert_eq!(error.code(), "caller.not_card_holder");
}

#[test]
fn thirty_two_threads_at_once_exchange_one_login() {
    let Some(parties) = parties() else { return };
    let portal = Portal::new(parties);
    *portal.delay.lock().unwrap() = Duration::from_millis(100);
    let client = portal.client(portal.employee(NANCY));
    std::thread::scope(|scope| {
        for _ in 0..32 {
            scope.spawn(|| client.appointments().find(&search()).unwrap());
        }
    });
    assert_eq!((portal.exchanges(), portal.sent()), (1, 32));
}

#[test]
fn the_card_is_renewed_while_the_login_lives_and_used_to_its_end_afterwards() {
    let Some(parties) = parties() else { return };
    let portal = Portal::new(parties);
    portal.life.store(10, std::sync::atomic::Ordering::SeqCst);
    let client = portal.client(portal.employee(NANCY));
    client.appointments().find(&search()).unwrap();
    portal.wait(9);
    client.appointments().find(&search()).unwrap();
    assert_eq!(portal.exchanges(), 2);
    // The login ended a quarter of an hour after it began, the second card lives until the nineteenth minute.
    portal.wait(9);
    client.appointments().find(&search()).unwrap();
    assert_eq!(portal.exchanges(), 2);
    portal.wait(2);
    let error = client.appointments().find(&search()).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Denied, "login.expired"));
    assert!(error.remedy().contains("log in again"), "{error}");
    assert_eq!((portal.exchanges(), portal.sent()), (2, 3));
    // A new login in the same cache makes a new card.
    portal
        .client(portal.employee(NANCY))
        .appointments()
        .find(&search())
        .unwrap();
}

#[test]
fn two_logins_never_share_a_card() {
    let Some(parties) = parties() else { return };
    let portal = Portal::new(parties);
    let cache = std::sync::Arc::new(CardCache::new());
    let logins = [NANCY, JENS, NANCY].map(|who| {
        let identity = portal.employee(who).with_cache(std::sync::Arc::clone(&cache));
        (who, portal.client(identity))
    });
    std::thread::scope(|scope| {
        for (who, client) in logins.iter().cycle().take(24) {
            scope.spawn(move || {
                let appointments = client.appointments();
                // Refused locally if the card were another person's.
                appointments
                    .as_caller(Caller::citizen(cpr(who)))
                    .find(&Search::new(cpr(who)))
                    .unwrap();
            });
        }
    });
    // Not even two logins of one person.
    assert_eq!((portal.exchanges(), cache.len()), (3, 3));
    for call in portal.calls.lock().unwrap().iter() {
        let holder =
            |who: &str| call.contains(&format!("CivilRegistrationNumber\"><saml:AttributeValue>{who}<"));
        let asked = |who: &str| call.contains(&format!("{who}^^^"));
        assert_eq!((holder(NANCY), holder(JENS)), (asked(NANCY), asked(JENS)));
        assert_ne!(holder(NANCY), holder(JENS));
    }
}

#[test]
fn what_the_token_service_refuses_is_told_with_a_remedy_for_the_user() {
    let Some(parties) = parties() else { return };
    let portal = Portal::new(parties);
    let client = portal.client(portal.employee(NANCY));
    for (fault, code, kind) in [
        (
            "FailedAuthentication",
            "token_service.failed_authentication",
            ErrorKind::Denied,
        ),
        (
            "InvalidSecurityToken",
            "token_service.invalid_security_token",
            ErrorKind::Denied,
        ),
        ("ExpiredData", "token_service.expired_data", ErrorKind::Denied),
        ("InvalidScope", "token_service.invalid_scope", ErrorKind::Denied),
        (
            "RequestFailed",
            "token_service.request_failed",
            ErrorKind::Unavailable,
        ),
        (
            "InvalidRequest",
            "token_service.invalid_request",
            ErrorKind::Fault,
        ),
    ] {
        *portal.refuses.lock().unwrap() = Some(fault);
        let error = client.appointments().find(&search()).unwrap_err();
        assert_eq!((error.kind(), error.code()), (kind, code));
        let about_login = matches!(
            fault,
            "FailedAuthentication" | "InvalidSecurityToken" | "ExpiredData"
        );
        assert_eq!(error.remedy().contains("log in again"), about_login, "{error}");
    }
    assert_eq!(portal.sent(), 0);
}

#[test]
fn an_answer_that_is_not_the_employees_card_is_refused_before_anything_is_sent() {
    let Some(parties) = parties() else { return };
    let refused = |change: Box<dyn Fn(String) -> String + Send>| {
        let portal = Portal::new(parties);
        *portal.answer_change.lock().unwrap() = Some(change);
        let client = portal.client(portal.employee(NANCY));
        let error = client.appointments().find(&search()).unwrap_err();
        assert_eq!(portal.sent(), 0);
        error.code().to_owned()
    };
    // Somebody else's genuine card.
    let other = Portal::new(parties);
    other
        .client(other.employee(JENS))
        .appointments()
        .find(&search())
        .unwrap();
    let call = other.last_call();
    let start = call.find("<saml:Assertion").unwrap();
    let jens = call[start..call.find("</saml:Assertion>").unwrap()].to_owned() + "</saml:Assertion>";
    let in_place = |xml: String, card: &str| {
        let (before, _) = xml.split_once("<saml:Assertion").unwrap();
        let (_, behind) = xml.split_once("</saml:Assertion>").unwrap();
        format!("{before}{card}{behind}")
    };
    assert_eq!(
        refused(Box::new(move |xml| in_place(xml, &jens))),
        "id_card.other"
    );
    assert_eq!(
        refused(Box::new(|xml| xml.replace("Efternavn", "Andersen"))),
        "signature.digest"
    );
    for (old, new) in [
        ("RequestSecurityTokenResponseCollection", "Collection"),
        (
            "<wst:RequestSecurityTokenResponse>",
            "<wst:RequestSecurityTokenResponse/><wst:RequestSecurityTokenResponse>",
        ),
        (
            "<wst:RequestedSecurityToken>",
            "<wst:RequestedSecurityToken/><wst:RequestedSecurityToken>",
        ),
        ("<wst:RequestedSecurityToken>", "<wst:RequestedSecurityToken><x/>"),
    ] {
        let changed = refused(Box::new(move |xml| xml.replace(old, new)));
        assert_eq!(changed, "token_service.answer", "{new}");
    }
}

#[test]
fn a_login_that_cannot_be_exchanged_is_refused_with_the_setting_or_value_to_correct() {
    let Some(parties) = parties() else { return };
    let portal = Portal::new(parties);
    let request = || EmployeeCardRequest::new("EHR X");
    let of = |credential: &spo_core::dgws::credentials::Credential, token, request| {
        portal.with_cache(Identity::employee_login(credential.clone(), token, request))
    };
    let mut config = portal.config();
    config.token_service.as_mut().unwrap().exchanges = TokenService::new("", vec![]).exchanges;
    let error = portal.try_client(portal.employee(NANCY), config).unwrap_err();
    assert_eq!(error.code(), "configuration.exchange");
    assert_eq!(
        error.details().path.as_deref(),
        Some("token_service.exchanges.employee")
    );
    let jwt = of(&parties.organisation, portal.jwt(NANCY), request());
    let error = portal.try_client(jwt, portal.config()).unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::InvalidArgument, "login.form")
    );
    let blank = of(
        &parties.organisation,
        portal.login(NANCY),
        EmployeeCardRequest::new(" "),
    );
    let error = portal.try_client(blank, portal.config()).unwrap_err();
    assert_eq!(error.details().path.as_deref(), Some("system_name"));
    // The system's certificate was renewed since the login.
    let renewed = portal.client(of(&parties.renewed, portal.login(NANCY), request()));
    let error = renewed.appointments().find(&search()).unwrap_err();
    assert_eq!(error.code(), "login.other_certificate");
    assert_eq!(portal.exchanges(), 0);
}
