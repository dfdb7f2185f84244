//! The test persons of a sandbox, and their places in its registry.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use spo_core::xds::vocabulary::danish;
use spo_core::xds::{
    Author, Availability, DocumentEntry, EntryUuid, ObjectType, PatientId, SourcePatientInfo, Xon,
};
use spo_core::{Code, Context, Cpr, Error, ErrorKind, InstanceId};

use super::{Outage, TestPerson, compose};
use crate::identity::Site;
use crate::store::StoredDocument;

/// The persons, by the unique id of their document.
#[derive(Debug, Default)]
pub(crate) struct People {
    known: Mutex<BTreeMap<String, TestPerson>>,
}

impl People {
    /// Takes a person in, in place of the one with the same number. A new one's entry is for the registry.
    pub(crate) fn take(
        &self,
        mut person: TestPerson,
        site: &Site,
        context: &Context,
    ) -> Option<DocumentEntry> {
        person.register(context);
        let mut known = self.lock();
        if let Some(place) = known.values_mut().find(|it| it.cpr == person.cpr) {
            *place = person;
            return None;
        }
        let id = InstanceId::new(site.repository.as_str(), context.random_uuid().to_string());
        let entry = entry(&person, id, site);
        known.insert(entry.unique_id.to_unique_id(), person);
        Some(entry)
    }

    /// The person with this number.
    pub(crate) fn get(&self, cpr: &Cpr) -> Option<TestPerson> {
        self.lock().values().find(|person| person.cpr == *cpr).cloned()
    }

    /// Hands the person with this number to `change`.
    pub(crate) fn change<T>(
        &self,
        cpr: &Cpr,
        change: impl FnOnce(&mut TestPerson) -> Result<T, Error>,
    ) -> Result<T, Error> {
        match self.lock().values_mut().find(|person| person.cpr == *cpr) {
            Some(person) => change(person),
            None => {
                let message = "the register does not know this citizen";
                let error = Error::new(ErrorKind::NotFound, "master_data.none", message);
                Err(error.with_remedy("Check the CPR number.").at("patient"))
            }
        }
    }

    /// Everybody, in no particular order.
    pub(crate) fn all(&self) -> Vec<TestPerson> {
        self.lock().values().cloned().collect()
    }

    /// Composes the document with this unique id, if it is a person's.
    pub(crate) fn document(
        &self,
        unique_id: &str,
        outages: &[Outage],
        context: &Context,
    ) -> Option<StoredDocument> {
        let person = self.lock().get(unique_id).cloned()?;
        Some(StoredDocument {
            unique_id: unique_id.to_owned(),
            mime_type: danish::MIME_TYPE.to_owned(),
            content: compose::compose(&person, outages, context).into_bytes(),
        })
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, TestPerson>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The entry that stays, whenever the document is composed: without times, size and hash (IHE ITI TF volume 3,
/// 4.2.3.2). Its own id is the document's: that is what the national health data authority's client retrieves by.
///
/// Of the metadata only the format is known from use; typeCode and classCode are MedCom's for master data, and what no
/// public source tells (kind of place, specialty) is left out.
fn entry(person: &TestPerson, id: InstanceId, site: &Site) -> DocumentEntry {
    let code = |(code, system, display): (&str, &str, &str)| Some(Code::new(code, system, display));
    let patient = PatientId::from(person.cpr);
    let mut entry = DocumentEntry::new(EntryUuid::from_wire(id.to_unique_id()), id, ObjectType::OnDemand);
    entry.home_community_id = Some(site.home_urn());
    entry.repository_id = Some(site.repository.clone());
    entry.status = Some(Availability::Approved);
    entry.logical_id = Some(entry.entry_uuid.as_str().to_owned());
    entry.version = Some("1".to_owned());
    entry.source_patient_id = Some(patient.clone());
    entry.patient_id = Some(patient);
    entry.source_patient_info = SourcePatientInfo::default();
    entry.title = Some(format!("Personal Data Card for {}", person.cpr.as_str()));
    entry.language_code = Some(danish::LANGUAGE_CODE.to_owned());
    entry.mime_type = Some(danish::MIME_TYPE.to_owned());
    entry.class_code = code(danish::CLASS_CODE);
    entry.type_code = code(danish::MASTER_DATA_TYPE_CODE);
    entry.format_code = code(danish::MASTER_DATA_FORMAT);
    entry
        .confidentiality_codes
        .extend(code(danish::CONFIDENTIALITY_CODE));
    entry.authors = vec![Author {
        institutions: vec![Xon::from_xon(AUTHOR)],
        ..Author::default()
    }];
    entry
}

const AUTHOR: &str = "Sundhedsdatastyrelsen^^^^^&1.2.208.176.1.1&ISO^^^^1126211000016009";
