//! `query:AdhocQueryResponse`.

use serde::Serialize;

use crate::xds::ebxml::{EbxmlWriter, RegistryObjects};
use crate::xds::response::{RegistryResponse, ResponseStatus, refusal, unexpected, write_errors};
use crate::xml::{Element, Namespace, XmlWriter};
use crate::{Result, ServiceError};

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// How it went. Partial success means that one of the sources failed: what was found is kept, and is not all.
    pub status: ResponseStatus,
    /// Entries, ids and what else came, with the reader's warnings.
    #[serde(flatten)]
    pub objects: RegistryObjects,
    /// The service's errors and warnings, CPR numbers masked.
    pub errors: Vec<ServiceError>,
}

impl Answer {
    /// Reads the body of an answer to ITI-18.
    ///
    /// # Errors
    /// [`ErrorKind::Protocol`](crate::ErrorKind::Protocol) when `body` is another element.
    pub fn read(body: Element<'_>) -> Result<Self> {
        // A service that fails early has been seen to answer without the query's own element.
        if !body.is(Namespace::QUERY, "AdhocQueryResponse") && !body.is(Namespace::RS, "RegistryResponse") {
            return Err(unexpected(body, "AdhocQueryResponse"));
        }
        let RegistryResponse { status, errors } = RegistryResponse::read_from(body);
        Ok(Self {
            status,
            objects: RegistryObjects::read(body),
            errors,
        })
    }

    /// Renders `query:AdhocQueryResponse`, for a service. Warnings of the reader are not part of it.
    pub fn body(&self) -> String {
        let objects = &self.objects;
        let mut xml = XmlWriter::with_capacity(2048 + objects.entries.len() * (8 << 10));
        xml.start("query:AdhocQueryResponse")
            .attr("xmlns:query", "urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0");
        xml.attr("xmlns:rs", "urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0");
        xml.attr("xmlns:rim", "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0")
            .attr("status", self.status.as_urn());
        write_errors(&mut xml, &self.errors);
        xml.start("rim:RegistryObjectList");
        EbxmlWriter::new(&mut xml).objects(objects);
        xml.end("rim:RegistryObjectList").end("query:AdhocQueryResponse");
        xml.finish()
    }

    /// The answer, unless it says that nothing was done.
    ///
    /// # Errors
    /// The [`refusal`] for the status Failure, when nothing came with it.
    pub fn accept(self) -> Result<Self> {
        let found = &self.objects;
        match self.status {
            ResponseStatus::Failure if found.entries.is_empty() && found.object_refs.is_empty() => {
                Err(refusal(self.errors))
            }
            _ => Ok(self),
        }
    }

    /// Whether something may be missing: not a plain success, or an error beside it.
    pub fn is_incomplete(&self) -> bool {
        self.status != ResponseStatus::Success || self.errors.iter().any(|error| !error.warning)
    }
}
