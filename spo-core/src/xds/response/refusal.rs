//! From the service's error list to one error that a caller can act on.

use crate::{Error, ErrorKind, ServiceError};

/// What one `errorCode` means here.
struct Meaning {
    error_code: &'static str,
    kind: ErrorKind,
    code: &'static str,
    remedy: &'static str,
}

/// IHE ITI TF volume 3, table 4.2.4.1-2, and what Danish services have been seen to add.
const MEANINGS: &[Meaning] = &[
    meaning(
        "XDSDuplicateUniqueIdInRegistry",
        ErrorKind::Rejected,
        "xds.duplicate_unique_id",
        "The document is there already: look it up before sending anything else under its id.",
    ),
    meaning(
        "XDSNonIdenticalHash",
        ErrorKind::Conflict,
        "xds.non_identical_hash",
        "Other content is stored under this id: give changed content a new version.",
    ),
    meaning(
        "XDSNonIdenticalSize",
        ErrorKind::Conflict,
        "xds.non_identical_size",
        "Other content is stored under this id: give changed content a new version.",
    ),
    meaning(
        "XDSRegistryDeprecatedDocumentError",
        ErrorKind::Conflict,
        "xds.deprecated_document",
        "The version was replaced or withdrawn meanwhile: look up the current one and decide again.",
    ),
    meaning(
        "XDSUnknownPatientId",
        ErrorKind::Rejected,
        "xds.unknown_patient",
        "Check the CPR number: the registry does not know it.",
    ),
    meaning(
        "XDSPatientIdDoesNotMatch",
        ErrorKind::Rejected,
        "xds.patient_mismatch",
        "An appointment cannot change its patient: withdraw it and share a new one.",
    ),
    meaning(
        "XDSRegistryMetadataError",
        ErrorKind::Rejected,
        "xds.metadata",
        "Read the service's explanation: the entry breaks one of its rules, or differs from the document.",
    ),
    meaning(
        "XDSRepositoryMetadataError",
        ErrorKind::Rejected,
        "xds.metadata",
        "Read the service's explanation: the entry breaks one of its rules, or differs from the document.",
    ),
    meaning(
        "REGISTRY_METADATA_ERROR",
        ErrorKind::Rejected,
        "xds.metadata",
        "Read the service's explanation: the entry breaks one of its rules, or differs from the document.",
    ),
    meaning(
        "InvalidDocumentContent",
        ErrorKind::Rejected,
        "xds.invalid_document",
        "Read the service's explanation: the document breaks one of its rules.",
    ),
    meaning(
        "XDSMissingDocument",
        ErrorKind::Rejected,
        "xds.missing_document",
        "The document was lost on the way: check what stands between this system and the service.",
    ),
    meaning(
        "XDSMissingDocumentMetadata",
        ErrorKind::Rejected,
        "xds.missing_metadata",
        "The entry was lost on the way: check what stands between this system and the service.",
    ),
    meaning(
        "XDSRegistryDuplicateUniqueIdInMessage",
        ErrorKind::Rejected,
        "xds.duplicate_in_message",
        "Two objects of the message have the same id: report it with the message.",
    ),
    meaning(
        "XDSRepositoryDuplicateUniqueIdInMessage",
        ErrorKind::Rejected,
        "xds.duplicate_in_message",
        "Two objects of the message have the same id: report it with the message.",
    ),
    meaning(
        "UnresolvedReferenceException",
        ErrorKind::NotFound,
        "xds.unresolved_reference",
        "The entry to replace or withdraw is not in the registry: look it up again.",
    ),
    meaning(
        "XDSReplaceFailed",
        ErrorKind::Rejected,
        "xds.replace_failed",
        "Look up the current version and decide again.",
    ),
    meaning(
        "XDSDocumentUniqueIdError",
        ErrorKind::NotFound,
        "xds.unknown_document",
        "The repository does not have the document: search again, it may have been withdrawn.",
    ),
    meaning(
        "XDSUnknownRepositoryId",
        ErrorKind::NotFound,
        "xds.unknown_repository",
        "Use the repository id that the search returned.",
    ),
    meaning(
        "XDSUnknownCommunity",
        ErrorKind::Rejected,
        "xds.unknown_community",
        "Use the home community id exactly as the search returned it.",
    ),
    meaning(
        "XDSMissingHomeCommunityId",
        ErrorKind::Rejected,
        "xds.missing_home_community",
        "Set the home community id in the configuration.",
    ),
    meaning(
        "XDSTooManyResults",
        ErrorKind::Rejected,
        "xds.too_many_results",
        "Narrow the search, for instance to a shorter period.",
    ),
    meaning(
        "XDSResultNotSinglePatient",
        ErrorKind::Rejected,
        "xds.several_patients",
        "Ask for one patient at a time.",
    ),
    meaning(
        "XDSUnknownStoredQuery",
        ErrorKind::Rejected,
        "xds.query_not_supported",
        "The service does not offer this search.",
    ),
    meaning(
        "XDSStoredQueryMissingParam",
        ErrorKind::Rejected,
        "xds.query_parameter",
        "Read the service's explanation of what the search lacks.",
    ),
    meaning(
        "XDSStoredQueryParamNumber",
        ErrorKind::Rejected,
        "xds.query_parameter",
        "Read the service's explanation of what the search lacks.",
    ),
    meaning(
        "XDSMetadataUpdateError",
        ErrorKind::Rejected,
        "xds.update_refused",
        "Look up the entry's current status and decide again.",
    ),
    meaning(
        "XDSMetadataUpdateOperationError",
        ErrorKind::Rejected,
        "xds.update_refused",
        "Look up the entry's current status and decide again.",
    ),
    meaning(
        "XDSMetadataVersionError",
        ErrorKind::Conflict,
        "xds.metadata_version",
        "The entry was changed meanwhile: look it up and decide again.",
    ),
    meaning(
        "UnmodifiableMetadataError",
        ErrorKind::Rejected,
        "xds.unmodifiable",
        "The service does not allow this change.",
    ),
    meaning(
        "LocalPolicyRestrictionError",
        ErrorKind::Denied,
        "xds.policy",
        "The service's policy forbids it: ask its support which right is missing.",
    ),
    meaning(
        "XDSRegistryBusy",
        ErrorKind::Unavailable,
        "xds.registry_busy",
        "Try again later.",
    ),
    meaning(
        "XDSRepositoryBusy",
        ErrorKind::Unavailable,
        "xds.repository_busy",
        "Try again later.",
    ),
    meaning(
        "XDSRegistryNotAvailable",
        ErrorKind::Unavailable,
        "xds.registry_not_available",
        "Try again later.",
    ),
    meaning(
        "XDSRegistryOutOfResources",
        ErrorKind::Unavailable,
        "xds.registry_out_of_resources",
        "Try again later.",
    ),
    meaning(
        "XDSRepositoryOutOfResources",
        ErrorKind::Unavailable,
        "xds.repository_out_of_resources",
        "Try again later.",
    ),
    meaning(
        "XDSUnavailableCommunity",
        ErrorKind::Unavailable,
        "xds.unavailable_community",
        "Try again later.",
    ),
];

