//! Findings, collected.

use spo_core::ServiceError;

/// `errorCode`s that the rules and the registry use (IHE ITI TF volume 3, table 4.2.4.1-2).
pub(crate) mod code {
    pub(crate) const REGISTRY_METADATA: &str = "XDSRegistryMetadataError";
    pub(crate) const REPOSITORY_METADATA: &str = "XDSRepositoryMetadataError";
    pub(crate) const DOCUMENT_CONTENT: &str = "InvalidDocumentContent";
    pub(crate) const PATIENT_MISMATCH: &str = "XDSPatientIdDoesNotMatch";
    pub(crate) const MISSING_DOCUMENT: &str = "XDSMissingDocument";
    pub(crate) const MISSING_DOCUMENT_METADATA: &str = "XDSMissingDocumentMetadata";
    pub(crate) const DUPLICATE_IN_MESSAGE: &str = "XDSRepositoryDuplicateUniqueIdInMessage";
    pub(crate) const DUPLICATE_UNIQUE_ID: &str = "XDSDuplicateUniqueIdInRegistry";
    pub(crate) const NON_IDENTICAL_HASH: &str = "XDSNonIdenticalHash";
    pub(crate) const NON_IDENTICAL_SIZE: &str = "XDSNonIdenticalSize";
    pub(crate) const DEPRECATED: &str = "XDSRegistryDeprecatedDocumentError";
    pub(crate) const UNRESOLVED: &str = "UnresolvedReferenceException";
    pub(crate) const UPDATE: &str = "XDSMetadataUpdateError";
    pub(crate) const UPDATE_OPERATION: &str = "XDSMetadataUpdateOperationError";
    pub(crate) const REGISTRY: &str = "XDSRegistryError";
    pub(crate) const UNKNOWN_STORED_QUERY: &str = "XDSUnknownStoredQuery";
    pub(crate) const MISSING_PARAM: &str = "XDSStoredQueryMissingParam";
    pub(crate) const PARAM_NUMBER: &str = "XDSStoredQueryParamNumber";
    pub(crate) const UNKNOWN_COMMUNITY: &str = "XDSUnknownCommunity";
    pub(crate) const UNKNOWN_REPOSITORY: &str = "XDSUnknownRepositoryId";
    pub(crate) const DOCUMENT_UNIQUE_ID: &str = "XDSDocumentUniqueIdError";
}

/// What is wrong with a request. Texts name attributes and ids, never a patient.
#[derive(Debug, Default)]
pub(crate) struct Report {
    findings: Vec<ServiceError>,
}

impl Report {
    /// Adds a finding about the object with the id `location`.
    pub(crate) fn add(&mut self, code: &str, location: &str, context: impl Into<String>) {
        let context = context.into();
        let location = (!location.is_empty()).then(|| spo_core::redact(location).into_owned());
        let finding = ServiceError {
            code: code.to_owned(),
            context: spo_core::redact(&context).into_owned(),
            location,
            warning: false,
        };
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// Adds a finding about metadata, by the registry's code for it.
    pub(crate) fn metadata(&mut self, location: &str, context: impl Into<String>) {
        self.add(code::REGISTRY_METADATA, location, context);
    }

    /// Adds that an attribute of the Danish table is missing.
    pub(crate) fn missing(&mut self, location: &str, attribute: &str) {
        self.metadata(location, format!("Obligatorisk attribut mangler: {attribute}"));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    pub(crate) fn into_errors(self) -> Vec<ServiceError> {
        self.findings
    }

    pub(crate) fn into_warnings(mut self) -> Vec<ServiceError> {
        for finding in &mut self.findings {
            finding.warning = true;
        }
        self.findings
    }
}
