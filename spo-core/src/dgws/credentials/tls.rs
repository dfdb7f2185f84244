//! A credential as the client's side of a TLS handshake shows it.

use std::sync::Arc;

use rustls::crypto::ring::sign::any_supported_type;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs1KeyDer};
use rustls::sign::{CertifiedKey, SigningKey};

use super::certificate::Certificate;

/// The key as TLS uses it; `None` when it is not RSA in PKCS#1.
pub(super) fn signing_key(pkcs1: &[u8]) -> Option<Arc<dyn SigningKey>> {
    any_supported_type(&PrivateKeyDer::Pkcs1(PrivatePkcs1KeyDer::from(pkcs1))).ok()
}

/// What is sent in the handshake: the certificate and its issuers, without the root, which the server has or does not
/// trust.
pub(super) fn identity(chain: &[Certificate], key: Arc<dyn SigningKey>) -> CertifiedKey {
    let sent = chain
        .iter()
        .enumerate()
        .filter(|(at, certificate)| *at == 0 || !certificate.names_as_issuer(certificate))
        .map(|(_, certificate)| CertificateDer::from(certificate.der().to_vec()))
        .collect();
    CertifiedKey::new(sent, key)
}
