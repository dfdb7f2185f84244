//! What the caller gets, as values and as bytes.

use memchr::memmem;
use spo_core::dgws::headers::security;
use spo_core::dgws::token_service;
use spo_core::soap::{Attachment, Message};
use spo_core::transport::Response;
use spo_core::xds::query;
use spo_core::xds::response::{RegistryResponse, ResponseStatus};
use spo_core::xml::XmlWriter;
use spo_core::{Context, ServiceError};

use super::{Addressing, Refusal};
use crate::Transaction;
use crate::store::StoredDocument;

/// The result of a transaction, before it is written.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: ResponseStatus,
    pub(crate) errors: Vec<ServiceError>,
    pub(crate) content: Content,
}

/// What an answer carries beside its status.
#[derive(Clone)]
pub(crate) enum Content {
    /// Nothing (ITI-41, ITI-57).
    None,
    /// Entries or their ids (ITI-18).
    Objects(spo_core::xds::RegistryObjects),
    /// Documents (ITI-43).
    Documents(Vec<HandedOut>),
}

/// A document, and where it is from.
#[derive(Clone)]
pub(crate) struct HandedOut {
    pub(crate) document: StoredDocument,
    pub(crate) home: Option<String>,
    pub(crate) repository: String,
}

impl std::fmt::Debug for Content {
    /// Counts only: the content is a patient's.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::None => f.write_str("None"),
            Self::Objects(objects) => write!(f, "Objects({})", objects.entries.len()),
            Self::Documents(documents) => write!(f, "Documents({})", documents.len()),
        }
    }
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Encoding {
    /// `multipart/related` even without attachments.
    pub(crate) multipart: bool,
    /// `xop:Include` refers percent-encoded to content ids with colons.
    pub(crate) percent_encoded_cid: bool,
}

impl Answer {
    /// Everything was done, with warnings perhaps.
    pub(crate) fn success(content: Content, warnings: Vec<ServiceError>) -> Self {
        Self {
            status: ResponseStatus::Success,
            errors: warnings,
            content,
        }
    }

    /// Nothing was done.
    pub(crate) fn failure(errors: Vec<ServiceError>) -> Self {
        Self {
            status: ResponseStatus::Failure,
            errors,
            content: Content::None,
        }
    }

    /// Writes the answer to a request of `transaction`.
    pub(crate) fn encode(
        self,
        transaction: Transaction,
        to: &Addressing,
        encoding: Encoding,
        context: &Context,
    ) -> Response {
        let mut content_ids = Vec::new();
        let mut attachments = Vec::new();
        let Self {
            status,
            errors,
            content,
        } = self;
        let body = match (transaction, content) {
            (Transaction::Iti18, content) => query::Answer {
                status,
                errors,
                objects: match content {
                    Content::Objects(objects) => objects,
                    _ => spo_core::xds::RegistryObjects::default(),
                },
            }
            .body(),
            (Transaction::Iti43, content) => {
                let documents = match content {
                    Content::Documents(documents) => documents,
                    _ => Vec::new(),
                };
                for _ in &documents {
                    content_ids.push(context.random_uuid().to_string());
                }
                let response = RegistryResponse { status, errors };
                let (body, parts) = retrieved(&response, documents, &content_ids);
                attachments = parts;
                body
            }
            (_, _) => RegistryResponse { status, errors }.body(),
        };
        let mut message = Message::new(transaction.response_action(), new_id(context), body);
        // The national platform answers a retrieval as multipart whatever was asked for.
        message.mtom = encoding.multipart || transaction == Transaction::Iti43;
        message.attachments = attachments;
        let mut response = write(message, to, 200);
        if encoding.percent_encoded_cid {
            for id in &content_ids {
                let replacements = [
                    (
                        format!("<{id}@sandbox.spo>"),
                        format!("<{id}@urn:ihe:iti:xds-b:2007>"),
                    ),
                    (
                        format!("cid:{id}@sandbox.spo"),
                        format!("cid:{id}@urn%3Aihe%3Aiti%3Axds-b%3A2007"),
                    ),
                ];
                for (from, to) in replacements {
                    response.body = replace(&response.body, from.as_bytes(), to.as_bytes());
                }
            }
        }
        response
    }
}

/// Writes an answer of the token service: its header says when, and nothing else.
pub(crate) fn token(body: String, to: &Addressing, context: &Context) -> Response {
    let mut message = Message::new(token_service::ACTION, new_id(context), body);
    message.header_blocks.push(security(context.now(), None));
    write(message, to, 200)
}

