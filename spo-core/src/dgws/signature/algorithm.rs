//! The algorithms of XML signatures in use, by the names they have there.

use ring::digest::{self, Digest, SHA1_FOR_LEGACY_USE_ONLY, SHA256};
use ring::signature::{
    RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY, RSA_PKCS1_2048_8192_SHA256, RsaParameters,
    UnparsedPublicKey,
};

use super::error::SignatureError;

/// Exclusive XML Canonicalization 1.0 without comments, as canonicalisation method and as transform.
pub(super) const EXCLUSIVE_C14N: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
/// The transform that leaves out the signature itself.
pub(super) const ENVELOPED_SIGNATURE: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

/// The transform that puts a security token in the place of the reference to it (WS-Security 1.0, section 8.3).
pub(super) const STR_TRANSFORM: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#STR-Transform";

/// How the signature value was made: RSASSA-PKCS1-v1_5 over a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureAlgorithm {
    /// rsa-sha1: what the token service still signs with. SHA-1 no longer withstands collisions.
    RsaSha1,
    /// rsa-sha256: what everything else signs with.
    RsaSha256,
}

impl SignatureAlgorithm {
    /// The one that `uri` names in an `Algorithm` attribute.
    pub fn from_uri(uri: &str) -> Option<Self> {
        [Self::RsaSha1, Self::RsaSha256]
            .into_iter()
            .find(|algorithm| algorithm.uri() == uri)
    }

    /// Its name in an `Algorithm` attribute.
    pub const fn uri(self) -> &'static str {
        match self {
            Self::RsaSha1 => "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
            Self::RsaSha256 => "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        }
    }

    /// Whether `signature` over `bytes` was made with the key that `public_key` (`RSAPublicKey`, DER) belongs to.
    pub(super) fn is_made_with(self, public_key: &[u8], bytes: &[u8], signature: &[u8]) -> bool {
        let parameters: &'static RsaParameters = match self {
            Self::RsaSha1 => &RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY,
            Self::RsaSha256 => &RSA_PKCS1_2048_8192_SHA256,
        };
        UnparsedPublicKey::new(parameters, public_key)
            .verify(bytes, signature)
            .is_ok()
    }
}

/// Which algorithms are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Algorithms {
    sha1: bool,
}

impl Algorithms {
    /// RSA with SHA-256, and nothing else.
    pub const SHA256: Self = Self { sha1: false };

    /// SHA-1 as well. Who can make two documents with the same SHA-1 digest can move a signature from one to the other,
    /// so this is for signers who compose what they sign, and who cannot do better: the token service, to this day.
    pub const SHA256_OR_SHA1: Self = Self { sha1: true };

    pub(super) fn signature(self, uri: &str) -> Result<SignatureAlgorithm, SignatureError> {
        match SignatureAlgorithm::from_uri(uri) {
            None => Err(SignatureError::Algorithm("signature method")),
            Some(SignatureAlgorithm::RsaSha1) if !self.sha1 => Err(SignatureError::Sha1),
            Some(algorithm) => Ok(algorithm),
        }
    }

    pub(super) fn digest(self, uri: &str) -> Result<DigestAlgorithm, SignatureError> {
        match DigestAlgorithm::from_uri(uri) {
            None => Err(SignatureError::Algorithm("digest method")),
            Some(DigestAlgorithm::Sha1) if !self.sha1 => Err(SignatureError::Sha1),
            Some(algorithm) => Ok(algorithm),
        }
    }
}

/// How the signed content was digested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DigestAlgorithm {
    Sha1,
    Sha256,
}

impl DigestAlgorithm {
    pub(super) fn from_uri(uri: &str) -> Option<Self> {
        [Self::Sha1, Self::Sha256]
            .into_iter()
            .find(|algorithm| algorithm.uri() == uri)
    }

    pub(super) const fn uri(self) -> &'static str {
        match self {
            Self::Sha1 => "http://www.w3.org/2000/09/xmldsig#sha1",
            Self::Sha256 => "http://www.w3.org/2001/04/xmlenc#sha256",
        }
    }

    pub(super) fn digest(self, bytes: &[u8]) -> Digest {
        match self {
            Self::Sha1 => digest::digest(&SHA1_FOR_LEGACY_USE_ONLY, bytes),
            Self::Sha256 => digest::digest(&SHA256, bytes),
        }
    }
}
