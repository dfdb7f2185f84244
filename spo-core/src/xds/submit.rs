//! ITI-41 Provide and Register Document Set-b: sharing a document, new or in place of another.

use super::ebxml::{EbxmlWriter, RimIds};
use super::vocabulary::slot;
use super::{Association, AssociationType, DocumentEntry, EntryUuid, Slot, SubmissionSet};
use crate::xml::XmlWriter;

/// The action of ITI-41, for SOAPAction and WS-Addressing.
pub const ACTION: &str = "urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-b";

/// One document to share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The document's entry.
    pub entry: DocumentEntry,
    /// Who submits it, and when.
    pub submission_set: SubmissionSet,
    /// The entry that it replaces (RPLC): the registry deprecates that one when it accepts this one.
    pub replaces: Option<EntryUuid>,
}

/// The body of a submission, and what its attachment must be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmissionBody {
    /// `xdsb:ProvideAndRegisterDocumentSetRequest`, whose document is an `xop:Include`.
    pub xml: String,
    /// The content id of the document's attachment.
    pub content_id: String,
}

impl Submission {
    /// Renders the request.
    pub fn body(&self) -> SubmissionBody {
        let mut ids = self.ids();
        let content_id = format!("{}@spo", ids.next_id());
        let mut xml = XmlWriter::with_capacity(12 << 10);
        xml.raw(
            "<xdsb:ProvideAndRegisterDocumentSetRequest xmlns:xdsb=\"urn:ihe:iti:xds-b:2007\">\
             <lcm:SubmitObjectsRequest xmlns:lcm=\"urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0\">\
             <rim:RegistryObjectList xmlns:rim=\"urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0\">",
        );
        self.write_objects(&mut ids, &mut EbxmlWriter::new(&mut xml));
        xml.raw("</rim:RegistryObjectList></lcm:SubmitObjectsRequest><xdsb:Document id=\"")
            .value(self.entry.entry_uuid.as_str())
            .raw("\"><xop:Include xmlns:xop=\"http://www.w3.org/2004/08/xop/include\" href=\"cid:")
            .raw(&content_id)
            .raw("\"/></xdsb:Document></xdsb:ProvideAndRegisterDocumentSetRequest>");
        SubmissionBody {
            xml: xml.finish(),
            content_id,
        }
    }

    /// The ids of this message's own parts follow from the submission set, whose parts use the same source under their
    /// own name.
    fn ids(&self) -> RimIds {
        RimIds::of(&EntryUuid::from_wire(format!(
            "{} ITI-41",
            self.submission_set.entry_uuid
        )))
    }

    fn write_objects(&self, ids: &mut RimIds, writer: &mut EbxmlWriter<'_>) {
        writer.document_entry(&self.entry);
        writer.submission_set(&self.submission_set);
        writer.association(&Association {
            id: EntryUuid::from_uuid(ids.next_id()),
            association_type: AssociationType::HasMember,
            source: self.submission_set.entry_uuid.clone(),
            target: self.entry.entry_uuid.clone(),
            slots: vec![Slot::new(slot::SUBMISSION_SET_STATUS, "Original")],
        });
        if let Some(replaced) = &self.replaces {
            writer.association(&Association {
                id: EntryUuid::from_uuid(ids.next_id()),
                association_type: AssociationType::Replace,
                source: self.entry.entry_uuid.clone(),
                target: replaced.clone(),
                slots: Vec::new(),
            });
        }
    }
}
