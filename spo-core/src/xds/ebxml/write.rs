//! Registry objects to text.
//!
//! Element order and lengths follow the schema (rim.xsd 3.0); every object that the schema demands an id of has one.

use uuid::Uuid;

use super::RegistryObjects;
use crate::model::Code;
use crate::xds::vocabulary::{entry_identifier, entry_scheme, slot, submission_set};
use crate::xds::{Association, Author, DocumentEntry, Dtm, EntryUuid, SchemeCode, Slot, SubmissionSet};
use crate::xml::XmlWriter;

/// Fresh ids for the parts of one registry object: `urn:uuid:` and a UUID that follows from the object's own id, so
/// that the same submission is the same text each time it is written.
///
/// The UUID of the first part is a name-based one (version 5); the others count up from it in the last sixteen bits,
/// which costs no hash per part.
#[derive(Debug)]
pub(in crate::xds) struct RimIds {
    base: u128,
    next: u16,
}

impl RimIds {
    pub(in crate::xds) fn of(object: &EntryUuid) -> Self {
        let namespace = object
            .uuid()
            .unwrap_or_else(|| Uuid::new_v5(&Uuid::NAMESPACE_OID, object.as_str().as_bytes()));
        let base = Uuid::new_v5(&namespace, b"ebRIM").as_u128() & !0xFFFF;
        Self { base, next: 0 }
    }

    /// The next id.
    pub(in crate::xds) fn next_id(&mut self) -> Uuid {
        self.next = self.next.wrapping_add(1);
        Uuid::from_u128(self.base | u128::from(self.next))
    }

    fn write_next(&mut self, out: &mut XmlWriter) {
        out.raw(self.next_id().urn().encode_lower(&mut Uuid::encode_buffer()));
    }
}

impl RegistryObjects {
    /// Renders `rim:RegistryObjectList`, for whoever keeps registry objects. The reader's warnings are not part of it.
    pub fn to_xml(&self) -> String {
        let mut xml =
            XmlWriter::with_capacity(256 + (self.entries.len() + self.submission_sets.len()) * (8 << 10));
        xml.raw("<rim:RegistryObjectList xmlns:rim=\"urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0\">");
        EbxmlWriter::new(&mut xml).objects(self);
        xml.raw("</rim:RegistryObjectList>");
        xml.finish()
    }
}

/// Appends registry objects, with the prefix `rim`, which whoever writes the element around must declare.
#[derive(Debug)]
pub(in crate::xds) struct EbxmlWriter<'a> {
    out: &'a mut XmlWriter,
}

impl<'a> EbxmlWriter<'a> {
    pub(in crate::xds) fn new(out: &'a mut XmlWriter) -> Self {
        Self { out }
    }

    /// Every object of a list, in the order the schema's readers expect: entries first.
    pub(in crate::xds) fn objects(&mut self, objects: &RegistryObjects) {
        for entry in &objects.entries {
            self.document_entry(entry);
        }
        for set in &objects.submission_sets {
            self.submission_set(set);
        }
        for association in &objects.associations {
            self.association(association);
        }
        for id in &objects.object_refs {
            self.object_ref(id);
        }
    }

    /// `rim:ExtrinsicObject`
    pub(in crate::xds) fn document_entry(&mut self, entry: &DocumentEntry) {
        let id = entry.entry_uuid.as_str();
        let mut ids = RimIds::of(&entry.entry_uuid);
        self.out.raw("<rim:ExtrinsicObject id=\"");
        self.out.value(id);
        self.optional_attribute("lid", entry.logical_id.as_deref());
        self.optional_attribute("home", entry.home_community_id.as_deref());
        self.optional_attribute("mimeType", entry.mime_type.as_deref());
        self.optional_attribute("objectType", Some(entry.object_type.as_urn()));
        self.optional_attribute("status", entry.status.as_ref().map(|status| status.as_urn()));
        self.out.raw("\">");
        self.entry_slots(entry);
        self.international("Name", entry.title.as_deref());
        self.international("Description", entry.comments.as_deref());
        if let Some(version) = &entry.version {
            self.out.raw("<rim:VersionInfo versionName=\"");
            self.out.value(version);
            self.out.raw("\"/>");
        }
        self.entry_classifications(entry, id, &mut ids);
        if let Some(patient) = &entry.patient_id {
            self.identifier(
                &mut ids,
                entry_identifier::PATIENT_ID,
                id,
                "XDSDocumentEntry.patientId",
                patient.as_cx(),
            );
        }
        let unique_id = entry.unique_id.to_unique_id();
        self.identifier(
            &mut ids,
            entry_identifier::UNIQUE_ID,
            id,
            "XDSDocumentEntry.uniqueId",
            &unique_id,
        );
        self.out.raw("</rim:ExtrinsicObject>");
    }

