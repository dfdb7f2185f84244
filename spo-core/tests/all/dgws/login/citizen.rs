//! A client with a citizen's login.

use std::sync::Arc;

use spo_core::dgws::{Caller, CardCache, Identity, OnBehalfOf, Relation};
use spo_core::{Appointment, AppointmentVersion, ClientConfig, ErrorKind, Search};

use super::portal::{Assertion, CPR, JENS, NANCY, Portal, cpr};
use crate::dgws::identity::parties::parties;
use crate::support::{read, repository};

fn search() -> Search {
    Search::new(cpr(NANCY))
}

#[test]
fn a_token_is_got_once_and_signed_with_in_every_call() {
    let Some(parties) = parties() else { return };
    let portal = Portal::new(parties);
    let credential = parties.organisation.clone();
    for (token, url) in [(portal.login(NANCY), "Bst2Idws"), (portal.jwt(NANCY), "JWT2Idws")] {
        let before = portal.exchanges();
        let identity = Identity::citizen(credential.clone(), token, cpr(NANCY));
        let client = portal.client(portal.with_cache(identity));
        client.appointments().find(&search()).unwrap();
        let first = portal.last_call();
        client.appointments().find(&search()).unwrap();
        assert_eq!(portal.exchanges(), before + 1, "{url}");
        assert_ne!(portal.last_call(), first);
        assert_eq!(
            portal.last_request().contains("BinarySecurityToken"),
            url == "JWT2Idws"
        );
    }
}

#[test]
fn the_token_is_used_until_half_a_minute_before_its_end_and_renewed_while_the_login_lives() {
    let Some(parties) = parties() else { return };
    let portal = Portal::new(parties);
    portal.life.store(10, std::sync::atomic::Ordering::SeqCst);
    let client = portal.client(portal.citizen(NANCY));
    client.appointments().find(&search()).unwrap();
    portal.wait(10);
    client.appointments().find(&search()).unwrap();
    assert_eq!(portal.exchanges(), 2);
    portal.wait(10);
    let error = client.appointments().find(&search()).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Denied, "login.expired"));
    assert_eq!(portal.exchanges(), 2);
}

#[test]
fn citizens_read_and_change_nothing() {
    let Some(parties) = parties() else { return };
    let portal = Portal::new(parties);
    let client = portal.client(portal.citizen(NANCY));
    let appointments = client.appointments();
    let version = AppointmentVersion::first("booking").unwrap();
    let json = read(&repository().join("examples/data/full-hospital.json"));
    let appointment = Appointment::from_json(&json).unwrap();
    for error in [
        appointments.share(&version, &appointment).unwrap_err(),
        appointments.replace(&version, &appointment).unwrap_err(),
        appointments.cancel(&version).unwrap_err(),
    ] {
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Denied, "citizen.reads_only")
        );
    }
    assert_eq!((portal.exchanges(), portal.sent()), (0, 0));
}

#[test]
fn a_citizen_asks_for_own_data_and_names_no_caller() {
    let Some(parties) = parties() else { return };
    let portal = Portal::new(parties);
    let client = portal.client(portal.citizen(NANCY));
    let error = client.appointments().find(&Search::new(cpr(JENS))).unwrap_err();
    assert_eq!(error.code(), "caller.other_citizen");
    let nancy = Caller::citizen(cpr(NANCY));
    let error = client
        .appointments()
        .as_caller(nancy.clone())
        .find(&search())
        .unwrap_err();
    assert_eq!(error.code(), "caller.citizen_identity");
    let client = portal.client(portal.citizen(NANCY).with_caller(nancy));
    assert_eq!(
        client.appointments().find(&search()).unwrap_err().code(),
        "caller.citizen_identity"
    );
    let other = Identity::citizen(parties.organisation.clone(), portal.login(JENS), cpr(NANCY));
    let client = portal.client(portal.with_cache(other));
    assert_eq!(
        client.appointments().find(&search()).unwrap_err().code(),
        "login.other_citizen"
    );
    assert_eq!((portal.exchanges(), portal.sent()), (0, 0));
}

