//! Production refuses what belongs to environments with made-up patients, before anything is sent.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use chrono::Utc;
use spo_core::dgws::credentials::{Credential, CredentialSlot};
use spo_core::dgws::{CardCache, IdCardRequest, Identity};
use spo_core::soap::Message;
use spo_core::transport::{Request, Response, Transport, TransportError};
use spo_core::{Client, ClientConfig, Environment, Route, Search};
use uuid::Uuid;

use super::profiles::production_file;
use super::source;
use crate::dgws::identity::parties::{Folder, HOLDER, ISSUER, Parties, parties, system_card};

/// Whom the national test authority would know: its name, another key.
struct Tests {
    authority: String,
    organisation: Credential,
    token_service: Credential,
}

fn tests() -> &'static Tests {
    static TESTS: OnceLock<Tests> = OnceLock::new();
    TESTS.get_or_init(|| {
        let folder = Folder::new();
        let authority = "/C=DK/O=Den Danske Stat/OU=Test - cti/CN=Den Danske Stat OCES udstedende-CA 1";
        let organisation = "/C=DK/organizationIdentifier=NTRDK-91026150/O=Lægehuset Æblegården\
            /serialNumber=UI:DK-O:G:5c6c6b67-e7bb-4b25-b661-70bcda1fba14/CN=Lægehusets bookingsystem";
        folder.make("authority", authority, "", ISSUER);
        folder.make("organisation", organisation, "authority", HOLDER);
        folder.make(
            "sts",
            "/C=DK/O=Sundhedsdatastyrelsen/CN=SOSI Test Federation",
            "authority",
            HOLDER,
        );
        let [authority, _] = folder.pem("authority");
        Tests {
            authority: String::from_utf8(authority).unwrap(),
            organisation: folder.credential("organisation"),
            token_service: folder.credential("sts"),
        }
    })
}

/// Production, as far as there is one here: an authority without "test" in its name.
fn production(parties: &Parties) -> ClientConfig {
    let authority = String::from_utf8(parties.authority_pem.clone()).unwrap();
    ClientConfig::from_toml(&production_file(&authority, "Prøve STS")).unwrap()
}

/// Answers token requests with cards of `signer`, and counts.
struct Counting {
    signer: Credential,
    cards: AtomicUsize,
    calls: AtomicUsize,
}

impl Counting {
    fn new(signer: &Credential) -> Arc<Self> {
        Arc::new(Self {
            signer: signer.clone(),
            cards: AtomicUsize::new(0),
            calls: AtomicUsize::new(0),
        })
    }

    fn counts(&self) -> (usize, usize) {
        (
            self.cards.load(Ordering::SeqCst),
            self.calls.load(Ordering::SeqCst),
        )
    }
}

impl Transport for Counting {
    fn send(&self, request: &Request) -> Result<Response, TransportError> {
        if !request.url.contains("/sts/") {
            self.calls.fetch_add(1, Ordering::SeqCst);
            return Ok(Message::new("answer", "", String::new())
                .encode()
                .into_response(200));
        }
        self.cards.fetch_add(1, Ordering::SeqCst);
        let request = IdCardRequest {
            issuer: "STS".into(),
            ..system_card()
        };
        let card = request.sign(Utc::now(), Uuid::new_v4(), &self.signer).unwrap();
        let body = format!(
            "<wst:RequestSecurityTokenResponse xmlns:wst=\"http://schemas.xmlsoap.org/ws/2005/02/trust\">\
             <wst:RequestedSecurityToken>{card}</wst:RequestedSecurityToken></wst:RequestSecurityTokenResponse>"
        );
        Ok(Message::new("Issue", "", body).encode().into_response(200))
    }
}

fn client(
    config: ClientConfig,
    transport: &Arc<Counting>,
    slot: impl Into<CredentialSlot>,
) -> spo_core::Result<Client> {
    let identity = Identity::new(slot, system_card()).with_cache(Arc::new(CardCache::new()));
    Client::builder(config)
        .transport(Arc::clone(transport))
        .identity(identity)
        .build()
}

