//! PBES2 (RFC 8018, section 6.2): PBKDF2 with AES, and with triple DES as older tools wrote it.

use std::num::NonZeroU32;

use ring::pbkdf2;
use zeroize::Zeroizing;

use super::{DecryptError, MOST_ITERATIONS, Password, cbc, keyed};
use crate::dgws::der::{self, Der, OBJECT_IDENTIFIER, OCTET_STRING};

/// 1.2.840.113549.1.5.13
pub(super) const PBES2: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05, 0x0D];
/// 1.2.840.113549.1.5.12
const PBKDF2: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05, 0x0C];
/// 1.2.840.113549.2: hmacWithSHA1 is 7, SHA256 9, SHA384 10, SHA512 11.
const HMAC: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x02];
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

struct Parameters<'a> {
    salt: &'a [u8],
    iterations: u32,
    /// The content of the `AlgorithmIdentifier` of the pseudo-random function; absent means HMAC with SHA-1.
    function: Option<Der<'a>>,
    cipher: &'a [u8],
    iv: &'a [u8],
}

impl<'a> Parameters<'a> {
    fn read(mut algorithm: Der<'a>) -> Result<Self, DecryptError> {
        let parts = (|| {
            let mut parameters = algorithm.sequence()?;
            Some((parameters.sequence()?, parameters.sequence()?))
        })();
        let (mut derivation, mut encryption) = parts.ok_or(DecryptError::Malformed)?;
        let kdf = derivation
            .take(OBJECT_IDENTIFIER)
            .ok_or(DecryptError::Malformed)?;
        if kdf != PBKDF2 {
            return Err(DecryptError::Unsupported(der::dotted(kdf)));
        }
        let parts = (|| {
            let mut pbkdf2 = derivation.sequence()?;
            let salt = pbkdf2.take(OCTET_STRING)?;
            let iterations = pbkdf2.small_integer()?;
            // The length of the key follows from the cipher.
            pbkdf2.optional(der::INTEGER)?;
            let function = pbkdf2.optional(der::SEQUENCE)?.map(Der::new);
            let cipher = encryption.take(OBJECT_IDENTIFIER)?;
            Some((salt, iterations, function, cipher))
        })();
        let (salt, iterations, function, cipher) = parts.ok_or(DecryptError::Malformed)?;
        Ok(Self {
            salt,
            iterations,
            function,
            cipher,
            iv: encryption.optional(OCTET_STRING).flatten().unwrap_or_default(),
        })
    }

    fn function(&self) -> Result<pbkdf2::Algorithm, DecryptError> {
        let Some(mut function) = self.function else {
            return Ok(pbkdf2::PBKDF2_HMAC_SHA1);
        };
        let oid = function.take(OBJECT_IDENTIFIER).ok_or(DecryptError::Malformed)?;
        match oid.strip_prefix(HMAC) {
            Some([7]) => Ok(pbkdf2::PBKDF2_HMAC_SHA1),
            Some([9]) => Ok(pbkdf2::PBKDF2_HMAC_SHA256),
            Some([10]) => Ok(pbkdf2::PBKDF2_HMAC_SHA384),
            Some([11]) => Ok(pbkdf2::PBKDF2_HMAC_SHA512),
            _ => Err(DecryptError::Unsupported(der::dotted(oid))),
        }
    }
}

pub(super) fn decrypt(
    algorithm: Der<'_>,
    data: &[u8],
    password: &Password<'_>,
) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
    let parameters = Parameters::read(algorithm)?;
    let function = parameters.function()?;
    let cipher = Cipher::find(parameters.cipher)
        .ok_or_else(|| DecryptError::Unsupported(der::dotted(parameters.cipher)))?;
    if parameters.iterations > MOST_ITERATIONS {
        return Err(DecryptError::Unsupported(format!(
            "PBKDF2 with {} rounds",
            parameters.iterations
        )));
    }
    let iterations = NonZeroU32::new(parameters.iterations).ok_or(DecryptError::Malformed)?;
    let mut key = Zeroizing::new(vec![0; cipher.key_bytes()]);
    pbkdf2::derive(
        function,
        iterations,
        parameters.salt,
        password.for_pbes2(),
        &mut key,
    );
    match cipher {
        Cipher::Aes128 => cbc(keyed::<cbc::Decryptor<aes::Aes128>>(&key, parameters.iv)?, data),
        Cipher::Aes192 => cbc(keyed::<cbc::Decryptor<aes::Aes192>>(&key, parameters.iv)?, data),
        Cipher::Aes256 => cbc(keyed::<cbc::Decryptor<aes::Aes256>>(&key, parameters.iv)?, data),
        Cipher::TripleDes => cbc(keyed::<cbc::Decryptor<des::TdesEde3>>(&key, parameters.iv)?, data),
    }
}
