//! PKCS#12 files (RFC 7292): the certificates and keys of a `.p12` or `.pfx` file.
//!
//! Read by hand rather than by a crate: those that read old and new files wipe nothing that they decrypt and rest on
//! unreleased versions of others. Here keys and passwords are wiped from memory, a wrong
//! password is told from a damaged file, and the BER of Bouncy Castle, NSS and Windows is understood.

mod bags;
mod ber;
mod mac;

use zeroize::Zeroizing;

pub(super) use self::bags::Contents;
use self::mac::Mac;
use super::certificate::Certificate;
use super::encryption::{self, Password, Spelling};
use super::error::CredentialError;
use super::pem;
use super::secret::Secret;
use crate::dgws::der::{Der, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE};

const EXPLICIT_0: u8 = 0xA0;
const IMPLICIT_0: u8 = 0x80;

/// 1.2.840.113549.1.7: data is 1, signedData 2, envelopedData 3, encryptedData 6.
const PKCS7: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07];
const DATA: [u8; 1] = [1];
const ENCRYPTED_DATA: [u8; 1] = [6];

/// What a wrong password does not open.
const FILE: &str = "the PKCS#12 file";

/// Opens a file.
pub(super) fn open(file: &[u8], password: &Secret) -> Result<Contents, CredentialError> {
    check_kind(file)?;
    let der = ber::to_der(file).ok_or(damaged("it is cut short or not a PKCS#12 file"))?;
    let envelope = Envelope::read(&der)?;
    let Some(mac) = envelope.mac else {
        return Safes::new(&Password::new(password, Spelling::Utf16), false).read(envelope.safes);
    };
    for password in Password::spellings(password) {
        if mac.matches(envelope.safes, &password)? {
            return Safes::new(&password, true).read(envelope.safes);
        }
    }
    // The checksum fails for a wrong password and for a damaged file alike. With a wrong password, nothing decrypts.
    match Safes::new(&Password::new(password, Spelling::Utf16), false).read(envelope.safes) {
        Ok(contents) if contents.was_decrypted => Err(damaged("its checksum does not match its content")),
        _ => Err(CredentialError::WrongPassword { what: FILE }),
    }
}

/// Names the files that people mistake for PKCS#12.
fn check_kind(file: &[u8]) -> Result<(), CredentialError> {
    let wrong = |found| Err(CredentialError::WrongFormat { found });
    match file {
        [] => wrong("an empty file"),
        [0xFE, 0xED, 0xFE, 0xED, ..] => wrong("a Java keystore (JKS)"),
        [0xCE, 0xCE, 0xCE, 0xCE, ..] => wrong("a Java keystore (JCEKS)"),
        _ if pem::is_pem(file) => wrong("a PEM text"),
        _ if Certificate::from_der(file).is_ok() => wrong("a certificate without its key"),
        [0x30, ..] => Ok(()),
        _ => wrong("something else"),
    }
}

/// The outermost layer.
struct Envelope<'a> {
    /// `AuthenticatedSafe`, over which the checksum goes.
    safes: &'a [u8],
    mac: Option<Mac<'a>>,
}

impl<'a> Envelope<'a> {
    fn read(file: &'a [u8]) -> Result<Self, CredentialError> {
        let mut pfx = Der::new(file).sequence().ok_or(damaged(LAYOUT))?;
        if pfx.small_integer() != Some(3) {
            return Err(CredentialError::WrongFormat {
                found: "something else, perhaps a private key without its certificate",
            });
        }
        let parts = (|| {
            let mut content = pfx.sequence()?;
            let kind = content.take(OBJECT_IDENTIFIER)?;
            let content = Der::new(content.take(EXPLICIT_0)?);
            let mac = pfx.optional(SEQUENCE)?;
            Some((kind, content, mac))
        })();
        let (kind, mut content, mac) = parts.ok_or(damaged(LAYOUT))?;
        if kind.strip_prefix(PKCS7) != Some(&DATA) {
            return Err(by_certificate());
        }
        Ok(Self {
            safes: content.take(OCTET_STRING).ok_or(damaged(LAYOUT))?,
            mac: mac.map(|mac| Mac::read(Der::new(mac))).transpose()?,
        })
    }
}

const LAYOUT: &str = "its layout is not that of PKCS#12";

fn damaged(problem: &'static str) -> CredentialError {
    CredentialError::Damaged { what: FILE, problem }
}

/// The parts inside the envelope.
struct Safes<'a> {
    password: &'a Password<'a>,
    /// Whether a checksum proved the password right; without it, what decrypts to nonsense was a wrong one.
    is_proved: bool,
}

impl<'a> Safes<'a> {
    fn new(password: &'a Password<'a>, is_proved: bool) -> Self {
        Self { password, is_proved }
    }

    /// Reads `AuthenticatedSafe`: a sequence of encrypted and plain parts.
    fn read(&self, safes: &[u8]) -> Result<Contents, CredentialError> {
        let safes = ber::to_der(safes).ok_or(damaged(LAYOUT))?;
        let mut safes = Der::new(&safes).sequence().ok_or(damaged(LAYOUT))?;
        let mut contents = Contents::default();
        while !safes.is_empty() {
            let parts = (|| {
                let mut safe = safes.sequence()?;
                let kind = safe.take(OBJECT_IDENTIFIER)?;
                Some((kind, Der::new(safe.take(EXPLICIT_0)?)))
            })();
            let (kind, mut content) = parts.ok_or(damaged(LAYOUT))?;
            if kind.strip_prefix(PKCS7) == Some(&DATA) {
                let bags = content.take(OCTET_STRING).ok_or(damaged(LAYOUT))?;
                contents.read(bags, self.password)?;
            } else if kind.strip_prefix(PKCS7) == Some(&ENCRYPTED_DATA) {
                let bags = decrypt_safe(content, self.password)?;
                contents.was_decrypted = true;
                contents.read(&bags, self.password).map_err(|error| match error {
                    CredentialError::Damaged { .. } if !self.is_proved => {
                        CredentialError::WrongPassword { what: FILE }
                    }
                    error => error,
                })?;
            } else {
                return Err(by_certificate());
            }
        }
        Ok(contents)
    }
}

/// PKCS#12 can be protected by public keys instead of a password; no tool of note does.
fn by_certificate() -> CredentialError {
    CredentialError::UnsupportedEncryption {
        algorithm: "by certificate instead of password".into(),
    }
}

/// Reads and decrypts `EncryptedData` (RFC 5652, section 8).
fn decrypt_safe(
    mut content: Der<'_>,
    password: &Password<'_>,
) -> Result<Zeroizing<Vec<u8>>, CredentialError> {
    let parts = (|| {
        let mut encrypted = content.sequence()?;
        encrypted.small_integer()?;
        let mut info = encrypted.sequence()?;
        info.take(OBJECT_IDENTIFIER)?;
        let algorithm = info.sequence()?;
        Some((algorithm, info.element()?))
    })();
    let (algorithm, data) = parts.ok_or(damaged(LAYOUT))?;
    let joined;
    let data = match data.tag {
        IMPLICIT_0 => data.content,
        // In BER, the string comes in pieces, and the tag hides that it is a string.
        EXPLICIT_0 => {
            joined = join(Der::new(data.content)).ok_or(damaged(LAYOUT))?;
            &joined
        }
        _ => return Err(damaged(LAYOUT)),
    };
    encryption::decrypt(algorithm, data, password).map_err(|error| error.into_error(FILE))
}

fn join(mut pieces: Der<'_>) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    while !pieces.is_empty() {
        joined.extend_from_slice(pieces.take(OCTET_STRING)?);
    }
    Some(joined)
}
