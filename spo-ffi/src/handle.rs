//! Handles: Rust values that C holds by pointer.

use spo_core::Result;

use crate::argument::null;

/// A value that C holds by pointer. It lives in a `Box` of its own until the free function of its type.
pub(crate) trait Handle: Sized + Send {}

/// A handle that one thread at a time may use, and that can be changed.
pub(crate) trait Exclusive: Handle {}

/// Declares how a handle may be used, which decides how it can be lent: an exclusive one for a change too, a shared one
/// only for reading, by any number of threads at once.
macro_rules! handle {
    (exclusive $name:ident) => {
        impl crate::handle::Handle for $name {}
        impl crate::handle::Exclusive for $name {}
        handle!(debug $name);
    };
    (shared $name:ident) => {
        impl crate::handle::Handle for $name {}
        const _: fn() = || {
            fn is_sync<T: Sync>() {}
            is_sync::<$name>();
        };
        handle!(debug $name);
    };
    (debug $name:ident) => {
        /// What it holds may be a patient's, so only the type is shown.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    };
}

/// Gives the value to C.
pub(crate) fn into_raw<T: Handle>(value: T) -> *mut T {
    Box::into_raw(Box::new(value))
}

/// Lends a handle for reading.
///
/// # Safety
/// Points 1 and 4 of the contract.
pub(crate) unsafe fn by_ref<'a, T: Handle>(pointer: *const T, name: &'static str) -> Result<&'a T> {
    // SAFETY: not NULL (checked here), and by contract a live handle of this type that nobody changes meanwhile.
    unsafe { pointer.as_ref() }.ok_or_else(|| null(name))
}

/// Lends a handle for a change.
///
/// # Safety
/// Points 1 and 4 of the contract.
pub(crate) unsafe fn by_mut<'a, T: Exclusive>(pointer: *mut T, name: &'static str) -> Result<&'a mut T> {
    // SAFETY: as above; an exclusive handle is by contract used by this thread alone.
    unsafe { pointer.as_mut() }.ok_or_else(|| null(name))
}

/// Takes a handle back and drops it; NULL is nothing to drop.
///
/// # Safety
/// Point 1 of the contract, and nobody uses the handle any more.
pub(crate) unsafe fn free<T: Handle>(pointer: *mut T) {
    if !pointer.is_null() {
        crate::guard::quietly(|| {
            // SAFETY: handles are made by `into_raw` only, and by contract this one has not been freed.
            drop(unsafe { Box::from_raw(pointer) });
        });
    }
}

/// Lends the handle parameter of the given name for reading.
macro_rules! arg_ref {
    ($parameter:ident) => {
        // SAFETY: the caller keeps the contract of this crate's first page.
        unsafe { crate::handle::by_ref($parameter, stringify!($parameter)) }?
    };
}

/// Lends the handle parameter of the given name for a change.
macro_rules! arg_mut {
    ($parameter:ident) => {
        // SAFETY: the caller keeps the contract of this crate's first page.
        unsafe { crate::handle::by_mut($parameter, stringify!($parameter)) }?
    };
}
