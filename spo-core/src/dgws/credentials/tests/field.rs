//! The certificates in messages that others captured.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::super::*;

fn shared_transport() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let folder = std::env::var_os("SPO_SHARED")
        .map_or_else(beside, PathBuf::from)
        .join("data/transport");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("SPO_REQUIRE_SHARED").is_none());
    eprintln!("skipped: ../shared is not there");
    None
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Every `X509Certificate` element under the shared messages, once, by serial number.
fn certificates() -> Option<BTreeMap<String, Certificate>> {
    let mut paths = Vec::new();
    files(&shared_transport()?, &mut paths);
    let mut found = BTreeMap::new();
    for path in paths {
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        for piece in text.split("X509Certificate>").skip(1).step_by(2) {
            let packed: String = piece
                .split('<')
                .next()
                .unwrap()
                .replace("&#13;", "")
                .split_whitespace()
                .collect();
            // Some samples have a placeholder here.
            let Ok(der) = STANDARD.decode(packed) else {
                continue;
            };
            if let Ok(certificate) = Certificate::from_der(der) {
                found.insert(certificate.serial_number(), certificate);
            }
        }
    }
    Some(found)
}

#[test]
fn oces3_and_oces2_certificates_tell_their_holder() {
    let Some(found) = certificates() else { return };
    let named = |name: &str| {
        let mut matching = found
            .values()
            .filter(|certificate| certificate.subject().common_name() == name);
        matching
            .next()
            .unwrap_or_else(|| panic!("{name} is not among {found:#?}"))
    };
    use CertificateKind::{Employee, Organisation};
    use OcesGeneration::{Oces2, Oces3};
    for (name, organisation, cvr, kind, generation) in [
        (
            "NSP Test Service Consumer",
            "Sundhedsdatastyrelsen",
            "33257872",
            Organisation,
            Oces3,
        ),
        (
            "NSP Test Identity Provider",
            "Sundhedsdatastyrelsen",
            "33257872",
            Organisation,
            Oces3,
        ),
        (
            "SOSI Test Federation",
            "Sundhedsdatastyrelsen",
            "33257872",
            Organisation,
            Oces3,
        ),
        (
            "SOSI Test Federation (funktionscertifikat)",
            "Sundhedsdatastyrelsen",
            "33257872",
            Organisation,
            Oces2,
        ),
        (
            "Thomas Ålbæk",
            "Digitaliseringsstyrelsen",
            "34051178",
            Employee,
            Oces2,
        ),
        ("Lars Larsen", "TRIFORK A/S", "20921897", Employee, Oces2),
        (
            "TRIFORK A/S - FMK TEST1",
            "TRIFORK A/S",
            "20921897",
            Organisation,
            Oces2,
        ),
        (
            "Danske Regioner - SOSI STS",
            "Danske Regioner",
            "55832218",
            Organisation,
            Oces2,
        ),
    ] {
        let subject = named(name).subject();
        assert_eq!(subject.organisation(), organisation, "{name}");
        assert_eq!(
            subject.cvr().map(ToString::to_string).as_deref(),
            Some(cvr),
            "{name}"
        );
        assert!(subject.cvr().unwrap().has_check_digit(), "{name}");
        assert_eq!(
            (subject.kind(), subject.generation()),
            (kind, Some(generation)),
            "{name}"
        );
    }
    let consumer = named("NSP Test Service Consumer");
    assert_eq!(consumer.rsa_bits(), Some(3072));
    assert_eq!(
        consumer.issuer().common_name(),
        "Den Danske Stat OCES udstedende-CA 1"
    );
    assert_eq!(
        consumer.to_string(),
        "NSP Test Service Consumer, Sundhedsdatastyrelsen, CVR 33257872 (valid 2022-11-29 to 2025-11-28)"
    );
    assert_eq!(
        consumer.validity("2024-01-01T00:00:00Z".parse().unwrap()),
        Validity::Valid
    );
    assert!(!consumer.is_ca());
    assert!(consumer.key_usage().unwrap().allows_signing());
    assert!(!consumer.key_usage().unwrap().allows_issuing());
}

/// The token service's answer repeats the hash of the caller's certificate.
#[test]
fn the_certificate_hash_is_the_one_in_the_captured_card() {
    let Some(folder) = shared_transport() else { return };
    let request =
        std::fs::read_to_string(folder.join("samples-dgws/seal-to-sts-organization-request.xml")).unwrap();
    let certificates = certificates().unwrap();
    let consumer = certificates
        .values()
        .find(|certificate| certificate.subject().common_name() == "NSP Test Service Consumer")
        .unwrap();
    assert!(request.contains(&consumer.oces_cert_hash_sha1()), "{request}");
}

#[test]
fn a_certificate_cut_short_or_altered_is_refused_or_read_without_a_panic() {
    let Some(found) = certificates() else { return };
    for certificate in found.values() {
        let der = certificate.der();
        for length in 0..der.len() {
            assert!(Certificate::from_der(&der[..length]).is_err());
        }
        for at in (0..der.len()).step_by(7) {
            let mut altered = der.to_vec();
            altered[at] ^= 0xFF;
            if let Ok(altered) = Certificate::from_der(altered) {
                let _ = format!("{altered} {altered:?}");
            }
        }
    }
}
