//! The checksum over a PKCS#12 file (RFC 7292, section 4): an HMAC whose key comes from the password.

use ring::{digest, hmac};

use super::super::encryption::{Password, Purpose, derive};
use super::{CredentialError, FILE, LAYOUT, damaged};
use crate::dgws::der::{self, Der, OBJECT_IDENTIFIER, OCTET_STRING};

/// 2.16.840.1.101.3.4.2: SHA-256 is 1, SHA-384 2, SHA-512 3.
const SHA2: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02];
/// 1.3.14.3.2.26
const SHA1: &[u8] = &[0x2B, 0x0E, 0x03, 0x02, 0x1A];

pub(super) struct Mac<'a> {
    digest: &'static digest::Algorithm,
    hmac: hmac::Algorithm,
    value: &'a [u8],
    salt: &'a [u8],
    iterations: u32,
}

impl<'a> Mac<'a> {
    /// Reads the content of `MacData`.
    pub(super) fn read(mut data: Der<'a>) -> Result<Self, CredentialError> {
        let parts = (|| {
            let mut info = data.sequence()?;
            let algorithm = info.sequence()?.take(OBJECT_IDENTIFIER)?;
            let value = info.take(OCTET_STRING)?;
            let salt = data.take(OCTET_STRING)?;
            let iterations = match data.is_empty() {
                true => 1,
                false => data.small_integer()?,
            };
            Some((algorithm, value, salt, iterations))
        })();
        let (algorithm, value, salt, iterations) = parts.ok_or(damaged(LAYOUT))?;
        let (digest, hmac) = match algorithm.strip_prefix(SHA2) {
            Some([1]) => (&digest::SHA256, hmac::HMAC_SHA256),
            Some([2]) => (&digest::SHA384, hmac::HMAC_SHA384),
            Some([3]) => (&digest::SHA512, hmac::HMAC_SHA512),
            _ if algorithm == SHA1 => (
                &digest::SHA1_FOR_LEGACY_USE_ONLY,
                hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
            ),
            _ => {
                return Err(CredentialError::UnsupportedEncryption {
                    algorithm: format!("of the checksum, {},", der::dotted(algorithm)),
                });
            }
        };
        Ok(Self {
            digest,
            hmac,
            value,
            salt,
            iterations,
        })
    }

    /// Whether it is the checksum of `content` under this password.
    pub(super) fn matches(&self, content: &[u8], password: &Password<'_>) -> Result<bool, CredentialError> {
        let key = derive(
            self.digest,
            &password.for_pkcs12(),
            self.salt,
            self.iterations,
            Purpose::Mac,
            self.digest.output_len(),
        );
        let key = key.map_err(|error| error.into_error(FILE))?;
        let key = hmac::Key::new(self.hmac, &key);
        Ok(hmac::verify(&key, content, self.value).is_ok())
    }
}
