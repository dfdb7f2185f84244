//! What a delivery came to.

use serde::Serialize;

use crate::audit::LogEntry;
use crate::model::DanishTime;

/// What a delivery to the log came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LogDelivery {
    /// How many requests were sent.
    pub requests: u32,
    /// How many entries the log added.
    pub added: u64,
    /// The entries that it refused. They are put aside.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<RefusedEntry>,
    /// How many entries wait still.
    pub waiting: u64,
    /// When the next request may be sent, with something in it; absent when nothing waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_request: Option<DanishTime>,
    /// What ended the delivery before everything was sent that could be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<DeliveryFailure>,
}

/// An entry that the log did not add, and will not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RefusedEntry {
    /// What it is called here, for letting it wait again.
    pub id: u64,
    /// The service's code (`FaultCode`), an open string.
    pub code: String,
    /// What the service says about it (`FaultText`), CPR numbers masked; empty when it says nothing.
    pub reason: String,
    /// The entry; absent when another version of this library wrote it in a form that this one does not know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<LogEntry>,
}

/// Why a request was not answered for. Its entries wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DeliveryFailure {
    /// What stood in the way, as a stable name such as `transport.timeout`.
    pub code: String,
    /// What happened, in English, without patient data.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
    /// Whether the next delivery can succeed without a change.
    pub retryable: bool,
    /// Whether the log may have the entries all the same: then it may come to have them twice.
    pub may_be_added: bool,
}
