//! The sandbox: a national registry and repository in this process.

use std::path::PathBuf;
use std::time::Duration;

use chrono::NaiveDate;
use pyo3::exceptions::{PyConnectionError, PyTimeoutError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use spo_core::dgws::OnBehalfOf;
use spo_core::dgws::headers::TimeOut;
use spo_core::master_data_edit::MasterDataEditor;
use spo_core::transport::{Request, TransportErrorKind};
use spo_core::{OrganisationCode, SorCode};
use spo_sandbox::{Employee, IdentityCheck, TestPerson, Validation};

use crate::call::{Process, detached};
use crate::credential::Credential;
use crate::document::{from_json, to_json};
use crate::error::Result;
use crate::identifiers::{Cpr, Cvr};
use crate::login::BootstrapToken;
use crate::master_data_edit::CheckedChange;

/// What `spo.Sandbox` stands on.
#[pyclass(frozen, module = "spo._spo")]
pub(crate) struct Sandbox {
    sandbox: spo_sandbox::Sandbox,
    process: Process,
}

type Answer<'py> = (u16, Vec<(String, String)>, Bound<'py, PyBytes>);

#[pymethods]
impl Sandbox {
    /// Keeps what it knows in the file, or in memory.
    #[new]
    fn new(py: Python<'_>, path: Option<PathBuf>) -> Result<Self> {
        let sandbox = detached(py, || match path {
            Some(path) => spo_sandbox::Sandbox::open(path),
            None => spo_sandbox::Sandbox::new(),
        })?;
        Ok(Self {
            sandbox,
            process: Process::current(),
        })
    }

    fn script(&self, json: &str) -> Result<()> {
        Ok(self.sandbox.script_json(json)?)
    }

    fn clear_scripts(&self) {
        self.sandbox.clear_scripts();
    }

    fn set_validation(&self, level: &str) -> Result<()> {
        self.sandbox
            .set_validation(from_json::<Validation>(&format!("\"{level}\""))?);
        Ok(())
    }

    fn set_identity_check(&self, check: &str) -> Result<()> {
        self.sandbox.set_identity_check(match check {
            "off" => IdentityCheck::Off,
            "present" => IdentityCheck::Present,
            "required" => IdentityCheck::Required,
            _ => return Err(PyValueError::new_err("check is 'off', 'present' or 'required'").into()),
        });
        Ok(())
    }

    fn set_card_age_limit(&self, limit: &str) -> Result<()> {
        self.sandbox
            .set_card_age_limit(from_json::<TimeOut>(&format!("\"{limit}\""))?);
        Ok(())
    }

    fn trust_level_3(&self, cvr: &Cvr) {
        self.sandbox.trust_level_3(&cvr.core());
    }

    /// Every citizen's registrations, as a JSON list.
    fn registrations(&self, py: Python<'_>) -> Result<String> {
        detached(py, || to_json(&self.sandbox.registrations()))
    }

    /// Every line of the national log, as a JSON list.
    fn log_entries(&self, py: Python<'_>) -> Result<String> {
        self.process.check("sandbox")?;
        detached(py, || to_json(&self.sandbox.log_entries()?))
    }

    /// Other codes as a JSON list.
    fn add_organisation(&self, unit: &str, parent: Option<&str>, other_codes: &str) -> Result<()> {
        let parent = parent.map(SorCode::parse).transpose()?;
        let other_codes: Vec<OrganisationCode> = from_json(other_codes)?;
        self.sandbox
            .add_organisation(SorCode::parse(unit)?, parent, &other_codes);
        Ok(())
    }

    fn calls(&self, py: Python<'_>) -> Result<String> {
        detached(py, || to_json(&self.sandbox.calls()))
    }

    fn clear_calls(&self) {
        self.sandbox.clear_calls();
    }

    fn entries(&self, py: Python<'_>) -> Result<String> {
        self.process.check("sandbox")?;
        detached(py, || to_json(&self.sandbox.entries()?))
    }

    fn system_credential(&self, py: Python<'_>, cvr: &Cvr, organisation: &str) -> Result<TestCredential> {
        made(py, || self.sandbox.system_credential(&cvr.core(), organisation))
    }

