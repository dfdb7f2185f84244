//! Whether a certificate is to be believed: the chain from it to an issuer that is trusted.

use std::cell::RefCell;
use std::time::Duration;

use chrono::{DateTime, Utc};
use rustls_pki_types::{CertificateDer, TrustAnchor, UnixTime};
use webpki::{EndEntityCert, KeyPurposeIdIter, VerifiedPath};

use super::certificate::{Certificate, Validity};
use super::error::CredentialError;
use crate::dgws::x509::KeyUsage;
use crate::error::{Error, ErrorKind};

/// The certificates that are trusted: roots, issuing certificates, or single holders.
///
/// A certificate is believed when it is itself among the trusted ones, or when a chain of signatures leads from it to a
/// trusted issuer, and every certificate in the chain is valid at the time, allowed to do its part (basicConstraints,
/// keyUsage, path length), and signed by RSA (PKCS#1 or PSS, as OCES3) or ECDSA with SHA-256 or longer. The path is built
/// by `webpki`, as for TLS. A trusted certificate that is not a CA vouches for itself only.
///
/// **Revocation is not asked for**: neither CRL nor OCSP. A certificate that its issuer has taken back is believed until it
/// expires. The token service asks for itself before it issues a card.
#[derive(Debug, Clone)]
pub struct Trust {
    issuers: Vec<Issuer>,
    holders: Vec<Certificate>,
}

#[derive(Debug, Clone)]
struct Issuer {
    certificate: Certificate,
    anchor: TrustAnchor<'static>,
}

/// Why a certificate is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Distrust {
    /// No chain leads to a trusted certificate.
    #[error("no trusted certificate vouches for the certificate of {certificate}, issued by {issuer}")]
    UnknownIssuer {
        /// Its holder.
        certificate: String,
        /// Its issuer.
        issuer: String,
    },
    /// A signature in the chain is not its issuer's.
    #[error("a signature between the certificate of {certificate} and a trusted one is forged or damaged")]
    BadSignature {
        /// The holder at the end of the chain.
        certificate: String,
    },
    /// A certificate in the chain was not valid any more.
    #[error("the certificate of {certificate} expired at {since}")]
    Expired {
        /// Whose.
        certificate: String,
        /// Its last moment.
        since: DateTime<Utc>,
    },
    /// A certificate in the chain was not valid yet.
    #[error("the certificate of {certificate} is not valid before {from}")]
    NotYetValid {
        /// Whose.
        certificate: String,
        /// Its first moment.
        from: DateTime<Utc>,
    },
    /// A certificate in the chain was used to issue another and must not, or not so deep a chain.
    #[error("the certificate of {certificate} was issued by one that must not issue it")]
    NotAnIssuer {
        /// The holder at the end of the chain.
        certificate: String,
    },
    /// The certificate's key is not for signatures, or it is an issuer's.
    #[error("the certificate of {certificate} is not one for signing messages")]
    NotForSigning {
        /// Its holder.
        certificate: String,
    },
    /// Something in the chain is not supported: an algorithm (such as SHA-1), a critical extension, its length.
    #[error("the chain of the certificate of {certificate} cannot be checked: {problem}")]
    Unsupported {
        /// The holder at the end of the chain.
        certificate: String,
        /// What it is.
        problem: &'static str,
    },
}

impl Distrust {
    /// The stable code, as in [`Error::code`].
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownIssuer { .. } => "trust.unknown_issuer",
            Self::BadSignature { .. } => "trust.bad_signature",
            Self::Expired { .. } => "trust.expired",
            Self::NotYetValid { .. } => "trust.not_yet_valid",
            Self::NotAnIssuer { .. } => "trust.not_an_issuer",
            Self::NotForSigning { .. } => "trust.not_for_signing",
            Self::Unsupported { .. } => "trust.unsupported",
        }
    }
}

impl From<Distrust> for Error {
    fn from(distrust: Distrust) -> Self {
        let (kind, remedy) = match distrust {
            Distrust::UnknownIssuer { .. } => (
                ErrorKind::Configuration,
                "Check that the trusted issuers are those of the environment that is called.",
            ),
            Distrust::Expired { .. } | Distrust::NotYetValid { .. } => {
                (ErrorKind::Protocol, "Check this machine's clock.")
            }
            _ => (
                ErrorKind::Protocol,
                "Do not use what it signed; ask the service's support.",
            ),
        };
        Error::new(kind, distrust.code(), distrust.to_string())
            .with_remedy(remedy)
            .with_source(distrust)
    }
}

