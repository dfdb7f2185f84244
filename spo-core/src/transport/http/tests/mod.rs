//! Against real sockets on this machine. Time limits are short and tolerances wide, so that a busy machine passes.

mod answers;
mod authority;
mod interruptions;
mod settings;
mod tls;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use self::authority::{other_root, root};
use super::*;

const ALLOWED: Duration = Duration::from_millis(700);
/// How much longer than allowed a call may last before a test fails.
const TOLERANCE: Duration = Duration::from_secs(8);

/// Runs `serve` for every connection, on a thread of its own, and returns the address.
fn server(serve: impl Fn(TcpStream) + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let serve = Arc::new(serve);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let serve = serve.clone();
            thread::spawn(move || serve(stream));
        }
    });
    format!("http://{address}/service")
}

/// Reads one request whole and returns its head and body.
fn read_request(stream: &mut impl Read) -> Option<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 16384];
    loop {
        let read = stream.read(&mut chunk).unwrap_or(0);
        if read == 0 {
            return None;
        }
        bytes.extend_from_slice(&chunk[..read]);
        let Some(end) = memchr::memmem::find(&bytes, b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let length: usize = head
            .lines()
            .find_map(|line| line.strip_prefix("Content-Length: "))
            .map_or(0, |length| length.parse().unwrap());
        if bytes.len() >= end + 4 + length {
            return Some((head, bytes[end + 4..].to_vec()));
        }
    }
}

/// Answers every request on a connection.
fn answering(status: &'static str, body: &'static [u8]) -> impl Fn(TcpStream) + Send + Sync + 'static {
    move |mut stream| {
        while read_request(&mut stream).is_some() {
            let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n", body.len());
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(body).unwrap();
        }
    }
}

fn request(url: &str) -> Request {
    Request {
        url: url.to_owned(),
        headers: vec![
            ("Content-Type".into(), "text/xml; charset=utf-8".into()),
            ("SOAPAction".into(), "\"urn:test\"".into()),
        ],
        body: b"<question/>".to_vec(),
        connect_timeout: ALLOWED,
        timeout: ALLOWED,
    }
}

/// A request to a server that answers: slowness of the machine must not fail it.
fn patient_request(url: &str) -> Request {
    Request {
        connect_timeout: Duration::from_secs(20),
        timeout: Duration::from_secs(20),
        ..request(url)
    }
}

fn transport() -> HttpTransport {
    HttpTransport::builder().build().unwrap()
}

fn fails_in_time(request: &Request) -> TransportError {
    let started = Instant::now();
    let error = transport().send(request).unwrap_err();
    let took = started.elapsed();
    assert!(took < ALLOWED + TOLERANCE, "took {took:?}: {error}");
    error
}

/// Serves `answer` over TLS and returns the address.
fn tls_server(answer: &'static [u8]) -> String {
    let config = Arc::new(authority::server_config(None));
    let url = server(move |stream| {
        let connection = rustls::ServerConnection::new(config.clone()).unwrap();
        let mut stream = rustls::StreamOwned::new(connection, stream);
        while read_request(&mut stream).is_some() {
            stream.write_all(answer).unwrap();
        }
    });
    url.replace("http://127.0.0.1", "https://localhost")
}
