//! Every failure that a script can bring about, and what the client makes of it.

use spo_core::{ErrorKind, Search};
use spo_sandbox::{CardFlaw, Misbehaviour, Sandbox, Script, Transaction};

use super::*;

/// The code of the error that a search ends with, when the scripts are `json`.
fn error_with(json: &str) -> spo_core::Error {
    let sandbox = Sandbox::new().unwrap();
    sandbox.script_json(json).unwrap();
    let identity = sandbox.employee_credential(&doctor()).unwrap().identity();
    client(&sandbox, identity)
        .appointments()
        .list(&Search::new(NANCY.parse().unwrap()))
        .unwrap_err()
}

#[test]
fn every_fault_of_the_token_service_is_understood_whatever_its_http_status() {
    for (code, expected) in [
        ("InvalidRequest", "token_service.invalid_request"),
        ("FailedAuthentication", "token_service.failed_authentication"),
        ("RequestFailed", "token_service.request_failed"),
        ("InvalidSecurityToken", "token_service.invalid_security_token"),
        ("AuthenticationBadElements", "token_service.bad_elements"),
        ("BadRequest", "token_service.bad_request"),
        ("ExpiredData", "token_service.expired_data"),
        ("InvalidTimeRange", "token_service.invalid_time_range"),
        ("InvalidScope", "token_service.invalid_scope"),
        ("RenewNeeded", "token_service.renew_needed"),
        ("UnableToRenew", "token_service.unable_to_renew"),
    ] {
        for status in [200, 500] {
            let error = error_with(&format!(
                r#"{{"on": "STS", "count": 0, "does": {{"kind": "fault", "ws_trust_code": "{code}",
                    "text": "nej", "http_status": {status}}}}}"#
            ));
            assert_eq!(error.code(), expected, "{error}");
        }
    }
}

#[test]
fn every_card_that_must_not_be_believed_is_not() {
    for (flaw, expected) in [
        ("expired", "id_card.expired"),
        ("not_yet_valid", "id_card.not_yet_valid"),
        ("other_cvr", "id_card.other"),
        ("other_level", "id_card.other"),
        ("other_type", "id_card.other"),
        ("stranger", "trust.unknown_issuer"),
        ("broken_signature", "signature.digest"),
        ("no_signature", "signature.missing"),
    ] {
        let error = error_with(&format!(
            r#"{{"on": "STS", "does": {{"kind": "id_card", "flaw": "{flaw}"}}}}"#
        ));
        assert_eq!(error.code(), expected, "{flaw}: {error}");
    }
}

#[test]
fn what_is_no_answer_of_a_token_service_is_said() {
    for (does, expected) in [
        (r#"{"kind": "refuse"}"#, ErrorKind::Denied),
        (r#"{"kind": "html_page", "status": 504}"#, ErrorKind::Unavailable),
        (r#"{"kind": "html_page", "status": 200}"#, ErrorKind::Protocol),
        (
            r#"{"kind": "http_status", "status": 503}"#,
            ErrorKind::Unavailable,
        ),
        (r#"{"kind": "no_answer"}"#, ErrorKind::Timeout),
        (r#"{"kind": "disconnect"}"#, ErrorKind::Unavailable),
        (r#"{"kind": "truncated_body", "keep": 300}"#, ErrorKind::Protocol),
    ] {
        let error = error_with(&format!(r#"{{"on": "sts", "count": 0, "does": {does}}}"#));
        assert_eq!(error.kind(), expected, "{does}: {error}");
    }
}

#[test]
fn a_clock_that_is_wrong_is_named_in_words() {
    for (seconds, expected) in [(7200, "behind the service's"), (-7200, "ahead of the service's")] {
        let error = error_with(&format!(
            r#"{{"on": "STS", "does": {{"kind": "clock_skew", "seconds": {seconds}}}}}"#
        ));
        assert_eq!(error.kind(), ErrorKind::Denied);
        assert!(error.message().contains(expected), "{error}");
        assert!(
            error.message().contains(" 2 h 0 min") || error.message().contains(" 1 h 59 min"),
            "{error}"
        );
    }
    // A small difference does no harm, and is noticed.
    let sandbox = Sandbox::new().unwrap();
    sandbox.script(Script::new(Misbehaviour::ClockSkew { seconds: 120 }).on(Transaction::IssueIdCard));
    let client = client(&sandbox, sandbox.identity().unwrap());
    client
        .appointments()
        .list(&Search::new(NANCY.parse().unwrap()))
        .unwrap();
    assert!(client.clock_skew().unwrap().is_noteworthy());
    assert!(
        error_with(r#"{"on": "STS", "does": {"kind": "clock_skew", "seconds": 9223372036854775807}}"#)
            .code()
            .starts_with("token_service.")
    );
}

#[test]
fn a_card_that_registry_or_repository_refuse_is_replaced_once() {
    for (code, times, fetched, succeeds) in [
        ("expired_idcard", 1, 2, true),
        ("invalid_idcard", 1, 2, true),
        ("expired_idcard", 2, 2, false),
        ("security_level_failed", 1, 1, false),
        ("not_authorized", 1, 1, false),
        ("missing_required_header", 1, 1, false),
        ("syntax_error", 1, 1, false),
        ("invalid_signature", 1, 1, false),
    ] {
        let sandbox = Sandbox::new().unwrap();
        let script = format!(
            r#"{{"on": "ITI-18", "count": {times}, "does": {{"kind": "fault", "dgws_code": "{code}", "text": "nej"}}}}"#
        );
        sandbox.script_json(&script).unwrap();
        let client = client(&sandbox, sandbox.identity().unwrap());
        let outcome = client.appointments().list(&Search::new(NANCY.parse().unwrap()));
        assert_eq!(outcome.is_ok(), succeeds, "{code}");
        if let Err(error) = outcome {
            assert_eq!(error.details().service_errors[0].code, code);
        }
        let calls = sandbox.calls();
        let cards = calls
            .iter()
            .filter(|call| call.transaction == Some(Transaction::IssueIdCard));
        assert_eq!(cards.count(), fetched, "{code}");
    }
}

#[test]
fn a_flawed_card_spoils_one_answer_only() {
    let sandbox = Sandbox::new().unwrap();
    let flaw = CardFlaw::Stranger;
    sandbox.script(Script::new(Misbehaviour::IdCard { flaw }).on(Transaction::IssueIdCard));
    let client = client(&sandbox, sandbox.identity().unwrap());
    let search = Search::new(NANCY.parse().unwrap());
    client.appointments().list(&search).unwrap_err();
    client.appointments().list(&search).unwrap();
}
