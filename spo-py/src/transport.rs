//! A transport that the host wrote in Python.

use pyo3::exceptions::{PyConnectionError, PyConnectionRefusedError, PyTimeoutError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::sync::PyOnceLock;
use spo_core::transport::{Request, Response, Sent, Transport, TransportError, TransportErrorKind as Kind};

use crate::call::Stops;

/// A Python callable that takes a `spo.Request` and gives a `spo.Response`.
pub(crate) struct HostTransport {
    send: Py<PyAny>,
    stops: Stops,
}

impl HostTransport {
    pub(crate) fn new(send: Py<PyAny>, stops: Stops) -> Self {
        Self { send, stops }
    }
}

impl Transport for HostTransport {
    fn send(&self, request: &Request) -> Result<Response, TransportError> {
        if self.stops.is_stopped() {
            return Err(TransportError::new(
                Kind::Closed,
                Sent::No,
                "the call was stopped",
            ));
        }
        Python::attach(|py| {
            exchange(py, &self.send, request).map_err(|raised| {
                self.stops.note(py, &raised);
                failure(py, raised)
            })
        })
    }
}

fn exchange(py: Python<'_>, send: &Py<PyAny>, request: &Request) -> PyResult<Response> {
    static REQUEST: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static RESPONSE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let arguments = (
        &request.url,
        &request.headers,
        request.body.as_slice(),
        request.connect_timeout,
        request.timeout,
    );
    let request = REQUEST
        .import(py, "spo.transport", "_request")?
        .call1(arguments)?;
    let answer = send.bind(py).call1((request,))?;
    let answer = RESPONSE
        .import(py, "spo.transport", "_response")?
        .call1((answer,))?;
    let (status, headers, body): (u16, Vec<(String, String)>, PyBackedBytes) = answer.extract()?;
    let body = body.to_vec();
    Ok(Response {
        status,
        headers,
        body,
    })
}

/// Only an error that Python raises before a connection stands proves that nothing was sent.
fn failure(py: Python<'_>, raised: PyErr) -> TransportError {
    static UNKNOWN_HOST: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let unknown_host = UNKNOWN_HOST
        .import(py, "socket", "gaierror")
        .is_ok_and(|class| raised.is_instance(py, class));
    let (kind, sent) = if unknown_host {
        (Kind::Resolve, Sent::No)
    } else if raised.is_instance_of::<PyConnectionRefusedError>(py) {
        (Kind::Connect, Sent::No)
    } else if raised.is_instance_of::<PyTimeoutError>(py) {
        (Kind::Timeout, Sent::Possibly)
    } else if raised.is_instance_of::<PyConnectionError>(py) {
        (Kind::Broken, Sent::Possibly)
    } else {
        (Kind::Other, Sent::Possibly)
    };
    let text = raised.to_string();
    let message = format!("the transport raised {}", spo_core::redact(&text));
    TransportError::new(kind, sent, message).with_source(raised)
}
