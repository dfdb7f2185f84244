//! The card that was issued.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use zeroize::Zeroizing;

use super::IdCardError;
use super::read::{Fields, read};
use super::trust::CardTrust;
use crate::dgws::caller::AuthorisationCode;
use crate::dgws::signature::verify;
use crate::model::{Cpr, Cvr};
use crate::xml::{Document, Element, Limits};

/// An identity card whose signature was verified, byte by byte as it was issued. Cheap to clone.
///
/// Whoever holds the card can call with it, so it is kept like a password: `Debug` shows nothing of it, and its memory is
/// wiped when the last clone is dropped.
#[derive(Clone)]
pub struct IdCard {
    inner: Arc<Inner>,
}

struct Inner {
    xml: Zeroizing<String>,
    fields: Fields,
}

/// The level of authentication (`sosi:AuthenticationLevel`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// 1: nobody was asked.
    None,
    /// 2: user name and password.
    Password,
    /// 3: a system, by an organisation's certificate (VOCES, FOCES).
    TrustedSystem,
    /// 4: a user, by his or her own certificate (MOCES).
    TrustedUser,
}

impl Level {
    /// The number.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "1",
            Self::Password => "2",
            Self::TrustedSystem => "3",
            Self::TrustedUser => "4",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        [Self::None, Self::Password, Self::TrustedSystem, Self::TrustedUser]
            .into_iter()
            .find(|level| level.as_str() == text)
    }
}

/// What a user's card says of its holder, as the token service knows it.
#[derive(Clone, PartialEq, Eq)]
pub struct CardHolder {
    /// `medcom:UserCivilRegistrationNumber`
    pub cpr: Option<Cpr>,
    /// `medcom:UserGivenName`
    pub given_name: String,
    /// `medcom:UserSurName`
    pub surname: String,
    /// `medcom:UserRole`
    pub role: String,
    /// `medcom:UserAuthorizationCode`
    pub authorisation: Option<AuthorisationCode>,
}

impl fmt::Debug for CardHolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CardHolder").finish_non_exhaustive()
    }
}

impl IdCard {
    /// Takes the card from the place where a message has it, if whoever signed it is trusted.
    ///
    /// The card is read from the bytes that were signed, and from nothing else. Whether it is valid at a time is asked with
    /// [`check_time`](Self::check_time).
    ///
    /// # Errors
    /// [`IdCardError`]: the signature is missing, broken, elsewhere or by a stranger, or the content is not a card's.
    pub fn verify(assertion: Element<'_>, trust: &CardTrust, at: DateTime<Utc>) -> Result<Self, IdCardError> {
        let verified = verify(assertion, trust.policy())?.trusted_if(|signer| trust.judge(signer, at))?;
        let signed = Document::parse(verified.xml().as_bytes(), Limits::MESSAGE)
            .map_err(|_| IdCardError::Content("what was signed cannot be read"))?;
        let fields = read(signed.root())?;
        let inner = Inner {
            xml: Zeroizing::new(assertion.standalone().into_owned()),
            fields,
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// The card as it was issued. Never log it.
    pub fn xml(&self) -> &str {
        &self.inner.xml
    }

    /// `saml:Issuer`: which token service issued it, such as `TEST2-NSP-STS`.
    pub fn issuer(&self) -> &str {
        &self.inner.fields.issuer
    }

    /// `sosi:IDCardID`
    pub fn id(&self) -> &str {
        &self.inner.fields.id
    }

    /// `sosi:IDCardVersion`: of the standard, `1.0.1` on the national platform.
    pub fn version(&self) -> &str {
        &self.inner.fields.version
    }

    /// `IssueInstant`: services count the age of a card from here.
    pub fn issued_at(&self) -> DateTime<Utc> {
        self.inner.fields.issue_instant
    }

    /// The first moment it is valid at.
    pub fn not_before(&self) -> DateTime<Utc> {
        self.inner.fields.not_before
    }

    /// The first moment it is no longer valid at.
    pub fn not_on_or_after(&self) -> DateTime<Utc> {
        self.inner.fields.not_on_or_after
    }

    /// The level of authentication.
    pub fn level(&self) -> Level {
        self.inner.fields.level
    }

    /// `medcom:CareProviderID`, when it is a CVR number.
    pub fn cvr(&self) -> Option<&Cvr> {
        self.inner.fields.cvr.as_ref()
    }

    /// `medcom:CareProviderName`
    pub fn care_provider_name(&self) -> &str {
        &self.inner.fields.care_provider_name
    }

    /// `medcom:ITSystemName`
    pub fn system_name(&self) -> &str {
        &self.inner.fields.system_name
    }

    /// `sosi:OCESCertHash`: the digest of the certificate that the card was asked with, in base64.
    pub fn certificate_hash(&self) -> &str {
        &self.inner.fields.certificate_hash
    }

    /// The holder of a user's card; `None` for a system's.
    pub fn user(&self) -> Option<&CardHolder> {
        self.inner.fields.user.as_ref()
    }

    /// Whether the card is valid at `at`.
    ///
    /// # Errors
    /// [`IdCardError::NotYetValid`], [`IdCardError::Expired`].
    pub fn check_time(&self, at: DateTime<Utc>) -> Result<(), IdCardError> {
        let (from, to) = (self.not_before(), self.not_on_or_after());
        if at < from {
            Err(IdCardError::NotYetValid { from, at })
        } else if at >= to {
            Err(IdCardError::Expired { to, at })
        } else {
            Ok(())
        }
    }

    /// Whether both are the same card in memory.
    pub(in crate::dgws) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
    }
}

impl fmt::Debug for IdCard {
    /// The level and the time it ends: nothing that could be used as a card or tells of its holder.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdCard")
            .field("level", &self.level())
            .field("not_on_or_after", &self.not_on_or_after())
            .finish_non_exhaustive()
    }
}
