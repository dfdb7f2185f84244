//! Changes of master data, checked.

use pyo3::prelude::*;
use spo_core::MasterData;
use spo_core::master_data_edit::MasterDataChange;

use crate::call::detached;
use crate::document::to_json;
use crate::error::Result;

/// What `spo.CheckedChange` stands on.
#[pyclass(frozen, module = "spo._spo")]
pub(crate) struct CheckedChange(pub(crate) spo_core::master_data_edit::CheckedChange);

#[pymethods]
impl CheckedChange {
    #[new]
    fn new(py: Python<'_>, change: &str, present: &str) -> Result<Self> {
        let checked = detached(py, || {
            MasterDataChange::from_json(change)?.check(&MasterData::from_json(present)?)
        })?;
        Ok(Self(checked))
    }
}

/// Reads a change's JSON and writes it again in its one form.
#[pyfunction]
pub(crate) fn master_data_change_json(py: Python<'_>, json: &str) -> Result<String> {
    detached(py, || Ok(MasterDataChange::from_json(json)?.to_json()))
}

/// The faults of a change of the present master data, as a JSON list.
#[pyfunction]
pub(crate) fn master_data_change_faults(py: Python<'_>, change: &str, present: &str) -> Result<String> {
    detached(py, || {
        let present = MasterData::from_json(present)?;
        to_json(&MasterDataChange::from_json(change)?.faults(&present))
    })
}
