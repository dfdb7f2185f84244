//! Leaving Python: without the interpreter's lock, with Ctrl-C heard, and no panic let through.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use spo_core::{Error, ErrorKind};

use crate::error::Result;

/// Between two looks at whether Ctrl-C was pressed.
const LOOK_UP: Duration = Duration::from_millis(100);

/// Runs `work` without the interpreter's lock.
pub(crate) fn detached<T: Send>(
    py: Python<'_>,
    work: impl FnOnce() -> spo_core::Result<T> + Send,
) -> Result<T> {
    py.detach(|| stoppable(work))
}

/// Runs `work` without the interpreter's lock, and ends the wait for it when Ctrl-C is pressed.
///
/// Only the main thread hears Ctrl-C. There `work` gets a thread of its own, which after Ctrl-C goes on by itself until
/// it is done or its time is up; nobody sees its result.
pub(crate) fn interruptible<T: Send + 'static>(
    py: Python<'_>,
    work: impl FnOnce() -> spo_core::Result<T> + Send + 'static,
) -> Result<T> {
    if !on_main_thread(py)? {
        return detached(py, work);
    }
    let (done, mut outcome) = sync_channel(1);
    let worker = thread::Builder::new().name("spo-call".to_owned());
    worker
        .spawn(move || {
            // Nobody listens any more after Ctrl-C.
            let _ = done.send(stoppable(work));
        })
        .map_err(|error| {
            Error::new(
                ErrorKind::Internal,
                "thread",
                "the system gives no thread for the call",
            )
            .with_source(error)
        })?;
    loop {
        let outcome = &mut outcome;
        match py.detach(move || outcome.recv_timeout(LOOK_UP)) {
            Ok(outcome) => return outcome,
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            Err(RecvTimeoutError::Disconnected) => return Err(panicked("the thread ended").into()),
        }
    }
}

thread_local! {
    /// A KeyboardInterrupt or SystemExit that the host's code raised during the call under way on this thread.
    static STOPPED: RefCell<Option<PyErr>> = const { RefCell::new(None) };
    /// Whether a call is under way on this thread: not on those that a call starts.
    static CALLING: Cell<bool> = const { Cell::new(false) };
}

/// Remembers what the host's code raised, when it is no mere error but the wish to stop.
pub(crate) fn note_stop(py: Python<'_>, raised: &PyErr) {
    if !raised.is_instance_of::<PyException>(py) {
        STOPPED.set(Some(raised.clone_ref(py)));
    }
}

/// Whether the host's code wished to stop: no look-up, no signature and no further attempt may start.
pub(crate) fn is_stopped() -> bool {
    STOPPED.with_borrow(Option::is_some)
}

/// The wish to stop that the host's code raised on a thread that a call started, kept for the call.
#[derive(Clone, Default)]
pub(crate) struct Stops(Arc<Mutex<Option<PyErr>>>);

impl Stops {
    /// As [`note_stop`], from any thread.
    pub(crate) fn note(&self, py: Python<'_>, raised: &PyErr) {
        if CALLING.get() {
            note_stop(py, raised);
        } else if !raised.is_instance_of::<PyException>(py) {
            let raised = raised.clone_ref(py);
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(raised);
        }
    }

    /// As [`is_stopped`], on any thread.
    pub(crate) fn is_stopped(&self) -> bool {
        match CALLING.get() {
            true => is_stopped(),
            false => self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some(),
        }
    }

    /// What was kept.
    pub(crate) fn take(&self) -> Option<PyErr> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Does the work, and raises what stopped it when that was no mere error.
fn stoppable<T>(work: impl FnOnce() -> spo_core::Result<T>) -> Result<T> {
    STOPPED.take();
    let outer = CALLING.replace(true);
    let result = guarded(work);
    CALLING.set(outer);
    match STOPPED.take() {
        Some(stop) => Err(stop.into()),
        None => Ok(result?),
    }
}

fn guarded<T>(work: impl FnOnce() -> spo_core::Result<T>) -> spo_core::Result<T> {
    // Whatever the panic left half-done is dropped with the closure.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
        Err(panicked(text.unwrap_or("without a message")))
    })
}

fn panicked(text: &str) -> Error {
    let message = format!("a panic was stopped: {}", spo_core::redact(text));
    Error::new(ErrorKind::Panic, "panic", message)
}

fn on_main_thread(py: Python<'_>) -> PyResult<bool> {
    static CURRENT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static MAIN: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let current = CURRENT.import(py, "threading", "current_thread")?.call0()?;
    let main = MAIN.import(py, "threading", "main_thread")?.call0()?;
    Ok(current.is(&main))
}

/// The process that made something which does not survive a fork: connections, locks and threads do not.
#[derive(Clone, Copy)]
pub(crate) struct Process(u32);

impl Process {
    pub(crate) fn current() -> Self {
        Self(std::process::id())
    }

    /// Refuses a use in a forked child.
    pub(crate) fn check(self, what: &str) -> Result<()> {
        if self.0 == std::process::id() {
            return Ok(());
        }
        let message =
            format!("the {what} was made in another process, and a fork does not copy its connections");
        Err(Error::new(ErrorKind::Internal, "process.forked", message)
            .with_remedy(format!(
                "Make a {what} in each process, and start processes with multiprocessing.set_start_method(\"spawn\")."
            ))
            .into())
    }
}
