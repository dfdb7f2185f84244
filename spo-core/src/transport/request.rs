//! What every transport takes and gives.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::{Deadline, TransportError};

/// Sends one request and returns its answer: implement this to use an HTTP stack of your own.
///
/// The contract: `POST` the body to the address with exactly the given headers (the host adds what the protocol needs,
/// such as `Host` and `Content-Length`); follow no redirect and repeat nothing, because a submission must not be sent
/// twice behind the caller's back; return every complete answer as a [`Response`], whatever its status; return within
/// [`Request::timeout`]. Calls come from several threads at once.
pub trait Transport: Send + Sync {
    /// Sends `request` and waits for the answer.
    ///
    /// # Errors
    /// A [`TransportError`] when there is no complete answer. Its [`Sent`](super::Sent) decides whether the caller must
    /// find out what happened before it sends a change again.
    fn send(&self, request: &Request) -> Result<Response, TransportError>;

    /// Aborts every request under way and refuses new ones, as far as the transport can. It does nothing unless it is
    /// implemented: the requests under way then end by themselves, within their time.
    fn shutdown(&self) {}
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: &Request) -> Result<Response, TransportError> {
        (**self).send(request)
    }

    fn shutdown(&self) {
        (**self).shutdown();
    }
}

/// One `POST`.
#[derive(Clone)]
pub struct Request {
    /// The address, `http://` or `https://`.
    pub url: String,
    /// Header names and values in the order to send them. Names are sent in the given case.
    pub headers: Vec<(String, String)>,
    /// The bytes to send.
    pub body: Vec<u8>,
    /// The time allowed for looking up the name, and again for connecting.
    pub connect_timeout: Duration,
    /// The time allowed for everything, until the last byte of the answer.
    pub timeout: Duration,
}

impl Request {
    /// A request that may take what `deadline` allows for its next attempt.
    pub fn new(
        url: impl Into<String>,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
        deadline: &Deadline,
    ) -> Self {
        Self {
            url: url.into(),
            headers,
            body,
            connect_timeout: deadline.connect(),
            timeout: deadline.attempt(),
        }
    }

    /// The first value of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }
}

/// Bodies and header values may hold a patient's number or an identity card, so only their sizes are shown.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Request")
            .field("url", &self.url)
            .field("headers", &names)
            .field("body_bytes", &self.body.len())
            .field("connect_timeout", &self.connect_timeout)
            .field("timeout", &self.timeout)
            .finish()
    }
}

/// One complete answer, of whatever status.
#[derive(Clone, Default)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Header names and values in the order they came. A transport may give the names in lower case.
    pub headers: Vec<(String, String)>,
    /// The bytes received.
    pub body: Vec<u8>,
}

impl Response {
    /// The first value of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }
}

/// Bodies may hold a patient's data, so only the size is shown.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &names)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(candidate, _)| candidate.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::Timeouts;

    #[test]
    fn header_names_compare_without_case() {
        let response = Response {
            headers: vec![("content-TYPE".into(), "text/xml".into())],
            ..Response::default()
        };
        assert_eq!(response.header("Content-Type"), Some("text/xml"));
        assert_eq!(response.header("SOAPAction"), None);
    }

    #[test]
    fn debug_output_shows_no_content() {
        let headers = vec![("X-Patient".to_owned(), "2512489996".to_owned())];
        let deadline = Timeouts::default().start();
        let request = Request::new("http://localhost/", headers, b"2512489996".to_vec(), &deadline);
        let response = Response {
            status: 200,
            headers: request.headers.clone(),
            body: request.body.clone(),
        };
        assert!(!format!("{request:?} {response:?}").contains("2512489996"));
    }
}
