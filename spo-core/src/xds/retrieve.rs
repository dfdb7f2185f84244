//! ITI-43 Retrieve Document Set: getting documents that a search found.

use serde::Serialize;

use super::DocumentEntry;
use super::response::{RegistryResponse, ResponseStatus, refusal, unexpected};
use crate::model::InstanceId;
use crate::xml::{Element, Namespace, XmlWriter};
use crate::{Result, ServiceError};

/// The action of ITI-43, for SOAPAction and WS-Addressing.
pub const ACTION: &str = "urn:ihe:iti:2007:RetrieveDocumentSet";

/// Where a document is: what the search said, word for word.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct DocumentReference {
    /// The home community id, exactly as the search returned it; `None` when it returned none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home_community_id: Option<String>,
    /// The repository's OID.
    pub repository_id: String,
    /// The document's id.
    pub unique_id: InstanceId,
}

impl DocumentReference {
    /// Where the document of `entry` is; `None` when the entry does not say.
    pub fn of(entry: &DocumentEntry) -> Option<Self> {
        let repository_id = entry.repository_id.clone()?;
        let unique_id = entry.unique_id.clone();
        let home_community_id = entry.home_community_id.clone();
        (!unique_id.root.is_empty()).then_some(Self {
            home_community_id,
            repository_id,
            unique_id,
        })
    }
}

/// Renders `xdsb:RetrieveDocumentSetRequest`.
pub fn request(documents: &[DocumentReference]) -> String {
    let mut xml = XmlWriter::with_capacity(128 + documents.len() * 320);
    xml.raw("<xdsb:RetrieveDocumentSetRequest xmlns:xdsb=\"urn:ihe:iti:xds-b:2007\">");
    for document in documents {
        xml.start("xdsb:DocumentRequest");
        if let Some(home) = &document.home_community_id {
            xml.element("xdsb:HomeCommunityId", home);
        }
        xml.element("xdsb:RepositoryUniqueId", &document.repository_id);
        xml.element("xdsb:DocumentUniqueId", &document.unique_id.to_unique_id());
        xml.end("xdsb:DocumentRequest");
    }
    xml.raw("</xdsb:RetrieveDocumentSetRequest>");
    xml.finish()
}

/// The answer to a retrieval, with documents in the form `C`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retrieved<C> {
    /// How it went as a whole.
    pub status: ResponseStatus,
    /// The documents that came, in the order they came.
    pub documents: Vec<RetrievedDocument<C>>,
    /// The documents that were asked for and did not come. An empty answer is not an empty calendar.
    pub missing: Vec<DocumentReference>,
    /// The service's errors and warnings, CPR numbers masked.
    pub errors: Vec<ServiceError>,
}

/// One document of an answer.
#[derive(Clone, PartialEq, Eq)]
pub struct RetrievedDocument<C> {
    /// Which of the requested documents it is, by position in the request; `None` when nobody asked for it.
    pub request: Option<usize>,
    /// Where it is, as the answer has it.
    pub reference: DocumentReference,
    /// For a document made on demand: the repository that keeps what was made.
    pub new_repository_id: Option<String>,
    /// For a document made on demand: the id of what was made.
    pub new_unique_id: Option<InstanceId>,
    /// The media type, as it came.
    pub mime_type: String,
    /// The document.
    pub content: C,
}

impl<C> std::fmt::Debug for RetrievedDocument<C> {
    /// Without the document.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RetrievedDocument")
            .field("request", &self.request)
            .field("reference", &self.reference)
            .field("new_repository_id", &self.new_repository_id)
            .field("new_unique_id", &self.new_unique_id)
            .field("mime_type", &self.mime_type)
            .finish_non_exhaustive()
    }
}

