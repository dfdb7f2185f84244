//! Making a client: configuration, transport, identity.

use std::fmt;
use std::sync::Arc;

use super::access::Access;
use super::audit::Audit;
use super::{Client, ClientConfig, Inner, Messages, identity};
use crate::audit::{AuditSink, Persons};
use crate::dgws::credentials::CredentialSlot;
use crate::dgws::{Identity, SkewSeen};
use crate::transport::Transport;
use crate::{Context, Error, ErrorKind, Result};

/// A client under construction.
#[must_use]
pub struct ClientBuilder {
    config: ClientConfig,
    transport: Option<Arc<dyn Transport>>,
    context: Context,
    identity: Option<Identity>,
    audit: Option<Audit>,
}

impl ClientBuilder {
    pub(super) fn new(config: ClientConfig) -> Self {
        Self {
            config,
            transport: None,
            context: Context::system(),
            identity: None,
            audit: None,
        }
    }

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

    /// Tells `sink` of every call when it has ended: see [`AuditEvent`](crate::audit::AuditEvent).
    ///
    /// ```
    /// use spo_core::audit::{AuditEvent, Persons};
    /// use spo_core::{Client, ClientConfig};
    ///
    /// let client = Client::builder(ClientConfig::sandbox("http://127.0.0.1:8080"))
    ///     .audit(|event: &AuditEvent| println!("{}", event.to_json()), Persons::Omitted)
    ///     .build()?;
    /// # Ok::<(), spo_core::Error>(())
    /// ```
    pub fn audit(mut self, sink: impl AuditSink + 'static, persons: Persons) -> Self {
        self.audit = Some(Audit {
            sink: Arc::new(sink),
            persons,
        });
        self
    }

    /// Checks the configuration, reads the files of the identity that it names, and makes the client.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] naming the setting, and the file if it is one.
    pub fn build(self) -> Result<Client> {
        let config = self.config;
        config.check()?;
        Messages::new(&config)?;
        warn_of_plain_text(&config);
        let (identity, files) = match (self.identity, &config.identity) {
            (Some(identity), _) => (Some(identity), None),
            (None, None) => (None, None),
            (None, Some(files)) => {
                let identity = identity::read(files)?;
                identity::check_validity(&identity.credential().current(), self.context.now())?;
                let slot = identity.credential().clone();
                (Some(identity), Some(slot))
            }
        };
        let slot = identity.as_ref().map(Identity::credential);
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(&config, slot)?,
        };
        let access = identity.map(|identity| Access::new(identity, &config));
        #[cfg(feature = "queue")]
        let queue = config.queue_file.as_deref().map(open_queue).transpose()?;
        #[cfg(not(feature = "queue"))]
        refuse_queue(&config)?;
        let inner = Inner {
            access: access.transpose()?,
            files,
            config,
            transport,
            context: self.context,
            skew: SkewSeen::new(),
            audit: self.audit,
            #[cfg(feature = "queue")]
            queue,
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

/// Inside a closed network that is how services are called; elsewhere everybody on the way reads along.
fn warn_of_plain_text(config: &ClientConfig) {
    let plain = config.addresses().find(|(_, url)| url.starts_with("http://"));
    if let (true, Some((path, _))) = (config.production, plain) {
        log::warn!(target: "spo", "{path} is an address without encryption: for a closed network only");
    }
}

#[cfg(feature = "queue")]
fn open_queue(file: &str) -> Result<crate::queue::Queue> {
    crate::queue::Queue::open(file.as_ref()).map_err(|error| error.at("queue_file"))
}

#[cfg(not(feature = "queue"))]
fn refuse_queue(config: &ClientConfig) -> Result<()> {
    match config.queue_file {
        None => Ok(()),
        Some(_) => Err(Error::new(
            ErrorKind::Configuration,
            "configuration.queue_file",
            "this build keeps nothing on disk",
        )
        .with_remedy("Leave the setting out, or enable the feature `queue`.")
        .at("queue_file")),
    }
}

#[cfg(feature = "http")]
fn default_transport(config: &ClientConfig, slot: Option<&CredentialSlot>) -> Result<Arc<dyn Transport>> {
    let checks_servers = !config.danger_accept_any_server_certificate;
    if checks_servers && config.uses_tls() && config.trusted_roots.is_empty() {
        let message = "an address begins with https:// and no authority is trusted";
        return Err(
            Error::new(ErrorKind::Configuration, "configuration.trusted_roots", message)
                .with_remedy(
                    "Give the certificate (PEM) of the authority that issued the service's certificate.",
                )
                .at("trusted_roots"),
        );
    }
    let mut builder = crate::transport::HttpTransport::builder();
    for pem in &config.trusted_roots {
        builder = builder.root_certificates(pem.as_bytes());
    }
    if !checks_servers {
        builder = builder.danger_accept_any_server_certificate();
    }
    if config.tls_client_certificate {
        let Some(slot) = slot else {
            let message = "the client has no identity whose certificate it could show";
            return Err(Error::new(
                ErrorKind::Configuration,
                "configuration.tls_client_certificate",
                message,
            )
            .with_remedy("Give an identity, or leave the setting out.")
            .at("tls_client_certificate"));
        };
        builder = builder.client_credential(slot.clone());
    }
    Ok(Arc::new(builder.build()?))
}

#[cfg(not(feature = "http"))]
fn default_transport(_: &ClientConfig, _: Option<&CredentialSlot>) -> Result<Arc<dyn Transport>> {
    Err(Error::new(
        ErrorKind::Configuration,
        "configuration.transport",
        "this build has no HTTP transport of its own",
    )
    .with_remedy("Give the builder a transport, or enable the feature `http`."))
}
