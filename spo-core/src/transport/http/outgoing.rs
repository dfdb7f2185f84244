//! The request's body on its way out.

use std::io::{self, Read};

/// Hands the body to the HTTP client and remembers whether it was ever asked for.
///
/// The client asks for the body only after it has connected, finished the TLS handshake and written the head. As long as
/// it has not, the service holds at most the head of a message whose content never came.
pub(super) struct Outgoing<'a> {
    rest: &'a [u8],
    empty: bool,
    begun: bool,
}

impl<'a> Outgoing<'a> {
    pub(super) fn new(body: &'a [u8]) -> Self {
        Self {
            rest: body,
            empty: body.is_empty(),
            begun: false,
        }
    }

    /// Whether the service may have content of the request. An empty request is complete with its head.
    pub(super) fn has_begun(&self) -> bool {
        self.begun || self.empty
    }
}

impl Read for Outgoing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.begun = true;
        self.rest.read(buffer)
    }
}
