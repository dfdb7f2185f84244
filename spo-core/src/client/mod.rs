//! The front door: one [`Client`], one service object for each kind of thing that is shared.
//!
//! In go plain values and the host's own keys, out come receipts, lists and typed errors. This room joins the others:
//! documents and metadata become [`Messages`], a transport carries them, and what comes back is read again. It is the
//! only room that knows what to do when an answer is lost.

mod access;
mod appointments;
mod audit;
mod blocks;
mod builder;
mod citizen;
mod config;
mod delivery;
mod emptiness;
mod environment;
mod exchange;
mod identity;
mod login;
mod master_data;
mod messages;
mod min_log;
mod overriding;
mod overview;
mod production;
mod purpose;
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
pub use blocks::Blocks;
pub use builder::ClientBuilder;
pub use config::{
    Actions, BlockService, ClientConfig, CredentialFiles, Endpoints, Exchange, Exchanges, IdentityConfig,
    MinLogService, PasswordSource, PemFiles, Pkcs12File, Source, TokenService, WireForm,
};
pub use environment::{Environment, Route};
pub use master_data::{MasterDataService, SharedMasterData};
pub use messages::{Messages, PreparedVersion};
#[cfg(feature = "queue")]
pub use min_log::MinLog;
pub use min_log::{DeliveryFailure, LogDelivery, RefusedEntry};
pub use overview::{DocumentSource, OverviewRequest, ReadAddresses, Session};
pub use receipt::{Outcome, Receipt};
pub use search::{AppointmentList, Found, Gap, Search, SharedAppointment};
pub use version::AppointmentVersion;

use access::Access;

use crate::dgws::credentials::{CredentialSlot, Validity};
use crate::dgws::{Caller, ClockSkew, Identity, SkewSeen};
use crate::transport::Transport;
use crate::{Context, Error, ErrorKind, Result};

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
    /// What holds the credential that was read from the configuration's files.
    files: Option<CredentialSlot>,
    skew: SkewSeen,
    audit: Option<audit::Audit>,
    /// What is accepted and not sent yet.
    #[cfg(feature = "queue")]
    queue: Option<crate::queue::Queue>,
}

impl Inner {
    /// On whose behalf a call is made: `named`, or whoever the identity usually calls for.
    fn caller<'c>(&'c self, named: Option<&'c Caller>) -> Option<&'c Caller> {
        named.or_else(|| self.access.as_ref()?.caller())
    }
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
        ClientBuilder::new(config)
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

    /// Reads the files of the identity again that the configuration names, as after a renewal of the certificate, and says
    /// how long it lasts. Calls under way finish with the certificate they began with; later ones sign, and authenticate to
    /// servers, with the new one.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) naming the file and the setting, or when the identity
    /// is not from files; then the one in use stays.
    pub fn reload_identity(&self) -> Result<Validity> {
        let Inner {
            config,
            context,
            files,
            ..
        } = &*self.inner;
        let (Some(slot), Some(identity)) = (files, &config.identity) else {
            let message = "the client's identity was not read from files";
            return Err(
                Error::new(ErrorKind::Configuration, "identity.not_from_files", message)
                    .with_remedy("Name the files in `identity` of the configuration, or replace the credential of your own identity.")
                    .at("identity"),
            );
        };
        let credential = identity::credential(&identity.credential)?;
        if config.production {
            production::check_credential(&credential)?;
        }
        let validity = identity::check_validity(&credential, context.now())?;
        slot.replace(credential, context.now())?;
        Ok(validity)
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
