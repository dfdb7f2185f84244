//! Connections that fail, stall or break: in time, and with the truth about how far the request came.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use super::*;

#[test]
fn connections_are_used_again() {
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = connections.clone();
    let serve = answering("200 OK", b"<answer/>");
    let url = server(move |stream| {
        counted.fetch_add(1, Ordering::SeqCst);
        serve(stream);
    });
    let transport = transport();
    for _ in 0..5 {
        assert_eq!(transport.send(&patient_request(&url)).unwrap().status, 200);
    }
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}

#[test]
fn a_closed_port_is_certainly_not_sent() {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = fails_in_time(&request(&format!("http://{address}/")));
    assert_eq!(
        (error.kind(), error.sent()),
        (TransportErrorKind::Connect, Sent::No),
        "{error}"
    );
}

#[test]
fn an_unknown_host_is_certainly_not_sent() {
    let error = transport()
        .send(&request("http://no-such-host.invalid/"))
        .unwrap_err();
    // A machine whose resolver does not answer runs into the time limit instead.
    assert!(
        matches!(
            error.kind(),
            TransportErrorKind::Resolve | TransportErrorKind::Timeout
        ),
        "{error:?}"
    );
    assert_eq!(error.sent(), Sent::No);
}

#[test]
fn a_server_that_never_answers_times_out_and_may_have_acted() {
    let url = server(|mut stream| {
        let _ = read_request(&mut stream);
        thread::sleep(Duration::from_secs(60));
    });
    let error = fails_in_time(&request(&url));
    assert_eq!(
        (error.kind(), error.sent()),
        (TransportErrorKind::Timeout, Sent::Possibly),
        "{error}"
    );
}

#[test]
fn a_server_that_never_reads_does_not_hang_the_writer() {
    let url = server(|stream| {
        thread::sleep(Duration::from_secs(60));
        drop(stream);
    });
    let large = Request {
        body: vec![b'x'; 20 << 20],
        ..request(&url)
    };
    let error = fails_in_time(&large);
    assert_eq!(
        (error.kind(), error.sent()),
        (TransportErrorKind::Timeout, Sent::Possibly),
        "{error}"
    );
}

#[test]
fn a_server_that_reads_by_the_drop_does_not_stretch_the_time() {
    let url = server(|mut stream| {
        let mut drop = [0; 1000];
        while stream.read(&mut drop).unwrap_or(0) > 0 {
            thread::sleep(Duration::from_millis(50));
        }
    });
    let large = Request {
        body: vec![b'x'; 20 << 20],
        ..request(&url)
    };
    let error = fails_in_time(&large);
    assert_eq!(error.kind(), TransportErrorKind::Timeout, "{error}");
}

#[test]
fn an_answer_that_drips_is_cut_off_at_the_time_limit() {
    let url = server(|mut stream| {
        let _ = read_request(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        while stream.write_all(b"x").is_ok() {
            thread::sleep(Duration::from_millis(100));
        }
    });
    let error = fails_in_time(&request(&url));
    assert_eq!(
        (error.kind(), error.sent()),
        (TransportErrorKind::Timeout, Sent::Possibly),
        "{error}"
    );
}

#[test]
fn a_head_that_drips_is_cut_off_at_the_time_limit() {
    let url = server(|mut stream| {
        let _ = read_request(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nX-Padding: ");
        while stream.write_all(b"x").is_ok() {
            thread::sleep(Duration::from_millis(100));
        }
    });
    assert_eq!(fails_in_time(&request(&url)).kind(), TransportErrorKind::Timeout);
}

#[test]
fn an_answer_cut_short_is_broken_and_not_a_shorter_answer() {
    let url = server(|mut stream| {
        let _ = read_request(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<half");
    });
    let error = transport().send(&patient_request(&url)).unwrap_err();
    assert_eq!(
        (error.kind(), error.sent()),
        (TransportErrorKind::Broken, Sent::Possibly),
        "{error}"
    );
}

#[test]
fn a_chunked_answer_cut_short_is_broken() {
    let url = server(|mut stream| {
        let _ = read_request(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<half\r\n");
    });
    let error = transport().send(&patient_request(&url)).unwrap_err();
    assert_eq!(
        (error.kind(), error.sent()),
        (TransportErrorKind::Broken, Sent::Possibly),
        "{error}"
    );
}

#[test]
fn a_connection_closed_at_once_is_broken() {
    let url = server(drop);
    let error = transport().send(&patient_request(&url)).unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Broken, "{error}");
}

#[test]
fn a_pooled_connection_that_went_stale_is_replaced_or_reported_as_possibly_sent() {
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = connections.clone();
    // Serves one request per connection, keeps it open a little, then closes it without having announced that.
    let url = server(move |mut stream| {
        counted.fetch_add(1, Ordering::SeqCst);
        let _ = read_request(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    });
    let transport = transport();
    for _ in 0..20 {
        match transport.send(&patient_request(&url)) {
            Ok(response) => assert_eq!(response.body, b"ok"),
            // The close crossed with our bytes: nobody can tell on this side whether they were read.
            Err(error) => assert_eq!(error.sent(), Sent::Possibly, "{error}"),
        }
    }
    assert!(connections.load(Ordering::SeqCst) > 1);
}

#[test]
fn a_pooled_connection_closed_after_the_request_was_read_is_possibly_sent() {
    let url = server(|mut stream| {
        let _ = read_request(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        let _ = read_request(&mut stream);
    });
    let transport = transport();
    assert_eq!(transport.send(&patient_request(&url)).unwrap().status, 200);
    let error = transport.send(&patient_request(&url)).unwrap_err();
    assert_eq!(
        (error.kind(), error.sent()),
        (TransportErrorKind::Broken, Sent::Possibly),
        "{error}"
    );
}

#[test]
fn shutdown_aborts_a_call_under_way_and_refuses_the_next() {
    let (arrived, arrival) = mpsc::channel();
    let url = server(move |mut stream| {
        let _ = read_request(&mut stream);
        let _ = arrived.send(());
        thread::sleep(Duration::from_secs(60));
    });
    let transport = Arc::new(transport());
    let caller = {
        let (transport, request) = (transport.clone(), patient_request(&url));
        thread::spawn(move || transport.send(&request))
    };
    arrival.recv().unwrap();
    let started = Instant::now();
    transport.shutdown();
    let error = caller.join().unwrap().unwrap_err();
    assert!(started.elapsed() < TOLERANCE);
    assert_eq!(
        (error.kind(), error.sent()),
        (TransportErrorKind::Closed, Sent::Possibly),
        "{error}"
    );
    let error = transport.send(&patient_request(&url)).unwrap_err();
    assert_eq!(
        (error.kind(), error.sent()),
        (TransportErrorKind::Closed, Sent::No),
        "{error}"
    );
}

#[test]
fn a_tls_server_that_does_not_shake_hands_times_out_unsent() {
    let url = server(|mut stream| {
        // One byte of a record at a time: the clock must not start anew with each.
        while stream.write_all(b"\x16").is_ok() {
            thread::sleep(Duration::from_millis(100));
        }
    });
    let transport = HttpTransport::builder()
        .root_certificates(root())
        .build()
        .unwrap();
    let started = Instant::now();
    let error = transport
        .send(&request(&url.replace("http:", "https:")))
        .unwrap_err();
    assert!(started.elapsed() < ALLOWED + TOLERANCE);
    assert_eq!(error.sent(), Sent::No, "{error:?}");
}
