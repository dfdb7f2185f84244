//! Which library this is.

use std::ffi::c_char;

/// The version of the interface: symbols, signatures and numbers. It grows when something is added; nothing is
/// removed or changed while the shared library is called libspo.so.0.
pub const SPO_ABI_VERSION: u32 = 1;

/// The version of the library that is loaded, such as "0.1.0". Compare with SPO_VERSION, the header's.
///
/// The text is constant. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn spo_version() -> *const c_char {
    const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "\0");
    VERSION.as_ptr().cast()
}

/// The interface of the library that is loaded. A host that was built with SPO_ABI_VERSION can run with any library
/// that answers the same number or a larger one; check it once after loading.
///
/// Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn spo_abi_version() -> u32 {
    SPO_ABI_VERSION
}
