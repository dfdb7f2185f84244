//! Telling an audit that the host wrote in Python.

use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use spo_core::audit::{AuditEvent, AuditSink};

use crate::call::Stops;

/// A Python callable that takes a `spo.AuditEvent`.
pub(crate) struct HostAudit {
    sink: Py<PyAny>,
    stops: Stops,
}

impl HostAudit {
    pub(crate) fn new(sink: Py<PyAny>, stops: Stops) -> Self {
        Self { sink, stops }
    }
}

impl AuditSink for HostAudit {
    /// The call has ended, and what came of it must reach the host: what its audit raises goes to `sys.unraisablehook`.
    /// A wish to stop is heard.
    fn record(&self, event: &AuditEvent) {
        // A call that Ctrl-C left behind can end after the interpreter: then there is nobody to tell.
        let _ = Python::try_attach(|py| {
            let Err(raised) = tell(py, &self.sink, event) else {
                return;
            };
            if raised.is_instance_of::<PyException>(py) {
                raised.write_unraisable(py, Some(self.sink.bind(py)));
            } else {
                self.stops.note(py, &raised);
            }
        });
    }
}

fn tell(py: Python<'_>, sink: &Py<PyAny>, event: &AuditEvent) -> PyResult<()> {
    static READ: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let event = READ
        .import(py, "spo.audit", "_event")?
        .call1((event.to_json(),))?;
    sink.bind(py).call1((event,))?;
    Ok(())
}
