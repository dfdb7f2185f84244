//! Whether a client may be used: not after a fork, a panic or its close; and how many calls are under way.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use spo_core::{Error, ErrorKind, Result};

use crate::guard::panicked;

pub(super) struct Gate {
    /// The process that made the client. Connections and locks do not survive into a forked child.
    process: u32,
    poisoned: AtomicBool,
    calls: Mutex<Calls>,
    one_less: Condvar,
}

#[derive(Default)]
struct Calls {
    under_way: usize,
    closed: bool,
}

impl Gate {
    pub(super) fn new() -> Self {
        Self {
            process: std::process::id(),
            poisoned: AtomicBool::new(false),
            calls: Mutex::default(),
            one_less: Condvar::new(),
        }
    }

    /// Whether this process is another than the one that made the client.
    pub(super) fn is_forked(&self) -> bool {
        self.process != std::process::id()
    }

    /// Makes a call, if the client may still be used.
    pub(super) fn pass<T>(&self, call: impl FnOnce() -> Result<T>) -> Result<T> {
        self.enter()?;
        let result = catch_unwind(AssertUnwindSafe(call));
        if result.is_err() {
            self.poisoned.store(true, Ordering::SeqCst);
        }
        self.lock().under_way -= 1;
        self.one_less.notify_all();
        result.unwrap_or_else(|_| Err(panicked()))
    }

    fn enter(&self) -> Result<()> {
        // Before any lock: a lock that another thread held at the fork is held for ever in the child.
        self.check_process()?;
        if self.poisoned.load(Ordering::SeqCst) {
            return Err(Error::new(
                ErrorKind::Panic,
                "client.poisoned",
                "an earlier call on this client met a defect of the library",
            )
            .with_remedy("Free the client and make a new one; report the defect."));
        }
        let mut calls = self.lock();
        if calls.closed {
            return Err(Error::new(
                ErrorKind::InvalidArgument,
                "client.closed",
                "the client is closed",
            )
            .with_remedy("Make a new client.")
            .at("client"));
        }
        calls.under_way += 1;
        Ok(())
    }

    fn check_process(&self) -> Result<()> {
        if self.is_forked() {
            return Err(Error::new(
                ErrorKind::InvalidArgument,
                "client.forked",
                "the client was made before this process was forked",
            )
            .with_remedy("Make a new client in the child process.")
            .at("client"));
        }
        Ok(())
    }

    /// Refuses new calls, and waits until those under way have ended or `deadline` has passed.
    pub(super) fn close(&self, deadline: Duration) -> Result<()> {
        self.check_process()?;
        let until = Instant::now().checked_add(deadline);
        let mut calls = self.lock();
        calls.closed = true;
        while calls.under_way > 0 {
            let left = until.map_or(Duration::MAX, |until| {
                until.saturating_duration_since(Instant::now())
            });
            if left.is_zero() {
                return Err(Error::new(
                    ErrorKind::Timeout,
                    "client.busy",
                    format!("{} calls are still under way", calls.under_way),
                )
                .with_remedy("Close again to go on waiting; free the client only when it has succeeded."));
            }
            calls = self
                .one_less
                .wait_timeout(calls, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        Ok(())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Calls> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_panic_every_call_is_refused() {
        let gate = Gate::new();
        assert_eq!(gate.pass(|| Ok(1)).unwrap(), 1);
        assert_eq!(
            gate.pass(|| -> Result<()> { panic!() }).unwrap_err().code(),
            "panic"
        );
        let error = gate.pass(|| Ok(1)).unwrap_err();
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Panic, "client.poisoned")
        );
        assert!(
            gate.close(Duration::ZERO).is_ok(),
            "a call that panicked is not under way"
        );
    }

    #[test]
    fn closing_waits_for_calls_and_refuses_new_ones() {
        let gate = Gate::new();
        std::thread::scope(|scope| {
            let (started, wait) = std::sync::mpsc::channel();
            let (end, ended) = std::sync::mpsc::channel::<()>();
            let call = scope.spawn({
                let gate = &gate;
                move || {
                    gate.pass(|| {
                        started.send(()).unwrap();
                        ended.recv().unwrap();
                        Ok(())
                    })
                }
            });
            wait.recv().unwrap();
            assert_eq!(
                gate.close(Duration::from_millis(1)).unwrap_err().kind(),
                ErrorKind::Timeout
            );
            assert_eq!(gate.pass(|| Ok(())).unwrap_err().code(), "client.closed");
            end.send(()).unwrap();
            assert!(gate.close(Duration::from_secs(60)).is_ok());
            assert!(call.join().unwrap().is_ok());
        });
    }

    #[test]
    fn a_forked_child_is_refused_without_a_lock() {
        let gate = Gate {
            process: std::process::id() + 1,
            ..Gate::new()
        };
        let _held = gate.calls.lock().unwrap();
        assert_eq!(gate.pass(|| Ok(())).unwrap_err().code(), "client.forked");
        assert_eq!(gate.close(Duration::MAX).unwrap_err().code(), "client.forked");
    }
}
