//! The checksum over a PKCS#12 file: an HMAC whose key comes from the password, in the way of PKCS#12 itself (RFC 7292,
//! section 4) or by PBKDF2 (PBMAC1, RFC 9579), as tools in FIPS mode write it.

use ring::{digest, hmac};
use zeroize::Zeroizing;

use super::super::encryption::{DecryptError, Derivation, HMAC, Password, Purpose, derive};
use super::{CredentialError, FILE, LAYOUT, damaged};
use crate::dgws::der::{self, Der, OBJECT_IDENTIFIER, OCTET_STRING};

/// 2.16.840.1.101.3.4.2: SHA-256 is 1, SHA-384 2, SHA-512 3.
const SHA2: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02];
/// 1.3.14.3.2.26
const SHA1: &[u8] = &[0x2B, 0x0E, 0x03, 0x02, 0x1A];
/// 1.2.840.113549.1.5.14
const PBMAC1: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05, 0x0E];

pub(super) struct Mac<'a> {
    hmac: hmac::Algorithm,
    key: Key<'a>,
    value: &'a [u8],
}

enum Key<'a> {
    Pkcs12 {
        digest: &'static digest::Algorithm,
        salt: &'a [u8],
        iterations: u32,
    },
    Pbkdf2 {
        derivation: Derivation<'a>,
        length: usize,
    },
}

impl<'a> Mac<'a> {
    /// Reads the content of `MacData`.
    pub(super) fn read(mut data: Der<'a>) -> Result<Self, CredentialError> {
        let parts = (|| {
            let mut info = data.sequence()?;
            let mut algorithm = info.sequence()?;
            let method = algorithm.take(OBJECT_IDENTIFIER)?;
            let value = info.take(OCTET_STRING)?;
            let salt = data.take(OCTET_STRING)?;
            let iterations = match data.is_empty() {
                true => 1,
                false => data.small_integer()?,
            };
            Some((method, algorithm, value, salt, iterations))
        })();
        let (method, algorithm, value, salt, iterations) = parts.ok_or(damaged(LAYOUT))?;
        if method == PBMAC1 {
            return Self::read_pbmac1(algorithm, value).map_err(|error| error.into_error(FILE));
        }
        let (digest, hmac) = match method.strip_prefix(SHA2) {
            Some([1]) => (&digest::SHA256, hmac::HMAC_SHA256),
            Some([2]) => (&digest::SHA384, hmac::HMAC_SHA384),
            Some([3]) => (&digest::SHA512, hmac::HMAC_SHA512),
            _ if method == SHA1 => (
                &digest::SHA1_FOR_LEGACY_USE_ONLY,
                hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
            ),
            _ => return Err(unsupported(method).into_error(FILE)),
        };
        let key = Key::Pkcs12 {
            digest,
            salt,
            iterations,
        };
        Ok(Self { hmac, key, value })
    }

    /// Salt and rounds stand inside the method, and those beside it mean nothing.
    fn read_pbmac1(mut algorithm: Der<'a>, value: &'a [u8]) -> Result<Self, DecryptError> {
        let parts = (|| {
            let mut parameters = algorithm.sequence()?;
            let derivation = parameters.sequence()?;
            Some((derivation, parameters.sequence()?.take(OBJECT_IDENTIFIER)?))
        })();
        let (derivation, scheme) = parts.ok_or(DecryptError::Malformed)?;
        let derivation = Derivation::read(derivation)?;
        let hmac = match scheme.strip_prefix(HMAC) {
            Some([9]) => hmac::HMAC_SHA256,
            Some([10]) => hmac::HMAC_SHA384,
            Some([11]) => hmac::HMAC_SHA512,
            _ => return Err(unsupported(scheme)),
        };
        // A key shorter than this would make the checksum easy to guess (RFC 9579, section 5).
        let length = derivation.key_length.filter(|length| (20..=64).contains(length));
        let length = length.ok_or(DecryptError::Malformed)? as usize;
        Ok(Self {
            hmac,
            key: Key::Pbkdf2 { derivation, length },
            value,
        })
    }

    /// Whether it is the checksum of `content` under this password.
    pub(super) fn matches(&self, content: &[u8], password: &Password<'_>) -> Result<bool, CredentialError> {
        let key = self
            .derive_key(password)
            .map_err(|error| error.into_error(FILE))?;
        let key = hmac::Key::new(self.hmac, &key);
        Ok(hmac::verify(&key, content, self.value).is_ok())
    }

    fn derive_key(&self, password: &Password<'_>) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
        match &self.key {
            Key::Pkcs12 {
                digest,
                salt,
                iterations,
            } => derive(
                digest,
                &password.for_pkcs12(),
                salt,
                *iterations,
                Purpose::Mac,
                digest.output_len(),
            ),
            Key::Pbkdf2 { derivation, length } => Ok(derivation.derive(password, *length)),
        }
    }
}

fn unsupported(method: &[u8]) -> DecryptError {
    DecryptError::Unsupported(format!("of the checksum, {},", der::dotted(method)))
}
