//! The public key inside a signer's certificate. Whether the certificate is to be trusted is asked elsewhere.

use std::ops::RangeInclusive;

use crate::dgws::x509::{Parts, PublicKey};

/// The lengths of keys that are accepted, in bits.
const BITS: RangeInclusive<u32> = 2048..=8192;

/// The `RSAPublicKey` (PKCS#1, DER) of a certificate in DER. `None` when the bytes are not a certificate, or its key is not
/// RSA of an accepted length.
pub(super) fn rsa_public_key(certificate: &[u8]) -> Option<Vec<u8>> {
    match Parts::read(certificate)?.public_key {
        PublicKey::Rsa { der, bits } if BITS.contains(&bits) => Some(der),
        _ => None,
    }
}
