//! Answers to a connection.

use std::io::{self, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use spo_core::transport::Response;

/// How an answer is written.
pub(super) struct Writing {
    /// Whether the connection stays open.
    pub(super) keep_alive: bool,
    /// Whether only the headers are asked for (`HEAD`).
    pub(super) head_only: bool,
    /// Breaks off after so many bytes of the body.
    pub(super) break_after: Option<usize>,
}

/// Writes an answer.
pub(super) fn write(mut stream: &TcpStream, response: &Response, writing: &Writing) -> io::Result<()> {
    let Response {
        status,
        headers,
        body,
    } = response;
    let mut head = Vec::with_capacity(512);
    write!(head, "HTTP/1.1 {status} {}\r\n", reason(*status))?;
    for (name, value) in headers {
        // A scripted value may hold anything; a line break would end the header.
        let value: String = value.chars().filter(|c| !c.is_control()).collect();
        write!(head, "{name}: {value}\r\n")?;
    }
    let connection = if writing.keep_alive { "keep-alive" } else { "close" };
    write!(
        head,
        "Content-Length: {}\r\nConnection: {connection}\r\nServer: spo-sandbox\r\n\r\n",
        body.len()
    )?;
    let body = match (writing.head_only, writing.break_after) {
        (true, _) => &[],
        (false, Some(keep)) => body.get(..keep).unwrap_or(body),
        (false, None) => body.as_slice(),
    };
    if body.len() < 16 << 10 {
        head.extend_from_slice(body);
        stream.write_all(&head)
    } else {
        stream.write_all(&head)?;
        stream.write_all(body)
    }
}

/// A plain text answer.
pub(super) fn text(status: u16, text: &str) -> Response {
    Response {
        status,
        headers: vec![("Content-Type".to_owned(), "text/plain; charset=utf-8".to_owned())],
        body: format!("{text}\n").into_bytes(),
    }
}

/// The answer for a status alone.
pub(super) fn status(status: u16) -> Response {
    text(status, &format!("{status} {}", reason(status)))
}

/// Says that there are too many connections, without a thread to say it in.
pub(super) fn turn_away(stream: TcpStream) {
    let writing = Writing {
        keep_alive: false,
        head_only: false,
        break_after: None,
    };
    // Whoever does not read it knows all the same when the connection closes.
    let _ = stream.set_write_timeout(Some(Duration::from_millis(100)));
    let _ = write(&stream, &status(503), &writing);
    let _ = stream.shutdown(Shutdown::Both);
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        204 => "No Content",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        411 => "Length Required",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        417 => "Expectation Failed",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Status",
    }
}
