//! The appointment document: what is written and what is read.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use crate::{Appointment, DanishTime, InstanceId, Patient};

/// One version of an appointment (aftale) as a document: the appointment and what the document adds to it.
///
/// JSON: the four fields. Reading JSON accepts the form of a [`ReadAppointment`](super::ReadAppointment) too, whose
/// `profile` and `warnings` are passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "DocumentInput")]
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
#[serde(deny_unknown_fields)]
struct DocumentInput {
    id: InstanceId,
    appointment_id: InstanceId,
    created: DanishTime,
    appointment: Appointment,
    #[serde(default, rename = "profile")]
    _profile: IgnoredAny,
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
    /// The title, `Aftale for` and the CPR number (CONF-DK-APD 9ac6). It holds the full number: never log it.
    pub fn title(&self) -> String {
        title(&self.appointment.patient)
    }
}

/// See [`AppointmentDocument::title`].
pub(super) fn title(patient: &Patient) -> String {
    ["Aftale for ", patient.cpr.as_str()].concat()
}
