//! From the HTTP client's error to ours.

use std::error::Error as _;
use std::io;

use ureq::Timeout;
use ureq::http::Uri;

use super::super::{Request, Sent, TransportError, TransportErrorKind as Kind};
use super::connector::TlsError;

/// Why an exchange failed, before it is known how far it came.
pub(super) struct Failure {
    kind: Kind,
    what: String,
    /// The phase alone proves that nothing was sent.
    before_sending: bool,
    source: Option<ureq::Error>,
}

impl Failure {
    pub(super) fn too_large(limit: u64) -> Self {
        Self::answer(
            Kind::TooLarge,
            format!("sent an answer of more than {limit} bytes"),
        )
    }

    pub(super) fn closed() -> Self {
        Self::answer(Kind::Closed, "did not finish".into())
    }

    fn answer(kind: Kind, what: String) -> Self {
        Self {
            kind,
            what,
            before_sending: false,
            source: None,
        }
    }

    pub(super) fn into_error(
        self,
        uri: &Uri,
        request: &Request,
        begun: bool,
        closed: bool,
        has_proxy: bool,
    ) -> TransportError {
        let host = uri.authority().map_or("", |authority| authority.as_str());
        let sent = match begun && !self.before_sending {
            true => Sent::Possibly,
            false => Sent::No,
        };
        let (kind, message) = match self.kind {
            _ if closed => (
                Kind::Closed,
                format!("the transport was shut down while {host} was called"),
            ),
            Kind::Timeout => (
                Kind::Timeout,
                format!(
                    "{host} {} (allowed: {:?}, {:?} of it to connect)",
                    self.what, request.timeout, request.connect_timeout
                ),
            ),
            Kind::Resolve | Kind::Connect if has_proxy => (
                Kind::Proxy,
                format!("{host} could not be reached through the proxy: {}", self.what),
            ),
            kind => (kind, format!("{host} {}", self.what)),
        };
        let error = TransportError::new(kind, sent, message);
        match self.source {
            Some(source) => error.with_source(source),
            None => error,
        }
    }
}

impl From<ureq::Error> for Failure {
    fn from(error: ureq::Error) -> Self {
        let (kind, what) = match &error {
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => (
                Kind::InvalidRequest,
                format!("was not called: the request cannot be written ({error})"),
            ),
            ureq::Error::HostNotFound => (Kind::Resolve, "was not found".to_owned()),
            ureq::Error::Timeout(phase) => (Kind::Timeout, timeout_in(*phase).to_owned()),
            ureq::Error::Io(io) => from_io(io),
            ureq::Error::Tls(_) | ureq::Error::TlsRequired => (
                Kind::Tls,
                format!("could not be reached over an encrypted connection: {error}"),
            ),
            ureq::Error::InvalidProxyUrl | ureq::Error::ConnectProxyFailed(_) => {
                (Kind::Proxy, format!("could not be reached: {error}"))
            }
            ureq::Error::LargeResponseHeader(..) | ureq::Error::BodyExceedsLimit(_) => {
                (Kind::TooLarge, format!("sent more than is allowed: {error}"))
            }
            ureq::Error::Protocol(_) => (Kind::Broken, format!("did not answer in HTTP: {error}")),
            _ => (Kind::Other, format!("could not be called: {error}")),
        };
        // A server that refuses the certificate ends the handshake, and reads nothing that was sent behind it.
        let before_sending = matches!(
            kind,
            Kind::InvalidRequest
                | Kind::Configuration
                | Kind::Resolve
                | Kind::Connect
                | Kind::ClientCertificate
        ) || matches!(error, ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect));
        Self {
            kind,
            what,
            before_sending,
            source: Some(error),
        }
    }
}

fn timeout_in(phase: Timeout) -> &'static str {
    match phase {
        Timeout::Resolve => "was not looked up in time",
        Timeout::Connect => "did not accept a connection in time",
        _ => "did not answer in time",
    }
}

fn from_io(error: &io::Error) -> (Kind, String) {
    let inner = error.get_ref();
    if let Some(tls) = inner.and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        return match is_about_us(tls) {
            true => (
                Kind::ClientCertificate,
                format!("demands a client certificate, or does not accept the one shown: {tls}"),
            ),
            false => (
                Kind::Tls,
                format!("could not be reached over an encrypted connection: {tls}"),
            ),
        };
    }
    if let Some(settings) = inner.and_then(|inner| inner.downcast_ref::<TlsError>()) {
        return (
            Kind::Configuration,
            format!("was not called: the client credential cannot be used ({settings})"),
        );
    }
    match error.kind() {
        io::ErrorKind::ConnectionRefused
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::AddrNotAvailable => (Kind::Connect, format!("accepts no connection: {error}")),
        io::ErrorKind::TimedOut => (Kind::Timeout, "did not answer in time".to_owned()),
        _ if is_lookup(error) => (Kind::Resolve, format!("could not be looked up: {error}")),
        _ => (Kind::Broken, format!("broke the connection: {error}")),
    }
}

/// Whether the server ended the handshake over our certificate (RFC 8446, section 6.2).
fn is_about_us(error: &rustls::Error) -> bool {
    use rustls::AlertDescription as Alert;
    matches!(
        error,
        rustls::Error::AlertReceived(
            Alert::CertificateRequired
                | Alert::BadCertificate
                | Alert::UnsupportedCertificate
                | Alert::CertificateRevoked
                | Alert::CertificateExpired
                | Alert::CertificateUnknown
                | Alert::UnknownCA
                | Alert::AccessDenied
                // The signature on it, or our own with its key, does not verify.
                | Alert::DecryptError
        )
    )
}

/// The standard library gives a failed name look-up no kind of its own.
fn is_lookup(error: &io::Error) -> bool {
    const WSA_HOST_NOT_FOUND: i32 = 11001;
    error.raw_os_error() == Some(WSA_HOST_NOT_FOUND)
        || (error.source().is_none() && error.to_string().starts_with("failed to lookup address"))
}
