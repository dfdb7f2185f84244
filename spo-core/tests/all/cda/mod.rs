//! Appointment documents, from the outside.

mod conformance;
mod examples;
mod golden;
mod protection;
mod refusals;
mod round_trip;
mod schema;
mod valid;

use spo_core::cda::AppointmentDocument;
use spo_core::{Appointment, InstanceId};

const MEDCOM: &str = "1.2.208.184";

/// `appointment` as a document with fixed ids, made on 2 March 2026.
fn document(appointment: Appointment) -> AppointmentDocument {
    AppointmentDocument {
        id: InstanceId::new(MEDCOM, "0f4c1d6e-5d0a-4c8e-9a55-2f6a3f1b7c01"),
        appointment_id: InstanceId::new(MEDCOM, "6b3a4b8e-65d3-4a33-8a43-7a4f0f3b9b10"),
        created: "2026-03-02T10:15:00+01:00".parse().unwrap(),
        appointment,
    }
}
