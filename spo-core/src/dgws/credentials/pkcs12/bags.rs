//! The bags (`SafeBag`, RFC 7292, section 4.2) that hold keys and certificates.

use zeroize::Zeroizing;

use super::super::encryption::{self, Password};
use super::{Certificate, CredentialError, EXPLICIT_0, LAYOUT, ber, damaged};
use crate::dgws::der::{Der, OBJECT_IDENTIFIER, OCTET_STRING, SET};
use crate::dgws::x509::text;

/// 1.2.840.113549.1.12.10.1
const BAG: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x0C, 0x0A, 0x01];
const KEY: [u8; 1] = [1];
const ENCRYPTED_KEY: [u8; 1] = [2];
const CERTIFICATE: [u8; 1] = [3];
const NESTED: [u8; 1] = [6];

/// 1.2.840.113549.1.9: friendlyName is 20, localKeyId 21, x509Certificate 22.1.
const PKCS9: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09];
const FRIENDLY_NAME: [u8; 1] = [20];
const LOCAL_KEY_ID: [u8; 1] = [21];
const X509_CERTIFICATE: [u8; 2] = [22, 1];

/// What a wrong password does not open, when the file itself opened.
const PRIVATE_KEY: &str = "the private key in the PKCS#12 file";

/// Deeper than any file nests its bags.
const DEEPEST: u32 = 4;

/// Everything of use in a file.
#[derive(Default)]
pub(in super::super) struct Contents {
    pub(in super::super) keys: Vec<Key>,
    pub(in super::super) certificates: Vec<Certificate>,
    /// The friendly names that certificates give to keys, by local key id.
    certificate_names: Vec<(Vec<u8>, String)>,
    /// Whether something was encrypted, and the password opened it.
    pub(super) was_decrypted: bool,
}

pub(in super::super) struct Key {
    pub(in super::super) pkcs8: Zeroizing<Vec<u8>>,
    name: Option<String>,
    local_key_id: Option<Vec<u8>>,
}

/// Whether the bytes begin as a `PrivateKeyInfo` (RFC 5958) does: a sequence that starts with version 0 or 1.
fn is_private_key_info(bytes: &[u8]) -> bool {
    let version = Der::new(bytes)
        .sequence()
        .and_then(|mut info| info.small_integer());
    matches!(version, Some(0 | 1))
}

impl Contents {
    /// The friendly name of a key: its own, or that of its certificate.
    pub(in super::super) fn name_of<'a>(&'a self, key: &'a Key) -> Option<&'a str> {
        let of_certificate = || {
            let id = key.local_key_id.as_ref()?;
            let mut names = self.certificate_names.iter();
            names
                .find(|(named, _)| named == id)
                .map(|(_, name)| name.as_str())
        };
        key.name.as_deref().or_else(of_certificate)
    }

    /// Reads `SafeContents`.
    pub(super) fn read(&mut self, bags: &[u8], password: &Password<'_>) -> Result<(), CredentialError> {
        let bags = ber::to_der(bags).ok_or(damaged(LAYOUT))?;
        self.read_bags(Der::new(&bags), password, DEEPEST)
    }

    fn read_bags(
        &mut self,
        mut contents: Der<'_>,
        password: &Password<'_>,
        depth: u32,
    ) -> Result<(), CredentialError> {
        let depth = depth.checked_sub(1).ok_or(damaged(LAYOUT))?;
        let mut bags = contents.sequence().ok_or(damaged(LAYOUT))?;
        while !bags.is_empty() {
            let parts = (|| {
                let mut bag = bags.sequence()?;
                let kind = bag.take(OBJECT_IDENTIFIER)?;
                let value = bag.take(EXPLICIT_0)?;
                let attributes = Attributes::read(bag.optional(SET)?.unwrap_or_default())?;
                Some((kind, value, attributes))
            })();
            let (kind, value, attributes) = parts.ok_or(damaged(LAYOUT))?;
            match kind.strip_prefix(BAG).and_then(|kind| kind.try_into().ok()) {
                Some(KEY) => self.add_key(Zeroizing::new(value.to_vec()), attributes)?,
                Some(ENCRYPTED_KEY) => {
                    let key = encryption::decrypt_key(value, password)
                        .map_err(|error| error.into_error(PRIVATE_KEY))?;
                    // One wrong password in 256 leaves a padding that looks right; what it opens is no key.
                    if !is_private_key_info(&key) {
                        return Err(CredentialError::WrongPassword { what: PRIVATE_KEY });
                    }
                    self.was_decrypted = true;
                    self.add_key(key, attributes)?;
                }
                Some(CERTIFICATE) => self.add_certificate(value, attributes)?,
                Some(NESTED) => self.read_bags(Der::new(value), password, depth)?,
                // Revocation lists, and secrets that are neither key nor certificate.
                _ => {}
            }
        }
        Ok(())
    }

    fn add_key(&mut self, pkcs8: Zeroizing<Vec<u8>>, attributes: Attributes) -> Result<(), CredentialError> {
        self.keys.push(Key {
            pkcs8: ber::to_der(&pkcs8).ok_or(damaged("its private key is not PKCS#8"))?,
            name: attributes.friendly_name,
            local_key_id: attributes.local_key_id,
        });
        Ok(())
    }

    fn add_certificate(&mut self, value: &[u8], attributes: Attributes) -> Result<(), CredentialError> {
        let parts = (|| {
            let mut bag = Der::new(value).sequence()?;
            let kind = bag.take(OBJECT_IDENTIFIER)?;
            Some((kind, Der::new(bag.take(EXPLICIT_0)?).take(OCTET_STRING)?))
        })();
        let (kind, certificate) = parts.ok_or(damaged(LAYOUT))?;
        if kind.strip_prefix(PKCS9) != Some(&X509_CERTIFICATE) {
            return Ok(());
        }
        self.certificates.push(Certificate::from_der(certificate)?);
        if let (Some(id), Some(name)) = (attributes.local_key_id, attributes.friendly_name) {
            self.certificate_names.push((id, name));
        }
        Ok(())
    }
}

#[derive(Default)]
struct Attributes {
    friendly_name: Option<String>,
    local_key_id: Option<Vec<u8>>,
}

impl Attributes {
    fn read(set: &[u8]) -> Option<Self> {
        let mut set = Der::new(set);
        let mut attributes = Self::default();
        while !set.is_empty() {
            let mut attribute = set.sequence()?;
            let kind = attribute.take(OBJECT_IDENTIFIER)?;
            let mut values = Der::new(attribute.take(SET)?);
            let Some(value) = values.element() else { continue };
            match kind.strip_prefix(PKCS9).and_then(|kind| kind.try_into().ok()) {
                Some(FRIENDLY_NAME) => attributes.friendly_name = text(value.tag, value.content),
                Some(LOCAL_KEY_ID) => attributes.local_key_id = Some(value.content.to_vec()),
                _ => {}
            }
        }
        Some(attributes)
    }
}
