//! Values that come from C: text, bytes, enum numbers, and places to write to.

use std::ffi::{CStr, c_char};

use spo_core::{Error, ErrorKind, Result};

use crate::handle::{self, Handle};

fn invalid(code: &'static str, name: &'static str, message: String, remedy: &'static str) -> Error {
    Error::new(ErrorKind::InvalidArgument, code, message)
        .with_remedy(remedy)
        .at(name)
}

/// The error for a parameter that must not be NULL.
pub(crate) fn null(name: &'static str) -> Error {
    invalid(
        "argument.null",
        name,
        format!("{name} is NULL"),
        "Give the named argument; only those documented as optional may be NULL.",
    )
}

/// Text that may be absent: NULL and the empty text both mean that it is.
///
/// # Safety
/// Points 2 and 3 of the contract.
pub(crate) unsafe fn optional_text<'a>(
    pointer: *const c_char,
    name: &'static str,
) -> Result<Option<&'a str>> {
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: not NULL, and by contract it ends with NUL and does not change.
    let text = unsafe { CStr::from_ptr(pointer) };
    match text.to_str() {
        Ok("") => Ok(None),
        Ok(text) => Ok(Some(text)),
        Err(error) => Err(invalid(
            "argument.utf8",
            name,
            format!("{name} is not UTF-8 (from byte {})", error.valid_up_to()),
            "Convert the text to UTF-8 before the call.",
        )),
    }
}

/// Text that must be given; it may be empty.
///
/// # Safety
/// Points 2 and 3 of the contract.
pub(crate) unsafe fn text<'a>(pointer: *const c_char, name: &'static str) -> Result<&'a str> {
    if pointer.is_null() {
        return Err(null(name));
    }
    // SAFETY: the same contract.
    Ok(unsafe { optional_text(pointer, name) }?.unwrap_or_default())
}

/// Bytes; NULL with length 0 is an empty buffer.
///
/// # Safety
/// Points 2 and 3 of the contract.
pub(crate) unsafe fn bytes<'a>(data: *const u8, len: usize, name: &'static str) -> Result<&'a [u8]> {
    if len == 0 {
        return Ok(&[]);
    }
    if data.is_null() {
        return Err(null(name));
    }
    if len > isize::MAX as usize {
        let message = format!("{name} is longer than memory");
        return Err(invalid(
            "argument.length",
            name,
            message,
            "Give the length in bytes.",
        ));
    }
    // SAFETY: not NULL, within the limit of a slice, and by contract `len` readable bytes that do not change.
    Ok(unsafe { std::slice::from_raw_parts(data, len) })
}

/// Where a function puts the handle it makes. It holds NULL until then, so that a caller can free it on every path.
pub(crate) struct Output<T>(*mut *mut T);

impl<T: Handle> Output<T> {
    /// # Safety
    /// Point 5 of the contract.
    pub(crate) unsafe fn new(pointer: *mut *mut T, name: &'static str) -> Result<Self> {
        if pointer.is_null() {
            return Err(null(name));
        }
        // SAFETY: not NULL, and by contract it can be written to.
        unsafe { pointer.write(std::ptr::null_mut()) };
        Ok(Self(pointer))
    }

    /// Hands `value` over.
    pub(crate) fn give(self, value: T) -> Result<()> {
        // SAFETY: checked and proven writable in `new`.
        unsafe { self.0.write(handle::into_raw(value)) };
        Ok(())
    }
}

/// Where a function puts the length of the bytes it lends. It holds 0 until then; NULL is allowed.
pub(crate) struct Length(*mut usize);

impl Length {
    /// # Safety
    /// Point 5 of the contract.
    pub(crate) unsafe fn new(pointer: *mut usize) -> Self {
        let length = Self(pointer);
        length.put(0);
        length
    }

    pub(crate) fn put(&self, len: usize) {
        if !self.0.is_null() {
            // SAFETY: not NULL, and by the promise of `new` it can be written to.
            unsafe { self.0.write(len) };
        }
    }
}

/// The error for a number that is not in the enum.
pub(crate) fn not_in_enum(name: &'static str, kind: &'static str, value: i32) -> Error {
    let message = format!("{value} is not a value of {kind}");
    invalid("argument.enum", name, message, "Use one of the named constants.")
}

/// Declares the way from C's number to a value; a number without a value is an error.
macro_rules! enum_argument {
    ($function:ident, $kind:ident, $name:literal -> $target:ty { $($variant:ident => $value:expr),* $(,)? }) => {
        pub(crate) fn $function(number: i32) -> spo_core::Result<$target> {
            $(if number == $kind::$variant as i32 { return Ok($value); })*
            Err(crate::argument::not_in_enum($name, stringify!($kind), number))
        }
    };
}

/// Reads the text parameter of the given name.
macro_rules! arg_text {
    ($parameter:ident) => {
        // SAFETY: the caller keeps the contract of this crate's first page.
        unsafe { crate::argument::text($parameter, stringify!($parameter)) }?
    };
}

/// Reads the text parameter of the given name, which may be NULL.
macro_rules! arg_optional {
    ($parameter:ident) => {
        // SAFETY: the caller keeps the contract of this crate's first page.
        unsafe { crate::argument::optional_text($parameter, stringify!($parameter)) }?
    };
}

/// Reads the bytes in the given parameters.
macro_rules! arg_bytes {
    ($data:ident, $len:ident) => {
        // SAFETY: the caller keeps the contract of this crate's first page.
        unsafe { crate::argument::bytes($data, $len, stringify!($data)) }?
    };
}

/// Prepares the output parameter of the given name.
macro_rules! arg_out {
    ($parameter:ident) => {
        // SAFETY: the caller keeps the contract of this crate's first page.
        unsafe { crate::argument::Output::new($parameter, stringify!($parameter)) }?
    };
}

/// Prepares the length parameter of the given name.
macro_rules! arg_len {
    ($parameter:ident) => {
        // SAFETY: the caller keeps the contract of this crate's first page.
        unsafe { crate::argument::Length::new($parameter) }
    };
}