impl Trust {
    /// Trusts every certificate of a PEM text, or a single one in DER.
    ///
    /// # Errors
    /// [`CredentialError::NoCertificate`] when there is none, [`CredentialError::Damaged`] when one cannot be read.
    pub fn from_pem_or_der(bytes: &[u8]) -> Result<Self, CredentialError> {
        Self::new(Certificate::from_pem_or_der(bytes)?)
    }

    /// Trusts these certificates.
    ///
    /// # Errors
    /// [`CredentialError::Damaged`] when one cannot be an issuer.
    pub fn new(certificates: impl IntoIterator<Item = Certificate>) -> Result<Self, CredentialError> {
        let (issuers, holders): (Vec<_>, Vec<_>) = certificates.into_iter().partition(Certificate::is_ca);
        let issuers = issuers.into_iter().map(|certificate| {
            let der = CertificateDer::from(certificate.der());
            let anchor = webpki::anchor_from_trusted_cert(&der).map_err(|_| CredentialError::Damaged {
                what: "a trusted certificate",
                problem: "it cannot be an issuer",
            })?;
            let anchor = anchor.to_owned();
            Ok::<_, CredentialError>(Issuer { certificate, anchor })
        });
        Ok(Self {
            issuers: issuers.collect::<Result<_, _>>()?,
            holders,
        })
    }

    /// Whether `certificate` is to be believed at the time `at`. `intermediates` are the issuers that came with it, in any
    /// order; none of them is trusted for being there.
    ///
    /// # Errors
    /// [`Distrust`]
    pub fn verify(
        &self,
        certificate: &Certificate,
        intermediates: &[Certificate],
        at: DateTime<Utc>,
    ) -> Result<(), Distrust> {
        check_time(certificate, at)?;
        if certificate.is_ca() || !certificate.key_usage().is_none_or(KeyUsage::allows_signing) {
            return Err(Distrust::NotForSigning {
                certificate: certificate.subject().to_string(),
            });
        }
        if self.holders.contains(certificate) {
            return Ok(());
        }
        self.verify_chain(certificate, intermediates, at)
    }

    fn verify_chain(
        &self,
        certificate: &Certificate,
        intermediates: &[Certificate],
        at: DateTime<Utc>,
    ) -> Result<(), Distrust> {
        let translate = |error| translate(error, certificate, intermediates);
        let der = CertificateDer::from(certificate.der());
        let end_entity = EndEntityCert::try_from(&der).map_err(translate)?;
        let anchors: Vec<_> = self.issuers.iter().map(|issuer| issuer.anchor.clone()).collect();
        let issuers: Vec<_> = intermediates
            .iter()
            .map(|certificate| CertificateDer::from(certificate.der()))
            .collect();
        let time = Duration::from_secs(u64::try_from(at.timestamp()).unwrap_or(0));
        // What `webpki` does not ask of a chain that it otherwise accepts.
        let refusal = RefCell::new(None);
        let check_path = |path: &VerifiedPath<'_>| {
            self.check_path(path, intermediates, at).map_err(|distrust| {
                refusal.replace(Some(distrust));
                webpki::Error::UnknownIssuer
            })
        };
        let outcome = end_entity.verify_for_usage(
            webpki::ALL_VERIFICATION_ALGS,
            &anchors,
            &issuers,
            UnixTime::since_unix_epoch(time),
            AnyPurpose,
            None,
            Some(&check_path),
        );
        match outcome {
            Ok(_) => Ok(()),
            Err(error) => Err(refusal.take().unwrap_or_else(|| translate(error))),
        }
    }

    /// keyUsage of every issuer, and the validity of the trusted one.
    fn check_path(
        &self,
        path: &VerifiedPath<'_>,
        intermediates: &[Certificate],
        at: DateTime<Utc>,
    ) -> Result<(), Distrust> {
        let trusted = self.issuers.iter().filter(|issuer| {
            issuer.anchor.subject == path.anchor().subject
                && issuer.anchor.subject_public_key_info == path.anchor().subject_public_key_info
        });
        // The same key may be trusted by several certificates, such as a root before and after its renewal.
        let mut verdict = None;
        for Issuer { certificate, .. } in trusted {
            verdict = Some(check_time(certificate, at).and_then(|()| check_issuing(certificate)));
            if verdict == Some(Ok(())) {
                break;
            }
        }
        verdict.unwrap_or(Ok(()))?;
        for issuer in path.intermediate_certificates() {
            let der = issuer.der();
            if let Some(certificate) = intermediates.iter().find(|known| known.der() == der.as_ref()) {
                check_issuing(certificate)?;
            }
        }
        Ok(())
    }
}

