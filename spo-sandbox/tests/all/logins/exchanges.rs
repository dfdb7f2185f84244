//! What the services that exchange logins refuse.

use chrono::TimeDelta;
use spo_core::Context;
use spo_core::dgws::signature::{Profile, sign_enveloped};
use spo_core::dgws::{OnBehalfOf, Relation};

use super::*;
use crate::identity::doctor;

/// The code with which `service` refuses what was asked with `credential`.
fn refused(
    sandbox: &Sandbox,
    service: &Exchange,
    login: &BootstrapToken,
    claims: &Claims,
    credential: &Credential,
) -> String {
    let asked = ExchangeRequest {
        token: login,
        audience: &service.audience,
        claims,
    };
    let request = exchange(&service.url, &asked, credential, Utc::now());
    code(sandbox.handle(&request).unwrap())
}

#[test]
fn only_the_system_that_the_login_is_bound_to_may_exchange_it() {
    let sandbox = Sandbox::new().unwrap();
    let [employees, citizens, jwt] = services(&sandbox);
    let system = system(&sandbox);
    let logins = [
        (
            employees,
            employee(),
            sandbox.employee_login(&doctor(), &system).unwrap(),
        ),
        (
            citizens,
            citizen(nancy()),
            sandbox.citizen_login(nancy(), &system).unwrap(),
        ),
        (
            jwt,
            citizen(nancy()),
            sandbox.citizen_login_jwt(nancy(), &system).unwrap(),
        ),
    ];
    let elsewhere = sandbox
        .system_credential(&"33257872".parse().unwrap(), "Andre")
        .unwrap();
    for (service, claims, login) in &logins {
        let code = |by: &TestCredential| refused(&sandbox, service, login, claims, by.credential());
        assert_eq!(code(&elsewhere), "FailedAuthentication");
        assert_eq!(code(&system.renewed().unwrap()), "FailedAuthentication");
        assert_eq!(code(&system.by_a_stranger().unwrap()), "FailedAuthentication");
        assert_eq!(code(&system.expired().unwrap()), "InvalidSecurityToken");
        assert_eq!(
            code(&sandbox.employee_credential(&doctor()).unwrap()),
            "FailedAuthentication"
        );
    }
}

#[test]
fn a_login_is_good_for_its_own_service_and_audience_only() {
    let sandbox = Sandbox::new().unwrap();
    let [employees, citizens, jwt] = services(&sandbox);
    let system = system(&sandbox);
    let credential = system.credential();
    let employee_login = sandbox.employee_login(&doctor(), &system).unwrap();
    let citizen_login = sandbox.citizen_login(nancy(), &system).unwrap();
    let jwt_login = sandbox.citizen_login_jwt(nancy(), &system).unwrap();
    for (service, login, claims, code) in [
        (&employees, &citizen_login, employee(), "FailedAuthentication"),
        (&employees, &jwt_login, employee(), "InvalidRequest"),
        (
            &citizens,
            &employee_login,
            citizen(nancy()),
            "FailedAuthentication",
        ),
        (&citizens, &jwt_login, citizen(nancy()), "InvalidRequest"),
        (&jwt, &citizen_login, citizen(nancy()), "InvalidRequest"),
    ] {
        assert_eq!(refused(&sandbox, service, login, &claims, credential), code);
    }
    for (service, login, claims) in [
        (&employees, &employee_login, employee()),
        (&citizens, &citizen_login, citizen(nancy())),
    ] {
        let elsewhere = Exchange {
            audience: "https://audience.nspop.dk/minlog".into(),
            ..service.clone()
        };
        assert_eq!(
            refused(&sandbox, &elsewhere, login, &claims, credential),
            "InvalidScope"
        );
    }
}

#[test]
fn a_login_is_exchanged_within_its_hour_and_a_message_within_five_minutes() {
    let sandbox = Sandbox::new().unwrap();
    let system = system(&sandbox);
    let logins = [
        (0, sandbox.employee_login(&doctor(), &system).unwrap(), employee()),
        (
            1,
            sandbox.citizen_login(nancy(), &system).unwrap(),
            citizen(nancy()),
        ),
        (
            2,
            sandbox.citizen_login_jwt(nancy(), &system).unwrap(),
            citizen(nancy()),
        ),
    ];
    let ask = |sandbox: &Sandbox, (index, login, claims): &(usize, BootstrapToken, Claims), at| {
        let service = &services(sandbox)[*index];
        let asked = ExchangeRequest {
            token: login,
            audience: &service.audience,
            claims,
        };
        let request = exchange(&service.url, &asked, system.credential(), at);
        sandbox.handle(&request).unwrap()
    };
    for login in &logins {
        let now = Utc::now();
        assert_eq!(ask(&sandbox, login, now).status, 200);
        for minutes in [-6, 6] {
            let response = ask(&sandbox, login, now + TimeDelta::minutes(minutes));
            assert_eq!(code(response), "ExpiredData");
        }
    }
    let later = Utc::now() + TimeDelta::minutes(61);
    let sandbox = sandbox.with_clock(Context::fixed(later));
    for login in &logins {
        assert_eq!(code(ask(&sandbox, login, later)), "ExpiredData");
    }
}

