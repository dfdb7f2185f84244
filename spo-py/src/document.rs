//! Appointments, master data, care plans, diagnoses and their documents, as JSON and as bytes.

use pyo3::prelude::*;
use spo_core::cda::AppointmentDocument;
use spo_core::{Appointment, CarePlan, DiagnosisList, Error, ErrorKind, MasterData, rules};

use crate::call::detached;
use crate::error::Result;

/// Reads an appointment's JSON and writes it again in its one form.
#[pyfunction]
pub(crate) fn appointment_json(py: Python<'_>, json: &str) -> Result<String> {
    detached(py, || Ok(Appointment::from_json(json)?.to_json()))
}

/// Reads the JSON of master data and writes it again in its one form.
#[pyfunction]
pub(crate) fn master_data_json(py: Python<'_>, json: &str) -> Result<String> {
    detached(py, || Ok(MasterData::from_json(json)?.to_json()))
}

/// Reads a care plan's JSON and writes it again in its one form.
#[pyfunction]
pub(crate) fn care_plan_json(py: Python<'_>, json: &str) -> Result<String> {
    detached(py, || Ok(CarePlan::from_json(json)?.to_json()))
}

/// Reads the JSON of a list of diagnoses and writes it again in its one form.
#[pyfunction]
pub(crate) fn diagnosis_list_json(py: Python<'_>, json: &str) -> Result<String> {
    detached(py, || Ok(DiagnosisList::from_json(json)?.to_json()))
}

/// The faults of an appointment, as a JSON list.
#[pyfunction]
pub(crate) fn validate(py: Python<'_>, json: &str) -> Result<String> {
    detached(py, || to_json(&rules::validate(&Appointment::from_json(json)?)))
}

/// The XML of a document.
#[pyfunction]
pub(crate) fn document_xml(py: Python<'_>, json: &str) -> Result<String> {
    detached(py, || from_json::<AppointmentDocument>(json)?.to_xml())
}

/// Reads a document from its bytes: its JSON form.
#[pyfunction]
pub(crate) fn read_appointment(py: Python<'_>, document: &[u8]) -> Result<String> {
    detached(py, || Ok(spo_core::cda::read_appointment(document)?.to_json()))
}

/// Reads a document of master data from its bytes: its JSON form.
#[pyfunction]
pub(crate) fn read_master_data(py: Python<'_>, document: &[u8]) -> Result<String> {
    detached(py, || Ok(spo_core::cda::read_master_data(document)?.to_json()))
}

/// Reads a care plan from its bytes: its JSON form.
#[pyfunction]
pub(crate) fn read_care_plan(py: Python<'_>, document: &[u8]) -> Result<String> {
    detached(py, || Ok(spo_core::cda::read_care_plan(document)?.to_json()))
}

/// Reads a list of diagnoses from its bytes: its JSON form.
#[pyfunction]
pub(crate) fn read_diagnosis_list(py: Python<'_>, document: &[u8]) -> Result<String> {
    detached(
        py,
        || Ok(spo_core::fhir::read_diagnosis_list(document)?.to_json()),
    )
}

/// A value of `spo-core` from JSON that the Python half wrote.
pub(crate) fn from_json<T: serde::de::DeserializeOwned>(json: &str) -> spo_core::Result<T> {
    serde_json::from_str(json).map_err(|error| {
        let message = spo_core::redact(&error.to_string()).into_owned();
        Error::new(ErrorKind::InvalidDocument, "json.value", message)
    })
}

/// JSON of a value of `spo-core`.
pub(crate) fn to_json(value: &impl serde::Serialize) -> spo_core::Result<String> {
    serde_json::to_string(value).map_err(|error| {
        Error::new(ErrorKind::Internal, "json.write", "a value has no JSON form").with_source(error)
    })
}