    fn employee_credential(&self, py: Python<'_>, employee: &str) -> Result<TestCredential> {
        let employee: Employee = from_json(employee)?;
        made(py, || self.sandbox.employee_credential(&employee))
    }

    fn employee_login(
        &self,
        py: Python<'_>,
        employee: &str,
        system: &TestCredential,
    ) -> Result<BootstrapToken> {
        let employee: Employee = from_json(employee)?;
        logged_in(py, || self.sandbox.employee_login(&employee, &system.0))
    }

    fn citizen_login(&self, py: Python<'_>, cpr: &Cpr, system: &TestCredential) -> Result<BootstrapToken> {
        logged_in(py, || self.sandbox.citizen_login(cpr.core(), &system.0))
    }

    fn citizen_login_jwt(
        &self,
        py: Python<'_>,
        cpr: &Cpr,
        system: &TestCredential,
    ) -> Result<BootstrapToken> {
        logged_in(py, || self.sandbox.citizen_login_jwt(cpr.core(), &system.0))
    }

    /// Each citizen with the other, as a JSON list of pairs.
    fn set_relations(&self, json: &str) -> Result<()> {
        self.sandbox
            .set_relations(from_json::<Vec<(spo_core::Cpr, OnBehalfOf)>>(json)?);
        Ok(())
    }

    fn add_person(&self, py: Python<'_>, person: &str) -> Result<()> {
        self.process.check("sandbox")?;
        detached(py, || self.sandbox.add_person(TestPerson::from_json(person)?))
    }

    /// Every test person, as a JSON list.
    fn persons(&self, py: Python<'_>) -> Result<String> {
        detached(py, || to_json(&self.sandbox.persons()))
    }

    fn person(&self, py: Python<'_>, cpr: &Cpr) -> Result<Option<String>> {
        detached(py, || {
            Ok(self.sandbox.person(&cpr.core()).map(|person| person.to_json()))
        })
    }

    /// Carries a change of master data out: its receipt as JSON.
    fn submit(&self, py: Python<'_>, change: &CheckedChange) -> Result<String> {
        self.process.check("sandbox")?;
        detached(py, || to_json(&self.sandbox.submit(&change.0)?))
    }

    fn seed(&self, py: Python<'_>, seed: &Seed) -> Result<()> {
        self.process.check("sandbox")?;
        detached(py, || self.sandbox.seed(&seed.0))
    }

    fn master_data(&self, py: Python<'_>) -> Result<Self> {
        let source = detached(py, || self.sandbox.master_data())?;
        Ok(self.beside(source))
    }

    fn set_ids(&self, home_community: &str, repository: &str) -> Result<()> {
        let (home_community, repository) = (home_community.parse()?, repository.parse()?);
        let _ = self.sandbox.clone().with_ids(&home_community, &repository);
        Ok(())
    }

    fn attach(&self, name: &str, source: &Self) -> Result<()> {
        Ok(self.sandbox.attach(name, &source.sandbox)?)
    }

    fn source(&self, name: &str) -> Option<Self> {
        self.sandbox.source(name).map(|source| self.beside(source))
    }

    fn sources(&self) -> Vec<String> {
        self.sandbox.sources()
    }

    fn client_config(&self, py: Python<'_>) -> Result<String> {
        detached(py, || Ok(self.sandbox.client_config()?.to_json()))
    }

    fn serve(&self, py: Python<'_>, host: &str, port: u16) -> Result<Server> {
        self.process.check("sandbox")?;
        let server = py.detach(|| self.sandbox.serve((host, port)));
        Ok(Server(server.map_err(PyErr::from)?))
    }

    fn send<'py>(
        &self,
        py: Python<'py>,
        url: String,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
        connect_timeout: Duration,
        timeout: Duration,
    ) -> Result<Answer<'py>> {
        self.process.check("sandbox")?;
        let request = Request {
            url,
            headers,
            body,
            connect_timeout,
            timeout,
        };
        let answer = detached(py, || Ok(self.sandbox.handle(&request)))?;
        match answer {
            Ok(response) => Ok((
                response.status,
                response.headers,
                PyBytes::new(py, &response.body),
            )),
            Err(error) if error.kind() == TransportErrorKind::Timeout => {
                Err(PyTimeoutError::new_err(error.to_string()).into())
            }
            Err(error) => Err(PyConnectionError::new_err(error.to_string()).into()),
        }
    }
}

