//! What went wrong, in a form that a person or a program can act on.
//!
//! Every fallible call returns one [`Error`]. [`ErrorKind`] is the decision a caller can take (it is also the C
//! status and picks the Python class), [`Error::code`] names the cause, [`Error::remedy`] says what to do.

mod kind;
mod redact;

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

pub use kind::{ErrorClass, ErrorKind};
pub use redact::redact;

use crate::model::DanishTime;
use crate::rules::Fault;

/// The result of every fallible call.
pub type Result<T> = std::result::Result<T, Error>;

/// One failure: its kind, cause, explanation and remedy.
///
/// The text never holds a CPR number: whatever comes from a service passes through [`redact`].
pub struct Error {
    inner: Box<Inner>,
}

struct Inner {
    kind: ErrorKind,
    code: Cow<'static, str>,
    message: String,
    details: ErrorDetails,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// Everything beyond the sentence: what the service said, which fields are wrong, which instants to choose from.
#[derive(Debug, Default, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ErrorDetails {
    /// What to do about it, in one sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
    /// Where in the input: a JSON path (`patient.cpr`), an element path, or a parameter name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Every fault found by validation.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Fault>,
    /// The HTTP status of the answer, when there was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_status: Option<u16>,
    /// `faultcode` of a SOAP fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub soap_fault_code: Option<String>,
    /// The registry's own errors, CPR numbers masked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub service_errors: Vec<ServiceError>,
    /// The id of the message that failed: quote it to the service's support.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// For an unresolved local time: the instants the caller must choose from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub instants: Vec<DanishTime>,
}

/// One entry of a registry's error list, as the service wrote it (CPR numbers masked).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServiceError {
    /// `errorCode`: an open string; the national registry has been seen to send Java class names here.
    pub code: String,
    /// `codeContext`: the explanation.
    pub context: String,
    /// `location`, when given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// A warning rides on an answer that otherwise succeeded.
    pub warning: bool,
}

impl Error {
    /// An error of `kind` whose cause is `code` (a stable snake_case or dotted name).
    pub fn new(kind: ErrorKind, code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        let inner = Inner {
            kind,
            code: code.into(),
            message: message.into(),
            details: ErrorDetails::default(),
            source: None,
        };
        Self {
            inner: Box::new(inner),
        }
    }

    /// Adds the sentence that says what to do.
    #[must_use]
    pub fn with_remedy(mut self, remedy: impl Into<String>) -> Self {
        self.inner.details.remedy = Some(remedy.into());
        self
    }

    /// Adds where in the input the problem is.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.inner.details.path = Some(path.into());
        self
    }

    /// Adds the error that caused this one.
    #[must_use]
    pub fn with_source(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.inner.source = Some(Box::new(source));
        self
    }

    /// Lets the caller fill in details.
    #[must_use]
    pub fn with_details(mut self, fill: impl FnOnce(&mut ErrorDetails)) -> Self {
        fill(&mut self.inner.details);
        self
    }

    /// The decision a caller can take; the same as the C status.
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// The group the kind belongs to.
    pub fn class(&self) -> ErrorClass {
        self.inner.kind.class()
    }

    /// The cause, as a stable name such as `cpr.date` or `registry.rejected`.
    pub fn code(&self) -> &str {
        &self.inner.code
    }

    /// The explanation, in English, without patient data.
    pub fn message(&self) -> &str {
        &self.inner.message
    }

    /// What to do about it.
    pub fn remedy(&self) -> &str {
        self.inner
            .details
            .remedy
            .as_deref()
            .unwrap_or_else(|| self.inner.kind.remedy())
    }

    /// Whether the same call can succeed later without a change.
    pub fn is_retryable(&self) -> bool {
        self.inner.kind.is_retryable()
    }

    /// Everything else that is known.
    pub fn details(&self) -> &ErrorDetails {
        &self.inner.details
    }
}

/// The test suite reads every error there was: no secret may be in it.
#[cfg(any(test, feature = "scan"))]
impl Drop for Inner {
    fn drop(&mut self) {
        let Self {
            code,
            message,
            details,
            ..
        } = self;
        log::trace!(target: "spo::error", "{code} {message} {details:?} {:?}", self.source);
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.inner.details.path {
            write!(f, "{path}: ")?;
        }
        write!(f, "{}", self.inner.message)?;
        for fault in &self.inner.details.faults {
            write!(f, "\n  {fault}")?;
        }
        for error in &self.inner.details.service_errors {
            write!(f, "\n  {}: {}", error.code, error.context)?;
        }
        write!(f, "\n  {} [{}]", self.remedy(), self.inner.code)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.inner.kind)
            .field("code", &self.inner.code)
            .field("message", &self.inner.message)
            .field("details", &self.inner.details)
            .field("source", &self.inner.source)
            .finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner.source.as_ref().map(|source| source.as_ref() as _)
    }
}

impl From<crate::model::InvalidValue> for Error {
    fn from(invalid: crate::model::InvalidValue) -> Self {
        Error::new(
            ErrorKind::InvalidArgument,
            invalid.code(),
            invalid.problem().to_owned(),
        )
        .with_remedy(invalid.remedy().to_owned())
        .at(invalid.field().to_owned())
    }
}
