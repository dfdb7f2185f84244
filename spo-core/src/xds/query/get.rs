//! GetDocuments: entries by their ids.

use super::parameters::{Request, ReturnType};
use crate::model::InstanceId;
use crate::xds::EntryUuid;
use crate::xds::vocabulary::stored_query;

/// Which entries to get, whatever their status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GetDocuments {
    /// Those of the documents with these ids.
    ByUniqueId(Vec<InstanceId>),
    /// Those the registry knows by these ids.
    ByEntryUuid(Vec<EntryUuid>),
}

impl GetDocuments {
    /// Renders `query:AdhocQueryRequest`; `home_community_id` is the community to ask, when the gateway needs it.
    pub fn body(&self, home_community_id: Option<&str>) -> String {
        let mut request = Request::new(
            stored_query::GET_DOCUMENTS,
            ReturnType::LeafClass,
            home_community_id,
        );
        match self {
            Self::ByUniqueId(ids) => {
                request.any_of(
                    "$XDSDocumentEntryUniqueId",
                    ids.iter().map(InstanceId::to_unique_id),
                );
            }
            Self::ByEntryUuid(ids) => {
                request.any_of("$XDSDocumentEntryEntryUUID", ids.iter().map(EntryUuid::as_str));
            }
        }
        request.finish()
    }
}
