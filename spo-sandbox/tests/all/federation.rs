//! Several sources behind one door.

use std::time::Duration;

use spo_core::soap::Message;
use spo_core::transport::{HttpTransport, Transport};
use spo_core::xds::response::ResponseStatus;
use spo_core::xds::retrieve::DocumentReference;
use spo_core::{ErrorKind, Oid};
use spo_sandbox::{Decision, Misbehaviour, Sandbox, Script, ScriptedError, Transaction};

use crate::support::*;

fn oid(text: &str) -> Oid {
    text.parse().unwrap()
}

/// A sandbox with two sources, each of the three with one appointment of Nancy's.
struct Network {
    all: Sandbox,
    hospital: Sandbox,
    municipality: Sandbox,
}

fn network() -> Network {
    let source = |home: &str| {
        let repository = format!("{home}.11");
        Sandbox::new().unwrap().with_ids(&oid(home), &oid(&repository))
    };
    let network = Network {
        all: Sandbox::new().unwrap(),
        hospital: source("1.2.3.1"),
        municipality: source("1.2.3.2"),
    };
    network.all.attach("hospital", &network.hospital).unwrap();
    network.all.attach("municipality", &network.municipality).unwrap();
    for sandbox in [&network.all, &network.hospital, &network.municipality] {
        share_well(sandbox, &Shared::new());
        sandbox.clear_calls();
    }
    network
}

impl Network {
    fn references(&self) -> Vec<DocumentReference> {
        let found = search(&self.all, &nancy()).objects.entries;
        found.iter().filter_map(DocumentReference::of).collect()
    }
}

fn silent() -> Misbehaviour {
    Misbehaviour::NoAnswer { processed: false }
}

#[test]
fn a_search_finds_what_every_source_has_and_says_where_it_is() {
    let network = network();
    let answer = search(&network.all, &nancy());
    assert_eq!(answer.status, ResponseStatus::Success);
    let places: Vec<(Option<&str>, Option<&str>)> = answer
        .objects
        .entries
        .iter()
        .map(|entry| (entry.home_community_id.as_deref(), entry.repository_id.as_deref()))
        .collect();
    assert_eq!(
        places,
        [
            (
                Some("urn:oid:1.2.208.176.43210.8.10"),
                Some("1.2.208.176.43210.8.10.999")
            ),
            (Some("urn:oid:1.2.3.1"), Some("1.2.3.1.11")),
            (Some("urn:oid:1.2.3.2"), Some("1.2.3.2.11")),
        ]
    );
    // Each source has its own record of the call.
    for source in [&network.hospital, &network.municipality] {
        let [call] = source.calls().try_into().unwrap();
        assert_eq!(
            (call.transaction, call.decision),
            (Some(Transaction::Iti18), Decision::Success)
        );
    }
}

#[test]
fn a_search_for_one_community_goes_nowhere_else() {
    let network = network();
    let mut query = nancy();
    query.home_community_id = Some("urn:oid:1.2.3.2".to_owned());
    let answer = search(&network.all, &query);
    let homes: Vec<_> = answer
        .objects
        .entries
        .iter()
        .map(|entry| entry.home_community_id.clone().unwrap())
        .collect();
    assert_eq!(homes, ["urn:oid:1.2.3.2"]);
    assert!(network.hospital.calls().is_empty());
    query.home_community_id = Some("urn:oid:1.2.3.9".to_owned());
    assert_eq!(search(&network.all, &query).status, ResponseStatus::Failure);
}

