//! Why there is no payload.

use std::fmt;

use super::{Fault, FaultClass, MultipartError};
use crate::error::{Error, ErrorKind, ServiceError};
use crate::xml::XmlError;

/// No payload came: what came instead, with which HTTP status.
#[derive(Debug, Clone)]
pub struct SoapError {
    problem: Box<SoapProblem>,
    http_status: Option<u16>,
    message_id: Option<String>,
}

/// What came instead of a payload.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum SoapProblem {
    /// The service refused or failed, and says so.
    #[error("the service answered with a fault: {0}")]
    Fault(Fault),
    /// Nothing at all.
    #[error("the message is empty")]
    Empty,
    /// A web page or plain text, as gateways send for their own failures.
    #[error("a page came instead of a SOAP message{}", .title.as_ref().map(|title| format!(": {title}")).unwrap_or_default())]
    Page {
        /// Its title or first line, masked and shortened.
        title: Option<String>,
    },
    /// XML, but no SOAP envelope.
    #[error("<{root}> came instead of a SOAP envelope")]
    NotAnEnvelope {
        /// The name of the outermost element.
        root: String,
    },
    /// The envelope's body is missing or has no content.
    #[error("the SOAP envelope has no content in its body")]
    NoContent,
    /// Compressed, which was not asked for.
    #[error("the message is compressed ({0}), which is not supported")]
    Compressed(String),
    /// Not UTF-8 by its own account.
    #[error("the message is in the character set {0}; only UTF-8 is supported")]
    Charset(String),
    /// The parts of a `multipart/related` message cannot be told apart.
    #[error("the parts of the message cannot be read: {0}")]
    Multipart(#[from] MultipartError),
    /// The envelope is not XML that this library reads.
    #[error("the SOAP envelope is not readable XML: {0}")]
    Xml(#[from] XmlError),
    /// The envelope refers to an attachment that did not come.
    #[error("the attachment {0} is missing")]
    MissingAttachment(String),
    /// The content of the named element should be base64 and is not.
    #[error("the content of <{0}> is not base64")]
    Base64(String),
}

impl SoapProblem {
    pub(super) fn missing(href: &str) -> Self {
        Self::MissingAttachment(super::page::shorten(href, 100))
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Fault(_) => "soap.fault",
            Self::Empty => "soap.empty",
            Self::Page { .. } => "soap.page",
            Self::NotAnEnvelope { .. } => "soap.not_an_envelope",
            Self::NoContent => "soap.no_content",
            Self::Compressed(_) => "soap.compressed",
            Self::Charset(_) => "soap.charset",
            Self::Multipart(_) => "soap.multipart",
            Self::Xml(_) => "soap.xml",
            Self::MissingAttachment(_) => "soap.missing_attachment",
            Self::Base64(_) => "soap.base64",
        }
    }
}

impl SoapError {
    /// What came instead.
    pub fn problem(&self) -> &SoapProblem {
        &self.problem
    }

    /// The fault, when it is one.
    pub fn fault(&self) -> Option<&Fault> {
        match self.problem() {
            SoapProblem::Fault(fault) => Some(fault),
            _ => None,
        }
    }

    /// The HTTP status of the answer; `None` for a message that is no answer.
    pub fn http_status(&self) -> Option<u16> {
        self.http_status
    }

    /// Adds the id of the message that was answered, for the service's support.
    #[must_use]
    pub fn about(mut self, message_id: impl Into<String>) -> Self {
        self.message_id = Some(message_id.into());
        self
    }

    #[must_use]
    pub(super) fn with_status(mut self, status: Option<u16>) -> Self {
        self.http_status = self.http_status.or(status);
        self
    }

    /// Whether the service has certainly not carried out the request.
    ///
    /// True for a fault about access or about the request, and for an HTTP status in the 400s without a SOAP message: the
    /// request was turned away at the door. Everything else leaves it open: services have been seen to report failure
    /// after they had stored a submission, and what cannot be read may have been a success.
    pub fn is_certain_refusal(&self) -> bool {
        match self.problem() {
            SoapProblem::Fault(fault) => fault.is_certain_refusal(),
            SoapProblem::Empty | SoapProblem::Page { .. } | SoapProblem::NotAnEnvelope { .. } => {
                matches!(self.http_status, Some(400..=499))
            }
            _ => false,
        }
    }

    fn kind(&self) -> ErrorKind {
        if let Some(fault) = self.fault() {
            return match fault.class() {
                FaultClass::Access => ErrorKind::Denied,
                FaultClass::Temporary => ErrorKind::Unavailable,
                FaultClass::Request | FaultClass::Processing => ErrorKind::Fault,
            };
        }
        match self.http_status {
            Some(401 | 403 | 407) => ErrorKind::Denied,
            // Not implemented, and HTTP version not supported, do not pass by waiting.
            Some(501 | 505) => ErrorKind::Protocol,
            Some(408 | 429 | 500..=599) => ErrorKind::Unavailable,
            _ => ErrorKind::Protocol,
        }
    }

    fn remedy(&self) -> Option<&'static str> {
        match (self.problem(), self.http_status) {
            (SoapProblem::Fault(fault), _) => Some(fault.remedy()),
            (_, Some(404 | 405 | 410 | 300..=399)) => {
                Some("Check the service's address: nothing answers SOAP requests there.")
            }
            (_, Some(413)) => Some("The message is too large for the service."),
            _ => None,
        }
    }
}

impl From<SoapProblem> for SoapError {
    fn from(problem: SoapProblem) -> Self {
        Self {
            problem: Box::new(problem),
            http_status: None,
            message_id: None,
        }
    }
}

impl fmt::Display for SoapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.http_status {
            Some(status) => write!(f, "{} (HTTP status {status})", self.problem),
            None => write!(f, "{}", self.problem),
        }
    }
}

impl std::error::Error for SoapError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(self.problem())
    }
}

/// For calls that change nothing, and for certain refusals ([`SoapError::is_certain_refusal`]); after any other the
/// outcome of a change is unknown, which only the caller can resolve.
impl From<SoapError> for Error {
    fn from(error: SoapError) -> Self {
        let mut converted = Error::new(error.kind(), error.problem.code(), error.to_string());
        if let Some(remedy) = error.remedy() {
            converted = converted.with_remedy(remedy);
        }
        converted
            .with_details(|details| {
                details.http_status = error.http_status;
                details.message_id = error.message_id.clone();
                let Some(fault) = error.fault() else { return };
                details.soap_fault_code = Some(fault.code().to_owned());
                if let Some(code) = fault.dgws_code() {
                    details.service_errors.push(ServiceError {
                        code: code.to_owned(),
                        context: fault.text().to_owned(),
                        location: fault.actor().map(str::to_owned),
                        warning: false,
                    });
                }
            })
            .with_source(error)
    }
}
