//! Who the server is, and who the client is.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rustls::pki_types::CertificateDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{HandshakeKind, RootCertStore};

use super::*;
use crate::dgws::credentials::tests::pki::{Party, Pki, pki};
use crate::dgws::credentials::{Credential, CredentialSlot};
use crate::error::ErrorKind;

/// What a server learned of the client in one request.
#[derive(Clone)]
struct Seen {
    certificate: Option<CertificateDer<'static>>,
    handshake: Option<HandshakeKind>,
}

struct Server {
    url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    connections: Arc<AtomicUsize>,
}

enum Demand {
    Always,
    IfThereIsOne,
}

impl Server {
    /// Trusts the clients under `root`. Closes every connection after one answer unless `keeps_alive`.
    fn start(root: &Party, demand: Demand, keeps_alive: bool) -> Self {
        let mut roots = RootCertStore::empty();
        let root = crate::dgws::credentials::Certificate::from_pem_or_der(&root.certificate).unwrap();
        roots.add(CertificateDer::from(root[0].der().to_vec())).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
        let verifier = match demand {
            Demand::Always => verifier,
            Demand::IfThereIsOne => verifier.allow_unauthenticated(),
        };
        let config = Arc::new(authority::server_config(Some(verifier.build().unwrap())));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let connections = Arc::new(AtomicUsize::new(0));
        let (noting, counting) = (seen.clone(), connections.clone());
        let url = server(move |stream| {
            counting.fetch_add(1, Ordering::SeqCst);
            let connection = rustls::ServerConnection::new(config.clone()).unwrap();
            let mut stream = rustls::StreamOwned::new(connection, stream);
            while read_request(&mut stream).is_some() {
                let certificates = stream.conn.peer_certificates();
                noting.lock().unwrap().push(Seen {
                    certificate: certificates.map(|chain| chain[0].clone().into_owned()),
                    handshake: stream.conn.handshake_kind(),
                });
                let close = if keeps_alive { "" } else { "Connection: close\r\n" };
                let answer = format!("HTTP/1.1 200 OK\r\n{close}Content-Length: 2\r\n\r\nok");
                stream.write_all(answer.as_bytes()).unwrap();
                if !keeps_alive {
                    stream.conn.send_close_notify();
                    let _ = stream.flush();
                    break;
                }
            }
            // Closing while the client still writes would cut off the reason for the refusal.
            let _ = std::io::copy(&mut stream.sock, &mut std::io::sink());
        });
        Self {
            url: url.replace("http://127.0.0.1", "https://localhost"),
            seen,
            connections,
        }
    }

    fn last(&self) -> Seen {
        self.seen.lock().unwrap().last().unwrap().clone()
    }
}

/// The party's credential with its issuers, as a server needs them that knows the root only.
fn with_issuers(pki: &Pki, party: &Party) -> Credential {
    let chain = [party.certificate.as_slice(), &pki.issuing.certificate].concat();
    Credential::from_pem(&chain, &party.key, None).unwrap()
}

fn der(credential: &Credential) -> Option<CertificateDer<'static>> {
    Some(CertificateDer::from(credential.certificate().der().to_vec()))
}

fn client(slot: &CredentialSlot) -> HttpTransport {
    HttpTransport::builder()
        .root_certificates(root())
        .client_credential(slot.clone())
        .build()
        .unwrap()
}

#[test]
fn a_server_that_asks_is_shown_the_certificate() {
    let Some(pki) = pki() else { return };
    let server = Server::start(&pki.root, Demand::Always, true);
    let credential = with_issuers(pki, &pki.organisation);
    let transport = client(&CredentialSlot::new(credential.clone()));
    for _ in 0..3 {
        assert_eq!(transport.send(&patient_request(&server.url)).unwrap().body, b"ok");
        assert_eq!(server.last().certificate, der(&credential));
    }
    assert_eq!(server.connections.load(Ordering::SeqCst), 1);
}

#[test]
fn a_refused_client_certificate_is_named_and_nothing_counts_as_sent() {
    let Some(pki) = pki() else { return };
    let none = HttpTransport::builder()
        .root_certificates(root())
        .build()
        .unwrap();
    let slot = CredentialSlot::new(with_issuers(pki, &pki.organisation));
    let strangers = [
        // Another name, the same name with another key.
        (&pki.organisation, client(&slot)),
        (&pki.stranger, client(&slot)),
    ];
    for (trusted, transport) in [(&pki.root, none)].into_iter().chain(strangers) {
        let server = Server::start(trusted, Demand::Always, true);
        let error = transport.send(&patient_request(&server.url)).unwrap_err();
        assert_eq!(
            (error.kind(), error.sent()),
            (TransportErrorKind::ClientCertificate, Sent::No),
            "{error}"
        );
        let error = crate::Error::from(error);
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Denied, "transport.client_certificate")
        );
        assert!(server.seen.lock().unwrap().is_empty());
    }
}

