//! Requests from a connection.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::{Shared, TICK};

const MOST_HEADERS: usize = 100;
const CHUNK: usize = 16 << 10;
/// The longest line that begins a chunk: a size, and extensions that nobody uses.
const MOST_CHUNK_LINE: usize = 256;

/// One HTTP request.
pub(super) struct HttpRequest {
    pub(super) method: String,
    /// With its query.
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    /// Whether another request may follow on the connection.
    pub(super) keep_alive: bool,
}

impl HttpRequest {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }
}

/// Why there is no request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoRequest {
    /// The connection is over, or the server is.
    Closed,
    /// The request is refused with this status, and the connection closed.
    Refused(u16),
}

use NoRequest::{Closed, Refused};

/// Bytes of bodies that count against the limit until dropped.
pub(super) struct Reserved<'s> {
    shared: &'s Shared,
    bytes: usize,
}

impl<'s> Reserved<'s> {
    fn new(shared: &'s Shared) -> Self {
        Self { shared, bytes: 0 }
    }

    fn grow(&mut self, bytes: usize) -> Result<(), NoRequest> {
        let before = self.shared.bodies.fetch_add(bytes, Ordering::Relaxed);
        self.bytes += bytes;
        match before + bytes > self.shared.limits.bodies {
            true => Err(Refused(503)),
            false => Ok(()),
        }
    }
}

impl Drop for Reserved<'_> {
    fn drop(&mut self) {
        self.shared.bodies.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

/// The reading half of a connection, and what was read beyond the last request.
pub(super) struct Reader<'s> {
    stream: &'s TcpStream,
    shared: &'s Shared,
    buffer: Vec<u8>,
}

impl<'s> Reader<'s> {
    pub(super) fn new(stream: &'s TcpStream, shared: &'s Shared) -> Self {
        Self {
            stream,
            shared,
            buffer: Vec::new(),
        }
    }

    /// The next request, and the memory it counts for.
    pub(super) fn next(&mut self) -> Result<(HttpRequest, Reserved<'s>), NoRequest> {
        if self.buffer.is_empty() {
            // Nothing has begun, so nobody is owed an answer.
            self.fill(Instant::now() + self.shared.limits.idle)
                .map_err(|_| Closed)?;
        }
        let mut request = self.head()?;
        let mut reserved = Reserved::new(self.shared);
        let deadline = Instant::now() + self.shared.limits.body_time;
        match framing(&request)? {
            Framing::None => {}
            Framing::Length(length) => {
                if length > self.shared.limits.body {
                    return Err(Refused(413));
                }
                reserved.grow(length)?;
                self.go_on(&request)?;
                request.body = self.take(length, deadline)?;
            }
            Framing::Chunked => {
                self.go_on(&request)?;
                request.body = self.chunks(&mut reserved, deadline)?;
            }
        }
        Ok((request, reserved))
    }

    fn head(&mut self) -> Result<HttpRequest, NoRequest> {
        let deadline = Instant::now() + self.shared.limits.head_time;
        loop {
            let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
            let mut parsed = httparse::Request::new(&mut headers);
            match parsed.parse(&self.buffer) {
                Ok(httparse::Status::Complete(length)) => {
                    let request = owned(&parsed);
                    self.buffer.drain(..length);
                    return Ok(request);
                }
                Ok(httparse::Status::Partial) if self.buffer.len() < self.shared.limits.head => {
                    self.fill(deadline)?;
                }
                Ok(httparse::Status::Partial) | Err(httparse::Error::TooManyHeaders) => {
                    return Err(Refused(431));
                }
                Err(_) => return Err(Refused(400)),
            }
        }
    }

    /// Tells a caller that waits for it to send its body (RFC 9110, section 10.1.1).
    fn go_on(&mut self, request: &HttpRequest) -> Result<(), NoRequest> {
        match request.header("Expect") {
            None => Ok(()),
            Some(expect) if expect.eq_ignore_ascii_case("100-continue") => {
                let mut stream = self.stream;
                stream
                    .write_all(b"HTTP/1.1 100 Continue\r\n\r\n")
                    .map_err(|_| Closed)
            }
            Some(_) => Err(Refused(417)),
        }
    }

    /// Exactly `length` bytes. Memory grows with what arrives, not with what was announced.
    fn take(&mut self, length: usize, deadline: Instant) -> Result<Vec<u8>, NoRequest> {
        while self.buffer.len() < length {
            self.fill(deadline)?;
        }
        let rest = self.buffer.split_off(length);
        Ok(std::mem::replace(&mut self.buffer, rest))
    }

