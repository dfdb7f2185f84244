//! Whose signature makes a card.

use chrono::{DateTime, Utc};
use ring::digest::{self, SHA256};

use crate::dgws::credentials::{Certificate, CredentialError, Distrust, Trust};
use crate::dgws::signature::{Policy, Profile};

/// Whose signature on an identity card is believed, and with which algorithms: the explicit policy of every verification.
///
/// The token service's certificate has the same issuer as everybody else's, so trusting that issuer alone would let every
/// holder of a certificate issue cards. Trust is therefore given to the token service's own certificates, or to an issuer
/// together with the name of the token service.
#[derive(Debug, Clone)]
pub struct CardTrust {
    trust: Trust,
    policy: Policy,
    /// Required of certificates that are trusted through their issuer.
    common_name: Option<String>,
    /// Tells one trust from another.
    fingerprint: [u8; 32],
}

impl CardTrust {
    /// Trusts cards of a token service: `certificates` are its own. It still signs with rsa-sha1, so SHA-1 is accepted.
    ///
    /// # Errors
    /// [`CredentialError::NoCertificate`] when there is none; [`CredentialError::Damaged`] when one of them is an issuer's,
    /// which would let anybody it knows issue cards.
    pub fn token_service(certificates: Vec<Certificate>) -> Result<Self, CredentialError> {
        if certificates.iter().any(Certificate::is_ca) {
            return Err(CredentialError::Damaged {
                what: "a trusted certificate of the token service",
                problem: "it is an issuer's, which needs the token service's name beside it",
            });
        }
        Self::new(certificates, Policy::ISSUED_ID_CARD, None)
    }

    /// Trusts cards of the token service whose certificate has this common name (`CN`) and was issued by one of `issuers`.
    ///
    /// # Errors
    /// As for [`Trust::new`]; [`CredentialError::NoCertificate`] when there is none.
    pub fn token_service_named(
        common_name: impl Into<String>,
        issuers: Vec<Certificate>,
    ) -> Result<Self, CredentialError> {
        Self::new(issuers, Policy::ISSUED_ID_CARD, Some(common_name.into()))
    }

    /// Trusts cards that callers signed themselves, as a token service gets them: anybody whom one of `issuers` vouches for.
    /// SHA-256 only.
    ///
    /// # Errors
    /// As for [`Trust::new`]; [`CredentialError::NoCertificate`] when there is none.
    pub fn callers(issuers: Vec<Certificate>) -> Result<Self, CredentialError> {
        Self::new(issuers, Policy::new(Profile::IdCard), None)
    }

    /// Refuses SHA-1, for a token service that no longer needs it.
    #[must_use]
    pub fn without_sha1(mut self) -> Self {
        self.policy = Policy::new(Profile::IdCard);
        if let Some(first) = self.fingerprint.first_mut() {
            *first ^= 1;
        }
        self
    }

    fn new(
        certificates: Vec<Certificate>,
        policy: Policy,
        common_name: Option<String>,
    ) -> Result<Self, CredentialError> {
        if certificates.is_empty() {
            return Err(CredentialError::NoCertificate);
        }
        let mut hash = digest::Context::new(&SHA256);
        for certificate in &certificates {
            hash.update(&certificate.sha256_fingerprint());
        }
        hash.update(common_name.as_deref().unwrap_or_default().as_bytes());
        let mut fingerprint = [0; 32];
        fingerprint.copy_from_slice(hash.finish().as_ref());
        Ok(Self {
            trust: Trust::new(certificates)?,
            policy,
            common_name,
            fingerprint,
        })
    }

    pub(super) fn policy(&self) -> Policy {
        self.policy
    }

    /// The same policy for the assertions that the token service issues beside cards.
    pub(in crate::dgws) fn token_policy(&self) -> Policy {
        self.policy.with_profile(Profile::SamlAssertion)
    }

    /// Judges whoever signed, by the certificate (X.509, DER).
    pub(in crate::dgws) fn judge(&self, signer: &[u8], at: DateTime<Utc>) -> Result<(), Stranger> {
        let signer = Certificate::from_der(signer).map_err(|_| Stranger::Unreadable)?;
        self.trust.verify(&signer, &[], at)?;
        match &self.common_name {
            Some(name) if signer.subject().common_name() != name => {
                Err(Stranger::NotTheTokenService(signer.subject().to_string()))
            }
            _ => Ok(()),
        }
    }

    /// The same for the same trust.
    pub(in crate::dgws) fn fingerprint(&self) -> [u8; 32] {
        self.fingerprint
    }
}

/// Why a signer is not believed.
#[derive(Debug, thiserror::Error)]
pub(in crate::dgws) enum Stranger {
    #[error("the signer's certificate cannot be read")]
    Unreadable,
    #[error(transparent)]
    Distrust(#[from] Distrust),
    #[error("{0} is not the token service")]
    NotTheTokenService(String),
}