/// What `spo.Seed` stands on.
#[pyclass(frozen, module = "spo._spo")]
pub(crate) struct Seed(spo_sandbox::Seed);

#[pymethods]
impl Seed {
    #[staticmethod]
    fn month(py: Python<'_>, today: NaiveDate) -> Result<Self> {
        Ok(Self(detached(py, || spo_sandbox::Seed::month(today))?))
    }

    #[staticmethod]
    fn from_json(py: Python<'_>, json: &str, today: NaiveDate) -> Result<Self> {
        Ok(Self(detached(py, || spo_sandbox::Seed::from_json(json, today))?))
    }

    fn today(&self) -> NaiveDate {
        self.0.today()
    }

    /// The test persons, as a JSON list.
    fn persons(&self) -> Result<String> {
        Ok(to_json(&self.0.persons())?)
    }
}

/// What `spo.SandboxServer` stands on.
#[pyclass(frozen, module = "spo._spo")]
pub(crate) struct Server(spo_sandbox::Server);

#[pymethods]
impl Server {
    fn url(&self) -> String {
        self.0.url()
    }

    fn client_config(&self, py: Python<'_>) -> Result<String> {
        detached(py, || Ok(self.0.client_config()?.to_json()))
    }

    fn stop(&self, py: Python<'_>) {
        py.detach(|| self.0.stop());
    }
}

/// What `spo.SandboxCredential` stands on.
#[pyclass(frozen, module = "spo._spo")]
pub(crate) struct TestCredential(spo_sandbox::TestCredential);

#[pymethods]
impl TestCredential {
    fn credential(&self) -> Credential {
        self.0.credential().clone().into()
    }

    fn card(&self) -> String {
        self.0.card().to_json()
    }

    fn certificate_pem(&self) -> &str {
        self.0.certificate_pem()
    }

    fn key_pem(&self) -> &str {
        self.0.key_pem()
    }

    fn renewed(&self, py: Python<'_>) -> Result<Self> {
        made(py, || self.0.renewed())
    }

    fn expired(&self, py: Python<'_>) -> Result<Self> {
        made(py, || self.0.expired())
    }

    fn not_yet_valid(&self, py: Python<'_>) -> Result<Self> {
        made(py, || self.0.not_yet_valid())
    }

    fn by_a_stranger(&self, py: Python<'_>) -> Result<Self> {
        made(py, || self.0.by_a_stranger())
    }
}

/// The first certificate waits for a key to be made.
fn made(
    py: Python<'_>,
    make: impl FnOnce() -> spo_core::Result<spo_sandbox::TestCredential> + Send,
) -> Result<TestCredential> {
    Ok(TestCredential(detached(py, make)?))
}

/// The first login waits for the identity provider's key.
fn logged_in(
    py: Python<'_>,
    log_in: impl FnOnce() -> spo_core::Result<spo_core::dgws::BootstrapToken> + Send,
) -> Result<BootstrapToken> {
    Ok(detached(py, log_in)?.into())
}

/// The employee made up for trials, as JSON.
#[pyfunction]
pub(crate) fn example_employee() -> Result<String> {
    Ok(to_json(&Employee::example()?)?)
}

/// Reads a test person's JSON and writes it again in its one form.
#[pyfunction]
pub(crate) fn person_json(json: &str) -> Result<String> {
    Ok(TestPerson::from_json(json)?.to_json())
}

impl Sandbox {
    /// A sandbox of the same process.
    fn beside(&self, sandbox: spo_sandbox::Sandbox) -> Self {
        Self {
            sandbox,
            process: self.process,
        }
    }

    /// Another handle on the same sandbox.
    pub(crate) fn share(&self) -> spo_sandbox::Sandbox {
        self.sandbox.clone()
    }
}
