//! A certificate: who it says its holder is, and when.

mod subject;
mod validity;

use std::fmt;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use ring::digest;

pub use self::subject::{CertificateKind, OcesGeneration, Subject};
pub use self::validity::Validity;
use super::error::CredentialError;
use super::pem;
use crate::dgws::x509::{KeyUsage, Parts, PublicKey};

/// One X.509 certificate, as it came (DER), with what was read from it. Cheap to clone.
///
/// Reading it trusts nothing: whether its issuer is to be believed is [`Trust`](super::Trust)'s question.
#[derive(Clone)]
pub struct Certificate {
    inner: Arc<Inner>,
}

struct Inner {
    der: Vec<u8>,
    parts: Parts,
    subject: Subject,
    issuer: Subject,
    sha1: [u8; 20],
    sha256: [u8; 32],
}

impl Certificate {
    /// Reads one certificate in DER.
    ///
    /// # Errors
    /// [`CredentialError::Damaged`] when it is not an X.509 certificate.
    pub fn from_der(der: impl Into<Vec<u8>>) -> Result<Self, CredentialError> {
        let der = der.into();
        let parts = Parts::read(&der).ok_or(CredentialError::Damaged {
            what: "the certificate",
            problem: "it is not an X.509 certificate in DER",
        })?;
        let inner = Inner {
            subject: Subject::from_name(&parts.subject),
            issuer: Subject::from_name(&parts.issuer),
            sha1: hash(&digest::SHA1_FOR_LEGACY_USE_ONLY, &der),
            sha256: hash(&digest::SHA256, &der),
            parts,
            der,
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// Reads the certificates of a PEM text in their order, or a single one in DER. Private keys in the text are passed
    /// over.
    ///
    /// # Errors
    /// [`CredentialError::NoCertificate`] when there is none, [`CredentialError::Damaged`] when one cannot be read.
    pub fn from_pem_or_der(bytes: &[u8]) -> Result<Vec<Self>, CredentialError> {
        if !pem::is_pem(bytes) {
            return match bytes.first() {
                Some(0x30) => Ok(vec![Self::from_der(bytes)?]),
                _ => Err(CredentialError::NoCertificate),
            };
        }
        let mut certificates = Vec::new();
        for section in pem::sections(bytes) {
            let section = section?;
            if section.is_certificate() {
                certificates.push(Self::from_der(section.content()?.to_vec())?);
            }
        }
        match certificates.is_empty() {
            true => Err(CredentialError::NoCertificate),
            false => Ok(certificates),
        }
    }

    /// The bytes, as they came.
    pub fn der(&self) -> &[u8] {
        &self.inner.der
    }

    /// Who the certificate says its holder is.
    pub fn subject(&self) -> &Subject {
        &self.inner.subject
    }

    /// Who issued it, by the issuer's own name.
    pub fn issuer(&self) -> &Subject {
        &self.inner.issuer
    }

    /// Issued to an organisation or system (VOCES, FOCES), to an employee (MOCES), or otherwise.
    pub fn kind(&self) -> CertificateKind {
        self.inner.subject.kind()
    }

    /// The issuer's number for it, in lower-case hexadecimal.
    pub fn serial_number(&self) -> String {
        hexadecimal(&self.inner.parts.serial_number)
    }

    /// The first moment it is valid at.
    pub fn not_before(&self) -> DateTime<Utc> {
        self.inner.parts.not_before
    }

    /// The last moment it is valid at.
    pub fn not_after(&self) -> DateTime<Utc> {
        self.inner.parts.not_after
    }

    /// Whether it is valid at `now`, with notice of its end [`Validity::NOTICE`] ahead.
    pub fn validity(&self, now: DateTime<Utc>) -> Validity {
        Validity::of(self.not_before(), self.not_after(), now, Validity::NOTICE)
    }

    /// SHA-1 over the certificate: the fingerprint (thumbprint) of older tools.
    pub fn sha1_fingerprint(&self) -> [u8; 20] {
        self.inner.sha1
    }

    /// SHA-256 over the certificate.
    pub fn sha256_fingerprint(&self) -> [u8; 32] {
        self.inner.sha256
    }

    /// `sosi:OCESCertHash` of an identity card: SHA-256 in base64, as recent clients send it.
    pub fn oces_cert_hash(&self) -> String {
        STANDARD.encode(self.inner.sha256)
    }

    /// `sosi:OCESCertHash` with SHA-1 in base64: what Seal.Java sends and the token service answers.
    pub fn oces_cert_hash_sha1(&self) -> String {
        STANDARD.encode(self.inner.sha1)
    }

    /// The length of its RSA key in bits; `None` when the key is of another kind.
    pub fn rsa_bits(&self) -> Option<u32> {
        match &self.inner.parts.public_key {
            PublicKey::Rsa { bits, .. } => Some(*bits),
            PublicKey::Other { .. } => None,
        }
    }

    /// Whether it may vouch for other certificates (basicConstraints).
    pub fn is_ca(&self) -> bool {
        self.inner.parts.is_ca
    }

    pub(super) fn public_key(&self) -> &PublicKey {
        &self.inner.parts.public_key
    }

    /// `None` when the certificate does not restrict the use of its key.
    pub(super) fn key_usage(&self) -> Option<KeyUsage> {
        self.inner.parts.key_usage
    }

    /// Every text in the name of its issuer, and in its own if it is an issuer itself.
    pub(crate) fn authority_names(&self) -> impl Iterator<Item = &str> {
        let parts = &self.inner.parts;
        let own = parts.is_ca.then_some(&parts.subject);
        let names = std::iter::once(&parts.issuer).chain(own);
        names.flat_map(|name| name.attributes.iter().map(|(_, text)| text.as_str()))
    }

    /// Whether `issuer` has the name that this certificate gives its issuer. Says nothing about the signature.
    pub(super) fn names_as_issuer(&self, issuer: &Self) -> bool {
        self.inner.parts.issuer.encoded == issuer.inner.parts.subject.encoded
    }
}

fn hash<const N: usize>(algorithm: &'static digest::Algorithm, bytes: &[u8]) -> [u8; N] {
    // N is the algorithm's output length, so the zeros never remain.
    digest::digest(algorithm, bytes)
        .as_ref()
        .try_into()
        .unwrap_or([0; N])
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 0xF])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.inner.der == other.inner.der
    }
}

impl Eq for Certificate {}

/// The holder's name and the days of validity, for messages and logs.
impl fmt::Display for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} (valid {} to {})",
            self.subject(),
            self.not_before().format("%Y-%m-%d"),
            self.not_after().format("%Y-%m-%d")
        )
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate")
            .field("subject", self.subject())
            .field("issuer", &self.issuer().to_string())
            .field("not_before", &self.not_before())
            .field("not_after", &self.not_after())
            .field("sha256", &hexadecimal(&self.inner.sha256))
            .finish_non_exhaustive()
    }
}
