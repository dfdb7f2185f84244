//! An identity from the files that the configuration names.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use spo_core::dgws::credentials::{Credential, Validity};
use spo_core::transport::{Request, Response, Sent, Transport, TransportError, TransportErrorKind};
use spo_core::{
    Client, ClientConfig, Context, CredentialFiles, ErrorKind, IdentityConfig, PasswordSource, PemFiles,
    Pkcs12File, Search, TokenService,
};
use uuid::Uuid;

use crate::dgws::identity::parties::{Folder, Parties, parties, system_card};

const PASSWORD: &str = "Hemmelig-4711";

/// Keeps what was sent, and answers nothing.
#[derive(Default)]
struct Recorder(Mutex<Vec<String>>);

impl Recorder {
    /// Whether the last message holds the credential's certificate.
    fn last_is_signed_by(&self, credential: &Credential) -> bool {
        use base64::Engine as _;
        let certificate = base64::engine::general_purpose::STANDARD.encode(credential.certificate().der());
        self.0.lock().unwrap().last().unwrap().contains(&certificate)
    }
}

impl Transport for Recorder {
    fn send(&self, request: &Request) -> Result<Response, TransportError> {
        self.0
            .lock()
            .unwrap()
            .push(String::from_utf8_lossy(&request.body).into_owned());
        Err(TransportError::new(
            TransportErrorKind::Timeout,
            Sent::Possibly,
            "no answer",
        ))
    }
}

struct Setup {
    folder: Folder,
    transport: Arc<Recorder>,
    now: DateTime<Utc>,
}

impl Setup {
    fn new() -> Self {
        Self {
            folder: Folder::new(),
            transport: Arc::default(),
            now: Utc::now() + TimeDelta::minutes(1),
        }
    }

    fn put_pem(&self, [certificate, key]: &[Vec<u8>; 2]) -> CredentialFiles {
        CredentialFiles::Pem(PemFiles {
            certificates: self.folder.put("certificate.pem", certificate),
            key: self.folder.put("key.pem", key),
            password: None,
        })
    }

    fn put_pkcs12(&self, parties: &Parties, password: &str, source: PasswordSource) -> CredentialFiles {
        self.put_pem(&parties.organisation_pem);
        let pass = format!("pass:{password}");
        self.folder.openssl(&[
            "pkcs12",
            "-export",
            "-in",
            "certificate.pem",
            "-inkey",
            "key.pem",
            "-out",
            "booking.p12",
            "-passout",
            &pass,
            "-name",
            "booking",
        ]);
        CredentialFiles::Pkcs12(Pkcs12File {
            file: self.folder.path("booking.p12"),
            alias: None,
            password: source,
        })
    }

    fn password_file(&self, content: &str) -> PasswordSource {
        PasswordSource::File(self.folder.put("password", content.as_bytes()))
    }

    fn client(&self, parties: &Parties, credential: CredentialFiles) -> spo_core::Result<Client> {
        let trusted = String::from_utf8(parties.authority_pem.clone()).unwrap();
        let mut service = TokenService::new("http://national/sts", vec![trusted]);
        service.common_name = Some("Prøve STS".into());
        let config = ClientConfig {
            token_service: Some(service),
            identity: Some(IdentityConfig {
                credential,
                card: system_card(),
                caller: None,
            }),
            ..ClientConfig::sandbox("http://national")
        };
        // As it is read from a file.
        let config = ClientConfig::from_json(&config.to_json()).unwrap();
        let now = self.now;
        Client::builder(config)
            .transport(Arc::clone(&self.transport))
            .context(Context::new(move || now, Uuid::new_v4))
            .build()
    }
}

fn search() -> Search {
    Search::new("2512489996".parse().unwrap())
}

#[test]
fn a_client_signs_with_the_certificate_in_the_files() {
    let Some(parties) = parties() else { return };
    let setup = Setup::new();
    let check = |files| {
        let client = setup.client(parties, files).unwrap();
        client.appointments().find(&search()).unwrap_err();
        assert!(setup.transport.last_is_signed_by(&parties.organisation));
    };
    check(setup.put_pem(&parties.organisation_pem));
    let file = setup.password_file(&format!("{PASSWORD}\r\n"));
    check(setup.put_pkcs12(parties, PASSWORD, file));
    // A variable that every test of cargo has.
    let variable = PasswordSource::Env("CARGO_PKG_NAME".into());
    check(setup.put_pkcs12(parties, "spo-core", variable));
}

