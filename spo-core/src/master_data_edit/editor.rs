//! Sending a change.

use serde::Serialize;

use super::{CheckedChange, ItemKind};
use crate::Result;
use crate::model::{DanishTime, InstanceId, Origin};

/// What takes changes of master data to the register.
///
/// The register's interface is not public, so this library has no implementation for the national platform.
/// `spo_sandbox::Sandbox` is one, for its test persons.
pub trait MasterDataEditor {
    /// Carries the change out.
    ///
    /// # Errors
    /// [`ErrorKind::Denied`](crate::ErrorKind::Denied) when the caller may not,
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when the register does not know the citizen,
    /// [`ErrorKind::Conflict`](crate::ErrorKind::Conflict) when the master data has changed since it was read, and
    /// [`ErrorKind::Rejected`](crate::ErrorKind::Rejected) when the register refuses for another reason.
    fn submit(&self, change: &CheckedChange) -> Result<ChangeReceipt>;
}

/// What a change came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangeReceipt {
    /// The kind of item.
    pub kind: ItemKind,
    /// The item's id: change or end it by this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<InstanceId>,
    /// When the register took it.
    pub changed: DanishTime,
    /// The source that stands beside it.
    pub origin: Origin,
}
