//! A client with an identity before a sandbox that demands one.

use std::sync::Mutex;

use spo_core::transport::{Request, Response, Transport, TransportError};
use spo_core::{AppointmentVersion, Client, Search};
use spo_sandbox::{IdentityCheck, Sandbox};

use super::example;

/// A sandbox whose requests can be looked at.
struct Watched {
    sandbox: Sandbox,
    requests: Mutex<Vec<Request>>,
}

impl Watched {
    fn new() -> Self {
        let sandbox = Sandbox::new().unwrap();
        sandbox.set_identity_check(IdentityCheck::Required);
        Self {
            sandbox,
            requests: Mutex::default(),
        }
    }

    /// The requests since the last question, as text, with the last part of their addresses.
    fn requests(&self) -> Vec<(String, String)> {
        let requests = std::mem::take(&mut *self.requests.lock().unwrap());
        let told = requests.into_iter().map(|request| {
            let (_, path) = request.url.rsplit_once('/').unwrap();
            (
                path.to_owned(),
                String::from_utf8_lossy(&request.body).into_owned(),
            )
        });
        told.collect()
    }
}

impl Transport for &'static Watched {
    fn send(&self, request: &Request) -> Result<Response, TransportError> {
        self.requests.lock().unwrap().push(request.clone());
        self.sandbox.handle(request)
    }
}

#[test]
fn an_update_names_the_caller_only_when_the_service_wants_it() {
    let watched: &'static Watched = Box::leak(Box::new(Watched::new()));
    let version = AppointmentVersion::first("booking").unwrap();
    for wanted in [false, true] {
        let mut config = watched.sandbox.client_config().unwrap();
        config.headers.hsuid_on_update = wanted;
        let identity = watched.sandbox.professional_identity().unwrap();
        let client = Client::builder(config).transport(watched).identity(identity);
        let client = client.build().unwrap();
        let version = if wanted { version.next() } else { version.clone() };
        client
            .appointments()
            .share(&version, &example("full-hospital"))
            .unwrap();
        client.appointments().cancel(&version).unwrap();
        for (path, message) in watched.requests() {
            let names_caller = message.contains("HsuidHeader");
            match path.as_str() {
                "NewSecurityTokenService" | "iti41" => assert!(!names_caller, "{path}"),
                "iti57" => assert_eq!(names_caller, wanted),
                _ => assert!(names_caller, "{path}"),
            }
        }
    }
}

#[test]
fn one_card_serves_every_call_and_every_client_of_the_process() {
    let watched: &'static Watched = Box::leak(Box::new(Watched::new()));
    let search = Search::new(example("full-hospital").patient.cpr);
    for _ in 0..2 {
        let identity = watched.sandbox.professional_identity().unwrap();
        let config = watched.sandbox.client_config().unwrap();
        let client = Client::builder(config).transport(watched).identity(identity);
        let client = client.build().unwrap();
        for _ in 0..3 {
            client.appointments().find(&search).unwrap();
        }
    }
    let asked = watched.requests();
    let tokens = asked.iter().filter(|(path, _)| path == "NewSecurityTokenService");
    // Nothing is found, and each time the block service is asked what that is worth.
    let checks = asked.iter().filter(|(path, _)| path == "verification");
    assert_eq!((tokens.count(), checks.count(), asked.len()), (1, 6, 13));
}
