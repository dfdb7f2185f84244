//! The sandbox behind HTTP/1.1, for clients in other processes and for people.
//!
//! In: connections on one address. Out: the sandbox's answers, and the pages of [`routes`]. Whatever comes in (garbage,
//! half requests, slow ones, far too large ones) costs bounded memory and time, by [`Limits`].

mod connection;
mod reader;
mod routes;
#[cfg(test)]
mod tests;
mod writer;

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::Sandbox;

/// How much of the machine a server gives to its callers.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// Connections at a time; more are turned away with status 503.
    connections: usize,
    /// Bytes of request line and headers.
    head: usize,
    /// Bytes of one body; more is refused with status 413.
    body: usize,
    /// Bytes of all bodies at a time; more is refused with status 503.
    bodies: usize,
    /// Between requests on one connection.
    idle: Duration,
    /// From the first byte of a request to the end of its headers.
    head_time: Duration,
    /// For a body.
    body_time: Duration,
    /// For writing an answer.
    write_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 128,
            head: 32 << 10,
            body: 32 << 20,
            bodies: 256 << 20,
            idle: Duration::from_secs(60),
            head_time: Duration::from_secs(10),
            body_time: Duration::from_secs(60),
            write_time: Duration::from_secs(30),
        }
    }
}

/// How often a waiting thread looks whether the server stops.
const TICK: Duration = Duration::from_millis(50);

/// How long stopping waits for answers that are under way.
const GRACE: Duration = Duration::from_secs(5);

/// A running HTTP server; dropping it stops it.
///
/// ```
/// let server = spo_sandbox::Sandbox::new()?.serve("127.0.0.1:0").expect("a free port");
/// assert!(server.url().starts_with("http://127.0.0.1:"));
/// server.stop();
/// # Ok::<(), spo_core::Error>(())
/// ```
#[derive(Debug)]
pub struct Server {
    addr: SocketAddr,
    shared: Arc<Shared>,
    accepting: Mutex<Option<JoinHandle<()>>>,
}

/// What the threads of one server share.
#[derive(Debug)]
struct Shared {
    sandbox: Sandbox,
    limits: Limits,
    stopping: AtomicBool,
    /// Bytes of bodies in memory.
    bodies: AtomicUsize,
    connections: Mutex<usize>,
    fewer_connections: Condvar,
}

impl Sandbox {
    /// Serves this sandbox over HTTP at `addr`; port 0 means any free one. Listen on the loopback interface only: the
    /// sandbox lets everybody in.
    ///
    /// # Errors
    /// When the address cannot be listened on.
    pub fn serve(&self, addr: impl ToSocketAddrs) -> io::Result<Server> {
        Server::start(self.clone(), addr, Limits::default())
    }
}

impl Server {
    fn start(sandbox: Sandbox, addr: impl ToSocketAddrs, limits: Limits) -> io::Result<Self> {
        let listener = TcpListener::bind(addr)?;
        let addr = listener.local_addr()?;
        let shared = Arc::new(Shared {
            sandbox,
            limits,
            stopping: AtomicBool::new(false),
            bodies: AtomicUsize::new(0),
            connections: Mutex::new(0),
            fewer_connections: Condvar::new(),
        });
        let accepting = {
            let shared = Arc::clone(&shared);
            thread::Builder::new()
                .name("spo-sandbox accept".to_owned())
                .spawn(move || accept(&listener, &shared))?
        };
        Ok(Self {
            addr,
            shared,
            accepting: Mutex::new(Some(accepting)),
        })
    }

    /// The address it listens on.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The base of its URLs on this machine, without a slash at the end: `http://127.0.0.1:8080`.
    pub fn url(&self) -> String {
        format!("http://{}", self.reachable())
    }

    /// The sandbox that it serves.
    pub(crate) fn sandbox(&self) -> &Sandbox {
        &self.shared.sandbox
    }

    /// Takes no new requests, lets those under way finish for a few seconds, and returns. The sandbox lives on.
    pub fn stop(&self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        let accepting = self
            .accepting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(accepting) = accepting
            && self.wake()
        {
            // A panic in the accepting thread has ended it, which is what is wanted.
            let _ = accepting.join();
        }
        self.shared.wait_for_connections();
    }

    /// The accepting thread waits for a connection, so it gets one.
    fn wake(&self) -> bool {
        TcpStream::connect_timeout(&self.reachable(), Duration::from_secs(1)).is_ok()
    }

    /// An address at which this machine reaches the server: one that listens everywhere is found on the loopback
    /// interface.
    fn reachable(&self) -> SocketAddr {
        let mut addr = self.addr;
        if addr.ip().is_unspecified() {
            addr.set_ip(match addr {
                SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
                SocketAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
            });
        }
        addr
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Shared {
    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }

    /// Waits, and says whether the server still runs.
    fn sleep(&self, time: Duration) -> bool {
        let end = Instant::now() + time;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || self.is_stopping() {
                return !self.is_stopping();
            }
            thread::sleep(left.min(TICK));
        }
    }

    fn wait_for_connections(&self) {
        let open = self.connections.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self
            .fewer_connections
            .wait_timeout_while(open, GRACE, |open| *open > 0);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }
}

/// A connection that counts as one until it is dropped, also by a panic.
struct Counted(Arc<Shared>);

impl Counted {
    fn new(shared: &Arc<Shared>) -> Option<Self> {
        let mut open = shared.connections.lock().unwrap_or_else(PoisonError::into_inner);
        if *open >= shared.limits.connections {
            return None;
        }
        *open += 1;
        Some(Self(Arc::clone(shared)))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        *self.0.connections.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.fewer_connections.notify_all();
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    while !shared.is_stopping() {
        let stream = match listener.accept() {
            Ok((stream, _)) => stream,
            Err(error) => {
                // Out of file descriptors, or a connection that was gone before it was taken: neither ends the server.
                log::warn!(target: "spo_sandbox", "a connection could not be taken: {error}");
                thread::sleep(TICK);
                continue;
            }
        };
        if shared.is_stopping() {
            return;
        }
        let Some(counted) = Counted::new(shared) else {
            writer::turn_away(stream);
            continue;
        };
        let spawned = thread::Builder::new()
            .name("spo-sandbox connection".to_owned())
            .spawn(move || connection::serve(stream, &counted.0));
        if let Err(error) = spawned {
            log::warn!(target: "spo_sandbox", "no thread for a connection: {error}");
        }
    }
}
