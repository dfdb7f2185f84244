//! What the signature of an assertion must be like to be believed.

use super::algorithm::Algorithms;
use super::profile::Profile;

/// Which signatures are accepted: where they stand, and on which algorithms they rest.
///
/// Every policy demands RSA with a key of 2048 bits or more, one reference to the element that carries the signature,
/// and SHA-256. What an issuer still signs with SHA-1 must be accepted by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    pub(super) profile: Profile,
    pub(super) algorithms: Algorithms,
}

impl Policy {
    /// SHA-256 only.
    pub const fn new(profile: Profile) -> Self {
        Self {
            profile,
            algorithms: Algorithms::SHA256,
        }
    }

    /// For identity cards that the token service (STS) issued: it signs with rsa-sha1 to this day, so SHA-1 is accepted.
    ///
    /// Only for use with a judgement of the certificate that accepts token services and nobody else.
    pub const ISSUED_ID_CARD: Self = Self::new(Profile::IdCard).accepting_sha1();

    /// The same for another kind of assertion.
    #[must_use]
    pub const fn with_profile(mut self, profile: Profile) -> Self {
        self.profile = profile;
        self
    }

    /// The same, with SHA-1 accepted as well; see [`Algorithms::SHA256_OR_SHA1`].
    #[must_use]
    pub const fn accepting_sha1(mut self) -> Self {
        self.algorithms = Algorithms::SHA256_OR_SHA1;
        self
    }
}
