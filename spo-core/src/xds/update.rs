//! ITI-57 Update Document Set: withdrawing an entry (aflysning, slettemarkering).

use super::ebxml::{EbxmlWriter, RimIds};
use super::vocabulary::{availability, slot};
use super::{Association, AssociationType, EntryUuid, Slot, SubmissionSet};
use crate::xml::XmlWriter;

/// The action of ITI-57, for SOAPAction and WS-Addressing.
pub const ACTION: &str = "urn:ihe:iti:2010:UpdateDocumentSet";

/// A change of an entry from Approved to Deprecated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecation {
    /// The entry to withdraw, as the registry names it.
    pub entry_uuid: EntryUuid,
    /// Who withdraws it, and when.
    pub submission_set: SubmissionSet,
}

impl Deprecation {
    /// Renders `lcm:SubmitObjectsRequest`.
    pub fn body(&self) -> String {
        let set = &self.submission_set.entry_uuid;
        let mut ids = RimIds::of(&EntryUuid::from_wire(format!("{set} ITI-57")));
        let mut xml = XmlWriter::with_capacity(6 << 10);
        xml.raw(
            "<lcm:SubmitObjectsRequest xmlns:lcm=\"urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0\">\
             <rim:RegistryObjectList xmlns:rim=\"urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0\">",
        );
        let mut writer = EbxmlWriter::new(&mut xml);
        writer.submission_set(&self.submission_set);
        writer.association(&Association {
            id: EntryUuid::from_uuid(ids.next_id()),
            association_type: AssociationType::UpdateAvailabilityStatus,
            source: set.clone(),
            target: self.entry_uuid.clone(),
            slots: vec![
                Slot::new(slot::ORIGINAL_STATUS, availability::APPROVED),
                Slot::new(slot::NEW_STATUS, availability::DEPRECATED),
            ],
        });
        xml.raw("</rim:RegistryObjectList></lcm:SubmitObjectsRequest>");
        xml.finish()
    }
}
