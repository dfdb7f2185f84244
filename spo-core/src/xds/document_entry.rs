//! The registry's entry for one document.

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};

use super::vocabulary::{danish, object_type};
use super::{Author, Availability, Dtm, EntryUuid, PatientId, SchemeCode, Slot, SourcePatientInfo, Xcn};
use crate::model::{Code, InstanceId};

/// A document's entry in the registry (DocumentEntry), as written into a submission or read from an answer.
///
/// Only [`DocumentEntry::new`] fields are always there; a reader meets entries without titles, times or even home
/// communities. `Debug` masks the patient; JSON carries the CPR number in `patient_id` and `source_patient_id` only.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        description = "A document's entry in the registry (DocumentEntry). Registries answer with entries without titles, times or even home communities. CPR numbers stand in `patient_id` and `source_patient_id` only; elsewhere they are masked."
    )
)]
pub struct DocumentEntry {
    /// The registry's id of the entry.
    pub entry_uuid: EntryUuid,
    /// The document's id; for an appointment, the `ClinicalDocument/id`.
    pub unique_id: InstanceId,
    /// `lid`: the id that all versions of the entry's metadata share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logical_id: Option<String>,
    /// `VersionInfo/@versionName`: the version of the entry's metadata (not of the document).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The repository that has the document: an OID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository_id: Option<String>,
    /// The community the repository belongs to, exactly as it came: with `urn:oid:`, without, or not at all. Retrieval
    /// must say the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home_community_id: Option<String>,
    /// Whether it is in use. The registry sets it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Availability>,
    /// Whether the document is stored or made on demand.
    pub object_type: ObjectType,
    /// The patient.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patient_id: Option<PatientId>,
    /// The patient's id at the source; in Denmark the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_patient_id: Option<PatientId>,
    /// What the source knew of the patient.
    #[serde(skip_serializing_if = "SourcePatientInfo::is_empty")]
    pub source_patient_info: SourcePatientInfo,
    /// The title. An appointment's holds the CPR number: show [`DocumentEntry::display_title`].
    #[serde(serialize_with = "masked", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(description = "The title, CPR numbers masked."))]
    pub title: Option<String>,
    /// What the source remarks on it (`Description`).
    #[serde(serialize_with = "masked", skip_serializing_if = "Option::is_none")]
    pub comments: Option<String>,
    /// When the document was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creation_time: Option<Dtm>,
    /// When the appointment starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_start_time: Option<Dtm>,
    /// When the appointment ends; absent when not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_stop_time: Option<Dtm>,
    /// The document's language, such as `da-DK`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language_code: Option<String>,
    /// The document's media type. Registries have been seen to call a CDA document `application/octet-stream`:
    /// [`DocumentEntry::format_code`] tells what it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(
            description = "The document's media type. Registries have been seen to call a CDA document `application/octet-stream`: `format_code` tells what it is."
        )
    )]
    pub mime_type: Option<String>,
    /// SHA-1 of the document in hexadecimal, as it came. See [`DocumentEntry::trusted_hash`].
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(
            description = "SHA-1 of the document in hexadecimal, as it came. Registries have been seen to carry the hash of nothing."
        )
    )]
    pub hash: Option<String>,
    /// The document's size in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// The class of document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class_code: Option<Code>,
    /// The type of document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub type_code: Option<Code>,
    /// The format, such as APD-DK 2.0.1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format_code: Option<Code>,
    /// The kind of place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facility_type_code: Option<Code>,
    /// The specialty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub practice_setting_code: Option<Code>,
    /// How confidential it is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub confidentiality_codes: Vec<Code>,
    /// What it is about; for an appointment, the label of the episode of care.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub event_codes: Vec<Code>,
    /// Who made it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Author>,
    /// Who vouches for it. Never set for an appointment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_authenticator: Option<Xcn>,
    /// Where it is, when not in a repository.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    /// Ids of what it is about (CXi), as they came.
    #[serde(serialize_with = "masked_list", skip_serializing_if = "Vec::is_empty")]
    pub reference_ids: Vec<String>,
    /// Slots that are not one of the above, or whose value could not be read as what they promise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extra_slots: Vec<Slot>,
    /// Classifications that are not one of the above, and second ones where one is allowed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extra_codes: Vec<SchemeCode>,
}

