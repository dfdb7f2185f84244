//! Reads every log line and every error of a test program, and fails the test that lets a secret out.
//!
//! A test program takes part by naming the crate (`use spo_scan as _;`): it then has a logger from its first instruction.
//! Errors come as log lines, too, because `spo-core` with its feature `scan` logs each one as it is dropped.

mod secrets;

use std::sync::atomic::{AtomicUsize, Ordering};

pub use secrets::leaked;

struct Scanner;

static LINES: AtomicUsize = AtomicUsize::new(0);

/// How many lines were read so far, for tests that want to know that something was.
pub fn lines_read() -> usize {
    LINES.load(Ordering::Relaxed)
}

impl log::Log for Scanner {
    /// Everything but the bytes that the HTTP library dumps at trace level, which the documentation of the transport warns
    /// about and the C library leaves out.
    fn enabled(&self, line: &log::Metadata<'_>) -> bool {
        line.level() <= log::Level::Debug || !line.target().starts_with("ureq")
    }

    fn log(&self, record: &log::Record<'_>) {
        if !self.enabled(record.metadata()) {
            return;
        }
        LINES.fetch_add(1, Ordering::Relaxed);
        let line = record.args().to_string();
        if let Some(what) = leaked(&line) {
            // In a test that fails already this ends the program, after it said why.
            panic!("{} let {what} out: {line}", record.target());
        }
    }

    fn flush(&self) {}
}

#[ctor::ctor(unsafe)]
fn install() {
    if log::set_logger(&Scanner).is_ok() {
        log::set_max_level(log::LevelFilter::Trace);
    }
}
