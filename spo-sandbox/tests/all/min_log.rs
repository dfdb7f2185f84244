//! The national log: as strict as its schema, and forgetful of nothing.

use std::process::{Command, Stdio};

use spo_core::audit::{
    ACTION, Addition, Audience, GATEWAY_ACTION, LogEntry, LogOrganisation, LogOrganisationId, LogPrincipal,
    LogPrincipalId, LogSource, LogTime, LogUserId, RegistrationResponse, add_registrations,
};
use spo_core::soap::Incoming;
use spo_core::transport::Response;
use spo_core::{Cpr, DanishTime};
use spo_sandbox::{
    Decision, IdentityCheck, LogRefusals, Misbehaviour, Sandbox, Script, ScriptedError, SequenceNumbers,
    Transaction,
};

use crate::http::get;
use crate::samples::shared_data;
use crate::support::*;

fn cpr(text: &str) -> Cpr {
    text.parse().unwrap()
}

fn moment() -> DanishTime {
    "2026-03-02T10:15:00+01:00".parse().unwrap()
}

/// An entry with something in every place.
fn entry(number: u32) -> LogEntry {
    let mut entry = LogEntry::new("EHR X", "Opslag i aftaler", cpr(NANCY), cpr(OTHER), moment());
    entry.reason = Some("Aktuel behandling".into());
    entry.addition = Some(Addition::Override);
    entry.organisation = Some(LogOrganisation {
        id: Some(LogOrganisationId::Sor("325431000016004".parse().unwrap())),
        name: Some("Hjemmeplejen & co".into()),
    });
    entry.patient.name = Some("Nancy Berggren".into());
    entry.user.id = LogUserId::Authorisation("J0184".parse().unwrap());
    entry.user.role = Some("Læge".into());
    entry.on_behalf_of = Some(LogPrincipal {
        id: Some(LogPrincipalId::Cpr(cpr(OTHER))),
        ..LogPrincipal::default()
    });
    entry.correlation_id = Some("visit-1".into());
    entry.sequence_number = Some(number.to_string());
    entry.hidden_from = vec![Audience::CustodyHolder];
    entry.sources = vec![LogSource {
        system: Some("Portal".into()),
        correlation_id: None,
    }];
    entry
}

fn entries(count: u32) -> Vec<LogEntry> {
    (1..=count).map(entry).collect()
}

fn register(sandbox: &Sandbox, body: String) -> Response {
    send(sandbox, &message(ACTION, body))
}

fn registered(response: Response) -> RegistrationResponse {
    let incoming = Incoming::read(response).unwrap();
    let envelope = incoming.envelope().unwrap();
    RegistrationResponse::read(envelope.payload().unwrap()).unwrap()
}

/// Added and failed, and the sequence numbers of those that failed.
fn outcome(sandbox: &Sandbox, entries: &[LogEntry]) -> (u32, u32, Vec<Option<String>>) {
    let response = registered(register(sandbox, add_registrations(entries)));
    let numbers = response
        .failures
        .into_iter()
        .map(|failure| failure.sequence_number);
    (response.added, response.failed, numbers.collect())
}

#[test]
fn what_is_registered_is_in_the_log_as_it_was_sent() {
    let sandbox = Sandbox::new().unwrap();
    let mut span = entry(2);
    span.time = LogTime::Span {
        from: moment(),
        to: moment(),
    };
    let bare = LogEntry::new("EHR X", "Opslag", cpr(NANCY), cpr(OTHER), moment());
    let all = [entry(1), span, bare];
    assert_eq!(outcome(&sandbox, &all), (3, 0, vec![]));
    assert_eq!(sandbox.log_entries().unwrap(), all);
    let call = sandbox.calls().pop().unwrap();
    assert_eq!(
        (call.transaction, call.decision),
        (Some(Transaction::AddRegistrations), Decision::Success)
    );
}

#[test]
fn the_log_knows_no_entry_again() {
    let sandbox = Sandbox::new().unwrap();
    for _ in 0..2 {
        assert_eq!(outcome(&sandbox, &[entry(1)]).0, 1);
    }
    assert_eq!(sandbox.log_entries().unwrap().len(), 2);
}

#[test]
fn both_actions_lead_to_it() {
    let sandbox = Sandbox::new().unwrap();
    for action in [ACTION, GATEWAY_ACTION] {
        let response = send(&sandbox, &message(action, add_registrations(&entries(1))));
        assert_eq!(registered(response).added, 1);
    }
}

/// Whether the official schema lets a body pass; nothing where it or its validator is not at hand.
fn is_valid(body: &str) -> Option<bool> {
    let schema = shared_data()?.join("blocks/minlog2/minlog2-registration_20250312.xsd");
    let file = std::env::temp_dir().join(format!("spo-min-log-{}.xml", uuid::Uuid::new_v4()));
    std::fs::write(&file, body).unwrap();
    let status = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema"])
        .args([&schema, &file])
        .stderr(Stdio::null())
        .status();
    std::fs::remove_file(&file).unwrap();
    status.ok().map(|status| status.success())
}

