//! Log records for the host.

use std::ffi::{CString, c_char, c_void};
use std::sync::{PoisonError, RwLock};

use log::{LevelFilter, Log, Metadata, Record};
use spo_core::{Error, ErrorKind, Result};

use crate::argument::not_in_enum;
use crate::error::spo_error;
use crate::guard::{guard, quietly};
use crate::status::spo_status;

/// How much is logged.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_log_level {
    /// Nothing.
    Off = 0,
    /// What went wrong inside the library.
    Error = 1,
    /// What deserves a second look.
    Warn = 2,
    /// What happens.
    Info = 3,
    /// How it happens: connections, attempts.
    Debug = 4,
    /// Everything.
    Trace = 5,
}

/// The number of a [`spo_log_level`], as a parameter.
pub type spo_log_level_number = i32;

/// Receives one log record: its level, where it comes from, and the text, all valid during the call only.
///
/// It is called from whatever thread logs, from several at once, and must not call this library.
pub type spo_log_callback = Option<
    unsafe extern "C" fn(
        userdata: *mut c_void,
        level: spo_log_level_number,
        target: *const c_char,
        message: *const c_char,
    ),
>;

/// Where records go.
struct Receiver {
    callback: unsafe extern "C" fn(*mut c_void, i32, *const c_char, *const c_char),
    userdata: *mut c_void,
}

// SAFETY: the host promised with `spo_set_log` that its callback may be called with this pointer from any thread.
unsafe impl Send for Receiver {}
// SAFETY: the same promise.
unsafe impl Sync for Receiver {}

/// The records of this library and of what it is built from go to one receiver. Inside the shared library the log
/// facade is private, so the host's own logging is untouched.
struct Forwarder(RwLock<Option<Receiver>>);

static FORWARDER: Forwarder = Forwarder(RwLock::new(None));

impl Log for Forwarder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.level() <= log::max_level() && !dumps_bytes(metadata)
    }

    fn log(&self, record: &Record<'_>) {
        if !self.enabled(record.metadata()) {
            return;
        }
        quietly(|| {
            // Held during the call, so that no call is under way when `spo_set_log` returns.
            let receiver = self.0.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(Receiver { callback, userdata }) = &*receiver {
                let message = record.args().to_string();
                let message = CString::new(spo_core::redact(&message).replace('\0', "")).unwrap_or_default();
                let target = CString::new(record.target()).unwrap_or_default();
                // SAFETY: the host promised that both may be used like this; the texts outlive the call.
                unsafe {
                    callback(
                        *userdata,
                        record.level() as i32,
                        target.as_ptr(),
                        message.as_ptr(),
                    )
                };
            }
        });
    }

    fn flush(&self) {}
}

fn level(number: i32) -> Result<LevelFilter> {
    usize::try_from(number)
        .ok()
        .and_then(|number| LevelFilter::iter().nth(number))
        .ok_or_else(|| not_in_enum("level", "spo_log_level", number))
}

/// Sends the log records of this process's use of the library to `callback`, up to `level`. It replaces the receiver
/// before; NULL or SPO_LOG_LEVEL_OFF ends it. When this returns, the receiver before is not called any more.
///
/// `callback` and `userdata` must stay usable until then. CPR numbers in records are masked. Any thread, but not from a
/// callback.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_set_log(
    level: spo_log_level_number,
    callback: spo_log_callback,
    userdata: *mut c_void,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let level = self::level(level)?;
        let receiver = callback
            .filter(|_| level != LevelFilter::Off)
            .map(|callback| Receiver { callback, userdata });
        if receiver.is_some() && log::set_logger(&FORWARDER).is_err() && !is_ours() {
            return Err(Error::new(
                ErrorKind::Configuration,
                "log.taken",
                "this process has given its Rust log records another receiver",
            )
            .with_remedy("Use the receiver that is there."));
        }
        log::set_max_level(if receiver.is_some() {
            level
        } else {
            LevelFilter::Off
        });
        *FORWARDER.0.write().unwrap_or_else(PoisonError::into_inner) = receiver;
        Ok(())
    })
}

/// The HTTP library writes the bytes it sends and receives at its most talkative level. They hold patients and identity
/// cards, and in a form that no masking finds.
fn dumps_bytes(metadata: &Metadata<'_>) -> bool {
    metadata.level() == log::Level::Trace && metadata.target().starts_with("ureq")
}

/// Whether an earlier call of `spo_set_log` has set the logger.
fn is_ours() -> bool {
    std::ptr::addr_eq(log::logger(), &raw const FORWARDER)
}

#[cfg(test)]
mod tests {
    use super::level;

    #[test]
    fn levels_are_those_of_the_header() {
        assert_eq!(level(0).unwrap(), log::LevelFilter::Off);
        assert_eq!(level(5).unwrap(), log::LevelFilter::Trace);
        assert!(level(6).is_err() && level(-1).is_err());
    }
}
