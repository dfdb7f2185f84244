//! The older encryptions of PKCS#12 (RFC 7292, appendices B and C): a key derivation of their own, with triple DES or
//! RC2.

use aes::cipher::InnerIvInit;
use ring::digest::{self, Algorithm, Context};
use zeroize::Zeroizing;

use super::{DecryptError, MOST_ITERATIONS, Password, cbc, keyed};
use crate::dgws::der::{Der, OCTET_STRING};

/// What a derived key is for: the diversifier of RFC 7292, appendix B.3.
#[derive(Clone, Copy)]
pub(in super::super) enum Purpose {
    Encryption = 1,
    InitializationVector = 2,
    Mac = 3,
}

#[derive(Clone, Copy)]
pub(super) enum Method {
    TripleDes3Key,
    TripleDes2Key,
    Rc2 { bits: usize },
}

/// 1.2.840.113549.1.12.1
const PKCS12_PBE: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x0C, 0x01];

impl Method {
    pub(super) fn find(oid: &[u8]) -> Option<Self> {
        match oid.strip_prefix(PKCS12_PBE)? {
            [3] => Some(Self::TripleDes3Key),
            [4] => Some(Self::TripleDes2Key),
            [5] => Some(Self::Rc2 { bits: 128 }),
            [6] => Some(Self::Rc2 { bits: 40 }),
            // 1 and 2 are RC4, which no tool of note writes.
            _ => None,
        }
    }

    fn key_bytes(self) -> usize {
        match self {
            Self::TripleDes3Key => 24,
            Self::TripleDes2Key => 16,
            Self::Rc2 { bits } => bits / 8,
        }
    }
}

pub(super) fn decrypt(
    method: Method,
    mut algorithm: Der<'_>,
    data: &[u8],
    password: &Password<'_>,
) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
    let parameters = algorithm.sequence().and_then(|mut parameters| {
        let salt = parameters.take(OCTET_STRING)?;
        Some((salt, parameters.small_integer()?))
    });
    let (salt, iterations) = parameters.ok_or(DecryptError::Malformed)?;
    let password = password.for_pkcs12();
    let sha1 = &digest::SHA1_FOR_LEGACY_USE_ONLY;
    let derive = |purpose, length| derive(sha1, &password, salt, iterations, purpose, length);
    let mut key = derive(Purpose::Encryption, method.key_bytes())?;
    let iv = derive(Purpose::InitializationVector, 8)?;
    match method {
        Method::TripleDes2Key => {
            key.extend_from_within(..8);
            cbc(keyed::<cbc::Decryptor<des::TdesEde3>>(&key, &iv)?, data)
        }
        Method::TripleDes3Key => cbc(keyed::<cbc::Decryptor<des::TdesEde3>>(&key, &iv)?, data),
        Method::Rc2 { bits } => {
            let cipher = rc2::Rc2::new_with_eff_key_len(&key, bits);
            let decryptor = cbc::Decryptor::inner_iv_slice_init(cipher, &iv);
            cbc(decryptor.map_err(|_| DecryptError::Malformed)?, data)
        }
    }
}

/// Derives `length` bytes (RFC 7292, appendix B.2).
pub(in super::super) fn derive(
    algorithm: &'static Algorithm,
    password: &[u8],
    salt: &[u8],
    iterations: u32,
    purpose: Purpose,
    length: usize,
) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
    if iterations == 0 {
        return Err(DecryptError::Malformed);
    }
    if iterations > MOST_ITERATIONS {
        return Err(DecryptError::Unsupported(format!(
            "PKCS#12 with {iterations} rounds"
        )));
    }
    let block = algorithm.block_len();
    let filled = |bytes: &[u8]| bytes.len().div_ceil(block) * block;
    let mut mixed = Zeroizing::new(Vec::with_capacity(filled(salt) + filled(password)));
    mixed.extend(salt.iter().cycle().take(filled(salt)));
    mixed.extend(password.iter().cycle().take(filled(password)));

    // Room for the last, whole digest, so that no key bytes stay behind in memory that was outgrown.
    let mut derived = Zeroizing::new(Vec::with_capacity(length + algorithm.output_len()));
    loop {
        let mut first = Context::new(algorithm);
        first.update(&vec![purpose as u8; block]);
        first.update(&mixed);
        let mut round = first.finish();
        for _ in 1..iterations {
            round = digest::digest(algorithm, round.as_ref());
        }
        derived.extend_from_slice(round.as_ref());
        if derived.len() >= length {
            derived.truncate(length);
            return Ok(derived);
        }
        for part in mixed.chunks_exact_mut(block) {
            add(part, round.as_ref());
        }
    }
}

/// `part` + `digest` repeated to the same length + 1, as big-endian numbers; what overflows is dropped.
fn add(part: &mut [u8], digest: &[u8]) {
    let mut carry = 1;
    for (at, byte) in part.iter_mut().enumerate().rev() {
        let sum = u16::from(*byte) + u16::from(digest[at % digest.len()]) + carry;
        *byte = sum.to_be_bytes()[1];
        carry = sum >> 8;
    }
}
