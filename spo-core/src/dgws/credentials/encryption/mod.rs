//! Decrypting with a password, as PKCS#12 files and encrypted PKCS#8 keys need it.

mod pbes1;
mod pbes2;

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockDecryptMut, KeyIvInit};
use zeroize::Zeroizing;

use super::error::CredentialError;
use super::secret::Secret;
use crate::dgws::der::{self, Der, OBJECT_IDENTIFIER};

pub(super) use self::pbes1::{Purpose, derive};
pub(super) use self::pbes2::{Derivation, HMAC};

/// More rounds than any tool writes; a hostile file must not keep a processor busy for hours.
const MOST_ITERATIONS: u32 = 5_000_000;

/// A password together with the way a file turned it into bytes.
pub(super) struct Password<'a> {
    secret: &'a Secret,
    spelling: Spelling,
}

/// How PKCS#12 files made by various tools spell the password for the key derivation of PKCS#12.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// UTF-16 with an end mark, as the standard says (RFC 7292, appendix B.1).
    Utf16,
    /// Each byte of the UTF-8 text as one unit: OpenSSL before 1.1.0 with letters beyond ASCII.
    WidenedBytes,
    /// Nothing at all, not even the end mark, for an empty password: some Windows versions.
    Absent,
}

impl<'a> Password<'a> {
    pub(super) fn new(secret: &'a Secret, spelling: Spelling) -> Self {
        Self { secret, spelling }
    }

    /// The spellings that differ for this password, the standard's first.
    pub(super) fn spellings(secret: &'a Secret) -> impl Iterator<Item = Self> {
        let text = secret.expose();
        let other = if text.is_empty() {
            Some(Spelling::Absent)
        } else if text.is_ascii() {
            None
        } else {
            Some(Spelling::WidenedBytes)
        };
        [Some(Spelling::Utf16), other]
            .into_iter()
            .flatten()
            .map(move |spelling| Self::new(secret, spelling))
    }

    /// For the key derivation of PKCS#12.
    pub(super) fn for_pkcs12(&self) -> Zeroizing<Vec<u8>> {
        let text = self.secret.expose();
        // Reserved whole: a text has at most as many UTF-16 units as bytes.
        let mut bytes = Zeroizing::new(Vec::with_capacity(2 * text.len() + 2));
        match self.spelling {
            Spelling::Utf16 => bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
            Spelling::WidenedBytes => bytes.extend(text.bytes().flat_map(|byte| [0, byte])),
            Spelling::Absent => return bytes,
        }
        bytes.extend([0, 0]);
        bytes
    }

    /// For PBKDF2, which takes the text's UTF-8.
    fn for_pbkdf2(&self) -> &[u8] {
        self.secret.expose().as_bytes()
    }
}

/// Why something could not be decrypted.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum DecryptError {
    /// The password is wrong, or the bytes are damaged.
    Refused,
    /// The parameters are not what their method demands.
    Malformed,
    /// The method, named or as a dotted identifier.
    Unsupported(String),
}

impl DecryptError {
    /// The same in the terms of a credential: `what` was locked.
    pub(super) fn into_error(self, what: &'static str) -> CredentialError {
        match self {
            Self::Refused => CredentialError::WrongPassword { what },
            Self::Malformed => CredentialError::Damaged {
                what,
                problem: "the parameters of its encryption make no sense",
            },
            Self::Unsupported(algorithm) => CredentialError::UnsupportedEncryption { algorithm },
        }
    }
}

/// Decrypts `data` by the method in `algorithm` (the content of an `AlgorithmIdentifier`).
pub(super) fn decrypt(
    mut algorithm: Der<'_>,
    data: &[u8],
    password: &Password<'_>,
) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
    let method = algorithm.take(OBJECT_IDENTIFIER).ok_or(DecryptError::Malformed)?;
    if method == pbes2::PBES2 {
        return pbes2::decrypt(algorithm, data, password);
    }
    match pbes1::Method::find(method) {
        Some(method) => pbes1::decrypt(method, algorithm, data, password),
        None => Err(DecryptError::Unsupported(der::dotted(method))),
    }
}

/// Decrypts an `EncryptedPrivateKeyInfo` (PKCS#8).
pub(super) fn decrypt_key(bytes: &[u8], password: &Password<'_>) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
    let mut info = Der::new(bytes).sequence().ok_or(DecryptError::Malformed)?;
    let algorithm = info.sequence().ok_or(DecryptError::Malformed)?;
    let data = info.take(der::OCTET_STRING).ok_or(DecryptError::Malformed)?;
    decrypt(algorithm, data, password)
}

fn cbc<C>(cipher: C, data: &[u8]) -> Result<Zeroizing<Vec<u8>>, DecryptError>
where
    C: BlockDecryptMut,
{
    let mut buffer = Zeroizing::new(data.to_vec());
    let length = cipher
        .decrypt_padded_mut::<Pkcs7>(&mut buffer)
        .map_err(|_| DecryptError::Refused)?
        .len();
    buffer.truncate(length);
    Ok(buffer)
}

fn keyed<C: KeyIvInit>(key: &[u8], iv: &[u8]) -> Result<C, DecryptError> {
    C::new_from_slices(key, iv).map_err(|_| DecryptError::Malformed)
}
