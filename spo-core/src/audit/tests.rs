//! Every rule of a registration, the message, and what is made of a caller.

use super::*;
use crate::dgws::{Caller, HealthProfessional, OrganisationCode, ResponsibleProfessional, ShakCode};
use crate::model::{Cpr, DanishTime, SorCode};
use crate::xml::{Document, Limits};
use crate::{ErrorKind, Result};

const PATIENT: &str = "2512489996";
const OTHER: &str = "0408801111";

fn cpr(text: &str) -> Cpr {
    text.parse().unwrap()
}

fn moment() -> DanishTime {
    "2026-03-02T10:15:00+01:00".parse().unwrap()
}

fn entry() -> LogEntry {
    LogEntry::new("EHR X", "Opslag i aftaler", cpr(PATIENT), cpr(OTHER), moment())
}

/// An entry in which nothing is left out, every text as long as it may be.
fn full() -> LogEntry {
    let text = |length: usize| "æ".repeat(length);
    LogEntry {
        system: text(25),
        activity: text(75),
        reason: Some(text(50)),
        addition: Some(Addition::Other(text(50))),
        criticality: Some(Criticality::Other(text(50))),
        time: LogTime::Span {
            from: moment(),
            to: moment(),
        },
        organisation: Some(LogOrganisation {
            id: Some(LogOrganisationId::European(text(200))),
            name: Some(text(200)),
        }),
        patient: LogPatient {
            id: LogPatientId::ReplacementCpr(text(50)),
            name: Some(text(50)),
        },
        user: LogUser {
            id: LogUserId::EuropeanProfessional(text(50)),
            name: Some(text(50)),
            role: Some(text(200)),
        },
        on_behalf_of: Some(LogPrincipal {
            id: Some(LogPrincipalId::Cpr(cpr(OTHER))),
            name: Some(text(50)),
            role: Some(text(200)),
        }),
        correlation_id: Some(text(46)),
        sequence_number: Some(text(36)),
        hidden_from: vec![Audience::Citizen, Audience::Other(text(50))],
        sources: vec![
            LogSource {
                system: Some(text(25)),
                correlation_id: Some(text(46)),
            },
            LogSource::default(),
        ],
    }
}

/// `path rule` of every fault.
fn broken(entry: &LogEntry) -> Vec<String> {
    let faults = entry.faults();
    faults
        .iter()
        .map(|it| format!("{} {}", it.path, it.rule))
        .collect()
}

/// Changes every text and number of the entry that is not of a type of its own.
fn each_text(entry: &mut LogEntry, change: fn(&mut String)) {
    let LogEntry {
        system,
        activity,
        reason: Some(reason),
        addition: Some(Addition::Other(addition)),
        criticality: Some(Criticality::Other(criticality)),
        organisation:
            Some(LogOrganisation {
                id: Some(LogOrganisationId::European(organisation_id)),
                name: Some(organisation),
            }),
        patient:
            LogPatient {
                id: LogPatientId::ReplacementCpr(patient_id),
                name: Some(patient),
            },
        user:
            LogUser {
                id: LogUserId::EuropeanProfessional(user_id),
                name: Some(user),
                role: Some(role),
            },
        on_behalf_of:
            Some(LogPrincipal {
                name: Some(principal),
                role: Some(principal_role),
                ..
            }),
        correlation_id: Some(correlation),
        sequence_number: Some(sequence),
        hidden_from,
        sources,
        ..
    } = entry
    else {
        panic!("something is left out");
    };
    for text in [
        system,
        activity,
        reason,
        addition,
        criticality,
        organisation_id,
        organisation,
        patient_id,
        patient,
        user_id,
        user,
        role,
        principal,
        principal_role,
        correlation,
        sequence,
    ] {
        change(text);
    }
    if let Some(Audience::Other(text)) = hidden_from.last_mut() {
        change(text);
    }
    if let Some(source) = sources.first_mut() {
        source.system.as_mut().map(change);
        source.correlation_id.as_mut().map(change);
    }
}

