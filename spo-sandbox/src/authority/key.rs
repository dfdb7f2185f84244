//! The keys of test certificates.

use std::sync::{Arc, OnceLock};

use rcgen::{KeyPair, PKCS_RSA_SHA256};
use rsa::RsaPrivateKey;
use rsa::pkcs8::{EncodePrivateKey, LineEnding};
use rsa::rand_core::OsRng;
use spo_core::Error;

use super::issue::cannot_be_made;

/// Bits of a key: fewer than the 3072 of OCES3, because a test waits for them.
const BITS: usize = 2048;

/// An RSA key that is made when it is first needed. Clones are the same key.
///
/// `rsa` finds the primes, which `ring` cannot; everything that is done with a key is done by `ring`.
#[derive(Clone, Default)]
pub(super) struct TestKey(Arc<OnceLock<String>>);

impl TestKey {
    /// The key, PKCS#8 in PEM.
    pub(super) fn pem(&self) -> Result<&str, Error> {
        if let Some(pem) = self.0.get() {
            return Ok(pem);
        }
        let made = RsaPrivateKey::new(&mut OsRng, BITS).map_err(cannot_be_made)?;
        let pem = made.to_pkcs8_pem(LineEnding::LF).map_err(cannot_be_made)?;
        Ok(self.0.get_or_init(|| pem.to_string()))
    }

    /// The key for a certificate.
    pub(super) fn pair(&self) -> Result<KeyPair, Error> {
        KeyPair::from_pkcs8_pem_and_sign_algo(self.pem()?, &PKCS_RSA_SHA256).map_err(cannot_be_made)
    }
}

impl std::fmt::Debug for TestKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TestKey").finish_non_exhaustive()
    }
}