#[test]
fn files_read_again_are_used_by_the_next_call() {
    let Some(parties) = parties() else { return };
    let setup = Setup::new();
    let client = setup
        .client(parties, setup.put_pem(&parties.organisation_pem))
        .unwrap();
    setup.put_pem(&parties.renewed_pem);
    client.appointments().find(&search()).unwrap_err();
    assert!(setup.transport.last_is_signed_by(&parties.organisation));
    assert_eq!(client.reload_identity().unwrap(), Validity::Valid);
    client.appointments().find(&search()).unwrap_err();
    assert!(setup.transport.last_is_signed_by(&parties.renewed));
}

#[test]
fn files_that_cannot_be_read_again_leave_the_old_certificate_in_use() {
    let Some(parties) = parties() else { return };
    let setup = Setup::new();
    let client = setup
        .client(parties, setup.put_pem(&parties.organisation_pem))
        .unwrap();
    let [_, key] = &parties.organisation_pem;
    let [certificate, _] = &parties.renewed_pem;
    setup.put_pem(&[certificate.clone(), key.clone()]);
    let error = client.reload_identity().unwrap_err();
    assert_eq!(error.code(), "credential.key_mismatch");
    client.appointments().find(&search()).unwrap_err();
    assert!(setup.transport.last_is_signed_by(&parties.organisation));
}

#[test]
fn what_is_wrong_with_a_file_is_told_with_its_path_and_without_its_password() {
    let Some(parties) = parties() else { return };
    let setup = Setup::new();
    let PasswordSource::File(wrong) = setup.password_file("Forkert-1234") else {
        unreachable!()
    };
    let missing = setup.folder.path("missing.p12");
    let pkcs12 = |file: &str, alias: Option<&str>, password| {
        CredentialFiles::Pkcs12(Pkcs12File {
            file: file.to_owned(),
            alias: alias.map(str::to_owned),
            password,
        })
    };
    setup.put_pkcs12(parties, PASSWORD, PasswordSource::File(wrong.clone()));
    let right = PasswordSource::File(setup.folder.put("right", PASSWORD.as_bytes()));
    let good = setup.folder.path("booking.p12");
    let certificate = setup.folder.path("certificate.pem");
    let variable = || PasswordSource::Env("SPO_TEST_NOT_SET".into());
    for (files, code, path, told) in [
        (
            pkcs12(&missing, None, right.clone()),
            "identity.file",
            "pkcs12.file",
            &*missing,
        ),
        (
            pkcs12(&good, None, variable()),
            "identity.file",
            "pkcs12.password",
            "SPO_TEST_NOT_SET",
        ),
        (
            pkcs12(&good, None, PasswordSource::File(wrong)),
            "credential.wrong_password",
            "pkcs12.password",
            &*good,
        ),
        (
            pkcs12(&good, Some("other"), right.clone()),
            "credential.no_such_key",
            "pkcs12.alias",
            "booking",
        ),
        (
            pkcs12(&certificate, None, right),
            "credential.wrong_format",
            "pkcs12.file",
            &*certificate,
        ),
        (
            CredentialFiles::Pem(PemFiles {
                certificates: certificate.clone(),
                key: certificate.clone(),
                password: None,
            }),
            "credential.no_key",
            "pem.key",
            &*certificate,
        ),
    ] {
        let error = setup.client(parties, files).unwrap_err();
        let said = format!("{error} {error:?}");
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Configuration, code),
            "{error}"
        );
        assert_eq!(error.details().path, Some(format!("identity.credential.{path}")));
        assert!(
            said.contains(told) && !said.contains(PASSWORD) && !said.contains("Forkert"),
            "{said}"
        );
    }
}

#[test]
fn the_end_of_a_certificate_is_told_ahead() {
    let Some(parties) = parties() else { return };
    let mut setup = Setup::new();
    setup.now = Utc::now() + TimeDelta::days(990);
    let client = setup
        .client(parties, setup.put_pem(&parties.organisation_pem))
        .unwrap();
    let left = client.reload_identity().unwrap();
    assert!(matches!(left, Validity::ExpiresSoon { days: 9 }), "{left:?}");
}

#[test]
fn a_certificate_whose_time_is_over_is_refused_at_once() {
    let Some(parties) = parties() else { return };
    let mut setup = Setup::new();
    setup.now = Utc::now() + TimeDelta::days(1_100);
    let error = setup
        .client(parties, setup.put_pem(&parties.organisation_pem))
        .unwrap_err();
    assert_eq!(error.code(), "credential.expired");
}

#[test]
fn the_hosts_own_identity_comes_before_the_files_and_is_not_read_again() {
    let client = Client::builder(ClientConfig::sandbox("http://national"))
        .transport(Arc::new(Recorder::default()))
        .build()
        .unwrap();
    assert_eq!(
        client.reload_identity().unwrap_err().code(),
        "identity.not_from_files"
    );
}
