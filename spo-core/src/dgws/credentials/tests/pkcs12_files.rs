//! PKCS#12 files as tools of various age write them.

use super::super::*;
use super::pki::{Folder, Party, Pki, pki};
use crate::dgws::der::{Der, SEQUENCE};

const PASSWORD: &str = "Test1234";

/// Writes a file with the organisation's key and chain.
fn export(pki: &Pki, password: &str, options: &[&str]) -> Vec<u8> {
    export_party(&pki.organisation, &pki.shuffled_chain(), password, options)
}

fn export_party(party: &Party, chain: &[u8], password: &str, options: &[&str]) -> Vec<u8> {
    let folder = Folder::new();
    folder.put("key", &party.key);
    folder.put("chain", chain);
    let pass = format!("pass:{password}");
    let mut arguments = vec![
        "pkcs12", "-export", "-inkey", "key", "-in", "chain", "-out", "file", "-passout", &pass,
    ];
    arguments.extend(options);
    folder.openssl(&arguments);
    folder.get("file")
}

fn open(file: &[u8], password: &str) -> Result<Credential, CredentialError> {
    Credential::from_pkcs12(file, &Secret::new(password))
}

/// What the tools of the last twenty years write, and what can be had by choosing.
const ENCRYPTIONS: [(&str, &[&str]); 12] = [
    ("OpenSSL 3, Java 17", &[]),
    ("OpenSSL 1, Java 8, Windows 7", &["-legacy"]),
    (
        "Windows 10",
        &[
            "-certpbe",
            "PBE-SHA1-3DES",
            "-keypbe",
            "PBE-SHA1-3DES",
            "-macalg",
            "sha1",
        ],
    ),
    (
        "Windows 11",
        &[
            "-keypbe",
            "AES-256-CBC",
            "-certpbe",
            "AES-256-CBC",
            "-macalg",
            "sha256",
            "-iter",
            "2000",
        ],
    ),
    ("RC2 with 128 bits", &["-legacy", "-certpbe", "PBE-SHA1-RC2-128"]),
    (
        "triple DES with two keys",
        &["-legacy", "-certpbe", "PBE-SHA1-2DES", "-keypbe", "PBE-SHA1-2DES"],
    ),
    ("AES-128", &["-certpbe", "AES-128-CBC", "-keypbe", "AES-128-CBC"]),
    (
        "AES-192, SHA-512",
        &[
            "-certpbe",
            "AES-192-CBC",
            "-keypbe",
            "AES-192-CBC",
            "-macalg",
            "sha512",
        ],
    ),
    (
        "triple DES of PBES2, SHA-384",
        &[
            "-certpbe",
            "DES-EDE3-CBC",
            "-keypbe",
            "DES-EDE3-CBC",
            "-macalg",
            "sha384",
        ],
    ),
    ("certificates in the open", &["-certpbe", "NONE"]),
    ("nothing encrypted", &["-certpbe", "NONE", "-keypbe", "NONE"]),
    ("many rounds", &["-iter", "20000"]),
];

#[test]
fn every_encryption_in_use_opens_with_the_right_password_only() {
    let Some(pki) = pki() else { return };
    for (name, options) in ENCRYPTIONS {
        let file = export(pki, PASSWORD, options);
        let credential = open(&file, PASSWORD).unwrap_or_else(|error| panic!("{name}: {error}"));
        Credential::from_signer(&pki.organisation.certificate, credential.signer().clone()).unwrap();
        assert_eq!(credential.chain().len(), 3, "{name}");
        for wrong in ["test1234", "", "Test1234 ", "blåbær"] {
            assert_eq!(
                open(&file, wrong).unwrap_err().code(),
                "credential.wrong_password",
                "{name} with \"{wrong}\""
            );
        }
    }
}