#[test]
fn a_citizen_who_acts_for_another_asks_for_the_others_data_with_a_token_of_its_own() {
    let Some(parties) = parties() else { return };
    let portal = Portal::new(parties);
    let (login, cache) = (portal.login(NANCY), Arc::new(CardCache::new()));
    let credential = parties.organisation.clone();
    let acting = |relation, other: &str| {
        let other = OnBehalfOf::new(relation, cpr(other));
        Identity::citizen_on_behalf_of(credential.clone(), login.clone(), cpr(NANCY), other)
            .with_cache(Arc::clone(&cache))
    };
    let own = Identity::citizen(credential.clone(), login.clone(), cpr(NANCY)).with_cache(Arc::clone(&cache));
    let own = portal.client(own);
    let proxy = portal.client(acting(Relation::Procuration, JENS));
    for _ in 0..2 {
        own.appointments().find(&search()).unwrap();
        proxy.appointments().find(&Search::new(cpr(JENS))).unwrap();
    }
    assert_eq!((portal.exchanges(), cache.len()), (2, 2));
    let error = proxy.appointments().find(&search()).unwrap_err();
    assert_eq!(error.code(), "caller.other_citizen");
    let error = portal
        .try_client(acting(Relation::ParentalCustody, NANCY), portal.config())
        .unwrap_err();
    assert_eq!(error.code(), "caller.same_citizen");
}

#[test]
fn a_token_that_was_not_asked_for_is_refused_before_anything_is_sent() {
    let Some(parties) = parties() else { return };
    let refused = |change: Box<dyn Fn(Assertion) -> Assertion + Send>| {
        let portal = Portal::new(parties);
        *portal.token_change.lock().unwrap() = Some(change);
        let error = portal
            .client(portal.citizen(NANCY))
            .appointments()
            .find(&search())
            .unwrap_err();
        assert_eq!((error.kind(), portal.sent()), (ErrorKind::Denied, 0));
        error.code().to_owned()
    };
    let other = "identity_token.other";
    assert_eq!(
        refused(Box::new(|token| Assertion {
            audience: "https://audience.nspop.dk/minlog".into(),
            ..token
        })),
        other
    );
    assert_eq!(
        refused(Box::new(|token| Assertion {
            holder: Some(parties.employee.certificate().clone()),
            ..token
        })),
        other
    );
    assert_eq!(
        refused(Box::new(|token| Assertion {
            attributes: vec![(CPR, JENS.into())],
            ..token
        })),
        other
    );
    assert_eq!(
        refused(Box::new(|token| Assertion {
            holder: None,
            ..token
        })),
        "identity_token.content"
    );
    assert_eq!(
        refused(Box::new(|token| Assertion {
            until: token.until - chrono::TimeDelta::hours(2),
            ..token
        })),
        "identity_token.expired"
    );
}

#[test]
fn an_answer_that_was_altered_or_encrypted_is_refused() {
    let Some(parties) = parties() else { return };
    let refused = |old: &'static str, new: &'static str| {
        let portal = Portal::new(parties);
        *portal.answer_change.lock().unwrap() = Some(Box::new(move |xml| xml.replace(old, new)));
        let client = portal.client(portal.citizen(NANCY));
        let error = client.appointments().find(&search()).unwrap_err();
        assert_eq!(portal.sent(), 0);
        error
    };
    assert_eq!(refused(NANCY, JENS).code(), "signature.digest");
    assert_eq!(
        refused("wst:RequestedSecurityToken>", "wst:Other>").code(),
        "token_service.answer"
    );
    let encrypted = refused("saml:Assertion", "saml:EncryptedAssertion");
    assert!(encrypted.message().contains("encrypted"), "{encrypted}");
}

#[test]
fn a_token_in_the_answer_is_believed_in_its_place_only_and_once() {
    let Some(parties) = parties() else { return };
    let refused = |change: fn(&str, &str) -> String| {
        let portal = Portal::new(parties);
        *portal.answer_change.lock().unwrap() = Some(Box::new(move |xml| {
            let start = xml.find("<saml:Assertion").unwrap();
            let end = xml.find("</saml:Assertion>").unwrap() + "</saml:Assertion>".len();
            let forged = xml[start..end].replace(NANCY, JENS);
            xml.replacen(&xml[start..end], &change(&xml[start..end], &forged), 1)
        }));
        let client = portal.client(portal.citizen(NANCY));
        let error = client.appointments().find(&search()).unwrap_err();
        assert_eq!(portal.sent(), 0);
        error.code().to_owned()
    };
    // The genuine one inside a forged one, which is what stands in its place.
    let inside = |genuine: &str, forged: &str| {
        forged.replacen(
            "</saml:Issuer>",
            &format!("</saml:Issuer><wrapper>{genuine}</wrapper>"),
            1,
        )
    };
    assert_eq!(refused(inside), "signature.misplaced");
    let beside = |genuine: &str, forged: &str| format!("{forged}{genuine}");
    assert_eq!(refused(beside), "token_service.answer");
    let outside = |genuine: &str, forged: &str| {
        format!(
            "{forged}</wst:RequestedSecurityToken><wst:Other>{genuine}</wst:Other><wst:RequestedSecurityToken>"
        )
    };
    assert_eq!(refused(outside), "token_service.answer");
    let wrapped = |genuine: &str, _: &str| format!("<wrapper>{genuine}</wrapper>");
    assert_eq!(refused(wrapped), "token_service.answer");
    let signed_twice = |genuine: &str, _: &str| {
        let start = genuine.find("<ds:Signature").unwrap();
        let end = genuine.find("</ds:Signature>").unwrap() + "</ds:Signature>".len();
        let signature = &genuine[start..end];
        genuine.replace(signature, &format!("{signature}{signature}"))
    };
    assert_eq!(refused(signed_twice), "signature.several");
}

