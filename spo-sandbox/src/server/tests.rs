//! What a caller may do to the server.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::{Limits, Server};
use crate::Sandbox;

fn limits() -> Limits {
    Limits {
        connections: 8,
        body: 100_000,
        bodies: 150_000,
        idle: Duration::from_millis(600),
        head_time: Duration::from_millis(300),
        body_time: Duration::from_millis(300),
        ..Limits::default()
    }
}

fn server() -> Server {
    Server::start(Sandbox::new().unwrap(), "127.0.0.1:0", limits()).unwrap()
}

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.addr()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream
}

/// Everything that comes back for `bytes`.
fn send(server: &Server, bytes: &[u8]) -> String {
    let mut stream = connect(server);
    // The server may refuse and close before it has everything.
    let _ = stream.write_all(bytes);
    read(stream)
}

fn read(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> u16 {
    answer
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .unwrap_or(0)
}

const GOOD: &[u8] = b"GET /status HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

#[test]
fn garbage_is_refused_and_the_server_lives() {
    let server = server();
    let long_line = [b"GET /".as_slice(), &[b'a'; 100_000], b" HTTP/1.1\r\n\r\n"].concat();
    let many_headers = ["GET / HTTP/1.1\r\n", &"a: b\r\n".repeat(500), "\r\n"].concat();
    for (bytes, expected) in [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".as_slice(), 400),
        (b"\x00\xff\x00\xff\r\n\r\n", 400),
        (b"BREW / HTTP/1.1\r\n\r\n", 405),
        (b"GET / HTTP/9.9\r\n\r\n", 400),
        (b"POST /dros/iti41 HTTP/1.1\r\n\r\n", 411),
        (b"POST /dros/iti41 HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST /dros/iti41 HTTP/1.1\r\nContent-Length: +5\r\n\r\n", 400),
        (
            b"POST /dros/iti41 HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n",
            413,
        ),
        (
            b"POST /dros/iti41 HTTP/1.1\r\nContent-Length: 104857600\r\n\r\n",
            413,
        ),
        (
            b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            400,
        ),
        (
            b"POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            400,
        ),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
        (
            b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
            400,
        ),
        (
            b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\n",
            400,
        ),
        (
            b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\n",
            413,
        ),
        (
            b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
            400,
        ),
        (
            b"POST / HTTP/1.1\r\nExpect: miracles\r\nContent-Length: 1\r\n\r\n",
            417,
        ),
        (&long_line, 431),
        (many_headers.as_bytes(), 431),
    ] {
        let answer = send(&server, bytes);
        assert_eq!(
            status(&answer),
            expected,
            "{}",
            String::from_utf8_lossy(bytes.get(..80).unwrap_or(bytes))
        );
        assert_eq!(status(&send(&server, GOOD)), 200);
    }
}

#[test]
fn a_body_of_a_hundred_megabytes_is_refused_before_it_is_read() {
    let server = server();
    let mut stream = connect(&server);
    stream
        .write_all(b"POST /dros/iti41 HTTP/1.1\r\nContent-Length: 104857600\r\n\r\n")
        .unwrap();
    let block = vec![b'x'; 1 << 20];
    for _ in 0..100 {
        if stream.write_all(&block).is_err() {
            break;
        }
    }
    assert_eq!(status(&read(stream)), 413);
    assert_eq!(server.shared.bodies.load(std::sync::atomic::Ordering::SeqCst), 0);
}

#[test]
fn a_slow_caller_is_given_up() {
    let server = server();
    let begun = Instant::now();
    for start in [
        "GET / HT",
        "POST /dros/iti41 HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc",
        "POST /dros/iti41 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    ] {
        assert_eq!(status(&send(&server, start.as_bytes())), 408, "{start}");
    }
    // One that sends a byte now and then is no better.
    let mut stream = connect(&server);
    for byte in b"GET / HTTP/1.1\r\nX: aaaaaaaaaaaaaaaaaaaaaaaaaaa" {
        if stream.write_all(&[*byte]).is_err() {
            break;
        }
        std::thread::sleep(Duration::from_millis(15));
    }
    assert_eq!(status(&read(stream)), 408);
    assert!(begun.elapsed() < Duration::from_secs(8));
}

#[test]
fn an_idle_connection_is_closed_without_a_word() {
    let server = server();
    assert_eq!(read(connect(&server)), "");
}

#[test]
fn too_many_connections_are_turned_away_and_let_in_later() {
    let server = server();
    let idle: Vec<TcpStream> = (0..8).map(|_| connect(&server)).collect();
    // The accepting thread needs a moment to count them.
    let turned_away = (0..50).any(|_| {
        std::thread::sleep(Duration::from_millis(10));
        status(&send(&server, GOOD)) == 503
    });
    assert!(turned_away);
    drop(idle);
    let let_in = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(20));
        status(&send(&server, GOOD)) == 200
    });
    assert!(let_in);
}

