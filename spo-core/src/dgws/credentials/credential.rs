//! A certificate together with the key that signs for it.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};

use super::certificate::{Certificate, Validity};
use super::error::CredentialError;
use super::key::{self, PrivateKey};
use super::pem_pair;
use super::secret::Secret;
use crate::dgws::signature::Signer;
use crate::dgws::x509::PublicKey;

/// What a host's key signs to prove that it belongs to its certificate.
const PROOF: &[u8] = b"spo: proof that this key belongs to its certificate";

/// A certificate with its issuers, and the key that signs for it: checked to belong together.
///
/// Whether the certificate is valid now is asked with [`check`](Self::check), because it may run out while in use.
/// Cheap to clone. `Debug` shows the holder and nothing of the key. The bytes a key was read from are wiped; the key itself
/// is then in the memory of the cryptographic library, as with [`RsaKey`](crate::dgws::signature::RsaKey).
#[derive(Clone)]
pub struct Credential {
    /// The holder's first, then its issuers as far as they are known.
    chain: Arc<[Certificate]>,
    signer: Arc<dyn Signer>,
    #[cfg(feature = "http")]
    tls: Option<Arc<rustls::sign::CertifiedKey>>,
}

impl Credential {
    /// Reads a PKCS#12 file (`.p12`, `.pfx`) that holds one key.
    ///
    /// Understood are the encryptions of today (AES) and of older tools (triple DES, RC2), also mixed, and files without
    /// a checksum.
    ///
    /// # Errors
    /// [`CredentialError`]: most often a wrong password, a file without a key, or with several.
    #[cfg(feature = "pkcs12")]
    pub fn from_pkcs12(file: &[u8], password: &Secret) -> Result<Self, CredentialError> {
        Self::choose(&super::pkcs12::open(file, password)?, None)
    }

    /// Reads the key that has this friendly name (alias) in a PKCS#12 file.
    ///
    /// # Errors
    /// As for [`from_pkcs12`](Self::from_pkcs12); [`CredentialError::NoSuchKey`] lists the names there are.
    #[cfg(feature = "pkcs12")]
    pub fn from_pkcs12_named(file: &[u8], password: &Secret, name: &str) -> Result<Self, CredentialError> {
        Self::choose(&super::pkcs12::open(file, password)?, Some(name))
    }

    #[cfg(feature = "pkcs12")]
    fn choose(contents: &super::pkcs12::Contents, name: Option<&str>) -> Result<Self, CredentialError> {
        if contents.keys.is_empty() {
            return Err(CredentialError::NoKey);
        }
        let names = || {
            let names = contents.keys.iter().filter_map(|key| contents.name_of(key));
            names.map(str::to_owned).collect()
        };
        let mut chosen = contents
            .keys
            .iter()
            .filter(|key| name.is_none() || contents.name_of(key) == name);
        let key = chosen
            .next()
            .ok_or_else(|| CredentialError::NoSuchKey { names: names() })?;
        if chosen.next().is_some() {
            return Err(CredentialError::SeveralKeys { names: names() });
        }
        Self::from_key(PrivateKey::from_pkcs8(&key.pkcs8)?, &contents.certificates)
    }

    /// Reads certificates and a private key in PEM, from two texts or the same one.
    ///
    /// The key is PKCS#8 (`PRIVATE KEY`, with a password also `ENCRYPTED PRIVATE KEY`) or PKCS#1 (`RSA PRIVATE KEY`). The
    /// certificates may be in any order and may include the issuers.
    ///
    /// # Errors
    /// [`CredentialError`]
    pub fn from_pem(
        certificates: &[u8],
        key: &[u8],
        password: Option<&Secret>,
    ) -> Result<Self, CredentialError> {
        let key = pem_pair::private_key(key, password)?;
        Self::from_key(key, &Certificate::from_pem_or_der(certificates)?)
    }