#[test]
fn a_certificate_replaced_under_load_drops_no_call_and_is_used_by_every_later_one() {
    let Some(pki) = pki() else { return };
    let server = Server::start(&pki.root, Demand::Always, true);
    let pair = [
        with_issuers(pki, &pki.organisation),
        with_issuers(pki, &pki.renewed),
    ];
    let now = pair[0].certificate().not_before() + chrono::TimeDelta::hours(1);
    let slot = CredentialSlot::new(pair[0].clone());
    let transport = client(&slot);
    let done = AtomicBool::new(false);
    let calls = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    transport.send(&patient_request(&server.url)).unwrap();
                    calls.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        for turn in 1..=10 {
            let (before, started) = (calls.load(Ordering::Relaxed), Instant::now());
            while calls.load(Ordering::Relaxed) < before + 20 && started.elapsed() < TOLERANCE {
                thread::sleep(Duration::from_millis(1));
            }
            slot.replace(pair[turn % 2].clone(), now).unwrap();
        }
        done.store(true, Ordering::Relaxed);
    });
    let calls = calls.load(Ordering::Relaxed);
    assert_eq!(server.seen.lock().unwrap().len(), calls);
    // At most one new connection for each thread and replacement: in between, connections are used again.
    let connections = server.connections.load(Ordering::SeqCst);
    assert!(
        connections <= 4 * 11,
        "{connections} connections for {calls} calls"
    );
    for credential in &pair {
        slot.replace(credential.clone(), now).unwrap();
        transport.send(&patient_request(&server.url)).unwrap();
        assert_eq!(server.last().certificate, der(credential));
    }
}

