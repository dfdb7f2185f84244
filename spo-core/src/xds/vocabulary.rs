//! Every fixed identifier of XDS metadata, once, with its source.
//!
//! UUIDs and URNs: IHE ITI Technical Framework volume 3 (4.2 and 4.3), volume 2a (3.18) and volume 2b (3.57). OIDs and
//! codes: MedCom "XDS Metadata for Document Sharing, Danish profile" 1.0.1 (2025-06-25); 2.0.0 (2026-01-01) keeps them.

/// `ExtrinsicObject/@objectType`.
pub mod object_type {
    /// A document that was stored as it is.
    pub const STABLE: &str = "urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1";
    /// A document that is made when it is retrieved.
    pub const ON_DEMAND: &str = "urn:uuid:34268e47-fdf5-41a6-ba33-82133c465248";
}

/// `Classification/@classificationScheme` of a document entry.
pub mod entry_scheme {
    /// author
    pub const AUTHOR: &str = "urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d";
    /// classCode
    pub const CLASS_CODE: &str = "urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a";
    /// confidentialityCode
    pub const CONFIDENTIALITY_CODE: &str = "urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f";
    /// eventCodeList
    pub const EVENT_CODE: &str = "urn:uuid:2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4";
    /// formatCode
    pub const FORMAT_CODE: &str = "urn:uuid:a09d5840-386c-46f2-b5ad-9c3699a4309d";
    /// healthcareFacilityTypeCode
    pub const FACILITY_TYPE_CODE: &str = "urn:uuid:f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1";
    /// practiceSettingCode
    pub const PRACTICE_SETTING_CODE: &str = "urn:uuid:cccf5598-8b07-4b77-a05e-ae952c785ead";
    /// typeCode
    pub const TYPE_CODE: &str = "urn:uuid:f0306f51-975f-434e-a61c-c59651d33983";
}

/// `ExternalIdentifier/@identificationScheme` of a document entry.
pub mod entry_identifier {
    /// XDSDocumentEntry.patientId
    pub const PATIENT_ID: &str = "urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427";
    /// XDSDocumentEntry.uniqueId
    pub const UNIQUE_ID: &str = "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab";
}

/// Schemes of a submission set.
pub mod submission_set {
    /// `classificationNode` that makes a registry package a submission set.
    pub const NODE: &str = "urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd";
    /// author
    pub const AUTHOR: &str = "urn:uuid:a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d";
    /// contentTypeCode
    pub const CONTENT_TYPE_CODE: &str = "urn:uuid:aa543740-bdda-424e-8c96-df4873be8500";
    /// XDSSubmissionSet.patientId
    pub const PATIENT_ID: &str = "urn:uuid:6b5aea1a-874d-4603-a4bc-96a0a7b38446";
    /// XDSSubmissionSet.uniqueId
    pub const UNIQUE_ID: &str = "urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8";
    /// XDSSubmissionSet.sourceId
    pub const SOURCE_ID: &str = "urn:uuid:554ac39e-e3fe-47fe-b233-965d2a147832";
}

/// `Association/@associationType`.
pub mod association_type {
    /// A submission set has a member.
    pub const HAS_MEMBER: &str = "urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember";
    /// A document replaces another.
    pub const REPLACE: &str = "urn:ihe:iti:2007:AssociationType:RPLC";
    /// A document is an addendum to another.
    pub const APPEND: &str = "urn:ihe:iti:2007:AssociationType:APND";
    /// A document is a transformation of another.
    pub const TRANSFORM: &str = "urn:ihe:iti:2007:AssociationType:XFRM";
    /// A document is a transformation of another and replaces it.
    pub const TRANSFORM_REPLACE: &str = "urn:ihe:iti:2007:AssociationType:XFRM_RPLC";
    /// A document signs another.
    pub const SIGNS: &str = "urn:ihe:iti:2007:AssociationType:signs";
    /// A stable document is a snapshot of an on-demand one.
    pub const IS_SNAPSHOT_OF: &str = "urn:ihe:iti:2010:AssociationType:IsSnapshotOf";
    /// A submission set changes the availability of an entry.
    pub const UPDATE_AVAILABILITY_STATUS: &str = "urn:ihe:iti:2010:AssociationType:UpdateAvailabilityStatus";
}

/// `@status` of a registry object.
pub mod availability {
    /// In use.
    pub const APPROVED: &str = "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved";
    /// Replaced or withdrawn.
    pub const DEPRECATED: &str = "urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated";
}

/// `@status` of a response.
pub mod response_status {
    /// Everything was done.
    pub const SUCCESS: &str = "urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success";
    /// Some of it was done.
    pub const PARTIAL_SUCCESS: &str = "urn:ihe:iti:2007:ResponseStatusType:PartialSuccess";
    /// Nothing was done.
    pub const FAILURE: &str = "urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Failure";
}

/// `RegistryError/@severity`.
pub mod severity {
    /// It failed.
    pub const ERROR: &str = "urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Error";
    /// It was done, with a remark.
    pub const WARNING: &str = "urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Warning";
}

/// `AdhocQuery/@id` of the stored queries.
pub mod stored_query {
    /// Entries of a patient that match.
    pub const FIND_DOCUMENTS: &str = "urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d";
    /// Entries by their ids.
    pub const GET_DOCUMENTS: &str = "urn:uuid:5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4";
}

