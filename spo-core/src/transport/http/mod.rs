//! The default transport: HTTP/1.1 by `ureq`, TLS by `rustls`.
//!
//! What `ureq` would do by itself and must not: read the proxy from the environment, follow redirects, wait for ever,
//! turn status 500 into an error without a body, stop at 10 MB, panic without root certificates.

mod any_certificate;
mod builder;
mod connector;
mod failure;
mod outgoing;
#[cfg(test)]
mod tests;

use std::fmt;
use std::io::Read;
use std::sync::atomic::{AtomicBool, Ordering};

use ureq::http::Uri;
use ureq::{Agent, SendBody};

pub use self::builder::HttpTransportBuilder;
use self::failure::Failure;
use self::outgoing::Outgoing;
use super::{Request, Response, Sent, Transport, TransportError, TransportErrorKind};

/// Room reserved for an answer before its bytes come, whatever length it announces.
const FIRST_RESERVE: u64 = 1 << 20;

/// Sends over HTTP with pooled connections. Cheap to share, safe to use from several threads.
///
/// Trust is always explicit: `https://` works only with root certificates given to the
/// [builder](HttpTransport::builder), and neither the machine's trust store nor its proxy variables are looked at.
/// A client certificate is shown when a [credential](HttpTransportBuilder::client_credential) is given.
/// `http://` is allowed, for the sandbox and for networks that are private already.
///
/// # Logging
/// This library logs no patient data at any level. `ureq`, though, writes the bytes it sends and receives to the `log`
/// facade at trace level, under targets that begin with `ureq`: a Rust host must leave that level off for them. The C
/// library passes none of it on.
pub struct HttpTransport {
    agent: Agent,
    can_use_tls: bool,
    verifies_servers: bool,
    has_proxy: bool,
    max_response_bytes: u64,
    closed: AtomicBool,
}

impl HttpTransport {
    /// Starts the configuration.
    pub fn builder() -> HttpTransportBuilder {
        HttpTransportBuilder::new()
    }

    /// Whether servers must prove who they are. Always, unless the builder's one dangerous option was used.
    pub fn verifies_servers(&self) -> bool {
        self.verifies_servers
    }

    /// Aborts every request under way and refuses new ones.
    ///
    /// A request that is looking up a name or connecting ends when that does, within its connect time.
    pub fn shutdown(&self) {
        self.closed.store(true, Ordering::SeqCst);
        self.agent.clone().shutdown();
    }

    fn check(&self, request: &Request) -> Result<Uri, TransportError> {
        let refuse = |kind, message: String| Err(TransportError::new(kind, Sent::No, message));
        if self.closed.load(Ordering::SeqCst) {
            return refuse(TransportErrorKind::Closed, "the transport is shut down".into());
        }
        // The address itself stays out of the messages: it may hold a password.
        let Ok(uri) = request.url.parse::<Uri>() else {
            return refuse(
                TransportErrorKind::InvalidRequest,
                "the address is not a URL".into(),
            );
        };
        let Some(authority) = uri.authority() else {
            return refuse(
                TransportErrorKind::InvalidRequest,
                "the address has no host".into(),
            );
        };
        let port = authority
            .as_str()
            .strip_prefix(authority.host())
            .unwrap_or_default();
        if authority.host().is_empty() || (!port.is_empty() && authority.port_u16().is_none()) {
            return refuse(
                TransportErrorKind::InvalidRequest,
                "the address has no usable host and port".into(),
            );
        }
        if authority.as_str().contains('@') {
            return refuse(
                TransportErrorKind::InvalidRequest,
                "the address holds a user name".into(),
            );
        }
        match uri.scheme_str() {
            Some("http") => Ok(uri),
            Some("https") if self.can_use_tls => Ok(uri),
            Some("https") => refuse(
                TransportErrorKind::Configuration,
                format!(
                    "https://{authority} needs root certificates, and none are configured (root_certificates)"
                ),
            ),
            _ => refuse(
                TransportErrorKind::InvalidRequest,
                "the address is neither http:// nor https://".into(),
            ),
        }
    }

    fn exchange(
        &self,
        uri: &Uri,
        request: &Request,
        outgoing: &mut Outgoing<'_>,
    ) -> Result<Response, Failure> {
        let mut post = self.agent.post(uri);
        for (name, value) in &request.headers {
            // The name keeps its case: gateways that route by `SOAPAction` have been known to be picky.
            post = post.header_raw(name, value.as_bytes());
        }
        if request.header("Content-Length").is_none() {
            post = post.header_raw("Content-Length", request.body.len().to_string().as_bytes());
        }
        let answer = post
            .config()
            .timeout_global(Some(request.timeout))
            .timeout_resolve(Some(request.connect_timeout))
            .timeout_connect(Some(request.connect_timeout))
            .build()
            .send(SendBody::from_reader(outgoing))?;

        let (head, body) = answer.into_parts();
        let announced = body.content_length().unwrap_or(0);
        if announced > self.max_response_bytes {
            return Err(Failure::too_large(self.max_response_bytes));
        }
        let mut bytes = Vec::with_capacity(announced.min(FIRST_RESERVE) as usize);
        body.into_reader()
            .take(self.max_response_bytes.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(ureq::Error::from)?;
        if bytes.len() as u64 > self.max_response_bytes {
            return Err(Failure::too_large(self.max_response_bytes));
        }
        // Without an announced length, an answer that shutdown cut short looks complete.
        if self.closed.load(Ordering::SeqCst) {
            return Err(Failure::closed());
        }
        let headers = head.headers.iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        });
        Ok(Response {
            status: head.status.as_u16(),
            headers: headers.collect(),
            body: bytes,
        })
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: &Request) -> Result<Response, TransportError> {
        let uri = self.check(request)?;
        let mut outgoing = Outgoing::new(&request.body);
        self.exchange(&uri, request, &mut outgoing).map_err(|failure| {
            let closed = self.closed.load(Ordering::SeqCst);
            failure.into_error(&uri, request, outgoing.has_begun(), closed, self.has_proxy)
        })
    }

    fn shutdown(&self) {
        HttpTransport::shutdown(self);
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport")
            .field("can_use_tls", &self.can_use_tls)
            .field("verifies_servers", &self.verifies_servers)
            .field("has_proxy", &self.has_proxy)
            .field("max_response_bytes", &self.max_response_bytes)
            .finish_non_exhaustive()
    }
}
