//! What an identity costs a call through the whole client: the same search with and without a cached card.
//!
//! `cargo bench -p spo-tests --bench identity`. The difference of the two is to stay under 50 µs.

use std::sync::OnceLock;

use divan::{Bencher, black_box};
use spo_core::transport::{Request, Response, Transport, TransportError};
use spo_core::{Client, Search};
use spo_sandbox::Sandbox;

fn main() {
    divan::main();
}

/// Issues cards as the sandbox does, and answers everything else as it answered the first time, so that only the client is
/// measured.
struct Canned {
    sandbox: Sandbox,
    answer: OnceLock<Response>,
}

impl Transport for Canned {
    fn send(&self, request: &Request) -> Result<Response, TransportError> {
        if request.url.ends_with("/NewSecurityTokenService") {
            return self.sandbox.handle(request);
        }
        match self.answer.get() {
            Some(answer) => Ok(answer.clone()),
            None => {
                let answer = self.sandbox.handle(request)?;
                Ok(self.answer.get_or_init(|| answer).clone())
            }
        }
    }
}

/// A client whose searches find nothing, at once; it has called before.
fn client(with_identity: bool) -> Client {
    let sandbox = Sandbox::new().expect("has memory");
    let mut config = sandbox.client_config().expect("has an authority");
    // Nobody is asked what it is worth that nothing was found.
    config.blocks = None;
    let client = Client::builder(config);
    let client = match with_identity {
        true => client.identity(sandbox.professional_identity().expect("has an authority")),
        false => client,
    };
    let answer = OnceLock::new();
    let client = client.transport(Canned { sandbox, answer });
    let client = client.build().expect("is configured");
    client.appointments().find(&search()).expect("answers");
    client
}

fn search() -> Search {
    Search::new("2512489996".parse().expect("is a CPR number"))
}

#[divan::bench]
fn search_without_identity(bencher: Bencher) {
    let (client, search) = (client(false), search());
    bencher.bench_local(|| client.appointments().find(black_box(&search)));
}

#[divan::bench]
fn search_with_cached_card(bencher: Bencher) {
    let (client, search) = (client(true), search());
    bencher.bench_local(|| client.appointments().find(black_box(&search)));
}
