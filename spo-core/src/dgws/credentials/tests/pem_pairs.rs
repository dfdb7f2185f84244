//! Certificate and key in PEM.

use super::super::*;
use super::pki::{Folder, HOLDER, pki};

#[test]
fn keys_in_every_unencrypted_form_are_read() {
    let Some(pki) = pki() else { return };
    let folder = Folder::new();
    pki.organisation.put_into(&folder, "party");
    let pkcs8 = folder.openssl(&["pkcs8", "-topk8", "-nocrypt", "-in", "party.key"]);
    let pkcs1 = folder.openssl(&["rsa", "-traditional", "-in", "party.key"]);
    assert!(pkcs8.starts_with(b"-----BEGIN PRIVATE KEY"));
    assert!(pkcs1.starts_with(b"-----BEGIN RSA PRIVATE KEY"));
    for key in [pkcs8, pkcs1] {
        let credential = Credential::from_pem(&pki.organisation.certificate, &key, None).unwrap();
        // The proof that key and certificate belong together is a signature.
        Credential::from_signer(&pki.organisation.certificate, credential.signer().clone()).unwrap();
        let subject = credential.certificate().subject().clone();
        assert_eq!(subject.common_name(), "Lægehusets bookingsystem");
        assert_eq!(subject.organisation(), "Lægehuset Æblegården");
        assert_eq!(subject.cvr().unwrap().as_str(), "91026150");
        assert_eq!(subject.kind(), CertificateKind::Organisation);
    }
}

#[test]
fn an_employees_certificate_names_the_person() {
    let Some(pki) = pki() else { return };
    let credential = pki.employee.credential();
    let subject = credential.certificate().subject();
    assert_eq!((subject.given_name(), subject.surname()), ("Søren", "Ågård"));
    assert_eq!(subject.kind(), CertificateKind::Employee);
}

#[test]
fn the_certificate_of_the_key_is_found_and_its_issuers_put_in_order() {
    let Some(pki) = pki() else { return };
    let mut text = pki.renewed.certificate.clone();
    text.extend(pki.shuffled_chain());
    let credential = Credential::from_pem(&text, &pki.organisation.key, None).unwrap();
    let names: Vec<_> = credential
        .chain()
        .iter()
        .map(|certificate| certificate.subject().common_name())
        .collect();
    assert_eq!(
        names,
        [
            "Lægehusets bookingsystem",
            "Prøve udstedende-CA 1",
            "Prøve rod-CA"
        ]
    );
}

#[test]
fn one_text_may_hold_both() {
    let Some(pki) = pki() else { return };
    let both = [pki.organisation.key.as_slice(), &pki.organisation.certificate].concat();
    assert!(Credential::from_pem(&both, &both, None).is_ok());
}

#[test]
fn a_key_of_another_certificate_is_refused() {
    let Some(pki) = pki() else { return };
    let error = Credential::from_pem(&pki.organisation.certificate, &pki.renewed.key, None).unwrap_err();
    assert_eq!(error.code(), "credential.key_mismatch");
    assert!(error.to_string().contains("Lægehusets bookingsystem"), "{error}");
}

