//! The same client over a socket, with either version of SOAP.

use std::time::{Duration, Instant};

use spo_core::soap::SoapVersion;
use spo_core::{AppointmentVersion, Client, ClientConfig, ErrorKind, Outcome, Search};
use spo_sandbox::{Misbehaviour, Sandbox, Script, Transaction};

#[test]
fn the_story_over_http_in_both_versions_of_soap_with_and_without_addressing() {
    let sandbox = Sandbox::new().unwrap();
    let server = sandbox.serve("127.0.0.1:0").unwrap();
    for (at, (version, addressing)) in [
        (SoapVersion::V11, false),
        (SoapVersion::V11, true),
        (SoapVersion::V12, false),
        (SoapVersion::V12, true),
    ]
    .into_iter()
    .enumerate()
    {
        let mut config = ClientConfig::sandbox(&server.url());
        config.soap_version = version;
        config.ws_addressing = addressing;
        let client = Client::new(config).unwrap();
        let appointment = super::example("full-hospital");
        let first = AppointmentVersion::first(format!("booking-{at}")).unwrap();
        let shared = client.appointments().share(&first, &appointment).unwrap();
        let mut later = appointment.clone();
        later.reason.text = "Kontrol".to_owned();
        let moved = client
            .appointments()
            .replace(&shared.appointment, &later)
            .unwrap();
        let list = client
            .appointments()
            .list(&Search::new(appointment.patient.cpr))
            .unwrap();
        assert_eq!((list.appointments.len(), list.gaps.len()), (1, 0));
        client.appointments().cancel(&moved.appointment).unwrap();
        assert!(
            client
                .appointments()
                .find(&Search::new(appointment.patient.cpr))
                .unwrap()
                .entries
                .is_empty()
        );
    }
}

#[test]
fn a_service_that_never_answers_costs_no_more_than_the_total_time() {
    let sandbox = Sandbox::new().unwrap();
    sandbox.script(Script::new(Misbehaviour::NoAnswer { processed: true }).always());
    let server = sandbox.serve("127.0.0.1:0").unwrap();
    let mut config = ClientConfig::sandbox(&server.url());
    config.timeouts.attempt = Duration::from_millis(400);
    config.timeouts.total = Duration::from_secs(1);
    let client = Client::new(config).unwrap();
    let started = Instant::now();
    let version = AppointmentVersion::first("booking").unwrap();
    let error = client
        .appointments()
        .share(&version, &super::example("minimal-gp"))
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutcomeUnknown, "{error}");
    assert!(
        started.elapsed() < Duration::from_secs(8),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn an_answer_that_comes_too_late_is_looked_up() {
    let sandbox = Sandbox::new().unwrap();
    sandbox.script(Script::new(Misbehaviour::Latency { ms: 3_000 }).on(Transaction::Iti41));
    let server = sandbox.serve("127.0.0.1:0").unwrap();
    let mut config = ClientConfig::sandbox(&server.url());
    config.timeouts.attempt = Duration::from_millis(800);
    let client = Client::new(config).unwrap();
    let version = AppointmentVersion::first("booking").unwrap();
    let receipt = client
        .appointments()
        .share(&version, &super::example("minimal-gp"))
        .unwrap();
    assert_eq!(
        (receipt.outcome, receipt.attempts),
        (Outcome::ConfirmedByLookup, 1)
    );
}

#[test]
fn a_port_that_nobody_listens_on_is_certain_and_quick() {
    let unused = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let client = Client::new(ClientConfig::sandbox(&format!("http://{unused}"))).unwrap();
    let version = AppointmentVersion::first("booking").unwrap();
    let error = client
        .appointments()
        .share(&version, &super::example("minimal-gp"))
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::Unavailable, "transport.connect")
    );
}