const TEXTS: [(&str, &str); 19] = [
    ("system", "log.system.length"),
    ("activity", "log.activity.length"),
    ("reason", "log.text.length"),
    ("addition", "log.text.length"),
    ("criticality", "log.text.length"),
    ("organisation.id", "log.long_text.length"),
    ("organisation.name", "log.long_text.length"),
    ("patient.id", "log.text.length"),
    ("patient.name", "log.text.length"),
    ("user.id", "log.text.length"),
    ("user.name", "log.text.length"),
    ("user.role", "log.long_text.length"),
    ("on_behalf_of.name", "log.text.length"),
    ("on_behalf_of.role", "log.long_text.length"),
    ("correlation_id", "log.correlation_id.length"),
    ("sequence_number", "log.sequence_number.length"),
    ("hidden_from[1]", "log.text.length"),
    ("sources[0].system", "log.system.length"),
    ("sources[0].correlation_id", "log.correlation_id.length"),
];

#[test]
fn a_text_may_be_as_long_as_the_schema_says_and_no_longer_all_at_once() {
    assert_eq!(broken(&full()), [""; 0]);
    let mut long = full();
    each_text(&mut long, |text| text.push('x'));
    assert_eq!(broken(&long), TEXTS.map(|(path, rule)| format!("{path} {rule}")));
    let error = long.check().unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::InvalidAppointment, "log_entry.invalid")
    );
    assert_eq!(error.details().faults.len(), TEXTS.len());
}

#[test]
fn no_text_is_blank_or_holds_what_xml_cannot_carry() {
    for (change, rule) in [
        (
            (|text| *text = " \t".to_owned()) as fn(&mut String),
            "log.text.blank",
        ),
        (|text| *text = "a\u{b}".to_owned(), "log.text.illegal"),
    ] {
        let mut entry = full();
        each_text(&mut entry, change);
        assert_eq!(broken(&entry), TEXTS.map(|(path, _)| format!("{path} {rule}")));
    }
}

#[test]
fn a_cpr_number_stands_where_persons_are_named_and_nowhere_else() {
    let mut entry = full();
    each_text(&mut entry, |text| *text = "251248-9996".to_owned());
    let texts = TEXTS.iter().filter(|(path, _)| !path.ends_with(".id"));
    let expected: Vec<_> = texts.map(|(path, _)| format!("{path} log.text.cpr")).collect();
    assert_eq!(broken(&entry), expected);
    let error = entry.check().unwrap_err();
    assert!(!format!("{error} {error:?} {entry:?} {:?}", entry.patient.id).contains("9996"));
}

#[test]
fn the_log_begins_in_2015_and_time_goes_forward() {
    let time = |text: &str| text.parse::<DanishTime>().unwrap();
    let (before, first) = (
        time("2015-01-01T00:59:59+01:00"),
        time("2015-01-01T01:00:00+01:00"),
    );
    let of = |time| broken(&LogEntry { time, ..entry() });
    assert_eq!(of(LogTime::At(first)), [""; 0]);
    assert_eq!(of(LogTime::At(before)), ["time.at log.time.range"]);
    let backwards = LogTime::Span {
        from: first,
        to: before,
    };
    assert_eq!(
        of(backwards),
        ["time.span.to log.time.range", "time.span.to log.time.order"]
    );
}

#[test]
fn every_rule_has_an_id_and_words_of_its_own() {
    let mut ids: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), RULES.len());
    for rule in RULES {
        assert!(
            rule.id.starts_with("log.") && rule.remedy.ends_with('.'),
            "{rule:?}"
        );
    }
}

#[test]
fn json_says_everything_and_leaves_out_what_is_not_there() {
    for entry in [entry(), full()] {
        assert_eq!(LogEntry::from_json(&entry.to_json()).unwrap(), entry);
    }
    let json = entry().to_json();
    assert!(!json.contains("null") && !json.contains("hidden_from"), "{json}");
    let error = LogEntry::from_json(&json.replace("\"system\"", "\"sytsem\"")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidDocument);
}

