//! The compiled half of the Python package `spo`.
//!
//! The Python half (`python/spo`) owns the public names, the typed records and their documentation; this half owns
//! what `spo-core` does. Records cross as JSON, the common language of the three interfaces, documents as bytes, times
//! as aware datetimes. Every call that reads, writes or sends runs without the interpreter's lock.

mod audit;
mod blocks;
mod call;
mod client;
mod clinical;
mod credential;
mod document;
mod environment;
mod error;
mod identifiers;
mod identity;
mod login;
mod master_data_edit;
mod min_log;
mod overriding;
mod overview;
mod sandbox;
mod time;
mod transport;

use pyo3::prelude::*;

/// The compiled half of `spo`. Private: import `spo` instead.
#[pymodule(gil_used = false)]
mod _spo {
    #[pymodule_export]
    use crate::blocks::{Blocks, draft_json};
    #[pymodule_export]
    use crate::client::{Client, check_version, config_from_toml, config_json, sandbox_config, table};
    #[pymodule_export]
    use crate::clinical::ClinicalTime;
    #[pymodule_export]
    use crate::credential::Credential;
    #[pymodule_export]
    use crate::document::{
        appointment_json, care_plan_json, diagnosis_list_json, document_xml, master_data_json,
        read_appointment, read_care_plan, read_diagnosis_list, read_master_data, validate,
    };
    #[pymodule_export]
    use crate::environment::Environment;
    #[pymodule_export]
    use crate::error::{error_kinds, raise_error};
    #[pymodule_export]
    use crate::identifiers::{AuthorisationCode, Cpr, Cvr, ShakCode, SorCode, YderNumber};
    #[pymodule_export]
    use crate::identity::{Identity, caller_json, check_on_behalf_of, id_card_json};
    #[pymodule_export]
    use crate::login::{BootstrapToken, check_employee_card};
    #[pymodule_export]
    use crate::master_data_edit::{CheckedChange, master_data_change_faults, master_data_change_json};
    #[pymodule_export]
    use crate::min_log::{MinLog, log_entry_faults, log_entry_json, log_entry_of_caller};
    #[pymodule_export]
    use crate::overriding::check_override;
    #[pymodule_export]
    use crate::overview::{Overview, Session};
    #[pymodule_export]
    use crate::sandbox::{Sandbox, Seed, Server, TestCredential, example_employee, person_json};
    #[pymodule_export]
    use crate::time::{check_time, danish_time};

    use super::{Bound, PyModule, PyModuleMethods, PyResult};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
