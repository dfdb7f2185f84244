//! The front door: one [`Client`], one service object for each kind of thing that is shared.
//!
//! In go plain values and the host's own keys, out come receipts, lists and typed errors. This room joins the others:
//! documents and metadata become [`Messages`], a transport carries them, and what comes back is read again. It is the
//! only room that knows what to do when an answer is lost.

mod access;
mod appointments;
mod citizen;
mod config;
mod delivery;
mod environment;
mod exchange;
mod login;
mod messages;
mod overview;
mod reading;
mod receipt;
mod registry;
mod retrieval;
mod search;
mod signed;
mod table;
mod version;

use std::fmt;
use std::sync::Arc;

pub use appointments::Appointments;
pub use config::{
    Actions, ClientConfig, CredentialFiles, Endpoints, Exchange, Exchanges, IdentityConfig, PasswordSource,
    PemFiles, Pkcs12File, Source, TokenService,
};
pub use environment::Route;
pub use messages::{Messages, PreparedVersion};
pub use overview::{DocumentSource, OverviewRequest, ReadAddresses, Session};
pub use receipt::{Outcome, Receipt};
pub use search::{AppointmentList, Found, Gap, Search, SharedAppointment};
pub use version::AppointmentVersion;

use access::Access;

use crate::dgws::{ClockSkew, Identity, SkewSeen};
use crate::transport::Transport;
use crate::{Context, Result};

/// A client of the national services.
///
/// Cheap to clone, and every call may come from any thread at once: clones share one pool of connections. Calls block;
/// each ends within the configuration's total time.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    config: ClientConfig,
    transport: Arc<dyn Transport>,
    context: Context,
    /// With an identity, every message is vouched for.
    access: Option<Access>,
    skew: SkewSeen,
}

impl Client {
    /// A client with the default transport (HTTP over rustls).
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) naming the setting.
    #[cfg(feature = "http")]
    pub fn new(config: ClientConfig) -> Result<Self> {
        Self::builder(config).build()
    }

    /// Starts a client with a transport, clock or ids of the caller's own.
    pub fn builder(config: ClientConfig) -> ClientBuilder {
        ClientBuilder {
            config,
            transport: None,
            context: Context::system(),
            identity: None,
        }
    }

    /// Sharing and finding appointments (aftaler).
    pub fn appointments(&self) -> Appointments<'_> {
        Appointments::new(&self.inner)
    }

    /// Aborts the calls under way and refuses new ones, in every clone, as far as the transport can.
    ///
    /// A change that was under way ends with [`ErrorKind::OutcomeUnknown`](crate::ErrorKind::OutcomeUnknown): another
    /// client finds out, by the same call.
    pub fn shutdown(&self) {
        self.inner.transport.shutdown();
    }

    /// How this machine's clock differs from the services', by their last answer; `None` before the first one that tells.
    pub fn clock_skew(&self) -> Option<ClockSkew> {
        self.inner.skew.last()
    }

    /// Who the client calls as; its credential can be replaced through it.
    pub fn identity(&self) -> Option<&Identity> {
        self.inner.access.as_ref().map(Access::identity)
    }

    /// The configuration.
    pub fn config(&self) -> &ClientConfig {
        &self.inner.config
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("config", &self.inner.config)
            .finish_non_exhaustive()
    }
}

/// A client under construction.
#[must_use]
pub struct ClientBuilder {
    config: ClientConfig,
    transport: Option<Arc<dyn Transport>>,
    context: Context,
    identity: Option<Identity>,
}

impl ClientBuilder {
    /// Sends through `transport` instead of HTTP: the sandbox in this process, or the host's own stack.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Takes time and random ids from `context`.
    pub fn context(mut self, context: Context) -> Self {
        self.context = context;
        self
    }

    /// Calls with `identity`: every message carries its identity card and the header blocks of Den Gode Webservice, or a
    /// citizen's token and a signature.
    pub fn identity(mut self, identity: Identity) -> Self {
        self.identity = Some(identity);
        self
    }

    /// Checks the configuration and makes the client.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) naming the setting.
    pub fn build(self) -> Result<Client> {
        Messages::new(&self.config)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(&self.config)?,
        };
        let access = self.identity.map(|identity| Access::new(identity, &self.config));
        let inner = Inner {
            access: access.transpose()?,
            config: self.config,
            transport,
            context: self.context,
            skew: SkewSeen::new(),
        };
        Ok(Client {
            inner: Arc::new(inner),
        })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

#[cfg(feature = "http")]
fn default_transport(config: &ClientConfig) -> Result<Arc<dyn Transport>> {
    if config.uses_tls() && config.trusted_roots.is_empty() {
        let message = "an address begins with https:// and no authority is trusted";
        return Err(crate::Error::new(
            crate::ErrorKind::Configuration,
            "configuration.trusted_roots",
            message,
        )
        .with_remedy("Give the certificate (PEM) of the authority that issued the service's certificate.")
        .at("trusted_roots"));
    }
    let mut builder = crate::transport::HttpTransport::builder();
    for pem in &config.trusted_roots {
        builder = builder.root_certificates(pem.as_bytes());
    }
    Ok(Arc::new(builder.build()?))
}

#[cfg(not(feature = "http"))]
fn default_transport(_: &ClientConfig) -> Result<Arc<dyn Transport>> {
    Err(crate::Error::new(
        crate::ErrorKind::Configuration,
        "configuration.transport",
        "this build has no HTTP transport of its own",
    )
    .with_remedy("Give the builder a transport, or enable the feature `http`."))
}