    fn entry_slots(&mut self, entry: &DocumentEntry) {
        self.time_slot(slot::CREATION_TIME, entry.creation_time);
        self.text_slot(slot::HASH, entry.hash.as_deref());
        self.text_slot(slot::LANGUAGE_CODE, entry.language_code.as_deref());
        self.text_slot(
            slot::LEGAL_AUTHENTICATOR,
            entry.legal_authenticator.as_ref().map(|person| person.as_xcn()),
        );
        self.slot(
            slot::REFERENCE_ID_LIST,
            entry.reference_ids.iter().map(String::as_str),
        );
        self.text_slot(slot::REPOSITORY_UNIQUE_ID, entry.repository_id.as_deref());
        self.time_slot(slot::SERVICE_START_TIME, entry.service_start_time);
        self.time_slot(slot::SERVICE_STOP_TIME, entry.service_stop_time);
        self.text_slot(slot::SIZE, entry.size.map(|size| size.to_string()).as_deref());
        self.text_slot(
            slot::SOURCE_PATIENT_ID,
            entry.source_patient_id.as_ref().map(|patient| patient.as_cx()),
        );
        self.slot(
            slot::SOURCE_PATIENT_INFO,
            entry.source_patient_info.values().iter().map(String::as_str),
        );
        self.text_slot(slot::URI, entry.uri.as_deref());
        self.slots(&entry.extra_slots);
    }

    fn entry_classifications(&mut self, entry: &DocumentEntry, id: &str, ids: &mut RimIds) {
        self.authors(ids, entry_scheme::AUTHOR, id, &entry.authors);
        let single = [
            (entry_scheme::CLASS_CODE, &entry.class_code),
            (entry_scheme::FORMAT_CODE, &entry.format_code),
            (entry_scheme::FACILITY_TYPE_CODE, &entry.facility_type_code),
            (entry_scheme::PRACTICE_SETTING_CODE, &entry.practice_setting_code),
            (entry_scheme::TYPE_CODE, &entry.type_code),
        ];
        for (scheme, code) in single {
            if let Some(code) = code {
                self.code(ids, scheme, id, code);
            }
        }
        for code in &entry.confidentiality_codes {
            self.code(ids, entry_scheme::CONFIDENTIALITY_CODE, id, code);
        }
        for code in &entry.event_codes {
            self.code(ids, entry_scheme::EVENT_CODE, id, code);
        }
        self.scheme_codes(ids, id, &entry.extra_codes);
    }

    /// `rim:RegistryPackage`, and the classification that makes it a submission set.
    pub(in crate::xds) fn submission_set(&mut self, set: &SubmissionSet) {
        let id = set.entry_uuid.as_str();
        let mut ids = RimIds::of(&set.entry_uuid);
        self.out.raw("<rim:RegistryPackage id=\"");
        self.out.value(id);
        self.optional_attribute("home", set.home_community_id.as_deref());
        self.optional_attribute("status", set.status.as_ref().map(|status| status.as_urn()));
        self.out.raw("\">");
        self.time_slot(slot::SUBMISSION_TIME, set.submission_time);
        self.slots(&set.extra_slots);
        self.authors(&mut ids, submission_set::AUTHOR, id, &set.authors);
        if let Some(code) = &set.content_type_code {
            self.code(&mut ids, submission_set::CONTENT_TYPE_CODE, id, code);
        }
        self.scheme_codes(&mut ids, id, &set.extra_codes);
        if let Some(patient) = &set.patient_id {
            self.identifier(
                &mut ids,
                submission_set::PATIENT_ID,
                id,
                "XDSSubmissionSet.patientId",
                patient.as_cx(),
            );
        }
        self.identifier(
            &mut ids,
            submission_set::UNIQUE_ID,
            id,
            "XDSSubmissionSet.uniqueId",
            &set.unique_id,
        );
        self.identifier(
            &mut ids,
            submission_set::SOURCE_ID,
            id,
            "XDSSubmissionSet.sourceId",
            &set.source_id,
        );
        self.out.raw("</rim:RegistryPackage><rim:Classification id=\"");
        ids.write_next(self.out);
        self.out.raw("\" classifiedObject=\"");
        self.out.value(id);
        self.out.raw("\" classificationNode=\"");
        self.out.raw(submission_set::NODE);
        self.out.raw("\"/>");
    }

    /// `rim:Association`
    pub(in crate::xds) fn association(&mut self, association: &Association) {
        self.out.raw("<rim:Association id=\"");
        self.out.value(association.id.as_str());
        self.optional_attribute("associationType", Some(association.association_type.as_urn()));
        self.optional_attribute("sourceObject", Some(association.source.as_str()));
        self.optional_attribute("targetObject", Some(association.target.as_str()));
        if association.slots.is_empty() {
            self.out.raw("\"/>");
        } else {
            self.out.raw("\">");
            self.slots(&association.slots);
            self.out.raw("</rim:Association>");
        }
    }