const fn meaning(
    error_code: &'static str,
    kind: ErrorKind,
    code: &'static str,
    remedy: &'static str,
) -> Meaning {
    Meaning {
        error_code,
        kind,
        code,
        remedy,
    }
}

/// The error for an answer with the status Failure: kind and code by the first of the service's errors that this
/// library knows, the whole list in the details.
///
/// When one error is for good and another is a passing condition, the one for good decides: a retry cannot help.
///
/// An `errorCode` is an open string; an unknown one, or none at all, gives [`ErrorKind::Rejected`] with the code
/// `xds.rejected`.
pub fn refusal(errors: Vec<ServiceError>) -> Error {
    let mut known = errors
        .iter()
        .filter(|error| !error.warning)
        .filter_map(|error| look_up(&error.code))
        .peekable();
    let first = known.peek().copied();
    let has_unknown = errors
        .iter()
        .any(|error| !error.warning && look_up(&error.code).is_none());
    let permanent = known.find(|meaning| !meaning.kind.is_retryable());
    let meaning = permanent.or(first.filter(|_| !has_unknown));

    let message = match errors.iter().find(|error| !error.warning).or(errors.first()) {
        None => "the service refused and gave no reason".to_owned(),
        Some(error) if error.code.is_empty() && error.context.is_empty() => {
            "the service refused and gave an empty reason".to_owned()
        }
        Some(error) => match meaning {
            Some(meaning) => format!("the service refused: {}", meaning.error_code),
            None => format!("the service refused: {}", error.code),
        },
    };
    let error = match meaning {
        Some(meaning) => Error::new(meaning.kind, meaning.code, message).with_remedy(meaning.remedy),
        None if errors.is_empty() => Error::new(ErrorKind::Rejected, "xds.rejected", message)
            .with_remedy("Ask the service's support with the message id: it gave no reason."),
        None => Error::new(ErrorKind::Rejected, "xds.rejected", message),
    };
    error.with_details(|details| details.service_errors = errors)
}

/// Codes come bare, or behind a URN or name space of the service's own.
fn look_up(error_code: &str) -> Option<&'static Meaning> {
    let bare = error_code.rsplit([':', '#']).next().unwrap_or(error_code).trim();
    MEANINGS.iter().find(|meaning| meaning.error_code == bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(codes: &[&str]) -> Vec<ServiceError> {
        let error = |code: &&str| ServiceError {
            code: (*code).to_owned(),
            context: "explained".to_owned(),
            location: None,
            warning: code.is_empty(),
        };
        codes.iter().map(error).collect()
    }

    #[test]
    fn the_known_cause_decides_kind_and_code() {
        for (codes, kind, code) in [
            (
                &["XDSUnknownPatientId"][..],
                ErrorKind::Rejected,
                "xds.unknown_patient",
            ),
            (
                &["urn:ihe:XDSRegistryBusy"],
                ErrorKind::Unavailable,
                "xds.registry_busy",
            ),
            (
                &["XDSRegistryBusy", "XDSNonIdenticalHash"],
                ErrorKind::Conflict,
                "xds.non_identical_hash",
            ),
            (
                &["XDSRegistryBusy", "dk.nsi.SomeException: no"],
                ErrorKind::Rejected,
                "xds.rejected",
            ),
            (
                &["dk.nsi.SomeException: Forbidden"],
                ErrorKind::Rejected,
                "xds.rejected",
            ),
            (
                &["", "XDSRepositoryBusy"],
                ErrorKind::Unavailable,
                "xds.repository_busy",
            ),
            (&[], ErrorKind::Rejected, "xds.rejected"),
        ] {
            let error = refusal(errors(codes));
            assert_eq!((error.kind(), error.code()), (kind, code), "{codes:?}");
            assert_eq!(error.details().service_errors.len(), codes.len());
            assert!(!error.message().is_empty() && !error.remedy().is_empty());
        }
    }

    #[test]
    fn every_error_code_stands_once() {
        let mut codes: Vec<_> = MEANINGS.iter().map(|meaning| meaning.error_code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), MEANINGS.len());
    }
}
