//! The boundary that no panic and no Rust error crosses.

use std::panic::{AssertUnwindSafe, catch_unwind};

use spo_core::{Error, ErrorKind, Result};

use crate::error::spo_error;
use crate::handle;
use crate::status::spo_status;

/// Where a function puts its error: the last parameter, which may be NULL.
pub(crate) struct ErrorSlot(*mut *mut spo_error);

impl ErrorSlot {
    /// # Safety
    /// Point 5 of the contract.
    pub(crate) unsafe fn new(pointer: *mut *mut spo_error) -> Self {
        Self(pointer)
    }

    fn put(self, error: Error) -> spo_status {
        let status = error.kind().status();
        if !self.0.is_null() {
            // SAFETY: not NULL, and by the promise of `new` it can be written to.
            unsafe { self.0.write(handle::into_raw(spo_error::from(error))) };
        }
        status
    }
}

/// Wraps the `err` parameter.
macro_rules! slot {
    ($err:ident) => {
        // SAFETY: the caller keeps the contract of this crate's first page.
        unsafe { crate::guard::ErrorSlot::new($err) }
    };
}

/// Runs the body of a function that can fail.
///
/// What the body changed before a panic is still a value of its type; the one thing whose later answers could be wrong,
/// the client, notices the panic itself and refuses further calls.
pub(crate) fn guard(slot: ErrorSlot, body: impl FnOnce() -> Result<()>) -> spo_status {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => 0,
        Ok(Err(error)) => slot.put(error),
        Err(_) => slot.put(panicked()),
    }
}

/// The error after a panic. It repeats nothing of the panic's own text, which may hold a patient's data.
pub(crate) fn panicked() -> Error {
    Error::new(
        ErrorKind::Panic,
        "panic",
        "a defect of this library was stopped at its boundary; what it wrote to standard error names the place",
    )
}

/// Runs the body of a function that cannot report: it answers `absent` instead.
pub(crate) fn get<T>(absent: T, body: impl FnOnce() -> Result<T>) -> T {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(value)) => value,
        Ok(Err(_)) | Err(_) => absent,
    }
}

/// Runs the body of a function that has nothing to say.
pub(crate) fn quietly(body: impl FnOnce()) {
    get((), || {
        body();
        Ok(())
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_status_99_with_an_error_that_repeats_nothing() {
        let mut err = std::ptr::null_mut();
        let status = guard(ErrorSlot(&raw mut err), || panic!("patient 2512489996"));
        assert_eq!(status, 99);
        // SAFETY: just written by `guard`.
        let error = unsafe { Box::from_raw(err) };
        assert_eq!(error.inner().kind(), ErrorKind::Panic);
        assert!(!format!("{:?}", error.inner()).contains("2512489996"));
    }

    #[test]
    fn a_getter_that_panics_answers_that_there_is_nothing() {
        assert_eq!(get(-1, || panic!()), -1);
    }
}