#[cfg(feature = "pkcs12")]
#[test]
fn encrypted_keys_open_with_their_password_only() {
    let Some(pki) = pki() else { return };
    let folder = Folder::new();
    pki.organisation.put_into(&folder, "party");
    let certificate = &pki.organisation.certificate;
    for options in [
        &["-v2", "aes-256-cbc"][..],
        &["-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA512"],
        &["-v2", "des3", "-v2prf", "hmacWithSHA1"],
        &["-v1", "PBE-SHA1-3DES"],
    ] {
        let arguments = [
            &["pkcs8", "-topk8", "-in", "party.key", "-passout", "pass:rødgrød"],
            options,
        ]
        .concat();
        let key = folder.openssl(&arguments);
        let open = |password: Option<&str>| {
            let password = password.map(Secret::from);
            Credential::from_pem(certificate, &key, password.as_ref())
        };
        assert!(open(Some("rødgrød")).is_ok(), "{options:?}");
        let wrong = open(Some("fløde")).unwrap_err();
        assert_eq!(wrong.code(), "credential.wrong_password", "{options:?}");
        assert_eq!(open(None).unwrap_err(), CredentialError::PasswordMissing);
    }
    let scrypt = folder.openssl(&[
        "pkcs8",
        "-topk8",
        "-in",
        "party.key",
        "-passout",
        "pass:x",
        "-scrypt",
    ]);
    let legacy = folder.openssl(&[
        "rsa",
        "-traditional",
        "-aes256",
        "-in",
        "party.key",
        "-passout",
        "pass:x",
    ]);
    for key in [scrypt, legacy] {
        let error = Credential::from_pem(certificate, &key, Some(&"x".into())).unwrap_err();
        assert_eq!(error.code(), "credential.unsupported_encryption", "{error}");
    }
}

#[test]
fn keys_that_cannot_sign_cards_are_named() {
    let Some(pki) = pki() else { return };
    let folder = Folder::new();
    let certificate = &pki.organisation.certificate;
    let code = |key: &[u8]| Credential::from_pem(certificate, key, None).unwrap_err();
    let curve = folder.openssl(&["ecparam", "-name", "prime256v1", "-genkey", "-noout"]);
    assert_eq!(
        code(&curve),
        CredentialError::UnsupportedKey {
            algorithm: "EC".into()
        }
    );
    for algorithm in ["EC", "Ed25519", "RSA-PSS"] {
        let options = match algorithm {
            "EC" => &["-pkeyopt", "ec_paramgen_curve:P-256"][..],
            _ => &[],
        };
        let key = folder.openssl(&[&["genpkey", "-algorithm", algorithm], options].concat());
        assert_eq!(
            code(&key),
            CredentialError::UnsupportedKey {
                algorithm: algorithm.into()
            }
        );
    }
    folder.make_key("small", "1024");
    folder.make_certificate("small", "/CN=small", "small", HOLDER, &[]);
    let small = Credential::from_pem(&folder.get("small.pem"), &folder.get("small.key"), None);
    assert_eq!(small.unwrap_err(), CredentialError::KeySize { bits: 1024 });
}

#[test]
fn what_is_missing_is_named() {
    let Some(pki) = pki() else { return };
    let (key, certificate) = (&pki.organisation.key, &pki.organisation.certificate);
    for (certificates, key, expected) in [
        (key, key, CredentialError::NoCertificate),
        (certificate, certificate, CredentialError::NoKey),
    ] {
        assert_eq!(
            Credential::from_pem(certificates, key, None).unwrap_err(),
            expected
        );
    }
    assert_eq!(
        Credential::from_pem(b"", b"", None).unwrap_err(),
        CredentialError::NoKey
    );
    let cut = &key[..key.len() / 2];
    let error = Credential::from_pem(certificate, cut, None).unwrap_err();
    assert_eq!(error.code(), "credential.damaged");
}

#[test]
fn time_decides_whether_it_can_be_used() {
    let Some(pki) = pki() else { return };
    let credential = pki.organisation.credential();
    let certificate = credential.certificate();
    let second = chrono::TimeDelta::seconds(1);
    assert_eq!(credential.check(certificate.not_before()), Ok(Validity::Valid));
    assert_eq!(
        credential.check(certificate.not_after()),
        Ok(Validity::ExpiresSoon { days: 0 })
    );
    let early = credential.check(certificate.not_before() - second).unwrap_err();
    let late = credential.check(certificate.not_after() + second).unwrap_err();
    assert_eq!(
        (early.code(), late.code()),
        ("credential.not_yet_valid", "credential.expired")
    );
    let error = crate::Error::from(late);
    assert_eq!(error.kind(), crate::ErrorKind::Configuration);
    assert!(error.to_string().contains("MitID Erhverv"), "{error}");
}
