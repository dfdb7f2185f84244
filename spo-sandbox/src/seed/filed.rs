//! Documents that are stored in a source without passing through the library's client, which shares appointments only.

use spo_core::xds::vocabulary::danish;
use spo_core::xds::{Author, Availability, DocumentEntry, Dtm, EntryUuid, ObjectType, Xon, value_sets};
use spo_core::{Code, Context, DanishTime, Error, InstanceId, Patient};

use super::care_plan::CarePlan;
use super::diagnoses::{self, Diagnosis};
use super::plan::{Service, first_organisation};
use crate::Sandbox;
use crate::store::{self, StoredDocument};

/// A document to store.
#[derive(Clone)]
pub(super) struct Filed {
    pub(super) about: About,
    pub(super) content: Content,
}

/// Whom a document is about, who wrote it, and when.
#[derive(Clone)]
pub(super) struct About {
    pub(super) patient: Patient,
    pub(super) service: Service,
    pub(super) written: DanishTime,
}

#[derive(Clone)]
pub(super) enum Content {
    CarePlan(CarePlan),
    Diagnoses(Vec<Diagnosis>),
}

const CARE_PLAN_FORMAT: &str = "urn:ad:dk:medcom:cpd-v2.0:full";
const DIAGNOSES_FORMAT: &str = "urn:ad:dk:medcom:plr-v1.0:full";

impl Filed {
    /// Stores it in `source`.
    pub(super) fn store(&self, source: &Sandbox, context: &Context) -> Result<(), Error> {
        let id = context.random_uuid();
        let new_id = || context.random_uuid();
        let (text, mime_type) = match &self.content {
            Content::CarePlan(plan) => (plan.document(id, &self.about, &new_id), danish::MIME_TYPE),
            Content::Diagnoses(list) => (
                diagnoses::document(list, id, &self.about, &new_id),
                "application/fhir+json",
            ),
        };
        let document = StoredDocument {
            unique_id: InstanceId::new("1.2.208.184", id.to_string()).to_unique_id(),
            mime_type: mime_type.to_owned(),
            content: text.into_bytes(),
        };
        let hash = store::content_hash(&document.content);
        let entry_uuid = EntryUuid::from_uuid(context.random_uuid());
        let unique_id = InstanceId::new("1.2.208.184", id.to_string());
        let mut entry = DocumentEntry::new(entry_uuid, unique_id, ObjectType::Stable);
        self.describe(&mut entry);
        let site = source.site();
        entry.home_community_id = Some(site.home_urn());
        entry.repository_id = Some(site.repository);
        entry.status = Some(Availability::Approved);
        entry.logical_id = Some(entry.entry_uuid.as_str().to_owned());
        entry.version = Some("1".to_owned());
        entry.mime_type = Some(document.mime_type.clone());
        entry.size = u64::try_from(document.content.len()).ok();
        entry.hash = Some(hash.clone());
        let insert = |connection: &_| {
            store::insert_entry(connection, &entry)?;
            store::insert_document(connection, &document, &hash)
        };
        source.inner().store.change(insert).map_err(store::unusable)
    }

    /// What the document's kind, patient and author say of its entry.
    fn describe(&self, entry: &mut DocumentEntry) {
        let About {
            patient,
            service,
            written,
        } = &self.about;
        let code = |(code, system, display): (&str, &str, &str)| Code::new(code, system, display);
        let (type_code, format, display, title) = match &self.content {
            Content::CarePlan(plan) => (
                danish::CARE_PLAN_TYPE_CODE,
                CARE_PLAN_FORMAT,
                "DK CPD schema",
                plan.title().to_owned(),
            ),
            Content::Diagnoses(_) => (
                danish::DIAGNOSES_TYPE_CODE,
                DIAGNOSES_FORMAT,
                "DK PLR schema",
                format!("Diagnoseoversigt for {}", patient.cpr.as_str()),
            ),
        };
        entry.type_code = Some(code(type_code));
        entry.format_code = Some(Code::new(format, danish::FORMAT_CODE.1, display));
        entry.class_code = Some(code(danish::CLASS_CODE));
        entry.confidentiality_codes = vec![code(danish::CONFIDENTIALITY_CODE)];
        if let Content::CarePlan(plan) = &self.content {
            let (label, words) = &plan.label;
            entry.event_codes = vec![Code::new(label, "1.2.208.176.2.4", words)];
        }
        entry.title = Some(title);
        entry.patient_id = Some(patient.cpr.into());
        entry.source_patient_id = Some(patient.cpr.into());
        entry.language_code = Some(danish::LANGUAGE_CODE.to_owned());
        entry.creation_time = Some(Dtm::from_utc(written.to_utc()));
        entry.service_start_time = entry.creation_time;
        entry.facility_type_code = value_sets::facility_type(&service.facility_type);
        entry.practice_setting_code = value_sets::practice_setting(&service.practice_setting);
        let practice = first_organisation(service);
        let number = practice.id.as_ref().map(|id| (id.root(), id.extension()));
        let (root, extension) = number.unwrap_or_default();
        entry.authors = vec![Author {
            institutions: vec![Xon::from_xon(format!(
                "{}^^^^^&{root}&ISO^^^^{extension}",
                practice.name
            ))],
            ..Author::default()
        }];
    }
}
