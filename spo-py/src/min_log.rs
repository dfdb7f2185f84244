//! Registrations with the national log: records in and out as JSON.

use pyo3::prelude::*;
use spo_core::audit::LogEntry;
use spo_core::dgws::Caller;

use crate::call::detached;
use crate::client::Client;
use crate::document::to_json;
use crate::error::Result;
use crate::identifiers::Cpr;

/// What `spo.MinLog` stands on.
#[pyclass(frozen, module = "spo._spo")]
pub(crate) struct MinLog(Client);

#[pymethods]
impl MinLog {
    /// The sequence numbers of a JSON list of entries.
    fn add(&self, py: Python<'_>, entries: &str) -> Result<Vec<String>> {
        let entries = LogEntry::array_from_json(entries)?;
        self.call(py, move |log| log.add_all(&entries))
    }

    fn deliver(&self, py: Python<'_>) -> Result<String> {
        self.call(py, |log| to_json(&log.deliver()?))
    }

    fn waiting(&self, py: Python<'_>) -> Result<u64> {
        self.call(py, |log| log.waiting())
    }

    fn refused(&self, py: Python<'_>) -> Result<String> {
        self.call(py, |log| to_json(&log.refused()?))
    }

    fn requeue(&self, py: Python<'_>, refused: u64) -> Result<()> {
        self.call(py, move |log| log.requeue(refused))
    }

    fn discard(&self, py: Python<'_>, refused: u64) -> Result<()> {
        self.call(py, move |log| log.discard(refused))
    }
}

impl MinLog {
    pub(crate) fn new(client: Client) -> Self {
        Self(client)
    }

    fn call<T: Send + 'static>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&spo_core::MinLog<'_>) -> spo_core::Result<T> + Send + 'static,
    ) -> Result<T> {
        self.0.run(py, move |client, _| work(&client.min_log()))
    }
}

/// Reads an entry's JSON and writes it again in its one form.
#[pyfunction]
pub(crate) fn log_entry_json(py: Python<'_>, json: &str) -> Result<String> {
    detached(py, || Ok(LogEntry::from_json(json)?.to_json()))
}

/// The faults of an entry, as a JSON list.
#[pyfunction]
pub(crate) fn log_entry_faults(py: Python<'_>, json: &str) -> Result<String> {
    detached(py, || to_json(&LogEntry::from_json(json)?.faults()))
}

/// What a caller has seen of a patient at a time in JSON's form, as JSON.
#[pyfunction]
pub(crate) fn log_entry_of_caller(
    system: &str,
    activity: &str,
    patient: &Cpr,
    caller: &str,
    time: &str,
) -> Result<String> {
    let (caller, time) = (Caller::from_json(caller)?, time.parse()?);
    Ok(LogEntry::of_caller(system, activity, patient.core(), &caller, time).to_json())
}