    fn chunks(&mut self, reserved: &mut Reserved<'_>, deadline: Instant) -> Result<Vec<u8>, NoRequest> {
        let mut body = Vec::new();
        loop {
            let line = self.line(deadline)?;
            let size = line
                .split(|byte| *byte == b';')
                .next()
                .unwrap_or_default()
                .trim_ascii();
            let size = std::str::from_utf8(size)
                .ok()
                .filter(|size| !size.starts_with('+'));
            let size = size
                .and_then(|size| usize::from_str_radix(size, 16).ok())
                .ok_or(Refused(400))?;
            if size > self.shared.limits.body.saturating_sub(body.len()) {
                return Err(Refused(413));
            }
            if size == 0 {
                break;
            }
            reserved.grow(size)?;
            body.extend(self.take(size, deadline)?);
            if !self.line(deadline)?.is_empty() {
                return Err(Refused(400));
            }
        }
        // Trailers, which nobody needs.
        let mut trailers = 0;
        loop {
            let line = self.line(deadline)?;
            trailers += line.len();
            if line.is_empty() {
                return Ok(body);
            }
            if trailers > self.shared.limits.head {
                return Err(Refused(431));
            }
        }
    }

    fn line(&mut self, deadline: Instant) -> Result<Vec<u8>, NoRequest> {
        loop {
            if let Some(end) = self.buffer.iter().position(|byte| *byte == b'\n') {
                let rest = self.buffer.split_off(end + 1);
                let mut line = std::mem::replace(&mut self.buffer, rest);
                line.pop();
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(line);
            }
            if self.buffer.len() > MOST_CHUNK_LINE {
                return Err(Refused(400));
            }
            self.fill(deadline)?;
        }
    }

    /// Reads some more, until `deadline` and as long as the server runs.
    fn fill(&mut self, deadline: Instant) -> Result<(), NoRequest> {
        let mut chunk = [0; CHUNK];
        let mut stream = self.stream;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Refused(408));
            }
            if self.shared.is_stopping() {
                return Err(Closed);
            }
            let timeout = left.min(TICK).max(Duration::from_millis(1));
            self.stream.set_read_timeout(Some(timeout)).map_err(|_| Closed)?;
            match stream.read(&mut chunk) {
                Ok(0) => return Err(Closed),
                Ok(read) => {
                    self.buffer
                        .extend_from_slice(chunk.get(..read).unwrap_or_default());
                    return Ok(());
                }
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted => {}
                    _ => return Err(Closed),
                },
            }
        }
    }

    /// Waits until the caller goes away, or the server stops.
    pub(super) fn wait_for_end(&mut self, longest: Duration) {
        let deadline = Instant::now() + longest;
        while self.fill(deadline).is_ok() {
            // Whatever still comes is not looked at.
            self.buffer.clear();
        }
    }
}

/// How the end of a body is found.
enum Framing {
    None,
    Length(usize),
    Chunked,
}

/// RFC 9112, section 6.3; what is ambiguous is refused.
fn framing(request: &HttpRequest) -> Result<Framing, NoRequest> {
    let all = |name: &str| -> Vec<&str> {
        let headers = request
            .headers
            .iter()
            .filter(|(candidate, _)| candidate.eq_ignore_ascii_case(name));
        headers.map(|(_, value)| value.trim()).collect()
    };
    let lengths = all("Content-Length");
    match (all("Transfer-Encoding").as_slice(), lengths.as_slice()) {
        ([], []) if request.method == "POST" => Err(Refused(411)),
        ([], []) => Ok(Framing::None),
        ([], [length, others @ ..]) if others.iter().all(|other| other == length) => {
            let is_number = !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit());
            match (is_number, length.parse()) {
                (true, Ok(length)) => Ok(Framing::Length(length)),
                // More digits than fit are more bytes than fit.
                (true, Err(_)) => Err(Refused(413)),
                (false, _) => Err(Refused(400)),
            }
        }
        ([encoding], []) if encoding.eq_ignore_ascii_case("chunked") => Ok(Framing::Chunked),
        ([_], []) => Err(Refused(501)),
        _ => Err(Refused(400)),
    }
}

fn owned(parsed: &httparse::Request<'_, '_>) -> HttpRequest {
    let headers: Vec<(String, String)> = parsed
        .headers
        .iter()
        .map(|header| {
            (
                header.name.to_owned(),
                String::from_utf8_lossy(header.value).into_owned(),
            )
        })
        .collect();
    let connection = find(&headers, "Connection")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let keep_alive = match parsed.version {
        Some(0) => connection.contains("keep-alive"),
        _ => !connection.contains("close"),
    };
    HttpRequest {
        method: parsed.method.unwrap_or_default().to_owned(),
        target: parsed.path.unwrap_or_default().to_owned(),
        headers,
        body: Vec::new(),
        keep_alive,
    }
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = headers
        .iter()
        .find(|(candidate, _)| candidate.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}