    /// `rim:ObjectRef`
    pub(in crate::xds) fn object_ref(&mut self, id: &EntryUuid) {
        self.out.raw("<rim:ObjectRef id=\"");
        self.out.value(id.as_str());
        self.out.raw("\"/>");
    }

    /// `rim:Slot` with each of `values`; nothing when there are none.
    pub(in crate::xds) fn slot<'v>(&mut self, name: &str, values: impl IntoIterator<Item = &'v str>) {
        let mut values = values.into_iter().peekable();
        if values.peek().is_none() {
            return;
        }
        self.out.raw("<rim:Slot name=\"");
        self.out.value(name);
        self.out.raw("\"><rim:ValueList>");
        for value in values {
            self.out.raw("<rim:Value>");
            self.out.value(value);
            self.out.raw("</rim:Value>");
        }
        self.out.raw("</rim:ValueList></rim:Slot>");
    }

    fn slots(&mut self, slots: &[Slot]) {
        for slot in slots {
            self.slot(&slot.name, slot.values.iter().map(String::as_str));
        }
    }

    fn text_slot(&mut self, name: &str, value: Option<&str>) {
        self.slot(name, value);
    }

    fn time_slot(&mut self, name: &str, time: Option<Dtm>) {
        if let Some(time) = time {
            self.out.raw("<rim:Slot name=\"");
            self.out.raw(name);
            self.out.raw("\"><rim:ValueList><rim:Value>");
            self.out.raw(time.digits(&mut [0; 14]));
            self.out.raw("</rim:Value></rim:ValueList></rim:Slot>");
        }
    }

    /// Ends the attribute before it and leaves this one open: `" name="value`.
    fn optional_attribute(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.out.raw("\" ");
            self.out.raw(name);
            self.out.raw("=\"");
            self.out.value(value);
        }
    }

    fn international(&mut self, element: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.out.raw("<rim:");
            self.out.raw(element);
            self.out.raw("><rim:LocalizedString value=\"");
            self.out.value(text);
            self.out.raw("\"/></rim:");
            self.out.raw(element);
            self.out.raw(">");
        }
    }

    fn start_classification(&mut self, ids: &mut RimIds, scheme: &str, object: &str, code: &str) {
        self.out.raw("<rim:Classification id=\"");
        ids.write_next(self.out);
        self.out.raw("\" classificationScheme=\"");
        self.out.value(scheme);
        self.out.raw("\" classifiedObject=\"");
        self.out.value(object);
        self.out.raw("\" nodeRepresentation=\"");
        self.out.value(code);
        self.out.raw("\">");
    }

    fn code(&mut self, ids: &mut RimIds, scheme: &str, object: &str, code: &Code) {
        self.start_classification(ids, scheme, object, &code.code);
        self.slot(slot::CODING_SCHEME, [code.system.as_str()]);
        self.international("Name", code.display.as_deref());
        self.out.raw("</rim:Classification>");
    }

    fn scheme_codes(&mut self, ids: &mut RimIds, object: &str, codes: &[SchemeCode]) {
        for SchemeCode { scheme, code } in codes {
            self.code(ids, scheme, object, code);
        }
    }

    fn authors(&mut self, ids: &mut RimIds, scheme: &str, object: &str, authors: &[Author]) {
        for author in authors {
            self.start_classification(ids, scheme, object, "");
            self.slot(
                slot::AUTHOR_INSTITUTION,
                author.institutions.iter().map(|institution| institution.as_xon()),
            );
            self.text_slot(
                slot::AUTHOR_PERSON,
                author.person.as_ref().map(|person| person.as_xcn()),
            );
            self.slot(slot::AUTHOR_ROLE, author.roles.iter().map(String::as_str));
            self.slot(
                slot::AUTHOR_SPECIALTY,
                author.specialties.iter().map(String::as_str),
            );
            self.slot(
                slot::AUTHOR_TELECOMMUNICATION,
                author.telecoms.iter().map(String::as_str),
            );
            self.slots(&author.extra_slots);
            self.out.raw("</rim:Classification>");
        }
    }

    fn identifier(&mut self, ids: &mut RimIds, scheme: &str, object: &str, name: &str, value: &str) {
        self.out.raw("<rim:ExternalIdentifier id=\"");
        ids.write_next(self.out);
        self.out.raw("\" identificationScheme=\"");
        self.out.raw(scheme);
        self.out.raw("\" registryObject=\"");
        self.out.value(object);
        self.out.raw("\" value=\"");
        self.out.value(value);
        self.out.raw("\"><rim:Name><rim:LocalizedString value=\"");
        self.out.raw(name);
        self.out.raw("\"/></rim:Name></rim:ExternalIdentifier>");
    }
}