/// Slot names.
pub mod slot {
    /// When the document was made.
    pub const CREATION_TIME: &str = "creationTime";
    /// SHA-1 of the document's bytes, in hexadecimal.
    pub const HASH: &str = "hash";
    /// The document's size in bytes.
    pub const SIZE: &str = "size";
    /// The document's language.
    pub const LANGUAGE_CODE: &str = "languageCode";
    /// Who vouches for the document.
    pub const LEGAL_AUTHENTICATOR: &str = "legalAuthenticator";
    /// When the service (here: the appointment) starts.
    pub const SERVICE_START_TIME: &str = "serviceStartTime";
    /// When the service (here: the appointment) ends.
    pub const SERVICE_STOP_TIME: &str = "serviceStopTime";
    /// The patient's id at the source.
    pub const SOURCE_PATIENT_ID: &str = "sourcePatientId";
    /// What the source knew of the patient.
    pub const SOURCE_PATIENT_INFO: &str = "sourcePatientInfo";
    /// Where the document is, when not in a repository.
    pub const URI: &str = "URI";
    /// Which repository has the document.
    pub const REPOSITORY_UNIQUE_ID: &str = "repositoryUniqueId";
    /// Ids of what the document is about.
    pub const REFERENCE_ID_LIST: &str = "urn:ihe:iti:xds:2013:referenceIdList";
    /// The code system of a classification.
    pub const CODING_SCHEME: &str = "codingScheme";
    /// The author's organisation.
    pub const AUTHOR_INSTITUTION: &str = "authorInstitution";
    /// The author's name.
    pub const AUTHOR_PERSON: &str = "authorPerson";
    /// The author's role.
    pub const AUTHOR_ROLE: &str = "authorRole";
    /// The author's specialty.
    pub const AUTHOR_SPECIALTY: &str = "authorSpecialty";
    /// How to reach the author.
    pub const AUTHOR_TELECOMMUNICATION: &str = "authorTelecommunication";
    /// When a submission was made.
    pub const SUBMISSION_TIME: &str = "submissionTime";
    /// Whether a member is new (`Original`) or was there before (`Reference`).
    pub const SUBMISSION_SET_STATUS: &str = "SubmissionSetStatus";
    /// The version of an entry that an update starts from.
    pub const PREVIOUS_VERSION: &str = "PreviousVersion";
    /// The status an update starts from.
    pub const ORIGINAL_STATUS: &str = "OriginalStatus";
    /// The status an update ends with.
    pub const NEW_STATUS: &str = "NewStatus";
}

/// The codes of the Danish profile that an appointment's entry carries.
pub mod danish {
    use crate::rules::vocabulary::oid;

    /// The root OID of CPR numbers.
    pub const CPR_ROOT: &str = oid::CPR;
    /// `classCode`: code, code system, display ("Klinisk rapport").
    pub const CLASS_CODE: (&str, &str, &str) = ("001", "1.2.208.184.100.9", "Klinisk rapport");
    /// `formatCode` of APD-DK 2.0.1.
    pub const FORMAT_CODE: (&str, &str, &str) =
        ("urn:ad:dk:medcom:apd-v2.0.1:full", oid::PROFILE, "DK APD schema");
    /// How every `formatCode` of an APD-DK document begins.
    pub const APD_FORMATS: &str = "urn:ad:dk:medcom:apd-";
    /// `formatCode` of APD-DK documents before 2.0, as entries of 2017 and 2018 have it.
    pub const OLD_APD_FORMAT: &str = "urn:ad:dk:medcom:appointment";
    /// `formatCode` of an on-demand summary of appointments.
    pub const SUMMARY_FORMAT: &str = "urn:ad:dk:medcom:appointmentsummary:full";
    /// `confidentialityCode`: the only one the profile uses.
    pub const CONFIDENTIALITY_CODE: (&str, &str, &str) = ("N", "2.16.840.1.113883.5.25", "Normal");
    /// `typeCode`: the document's own code (LOINC).
    pub const TYPE_CODE: (&str, &str, &str) = (
        "39289-4",
        oid::LOINC,
        "Dato og tidspunkt for møde mellem patient og sundhedsperson",
    );
    /// `typeCode` of an on-demand summary of appointments, which MedCom's FHIR profile also binds to APD documents.
    pub const SUMMARY_TYPE_CODE: (&str, &str, &str) = ("56446-8", oid::LOINC, "Appointment Summary Document");
    /// `typeCode` of master data (stamkort).
    pub const MASTER_DATA_TYPE_CODE: (&str, &str, &str) = ("PDC", oid::MESSAGE_CODES, "Stamkort");
    /// `formatCode` of master data, PDC-DK 3.0: the only version in use since January 2025.
    pub const MASTER_DATA_FORMAT: (&str, &str, &str) =
        ("urn:ad:dk:medcom:pdc-v3.0:full", oid::PROFILE, "DK PDC schema");
    /// How every `formatCode` of master data begins.
    pub const MASTER_DATA_FORMATS: &str = "urn:ad:dk:medcom:pdc-";
    /// `typeCode` of a care plan (forløbsplan).
    pub const CARE_PLAN_TYPE_CODE: (&str, &str, &str) = ("81215-6", oid::LOINC, "Care plan");
    /// How every `formatCode` of a care plan (CPD-DK) begins.
    pub const CARE_PLAN_FORMATS: &str = "urn:ad:dk:medcom:cpd-";
    /// `typeCode` of a list of diagnoses (diagnoseoversigt).
    pub const DIAGNOSES_TYPE_CODE: (&str, &str, &str) = ("11450-4", oid::LOINC, "Problem list - Reported");
    /// How every `formatCode` of a list of diagnoses begins (ConditionList, a FHIR document).
    pub const DIAGNOSES_FORMATS: &str = "urn:ad:dk:medcom:plr-";
    /// The language of every document.
    pub const LANGUAGE_CODE: &str = "da-DK";
    /// The media type of every document.
    pub const MIME_TYPE: &str = "text/xml";
    /// SHA-1 of nothing, which registries and examples have been seen to carry as the hash of documents with content.
    pub const HASH_OF_NOTHING: &str = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
}
