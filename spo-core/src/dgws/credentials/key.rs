//! From the bytes of a private key to something that signs.

use std::sync::Arc;

use super::error::CredentialError;
use crate::dgws::der::{self, Der, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING};
use crate::dgws::signature::RsaKey;
use crate::dgws::x509::bit_length;

const RSA_ENCRYPTION: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01];

/// Key types that a file may hold and that cannot be used, by object identifier.
const OTHER_KEYS: [(&[u8], &str); 4] = [
    (&[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01], "EC"),
    (&[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0A], "RSA-PSS"),
    (&[0x2B, 0x65, 0x70], "Ed25519"),
    (&[0x2A, 0x86, 0x48, 0xCE, 0x38, 0x04, 0x01], "DSA"),
];

/// Shorter keys cannot be trusted.
pub(super) const BITS_MIN: u32 = 2048;
/// Longer keys cannot sign here; a host's own key may be longer.
const BITS_MAX: u32 = 4096;

/// A key that was checked.
pub(super) struct PrivateKey {
    pub(super) rsa: Arc<RsaKey>,
    /// The same key as TLS uses it. The bytes themselves are not kept.
    #[cfg(feature = "http")]
    pub(super) tls: Arc<dyn rustls::sign::SigningKey>,
}

impl PrivateKey {
    /// Reads PKCS#8 `PrivateKeyInfo`. Attributes after the key, as Windows writes them, are passed over.
    pub(super) fn from_pkcs8(bytes: &[u8]) -> Result<Self, CredentialError> {
        let mut info = Der::new(bytes).sequence().ok_or(damaged(UNREADABLE))?;
        let parts = (|| {
            info.small_integer()?;
            let algorithm = info.sequence()?.take(OBJECT_IDENTIFIER)?;
            Some((algorithm, info.take(OCTET_STRING)?))
        })();
        let (algorithm, key) = parts.ok_or(damaged(UNREADABLE))?;
        if algorithm != RSA_ENCRYPTION {
            let name = OTHER_KEYS.iter().find(|(oid, _)| *oid == algorithm);
            return Err(CredentialError::UnsupportedKey {
                algorithm: name.map_or_else(|| der::dotted(algorithm), |(_, name)| (*name).to_owned()),
            });
        }
        Self::from_pkcs1(key)
    }

    /// Reads PKCS#1 `RSAPrivateKey`.
    pub(super) fn from_pkcs1(bytes: &[u8]) -> Result<Self, CredentialError> {
        let modulus = Der::new(bytes).sequence().and_then(|mut key| {
            key.small_integer()?;
            key.take(INTEGER)
        });
        let bits = bit_length(modulus.ok_or(damaged(UNREADABLE))?);
        if !(BITS_MIN..=BITS_MAX).contains(&bits) {
            return Err(CredentialError::KeySize { bits });
        }
        Ok(Self {
            rsa: Arc::new(RsaKey::from_der(bytes).map_err(|_| damaged(CONTRADICTORY))?),
            #[cfg(feature = "http")]
            tls: super::tls::signing_key(bytes).ok_or(damaged(CONTRADICTORY))?,
        })
    }
}

const UNREADABLE: &str = "it is neither PKCS#8 nor PKCS#1 in DER";
const CONTRADICTORY: &str = "its numbers do not belong together";

const fn damaged(problem: &'static str) -> CredentialError {
    CredentialError::Damaged {
        what: "the private key",
        problem,
    }
}
