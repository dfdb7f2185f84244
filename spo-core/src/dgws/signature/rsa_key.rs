//! A private RSA key in memory.

use std::fmt;

use ring::rand::SystemRandom;
use ring::rsa::KeyPair;
use ring::signature::RSA_PKCS1_SHA256;

use super::super::der::{Der, INTEGER, SEQUENCE};
use super::certificate::rsa_public_key;
use super::signer::{SignError, Signer};

/// A private RSA key of 2048 to 4096 bits, held in memory. OCES3 keys have 3072 bits.
///
/// The key is absent from `Debug`, and nothing gives it back. The bytes it was read from stay the caller's to wipe. The
/// memory of the key itself is the cryptographic library's (`ring`), which does not wipe it when the value is dropped:
/// where that is not acceptable, keep the key in an HSM and implement [`Signer`].
pub struct RsaKey {
    pair: KeyPair,
}

impl RsaKey {
    /// The shortest modulus that is accepted.
    const FEWEST_BITS: usize = 2048;

    /// Reads an unencrypted private key in DER: PKCS#8 `PrivateKeyInfo` or PKCS#1 `RSAPrivateKey`.
    ///
    /// # Errors
    /// [`SignError::Key`], when it is neither, when it is not an RSA key, or when its numbers do not belong together;
    /// [`SignError::WeakKey`], when it is shorter than 2048 bits.
    pub fn from_der(der: &[u8]) -> Result<Self, SignError> {
        let pair = match kind_of(der) {
            Some(SEQUENCE) => KeyPair::from_pkcs8(der),
            Some(INTEGER) => KeyPair::from_der(der),
            _ => return Err(SignError::Key("it is neither PKCS#8 nor PKCS#1 in DER".into())),
        };
        let pair = pair.map_err(|rejected| match rejected.to_string().as_str() {
            "TooSmall" => SignError::WeakKey,
            "WrongAlgorithm" => SignError::Key("it is not an RSA key".into()),
            "TooLarge" => SignError::Key("it is longer than 4096 bits".into()),
            reason => SignError::Key(format!("its numbers do not belong together ({reason})").into()),
        })?;
        match pair.public().modulus_len() * 8 < Self::FEWEST_BITS {
            true => Err(SignError::WeakKey),
            false => Ok(Self { pair }),
        }
    }

    /// The length of the modulus in bits, rounded up to whole bytes.
    pub fn bits(&self) -> usize {
        self.pair.public().modulus_len() * 8
    }

    /// Whether `certificate` (X.509, DER) is made out to this key.
    pub fn belongs_to(&self, certificate: &[u8]) -> bool {
        rsa_public_key(certificate).is_some_and(|key| key == self.pair.public().as_ref())
    }
}

impl Signer for RsaKey {
    fn sign_rsa_sha256(&self, bytes: &[u8]) -> Result<Vec<u8>, SignError> {
        let mut signature = vec![0; self.pair.public().modulus_len()];
        self.pair
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), bytes, &mut signature)
            .map_err(|_| SignError::Key("the signature could not be computed".into()))?;
        Ok(signature)
    }
}

impl fmt::Debug for RsaKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RsaKey")
            .field("bits", &self.bits())
            .finish_non_exhaustive()
    }
}

/// The tag behind the version: a SEQUENCE (the algorithm) in PKCS#8, an INTEGER (the modulus) in PKCS#1.
fn kind_of(der: &[u8]) -> Option<u8> {
    let mut key = Der::new(der).sequence()?;
    key.take(INTEGER)?;
    key.peek()
}