#[test]
fn bodies_share_one_budget() {
    let server = server();
    let start = b"POST /dros/iti41 HTTP/1.1\r\nContent-Length: 90000\r\n\r\n";
    let mut first = connect(&server);
    first.write_all(start).unwrap();
    std::thread::sleep(Duration::from_millis(100));
    assert_eq!(status(&send(&server, start)), 503);
    assert_eq!(status(&read(first)), 408);
}

#[test]
fn requests_follow_each_other_on_one_connection() {
    let server = server();
    let mut stream = connect(&server);
    // Pipelined, in pieces that do not end where the requests do.
    let requests = b"GET /status HTTP/1.1\r\n\r\nPOST /none HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n\
        3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: t\r\n\r\nHEAD / HTTP/1.1\r\n\r\nGET /calls HTTP/1.1\r\nConnection: close\r\n\r\n";
    for piece in requests.chunks(7) {
        stream.write_all(piece).unwrap();
    }
    let answer = read(stream);
    let statuses: Vec<u16> = answer
        .match_indices("HTTP/1.1 ")
        .map(|(at, _)| status(answer.get(at..).unwrap()))
        .collect();
    assert_eq!(statuses, [200, 404, 200, 200], "{answer}");
    assert_eq!(answer.matches("<html").count(), 0);
}

#[test]
fn a_caller_that_waits_is_told_to_go_on() {
    let server = server();
    let mut stream = connect(&server);
    stream
        .write_all(
            b"POST /none HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n",
        )
        .unwrap();
    let mut line = [0; 25];
    stream.read_exact(&mut line).unwrap();
    assert_eq!(&line, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(b"ab").unwrap();
    assert_eq!(status(&read(stream)), 404);
}

#[test]
fn http_1_0_gets_one_answer() {
    let server = server();
    assert_eq!(status(&send(&server, b"GET /status HTTP/1.0\r\n\r\n")), 200);
}

#[test]
fn stopping_is_quick_and_final() {
    let server = server();
    let idle = connect(&server);
    let begun = Instant::now();
    server.stop();
    server.stop();
    assert!(begun.elapsed() < Duration::from_secs(2));
    assert_eq!(read(idle), "");
    let late = TcpStream::connect(server.addr());
    assert!(late.is_err() || read(late.unwrap()).is_empty());
}

#[test]
fn the_page_is_safe_and_says_what_there_is() {
    let server = server();
    let answer = send(&server, b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    for part in [
        "200 OK",
        "text/html",
        "default-src 'none'",
        "Nothing is shared yet",
        "/dros/iti41",
    ] {
        assert!(answer.contains(part), "{part}");
    }
    assert!(answer.trim_end().ends_with("</html>"));
    let numbers = send(&server, GOOD);
    assert!(numbers.contains("\"status\":\"ok\"") && numbers.contains("1.2.208.176.43210.8.10.999"));
    assert_eq!(
        status(&send(&server, b"DELETE / HTTP/1.1\r\nConnection: close\r\n\r\n")),
        405
    );
    assert_eq!(
        status(&send(
            &server,
            b"GET /dros/iti41?wsdl HTTP/1.1\r\nConnection: close\r\n\r\n"
        )),
        405
    );
}

#[test]
fn scripts_are_taken_as_json_only() {
    let server = server();
    let post = |content_type: &str, body: &str| {
        let request = format!(
            "POST /scripts HTTP/1.1\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        status(&send(&server, request.as_bytes()))
    };
    let script = r#"{"does": {"kind": "http_status", "status": 503}}"#;
    assert_eq!(post("application/json; charset=utf-8", script), 200);
    assert_eq!(post("text/plain", script), 415);
    assert_eq!(post("application/json", "{"), 400);
    assert_eq!(
        status(&send(
            &server,
            b"DELETE /scripts HTTP/1.1\r\nConnection: close\r\n\r\n"
        )),
        200
    );
    assert_eq!(
        status(&send(
            &server,
            b"PUT /scripts HTTP/1.1\r\nConnection: close\r\n\r\n"
        )),
        405
    );
}

#[test]
fn a_server_that_listens_everywhere_is_reached_on_this_machine() {
    let server = Server::start(Sandbox::new().unwrap(), "0.0.0.0:0", limits()).unwrap();
    assert_eq!(server.url(), format!("http://127.0.0.1:{}", server.addr().port()));
    let begun = Instant::now();
    drop(server);
    assert!(begun.elapsed() < Duration::from_secs(2));
}