impl<C> Retrieved<C> {
    /// Reads `xdsb:RetrieveDocumentSetResponse`. `content` turns `xdsb:Document` into its bytes, whether they stand in
    /// it (base64) or it points to an attachment.
    ///
    /// # Errors
    /// [`ErrorKind::Protocol`](crate::ErrorKind::Protocol) when `body` is another element, and the first error of
    /// `content`.
    pub fn read<'d>(
        body: Element<'d>,
        requested: &[DocumentReference],
        mut content: impl FnMut(Element<'d>) -> Result<C>,
    ) -> Result<Self> {
        if body.is(Namespace::RS, "RegistryResponse") {
            // A refusal without the element around it.
            let RegistryResponse { status, errors } = RegistryResponse::read_from(body);
            return Ok(Self {
                status,
                documents: Vec::new(),
                missing: requested.to_vec(),
                errors,
            });
        }
        if !body.is(Namespace::XDSB, "RetrieveDocumentSetResponse") {
            return Err(unexpected(body, "RetrieveDocumentSetResponse"));
        }
        let response = body
            .child(Namespace::RS, "RegistryResponse")
            .map(RegistryResponse::read_from);
        let RegistryResponse { status, errors } = response.unwrap_or_else(|| RegistryResponse {
            status: ResponseStatus::Other(String::new()),
            errors: Vec::new(),
        });

        let mut came = vec![false; requested.len()];
        let mut documents = Vec::new();
        for element in body.children_named(Namespace::XDSB, "DocumentResponse") {
            let Some(document) = element.child(Namespace::XDSB, "Document") else {
                continue;
            };
            let reference = read_reference(element);
            let request = find_request(&reference, requested, &came);
            if let Some(came) = request.and_then(|at| came.get_mut(at)) {
                *came = true;
            }
            documents.push(RetrievedDocument {
                request,
                reference,
                new_repository_id: optional(element, "NewRepositoryUniqueId").map(str::to_owned),
                new_unique_id: optional(element, "NewDocumentUniqueId").map(InstanceId::from_unique_id),
                mime_type: optional(element, "mimeType").unwrap_or_default().to_owned(),
                content: content(document)?,
            });
        }
        let missing = requested
            .iter()
            .zip(&came)
            .filter(|(_, came)| !**came)
            .map(|(reference, _)| reference.clone());
        Ok(Self {
            status,
            documents,
            missing: missing.collect(),
            errors,
        })
    }

    /// The answer, unless it says that nothing was done.
    ///
    /// # Errors
    /// The [`refusal`] for the status Failure, when no document came with it.
    pub fn accept(self) -> Result<Self> {
        match self.status {
            ResponseStatus::Failure if self.documents.is_empty() => Err(refusal(self.errors)),
            _ => Ok(self),
        }
    }
}

fn optional<'d>(element: Element<'d>, name: &str) -> Option<&'d str> {
    element
        .child(Namespace::XDSB, name)
        .map(Element::text)
        .filter(|text| !text.is_empty())
}

fn read_reference(element: Element<'_>) -> DocumentReference {
    DocumentReference {
        home_community_id: optional(element, "HomeCommunityId").map(str::to_owned),
        repository_id: optional(element, "RepositoryUniqueId")
            .unwrap_or_default()
            .to_owned(),
        unique_id: InstanceId::from_unique_id(optional(element, "DocumentUniqueId").unwrap_or_default()),
    }
}