/// Writes an answer of another service: `body` as it is.
pub(crate) fn plain(
    body: String,
    transaction: Transaction,
    to: &Addressing,
    encoding: Encoding,
    context: &Context,
) -> Response {
    let mut message = Message::new(transaction.response_action(), new_id(context), body);
    message.mtom = encoding.multipart;
    write(message, to, 200)
}

/// Writes a fault.
pub(crate) fn fault(
    fault: &Refusal,
    transaction: Option<Transaction>,
    to: &Addressing,
    http_status: Option<u16>,
    context: &Context,
) -> Response {
    const FAULT_ACTION: &str = "http://www.w3.org/2005/08/addressing/soap/fault";
    let action = match transaction {
        Some(transaction) if !to.wsa => transaction.response_action(),
        _ => FAULT_ACTION,
    };
    let status = http_status.unwrap_or_else(|| fault.status(to.version));
    write(
        Message::new(action, new_id(context), fault.to_xml(to.version)),
        to,
        status,
    )
}

/// Answers in the caller's version of SOAP, with the headers that the caller used.
fn write(mut message: Message, to: &Addressing, status: u16) -> Response {
    message.version = to.version;
    message.addressing = to.wsa;
    message.relates_to.clone_from(&to.wsa_message_id);
    if let Some(request) = &to.dgws_message_id {
        message
            .header_blocks
            .push(dgws_header(&message.message_id, request));
    }
    message.encode().into_response(status)
}

/// The header of Den Gode Webservice on an answer (DGWS 1.0, page 9): who answers whom, and that nothing is pending.
fn dgws_header(message_id: &str, request: &str) -> String {
    let mut xml = XmlWriter::with_capacity(400);
    xml.raw(
        "<medcom:Header xmlns:medcom=\"http://www.medcom.dk/dgws/2006/04/dgws-1.0.xsd\"><medcom:Linking>",
    );
    xml.element("medcom:MessageID", message_id)
        .element("medcom:InResponseToMessageID", request);
    // The schema spells it with one s.
    xml.raw(
        "</medcom:Linking><medcom:FlowStatus>flow_finalized_succesfully</medcom:FlowStatus></medcom:Header>",
    );
    xml.finish()
}

fn new_id(context: &Context) -> String {
    context.random_uuid().urn().to_string()
}

/// `xdsb:RetrieveDocumentSetResponse`
fn retrieved(
    response: &RegistryResponse,
    documents: Vec<HandedOut>,
    content_ids: &[String],
) -> (String, Vec<Attachment>) {
    let mut xml = XmlWriter::with_capacity(1024 + documents.len() * 512);
    xml.raw("<xdsb:RetrieveDocumentSetResponse xmlns:xdsb=\"urn:ihe:iti:xds-b:2007\">");
    xml.raw(&response.body());
    let mut attachments = Vec::with_capacity(documents.len());
    for (handed_out, content_id) in documents.into_iter().zip(content_ids) {
        let HandedOut {
            document,
            home,
            repository,
        } = handed_out;
        let attachment = Attachment::new(
            &format!("{content_id}@sandbox.spo"),
            content_type(&document.mime_type),
            document.content,
        );
        xml.start("xdsb:DocumentResponse");
        if let Some(home) = &home {
            xml.element("xdsb:HomeCommunityId", home);
        }
        xml.element("xdsb:RepositoryUniqueId", &repository)
            .element("xdsb:DocumentUniqueId", &document.unique_id)
            .element("xdsb:mimeType", &document.mime_type);
        xml.start("xdsb:Document")
            .raw(&attachment.include())
            .end("xdsb:Document");
        xml.end("xdsb:DocumentResponse");
        attachments.push(attachment);
    }
    xml.raw("</xdsb:RetrieveDocumentSetResponse>");
    (xml.finish(), attachments)
}

/// What an attachment calls itself: documents are CDA, or diagnoses in FHIR.
fn content_type(mime_type: &str) -> &'static str {
    match mime_type {
        "application/fhir+json" => "application/fhir+json",
        _ => "text/xml",
    }
}

fn replace(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 64);
    let mut copied = 0;
    for at in memmem::find_iter(bytes, from) {
        out.extend_from_slice(bytes.get(copied..at).unwrap_or_default());
        out.extend_from_slice(to);
        copied = at + from.len();
    }
    out.extend_from_slice(bytes.get(copied..).unwrap_or_default());
    out
}
