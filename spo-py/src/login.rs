//! Logins that happened elsewhere, to be exchanged for cards and tokens.

use chrono::{DateTime, FixedOffset};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use spo_core::dgws::{self, EmployeeCardRequest, TokenForm};

use crate::document::from_json;
use crate::error::Result;
use crate::identifiers::member;
use crate::time::danish;

/// What an identity provider issued when somebody logged in: an OIOSAML assertion, or a JSON Web Token.
///
/// Made by `BootstrapToken.from_saml` or `BootstrapToken.from_jwt`. It is handed on as it was given. Whoever holds it
/// and the key it is bound to can call as the person who logged in, so it is kept like a password and never printed.
#[pyclass(frozen, module = "spo")]
pub(crate) struct BootstrapToken(dgws::BootstrapToken);

#[pymethods]
impl BootstrapToken {
    /// Take an assertion, as the identity provider signed it.
    #[staticmethod]
    fn from_saml(assertion: &[u8]) -> Result<Self> {
        Ok(Self(dgws::BootstrapToken::from_saml(assertion)?))
    }

    /// Take a JSON Web Token in its compact form.
    #[staticmethod]
    fn from_jwt(token: &str) -> Result<Self> {
        Ok(Self(dgws::BootstrapToken::from_jwt(token)?))
    }

    /// How it is written.
    #[getter]
    fn form<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        member(py, "spo.logins", "TokenForm", &self.form_name())
    }

    /// The first moment at which it cannot be exchanged any more.
    #[getter]
    fn not_on_or_after(&self) -> Option<DateTime<FixedOffset>> {
        self.0.not_on_or_after().map(danish)
    }

    fn __repr__(&self) -> String {
        let end = self.not_on_or_after();
        let until = end.map_or(String::new(), |end| format!(", until {end}"));
        format!("BootstrapToken({}{until})", self.form_name())
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(
            "a BootstrapToken cannot be pickled or copied: it is kept like a password",
        ))
    }
}

impl BootstrapToken {
    pub(crate) fn core(&self) -> dgws::BootstrapToken {
        self.0.clone()
    }

    fn form_name(&self) -> &'static str {
        match self.0.form() {
            TokenForm::Saml => "saml",
            TokenForm::Jwt => "jwt",
        }
    }
}

impl From<dgws::BootstrapToken> for BootstrapToken {
    fn from(token: dgws::BootstrapToken) -> Self {
        Self(token)
    }
}

/// Checks what is asked for with an employee's login.
#[pyfunction]
pub(crate) fn check_employee_card(json: &str) -> Result<()> {
    Ok(from_json::<EmployeeCardRequest>(json)?.check()?)
}