/// The purposes of extendedKeyUsage are for TLS and e-mail; signing messages is not among them.
struct AnyPurpose;

impl webpki::ExtendedKeyUsageValidator for AnyPurpose {
    fn validate(&self, _: KeyPurposeIdIter<'_, '_>) -> Result<(), webpki::Error> {
        Ok(())
    }
}

fn check_time(certificate: &Certificate, at: DateTime<Utc>) -> Result<(), Distrust> {
    match certificate.validity(at) {
        Validity::Expired => Err(Distrust::Expired {
            certificate: certificate.subject().to_string(),
            since: certificate.not_after(),
        }),
        Validity::NotYetValid => Err(Distrust::NotYetValid {
            certificate: certificate.subject().to_string(),
            from: certificate.not_before(),
        }),
        Validity::Valid | Validity::ExpiresSoon { .. } => Ok(()),
    }
}

fn check_issuing(issuer: &Certificate) -> Result<(), Distrust> {
    match issuer.key_usage().is_none_or(KeyUsage::allows_issuing) {
        true => Ok(()),
        false => Err(Distrust::NotAnIssuer {
            certificate: issuer.subject().to_string(),
        }),
    }
}

fn translate(error: webpki::Error, certificate: &Certificate, intermediates: &[Certificate]) -> Distrust {
    use webpki::Error;
    let holder = certificate.subject().to_string();
    let with_end = |found: &dyn Fn(&Certificate) -> bool| {
        let mut issuers = intermediates.iter();
        let issuer = issuers.find(|issuer| found(issuer)).unwrap_or(certificate);
        issuer.subject().to_string()
    };
    let moment = |time: UnixTime| {
        let seconds = i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
        DateTime::from_timestamp(seconds, 0).unwrap_or_default()
    };
    match error {
        Error::UnknownIssuer => Distrust::UnknownIssuer {
            certificate: holder,
            issuer: certificate.issuer().to_string(),
        },
        Error::InvalidSignatureForPublicKey | Error::SignatureAlgorithmMismatch => {
            Distrust::BadSignature { certificate: holder }
        }
        // The holder's own time was checked before.
        Error::CertExpired { not_after, .. } => {
            let since = moment(not_after);
            Distrust::Expired {
                certificate: with_end(&|issuer| issuer.not_after() == since),
                since,
            }
        }
        Error::CertNotValidYet { not_before, .. } => {
            let from = moment(not_before);
            Distrust::NotYetValid {
                certificate: with_end(&|issuer| issuer.not_before() == from),
                from,
            }
        }
        Error::EndEntityUsedAsCa | Error::PathLenConstraintViolated | Error::NameConstraintViolation => {
            Distrust::NotAnIssuer { certificate: holder }
        }
        Error::CaUsedAsEndEntity => Distrust::NotForSigning { certificate: holder },
        other => Distrust::Unsupported {
            certificate: holder,
            problem: match other {
                Error::UnsupportedSignatureAlgorithmContext(_)
                | Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_) => {
                    "it is signed by another method than RSA or ECDSA with SHA-256 or longer"
                }
                Error::UnsupportedCriticalExtension => "it has a critical extension that is not known",
                Error::MaximumPathBuildCallsExceeded
                | Error::MaximumPathDepthExceeded
                | Error::MaximumSignatureChecksExceeded => "it is too long or too tangled",
                _ => "a certificate in it is malformed",
            },
        },
    }
}
