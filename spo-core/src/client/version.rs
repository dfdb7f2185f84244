//! The host's own name for an appointment, and the national ids that follow from it.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::model::{InstanceId, Oid};
use crate::xds::EntryUuid;
use crate::{Error, ErrorKind, Result};

/// The root of MedCom's document and appointment ids (APD-DK 2.0.1, CONF-DK-APD a5bd and 7493).
const MEDCOM_ROOT: &str = "1.2.208.184";

/// One version of one appointment, by the host's own key.
///
/// The key is whatever the host calls the appointment (its primary key, at most 200 characters, no patient data); the
/// version counts from 1. Together with the source's OID they give every national id (UUIDv5), so the same version
/// sent twice is the same document, and no id needs to be stored. The derivation is a chain of UUIDv5 names: the OID
/// name space, the source's OID, what the id is for (`appointment`, `document`, …), the key, the version in decimals.
///
/// ```
/// use spo_core::AppointmentVersion;
/// let first = AppointmentVersion::first("booking-4711")?;
/// assert_eq!(first.next().to_string(), "booking-4711 version 2");
/// # Ok::<(), spo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(!try_from, description = "One version of one appointment, by the host's own key.")
)]
pub struct AppointmentVersion {
    #[cfg_attr(
        feature = "schema",
        schemars(description = "Whatever the host calls the appointment.")
    )]
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 200)))]
    key: String,
    #[cfg_attr(feature = "schema", schemars(description = "The version, from 1."))]
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    version: u32,
}

/// The JSON form before [`AppointmentVersion::new`] has seen it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    key: String,
    version: u32,
}

impl TryFrom<Unchecked> for AppointmentVersion {
    type Error = Error;
    fn try_from(unchecked: Unchecked) -> Result<Self> {
        Self::new(unchecked.key, unchecked.version)
    }
}

impl AppointmentVersion {
    /// Version `version` of the appointment the host calls `key`.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for an empty or overlong key, one with control characters or one that holds
    /// something like a CPR number, and for version 0.
    pub fn new(key: impl Into<String>, version: u32) -> Result<Self> {
        let key = key.into();
        let problem = if key.trim().is_empty() {
            "the key is empty"
        } else if key.len() > 200 {
            "the key is longer than 200 bytes"
        } else if key.chars().any(char::is_control) {
            "the key holds a control character"
        } else if matches!(crate::redact(&key), std::borrow::Cow::Owned(_)) {
            "the key holds what looks like a CPR number"
        } else if version == 0 {
            return Err(
                Error::new(ErrorKind::InvalidArgument, "key.version", "versions count from 1").at("version"),
            );
        } else {
            return Ok(Self { key, version });
        };
        Err(Error::new(ErrorKind::InvalidArgument, "key.format", problem)
            .with_remedy("Use the booking's primary key in your own system.")
            .at("key"))
    }

    /// The first version of the appointment the host calls `key`.
    ///
    /// # Errors
    /// As [`AppointmentVersion::new`].
    pub fn first(key: impl Into<String>) -> Result<Self> {
        Self::new(key, 1)
    }

    /// The version after this one.
    #[must_use]
    pub fn next(&self) -> Self {
        Self {
            key: self.key.clone(),
            version: self.version.saturating_add(1),
        }
    }

    /// The host's key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The version, from 1.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// The id of the appointment (`encounter/id`), the same in every version.
    pub fn appointment_id(&self, source: &Oid) -> InstanceId {
        InstanceId::new(MEDCOM_ROOT, self.uuid(source, "appointment").to_string())
    }

    /// The id of this version's document (`ClinicalDocument/id`).
    pub fn document_id(&self, source: &Oid) -> InstanceId {
        InstanceId::new(MEDCOM_ROOT, self.version_uuid(source, "document").to_string())
    }

    /// The registry's id of this version's entry, `urn:uuid:…`.
    pub fn entry_uuid(&self, source: &Oid) -> EntryUuid {
        EntryUuid::from_uuid(self.version_uuid(source, "entry"))
    }

    /// The unique id of the submission that shares this version.
    pub fn submission_id(&self, source: &Oid) -> Oid {
        Oid::from_uuid(self.version_uuid(source, "submission"))
    }

    /// The unique id of the submission that withdraws this version.
    pub fn cancellation_id(&self, source: &Oid) -> Oid {
        Oid::from_uuid(self.version_uuid(source, "cancellation"))
    }

    fn version_uuid(&self, source: &Oid, what: &str) -> Uuid {
        Uuid::new_v5(&self.uuid(source, what), self.version.to_string().as_bytes())
    }

    /// One name space per source and purpose, so that no key of one can meet a key of another.
    fn uuid(&self, source: &Oid, what: &str) -> Uuid {
        let source = Uuid::new_v5(&Uuid::NAMESPACE_OID, source.as_str().as_bytes());
        let purpose = Uuid::new_v5(&source, what.as_bytes());
        Uuid::new_v5(&purpose, self.key.as_bytes())
    }
}

impl fmt::Display for AppointmentVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} version {}", self.key, self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_follow_from_source_key_and_version() {
        let source = Oid::parse("1.2.3").unwrap();
        let first = AppointmentVersion::first("booking-4711").unwrap();
        let second = first.next();
        assert_eq!(first.appointment_id(&source), second.appointment_id(&source));
        assert_ne!(first.document_id(&source), second.document_id(&source));
        assert_ne!(
            first.document_id(&source),
            first.document_id(&Oid::parse("1.2.4").unwrap())
        );
        assert_ne!(first.entry_uuid(&source), second.entry_uuid(&source));
        assert_ne!(first.submission_id(&source), first.cancellation_id(&source));
    }

    #[test]
    fn the_derivation_never_changes() {
        let id = AppointmentVersion::first("booking-4711")
            .unwrap()
            .document_id(&Oid::parse("1.2.3").unwrap());
        assert_eq!(
            id.to_unique_id(),
            "1.2.208.184^2e672aba-aab0-51df-a5f4-d79a7eefbf8b"
        );
    }

    #[test]
    fn json_is_checked_like_everything_else() {
        let read = |json| crate::json::from_str::<AppointmentVersion>(json);
        assert_eq!(
            read(r#"{"key": "booking-4711", "version": 2}"#)
                .unwrap()
                .version(),
            2
        );
        for json in [
            r#"{"key": "", "version": 1}"#,
            r#"{"key": "k", "version": 0}"#,
            r#"{"key": "2512489996", "version": 1}"#,
        ] {
            let error = read(json).unwrap_err();
            assert!(!error.to_string().contains("2512489996"), "{error}");
        }
    }

    #[test]
    fn a_key_with_a_cpr_number_is_refused() {
        for key in ["", "patient-251248-9996", "2512489996", "a\nb", &"x".repeat(201)] {
            assert_eq!(AppointmentVersion::first(key).unwrap_err().code(), "key.format");
        }
        assert!(AppointmentVersion::new("k", 0).is_err());
    }
}