/// The whole way: configuration, files, client, transport.
#[test]
fn the_certificate_of_a_configured_identity_is_shown_and_exchanged_when_its_files_are_read_again() {
    let Some(pki) = pki() else { return };
    let server = Server::start(&pki.root, Demand::Always, true);
    let folder = std::env::temp_dir().join(format!("spo-tls-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = |name: &str| folder.join(name).into_os_string().into_string().unwrap();
    let put = |party: &Party| {
        let chain = [party.certificate.as_slice(), &pki.issuing.certificate].concat();
        std::fs::write(path("certificate.pem"), chain).unwrap();
        std::fs::write(path("key.pem"), &party.key).unwrap();
    };
    put(&pki.organisation);
    let mut config = crate::ClientConfig::sandbox(&server.url);
    let mut service = crate::TokenService::new(server.url.clone(), Vec::new());
    service.certificates = vec![String::from_utf8(pki.issuing.certificate.clone()).unwrap()];
    service.common_name = Some("STS".to_owned());
    config.token_service = Some(service);
    config.trusted_roots = vec![String::from_utf8(root().to_vec()).unwrap()];
    config.tls_client_certificate = true;
    let provider = crate::dgws::CareProvider::new("91026150".parse().unwrap(), "Lægehuset");
    config.identity = Some(crate::IdentityConfig {
        credential: crate::CredentialFiles::Pem(crate::PemFiles {
            certificates: path("certificate.pem"),
            key: path("key.pem"),
            password: None,
        }),
        card: crate::dgws::IdCardRequest::system("EHR", provider),
        caller: None,
    });
    let now = with_issuers(pki, &pki.organisation).certificate().not_before() + chrono::TimeDelta::hours(1);
    let client = crate::Client::builder(config)
        .context(crate::Context::new(move || now, uuid::Uuid::new_v4))
        .build()
        .unwrap();
    // The server is no token service, so no card comes; it has seen who asks all the same.
    let ask = || {
        let search = crate::Search::new("2512489996".parse().unwrap());
        client.appointments().find(&search).unwrap_err();
        server.last().certificate
    };
    assert_eq!(ask(), der(&with_issuers(pki, &pki.organisation)));
    put(&pki.renewed);
    client.reload_identity().unwrap();
    assert_eq!(ask(), der(&with_issuers(pki, &pki.renewed)));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_configuration_may_leave_servers_unchecked_outside_production() {
    let Some(pki) = pki() else { return };
    let server = Server::start(&pki.root, Demand::IfThereIsOne, true);
    let mut config = crate::ClientConfig::sandbox(&server.url);
    assert!(crate::Client::new(config.clone()).is_err());
    config.danger_accept_any_server_certificate = true;
    let client = crate::Client::new(config.clone()).unwrap();
    let search = crate::Search::new("2512489996".parse().unwrap());
    client.appointments().find(&search).unwrap_err();
    assert_eq!(server.seen.lock().unwrap().len(), 1);
    config.tls_client_certificate = true;
    let error = crate::Client::new(config).unwrap_err();
    assert_eq!(error.code(), "configuration.tls_client_certificate");
}

#[test]
fn sessions_are_resumed_but_never_as_somebody_else() {
    let Some(pki) = pki() else { return };
    let server = Server::start(&pki.root, Demand::Always, false);
    let renewed = with_issuers(pki, &pki.renewed);
    let slot = CredentialSlot::new(with_issuers(pki, &pki.organisation));
    let transport = client(&slot);
    let call = || {
        transport.send(&patient_request(&server.url)).unwrap();
        server.last()
    };
    let first = call();
    assert_eq!(first.handshake, Some(HandshakeKind::Full));
    let second = call();
    assert_eq!(second.handshake, Some(HandshakeKind::Resumed));
    assert_eq!(second.certificate, first.certificate);
    let now = renewed.certificate().not_before();
    slot.replace(renewed.clone(), now).unwrap();
    let third = call();
    assert_eq!(third.handshake, Some(HandshakeKind::Full));
    assert_eq!(third.certificate, der(&renewed));
}

#[test]
fn a_key_that_the_host_keeps_is_refused_before_anything_is_sent() {
    let Some(pki) = pki() else { return };
    let credential = with_issuers(pki, &pki.organisation);
    let hosts = Credential::from_signer(&pki.organisation.certificate, credential.signer().clone()).unwrap();
    let error = HttpTransport::builder()
        .root_certificates(root())
        .client_credential(CredentialSlot::new(hosts.clone()))
        .build()
        .unwrap_err();
    assert_eq!(error.code(), "credential.key_not_exportable");
    assert!(error.to_string().starts_with("client_credential: "), "{error}");

    let server = Server::start(&pki.root, Demand::Always, true);
    let slot = CredentialSlot::new(credential);
    let transport = client(&slot);
    transport.send(&patient_request(&server.url)).unwrap();
    let now = hosts.certificate().not_before();
    slot.replace(hosts, now).unwrap();
    let error = transport.send(&patient_request(&server.url)).unwrap_err();
    assert_eq!(
        (error.kind(), error.sent()),
        (TransportErrorKind::Configuration, Sent::No),
        "{error}"
    );
}

#[test]
fn the_name_in_the_certificate_must_be_the_hosts() {
    let url = tls_server(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    let transport = HttpTransport::builder()
        .root_certificates(root())
        .build()
        .unwrap();
    assert!(transport.send(&patient_request(&url)).is_ok());
    let error = transport
        .send(&patient_request(&url.replace("localhost", "127.0.0.1")))
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.sent()),
        (TransportErrorKind::Tls, Sent::No),
        "{error}"
    );
}

#[test]
fn only_the_dangerous_option_believes_any_certificate() {
    let url = tls_server(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    let strict = HttpTransport::builder()
        .root_certificates(other_root())
        .build()
        .unwrap();
    assert!(strict.verifies_servers());
    assert!(strict.send(&patient_request(&url)).is_err());
    let careless = HttpTransport::builder()
        .danger_accept_any_server_certificate()
        .build()
        .unwrap();
    assert!(!careless.verifies_servers());
    assert_eq!(careless.send(&patient_request(&url)).unwrap().body, b"ok");
}

#[test]
fn a_proxy_is_not_shown_the_certificate() {
    let Some(pki) = pki() else { return };
    let proxy = Server::start(&pki.root, Demand::IfThereIsOne, true);
    let slot = CredentialSlot::new(with_issuers(pki, &pki.organisation));
    let through = |proxy: &str| {
        HttpTransport::builder()
            .root_certificates(root())
            .client_credential(slot.clone())
            .proxy(proxy.trim_end_matches("/service"))
            .build()
            .unwrap()
    };
    // The proxy answers 200 to CONNECT and then is no TLS server behind itself: what it saw before is what counts.
    let _ = through(&proxy.url).send(&request("https://localhost:9/"));
    assert_eq!(proxy.last().certificate, None);
    client(&slot).send(&patient_request(&proxy.url)).unwrap();
    assert!(proxy.last().certificate.is_some());
}
