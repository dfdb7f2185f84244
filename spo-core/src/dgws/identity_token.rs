//! A citizen's token for one service.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use zeroize::Zeroizing;

use super::credentials::Distrust;
use super::id_card::{CardTrust, Stranger};
use super::login::{CPR, attribute, audiences, holder_of_key, moment_in, represented};
use super::signature::{SignatureError, verify};
use crate::error::{Error, ErrorKind, redact};
use crate::model::Cpr;
use crate::xml::{Document, Element, Limits, Namespace};

/// An identity token (IDWS) whose signature was verified, byte by byte as it was issued. Cheap to clone.
///
/// It is used together with the key it is bound to ([`idws::sign`](super::idws::sign)). `Debug` shows nothing of whom it
/// is about, and its memory is wiped when the last clone is dropped.
#[derive(Clone)]
pub struct IdentityToken {
    inner: Arc<Inner>,
    not_on_or_after: DateTime<Utc>,
}

struct Inner {
    xml: Zeroizing<String>,
    id: String,
    issuer: String,
    audiences: Vec<String>,
    not_before: Option<DateTime<Utc>>,
    holder: Vec<u8>,
    cpr: Option<Cpr>,
    represented: Option<Cpr>,
}

impl IdentityToken {
    /// Takes the token from the place where a message has it, if whoever signed it is trusted.
    ///
    /// Everything is read from the bytes that were signed. Whether it is valid at a time is asked with
    /// [`check_time`](Self::check_time).
    ///
    /// # Errors
    /// [`IdentityTokenError`]
    pub fn verify(
        assertion: Element<'_>,
        trust: &CardTrust,
        at: DateTime<Utc>,
    ) -> Result<Self, IdentityTokenError> {
        let wrong = IdentityTokenError::Content;
        let verified =
            verify(assertion, trust.token_policy())?.trusted_if(|signer| trust.judge(signer, at))?;
        let signed = Document::parse(verified.xml().as_bytes(), Limits::MESSAGE)
            .map_err(|_| wrong("what was signed cannot be read"))?;
        let root = signed.root();
        if !root.is(Namespace::SAML, "Assertion") {
            return Err(wrong("it is not a saml:Assertion"));
        }
        let conditions = root
            .child(Namespace::SAML, "Conditions")
            .ok_or(wrong("it has no conditions"))?;
        let time = |name: &str| match conditions.attr(name) {
            None => Ok(None),
            Some(text) => moment_in(text)
                .map(Some)
                .ok_or(wrong("one of its times is unreadable")),
        };
        let issuer = root.child(Namespace::SAML, "Issuer").map(Element::text);
        let inner = Inner {
            xml: Zeroizing::new(assertion.standalone().into_owned()),
            id: root.attr("ID").unwrap_or_default().to_owned(),
            issuer: issuer.unwrap_or_default().to_owned(),
            audiences: audiences(root),
            not_before: time("NotBefore")?,
            holder: holder_of_key(root).ok_or(wrong("it is not bound to a certificate's key"))?,
            cpr: attribute(root, CPR).and_then(|text| Cpr::parse(text).ok()),
            represented: represented(root),
        };
        Ok(Self {
            not_on_or_after: time("NotOnOrAfter")?.ok_or(wrong("it has no end"))?,
            inner: Arc::new(inner),
        })
    }

    /// The same, ending no later than `end`.
    #[must_use]
    pub(super) fn until(mut self, end: Option<DateTime<Utc>>) -> Self {
        self.not_on_or_after = end.map_or(self.not_on_or_after, |end| end.min(self.not_on_or_after));
        self
    }

    /// The token as it was issued. Never log it.
    pub fn xml(&self) -> &str {
        &self.inner.xml
    }

    /// Its id (`ID`).
    pub fn id(&self) -> &str {
        &self.inner.id
    }

    /// `saml:Issuer`: which token service issued it.
    pub fn issuer(&self) -> &str {
        &self.inner.issuer
    }

    /// Whether it was issued for the service called `audience`.
    pub fn is_for(&self, audience: &str) -> bool {
        self.inner.audiences.iter().any(|own| own == audience)
    }

    /// The certificate (X.509, DER) whose key proves who may use it.
    pub fn holder(&self) -> &[u8] {
        &self.inner.holder
    }

    /// Who calls, where the token tells it.
    pub fn cpr(&self) -> Option<Cpr> {
        self.inner.cpr
    }

    /// For whom the citizen acts, where the token tells it.
    pub fn represented(&self) -> Option<Cpr> {
        self.inner.represented
    }

