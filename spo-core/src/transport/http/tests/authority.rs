//! A server's certificate and the root it hangs from, made as the tests run.

use std::sync::{Arc, OnceLock};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, KeyUsagePurpose};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::danger::ClientCertVerifier;

struct Authority {
    root: String,
    other_root: String,
    certificate: CertificateDer<'static>,
    key: Vec<u8>,
}

fn authority() -> &'static Authority {
    static AUTHORITY: OnceLock<Authority> = OnceLock::new();
    AUTHORITY.get_or_init(|| {
        let root = make_root();
        let key = KeyPair::generate().unwrap();
        let server = CertificateParams::new(["localhost".to_owned()]).unwrap();
        Authority {
            certificate: server.signed_by(&key, &root).unwrap().der().clone(),
            key: key.serialize_der(),
            root: root.pem(),
            other_root: make_root().pem(),
        }
    })
}

fn make_root() -> CertifiedIssuer<'static, KeyPair> {
    let mut root = CertificateParams::default();
    root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    root.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    CertifiedIssuer::self_signed(root, KeyPair::generate().unwrap()).unwrap()
}

/// The root of the server's certificate, in PEM.
pub(super) fn root() -> &'static [u8] {
    authority().root.as_bytes()
}

/// A root with the same name and another key.
pub(super) fn other_root() -> &'static [u8] {
    authority().other_root.as_bytes()
}

/// A server named `localhost`, which asks clients for a certificate if there is a verifier.
pub(super) fn server_config(clients: Option<Arc<dyn ClientCertVerifier>>) -> ServerConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap();
    let builder = match clients {
        Some(verifier) => builder.with_client_cert_verifier(verifier),
        None => builder.with_no_client_auth(),
    };
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(authority().key.clone()));
    builder
        .with_single_cert(vec![authority().certificate.clone()], key)
        .unwrap()
}