#[test]
fn what_breaks_the_schema_is_refused_as_a_whole() {
    let sandbox = Sandbox::new().unwrap();
    let body = add_registrations(&entries(2));
    assert_ne!(is_valid(&body), Some(false));
    let long = |name: &str, length: usize| format!("<{name}>{}</{name}>", "x".repeat(length));
    let changes = [
        // Order, number and names of elements.
        (
            "<SystemName>EHR X</SystemName><Activity>Opslag i aftaler</Activity>",
            "<Activity>Opslag i aftaler</Activity><SystemName>EHR X</SystemName>".into(),
        ),
        ("<SystemName>EHR X</SystemName>", String::new()),
        ("<Activity>Opslag i aftaler</Activity>", String::new()),
        ("<DateTime>2026-03-02T09:15:00Z</DateTime>", String::new()),
        (
            "<DateTime>2026-03-02T09:15:00Z</DateTime>",
            "<FromDateTime>2026-03-02T09:15:00Z</FromDateTime>".into(),
        ),
        (
            "<PersonIdentifier source=\"CPR\">2512489996</PersonIdentifier>",
            String::new(),
        ),
        (
            "<UserPersonIdentifier source=\"Autorisation\">J0184</UserPersonIdentifier>",
            String::new(),
        ),
        (
            "<Reason>Aktuel behandling</Reason>",
            "<Reason>a</Reason><Reason>b</Reason>".into(),
        ),
        ("<Reason>Aktuel behandling</Reason>", "<Grund>a</Grund>".into()),
        (
            "<Reason>Aktuel behandling</Reason>",
            "<Reason>a<b/></Reason>".into(),
        ),
        (
            "<Reason>Aktuel behandling</Reason>",
            "<Reason kind=\"a\">a</Reason>".into(),
        ),
        (
            "</Destination></LogDataEntry>",
            "</Destination><Source/></LogDataEntry>".into(),
        ),
        // In a namespace.
        (
            "<Reason>Aktuel behandling</Reason>",
            "<ml:Reason>a</ml:Reason>".into(),
        ),
        // Lengths.
        (
            "<SystemName>EHR X</SystemName><Activity>",
            format!("{}<Activity>", long("SystemName", 26)),
        ),
        ("<Activity>Opslag i aftaler</Activity>", long("Activity", 76)),
        ("<Reason>Aktuel behandling</Reason>", long("Reason", 51)),
        ("<Reason>Aktuel behandling</Reason>", "<Reason></Reason>".into()),
        ("<Addition>Værdispring</Addition>", long("Addition", 51)),
        (
            "<OrganisationName>Hjemmeplejen &amp; co</OrganisationName>",
            long("OrganisationName", 201),
        ),
        ("<PersonName>Nancy Berggren</PersonName>", long("PersonName", 51)),
        (
            "<CorrelationId>visit-1</CorrelationId>",
            long("CorrelationId", 47),
        ),
        ("<SequenceNumber>1</SequenceNumber>", long("SequenceNumber", 37)),
        ("<UserRole>Læge</UserRole>", long("UserRole", 201)),
        (
            "<Filter>Ikke forældremyndigheds-indehaver</Filter>",
            long("Filter", 51),
        ),
        ("<SystemName>Portal</SystemName>", long("SystemName", 26)),
        // Kinds of number.
        ("source=\"CPR\">2512489996", "source=\"cpr\">2512489996".into()),
        (
            "PersonIdentifier source=\"CPR\">2512489996",
            "PersonIdentifier>2512489996".into(),
        ),
        ("source=\"SOR\"", "source=\"SHAK\"".into()),
        ("source=\"Autorisation\">J0184", "source=\"eCPR\">J0184".into()),
        (
            "OnBehalfOfPersonIdentifier source=\"CPR\"",
            "OnBehalfOfPersonIdentifier source=\"EuropeanHealthcareProfessional\"".into(),
        ),
        // Times.
        ("2026-03-02T09:15:00Z", "2014-12-31T23:59:59Z".into()),
        ("2026-03-02T09:15:00Z", "2026-03-02".into()),
    ];
    for (number, (from, to)) in changes.into_iter().enumerate() {
        assert!(body.contains(from), "change {number}: {from}");
        let broken = body.replacen(from, &to, 1);
        assert_ne!(is_valid(&broken), Some(true), "change {number}: {to}");
        let fault = fault(register(&sandbox, broken));
        assert_eq!(fault.dgws_code(), Some("syntax_error"), "change {number}: {to}");
        assert!(!fault.text().contains(NANCY), "{}", fault.text());
    }
    let empty = add_registrations(&[]);
    assert_eq!(fault(register(&sandbox, empty)).dgws_code(), Some("syntax_error"));
    assert!(sandbox.log_entries().unwrap().is_empty());
}

