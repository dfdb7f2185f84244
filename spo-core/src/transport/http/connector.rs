//! Connections over TLS, with settings of our own.
//!
//! The HTTP client could do this by itself, but it panics on a client certificate that does not fit its key, cannot
//! change that certificate while it runs, and has no place for further checks. What is used of it here is outside its
//! promise of stable versions, which is why it stands in this one file and the dependency is held to one minor version.

use std::fmt;
use std::io::{self, Read as _, Write as _};
use std::sync::{Arc, PoisonError, RwLock};

use rustls::crypto::CryptoProvider;
use rustls::pki_types::ServerName;
use rustls::sign::SingleCertAndKey;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use ureq::config::Config;
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::time::{Duration, Instant};
use ureq::unversioned::transport::{
    Buffers, ConnectProxyConnector, ConnectionDetails, Connector, Either, LazyBuffers, NextTimeout,
    TcpConnector, Transport, TransportAdapter,
};
use ureq::{Agent, Error};

use super::any_certificate::AnyCertificate;
use crate::dgws::credentials::{CredentialError, CredentialSlot, Generation};

/// Whom to connect to, and as whom.
#[derive(Clone)]
pub(super) struct TlsSettings {
    pub(super) roots: Arc<RootCertStore>,
    /// Whether the servers' certificates go unchecked.
    pub(super) accepts_any_certificate: bool,
    pub(super) credential: Option<CredentialSlot>,
}

/// An agent whose TLS connections have these settings.
pub(super) fn agent(config: Config, tls: TlsSettings) -> Result<Agent, TlsError> {
    let has_proxy = config.proxy().is_some();
    let tls = TlsConnector::new(tls, has_proxy)?;
    let connector = ().chain(ConnectProxyConnector::default()).chain(TcpConnector::default()).chain(tls);
    Ok(Agent::with_parts(config, connector, DefaultResolver::default()))
}

/// The settings cannot be used for a connection.
#[derive(Debug, thiserror::Error)]
pub(super) enum TlsError {
    #[error(transparent)]
    Credential(#[from] CredentialError),
    #[error(transparent)]
    Rustls(#[from] rustls::Error),
}

struct TlsConnector {
    settings: TlsSettings,
    /// The process-wide default belongs to the host program; a library neither sets nor relies on it.
    provider: Arc<CryptoProvider>,
    has_proxy: bool,
    /// For connections that show no certificate.
    anonymous: Arc<ClientConfig>,
    authenticated: RwLock<Option<Authenticated>>,
}

/// The configuration for one generation of the credential.
///
/// Each has one of its own, with its own memory of TLS sessions: a resumed session keeps the identity it began with, so
/// one that outlived a replacement would go on as the old certificate.
#[derive(Clone)]
struct Authenticated {
    generation: Generation,
    config: Arc<ClientConfig>,
}

impl TlsConnector {
    fn new(settings: TlsSettings, has_proxy: bool) -> Result<Self, TlsError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut connector = Self {
            anonymous: Arc::new(configure(&settings, provider.clone(), None)?),
            settings,
            provider,
            has_proxy,
            authenticated: RwLock::new(None),
        };
        // What cannot be used is found out now, and not at the first call.
        let first = connector.authenticate()?;
        connector.authenticated = RwLock::new(first);
        Ok(connector)
    }

    /// The configuration for the credential in use, made anew.
    fn authenticate(&self) -> Result<Option<Authenticated>, TlsError> {
        let Some(slot) = &self.settings.credential else {
            return Ok(None);
        };
        let (generation, credential) = slot.snapshot();
        let identity = SingleCertAndKey::from(credential.tls_identity()?);
        let config = configure(&self.settings, self.provider.clone(), Some(identity))?;
        Ok(Some(Authenticated {
            generation,
            config: Arc::new(config),
        }))
    }

    /// The configuration for the next connection, and the generation of the credential in it.
    fn current(&self) -> Result<Option<Authenticated>, TlsError> {
        let Some(slot) = &self.settings.credential else {
            return Ok(None);
        };
        let wanted = slot.generation();
        let known = self
            .authenticated
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(known) = known.filter(|known| known.generation >= wanted) {
            return Ok(Some(known));
        }
        let made = self.authenticate()?;
        let mut held = self.authenticated.write().unwrap_or_else(PoisonError::into_inner);
        let is_newest = match (&*held, &made) {
            (Some(held), Some(made)) => held.generation < made.generation,
            _ => true,
        };
        if is_newest {
            held.clone_from(&made);
        }
        Ok(made)
    }
}

fn configure(
    settings: &TlsSettings,
    provider: Arc<CryptoProvider>,
    identity: Option<SingleCertAndKey>,
) -> Result<ClientConfig, rustls::Error> {
    let builder =
        ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions()?;
    let builder = match settings.accepts_any_certificate {
        true => builder
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(AnyCertificate::new(&provider))),
        false => builder.with_root_certificates(settings.roots.clone()),
    };
    Ok(match identity {
        Some(identity) => builder.with_client_cert_resolver(Arc::new(identity)),
        None => builder.with_no_client_auth(),
    })
}

