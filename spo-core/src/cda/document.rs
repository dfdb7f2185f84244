//! The appointment document: what is written and what is read.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::write;
use crate::rules::{self, Fault};
use crate::{Appointment, DanishTime, InstanceId, Result};

/// One version of an appointment (aftale) as a document: the appointment and what the document adds to it.
///
/// JSON: the four fields. Reading JSON accepts the form of a [`ReadAppointment`](super::ReadAppointment) too, whose
/// `profile` and `warnings` are passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "DocumentInput")]
#[cfg_attr(
    feature = "schema",
    schemars(
        deny_unknown_fields,
        description = "One version of an appointment (aftale) as a document: the appointment and what the document adds to it. The form of a document that was read will do, too: its profile and warnings are passed over."
    )
)]
pub struct AppointmentDocument {
    /// `ClinicalDocument/id`: new for each version. The XDS uniqueId is its `root^extension`.
    pub id: InstanceId,
    /// `encounter/id`: the appointment itself, the same in every version.
    pub appointment_id: InstanceId,
    /// `ClinicalDocument/effectiveTime`: when this version was made.
    pub created: DanishTime,
    /// The appointment.
    pub appointment: Appointment,
}

/// The JSON form on the way in, where the additions of a read document may stand beside it.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct DocumentInput {
    /// `ClinicalDocument/id`: new for each version.
    id: InstanceId,
    /// `encounter/id`: the appointment itself, the same in every version.
    appointment_id: InstanceId,
    /// `ClinicalDocument/effectiveTime`: when this version was made.
    created: DanishTime,
    /// The appointment.
    appointment: Appointment,
    /// Passed over.
    #[cfg_attr(feature = "schema", schemars(with = "serde_json::Value"))]
    #[serde(default, rename = "profile")]
    _profile: IgnoredAny,
    /// Passed over.
    #[cfg_attr(feature = "schema", schemars(with = "serde_json::Value"))]
    #[serde(default, rename = "warnings")]
    _warnings: IgnoredAny,
}

impl From<DocumentInput> for AppointmentDocument {
    fn from(input: DocumentInput) -> Self {
        Self {
            id: input.id,
            appointment_id: input.appointment_id,
            created: input.created,
            appointment: input.appointment,
        }
    }
}

impl AppointmentDocument {
    /// Every rule the document breaks: those of its ids (`id`, `appointment_id`, `created`), then those of the
    /// appointment, whose paths begin at the appointment ([`rules::validate`]). Empty when it can be written.
    pub fn validate(&self) -> Vec<Fault> {
        let mut faults = rules::validate_document(&self.id, &self.appointment_id, self.created);
        faults.append(&mut rules::validate(&self.appointment));
        faults
    }

    /// Reads the JSON form, or that of a [`ReadAppointment`](super::ReadAppointment).
    ///
    /// # Errors
    /// [`ErrorKind::InvalidDocument`](crate::ErrorKind::InvalidDocument), with the path of the field.
    pub fn from_json(json: &str) -> Result<Self> {
        crate::json::from_str(json)
    }

    /// The JSON form. It holds the full CPR number: it is the data itself, not a log.
    pub fn to_json(&self) -> String {
        crate::json::to_string(self)
    }

    /// The document as XML: APD-DK 2.0.1 with its errata, in UTF-8, two spaces of indentation.
    ///
    /// White space around a text is left out, and a line break or tab inside one becomes a space. What the profile
    /// demands and the appointment leaves out is filled in: the creation time for an author without a time, the text
    /// of an episode label.
    ///
    /// ```
    /// use spo_core::cda::{AppointmentDocument, read_appointment};
    /// use spo_core::{Appointment, InstanceId};
    ///
    /// let json = include_str!("../../../examples/data/minimal-gp.json");
    /// let document = AppointmentDocument {
    ///     id: InstanceId::new("1.2.208.184", "0f4c1d6e-5d0a-4c8e-9a55-2f6a3f1b7c01"),
    ///     appointment_id: InstanceId::new("1.2.208.184", "6b3a4b8e-65d3-4a33-8a43-7a4f0f3b9b10"),
    ///     created: "2026-03-02T10:15:00+01:00".parse()?,
    ///     appointment: Appointment::from_json(json)?,
    /// };
    /// let xml = document.to_xml()?;
    /// assert_eq!(read_appointment(xml.as_bytes())?.document, document);
    /// # Ok::<(), spo_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidAppointment`](crate::ErrorKind::InvalidAppointment), with every fault in its details.
    pub fn to_xml(&self) -> Result<String> {
        rules::refuse(self.validate())?;
        Ok(write::write(self))
    }

    /// The title, `Aftale for` and the CPR number (CONF-DK-APD 9ac6). It holds the full number: never log it.
    pub fn title(&self) -> String {
        ["Aftale for ", self.appointment.patient.cpr.as_str()].concat()
    }
}
