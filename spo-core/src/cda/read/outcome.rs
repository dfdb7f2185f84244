//! What reading gives: the document, which version of the profile it follows, and what deserves a second look.

use std::fmt;
use std::sync::Arc;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::cda::{AppointmentDocument, Warning};

/// A version of the profile APD-DK.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ApdVersion {
    /// 1.0 (2017) or 1.1 (2018). Documents do not say which; they differ only in the states an appointment may have.
    V1,
    /// 2.0 (2019).
    V2_0,
    /// 2.0.1 (2020), with or without its errata.
    V2_0_1,
}

impl ApdVersion {
    /// The name that documents of 2.0 and later carry, such as `apd-v2.0.1`; `apd-v1` for the ones before.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "apd-v1",
            Self::V2_0 => "apd-v2.0",
            Self::V2_0_1 => "apd-v2.0.1",
        }
    }
}

impl fmt::Display for ApdVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for ApdVersion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// An appointment document as it was read.
///
/// JSON: `profile`, the four fields of the [`AppointmentDocument`], and `warnings`.
#[derive(Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
#[cfg_attr(
    feature = "schema",
    schemars(
        description = "An appointment document as it was read: the document, the version of the profile it follows, and warnings."
    )
)]
pub struct ReadAppointment {
    /// The document.
    #[cfg_attr(feature = "schema", schemars(flatten))]
    pub document: AppointmentDocument,
    /// The version of the profile it follows.
    pub profile: ApdVersion,
    /// What was guessed or has no place in the model, in the order of reading.
    pub warnings: Vec<Warning>,
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub(super) raw: Arc<[u8]>,
}

impl ReadAppointment {
    /// The document's bytes as they came in, with everything that [`Self::document`] cannot hold.
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// The JSON form, with two spaces of indentation. It holds the full CPR number: it is the data itself, not a log.
    pub fn to_json(&self) -> String {
        crate::json::to_string(self)
    }
}

impl fmt::Debug for ReadAppointment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadAppointment")
            .field("profile", &self.profile)
            .field("document", &self.document)
            .field("warnings", &self.warnings)
            .field("raw_bytes", &self.raw.len())
            .finish()
    }
}

impl Serialize for ReadAppointment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("ReadAppointment", 6)?;
        fields.serialize_field("profile", &self.profile)?;
        fields.serialize_field("id", &self.document.id)?;
        fields.serialize_field("appointment_id", &self.document.appointment_id)?;
        fields.serialize_field("created", &self.document.created)?;
        fields.serialize_field("appointment", &self.document.appointment)?;
        fields.serialize_field("warnings", &self.warnings)?;
        fields.end()
    }
}
