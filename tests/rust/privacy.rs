//! No CPR number in a log line, an error, or anything else that is printed for people.

use std::sync::Arc;

use spo_core::dgws::CardCache;
use spo_core::overview::Language;
use spo_core::{AppointmentVersion, Client, OverviewRequest, Search};
use spo_sandbox::{CardFlaw, IdentityCheck, Misbehaviour, Sandbox, Script, ScriptedError, Seed, Transaction};

const CPR: &str = "2512489996";

#[test]
fn a_cpr_number_never_leaves_through_logs_errors_or_debug_output() {
    let told = format!("unknown patient {CPR}, or {}-{}", &CPR[..6], &CPR[6..]);
    let error = || ScriptedError::new(format!("Error about {CPR}"), told.clone());
    let fault = |client| Misbehaviour::Fault {
        text: told.clone(),
        dgws_code: Some("processing_problem".into()),
        ws_trust_code: None,
        client,
        http_status: None,
        processed: false,
    };
    let sandbox = Sandbox::new().unwrap();
    let server = sandbox.serve("127.0.0.1:0").unwrap();
    let client = spo_core::Client::new(spo_core::ClientConfig::sandbox(&server.url())).unwrap();
    let appointments = client.appointments();
    let (version, appointment) = (
        AppointmentVersion::first("booking").unwrap(),
        super::example("full-hospital"),
    );
    let search = Search::new(appointment.patient.cpr);
    let mut printed = Vec::new();
    let mut keep = |value: &dyn std::fmt::Debug, text: String| printed.push(format!("{value:?} {text}"));

    for misbehaviour in [
        Misbehaviour::Refuse {
            errors: vec![error()],
            processed: false,
        },
        fault(true),
        fault(false),
        Misbehaviour::HtmlPage {
            status: 504,
            processed: false,
        },
    ] {
        sandbox.script(Script::new(misbehaviour).on(Transaction::Iti41).times(3));
        let failed = appointments.share(&version, &appointment).unwrap_err();
        keep(&failed, failed.to_string());
        sandbox.clear_scripts();
    }
    let receipt = appointments.share(&version, &appointment).unwrap();
    keep(&receipt, serde_json::to_string(&receipt).unwrap());
    sandbox.script(Script::new(Misbehaviour::PartialSuccess { error: error() }).on(Transaction::Iti18));
    let list = appointments.list(&search).unwrap();
    keep(&list.gaps, serde_json::to_string(&list.gaps).unwrap());
    keep(&list.appointments.first().unwrap().entry, list.to_table());
    keep(&client, String::new());
    keep(&search, String::new());

    // Log lines are read as they come, here as in every other test.
    assert!(spo_scan::lines_read() > 0, "the library logs its calls");
    for line in printed {
        assert_eq!(spo_scan::leaked(&line), None, "{line}");
    }
}

#[test]
fn neither_card_nor_person_leaves_when_the_token_service_or_a_card_fails() {
    let told = format!("no certificate for {CPR}");
    let sandbox = Sandbox::new().unwrap();
    sandbox.set_identity_check(IdentityCheck::Required);
    let config = sandbox.client_config().unwrap();
    let flaws = [
        CardFlaw::Expired,
        CardFlaw::NotYetValid,
        CardFlaw::OtherCvr,
        CardFlaw::OtherLevel,
        CardFlaw::OtherType,
        CardFlaw::OtherVersion,
        CardFlaw::Stranger,
        CardFlaw::BrokenSignature,
        CardFlaw::NoSignature,
    ]
    .map(|flaw| Misbehaviour::IdCard { flaw });
    let refusals = ["InvalidSecurityToken", "RequestFailed", "not a code"].map(|code| Misbehaviour::Fault {
        text: told.clone(),
        dgws_code: None,
        ws_trust_code: Some(code.into()),
        client: false,
        http_status: Some(200),
        processed: false,
    });
    for misbehaviour in flaws.into_iter().chain(refusals) {
        let identity = sandbox.professional_identity().unwrap();
        let identity = identity.with_cache(Arc::new(CardCache::new()));
        let client = Client::builder(config.clone()).transport(sandbox.clone());
        let client = client.identity(identity).build().unwrap();
        sandbox.script(
            Script::new(misbehaviour.clone())
                .on(Transaction::IssueIdCard)
                .always(),
        );
        let search = Search::new(CPR.parse().unwrap());
        let failed = client.appointments().find(&search).unwrap_err();
        for line in [format!("{failed:?}"), failed.to_string(), format!("{client:?}")] {
            assert_eq!(spo_scan::leaked(&line), None, "{misbehaviour:?}: {line}");
        }
        sandbox.clear_scripts();
    }
}

#[test]
fn numbers_of_children_and_of_those_who_have_custody_are_never_logged() {
    let sandbox = Sandbox::new().unwrap();
    let seed = Seed::month("2026-03-02".parse().unwrap()).unwrap();
    sandbox.seed(&seed).unwrap();
    let server = sandbox.serve("127.0.0.1:0").unwrap();
    let client = Client::new(server.client_config().unwrap()).unwrap();
    let (mut numbers, lines) = (0, spo_scan::lines_read());
    for person in seed.persons() {
        let others = person.children_in_custody.iter().chain(&person.custody_holders);
        let others: Vec<_> = others.filter_map(|it| it.cpr).collect();
        if others.is_empty() {
            continue;
        }
        let shared = client.master_data().get(person.cpr).unwrap();
        let overview = client.overview(&OverviewRequest::new(person.cpr)).unwrap();
        let (json, table) = (overview.to_json(), overview.to_table(Language::Danish));
        for line in [
            format!("{shared:?}"),
            format!("{overview:?}"),
            format!("{others:?}"),
            table,
        ] {
            assert_eq!(spo_scan::leaked(&line), None, "{line}");
        }
        // It is there for whoever needs it.
        assert!(others.iter().all(|cpr| json.contains(cpr.as_str())));
        numbers += others.len();
    }
    assert!(
        numbers > 2 && spo_scan::lines_read() > lines,
        "the library logs its calls"
    );
}