    /// Takes a key that the host keeps (HSM, Windows certificate store, smart card), and its certificate: PEM, the
    /// holder's certificate before its issuers, or DER.
    ///
    /// Signs once, to prove that the two belong together; a card may ask for its PIN at this moment. Such a credential
    /// signs identity cards, and cannot authenticate TLS connections of [`HttpTransport`](crate::transport).
    ///
    /// # Errors
    /// [`CredentialError::KeyMismatch`], or the signer's own error.
    pub fn from_signer(certificates: &[u8], signer: Arc<dyn Signer>) -> Result<Self, CredentialError> {
        let certificates = Certificate::from_pem_or_der(certificates)?;
        let leaf = certificates
            .iter()
            .find(|certificate| !certificate.is_ca())
            .or(certificates.first())
            .ok_or(CredentialError::NoCertificate)?;
        prove(leaf, signer.as_ref())?;
        Ok(Self {
            chain: chain(leaf, &certificates),
            signer,
            #[cfg(feature = "http")]
            tls: None,
        })
    }

    /// Finds the certificate that is made out to `key`: of several, the one that lasts longest, as after a renewal.
    fn from_key(key: PrivateKey, certificates: &[Certificate]) -> Result<Self, CredentialError> {
        let first = certificates.first().ok_or(CredentialError::NoCertificate)?;
        let leaf = certificates
            .iter()
            .filter(|certificate| key.rsa.belongs_to(certificate.der()))
            .max_by_key(|certificate| certificate.not_after())
            .ok_or_else(|| mismatch(first))?;
        // Numbers that only speed up signing are not compared when the key is read; using it once does.
        prove(leaf, key.rsa.as_ref()).map_err(|_| CredentialError::Damaged {
            what: "the private key",
            problem: "its numbers do not belong together",
        })?;
        let chain = chain(leaf, certificates);
        Ok(Self {
            #[cfg(feature = "http")]
            tls: Some(Arc::new(super::tls::identity(&chain, key.tls))),
            signer: key.rsa,
            chain,
        })
    }

    /// The holder's certificate.
    pub fn certificate(&self) -> &Certificate {
        // `chain` puts it there before anything else.
        &self.chain[0]
    }

    /// The holder's certificate, then its issuers as far as they were given.
    pub fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    /// What signs with the key.
    pub fn signer(&self) -> &Arc<dyn Signer> {
        &self.signer
    }

    /// Whether the certificate can be used at `now`, with notice of its end.
    ///
    /// # Errors
    /// [`CredentialError::Expired`], [`CredentialError::NotYetValid`].
    pub fn check(&self, now: DateTime<Utc>) -> Result<Validity, CredentialError> {
        let certificate = self.certificate();
        match certificate.validity(now) {
            Validity::Expired => Err(CredentialError::Expired {
                certificate: certificate.subject().to_string(),
                since: certificate.not_after(),
            }),
            Validity::NotYetValid => Err(CredentialError::NotYetValid {
                certificate: certificate.subject().to_string(),
                from: certificate.not_before(),
            }),
            validity => Ok(validity),
        }
    }

    /// What authenticates this side of a TLS connection.
    #[cfg(feature = "http")]
    pub(crate) fn tls_identity(&self) -> Result<Arc<rustls::sign::CertifiedKey>, CredentialError> {
        self.tls.clone().ok_or(CredentialError::KeyNotExportable)
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("chain", &self.chain)
            .finish_non_exhaustive()
    }
}

/// Signs once, and compares with the public key in the certificate.
fn prove(certificate: &Certificate, signer: &dyn Signer) -> Result<(), CredentialError> {
    let public_key = match certificate.public_key() {
        PublicKey::Rsa { bits, .. } if *bits < key::BITS_MIN => {
            return Err(CredentialError::KeySize { bits: *bits });
        }
        PublicKey::Rsa { der, .. } => der,
        PublicKey::Other { algorithm } => {
            return Err(CredentialError::UnsupportedKey {
                algorithm: algorithm.clone(),
            });
        }
    };
    let signature = signer.sign_rsa_sha256(PROOF)?;
    UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, public_key)
        .verify(PROOF, &signature)
        .map_err(|_| mismatch(certificate))
}

fn mismatch(certificate: &Certificate) -> CredentialError {
    CredentialError::KeyMismatch {
        certificate: certificate.subject().to_string(),
    }
}

/// `leaf` and, one after the other, the certificates that are named as issuers.
fn chain(leaf: &Certificate, certificates: &[Certificate]) -> Arc<[Certificate]> {
    let mut chain = vec![leaf.clone()];
    let mut last = leaf;
    while let Some(issuer) = certificates
        .iter()
        .find(|candidate| last.names_as_issuer(candidate) && !chain.contains(candidate))
    {
        chain.push(issuer.clone());
        last = issuer;
    }
    chain.into()
}