    /// The first moment it is valid at, if it has one.
    pub fn not_before(&self) -> Option<DateTime<Utc>> {
        self.inner.not_before
    }

    /// The first moment it is no longer valid at.
    pub fn not_on_or_after(&self) -> DateTime<Utc> {
        self.not_on_or_after
    }

    /// Whether the token is valid at `at`.
    ///
    /// # Errors
    /// [`IdentityTokenError::NotYetValid`], [`IdentityTokenError::Expired`].
    pub fn check_time(&self, at: DateTime<Utc>) -> Result<(), IdentityTokenError> {
        match (self.not_before(), self.not_on_or_after) {
            (Some(from), _) if at < from => Err(IdentityTokenError::NotYetValid { from, at }),
            (_, to) if at >= to => Err(IdentityTokenError::Expired { to, at }),
            _ => Ok(()),
        }
    }

    /// Whether both are the same token in memory.
    pub(in crate::dgws) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
    }
}

impl fmt::Debug for IdentityToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdentityToken")
            .field("not_on_or_after", &self.not_on_or_after)
            .finish_non_exhaustive()
    }
}

/// An identity token was refused. Never holds anything of the token's content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdentityTokenError {
    /// The signature is missing, broken, misplaced, or of a kind that is not accepted.
    #[error("the identity token's signature does not hold: {0}")]
    Signature(#[from] SignatureError),
    /// Nobody vouches for whoever signed it.
    #[error("the identity token was signed by a stranger: {0}")]
    Signer(#[from] Distrust),
    /// It was signed by somebody whom the same issuer vouches for, and who is not the token service.
    #[error("the identity token was signed by {signer}, not by the token service")]
    NotTheTokenService {
        /// The signer, by the certificate.
        signer: String,
    },
    /// What was signed is not a token that can be used.
    #[error("the identity token's content cannot be used: {0}")]
    Content(&'static str),
    /// It is not the token that was asked for.
    #[error("the token service issued another token than it was asked for: {0}")]
    Other(&'static str),
    /// Its time has not come.
    #[error("the identity token is not valid before {from}, and it is {at} here")]
    NotYetValid {
        /// Its first moment.
        from: DateTime<Utc>,
        /// The time of the check.
        at: DateTime<Utc>,
    },
    /// Its time is over.
    #[error("the identity token was valid until {to}, and it is {at} here")]
    Expired {
        /// The first moment it is not valid at.
        to: DateTime<Utc>,
        /// The time of the check.
        at: DateTime<Utc>,
    },
}

impl IdentityTokenError {
    /// The stable code, as in [`Error::code`].
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Signature(error) => error.code(),
            Self::Signer(error) => error.code(),
            Self::NotTheTokenService { .. } => "identity_token.not_the_token_service",
            Self::Content(_) => "identity_token.content",
            Self::Other(_) => "identity_token.other",
            Self::NotYetValid { .. } => "identity_token.not_yet_valid",
            Self::Expired { .. } => "identity_token.expired",
        }
    }

    /// Whether a clock that is wrong can be the cause.
    pub const fn may_be_the_clock(&self) -> bool {
        matches!(
            self,
            Self::NotYetValid { .. }
                | Self::Expired { .. }
                | Self::Signer(Distrust::Expired { .. } | Distrust::NotYetValid { .. })
        )
    }
}

impl From<Stranger> for IdentityTokenError {
    fn from(stranger: Stranger) -> Self {
        match stranger {
            Stranger::Unreadable => Self::Content("the signer's certificate cannot be read"),
            Stranger::Distrust(distrust) => Self::Signer(distrust),
            Stranger::NotTheTokenService(signer) => Self::NotTheTokenService { signer },
        }
    }
}

impl From<IdentityTokenError> for Error {
    fn from(error: IdentityTokenError) -> Self {
        let remedy = match &error {
            IdentityTokenError::Signature(_) | IdentityTokenError::Content(_) => {
                "Do not use the token. Check that the address is the token service's and that nothing on the way \
                 reformats XML."
            }
            IdentityTokenError::Signer(_) | IdentityTokenError::NotTheTokenService { .. } => {
                "Check that the token service's address and its trusted certificates belong to the same environment."
            }
            IdentityTokenError::Other(_) => {
                "Check the audience in the configuration, and that the login is the citizen's who calls."
            }
            _ => "Check this machine's clock.",
        };
        // A name in a certificate is its issuer's text.
        let message = redact(&error.to_string()).into_owned();
        Error::new(ErrorKind::Denied, error.code(), message)
            .with_remedy(remedy)
            .with_source(error)
    }
}
