//! A client whose whole identity comes from its configuration, before a sandbox that demands one.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use spo_core::{
    AppointmentVersion, Client, ClientConfig, CredentialFiles, Environment, IdentityConfig, PemFiles, Route,
    Search, SorCode,
};
use spo_sandbox::{Employee, IdentityCheck, Sandbox, TestCredential};

use super::example;

/// A folder for a certificate and its key, gone when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("spo-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Both in one file, put in its place whole, as an administrator should: a reader never sees half of it.
    fn put(&self, credential: &TestCredential) -> String {
        let (new, path) = (self.0.join("new.pem"), self.0.join("booking.pem"));
        let both = [credential.certificate_pem(), credential.key_pem()].concat();
        std::fs::write(&new, both).unwrap();
        std::fs::rename(&new, &path).unwrap();
        path.into_os_string().into_string().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn place() -> SorCode {
    SorCode::parse("325431000016004").unwrap()
}

fn demanding_sandbox() -> (Sandbox, TestCredential) {
    let sandbox = Sandbox::new().unwrap();
    sandbox.set_identity_check(IdentityCheck::Required);
    let cvr = "99999999".parse().unwrap();
    let credential = sandbox.system_credential(&cvr, "Lægehuset Æblegården").unwrap();
    (sandbox, credential)
}

fn client(sandbox: &Sandbox, credential: &TestCredential, file: String) -> Client {
    let identity = IdentityConfig {
        credential: CredentialFiles::Pem(PemFiles {
            certificates: file.clone(),
            key: file,
            password: None,
        }),
        card: credential.card(),
        caller: credential.employee().map(|doctor| doctor.caller(place())),
    };
    let config = ClientConfig {
        identity: Some(identity),
        ..sandbox.client_config().unwrap()
    };
    let config = ClientConfig::from_json(&config.to_json()).unwrap();
    Client::builder(config)
        .transport(sandbox.clone())
        .build()
        .unwrap()
}

#[test]
fn an_appointment_is_shared_with_an_identity_from_files() {
    let folder = Folder::new("configured");
    let (sandbox, _) = demanding_sandbox();
    let credential = sandbox
        .employee_credential(&Employee::example().unwrap())
        .unwrap();
    let client = client(&sandbox, &credential, folder.put(&credential));
    let version = AppointmentVersion::first("booking").unwrap();
    client
        .appointments()
        .share(&version, &example("full-hospital"))
        .unwrap();
    client.appointments().cancel(&version).unwrap();
}

#[test]
fn certificates_renewed_under_load_drop_no_call() {
    let folder = Folder::new("renewed");
    let (sandbox, credential) = demanding_sandbox();
    let renewed = credential.renewed().unwrap();
    let client = client(&sandbox, &credential, folder.put(&credential));
    let (done, calls) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        for number in 0..4 {
            let (client, done, calls) = (&client, &done, &calls);
            scope.spawn(move || {
                let appointment = example("full-hospital");
                for turn in 0.. {
                    if done.load(Ordering::Relaxed) {
                        break;
                    }
                    let version = AppointmentVersion::first(format!("{number}/{turn}")).unwrap();
                    client.appointments().share(&version, &appointment).unwrap();
                    calls.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        for turn in 1..=6 {
            let before = calls.load(Ordering::Relaxed);
            while calls.load(Ordering::Relaxed) < before + 8 {
                thread::yield_now();
            }
            folder.put(if turn % 2 == 0 { &credential } else { &renewed });
            client.reload_identity().unwrap();
        }
        done.store(true, Ordering::Relaxed);
    });
}

#[test]
fn production_takes_neither_the_sandboxs_cards_nor_its_certificates() {
    let (sandbox, credential) = demanding_sandbox();
    let production = ClientConfig {
        production: true,
        ..sandbox.client_config().unwrap()
    };
    assert_eq!(production.check().unwrap_err().code(), "configuration.production");
    let without_trust = ClientConfig {
        token_service: None,
        ..production.clone()
    };
    without_trust.check().unwrap();
    // Trusting somebody else does not help the certificate.
    let mut trusting = production;
    let stranger = credential.by_a_stranger().unwrap();
    trusting.token_service.as_mut().unwrap().certificates = vec![stranger.certificate_pem().to_owned()];
    assert_eq!(trusting.check().unwrap_err().code(), "configuration.production");
}

#[test]
fn a_test_environment_takes_the_sandboxs_certificates() {
    let (sandbox, credential) = demanding_sandbox();
    let source = ClientConfig::sandbox("http://x").source;
    let config = Environment::named("test1")
        .unwrap()
        .client_config(Route::Decoupling, source)
        .unwrap();
    let client = Client::builder(config)
        .transport(sandbox)
        .identity(credential.identity())
        .build()
        .unwrap();
    // Its token service is not that of the environment, so its card goes no further.
    let error = client
        .appointments()
        .find(&Search::new("2512489996".parse().unwrap()))
        .unwrap_err();
    assert_eq!(error.code(), "trust.unknown_issuer", "{error}");
}