#[test]
fn words_of_the_log_are_recognised_and_others_kept() {
    for word in ["Samtykke", "Værdispring", "Ingen", "Aftalt i telefonen"] {
        assert_eq!(Addition::from_wire(word).as_str(), word);
    }
    assert_eq!(Addition::from_wire("Værdispring"), Addition::Override);
    assert_eq!(Criticality::from_wire("Privatmarkeret"), Criticality::Private);
    assert_eq!(Audience::from_wire("Ikke borger"), Audience::Citizen);
}

#[test]
fn local_elements_have_no_namespace_and_their_order() {
    let mut looked = entry();
    looked.addition = Some(Addition::Override);
    looked.organisation = Some(LogOrganisation {
        id: Some(LogOrganisationId::Sor(SorCode::parse("325431000016004").unwrap())),
        name: Some("Hus & Hjem".to_owned()),
    });
    looked.sequence_number = Some("1".to_owned());
    looked.hidden_from = vec![Audience::CustodyHolder];
    let source = |system: &str, correlation: Option<&str>| LogSource {
        system: Some(system.to_owned()),
        correlation_id: correlation.map(str::to_owned),
    };
    looked.sources = vec![source("A", Some("a")), source("B", None)];
    assert_eq!(
        add_registrations([&looked]),
        "<ml:RegistrationRequest xmlns:ml=\"http://www.sundhedsdatastyrelsen.dk/minlog/xml.schema/2025/03/12/\
         minlog2-registration.xsd\"><LogDataEntry><Source><CorrelationId>a</CorrelationId><SystemName>A</SystemName>\
         <Source><SystemName>B</SystemName></Source></Source><Destination><SystemName>EHR X</SystemName>\
         <Activity>Opslag i aftaler</Activity><Addition>Værdispring</Addition><DateTime>2026-03-02T09:15:00Z</DateTime>\
         <OrganisationId source=\"SOR\">325431000016004</OrganisationId><OrganisationName>Hus &amp; Hjem\
         </OrganisationName><PersonIdentifier source=\"CPR\">2512489996</PersonIdentifier>\
         <SequenceNumber>1</SequenceNumber><UserPersonIdentifier source=\"CPR\">0408801111</UserPersonIdentifier>\
         <Filter>Ikke forældremyndigheds-indehaver</Filter></Destination></LogDataEntry></ml:RegistrationRequest>"
    );
}

fn read(xml: &str) -> Result<RegistrationResponse> {
    let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
    RegistrationResponse::read(document.root())
}

#[test]
fn an_answer_is_read_as_it_was_written() {
    let failure = |text: Option<&str>, number: Option<&str>| FailedEntry {
        code: "ukendt_person".to_owned(),
        text: text.map(str::to_owned),
        sequence_number: number.map(str::to_owned),
    };
    let response = RegistrationResponse {
        added: 498,
        failed: 2,
        failures: vec![failure(Some("<findes> ikke"), Some("17")), failure(None, None)],
    };
    assert_eq!(read(&response.body()).unwrap(), response);
    assert_eq!(
        read(&RegistrationResponse::default().body()).unwrap(),
        RegistrationResponse::default()
    );
}

#[test]
fn what_a_service_says_of_a_person_is_masked() {
    let response = RegistrationResponse {
        added: 0,
        failed: 1,
        failures: vec![FailedEntry {
            code: format!("cpr {PATIENT}"),
            text: Some(format!("{PATIENT} findes ikke")),
            sequence_number: Some(PATIENT.to_owned()),
        }],
    };
    let read = read(&response.body()).unwrap();
    assert!(!format!("{read:?}").contains(PATIENT), "{read:?}");
}

