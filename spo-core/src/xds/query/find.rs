//! FindDocuments: entries of one patient.

use chrono::{DateTime, Utc};

use super::parameters::{Request, ReturnType};
use crate::model::{Code, Cpr};
use crate::xds::vocabulary::{danish, stored_query};
use crate::xds::{Availability, ObjectType, PatientId};

/// Which of a patient's entries to find. An empty list and an open range mean any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindDocuments {
    /// The patient.
    pub patient_id: PatientId,
    /// In use, withdrawn, or both. The registry demands at least one.
    pub statuses: Vec<Availability>,
    /// Stored documents, documents made on demand, or both. The registry takes an empty list as stored ones only.
    pub object_types: Vec<ObjectType>,
    /// The class of document.
    pub class_codes: Vec<Code>,
    /// The type of document.
    pub type_codes: Vec<Code>,
    /// The format.
    pub format_codes: Vec<Code>,
    /// What it is about.
    pub event_codes: Vec<Code>,
    /// The kind of place.
    pub facility_type_codes: Vec<Code>,
    /// The specialty.
    pub practice_setting_codes: Vec<Code>,
    /// How confidential.
    pub confidentiality_codes: Vec<Code>,
    /// When the document was made.
    pub creation_time: TimeRange,
    /// When the appointment starts.
    pub service_start_time: TimeRange,
    /// When the appointment ends. What a registry does with entries that have no end is not specified; a range of
    /// starts finds all.
    pub service_stop_time: TimeRange,
    /// The community to ask, when the gateway needs it.
    pub home_community_id: Option<String>,
    /// Whole entries or ids.
    pub returns: ReturnType,
}

/// A range of time; both ends may be open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TimeRange {
    /// The first moment in it.
    pub from: Option<DateTime<Utc>>,
    /// The first moment after it.
    pub to: Option<DateTime<Utc>>,
}

impl FindDocuments {
    /// Every entry of the patient that is in use, stored or on demand.
    pub fn new(patient: Cpr) -> Self {
        Self {
            patient_id: patient.into(),
            statuses: vec![Availability::Approved],
            object_types: vec![ObjectType::Stable, ObjectType::OnDemand],
            class_codes: Vec::new(),
            type_codes: Vec::new(),
            format_codes: Vec::new(),
            event_codes: Vec::new(),
            facility_type_codes: Vec::new(),
            practice_setting_codes: Vec::new(),
            confidentiality_codes: Vec::new(),
            creation_time: TimeRange::default(),
            service_start_time: TimeRange::default(),
            service_stop_time: TimeRange::default(),
            home_community_id: None,
            returns: ReturnType::LeafClass,
        }
    }

    /// The patient's appointments: documents of the appointment type, and on-demand summaries of appointments.
    pub fn appointments(patient: Cpr) -> Self {
        let code = |(code, system, display): (&str, &str, &str)| Code::new(code, system, display);
        Self {
            type_codes: vec![code(danish::TYPE_CODE), code(danish::SUMMARY_TYPE_CODE)],
            ..Self::new(patient)
        }
    }

    /// The patient's master data (stamkort), in the way that is known to work against the service that composes it: by
    /// format, among stored and on-demand documents.
    pub fn master_data(patient: Cpr) -> Self {
        let (code, system, display) = danish::MASTER_DATA_FORMAT;
        Self {
            format_codes: vec![Code::new(code, system, display)],
            ..Self::new(patient)
        }
    }

    /// The patient's care plans (forløbsplaner).
    pub fn care_plans(patient: Cpr) -> Self {
        Self::of_type(patient, danish::CARE_PLAN_TYPE_CODE)
    }

    /// The patient's list of diagnoses (diagnoseoversigt).
    pub fn diagnoses(patient: Cpr) -> Self {
        Self::of_type(patient, danish::DIAGNOSES_TYPE_CODE)
    }

    fn of_type(patient: Cpr, (code, system, display): (&str, &str, &str)) -> Self {
        Self {
            type_codes: vec![Code::new(code, system, display)],
            ..Self::new(patient)
        }
    }

    /// Renders `query:AdhocQueryRequest`.
    pub fn body(&self) -> String {
        let mut request = Request::new(
            stored_query::FIND_DOCUMENTS,
            self.returns,
            self.home_community_id.as_deref(),
        );
        request.string("$XDSDocumentEntryPatientId", self.patient_id.as_cx());
        request.any_of(
            "$XDSDocumentEntryStatus",
            self.statuses.iter().map(Availability::as_urn),
        );
        request.any_of(
            "$XDSDocumentEntryType",
            self.object_types.iter().map(ObjectType::as_urn),
        );
        for (name, codes) in [
            ("$XDSDocumentEntryClassCode", &self.class_codes),
            ("$XDSDocumentEntryTypeCode", &self.type_codes),
            ("$XDSDocumentEntryFormatCode", &self.format_codes),
            ("$XDSDocumentEntryEventCodeList", &self.event_codes),
            (
                "$XDSDocumentEntryHealthcareFacilityTypeCode",
                &self.facility_type_codes,
            ),
            (
                "$XDSDocumentEntryPracticeSettingCode",
                &self.practice_setting_codes,
            ),
            (
                "$XDSDocumentEntryConfidentialityCode",
                &self.confidentiality_codes,
            ),
        ] {
            request.any_code(name, codes);
        }
        request.time("$XDSDocumentEntryCreationTimeFrom", self.creation_time.from);
        request.time("$XDSDocumentEntryCreationTimeTo", self.creation_time.to);
        request.time(
            "$XDSDocumentEntryServiceStartTimeFrom",
            self.service_start_time.from,
        );
        request.time("$XDSDocumentEntryServiceStartTimeTo", self.service_start_time.to);
        request.time(
            "$XDSDocumentEntryServiceStopTimeFrom",
            self.service_stop_time.from,
        );
        request.time("$XDSDocumentEntryServiceStopTimeTo", self.service_stop_time.to);
        request.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_for_appointments_says_what_danish_registries_have_been_asked() {
        let mut query = FindDocuments::appointments(Cpr::parse("2512489996").unwrap());
        query.service_start_time.from = Some("2026-04-01T08:00:00Z".parse().unwrap());
        let xml = query.body();
        for part in [
            "returnType=\"LeafClass\" returnComposedObjects=\"true\"",
            "<rim:AdhocQuery id=\"urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d\">",
            "<rim:Slot name=\"$XDSDocumentEntryPatientId\"><rim:ValueList><rim:Value>'2512489996^^^&amp;1.2.208.176.1.2&amp;ISO'</rim:Value>",
            "<rim:Value>('urn:oasis:names:tc:ebxml-regrep:StatusType:Approved')</rim:Value>",
            "<rim:Value>('39289-4^^2.16.840.1.113883.6.1','56446-8^^2.16.840.1.113883.6.1')</rim:Value>",
            "<rim:Slot name=\"$XDSDocumentEntryServiceStartTimeFrom\"><rim:ValueList><rim:Value>20260401080000</rim:Value>",
        ] {
            assert!(xml.contains(part), "{part}\n{xml}");
        }
        assert!(!format!("{query:?}").contains("2512489996"));
    }
}
