//! Keys and passwords are never shown.

use super::super::*;
use super::pki::{Folder, pki};

const PASSWORD: &str = "hemmelig-kode-1234";

/// Pieces of the key in the notations in which a careless message could show them.
fn pieces(key_pem: &[u8]) -> Vec<String> {
    let text = String::from_utf8(key_pem.to_vec()).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('-'));
    lines.map(|line| line[..line.len().min(24)].to_owned()).collect()
}

#[test]
fn nothing_shows_a_key_or_a_password() {
    let Some(pki) = pki() else { return };
    let party = &pki.organisation;
    let secret = Secret::new(PASSWORD);
    let credential = party.credential();
    let slot = CredentialSlot::new(credential.clone());
    let mut shown = format!(
        "{secret:?} {credential:?} {slot:#?} {:?}",
        credential.certificate()
    );

    let folder = Folder::new();
    party.put_into(&folder, "party");
    let pass = format!("pass:{PASSWORD}");
    let encrypted = folder.openssl(&["pkcs8", "-topk8", "-in", "party.key", "-passout", &pass]);
    let damaged = party.key[..party.key.len() - 60].to_vec();
    let mut altered = party.key.clone();
    altered[900] = b'!';
    for (key, password) in [
        (&encrypted, Some(&secret)),
        (&encrypted, Some(&Secret::new("another"))),
        (&damaged, Some(&secret)),
        (&altered, Some(&secret)),
        (&pki.renewed.key, Some(&secret)),
        (&party.certificate, None),
    ] {
        match Credential::from_pem(&party.certificate, key, password) {
            Ok(credential) => shown.push_str(&format!("{credential:?}")),
            Err(error) => {
                shown.push_str(&format!("{error} {error:?}"));
                let error = crate::Error::from(error);
                shown.push_str(&format!("{error} {error:?}"));
            }
        }
    }
    #[cfg(feature = "pkcs12")]
    {
        folder.openssl(&[
            "pkcs12",
            "-export",
            "-inkey",
            "party.key",
            "-in",
            "party.pem",
            "-out",
            "file",
            "-passout",
            &pass,
        ]);
        let file = folder.get("file");
        for (file, password) in [(&file[..], "another"), (&file[..file.len() / 2], PASSWORD)] {
            let error = Credential::from_pkcs12(file, &Secret::new(password)).unwrap_err();
            shown.push_str(&format!(
                "{error} {error:?} {:?}",
                crate::Error::from(error.clone())
            ));
        }
    }
    #[cfg(feature = "http")]
    {
        let builder = crate::transport::HttpTransport::builder().client_credential(slot.clone());
        shown.push_str(&format!("{builder:?} {:?}", builder.clone().build().unwrap()));
    }
    assert!(!shown.contains(PASSWORD) && !shown.contains("another"), "{shown}");
    for piece in pieces(&party.key).iter().chain(&pieces(&pki.renewed.key)) {
        assert!(!shown.contains(piece), "{piece} in {shown}");
    }
    assert!(shown.contains("Lægehusets bookingsystem"));
}

#[test]
fn a_password_is_read_from_a_configuration_and_not_shown() {
    let secret: Secret = serde_json::from_str("\"kode\"").unwrap();
    assert_eq!(secret.expose(), "kode");
    assert_eq!(format!("{secret:?}"), "Secret(***)");
}
