//! Where a document was had from.

use serde::Serialize;

use crate::model::{DanishTime, InstanceId};
use crate::xds::{DocumentEntry, EntryUuid};

/// Where a document was had from: the source that was asked, and the repository that delivered. One that was found in
/// several has several places.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// The source by its name in the configuration.
    pub source: String,
    /// The community the repository belongs to, as the registry said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home_community_id: Option<String>,
    /// The repository: an OID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository_id: Option<String>,
    /// The document's id in the registry.
    pub document_id: InstanceId,
    /// The registry's id of the entry.
    pub entry_uuid: EntryUuid,
    /// Whether the document was made as it was asked for: it tells how things were when it was [fetched](Self::fetched).
    #[cfg_attr(
        feature = "schema",
        schemars(
            description = "Whether the document was made as it was asked for: it tells how things were when it was fetched."
        )
    )]
    pub on_demand: bool,
    /// When it was fetched. A document reused within a session keeps the time of its first fetch.
    pub fetched: DanishTime,
}

impl Place {
    /// The place of the document behind `entry`.
    pub fn of(source: &str, entry: &DocumentEntry, fetched: DanishTime) -> Self {
        Self {
            source: source.to_owned(),
            home_community_id: entry.home_community_id.clone(),
            repository_id: entry.repository_id.clone(),
            document_id: entry.unique_id.clone(),
            entry_uuid: entry.entry_uuid.clone(),
            on_demand: entry.is_on_demand(),
            fetched,
        }
    }
}
