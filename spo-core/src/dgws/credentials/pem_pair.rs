//! Private keys in PEM.

use super::error::CredentialError;
use super::key::PrivateKey;
use super::pem::{self, Section};
use super::secret::Secret;

/// The first private key in a PEM text.
pub(super) fn private_key(text: &[u8], password: Option<&Secret>) -> Result<PrivateKey, CredentialError> {
    for section in pem::sections(text) {
        let section = section?;
        if section.has_legacy_encryption() {
            return Err(CredentialError::UnsupportedEncryption {
                algorithm: "of old OpenSSL versions (Proc-Type: 4,ENCRYPTED)".into(),
            });
        }
        match section.label {
            "PRIVATE KEY" => return PrivateKey::from_pkcs8(&section.content()?),
            "RSA PRIVATE KEY" => return PrivateKey::from_pkcs1(&section.content()?),
            "ENCRYPTED PRIVATE KEY" => return encrypted(&section, password),
            "EC PRIVATE KEY" => return Err(unsupported("EC")),
            "DSA PRIVATE KEY" => return Err(unsupported("DSA")),
            "OPENSSH PRIVATE KEY" => return Err(unsupported("OpenSSH")),
            _ => {}
        }
    }
    Err(CredentialError::NoKey)
}

#[cfg(feature = "pkcs12")]
fn encrypted(section: &Section<'_>, password: Option<&Secret>) -> Result<PrivateKey, CredentialError> {
    use super::encryption::{self, Password};

    const WHAT: &str = "the private key";
    let password = password.ok_or(CredentialError::PasswordMissing)?;
    let content = section.content()?;
    for password in Password::spellings(password) {
        match encryption::decrypt_key(&content, &password) {
            // A wrong password can, once in some hundred, decrypt to something; never to a key.
            Ok(key) => match PrivateKey::from_pkcs8(&key) {
                Err(CredentialError::Damaged { .. }) => {}
                outcome => return outcome,
            },
            Err(encryption::DecryptError::Refused) => {}
            Err(error) => return Err(error.into_error(WHAT)),
        }
    }
    Err(CredentialError::WrongPassword { what: WHAT })
}

#[cfg(not(feature = "pkcs12"))]
fn encrypted(_: &Section<'_>, _: Option<&Secret>) -> Result<PrivateKey, CredentialError> {
    Err(CredentialError::UnsupportedEncryption {
        algorithm: "of PKCS#8 (the feature pkcs12 is switched off)".into(),
    })
}

fn unsupported(algorithm: &str) -> CredentialError {
    CredentialError::UnsupportedKey {
        algorithm: algorithm.to_owned(),
    }
}
