//! PBES2 (RFC 8018, section 6.2): PBKDF2 with AES, and with triple DES as older tools wrote it.

use std::num::NonZeroU32;

use ring::pbkdf2;
use zeroize::Zeroizing;

use super::{DecryptError, MOST_ITERATIONS, Password, cbc, keyed};
use crate::dgws::der::{self, Der, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE};

/// 1.2.840.113549.1.5.13
pub(super) const PBES2: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05, 0x0D];
/// 1.2.840.113549.1.5.12
const PBKDF2: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05, 0x0C];
/// 1.2.840.113549.2: hmacWithSHA1 is 7, SHA256 9, SHA384 10, SHA512 11.
pub(in super::super) const HMAC: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x02];
/// 1.2.840.113549.3.7
const TRIPLE_DES_CBC: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x03, 0x07];
/// 2.16.840.1.101.3.4.1: CBC with 128 bits is 2, 192 bits 22, 256 bits 42.
const AES: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01];

#[derive(Clone, Copy)]
enum Cipher {
    Aes128,
    Aes192,
    Aes256,
    TripleDes,
}

impl Cipher {
    fn find(oid: &[u8]) -> Option<Self> {
        match oid.strip_prefix(AES) {
            Some([2]) => Some(Self::Aes128),
            Some([22]) => Some(Self::Aes192),
            Some([42]) => Some(Self::Aes256),
            _ => (oid == TRIPLE_DES_CBC).then_some(Self::TripleDes),
        }
    }

    fn key_bytes(self) -> usize {
        match self {
            Self::Aes128 => 16,
            Self::Aes192 | Self::TripleDes => 24,
            Self::Aes256 => 32,
        }
    }
}

/// The derivation of a key by PBKDF2 (RFC 8018, appendix A.2).
pub(in super::super) struct Derivation<'a> {
    salt: &'a [u8],
    iterations: NonZeroU32,
    function: pbkdf2::Algorithm,
    /// In bytes, where it is written down.
    pub(in super::super) key_length: Option<u32>,
}

impl<'a> Derivation<'a> {
    /// Reads the content of an `AlgorithmIdentifier`.
    pub(in super::super) fn read(mut algorithm: Der<'a>) -> Result<Self, DecryptError> {
        let method = algorithm.take(OBJECT_IDENTIFIER).ok_or(DecryptError::Malformed)?;
        if method != PBKDF2 {
            return Err(DecryptError::Unsupported(der::dotted(method)));
        }
        let parts = (|| {
            let mut parameters = algorithm.sequence()?;
            let salt = parameters.take(OCTET_STRING)?;
            let iterations = parameters.small_integer()?;
            let key_length = match parameters.peek() {
                Some(INTEGER) => Some(parameters.small_integer()?),
                _ => None,
            };
            let function = match parameters.optional(SEQUENCE)? {
                Some(function) => Some(Der::new(function).take(OBJECT_IDENTIFIER)?),
                None => None,
            };
            Some((salt, iterations, key_length, function))
        })();
        let (salt, iterations, key_length, function) = parts.ok_or(DecryptError::Malformed)?;
        if iterations > MOST_ITERATIONS {
            return Err(DecryptError::Unsupported(format!(
                "PBKDF2 with {iterations} rounds"
            )));
        }
        let function = match function.map(|oid| (oid, oid.strip_prefix(HMAC))) {
            None | Some((_, Some([7]))) => pbkdf2::PBKDF2_HMAC_SHA1,
            Some((_, Some([9]))) => pbkdf2::PBKDF2_HMAC_SHA256,
            Some((_, Some([10]))) => pbkdf2::PBKDF2_HMAC_SHA384,
            Some((_, Some([11]))) => pbkdf2::PBKDF2_HMAC_SHA512,
            Some((oid, _)) => return Err(DecryptError::Unsupported(der::dotted(oid))),
        };
        Ok(Self {
            salt,
            iterations: NonZeroU32::new(iterations).ok_or(DecryptError::Malformed)?,
            function,
            key_length,
        })
    }

    pub(in super::super) fn derive(&self, password: &Password<'_>, length: usize) -> Zeroizing<Vec<u8>> {
        let mut key = Zeroizing::new(vec![0; length]);
        let password = password.for_pbkdf2();
        pbkdf2::derive(self.function, self.iterations, self.salt, password, &mut key);
        key
    }
}

pub(super) fn decrypt(
    mut algorithm: Der<'_>,
    data: &[u8],
    password: &Password<'_>,
) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
    let parts = (|| {
        let mut parameters = algorithm.sequence()?;
        let derivation = parameters.sequence()?;
        let mut encryption = parameters.sequence()?;
        let cipher = encryption.take(OBJECT_IDENTIFIER)?;
        Some((derivation, cipher, encryption.optional(OCTET_STRING)?))
    })();
    let (derivation, cipher, iv) = parts.ok_or(DecryptError::Malformed)?;
    let derivation = Derivation::read(derivation)?;
    let cipher = Cipher::find(cipher).ok_or_else(|| DecryptError::Unsupported(der::dotted(cipher)))?;
    let iv = iv.ok_or(DecryptError::Malformed)?;
    let key = derivation.derive(password, cipher.key_bytes());
    match cipher {
        Cipher::Aes128 => cbc(keyed::<cbc::Decryptor<aes::Aes128>>(&key, iv)?, data),
        Cipher::Aes192 => cbc(keyed::<cbc::Decryptor<aes::Aes192>>(&key, iv)?, data),
        Cipher::Aes256 => cbc(keyed::<cbc::Decryptor<aes::Aes256>>(&key, iv)?, data),
        Cipher::TripleDes => cbc(keyed::<cbc::Decryptor<des::TdesEde3>>(&key, iv)?, data),
    }
}