#[test]
fn a_source_that_fails_is_an_error_of_its_own_beside_what_the_others_have() {
    let network = network();
    network
        .hospital
        .script(Misbehaviour::Disconnect { processed: false });
    network.municipality.script(Misbehaviour::PartialSuccess {
        error: ScriptedError::new("dk.kommune.X", "EOJ svarer ikke"),
    });
    let answer = search(&network.all, &nancy());
    assert_eq!(answer.status, ResponseStatus::PartialSuccess);
    assert_eq!(answer.objects.entries.len(), 2);
    let errors: Vec<(&str, &str, Option<&str>)> = answer
        .errors
        .iter()
        .map(|error| {
            (
                error.code.as_str(),
                error.context.as_str(),
                error.location.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        errors,
        [
            (
                "XDSUnavailableCommunity",
                "hospital: the connection was closed",
                Some("urn:oid:1.2.3.1")
            ),
            ("dk.kommune.X", "EOJ svarer ikke", None),
        ]
    );
    assert_eq!(search(&network.all, &nancy()).status, ResponseStatus::Success);
}

#[test]
fn everything_that_a_source_can_do_wrong_is_a_part_that_is_missing() {
    for misbehaviour in [
        silent(),
        Misbehaviour::HtmlPage {
            status: 504,
            processed: false,
        },
        Misbehaviour::HttpStatus {
            status: 503,
            processed: false,
        },
        Misbehaviour::TruncatedBody { keep: 10 },
        Misbehaviour::BrokenBody { keep: 10 },
        Misbehaviour::Refuse {
            errors: vec![ScriptedError::new("XDSRegistryBusy", "")],
            processed: false,
        },
    ] {
        let network = network();
        network.hospital.script(misbehaviour.clone());
        let answer = search(&network.all, &nancy());
        assert_eq!(
            (answer.status, answer.objects.entries.len(), answer.errors.len()),
            (ResponseStatus::PartialSuccess, 2, 1),
            "{misbehaviour:?}"
        );
        let [call] = network.hospital.calls().try_into().unwrap();
        assert!(call.scripted);
    }
}

#[test]
fn a_search_that_is_wrong_is_refused_before_anybody_is_asked() {
    let network = network();
    let body = nancy().body().replace("$XDSDocumentEntryStatus", "$Nothing");
    let answer = query_answer(send(&network.all, &query_message(body)));
    assert_eq!(answer.status, ResponseStatus::Failure);
    assert!(network.hospital.calls().is_empty());
}

#[test]
fn documents_come_from_where_they_are_and_only_those_are_asked() {
    let network = network();
    let references = network.references();
    assert_eq!(references.len(), 3);
    let answer = retrieved(send(&network.all, &retrieve_message(&references)), &references);
    assert_eq!(
        (answer.status, answer.documents.len()),
        (ResponseStatus::Success, 3)
    );
    for (document, reference) in answer.documents.iter().zip(&references) {
        assert_eq!(document.reference, *reference);
    }

    network.municipality.clear_calls();
    let hospital = &references[1..2];
    let answer = retrieved(send(&network.all, &retrieve_message(hospital)), hospital);
    assert_eq!(
        (answer.status, answer.documents.len()),
        (ResponseStatus::Success, 1)
    );
    assert!(network.municipality.calls().is_empty());

    network.hospital.script(silent());
    let answer = retrieved(send(&network.all, &retrieve_message(&references)), &references);
    assert_eq!(
        (answer.status, answer.documents.len(), answer.errors.len()),
        (ResponseStatus::PartialSuccess, 2, 1)
    );
    network.hospital.script(silent());
    let answer = retrieved(send(&network.all, &retrieve_message(hospital)), hospital);
    assert_eq!(
        (answer.status, answer.documents.len(), answer.errors.len()),
        (ResponseStatus::Failure, 0, 1)
    );
}

#[test]
fn the_slowest_source_sets_the_pace() {
    let network = network();
    network.hospital.script(Misbehaviour::Latency { ms: 150 });
    network.municipality.script(Misbehaviour::Latency { ms: 250 });
    let started = std::time::Instant::now();
    assert_eq!(search(&network.all, &nancy()).objects.entries.len(), 3);
    let took = started.elapsed();
    // They are asked at the same time.
    assert!(took >= Duration::from_millis(250), "{took:?}");
}

#[test]
fn a_source_is_a_sandbox_of_its_own_over_http() {
    let network = network();
    let server = network.all.serve("127.0.0.1:0").unwrap();
    let transport = HttpTransport::builder().build().unwrap();
    let post = |path: &str, message: &Message| {
        let url = format!("{}{path}", server.url());
        transport
            .send(&message.encode().into_request(url, &deadline()))
            .unwrap()
    };
    let search = query_message(nancy().body());
    let alone = query_answer(post("/sources/hospital/ddsregistry", &search));
    assert_eq!(alone.objects.entries.len(), 1);
    assert_eq!(network.municipality.calls().len(), 0);
    // A script sent there makes it fail alone.
    let mut script = search
        .encode()
        .into_request(format!("{}/sources/hospital/scripts", server.url()), &deadline());
    script.headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    script.body = br#"{"count": 0, "does": {"kind": "no_answer"}}"#.to_vec();
    assert_eq!(transport.send(&script).unwrap().status, 200);
    let answer = query_answer(post("/ddsregistry", &search));
    assert_eq!(
        (answer.status, answer.objects.entries.len()),
        (ResponseStatus::PartialSuccess, 2)
    );
    assert_eq!(post("/sources/nobody/ddsregistry", &search).status, 404);
}

#[test]
fn sources_have_names_that_fit_and_repositories_of_their_own() {
    let network = network();
    let stranger = Sandbox::new()
        .unwrap()
        .with_ids(&oid("1.2.3.1"), &oid("1.2.3.1.12"));
    for (name, source) in [
        ("Et Hospital", &stranger),
        ("", &stranger),
        ("hospital", &stranger),
        ("again", &network.hospital),
        ("itself", &network.all),
    ] {
        let error = network.all.attach(name, source).unwrap_err();
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::InvalidArgument, "sandbox.source"),
            "{name}"
        );
    }
    network.all.attach("children", &stranger).unwrap();
    assert_eq!(network.all.sources(), ["hospital", "municipality", "children"]);
}

#[test]
fn scripts_of_the_whole_are_not_those_of_a_source() {
    let network = network();
    network.all.script(Script::new(silent()).on(Transaction::Iti43));
    let answer = search(&network.all, &nancy());
    assert_eq!(answer.status, ResponseStatus::Success);
    let references: Vec<_> = answer
        .objects
        .entries
        .iter()
        .filter_map(DocumentReference::of)
        .collect();
    assert!(
        network
            .all
            .handle(&request(&retrieve_message(&references)))
            .is_err()
    );
}
