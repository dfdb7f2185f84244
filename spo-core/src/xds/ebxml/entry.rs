//! `rim:ExtrinsicObject` to [`DocumentEntry`].

use std::borrow::Cow;

use super::MetadataWarning;
use super::slots::{localized, read_author, read_code, read_slot, slot_values};
use crate::model::{Code, InstanceId};
use crate::xds::vocabulary::{entry_identifier, entry_scheme, slot};
use crate::xds::{
    Availability, DocumentEntry, Dtm, EntryUuid, ObjectType, PatientId, SchemeCode, Slot, SourcePatientInfo,
    Xcn,
};
use crate::xml::{Element, Namespace};

/// One entry while it is read, and where its warnings go.
pub(super) struct EntryReader<'a> {
    entry: &'a mut DocumentEntry,
    warnings: &'a mut Vec<MetadataWarning>,
}

impl EntryReader<'_> {
    pub(super) fn read(object: Element<'_>, warnings: &mut Vec<MetadataWarning>) -> DocumentEntry {
        let mut entry = DocumentEntry::new(EntryUuid::default(), InstanceId::new("", ""), ObjectType::Stable);
        let mut reader = EntryReader {
            entry: &mut entry,
            warnings,
        };
        reader.attributes(object);
        for part in object.children() {
            if part.namespace() == Namespace::RIM {
                reader.part(part);
            }
        }
        entry
    }

    /// Adds a classification or identifier that stood beside its entry.
    pub(super) fn attach(entry: &mut DocumentEntry, part: Element<'_>, warnings: &mut Vec<MetadataWarning>) {
        EntryReader { entry, warnings }.part(part);
    }

    fn attributes(&mut self, object: Element<'_>) {
        let mut has_type = false;
        for attribute in object.attributes() {
            let value = attribute.value.trim();
            if value.is_empty() || attribute.namespace != Namespace::NONE {
                continue;
            }
            match attribute.local {
                "id" => self.entry.entry_uuid = EntryUuid::from_wire(value),
                "lid" => self.entry.logical_id = Some(value.to_owned()),
                "home" => self.entry.home_community_id = Some(value.to_owned()),
                "mimeType" => self.entry.mime_type = Some(value.to_owned()),
                "status" => self.entry.status = Some(Availability::from_urn(value)),
                "objectType" => {
                    self.entry.object_type = ObjectType::from_urn(value);
                    has_type = true;
                }
                _ => {}
            }
        }
        if !has_type {
            self.warn("objectType", "missing; taken as stable");
        }
    }

    fn part(&mut self, part: Element<'_>) {
        match part.local() {
            "Slot" => self.slot(part),
            "Name" => self.entry.title = localized(part).map(str::to_owned),
            "Description" => self.entry.comments = localized(part).map(str::to_owned),
            "VersionInfo" => {
                let version = part
                    .attr("versionName")
                    .map(str::trim)
                    .filter(|version| !version.is_empty());
                self.entry.version = version.map(str::to_owned);
            }
            "Classification" => self.classification(part),
            "ExternalIdentifier" => self.identifier(part),
            _ => {}
        }
    }

    fn slot(&mut self, element: Element<'_>) {
        let name = element.attr("name").unwrap_or_default().trim();
        let mut values = slot_values(element);
        match name {
            slot::REFERENCE_ID_LIST => return self.entry.reference_ids.extend(values.map(str::to_owned)),
            slot::SOURCE_PATIENT_INFO if self.entry.source_patient_info.is_empty() => {
                let values = values.map(str::to_owned).collect();
                self.entry.source_patient_info = SourcePatientInfo::from_values(values);
                return;
            }
            _ => {}
        }
        let (first, more) = (values.next(), values.next().is_some());
        let taken = match (name, first) {
            // An attribute without a value is no attribute.
            (_, None) if is_known(name) => true,
            (_, Some(value)) if !more => self.single_slot(name, value),
            _ => false,
        };
        if !taken {
            if is_known(name) {
                self.warn(name, "not one readable value; kept in the extra slots");
            }
            self.entry.extra_slots.push(read_slot(element));
        }
    }

    /// Whether the slot was one of an entry's own, not set before, with a value that is what it promises.
    fn single_slot(&mut self, name: &str, value: &str) -> bool {
        let entry = &mut *self.entry;
        match name {
            slot::CREATION_TIME => set(&mut entry.creation_time, Dtm::parse(value).ok()),
            slot::SERVICE_START_TIME => set(&mut entry.service_start_time, Dtm::parse(value).ok()),
            slot::SERVICE_STOP_TIME => set(&mut entry.service_stop_time, Dtm::parse(value).ok()),
            slot::SIZE => set(&mut entry.size, value.parse().ok()),
            slot::HASH => set(&mut entry.hash, Some(value.to_owned())),
            slot::LANGUAGE_CODE => set(&mut entry.language_code, Some(value.to_owned())),
            slot::REPOSITORY_UNIQUE_ID => set(&mut entry.repository_id, Some(value.to_owned())),
            slot::SOURCE_PATIENT_ID => set(&mut entry.source_patient_id, Some(PatientId::from_cx(value))),
            slot::LEGAL_AUTHENTICATOR => set(&mut entry.legal_authenticator, Some(Xcn::from_xcn(value))),
            slot::URI => set(&mut entry.uri, Some(value.to_owned())),
            _ => false,
        }
    }

    fn classification(&mut self, element: Element<'_>) {
        let Some(scheme) = element.attr("classificationScheme").map(normal_scheme) else {
            return;
        };
        if scheme == entry_scheme::AUTHOR {
            self.entry.authors.push(read_author(element));
            return;
        }
        let code = read_code(
            element,
            element.attr("nodeRepresentation").unwrap_or_default().trim(),
        );
        let entry = &mut *self.entry;
        let (attribute, field) = match scheme.as_ref() {
            entry_scheme::CLASS_CODE => ("classCode", &mut entry.class_code),
            entry_scheme::TYPE_CODE => ("typeCode", &mut entry.type_code),
            entry_scheme::FORMAT_CODE => ("formatCode", &mut entry.format_code),
            entry_scheme::FACILITY_TYPE_CODE => ("healthcareFacilityTypeCode", &mut entry.facility_type_code),
            entry_scheme::PRACTICE_SETTING_CODE => ("practiceSettingCode", &mut entry.practice_setting_code),
            entry_scheme::CONFIDENTIALITY_CODE => return entry.confidentiality_codes.push(code),
            entry_scheme::EVENT_CODE => return entry.event_codes.push(code),
            _ => {
                return entry.extra_codes.push(SchemeCode {
                    scheme: scheme.into_owned(),
                    code,
                });
            }
        };
        if code.system.is_empty() {
            self.warnings
                .push(warning(&entry.entry_uuid, attribute, "without a code system"));
        }
        if let Some(second) = give(field, code) {
            entry.extra_codes.push(SchemeCode {
                scheme: scheme.into_owned(),
                code: second,
            });
            self.warn(attribute, "given twice; the second is kept in the extra codes");
        }
    }

    fn identifier(&mut self, element: Element<'_>) {
        let Some(scheme) = element.attr("identificationScheme").map(normal_scheme) else {
            return;
        };
        let value = element.attr("value").unwrap_or_default().trim();
        match scheme.as_ref() {
            _ if value.is_empty() => {}
            entry_identifier::PATIENT_ID => self.entry.patient_id = Some(PatientId::from_cx(value)),
            entry_identifier::UNIQUE_ID => self.entry.unique_id = InstanceId::from_unique_id(value),
            _ => self.entry.extra_slots.push(Slot::new(scheme.into_owned(), value)),
        }
    }

    fn warn(&mut self, attribute: &str, problem: &'static str) {
        self.warnings
            .push(warning(&self.entry.entry_uuid, attribute, problem));
    }
}

