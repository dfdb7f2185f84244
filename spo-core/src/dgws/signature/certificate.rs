//! The public key inside an X.509 certificate. Whether the certificate is to be trusted is asked elsewhere.

use std::ops::RangeInclusive;

use super::super::der::{BIT_STRING, Der, INTEGER, OBJECT_IDENTIFIER};

/// The context tag of the version in a certificate.
const VERSION: u8 = 0xA0;

/// 1.2.840.113549.1.1.1, rsaEncryption (RFC 8017, appendix C).
const RSA_ENCRYPTION: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01];

/// The lengths of keys that are accepted, in bits.
const BITS: RangeInclusive<usize> = 2048..=8192;

/// The `RSAPublicKey` (PKCS#1, DER) of a certificate in DER (RFC 5280, section 4.1). `None` when the bytes are not a
/// certificate, or its key is not RSA of an accepted length.
pub(super) fn rsa_public_key(certificate: &[u8]) -> Option<&[u8]> {
    let mut outer = Der::new(certificate);
    let mut tbs = outer.sequence()?.sequence()?;
    if !outer.is_empty() {
        return None;
    }
    if tbs.peek() == Some(VERSION) {
        tbs.take(VERSION)?;
    }
    tbs.take(INTEGER)?;
    // Signature algorithm, issuer, validity, subject.
    for _ in 0..4 {
        tbs.sequence()?;
    }
    let mut key_info = tbs.sequence()?;
    let algorithm = key_info.sequence()?.take(OBJECT_IDENTIFIER)?;
    let key = key_info.take(BIT_STRING)?;
    match key.split_first() {
        Some((0, key)) if algorithm == RSA_ENCRYPTION && BITS.contains(&bits(key)?) => Some(key),
        _ => None,
    }
}

/// The length of the modulus of an `RSAPublicKey`.
fn bits(key: &[u8]) -> Option<usize> {
    let modulus = Der::new(key).sequence()?.take(INTEGER)?;
    let zeros = modulus.iter().take_while(|&&byte| byte == 0).count();
    let first = modulus.get(zeros)?;
    Some((modulus.len() - zeros) * 8 - first.leading_zeros() as usize)
}
