//! Appointments and their documents, as JSON and as bytes.

use pyo3::prelude::*;
use spo_core::Appointment;

use crate::error::Result;

/// Reads an appointment's JSON and writes it again in its one form.
#[pyfunction]
pub(crate) fn appointment_json(py: Python<'_>, json: &str) -> Result<String> {
    Ok(py.detach(|| Appointment::from_json(json).map(|appointment| appointment.to_json()))?)
}