fn search() -> Search {
    Search::new("2512489996".parse().unwrap())
}

#[test]
fn a_card_of_a_test_token_service_is_refused_before_it_is_sent_on() {
    let Some(parties) = parties() else { return };
    for signer in [&tests().token_service, &parties.stranger] {
        let far_side = Counting::new(signer);
        let client = client(production(parties), &far_side, parties.organisation.clone()).unwrap();
        let error = client.appointments().find(&search()).unwrap_err();
        assert_eq!(error.code(), "trust.unknown_issuer", "{error}");
        assert_eq!(far_side.counts(), (1, 0));
    }
    // The same with production's own token service goes through.
    let far_side = Counting::new(&parties.token_service);
    let client = client(production(parties), &far_side, parties.organisation.clone()).unwrap();
    let _ = client.appointments().find(&search());
    assert_eq!(far_side.counts(), (1, 1));
}

#[test]
fn a_test_certificate_is_refused_when_the_client_is_built_and_when_it_is_exchanged_later() {
    let Some(parties) = parties() else { return };
    let far_side = Counting::new(&parties.token_service);
    let error = client(production(parties), &far_side, tests().organisation.clone()).unwrap_err();
    assert_eq!(error.code(), "configuration.production_credential", "{error}");
    let slot = CredentialSlot::new(parties.organisation.clone());
    let client = client(production(parties), &far_side, slot.clone()).unwrap();
    slot.replace(tests().organisation.clone(), Utc::now()).unwrap();
    let error = client.appointments().find(&search()).unwrap_err();
    assert_eq!(error.code(), "configuration.production_credential", "{error}");
    assert_eq!(far_side.counts(), (0, 0));
}

#[test]
fn each_setting_that_belongs_to_tests_is_refused_by_name() {
    let Some(parties) = parties() else { return };
    let test = Environment::named("test2")
        .unwrap()
        .client_config(Route::Direct, source())
        .unwrap();
    let service = test.token_service.unwrap();
    type Change<'c> = &'c dyn Fn(&mut ClientConfig);
    let changes: [(&str, Change<'_>); 8] = [
        ("production", &|config| config.production = false),
        ("danger_accept_any_server_certificate", &|config| {
            config.danger_accept_any_server_certificate = true;
        }),
        ("endpoints.query", &|config| {
            config.endpoints.query = "http://TEST2-cnsp.ekstern-test.nspop.dk.:8080/ddsregistry".into();
        }),
        ("token_service.url", &|config| {
            config.token_service.as_mut().unwrap().url = service.url.clone();
        }),
        ("token_service.common_name", &|config| {
            config.token_service.as_mut().unwrap().common_name = service.common_name.clone();
        }),
        ("token_service.certificates", &|config| {
            config
                .token_service
                .as_mut()
                .unwrap()
                .certificates
                .extend(service.certificates.clone());
        }),
        ("token_service.certificates", &|config| {
            config.token_service.as_mut().unwrap().certificates = vec![tests().authority.clone()];
        }),
        ("trusted_roots", &|config| {
            config.trusted_roots = vec![tests().authority.clone()]
        }),
    ];
    for (path, change) in changes {
        let mut config = production(parties);
        change(&mut config);
        for error in [
            config.check().unwrap_err(),
            Client::builder(config).build().unwrap_err(),
        ] {
            assert_eq!(
                (error.code(), error.details().path.as_deref()),
                ("configuration.production", Some(path)),
                "{error}"
            );
        }
    }
    production(parties).check().unwrap();
}

#[test]
fn a_test_environment_takes_all_of_it() {
    let mut config = Environment::named("test1")
        .unwrap()
        .client_config(Route::Direct, source())
        .unwrap();
    config.danger_accept_any_server_certificate = true;
    let transport = Counting::new(&tests().token_service);
    client(config, &transport, tests().organisation.clone()).unwrap();
}
