//! From the registry's entry to the appointment behind it.

use super::{ClientConfig, SharedAppointment};
use crate::cda::{ReadAppointment, Warning, read_appointment};
use crate::xds::DocumentEntry;
use crate::xds::metadata::document_hash;
use crate::xds::retrieve::DocumentReference;
use crate::{Error, ErrorKind, Result, ServiceError};

/// Where the document of `entry` is: what the search said, filled up from the configuration.
pub(super) fn reference(entry: &DocumentEntry, config: &ClientConfig) -> Result<DocumentReference> {
    let configured = config.repository_id.as_ref().map(|id| id.as_str().to_owned());
    let repository_id = entry.repository_id.clone().or(configured).ok_or_else(|| {
        let message = "the registry's entry does not say which repository holds the document";
        Error::new(ErrorKind::Protocol, "document.no_repository", message)
            .with_remedy("Set `repository_id` in the configuration to the repository's OID.")
    })?;
    let home = config
        .home_community_id
        .as_ref()
        .map(|id| format!("urn:oid:{id}"));
    Ok(DocumentReference {
        home_community_id: entry.home_community_id.clone().or(home),
        repository_id,
        unique_id: entry.unique_id.clone(),
    })
}

/// The error for a document that was asked for and did not come. What a service says when it withholds one is not told.
pub(super) fn missing(mut errors: Vec<ServiceError>) -> Error {
    if withholds(&errors) {
        let message = "the repository withholds the document: the patient may have blocked it";
        return Error::new(ErrorKind::NotFound, "document.withheld", message).with_remedy(
            "Say that something is withheld. Looking past a block takes a reason, and a list or an overview.",
        );
    }
    errors.retain(|error| !error.warning);
    Error::new(
        ErrorKind::NotFound,
        "document.missing",
        "the repository did not deliver the document",
    )
    .with_remedy("Search again: it may have been withdrawn, or withheld.")
    .with_details(|details| details.service_errors = errors)
}

/// Whether a repository withholds documents, by the patient's wish as far as anybody can know: it warns, and names no error.
pub(super) fn withholds(errors: &[ServiceError]) -> bool {
    !errors.is_empty() && errors.iter().all(|error| error.warning)
}

/// Reads a document and checks that it is the one that `entry` announces.
///
/// # Errors
/// What [`read_appointment`] refuses, and a document about another patient: it is never shown.
pub(super) fn read(bytes: &[u8], entry: &DocumentEntry) -> Result<ReadAppointment> {
    let read = read_appointment(bytes)?;
    let announced = entry.patient_id.as_ref().and_then(|id| id.cpr());
    if announced.is_some_and(|cpr| cpr != read.document.appointment.patient.cpr) {
        return Err(other_patient());
    }
    Ok(read)
}

/// The error for a document about another patient than the one it was found for.
pub(super) fn other_patient() -> Error {
    let message = "the document is about another patient than the registry's entry says";
    Error::new(ErrorKind::Protocol, "document.other_patient", message)
        .with_remedy("Do not show it. Report the document id to the repository's support.")
}

/// A hash that is there and differs is a warning, not a refusal: registries in the field have been seen to store wrong
/// ones.
pub(super) fn altered(bytes: &[u8], entry: &DocumentEntry) -> Option<Warning> {
    let hash = entry.trusted_hash()?;
    (!hash.eq_ignore_ascii_case(&document_hash(bytes))).then(|| Warning {
        code: "document.hash",
        path: String::new(),
        message: "the document's hash is not the one in the registry".to_owned(),
    })
}

/// An entry together with its document.
pub(super) fn shared(bytes: &[u8], entry: &DocumentEntry) -> Result<SharedAppointment> {
    let mut read = read(bytes, entry)?;
    read.warnings.extend(altered(bytes, entry));
    Ok(SharedAppointment {
        read,
        entry: entry.clone(),
    })
}