impl DocumentEntry {
    /// An entry of which only the ids and the kind are known.
    pub fn new(entry_uuid: EntryUuid, unique_id: InstanceId, object_type: ObjectType) -> Self {
        Self {
            entry_uuid,
            unique_id,
            logical_id: None,
            version: None,
            repository_id: None,
            home_community_id: None,
            status: None,
            object_type,
            patient_id: None,
            source_patient_id: None,
            source_patient_info: SourcePatientInfo::default(),
            title: None,
            comments: None,
            creation_time: None,
            service_start_time: None,
            service_stop_time: None,
            language_code: None,
            mime_type: None,
            hash: None,
            size: None,
            class_code: None,
            type_code: None,
            format_code: None,
            facility_type_code: None,
            practice_setting_code: None,
            confidentiality_codes: Vec::new(),
            event_codes: Vec::new(),
            authors: Vec::new(),
            legal_authenticator: None,
            uri: None,
            reference_ids: Vec::new(),
            extra_slots: Vec::new(),
            extra_codes: Vec::new(),
        }
    }

    /// The title with CPR numbers masked: safe to show and log.
    pub fn display_title(&self) -> Option<Cow<'_, str>> {
        self.title.as_deref().map(crate::redact)
    }

    /// The hash, when it can say anything about the document: forty hexadecimal digits that are not the hash of
    /// nothing, which registries carry for documents with content. A document made on demand has none.
    pub fn trusted_hash(&self) -> Option<&str> {
        let hash = self.hash.as_deref().filter(|_| !self.is_on_demand())?;
        let is_sha1 = hash.len() == 40 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        (is_sha1 && !hash.eq_ignore_ascii_case(danish::HASH_OF_NOTHING)).then_some(hash)
    }

    /// Whether the document is made when it is retrieved. Sources of on-demand summaries have been seen to call their
    /// entries stable: a summary without a size is taken for one.
    pub fn is_on_demand(&self) -> bool {
        let is_summary = || self.format_is(|format| format == danish::SUMMARY_FORMAT);
        self.object_type == ObjectType::OnDemand || (self.size.unwrap_or(0) == 0 && is_summary())
    }

    /// Whether the document is about appointments: by its format when it names one, else by its type. Never by the
    /// media type, which is often wrong.
    pub fn is_appointment(&self) -> bool {
        let formats = [
            danish::APD_FORMATS,
            danish::SUMMARY_FORMAT,
            danish::OLD_APD_FORMAT,
        ];
        self.is_one_of(&formats, &[danish::TYPE_CODE.0, danish::SUMMARY_TYPE_CODE.0])
    }

    /// Whether the document is master data (stamkort), told as for appointments.
    pub fn is_master_data(&self) -> bool {
        self.is_one_of(&[danish::MASTER_DATA_FORMATS], &[danish::MASTER_DATA_TYPE_CODE.0])
    }

    /// Whether the document is a care plan (forløbsplan), told as for appointments.
    pub fn is_care_plan(&self) -> bool {
        self.is_one_of(&[danish::CARE_PLAN_FORMATS], &[danish::CARE_PLAN_TYPE_CODE.0])
    }

    /// Whether the document is a list of diagnoses (diagnoseoversigt), told as for appointments.
    pub fn is_diagnoses(&self) -> bool {
        self.is_one_of(&[danish::DIAGNOSES_FORMATS], &[danish::DIAGNOSES_TYPE_CODE.0])
    }

    /// By the beginning of its format when it names one, else by its type.
    fn is_one_of(&self, formats: &[&str], types: &[&str]) -> bool {
        match (&self.format_code, &self.type_code) {
            (Some(format), _) => formats.iter().any(|it| format.code.starts_with(it)),
            (None, Some(of_type)) => types.contains(&&*of_type.code),
            (None, None) => false,
        }
    }

    fn format_is(&self, test: impl FnOnce(&str) -> bool) -> bool {
        self.format_code.as_ref().is_some_and(|format| test(&format.code))
    }

    /// Whether it is in use.
    pub fn is_approved(&self) -> bool {
        self.status == Some(Availability::Approved)
    }
}

/// `objectType`: what kind of entry it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ObjectType {
    /// The document is stored as it is.
    Stable,
    /// The document is made when it is retrieved. Sources have been seen to call such entries stable.
    OnDemand,
    /// Anything else, as it came.
    Other(String),
}

impl ObjectType {
    /// Recognises the URN.
    pub fn from_urn(urn: &str) -> Self {
        match urn.trim() {
            object_type::STABLE => Self::Stable,
            object_type::ON_DEMAND => Self::OnDemand,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The URN.
    pub fn as_urn(&self) -> &str {
        match self {
            Self::Stable => object_type::STABLE,
            Self::OnDemand => object_type::ON_DEMAND,
            Self::Other(urn) => urn,
        }
    }
}

impl Serialize for ObjectType {
    /// `"stable"`, `"on_demand"` or the URN.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Stable => "stable",
            Self::OnDemand => "on_demand",
            Self::Other(urn) => urn,
        })
    }
}

fn masked<S: Serializer>(text: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    text.as_deref().map(crate::redact).serialize(serializer)
}

