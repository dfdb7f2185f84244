//! The token of a login, to be exchanged.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use ring::digest::{SHA256, digest};
use zeroize::Zeroizing;

use super::{assertion, jwt};
use crate::model::{Cpr, Cvr};
use crate::xml::{Document, Limits, Namespace};
use crate::{Error, ErrorKind, Result};

/// The longest JSON Web Token that is taken.
const LONGEST_JWT: usize = 64 * 1024;

/// What an identity provider issued when an employee or citizen logged in (bootstrap token): an OIOSAML assertion, or a
/// JSON Web Token. Cheap to clone.
///
/// It is handed on as it was given. Whoever holds it and the key it is bound to can call as the person who logged in, so
/// it is kept like a password: `Debug` shows nothing of it, and its memory is wiped when the last clone is dropped.
///
/// What the methods tell was read without asking who signed it.
#[derive(Clone)]
pub struct BootstrapToken {
    inner: Arc<Inner>,
}

struct Inner {
    text: Zeroizing<String>,
    form: TokenForm,
    facts: Facts,
    fingerprint: [u8; 32],
}

/// How a login's token is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenForm {
    /// A SAML 2.0 assertion (OIOSAML).
    Saml,
    /// A JSON Web Token of OpenID Connect.
    Jwt,
}

/// What the exchange depends on.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) not_on_or_after: Option<DateTime<Utc>>,
    pub(super) audiences: Vec<String>,
    /// The SHA-256 digest of the certificate whose key the token is bound to.
    pub(super) holder: Option<[u8; 32]>,
    pub(super) subject: Option<Zeroizing<String>>,
    pub(super) cpr: Option<Cpr>,
    pub(super) cvr: Option<Cvr>,
}

impl BootstrapToken {
    /// An assertion, as the identity provider signed it: not formatted, not decoded and encoded again.
    ///
    /// Line ends are written as line feeds, which is what every reader of XML makes of them.
    ///
    /// # Errors
    /// `bootstrap_token.assertion`
    pub fn from_saml(assertion: &[u8]) -> Result<Self> {
        let document = Document::parse(assertion, Limits::DOCUMENT).map_err(|error| {
            let message = format!("the login's token is not XML: {error}");
            Error::new(ErrorKind::InvalidArgument, "bootstrap_token.assertion", message)
                .with_remedy("Give the assertion itself; one in base64 must be decoded first.")
                .at("token")
        })?;
        let root = document.root();
        if !root.is(Namespace::SAML, "Assertion") {
            let message = "the login's token is not a SAML 2.0 assertion";
            return Err(
                Error::new(ErrorKind::InvalidArgument, "bootstrap_token.assertion", message)
                    .with_remedy("Give the Assertion element: decrypted, and without the response around it.")
                    .at("token"),
            );
        }
        let conditions = root.child(Namespace::SAML, "Conditions");
        let subject = root.descend(Namespace::SAML, &["Subject", "NameID"]);
        let facts = Facts {
            not_on_or_after: conditions
                .and_then(|conditions| conditions.attr("NotOnOrAfter"))
                .and_then(assertion::moment_in),
            audiences: assertion::audiences(root),
            holder: assertion::holder_of_key(root).map(|certificate| sha256(&certificate)),
            subject: subject.map(|name| Zeroizing::new(name.text().to_owned())),
            cpr: assertion::attribute(root, assertion::CPR).and_then(|text| Cpr::parse(text).ok()),
            cvr: assertion::attribute(root, assertion::CVR).and_then(|text| Cvr::parse(text).ok()),
        };
        let text = Zeroizing::new(root.source().to_owned());
        let text = match text.contains('\r') {
            true => Zeroizing::new(Zeroizing::new(text.replace("\r\n", "\n")).replace('\r', "\n")),
            false => text,
        };
        Ok(Self::new(text, TokenForm::Saml, facts))
    }

    /// A JSON Web Token in its compact form: three parts with dots between.
    ///
    /// # Errors
    /// `bootstrap_token.jwt`
    pub fn from_jwt(token: &str) -> Result<Self> {
        let token = token.trim();
        let facts = Some(token)
            .filter(|token| token.len() <= LONGEST_JWT)
            .and_then(jwt::facts)
            .ok_or_else(|| {
                let message = "the login's token is not a signed JSON Web Token";
                Error::new(ErrorKind::InvalidArgument, "bootstrap_token.jwt", message)
                    .with_remedy("Give the token in its compact form: three parts with dots between.")
                    .at("token")
            })?;
        Ok(Self::new(Zeroizing::new(token.to_owned()), TokenForm::Jwt, facts))
    }

    fn new(text: Zeroizing<String>, form: TokenForm, facts: Facts) -> Self {
        let inner = Inner {
            fingerprint: sha256(text.as_bytes()),
            text,
            form,
            facts,
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// The token itself. Never log it.
    pub fn expose(&self) -> &str {
        &self.inner.text
    }

    /// How it is written.
    pub fn form(&self) -> TokenForm {
        self.inner.form
    }

    /// The first moment at which it cannot be exchanged any more, if it says so.
    pub fn not_on_or_after(&self) -> Option<DateTime<Utc>> {
        self.inner.facts.not_on_or_after
    }

    /// For whom it was issued: the token service.
    pub fn audiences(&self) -> &[String] {
        &self.inner.facts.audiences
    }

    /// The SHA-256 digest of the certificate whose key it is bound to, if it is bound to one.
    pub fn holder(&self) -> Option<&[u8; 32]> {
        self.inner.facts.holder.as_ref()
    }

    /// The `NameID` of whoever logged in.
    pub(in crate::dgws) fn subject(&self) -> Option<&str> {
        let subject = self.inner.facts.subject.as_ref();
        subject
            .map(|subject| subject.as_str())
            .filter(|subject| !subject.is_empty())
    }

    /// The CPR number of whoever logged in, where the token tells it.
    pub(in crate::dgws) fn cpr(&self) -> Option<Cpr> {
        self.inner.facts.cpr
    }

    /// The employer, where the token tells it.
    pub(in crate::dgws) fn cvr(&self) -> Option<&Cvr> {
        self.inner.facts.cvr.as_ref()
    }

    /// Tells one login from another.
    pub(in crate::dgws) fn fingerprint(&self) -> [u8; 32] {
        self.inner.fingerprint
    }
}

impl fmt::Debug for BootstrapToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BootstrapToken")
            .field("form", &self.form())
            .field("not_on_or_after", &self.not_on_or_after())
            .finish_non_exhaustive()
    }
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut fingerprint = [0; 32];
    fingerprint.copy_from_slice(digest(&SHA256, bytes).as_ref());
    fingerprint
}