#[test]
fn a_file_without_a_checksum_opens() {
    let Some(pki) = pki() else { return };
    for options in [&["-nomac"][..], &["-nomac", "-legacy"]] {
        let file = export(pki, PASSWORD, options);
        assert!(open(&file, PASSWORD).is_ok());
        let wrong = open(&file, "wrong").unwrap_err();
        assert_eq!(wrong.code(), "credential.wrong_password");
    }
}

#[test]
fn passwords_may_be_danish_or_empty() {
    let Some(pki) = pki() else { return };
    for password in ["blåbærgrød på Læsø", "", "€ og 😀"] {
        for options in [&[][..], &["-legacy"]] {
            let file = export(pki, password, options);
            assert!(open(&file, password).is_ok(), "{password} {options:?}");
        }
    }
}

#[test]
fn a_danish_password_as_old_openssl_spelled_it_opens() {
    let Some(pki) = pki() else { return };
    // Versions before 1.1.0 took each byte of the UTF-8 for a letter.
    let widened: String = "blåbær".bytes().map(char::from).collect();
    let file = export(pki, &widened, &["-legacy"]);
    assert!(open(&file, "blåbær").is_ok());
}

#[test]
fn a_damaged_file_is_told_from_a_wrong_password() {
    let Some(pki) = pki() else { return };
    let file = export(pki, PASSWORD, &[]);
    for length in (0..file.len()).step_by(61) {
        let error = open(&file[..length], PASSWORD).unwrap_err();
        let expected = if length == 0 {
            "credential.wrong_format"
        } else {
            "credential.damaged"
        };
        assert_eq!(error.code(), expected, "cut at {length}: {error}");
    }
    // The checksum stands at the end, with its salt and rounds.
    let mut altered = file.clone();
    let at = altered.len() - 30;
    altered[at] ^= 1;
    assert_eq!(open(&altered, PASSWORD).unwrap_err().code(), "credential.damaged");
    assert_eq!(
        open(&altered, "wrong").unwrap_err().code(),
        "credential.wrong_password"
    );
}

#[test]
fn no_damage_makes_a_panic_or_a_credential_of_another_key() {
    let Some(pki) = pki() else { return };
    let right = pki.organisation.credential();
    for options in [&[][..], &["-nomac", "-certpbe", "NONE", "-keypbe", "NONE"]] {
        let file = export(pki, PASSWORD, options);
        for at in (0..file.len()).step_by(if options.is_empty() { 211 } else { 29 }) {
            for flip in [0x01, 0xFF] {
                let mut altered = file.clone();
                altered[at] ^= flip;
                if let Ok(credential) = open(&altered, PASSWORD) {
                    assert!(
                        right.signer().sign_rsa_sha256(b"x") == credential.signer().sign_rsa_sha256(b"x")
                    );
                }
            }
        }
    }
}

#[test]
fn other_files_are_named() {
    let Some(pki) = pki() else { return };
    let certificate = Certificate::from_pem_or_der(&pki.organisation.certificate).unwrap();
    let folder = Folder::new();
    pki.organisation.put_into(&folder, "party");
    let key = folder.openssl(&[
        "pkcs8",
        "-topk8",
        "-nocrypt",
        "-in",
        "party.key",
        "-outform",
        "DER",
    ]);
    for (file, found) in [
        (&b""[..], "an empty file"),
        (b"\xFE\xED\xFE\xED\0\0\0\x02", "Java keystore"),
        (&pki.organisation.certificate, "PEM"),
        (certificate[0].der(), "certificate without its key"),
        (&key, "private key"),
        (b"<html>", "something else"),
    ] {
        let error = open(file, PASSWORD).unwrap_err();
        assert!(error.to_string().contains(found), "{error}");
    }
}

#[test]
fn a_file_without_key_or_certificate_says_so() {
    let Some(pki) = pki() else { return };
    assert_eq!(
        open(&export(pki, PASSWORD, &["-nokeys"]), PASSWORD).unwrap_err(),
        CredentialError::NoKey
    );
    assert_eq!(
        open(&export(pki, PASSWORD, &["-nocerts"]), PASSWORD).unwrap_err(),
        CredentialError::NoCertificate
    );
}

