//! Keys that the host keeps.

use std::sync::Arc;

use super::super::*;
use super::pki::{Folder, HOLDER, pki};
use crate::dgws::signature::{SignError, Signer};

struct Refusing;

impl Signer for Refusing {
    fn sign_rsa_sha256(&self, _: &[u8]) -> Result<Vec<u8>, SignError> {
        Err(SignError::Refused("wrong PIN".into()))
    }
}

struct Nonsense;

impl Signer for Nonsense {
    fn sign_rsa_sha256(&self, _: &[u8]) -> Result<Vec<u8>, SignError> {
        Ok(vec![7; 256])
    }
}

#[test]
fn a_hosts_key_proves_that_it_belongs_to_the_certificate() {
    let Some(pki) = pki() else { return };
    let key = pki.organisation.credential().signer().clone();
    let credential = Credential::from_signer(&pki.shuffled_chain(), key).unwrap();
    assert_eq!(
        credential.certificate().subject().common_name(),
        "Lægehusets bookingsystem"
    );
    assert_eq!(credential.chain().len(), 3);
    for signer in [pki.renewed.credential().signer().clone(), Arc::new(Nonsense)] {
        let error = Credential::from_signer(&pki.organisation.certificate, signer).unwrap_err();
        assert_eq!(error.code(), "credential.key_mismatch");
    }
}

#[test]
fn a_hosts_key_must_be_rsa_and_long_enough() {
    let Some(pki) = pki() else { return };
    let signer = pki.organisation.credential().signer().clone();
    let folder = Folder::new();
    folder.make_key("small", "1024");
    folder.make_certificate("small", "/CN=small", "small", HOLDER, &[]);
    let error = Credential::from_signer(&folder.get("small.pem"), signer.clone()).unwrap_err();
    assert_eq!(error, CredentialError::KeySize { bits: 1024 });
    folder.openssl(&[
        "ecparam",
        "-name",
        "prime256v1",
        "-genkey",
        "-noout",
        "-out",
        "curve.key",
    ]);
    folder.make_certificate("curve", "/CN=curve", "curve", HOLDER, &[]);
    let error = Credential::from_signer(&folder.get("curve.pem"), signer).unwrap_err();
    assert_eq!(error.code(), "credential.unsupported_key");
}

#[test]
fn a_hosts_refusal_is_passed_on() {
    let Some(pki) = pki() else { return };
    let error = Credential::from_signer(&pki.organisation.certificate, Arc::new(Refusing)).unwrap_err();
    let error = crate::Error::from(error);
    assert_eq!(
        (error.kind(), error.code()),
        (crate::ErrorKind::Denied, "signer.refused")
    );
}

#[cfg(feature = "http")]
#[test]
fn a_hosts_key_cannot_authenticate_a_tls_connection() {
    let Some(pki) = pki() else { return };
    let credential = pki.organisation.credential();
    assert!(credential.tls_identity().is_ok());
    let hosts = Credential::from_signer(&pki.organisation.certificate, credential.signer().clone()).unwrap();
    assert_eq!(
        hosts.tls_identity().unwrap_err(),
        CredentialError::KeyNotExportable
    );
}
