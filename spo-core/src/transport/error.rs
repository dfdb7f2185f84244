//! Why there is no answer, and whether the service may have acted all the same.

use crate::error::{Error, ErrorKind};

/// No complete answer came.
///
/// The message names the host and what happened, never the content of the request.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct TransportError {
    kind: TransportErrorKind,
    sent: Sent,
    message: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What stood in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The address or a header cannot be sent.
    InvalidRequest,
    /// A setting of the transport is missing or unusable; the message names it.
    Configuration,
    /// The host name could not be looked up.
    Resolve,
    /// No connection could be made.
    Connect,
    /// The encrypted connection failed: usually a certificate that no configured root vouches for.
    Tls,
    /// The service demands a client certificate, or does not accept the one shown.
    ClientCertificate,
    /// The proxy refused or failed.
    Proxy,
    /// The time allowed was up.
    Timeout,
    /// The connection broke, or what came back is not HTTP.
    Broken,
    /// The answer is larger than allowed.
    TooLarge,
    /// The transport was shut down.
    Closed,
    /// Something else.
    Other,
}

impl TransportErrorKind {
    /// The stable code, as in [`Error::code`].
    pub fn code(self) -> &'static str {
        match self {
            Self::InvalidRequest => "transport.invalid_request",
            Self::Configuration => "transport.configuration",
            Self::Resolve => "transport.resolve",
            Self::Connect => "transport.connect",
            Self::Tls => "transport.tls",
            Self::ClientCertificate => "transport.client_certificate",
            Self::Proxy => "transport.proxy",
            Self::Timeout => "transport.timeout",
            Self::Broken => "transport.broken",
            Self::TooLarge => "transport.too_large",
            Self::Closed => "transport.closed",
            Self::Other => "transport.other",
        }
    }
}

/// Whether the service can have received the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sent {
    /// Certainly not: the service cannot have acted on it, and sending it again is harmless.
    No,
    /// Some or all of it may have arrived: the service may have acted.
    Possibly,
}

impl TransportError {
    /// A failure of `kind`. A transport that cannot tell how far the request came says [`Sent::Possibly`].
    pub fn new(kind: TransportErrorKind, sent: Sent, message: impl Into<String>) -> Self {
        Self {
            kind,
            sent,
            message: message.into(),
            source: None,
        }
    }

    /// Adds the error that caused this one.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What stood in the way.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the service can have received the request.
    pub fn sent(&self) -> Sent {
        self.sent
    }
}

/// For calls that change nothing, or that were certainly not sent. A change that may have arrived
/// ([`Sent::Possibly`]) has an unknown outcome, which only the caller can resolve.
impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        use TransportErrorKind as Kind;
        let (kind, remedy) = match error.kind {
            Kind::InvalidRequest => (ErrorKind::Configuration, "Correct the service's address."),
            Kind::Configuration => (ErrorKind::Configuration, "Correct the named setting."),
            Kind::Resolve => (
                ErrorKind::Unavailable,
                "Check the host name and the network (the national services need the health data network).",
            ),
            Kind::Connect => (
                ErrorKind::Unavailable,
                "Check the address and the network, or try again later.",
            ),
            Kind::Tls => (
                ErrorKind::Unavailable,
                "Check that the configured root certificates vouch for this host and that its name is right.",
            ),
            Kind::ClientCertificate => (
                ErrorKind::Denied,
                "Give a client certificate that the service accepts, and check that it has not expired.",
            ),
            Kind::Proxy => (ErrorKind::Unavailable, "Check the proxy setting and the proxy."),
            Kind::Timeout => (ErrorKind::Timeout, "Try again, or allow more time."),
            Kind::TooLarge => (
                ErrorKind::Protocol,
                "Ask for less at a time, or raise the limit for the size of an answer.",
            ),
            Kind::Broken | Kind::Closed | Kind::Other => (ErrorKind::Unavailable, "Try again later."),
        };
        Error::new(kind, error.kind.code(), error.message.clone())
            .with_remedy(remedy)
            .with_source(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timeout_can_be_tried_again_and_an_oversized_answer_cannot() {
        let timeout = TransportError::new(TransportErrorKind::Timeout, Sent::Possibly, "no answer in 30 s");
        let error = Error::from(timeout);
        assert_eq!(
            (error.kind(), error.code(), error.is_retryable()),
            (ErrorKind::Timeout, "transport.timeout", true)
        );
        let large = TransportError::new(TransportErrorKind::TooLarge, Sent::Possibly, "64 MiB");
        assert!(!Error::from(large).is_retryable());
    }
}