/// The parts (`ContentInfo`) of a file without a checksum.
fn parts(file: &[u8]) -> Vec<Vec<u8>> {
    let mut pfx = Der::new(file).sequence().unwrap();
    pfx.small_integer().unwrap();
    let mut content = pfx.sequence().unwrap();
    content.element().unwrap();
    let safes = Der::new(content.take(0xA0).unwrap()).take(0x04).unwrap();
    let mut safes = Der::new(safes).sequence().unwrap();
    let mut parts = Vec::new();
    while let Some(part) = safes.element() {
        parts.push(part.encoded.to_vec());
    }
    parts
}

fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    let shortest = length.iter().position(|&byte| byte != 0).unwrap_or(3);
    let mut bytes = vec![tag];
    if content.len() > 0x7F {
        bytes.push(0x80 | (4 - shortest) as u8);
    }
    bytes.extend(&length[shortest..]);
    bytes.extend(content);
    bytes
}

/// A file without a checksum made of these parts.
fn assemble(parts: &[Vec<u8>]) -> Vec<u8> {
    let data = [6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 1];
    let safes = tlv(0xA0, &tlv(0x04, &tlv(SEQUENCE, &parts.concat())));
    let content = tlv(SEQUENCE, &[&data[..], &safes].concat());
    tlv(SEQUENCE, &[&[2, 1, 3][..], &content].concat())
}

#[test]
fn of_several_keys_one_is_chosen_by_its_name() {
    let Some(pki) = pki() else { return };
    let named = |party: &Party, name: &str| {
        export_party(party, &party.certificate, PASSWORD, &["-nomac", "-name", name])
    };
    let both = assemble(
        &[
            parts(&named(&pki.organisation, "Lægehuset 2025")),
            parts(&named(&pki.renewed, "Lægehuset 2028")),
        ]
        .concat(),
    );
    let error = open(&both, PASSWORD).unwrap_err();
    assert_eq!(error.code(), "credential.several_keys");
    assert!(
        error
            .to_string()
            .contains("\"Lægehuset 2025\", \"Lægehuset 2028\""),
        "{error}"
    );
    let by_name = |name| Credential::from_pkcs12_named(&both, &PASSWORD.into(), name);
    for (name, party) in [
        ("Lægehuset 2025", &pki.organisation),
        ("Lægehuset 2028", &pki.renewed),
    ] {
        assert_eq!(
            by_name(name).unwrap().certificate(),
            party.credential().certificate()
        );
    }
    assert_eq!(by_name("lægehuset").unwrap_err().code(), "credential.no_such_key");
}

#[test]
fn a_key_without_its_own_certificate_is_refused() {
    let Some(pki) = pki() else { return };
    let certificates = export_party(
        &pki.organisation,
        &pki.organisation.certificate,
        PASSWORD,
        &["-nomac", "-nokeys"],
    );
    let key = export_party(
        &pki.renewed,
        &pki.renewed.certificate,
        PASSWORD,
        &["-nomac", "-nocerts"],
    );
    let error = open(&assemble(&[parts(&certificates), parts(&key)].concat()), PASSWORD).unwrap_err();
    assert_eq!(error.code(), "credential.key_mismatch");
}