#[test]
fn an_answer_that_says_nothing_of_the_entries_is_none() {
    let of = |content: &str| {
        let start = "<r:RegistrationResponse xmlns:r=\"http://www.sundhedsdatastyrelsen.dk/minlog/xml.schema/2025/03/12/\
            minlog2-registration.xsd\">";
        read(&format!("{start}{content}</r:RegistrationResponse>"))
    };
    assert!(of("<NumberAdded>1</NumberAdded><NumberFailed>0</NumberFailed>").is_ok());
    for content in [
        "",
        "<NumberAdded>1</NumberAdded>",
        "<NumberAdded>-1</NumberAdded><NumberFailed>0</NumberFailed>",
        "<NumberAdded>many</NumberAdded><NumberFailed>0</NumberFailed>",
    ] {
        let error = of(content).unwrap_err();
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Protocol, "min_log.unexpected_answer")
        );
    }
    assert!(read("<RegistrationResponse/>").is_err());
}

fn place() -> OrganisationCode {
    SorCode::parse("325431000016004").unwrap().into()
}

fn of(caller: HealthProfessional) -> LogEntry {
    let caller = Caller::health_professional(caller);
    LogEntry::of_caller("EHR X", "Opslag i aftaler", cpr(PATIENT), &caller, moment())
}

#[test]
fn a_professional_is_named_by_authorisation_and_whoever_answers_too() {
    let doctor = HealthProfessional::authorised(cpr(OTHER), "J0184".parse().unwrap(), place());
    let entry = of(doctor.with_responsible(ResponsibleProfessional {
        cpr: cpr(PATIENT),
        authorisation: Some("B1234".parse().unwrap()),
    }))
    .in_organisation("Hjemmeplejen");
    assert_eq!(broken(&entry), [""; 0]);
    assert_eq!(
        (entry.user.id.source(), entry.user.id.as_str()),
        ("Autorisation", "J0184")
    );
    let principal = entry.on_behalf_of.unwrap().id.unwrap();
    assert_eq!(
        (principal.source(), principal.as_str()),
        ("Autorisation", "B1234")
    );
    let organisation = entry.organisation.unwrap();
    assert_eq!(organisation.id.unwrap().source(), "SOR");
    assert_eq!(organisation.name.as_deref(), Some("Hjemmeplejen"));
    assert_eq!(entry.addition, None);
}

#[test]
fn who_has_no_authorisation_is_named_by_cpr_number_and_role() {
    let clerk = |role: &str| HealthProfessional::not_authorised(cpr(OTHER), role, place());
    let responsible = ResponsibleProfessional {
        cpr: cpr(PATIENT),
        authorisation: None,
    };
    let entry = of(clerk("Social- og sundhedshjælper").with_responsible(responsible));
    assert_eq!((entry.user.id.source(), entry.user.id.as_str()), ("CPR", OTHER));
    assert_eq!(entry.user.role.as_deref(), Some("Social- og sundhedshjælper"));
    assert_eq!(entry.on_behalf_of.unwrap().id.unwrap().as_str(), PATIENT);
    assert_eq!(of(clerk("urn:dk:healthcare:no-role")).user.role, None);
}

#[test]
fn a_hospital_code_is_no_number_that_the_log_takes() {
    let shak = ShakCode::parse("1301011").unwrap();
    let doctor = HealthProfessional::authorised(cpr(OTHER), "J0184".parse().unwrap(), shak);
    assert_eq!(of(doctor).organisation.unwrap().id, None);
}

#[test]
fn a_citizen_is_named_by_cpr_number_alone() {
    let citizen = Caller::citizen_on_behalf_of(cpr(OTHER), cpr(PATIENT)).unwrap();
    let entry = LogEntry::of_caller("Portalen", "Opslag i aftaler", cpr(PATIENT), &citizen, moment());
    assert_eq!(entry.user.id.as_str(), OTHER);
    assert_eq!((entry.organisation, entry.on_behalf_of), (None, None));
}