fn masked_list<S: Serializer>(texts: &[String], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(texts.iter().map(|text| crate::redact(text)))
}

impl fmt::Debug for DocumentEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DocumentEntry")
            .field("entry_uuid", &self.entry_uuid)
            .field("unique_id", &self.unique_id)
            .field("logical_id", &self.logical_id)
            .field("version", &self.version)
            .field("repository_id", &self.repository_id)
            .field("home_community_id", &self.home_community_id)
            .field("status", &self.status)
            .field("object_type", &self.object_type)
            .field("patient_id", &self.patient_id)
            .field("source_patient_id", &self.source_patient_id)
            .field("source_patient_info", &self.source_patient_info)
            .field("title", &self.display_title())
            .field("comments", &self.comments.as_deref().map(crate::redact))
            .field("creation_time", &self.creation_time)
            .field("service_start_time", &self.service_start_time)
            .field("service_stop_time", &self.service_stop_time)
            .field("language_code", &self.language_code)
            .field("mime_type", &self.mime_type)
            .field("hash", &self.hash)
            .field("size", &self.size)
            .field("class_code", &self.class_code)
            .field("type_code", &self.type_code)
            .field("format_code", &self.format_code)
            .field("facility_type_code", &self.facility_type_code)
            .field("practice_setting_code", &self.practice_setting_code)
            .field("confidentiality_codes", &self.confidentiality_codes)
            .field("event_codes", &self.event_codes)
            .field("authors", &self.authors)
            .field("legal_authenticator", &self.legal_authenticator)
            .field("uri", &self.uri)
            .field(
                "reference_ids",
                &self
                    .reference_ids
                    .iter()
                    .map(|id| crate::redact(id))
                    .collect::<Vec<_>>(),
            )
            .field("extra_slots", &self.extra_slots)
            .field("extra_codes", &self.extra_codes)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Cpr;

    fn entry() -> DocumentEntry {
        let mut entry = DocumentEntry::new(
            EntryUuid::from_wire("urn:uuid:1"),
            InstanceId::new("1.2.208.184", "a"),
            ObjectType::Stable,
        );
        let cpr = Cpr::parse("2512489996").unwrap();
        entry.patient_id = Some(cpr.into());
        entry.source_patient_id = Some(cpr.into());
        entry.title = Some("Aftale for 2512489996".to_owned());
        entry.comments = Some("2512489996".to_owned());
        entry.source_patient_info = SourcePatientInfo::from_values(vec!["PID-3|2512489996".to_owned()]);
        entry.reference_ids = vec!["2512489996^^^&1.2.208.176.1.2&ISO^x".to_owned()];
        entry.extra_slots = vec![Slot::new("x", "2512489996")];
        entry
    }

    #[test]
    fn debug_never_prints_the_cpr_number() {
        assert!(!format!("{:?}", entry()).contains("9996"));
    }

    #[test]
    fn json_has_the_cpr_number_in_the_patient_ids_only() {
        let mut json = serde_json::to_value(entry()).unwrap();
        assert_eq!(json["patient_id"]["id"], "2512489996");
        assert_eq!(json["title"], "Aftale for ******-****");
        let object = json.as_object_mut().unwrap();
        object.remove("patient_id");
        object.remove("source_patient_id");
        assert!(!json.to_string().contains("2512489996"));
    }

    #[test]
    fn the_format_tells_what_a_document_is() {
        for (format, appointment, on_demand) in [
            ("urn:ad:dk:medcom:apd-v2.0.1:full", true, false),
            ("urn:ad:dk:medcom:apd-v3.0:full", true, false),
            ("urn:ad:dk:medcom:appointment", true, false),
            ("urn:ad:dk:medcom:appointmentsummary:full", true, true),
            ("urn:ad:dk:medcom:pdc-v3.0:full", false, false),
        ] {
            let mut entry = entry();
            entry.format_code = Some(Code::new(format, "1.2.208.184.100.10", ""));
            assert_eq!(
                (entry.is_appointment(), entry.is_on_demand()),
                (appointment, on_demand),
                "{format}"
            );
        }
    }

    #[test]
    fn the_hash_of_nothing_is_not_trusted() {
        let mut entry = entry();
        for (hash, trusted) in [
            ("da39a3ee5e6b4b0d3255bfef95601890afd80709", false),
            ("DA39A3EE5E6B4B0D3255BFEF95601890AFD80709", false),
            ("0", false),
            ("zz39a3ee5e6b4b0d3255bfef95601890afd80709", false),
            ("8c06603ac040fd4b633b57145b325f0626224b98", true),
        ] {
            entry.hash = Some(hash.to_owned());
            assert_eq!(entry.trusted_hash().is_some(), trusted, "{hash}");
        }
    }
}