/// A file made of these parts, with a checksum by PBKDF2 as RFC 9579 lays it out.
fn assemble_with_pbmac1(parts: &[Vec<u8>], password: &str) -> Vec<u8> {
    const PBMAC1: &[u8] = &[6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 5, 0x0E];
    const PBKDF2: &[u8] = &[6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 5, 0x0C];
    const HMAC_SHA256: &[u8] = &[6, 8, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 2, 9, 5, 0];
    let mut key = [0; 32];
    let rounds = std::num::NonZeroU32::new(2048).unwrap();
    ring::pbkdf2::derive(
        ring::pbkdf2::PBKDF2_HMAC_SHA256,
        rounds,
        b"saltsalt",
        password.as_bytes(),
        &mut key,
    );
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, &key);
    let value = ring::hmac::sign(&key, &tlv(SEQUENCE, &parts.concat()));
    let sequence = |parts: &[&[u8]]| tlv(SEQUENCE, &parts.concat());
    let hmac = sequence(&[HMAC_SHA256]);
    let parameters = sequence(&[&tlv(4, b"saltsalt"), &[2, 2, 8, 0], &[2, 1, 32], &hmac]);
    let pbmac1 = sequence(&[PBMAC1, &sequence(&[&sequence(&[PBKDF2, &parameters]), &hmac])]);
    let mac = sequence(&[
        &sequence(&[&pbmac1, &tlv(4, value.as_ref())]),
        &tlv(4, b"unused"),
        &[2, 1, 1],
    ]);
    let file = assemble(parts);
    let content = Der::new(&file).take(SEQUENCE).unwrap();
    sequence(&[content, &mac])
}

#[test]
fn a_checksum_by_pbkdf2_is_understood() {
    let Some(pki) = pki() else { return };
    let file = assemble_with_pbmac1(&parts(&export(pki, PASSWORD, &["-nomac"])), PASSWORD);
    assert!(open(&file, PASSWORD).is_ok());
    assert_eq!(
        open(&file, "test1234").unwrap_err().code(),
        "credential.wrong_password"
    );
}

/// Writes DER as Bouncy Castle and NSS write PKCS#12: open lengths, octet strings in pieces.
fn to_ber(der: &[u8]) -> Vec<u8> {
    let mut input = Der::new(der);
    let mut output = Vec::new();
    while let Some(element) = input.element() {
        let pieces = |tag: u8| {
            let pieces = element.content.chunks(100).flat_map(|piece| tlv(0x04, piece));
            [&[tag, 0x80][..], &pieces.collect::<Vec<_>>(), &[0, 0]].concat()
        };
        output.extend(match element.tag {
            0x04 => pieces(0x24),
            0x80 => pieces(0xA0),
            tag if tag & 0x20 != 0 => [&[tag, 0x80][..], &to_ber(element.content), &[0, 0]].concat(),
            _ => element.encoded.to_vec(),
        });
    }
    output
}

#[test]
fn files_in_ber_open() {
    let Some(pki) = pki() else { return };
    for options in [
        &[][..],
        &["-legacy"],
        &["-nomac", "-certpbe", "NONE", "-keypbe", "NONE"],
    ] {
        let file = export(pki, PASSWORD, options);
        let ber = to_ber(&file);
        assert!(ber.len() > file.len());
        let credential = open(&ber, PASSWORD).unwrap_or_else(|error| panic!("{options:?}: {error}"));
        assert_eq!(credential.chain().len(), 3);
        assert_eq!(
            open(&ber[..ber.len() - 1], PASSWORD).unwrap_err().code(),
            "credential.damaged"
        );
    }
    // Every layer in BER, where no checksum binds the bytes.
    let inner: Vec<_> = parts(&export(pki, PASSWORD, &["-nomac"]))
        .iter()
        .map(|part| to_ber(part))
        .collect();
    assert!(open(&to_ber(&assemble(&inner)), PASSWORD).is_ok());
}

#[test]
fn a_hostile_number_of_rounds_is_refused_at_once() {
    let Some(pki) = pki() else { return };
    let mut file = export(pki, PASSWORD, &["-iter", "65537", "-macalg", "sha256"]);
    let rounds = [2, 3, 1, 0, 1];
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&file[at..], &rounds) {
        file[at + found + 2] = 0x7F;
        at += found + rounds.len();
    }
    assert!(at > 0);
    let error = open(&file, PASSWORD).unwrap_err();
    assert_eq!(error.code(), "credential.unsupported_encryption", "{error}");
}
