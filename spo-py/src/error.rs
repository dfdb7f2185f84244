//! Errors of `spo-core` as the exceptions that `spo.exceptions` defines.
//!
//! The exception classes are written in Python: a class for CPython's stable ABI cannot extend `Exception` from Rust.

use pyo3::prelude::*;
use pyo3::types::PyString;
use serde::Serialize;
use spo_core::{Error, ErrorDetails, ErrorKind, InvalidValue};

/// The error of every function here.
pub(crate) enum Failure {
    /// Becomes the exception that its kind names.
    Core(Error),
    /// Already an exception.
    Python(PyErr),
}

/// The result of every function here.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Core(error)
    }
}

impl From<InvalidValue> for Failure {
    fn from(invalid: InvalidValue) -> Self {
        Self::Core(invalid.into())
    }
}

impl From<PyErr> for Failure {
    fn from(exception: PyErr) -> Self {
        Self::Python(exception)
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Core(error) => {
                Python::attach(|py| exception(py, &error).unwrap_or_else(|problem| problem))
            }
            Failure::Python(exception) => exception,
        }
    }
}

/// What an exception is made of, as `spo.exceptions.SpoError._from_json` reads it.
#[derive(Serialize)]
struct Raised<'a> {
    kind: &'static str,
    code: &'a str,
    message: &'a str,
    retryable: bool,
    #[serde(flatten)]
    details: &'a ErrorDetails,
    remedy: &'a str,
}

fn exception(py: Python<'_>, error: &Error) -> PyResult<PyErr> {
    let mut details = error.details().clone();
    // The sentence is told once, also when it is only the kind's.
    details.remedy = None;
    let raised = Raised {
        kind: error.kind().name(),
        code: error.code(),
        message: error.message(),
        retryable: error.is_retryable(),
        details: &details,
        remedy: error.remedy(),
    };
    // Strings, numbers and lists of them always have a JSON form.
    let json = serde_json::to_string(&raised).unwrap_or_default();
    let class = py
        .import("spo.exceptions")?
        .getattr(error.kind().python_class())?;
    let value = class.call_method1("_from_json", (error.to_string(), json))?;
    let exception = PyErr::from_value(value);
    if let Some(cause) = host_exception(py, error) {
        exception.set_cause(py, Some(cause));
    }
    Ok(exception)
}

/// The exception that a transport written in Python raised, when that is what went wrong.
fn host_exception(py: Python<'_>, error: &Error) -> Option<PyErr> {
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        if let Some(raised) = cause.downcast_ref::<PyErr>() {
            return Some(raised.clone_ref(py));
        }
        source = cause.source();
    }
    None
}

/// Every kind of error: status, name, exception class, whether a retry can help, remedy.
#[pyfunction]
pub(crate) fn error_kinds() -> Vec<(i32, &'static str, &'static str, bool, &'static str)> {
    let kinds = ErrorKind::ALL.iter();
    kinds
        .map(|kind| {
            (
                kind.status(),
                kind.name(),
                kind.python_class(),
                kind.is_retryable(),
                kind.remedy(),
            )
        })
        .collect()
}

/// Raises an error of the kind `name`, for tests.
#[pyfunction]
pub(crate) fn raise_error(name: &Bound<'_, PyString>) -> Result<()> {
    let name = name.to_string();
    let kind = ErrorKind::ALL.iter().find(|kind| kind.name() == name);
    let kind = kind.copied().unwrap_or(ErrorKind::InvalidArgument);
    Err(Error::new(kind, "example", "An example").into())
}
