//! What a client makes of the seed: an overview of everything, with failures.

use std::time::{Duration, Instant};

use spo_core::overview::{Kind, Overview};
use spo_core::{Client, ClientConfig, DocumentSource, OverviewRequest, ReadAddresses, ResuscitationOptOut};
use spo_sandbox::{Misbehaviour, Sandbox, Script, ScriptedError, Seed};

const SOURCES: [&str; 3] = ["hospital", "municipality", "general_practice"];

fn seeded() -> (Sandbox, Seed) {
    let sandbox = Sandbox::new().unwrap();
    let seed = Seed::month("2026-03-02".parse().unwrap()).unwrap();
    sandbox.seed(&seed).unwrap();
    (sandbox, seed)
}

fn client(config: ClientConfig, sandbox: &Sandbox) -> Client {
    Client::builder(config)
        .transport(sandbox.clone())
        .build()
        .unwrap()
}

/// Of the first person: everything is shared about her.
fn request(seed: &Seed) -> OverviewRequest {
    OverviewRequest::new(seed.persons().first().unwrap().cpr)
}

fn missing(overview: &Overview) -> Vec<&str> {
    overview.missing.iter().map(|gap| gap.source.as_str()).collect()
}

#[test]
fn everything_about_a_person_comes_through_two_doors() {
    let (sandbox, seed) = seeded();
    let client = client(sandbox.client_config().unwrap(), &sandbox);
    let overview = client.overview(&request(&seed)).unwrap();
    assert_eq!(missing(&overview), [""; 0]);
    assert!(overview.appointments.len() > 25);
    let [master_data] = overview.master_data.as_slice() else {
        panic!("one answer");
    };
    assert_eq!(
        master_data.read.master_data.resuscitation_opt_out.value,
        ResuscitationOptOut::OptedOut
    );
    assert!(overview.appointments.iter().any(|it| !it.overlaps.is_empty()));
    assert_eq!((overview.care_plans.len(), overview.diagnoses.len()), (1, 1));
}

#[test]
fn a_source_that_fails_behind_the_one_door_is_a_gap() {
    let (sandbox, seed) = seeded();
    let client = client(sandbox.client_config().unwrap(), &sandbox);
    let all = client.overview(&request(&seed)).unwrap();
    let municipality = sandbox.source("municipality").unwrap();
    municipality.script(Script::new(Misbehaviour::NoAnswer { processed: false }).always());
    let some = client.overview(&request(&seed)).unwrap();
    assert!(missing(&some).contains(&"national"));
    assert!(!some.appointments.is_empty() && some.appointments.len() < all.appointments.len());
    assert_eq!(some.master_data.len(), 1);
}

#[test]
fn four_sources_one_dead_one_slow_one_partial_are_an_overview_with_their_gaps() {
    let (sandbox, seed) = seeded();
    let base = "http://sandbox.invalid";
    let read = |name: &str| ReadAddresses {
        query: format!("{base}/sources/{name}/ddsregistry"),
        retrieve: format!("{base}/sources/{name}/ddsrepository"),
    };
    let mut config = sandbox.client_config().unwrap();
    let [first, further @ ..] = SOURCES;
    let ReadAddresses { query, retrieve } = read(first);
    config.endpoints.query = query;
    config.endpoints.retrieve = retrieve;
    config.further_sources = further
        .iter()
        .map(|name| {
            let ReadAddresses { query, retrieve } = read(name);
            DocumentSource {
                name: (*name).to_owned(),
                kinds: [Kind::Appointments].into(),
                query,
                retrieve,
            }
        })
        .collect();
    let [hospital, municipality, practice] = SOURCES.map(|name| sandbox.source(name).unwrap());
    hospital.script(
        Script::new(Misbehaviour::PartialSuccess {
            error: ScriptedError::new("dk.region.X", "et system svarer ikke"),
        })
        .always(),
    );
    municipality.script(Script::new(Misbehaviour::Latency { ms: 60_000 }).always());
    practice.script(Script::new(Misbehaviour::Disconnect { processed: false }).always());

    let started = Instant::now();
    let request = request(&seed).within(Duration::from_secs(2));
    let overview = client(config, &sandbox).overview(&request).unwrap();
    assert!(
        started.elapsed() < Duration::from_secs(4),
        "{:?}",
        started.elapsed()
    );
    let missing = missing(&overview);
    for (source, is_missing) in [
        ("national", true),
        ("municipality", true),
        ("general_practice", true),
        ("master_data", false),
    ] {
        assert_eq!(missing.contains(&source), is_missing, "{source}: {missing:?}");
    }
    assert!(!overview.appointments.is_empty());
    assert_eq!(overview.master_data.len(), 1);
}