#[test]
fn a_number_that_cannot_be_fails_its_entry_alone() {
    let sandbox = Sandbox::new().unwrap();
    let body = add_registrations(&entries(4))
        .replacen(&format!(">{NANCY}<"), ">3902489996<", 1)
        .replacen(
            "<SequenceNumber>2</SequenceNumber><UserPersonIdentifier source=\"Autorisation\">J0184",
            "<SequenceNumber>2</SequenceNumber><UserPersonIdentifier source=\"Autorisation\">J01",
            1,
        );
    let response = registered(register(&sandbox, body));
    assert_eq!((response.added, response.failed), (2, 2));
    let numbers: Vec<_> = response
        .failures
        .iter()
        .map(|failure| failure.sequence_number.as_deref())
        .collect();
    assert_eq!(numbers, [Some("1"), Some("2")]);
    assert_eq!(sandbox.log_entries().unwrap(), [entry(3), entry(4)]);
    assert_eq!(sandbox.calls().pop().unwrap().decision, Decision::PartialSuccess);
}

#[test]
fn partial_failures_come_as_they_are_told() {
    let sandbox = Sandbox::new().unwrap();
    let refusals = LogRefusals::new([1, 3], "ukendt", "Personen findes ikke");
    let told = |sequence_numbers, uncounted| {
        let refusals = LogRefusals {
            sequence_numbers,
            uncounted,
            ..refusals.clone()
        };
        sandbox.script(Misbehaviour::LogRefusals(refusals));
        outcome(&sandbox, &entries(3))
    };
    let number = |number: &str| Some(number.to_owned());
    let nobody = "00000000-0000-0000-0000-000000000000";
    assert_eq!(
        told(SequenceNumbers::Right, 0),
        (1, 2, vec![number("1"), number("3")])
    );
    assert_eq!(told(SequenceNumbers::Absent, 0), (1, 2, vec![None, None]));
    assert_eq!(
        told(SequenceNumbers::Unknown, 1),
        (0, 2, vec![number(nobody), number(nobody)])
    );
    assert_eq!(sandbox.log_entries().unwrap(), [entry(2), entry(2), entry(2)]);
    sandbox
        .script_json(r#"{"on": "MinLog2", "does": {"kind": "log_refusals", "entries": [2], "code": "x"}}"#)
        .unwrap();
    assert_eq!(outcome(&sandbox, &entries(2)), (1, 1, vec![number("2")]));
    let error = sandbox.script_json(r#"{"does": {"kind": "log_refusals", "entires": [2], "code": "x"}}"#);
    assert!(error.unwrap_err().message().contains("entires"));
}

#[test]
fn it_misbehaves_like_every_other_service() {
    let sandbox = Sandbox::new().unwrap();
    let on = |misbehaviour| sandbox.script(Script::new(misbehaviour).on(Transaction::AddRegistrations));
    let request = || request(&message(ACTION, add_registrations(&entries(1))));
    on(Misbehaviour::NoAnswer { processed: true });
    assert!(sandbox.handle(&request()).is_err());
    assert_eq!(sandbox.log_entries().unwrap().len(), 1);
    on(Misbehaviour::HtmlPage {
        status: 504,
        processed: false,
    });
    assert_eq!(sandbox.handle(&request()).unwrap().status, 504);
    on(Misbehaviour::Refuse {
        errors: vec![ScriptedError::new("nej", "ikke i dag")],
        processed: false,
    });
    let response = registered(sandbox.handle(&request()).unwrap());
    assert_eq!((response.added, response.failed), (0, 1));
    assert_eq!(response.failures[0].sequence_number, None);
    assert_eq!(sandbox.log_entries().unwrap().len(), 1);
}

#[test]
fn a_systems_card_is_enough_and_none_is_not() {
    let sandbox = Sandbox::new().unwrap();
    sandbox.set_identity_check(IdentityCheck::Required);
    let fault = fault(register(&sandbox, add_registrations(&entries(1))));
    assert_eq!(fault.dgws_code(), Some("missing_required_header"));
    assert!(sandbox.log_entries().unwrap().is_empty());
}

#[test]
fn the_log_is_there_the_next_time() {
    let path = std::env::temp_dir().join(format!("spo-sandbox-log-{}.db", uuid::Uuid::new_v4()));
    assert_eq!(outcome(&Sandbox::open(&path).unwrap(), &entries(2)).0, 2);
    assert_eq!(Sandbox::open(&path).unwrap().log_entries().unwrap(), entries(2));
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", path.display()));
    }
}

#[test]
fn the_page_says_who_looked_and_masks_persons() {
    let sandbox = Sandbox::new().unwrap();
    let server = sandbox.serve("127.0.0.1:0").unwrap();
    assert!(get(&server, "/").contains("Nobody has looked yet."));
    let mut clerk = LogEntry::new("EHR X", "<script>", cpr(NANCY), cpr(OTHER), moment());
    clerk.user.role = Some(format!("clerk {OTHER}"));
    let body = add_registrations([&entry(1), &clerk]);
    assert_eq!(registered(register(&sandbox, body)).added, 2);
    let page = get(&server, "/");
    for shown in [
        "Who looked",
        "251248-****",
        "Læge, authorisation J0184",
        "Hjemmeplejen &amp; co",
        "Værdispring",
        "2026-03-02 10:15",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
    for hidden in [NANCY, OTHER, "<script"] {
        assert!(!page.contains(hidden), "{hidden}");
    }
    assert!(page.contains("clerk ******-****, 040880-****"));
}