impl<In: Transport> Connector<In> for TlsConnector {
    type Out = Either<In, TlsTransport>;

    fn connect(&self, details: &ConnectionDetails, chained: Option<In>) -> Result<Option<Self::Out>, Error> {
        let Some(inner) = chained else { return Ok(None) };
        if !details.needs_tls() || inner.is_tls() {
            return Ok(Some(Either::A(inner)));
        }
        // The way to the proxy itself comes here without a proxy in its settings. The clinic's identity is for the
        // service and none of the proxy's business.
        let is_to_proxy = self.has_proxy && details.config.proxy().is_none();
        let authenticated = match is_to_proxy {
            true => None,
            false => self.current().map_err(io::Error::other)?,
        };
        let config = authenticated
            .as_ref()
            .map_or(&self.anonymous, |authenticated| &authenticated.config);
        let host = details.uri.host().unwrap_or_default();
        // An IPv6 address stands in brackets in an address, and nowhere else.
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let name = ServerName::try_from(host)
            .map_err(|_| Error::Tls("the host's name cannot be in a certificate"))?
            .to_owned();
        let mut connection = ClientConnection::new(config.clone(), name).map_err(io::Error::other)?;
        let mut socket = TransportAdapter::new(inner.boxed(), details.current_time.clone());
        socket.set_timeout(remaining(details));
        connection.complete_io(&mut socket)?;
        Ok(Some(Either::B(TlsTransport {
            buffers: LazyBuffers::new(
                details.config.input_buffer_size(),
                details.config.output_buffer_size(),
            ),
            stream: StreamOwned::new(connection, socket),
            identity: authenticated.and_then(|authenticated| {
                Some((self.settings.credential.clone()?, authenticated.generation))
            }),
        })))
    }
}

/// What is left of the time to connect, after the socket took its part.
fn remaining(details: &ConnectionDetails) -> NextTimeout {
    let mut timeout = details.timeout;
    if let (Duration::Exact(allowed), Instant::Exact(started), Instant::Exact(now)) =
        (timeout.after, details.now, (details.current_time)())
    {
        timeout.after = Duration::Exact(allowed.saturating_sub(now.saturating_duration_since(started)));
    }
    timeout
}

impl fmt::Debug for TlsConnector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TlsConnector").finish_non_exhaustive()
    }
}

struct TlsTransport {
    buffers: LazyBuffers,
    stream: StreamOwned<ClientConnection, TransportAdapter>,
    /// As whom the connection was made.
    identity: Option<(CredentialSlot, Generation)>,
}

impl Transport for TlsTransport {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.stream.sock.set_timeout(timeout);
        let output = self.buffers.output().get(..amount).unwrap_or_default();
        self.stream.write_all(output)?;
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.stream.sock.set_timeout(timeout);
        let amount = self.stream.read(self.buffers.input_append_buf())?;
        self.buffers.input_appended(amount);
        Ok(amount > 0)
    }

    /// Asked before a connection is used again: one that was made as somebody else is not.
    fn is_open(&mut self) -> bool {
        let is_current = self
            .identity
            .as_ref()
            .is_none_or(|(slot, generation)| slot.generation() == *generation);
        is_current && self.stream.sock.get_mut().is_open()
    }

    fn is_tls(&self) -> bool {
        true
    }
}

impl fmt::Debug for TlsTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TlsTransport").finish_non_exhaustive()
    }
}