#[test]
fn a_login_that_the_identity_provider_did_not_sign_is_not_believed() {
    let sandbox = Sandbox::new().unwrap();
    let [employees, citizens, jwt] = services(&sandbox);
    let system = system(&sandbox);
    let credential = system.credential();
    // The same content, signed by a system; and signed by the provider, changed.
    let genuine = sandbox.citizen_login(nancy(), &system).unwrap();
    let text = genuine.expose();
    let start = text.find("<ds:Signature").unwrap();
    let end = text.find("</ds:Signature>").unwrap() + "</ds:Signature>".len();
    let unsigned = [&text[..start], &text[end..]].concat();
    let signed = sign_enveloped(
        &unsigned,
        Profile::SamlAssertion,
        credential.signer(),
        credential.certificate().der(),
    );
    let changed = text.replace(NANCY, OTHER);
    for (forged, code) in [
        (signed.unwrap(), "FailedAuthentication"),
        (unsigned, "InvalidRequest"),
        (changed, "InvalidRequest"),
    ] {
        let forged = BootstrapToken::from_saml(forged.as_bytes()).unwrap();
        assert_eq!(
            refused(&sandbox, &citizens, &forged, &citizen(nancy()), credential),
            code
        );
        let own = if code == "FailedAuthentication" {
            code
        } else {
            "InvalidRequest"
        };
        assert_eq!(
            refused(&sandbox, &employees, &forged, &employee(), credential),
            own
        );
    }
    let token = sandbox.citizen_login_jwt(nancy(), &system).unwrap();
    let other = sandbox.citizen_login_jwt(jens(), &system).unwrap();
    let (signed, _) = token.expose().rsplit_once('.').unwrap();
    let (_, foreign) = other.expose().rsplit_once('.').unwrap();
    // {"alg":"none"}
    let (_, payload) = signed.split_once('.').unwrap();
    for forged in [
        format!("{signed}.{foreign}"),
        format!("eyJhbGciOiJub25lIn0.{payload}.{foreign}"),
    ] {
        let forged = BootstrapToken::from_jwt(&forged).unwrap();
        assert_eq!(
            refused(&sandbox, &jwt, &forged, &citizen(nancy()), credential),
            "FailedAuthentication"
        );
    }
}

#[test]
fn claims_must_be_those_of_whoever_logged_in() {
    let sandbox = Sandbox::new().unwrap();
    let [employees, citizens, _] = services(&sandbox);
    let system = system(&sandbox);
    let login = sandbox.employee_login(&doctor(), &system).unwrap();
    let claims = |change: fn(&mut EmployeeCardRequest)| {
        let mut card = EmployeeCardRequest::new("EHR X");
        change(&mut card);
        Claims::Employee(card)
    };
    for claims in [
        claims(|card| card.authorisation = Some("ABCDE".parse().unwrap())),
        claims(|card| card.role = Some("5166".into())),
    ] {
        assert_eq!(
            refused(&sandbox, &employees, &login, &claims, system.credential()),
            "AuthenticationBadElements"
        );
    }
    let login = sandbox.citizen_login(nancy(), &system).unwrap();
    let proxy = Claims::Citizen {
        cpr: nancy(),
        on_behalf_of: Some(OnBehalfOf::new(Relation::Procuration, jens())),
    };
    for claims in [citizen(jens()), proxy] {
        assert_eq!(
            refused(&sandbox, &citizens, &login, &claims, system.credential()),
            "AuthenticationBadElements"
        );
    }
}

#[test]
fn a_message_that_is_not_signed_as_a_whole_or_not_a_request_is_refused() {
    let sandbox = Sandbox::new().unwrap();
    let [_, service, _] = services(&sandbox);
    let system = system(&sandbox);
    let login = sandbox.citizen_login(nancy(), &system).unwrap();
    let claims = citizen(nancy());
    let asked = ExchangeRequest {
        token: &login,
        audience: DDS,
        claims: &claims,
    };
    let genuine = exchange(&service.url, &asked, system.credential(), Utc::now());
    assert_eq!(sandbox.handle(&genuine).unwrap().status, 200);
    for (old, new) in [
        (
            "CprNumberIdentifier\"><auth:Value>",
            "CprNumberIdentifier\"><auth:Value> ",
        ),
        ("urn:uuid:", "urn:uuid:0"),
        ("wsu:Id=\"body\"", "wsu:Id=\"other\""),
        (
            "<wsa:Action ",
            "<wsa:Action xmlns:wsa=\"http://www.w3.org/2005/08/addressing\">forged</wsa:Action><wsa:Action ",
        ),
        ("<ds:SignatureValue>", "<ds:SignatureValue>AAAA"),
    ] {
        let response = sandbox.handle(&changed(&genuine, old, new)).unwrap();
        assert_eq!(code(response), "InvalidRequest", "{new}");
    }
    let response = sandbox.handle(&with_unsigned_body(&genuine)).unwrap();
    assert_eq!(code(response), "InvalidRequest");
    // A request for a card, in the older version, is another service's.
    let card = spo_core::dgws::token_service::request("<card/>", Utc::now(), "");
    let response = sandbox.handle(&card.encode().into_request(&service.url, &deadline()));
    assert_eq!(code(response.unwrap()), "InvalidRequest");
}