#[test]
fn a_refused_token_is_replaced_and_the_message_sent_again_once() {
    let Some(parties) = parties() else { return };
    let portal = Portal::new(parties);
    let client = portal.client(portal.citizen(NANCY));
    client.appointments().find(&search()).unwrap();
    portal.faults.lock().unwrap().push("InvalidSecurityToken");
    client.appointments().find(&search()).unwrap();
    assert_eq!((portal.exchanges(), portal.sent()), (2, 3));
    portal
        .faults
        .lock()
        .unwrap()
        .extend(["InvalidSecurityToken", "InvalidSecurityToken"]);
    let error = client.appointments().find(&search()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Denied);
    portal.faults.lock().unwrap().push("FailedCheck");
    client.appointments().find(&search()).unwrap_err();
    assert_eq!((portal.exchanges(), portal.sent()), (3, 6));
}

#[test]
fn two_citizens_in_one_process_never_share_a_token() {
    let Some(parties) = parties() else { return };
    let portal = Portal::new(parties);
    let cache = Arc::new(CardCache::new());
    let clients = [NANCY, JENS].map(|who| {
        let identity = portal.citizen(who).with_cache(Arc::clone(&cache));
        (who, portal.client(identity))
    });
    std::thread::scope(|scope| {
        for (who, client) in clients.iter().cycle().take(16) {
            scope.spawn(move || client.appointments().find(&Search::new(cpr(who))).unwrap());
        }
    });
    assert_eq!((portal.exchanges(), cache.len()), (2, 2));
    for call in portal.calls.lock().unwrap().iter() {
        assert_ne!(call.contains(NANCY), call.contains(JENS));
    }
}

#[test]
fn a_citizen_who_logs_out_leaves_nothing_behind() {
    let Some(parties) = parties() else { return };
    let portal = Portal::new(parties);
    let cache = Arc::new(CardCache::new());
    let logins = [NANCY, JENS].map(|who| {
        let login = portal.login(who);
        let identity = Identity::citizen(parties.organisation.clone(), login.clone(), cpr(who));
        let client = portal.client(identity.with_cache(Arc::clone(&cache)));
        client.appointments().find(&Search::new(cpr(who))).unwrap();
        (login, client)
    });
    let [(nancy, client), (_, other)] = &logins;
    cache.forget(nancy);
    assert_eq!(cache.len(), 1);
    other.appointments().find(&Search::new(cpr(JENS))).unwrap();
    assert_eq!(portal.exchanges(), 2);
    client.appointments().find(&search()).unwrap();
    assert_eq!(portal.exchanges(), 3);
}

#[test]
fn the_services_that_exchange_logins_survive_json() {
    let Some(parties) = parties() else { return };
    let config = Portal::new(parties).config();
    assert_eq!(ClientConfig::from_json(&config.to_json()).unwrap(), config);
    let mut bad = config;
    let service = bad.token_service.as_mut().unwrap();
    service.exchanges.citizen_jwt.as_mut().unwrap().url = "sts".into();
    let error = bad.check().unwrap_err();
    assert_eq!(
        error.details().path.as_deref(),
        Some("token_service.exchanges.citizen_jwt.url")
    );
}

#[test]
fn neither_token_nor_citizen_is_in_what_is_printed() {
    let Some(parties) = parties() else { return };
    let portal = Portal::new(parties);
    let other = OnBehalfOf::new(Relation::Procuration, cpr(JENS));
    let credential = parties.organisation.clone();
    let identity = Identity::citizen_on_behalf_of(credential, portal.login(NANCY), cpr(NANCY), other);
    let identity = portal.with_cache(identity);
    let client = portal.client(identity.clone());
    portal.faults.lock().unwrap().push("FailedCheck");
    let error = client.appointments().find(&Search::new(cpr(JENS))).unwrap_err();
    let printed = format!("{client:?} {identity:?} {error} {error:?}");
    for secret in [NANCY, JENS, "Assertion", "urn:uuid:2512489996"] {
        assert!(!printed.contains(secret), "{secret}: {printed}");
    }
}
