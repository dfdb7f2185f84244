//! Credentials: certificates with their keys, from files, texts, or a key that the host keeps.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, Utc};
use pyo3::exceptions::{PyConnectionError, PyOSError, PyTimeoutError, PyTypeError};
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{PyBytes, PyDateTime};
use spo_core::Error;
use spo_core::dgws::credentials::{self, CredentialError, Secret};
use spo_core::dgws::signature::{HostReason, SignError, Signer};
use zeroize::Zeroizing;

use crate::call::{self, detached};
use crate::error::Result;
use crate::identifiers::{Cvr, member};
use crate::time::{self, danish};

/// A certificate (OCES-certifikat) with the key that signs for it, checked to belong together.
///
/// Made by `Credential.from_pkcs12`, `Credential.from_pem` or `Credential.from_signer`. Bytes are a file's content, a
/// `pathlib.Path` is read. Its text shows the holder and nothing of the key. Any number of threads may use it.
#[pyclass(frozen, module = "spo")]
pub(crate) struct Credential(credentials::Credential);

#[pymethods]
impl Credential {
    /// Read a PKCS#12 file (`.p12`, `.pfx`).
    #[staticmethod]
    #[pyo3(signature = (file, password, *, alias=None))]
    fn from_pkcs12(
        py: Python<'_>,
        file: &Bound<'_, PyAny>,
        password: &str,
        alias: Option<&str>,
    ) -> Result<Self> {
        let file = content(file, "file")?;
        let password = Secret::new(password);
        made(py, || match alias {
            None => credentials::Credential::from_pkcs12(&file, &password),
            Some(alias) => credentials::Credential::from_pkcs12_named(&file, &password, alias),
        })
    }

    /// Read certificates and a private key in PEM.
    #[staticmethod]
    #[pyo3(signature = (certificates, key, *, password=None))]
    fn from_pem(
        py: Python<'_>,
        certificates: &Bound<'_, PyAny>,
        key: &Bound<'_, PyAny>,
        password: Option<&str>,
    ) -> Result<Self> {
        let certificates = content(certificates, "certificates")?;
        let key = content(key, "key")?;
        let password = password.map(Secret::new);
        made(py, || {
            credentials::Credential::from_pem(&certificates, &key, password.as_ref())
        })
    }

    /// Take a key that the host keeps.
    #[staticmethod]
    fn from_signer(py: Python<'_>, certificates: &Bound<'_, PyAny>, sign: Py<PyAny>) -> Result<Self> {
        let certificates = content(certificates, "certificates")?;
        let signer = Arc::new(HostSigner { sign });
        made(py, || credentials::Credential::from_signer(&certificates, signer))
    }

    /// The holder, as a person reads it.
    #[getter]
    fn subject(&self) -> String {
        self.0.certificate().subject().to_string()
    }

    /// The holder's organisation.
    #[getter]
    fn organisation(&self) -> String {
        spo_core::redact(self.0.certificate().subject().organisation()).into_owned()
    }

    /// The organisation's number in the Central Business Register.
    #[getter]
    fn cvr(&self) -> Option<Cvr> {
        self.0.certificate().subject().cvr().cloned().map(Cvr::from)
    }

    /// To whom it was issued.
    #[getter]
    fn kind<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        member(
            py,
            "spo.credentials",
            "CertificateKind",
            &self.0.certificate().kind(),
        )
    }

    /// The first moment it is valid at.
    #[getter]
    fn not_before(&self) -> DateTime<FixedOffset> {
        danish(self.0.certificate().not_before())
    }

    /// The last moment it is valid at.
    #[getter]
    fn not_after(&self) -> DateTime<FixedOffset> {
        danish(self.0.certificate().not_after())
    }

    /// Whether it can be used now, or at another moment.
    #[pyo3(signature = (now=None))]
    fn validity<'py>(
        &self,
        py: Python<'py>,
        now: Option<&Bound<'_, PyDateTime>>,
    ) -> Result<Bound<'py, PyAny>> {
        validity(py, self.0.certificate().validity(moment(now)?))
    }

    /// Refuse a certificate that cannot be used now, or at another moment.
    #[pyo3(signature = (now=None))]
    fn check<'py>(&self, py: Python<'py>, now: Option<&Bound<'_, PyDateTime>>) -> Result<Bound<'py, PyAny>> {
        let state = self.0.check(moment(now)?).map_err(Error::from)?;
        validity(py, state)
    }

    fn __repr__(&self) -> String {
        format!("Credential('{}')", self.0.certificate())
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(
            "a Credential cannot be pickled or copied: its key stays where it was read",
        ))
    }
}