fn warning(entry_uuid: &EntryUuid, attribute: &str, problem: &'static str) -> MetadataWarning {
    let attribute = Cow::Owned(crate::redact(attribute).into_owned());
    MetadataWarning {
        entry_uuid: entry_uuid.clone(),
        attribute,
        problem,
    }
}

/// Whether `field` was free and there is something to put in it.
fn set<T>(field: &mut Option<T>, value: Option<T>) -> bool {
    let free = field.is_none() && value.is_some();
    if free {
        *field = value;
    }
    free
}

/// Gives `code` back when `field` is taken.
fn give(field: &mut Option<Code>, code: Code) -> Option<Code> {
    if field.is_some() {
        return Some(code);
    }
    *field = Some(code);
    None
}

fn is_known(name: &str) -> bool {
    matches!(
        name,
        slot::CREATION_TIME
            | slot::SERVICE_START_TIME
            | slot::SERVICE_STOP_TIME
            | slot::SIZE
            | slot::HASH
            | slot::LANGUAGE_CODE
            | slot::REPOSITORY_UNIQUE_ID
            | slot::SOURCE_PATIENT_ID
            | slot::SOURCE_PATIENT_INFO
            | slot::LEGAL_AUTHENTICATOR
            | slot::URI
    )
}

/// A scheme as the standard writes it: senders have been seen to leave `urn:uuid:` out, use capitals, and break the
/// UUID with a space.
pub(super) fn normal_scheme(scheme: &str) -> Cow<'_, str> {
    let is_normal = |byte: u8| !byte.is_ascii_uppercase() && !byte.is_ascii_whitespace();
    if scheme.starts_with("urn:uuid:") && scheme.bytes().all(is_normal) {
        return Cow::Borrowed(scheme);
    }
    let mut normal: String = scheme.chars().filter(|c| !c.is_whitespace()).collect();
    normal.make_ascii_lowercase();
    if !normal.starts_with("urn:") {
        normal.insert_str(0, "urn:uuid:");
    }
    Cow::Owned(normal)
}
