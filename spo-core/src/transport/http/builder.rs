//! The settings of the default transport, checked before anything is sent.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use ureq::config::AutoHeaderValue;
use ureq::{Agent, Proxy, ProxyProtocol};

use super::HttpTransport;
use super::connector::{self, TlsError, TlsSettings};
use crate::dgws::credentials::CredentialSlot;
use crate::error::{Error, ErrorKind, Result};

const DEFAULT_MAX_RESPONSE_BYTES: u64 = 64 << 20;

/// A write blocks until the whole buffer is taken, and only then is the clock looked at again; a small buffer keeps a
/// far side that reads by the drop from stretching the time allowed.
const OUTPUT_BUFFER_BYTES: usize = 16 << 10;

/// Collects the settings of an [`HttpTransport`]; [`build`](Self::build) checks them.
#[derive(Clone)]
pub struct HttpTransportBuilder {
    roots: Vec<RootSource>,
    accepts_any_certificate: bool,
    credential: Option<CredentialSlot>,
    proxy: Option<String>,
    max_response_bytes: u64,
}

#[derive(Clone)]
enum RootSource {
    Pem(Vec<u8>),
    File(PathBuf),
}

impl HttpTransportBuilder {
    pub(super) fn new() -> Self {
        Self {
            roots: Vec::new(),
            accepts_any_certificate: false,
            credential: None,
            proxy: None,
            max_response_bytes: DEFAULT_MAX_RESPONSE_BYTES,
        }
    }

    /// Trusts every certificate in `pem` as a root. May be called several times.
    #[must_use]
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.roots.push(RootSource::Pem(pem.into()));
        self
    }

    /// Trusts every certificate in a PEM file as a root. May be called several times.
    #[must_use]
    pub fn root_certificates_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.roots.push(RootSource::File(path.into()));
        self
    }

    /// Shows the certificate in `slot` to servers that ask for one (mutual TLS).
    ///
    /// When the credential in the slot is replaced, calls under way finish on the connections they have, and every later
    /// call goes out on a connection made with the new one.
    #[must_use]
    pub fn client_credential(mut self, slot: CredentialSlot) -> Self {
        self.credential = Some(slot);
        self
    }

    /// **Dangerous**: talks to any server that answers, whatever its certificate. Whoever can redirect the traffic can
    /// read and alter everything, identity cards included.
    ///
    /// Only for finding out what is wrong with a test system; give its root certificate instead. A warning is logged, and
    /// [`HttpTransport::verifies_servers`] says `false`, so that a configuration for production can refuse it.
    #[must_use]
    pub fn danger_accept_any_server_certificate(mut self) -> Self {
        self.accepts_any_certificate = true;
        self
    }

    /// Sends everything through this HTTP `CONNECT` proxy (`http://[user:password@]host:port`). None by default; the
    /// environment's proxy variables are never read.
    #[must_use]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(url.into());
        self
    }

    /// The largest answer to accept, in bytes. 64 MiB by default.
    #[must_use]
    pub fn max_response_bytes(mut self, bytes: u64) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// Checks the settings and makes the transport.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] that names the setting: a file that cannot be read, PEM without a certificate, a
    /// certificate that cannot be a root, a proxy address that is none, a client credential whose key TLS cannot use.
    pub fn build(self) -> Result<HttpTransport> {
        let roots = self.load_roots()?;
        let can_use_tls = !roots.is_empty() || self.accepts_any_certificate;
        let proxy = self.proxy.as_deref().map(parse_proxy).transpose()?;
        if proxy
            .as_ref()
            .is_some_and(|proxy| proxy.protocol() == ProxyProtocol::Https)
            && !can_use_tls
        {
            return Err(invalid("proxy", "an https:// proxy needs root certificates"));
        }
        if self.accepts_any_certificate {
            log::warn!(
                "the certificates of servers are not checked (danger_accept_any_server_certificate): whoever can redirect \
                 the traffic can read and alter it"
            );
        }
        let tls = TlsSettings {
            roots: Arc::new(roots),
            accepts_any_certificate: self.accepts_any_certificate,
            credential: self.credential,
        };
        let config = Agent::config_builder()
            .proxy(proxy.clone())
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .output_buffer_size(OUTPUT_BUFFER_BYTES)
            .accept_encoding(AutoHeaderValue::None)
            .user_agent(concat!("spo/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(HttpTransport {
            agent: connector::agent(config, tls).map_err(|error| match error {
                TlsError::Credential(error) => Error::from(error).at("client_credential"),
                TlsError::Rustls(error) => invalid("client_credential", error.to_string()),
            })?,
            can_use_tls,
            verifies_servers: !self.accepts_any_certificate,
            has_proxy: proxy.is_some(),
            max_response_bytes: self.max_response_bytes,
            closed: AtomicBool::new(false),
        })
    }

    fn load_roots(&self) -> Result<RootCertStore> {
        let mut roots = RootCertStore::empty();
        for source in &self.roots {
            match source {
                RootSource::Pem(pem) => read_roots(pem, "the given PEM text", &mut roots)?,
                RootSource::File(path) => {
                    let name = path.display().to_string();
                    let pem = std::fs::read(path).map_err(|error| {
                        invalid("root_certificates", format!("{name} cannot be read: {error}"))
                            .with_source(error)
                    })?;
                    read_roots(&pem, &name, &mut roots)?;
                }
            }
        }
        Ok(roots)
    }
}

impl fmt::Debug for HttpTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransportBuilder")
            .field("roots", &self.roots.len())
            .field("accepts_any_certificate", &self.accepts_any_certificate)
            .field("has_credential", &self.credential.is_some())
            // Its address may hold a password.
            .field("has_proxy", &self.proxy.is_some())
            .field("max_response_bytes", &self.max_response_bytes)
            .finish()
    }
}

fn read_roots(pem: &[u8], name: &str, roots: &mut RootCertStore) -> Result<()> {
    let before = roots.len();
    for (index, certificate) in CertificateDer::pem_slice_iter(pem).enumerate() {
        let refuse = |what: String| {
            invalid(
                "root_certificates",
                format!("certificate {} in {name} {what}", index + 1),
            )
        };
        let certificate = certificate.map_err(|error| refuse(format!("is not PEM: {error}")))?;
        roots
            .add(certificate)
            .map_err(|error| refuse(format!("cannot be a root: {error}")))?;
    }
    match roots.len() == before {
        true => Err(invalid(
            "root_certificates",
            format!("{name} holds no certificate"),
        )),
        false => Ok(()),
    }
}

fn parse_proxy(url: &str) -> Result<Proxy> {
    match Proxy::new(url) {
        Ok(proxy)
            if matches!(proxy.protocol(), ProxyProtocol::Http | ProxyProtocol::Https)
                && !proxy.host().is_empty() =>
        {
            Ok(proxy)
        }
        _ => Err(invalid(
            "proxy",
            "the proxy is not given as http://host:port or https://host:port",
        )),
    }
}

fn invalid(setting: &str, message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Configuration, "transport.configuration", message).at(setting)
}