impl Credential {
    pub(crate) fn core(&self) -> credentials::Credential {
        self.0.clone()
    }
}

impl From<credentials::Credential> for Credential {
    fn from(credential: credentials::Credential) -> Self {
        Self(credential)
    }
}

/// Opening and proving take some milliseconds, and a host's key is asked through Python.
fn made(
    py: Python<'_>,
    make: impl FnOnce() -> std::result::Result<credentials::Credential, CredentialError> + Send,
) -> Result<Credential> {
    Ok(Credential(detached(py, || Ok(make()?))?))
}

/// The `spo.credentials.Validity` of a state.
pub(crate) fn validity<'py>(py: Python<'py>, state: credentials::Validity) -> Result<Bound<'py, PyAny>> {
    let json = crate::document::to_json(&state)?;
    Ok(py
        .import("spo.credentials")?
        .getattr("Validity")?
        .call_method1("_from_json", (json,))?)
}

/// An aware datetime of any zone, or now.
fn moment(now: Option<&Bound<'_, PyDateTime>>) -> Result<DateTime<Utc>> {
    now.map_or_else(|| Ok(Utc::now()), |now| time::instant(now, "now"))
}

/// Bytes, PEM text, or the file to read.
fn content(value: &Bound<'_, PyAny>, name: &str) -> PyResult<Zeroizing<Vec<u8>>> {
    if let Ok(bytes) = value.extract::<PyBackedBytes>() {
        return Ok(Zeroizing::new(bytes.to_vec()));
    }
    let problem = if let Ok(text) = value.extract::<PyBackedStr>() {
        if text.contains("-----BEGIN") {
            return Ok(Zeroizing::new(text.as_bytes().to_vec()));
        }
        "a str is PEM text; name a file by a pathlib.Path".to_owned()
    } else if let Ok(path) = value.extract::<PathBuf>() {
        return value.py().detach(|| read(&path));
    } else {
        format!("not {}", value.get_type().name()?)
    };
    let message = format!("{name} must be bytes, PEM text or a path: {problem}");
    Err(PyTypeError::new_err(message))
}

/// An OSError that names the file, as Python's own does.
fn read(path: &Path) -> PyResult<Zeroizing<Vec<u8>>> {
    fs::read(path).map(Zeroizing::new).map_err(|error| {
        let text = error.to_string();
        match error.raw_os_error() {
            Some(number) => PyOSError::new_err((number, text, path.as_os_str().to_owned())),
            None => error.into(),
        }
    })
}

/// A Python callable that takes the bytes to sign and gives their signature.
struct HostSigner {
    sign: Py<PyAny>,
}

impl Signer for HostSigner {
    fn sign_rsa_sha256(&self, bytes: &[u8]) -> std::result::Result<Vec<u8>, SignError> {
        // After Ctrl-C the key's owner is not asked again.
        if call::is_stopped() {
            return Err(SignError::Unavailable("the call was stopped".into()));
        }
        // After Ctrl-C a call may outlive the interpreter.
        let signed = Python::try_attach(|py| {
            let signed = self.sign.bind(py).call1((PyBytes::new(py, bytes),));
            signed
                .and_then(|signature| signature_bytes(&signature))
                .map_err(|raised| refusal(py, raised))
        });
        signed.unwrap_or_else(|| Err(SignError::Unavailable("the program is ending".into())))
    }
}

fn signature_bytes(signature: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    match signature.extract::<PyBackedBytes>() {
        Ok(bytes) => Ok(bytes.to_vec()),
        Err(_) => {
            let message = format!("sign must return bytes, not {}", signature.get_type().name()?);
            Err(PyTypeError::new_err(message))
        }
    }
}

/// Only an exception that is about a connection promises that trying again can help. Any other counts as a refusal: a card
/// locks itself after a few wrong PINs.
fn refusal(py: Python<'_>, raised: PyErr) -> SignError {
    call::note_stop(py, &raised);
    let passing =
        raised.is_instance_of::<PyConnectionError>(py) || raised.is_instance_of::<PyTimeoutError>(py);
    let reason = HostReason::caused_by(raised.to_string(), raised);
    match passing {
        true => SignError::Unavailable(reason),
        false => SignError::Refused(reason),
    }
}
