//! What a signature must be like to be believed.

use super::algorithm::{DigestAlgorithm, SignatureAlgorithm};
use super::error::SignatureError;
use super::profile::Profile;

/// Which signatures are accepted: where they stand, and on which algorithms they rest.
///
/// Every policy demands RSA with a key of 2048 bits or more, one reference to the element that carries the signature,
/// and SHA-256. What an issuer still signs with SHA-1 must be accepted by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    pub(super) profile: Profile,
    sha1: bool,
}

impl Policy {
    /// SHA-256 only.
    pub const fn new(profile: Profile) -> Self {
        Self { profile, sha1: false }
    }

    /// For identity cards that the token service (STS) issued: it signs with rsa-sha1 to this day, so SHA-1 is accepted.
    ///
    /// Only for use with a judgement of the certificate that accepts token services and nobody else.
    pub const ISSUED_ID_CARD: Self = Self::new(Profile::IdCard).accepting_sha1();

    /// The same, with SHA-1 accepted as well. Who can make two documents with the same SHA-1 digest can move a signature
    /// from one to the other, so this is for issuers who compose what they sign, and who cannot do better.
    #[must_use]
    pub const fn accepting_sha1(mut self) -> Self {
        self.sha1 = true;
        self
    }

    pub(super) fn signature_algorithm(self, uri: &str) -> Result<SignatureAlgorithm, SignatureError> {
        match SignatureAlgorithm::from_uri(uri) {
            None => Err(SignatureError::Algorithm("signature method")),
            Some(SignatureAlgorithm::RsaSha1) if !self.sha1 => Err(SignatureError::Sha1),
            Some(algorithm) => Ok(algorithm),
        }
    }

    pub(super) fn digest_algorithm(self, uri: &str) -> Result<DigestAlgorithm, SignatureError> {
        match DigestAlgorithm::from_uri(uri) {
            None => Err(SignatureError::Algorithm("digest method")),
            Some(DigestAlgorithm::Sha1) if !self.sha1 => Err(SignatureError::Sha1),
            Some(algorithm) => Ok(algorithm),
        }
    }
}