/// The request that `answer` belongs to: the same document in the same repository if there is one, else the same
/// document (a gateway may answer with another repository's name), each once.
fn find_request(answer: &DocumentReference, requested: &[DocumentReference], came: &[bool]) -> Option<usize> {
    let open = |same_repository: bool| {
        requested.iter().zip(came).position(|(request, came)| {
            !came
                && request.unique_id == answer.unique_id
                && (!same_repository || request.repository_id.trim() == answer.repository_id)
        })
    };
    open(true).or_else(|| open(false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::xml::{Document, Limits};

    fn reference(repository: &str, id: &str) -> DocumentReference {
        DocumentReference {
            home_community_id: None,
            repository_id: repository.to_owned(),
            unique_id: InstanceId::from_unique_id(id),
        }
    }

    fn read(
        status: &str,
        documents: &[(&str, &str, &str)],
        requested: &[DocumentReference],
    ) -> Retrieved<String> {
        let mut xml = format!(
            "<x:RetrieveDocumentSetResponse xmlns:x='urn:ihe:iti:xds-b:2007'>
             <r:RegistryResponse xmlns:r='urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0' status='{status}'/>"
        );
        for (repository, id, content) in documents {
            xml += &format!(
                "<x:DocumentResponse><x:RepositoryUniqueId>{repository}\n</x:RepositoryUniqueId>
                 <x:DocumentUniqueId>\t{id}</x:DocumentUniqueId><x:mimeType>text/xml</x:mimeType>{content}
                 </x:DocumentResponse>"
            );
        }
        xml += "</x:RetrieveDocumentSetResponse>";
        let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
        Retrieved::read(document.root(), requested, |element| {
            Ok(element.text().to_owned())
        })
        .unwrap()
    }

    const CONTENT: &str = "<x:Document>PGEvPg==</x:Document>";

    #[test]
    fn answers_find_their_requests_in_any_order() {
        let requested = [
            reference("1.1", "2.1^a"),
            reference("1.2", "2.1^a"),
            reference("1.1", "2.1^b"),
        ];
        let answers = [
            ("1.1", "2.1^b", CONTENT),
            ("1.2", "2.1^a", CONTENT),
            ("1.1", "2.1^a", CONTENT),
        ];
        let retrieved = read("urn:x:Success", &answers, &requested);
        let requests: Vec<_> = retrieved
            .documents
            .iter()
            .map(|document| document.request)
            .collect();
        assert_eq!(
            (requests, retrieved.missing),
            (vec![Some(2), Some(1), Some(0)], vec![])
        );
    }

    #[test]
    fn a_gateway_may_name_another_repository() {
        let retrieved = read(
            "Success",
            &[("9.9", "2.1^a", CONTENT)],
            &[reference("1.1", "2.1^a")],
        );
        assert_eq!(retrieved.documents[0].request, Some(0));
        assert_eq!(retrieved.documents[0].reference.repository_id, "9.9");
    }

    #[test]
    fn what_did_not_come_is_named_and_what_nobody_asked_for_is_kept() {
        let requested = [
            reference("1.1", "2.1^a"),
            reference("1.1", "2.1^b"),
            reference("1.1", "2.1^c"),
        ];
        let answers = [
            ("1.1", "2.1^a", CONTENT),
            ("1.1", "2.1^b", ""),
            ("1.1", "2.1^x", CONTENT),
            ("1.1", "2.1^a", CONTENT),
        ];
        let retrieved = read(
            "urn:ihe:iti:2007:ResponseStatusType:PartialSuccess",
            &answers,
            &requested,
        );
        assert_eq!(retrieved.status, ResponseStatus::PartialSuccess);
        assert_eq!(retrieved.missing, requested[1..]);
        let requests: Vec<_> = retrieved
            .documents
            .iter()
            .map(|document| document.request)
            .collect();
        assert_eq!(requests, [Some(0), None, None]);
    }

    #[test]
    fn a_failure_is_an_error_only_when_nothing_came() {
        let requested = [reference("1.1", "2.1^a")];
        let error = read("Failure", &[], &requested).accept().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Rejected);
        assert!(
            read("Failure", &[("1.1", "2.1^a", CONTENT)], &requested)
                .accept()
                .is_ok()
        );
    }

    #[test]
    fn a_bare_refusal_is_read() {
        let xml =
            "<r:RegistryResponse xmlns:r='urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0' status='Failure'/>";
        let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
        let retrieved = Retrieved::read(document.root(), &[reference("1.1", "2.1^a")], |_| Ok(())).unwrap();
        assert_eq!(retrieved.missing.len(), 1);
        assert!(retrieved.accept().is_err());
    }

    #[test]
    fn a_home_community_is_repeated_exactly() {
        let mut document = reference("1.1", "2.1^a");
        for home in ["urn:oid:1.2.208.176.8.1", "1.2.208.176.8.1"] {
            document.home_community_id = Some(home.to_owned());
            let request = request(std::slice::from_ref(&document));
            assert!(request.contains(&format!("<xdsb:HomeCommunityId>{home}</xdsb:HomeCommunityId>")));
        }
        document.home_community_id = None;
        assert!(!request(&[document]).contains("HomeCommunityId"));
    }
}
