//! Registrations with MinLog2 are valid by its schema, and our limits are the schema's.

use spo_core::audit::{
    Addition, Audience, Criticality, FailedEntry, LogEntry, LogOrganisation, LogOrganisationId, LogPatientId,
    LogPrincipal, LogPrincipalId, LogSource, LogTime, LogUserId, RegistrationResponse, add_registrations,
};
use spo_core::{Cpr, DanishTime};

use crate::support::{read, schema_faults, shared_data};

const SCHEMA: &str = "blocks/minlog2/minlog2-registration_20250312.xsd";

/// What the official schema says; `None` where it or its validator is not at hand.
fn faults(xml: &str) -> Option<String> {
    schema_faults(&shared_data()?.join(SCHEMA), xml)
}

fn assert_valid(xml: &str) {
    if let Some(faults) = faults(xml) {
        assert_eq!(faults, "", "{xml}");
    }
}

fn moment(text: &str) -> DanishTime {
    text.parse().unwrap()
}

fn cpr() -> Cpr {
    "2512489996".parse().unwrap()
}

fn entry() -> LogEntry {
    let at = moment("2015-01-01T01:00:00+01:00");
    LogEntry::new("EHR X", "Opslag i aftaler", cpr(), cpr(), at)
}

/// Every element, every text as long as it may be.
fn full() -> LogEntry {
    let text = |length: usize| Some("ø".repeat(length));
    let mut entry = entry();
    entry.system = "ø".repeat(25);
    entry.activity = "ø".repeat(75);
    entry.reason = text(50);
    entry.addition = text(50).map(Addition::Other);
    entry.criticality = text(50).map(Criticality::Other);
    entry.time = LogTime::Span {
        from: moment("2026-03-02T10:15:00+01:00"),
        to: moment("2026-07-02T10:15:00+02:00"),
    };
    entry.organisation = Some(LogOrganisation {
        id: text(200).map(LogOrganisationId::European),
        name: text(200),
    });
    entry.patient.id = LogPatientId::ReplacementCpr("ø".repeat(50));
    entry.patient.name = text(50);
    entry.user.id = LogUserId::EuropeanProfessional("ø".repeat(50));
    entry.user.name = text(50);
    entry.user.role = text(200);
    entry.on_behalf_of = Some(LogPrincipal {
        id: Some(LogPrincipalId::Authorisation("J0184".parse().unwrap())),
        name: text(50),
        role: text(200),
    });
    entry.correlation_id = text(46);
    entry.sequence_number = text(36);
    entry.hidden_from = vec![
        Audience::Citizen,
        Audience::CustodyHolder,
        Audience::Other("ø".repeat(50)),
    ];
    let source = LogSource {
        system: text(25),
        correlation_id: text(46),
    };
    entry.sources = vec![source.clone(), LogSource::default(), source];
    entry
}

#[test]
fn a_request_is_valid_from_the_smallest_to_the_fullest_entry() {
    let mut entries = vec![entry(), full()];
    for id in [
        LogOrganisationId::Sor("325431000016004".parse().unwrap()),
        LogOrganisationId::Yder("12345".parse().unwrap()),
        LogOrganisationId::Cvr("33257872".parse().unwrap()),
    ] {
        let mut entry = entry();
        entry.organisation = Some(LogOrganisation {
            id: Some(id),
            name: None,
        });
        entry.user.id = LogUserId::Authorisation("J0184".parse().unwrap());
        entry.on_behalf_of = Some(LogPrincipal {
            id: Some(LogPrincipalId::Cpr(cpr())),
            ..LogPrincipal::default()
        });
        entries.push(entry);
    }
    for addition in [Addition::Consent, Addition::Override, Addition::Nothing] {
        entries.push(LogEntry {
            addition: Some(addition),
            criticality: Some(Criticality::Private),
            ..entry()
        });
    }
    assert!(entries.iter().all(|entry| entry.faults().is_empty()));
    assert_valid(&add_registrations(&entries));
}

#[test]
fn what_the_schema_refuses_breaks_a_rule_of_ours() {
    type Change = fn(&mut LogEntry);
    let changes: [Change; 9] = [
        |entry| entry.system.push('x'),
        |entry| entry.activity.push('x'),
        |entry| entry.reason = Some(String::new()),
        |entry| entry.user.role.as_mut().unwrap().push('x'),
        |entry| {
            entry
                .organisation
                .as_mut()
                .unwrap()
                .name
                .as_mut()
                .unwrap()
                .push('x')
        },
        |entry| entry.correlation_id.as_mut().unwrap().push('x'),
        |entry| entry.sequence_number.as_mut().unwrap().push('x'),
        |entry| entry.hidden_from.push(Audience::Other("x".repeat(51))),
        |entry| entry.time = LogTime::At(moment("2015-01-01T00:59:59+01:00")),
    ];
    for (number, change) in changes.iter().enumerate() {
        let mut entry = full();
        change(&mut entry);
        assert_eq!(entry.faults().len(), 1, "change {number}");
        if let Some(faults) = faults(&add_registrations([&entry])) {
            assert_ne!(faults, "", "change {number}");
        }
    }
}

#[test]
fn an_answer_is_valid_too() {
    let failure = FailedEntry {
        code: "ukendt".to_owned(),
        text: Some("<hvorfor>".to_owned()),
        sequence_number: Some("1".to_owned()),
    };
    let bare = FailedEntry {
        text: None,
        sequence_number: None,
        ..failure.clone()
    };
    assert_valid(
        &RegistrationResponse {
            added: 1,
            failed: 2,
            failures: vec![failure, bare],
        }
        .body(),
    );
}

#[test]
fn the_actions_are_those_of_the_wsdl_and_of_the_schemas_version() {
    use spo_core::audit::{ACTION, GATEWAY_ACTION};
    assert_eq!(GATEWAY_ACTION.split_once('_').unwrap(), (ACTION, "20250312"));
    let Some(data) = shared_data() else { return };
    let wsdl = read(&data.join("blocks/minlog2/minlog.wsdl"));
    assert!(wsdl.contains(&format!("soapAction=\"{ACTION}\"")));
}
