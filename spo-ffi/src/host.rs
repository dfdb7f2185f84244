//! What the host lends for callbacks, and gets back.

use std::ffi::c_void;

/// Tells the host that its userdata is not used any more. It is called once, from the thread that was the last to use it,
/// and must not call this library.
pub type spo_release_callback = Option<unsafe extern "C" fn(userdata: *mut c_void)>;

/// The host's userdata, given back when it is dropped.
pub(crate) struct HostData {
    userdata: *mut c_void,
    release: spo_release_callback,
}

impl HostData {
    pub(crate) fn new(userdata: *mut c_void, release: spo_release_callback) -> Self {
        Self { userdata, release }
    }

    pub(crate) fn userdata(&self) -> *mut c_void {
        self.userdata
    }
}

impl Drop for HostData {
    fn drop(&mut self) {
        if let Some(release) = self.release {
            // SAFETY: the host promised that it may be called with this pointer, and nobody uses that after this.
            unsafe { release(self.userdata) };
        }
    }
}
