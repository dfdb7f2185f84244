//! One connection, from its first request to its last.

use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use super::reader::{NoRequest, Reader};
use super::writer::{self, Writing};
use super::{Shared, routes};
use crate::script::Delivery;

/// How long a scripted silence lasts at most.
const LONGEST_SILENCE: Duration = Duration::from_secs(600);

/// How long a refused caller may still send. Closing while it sends would lose it the answer.
const LINGER: Duration = Duration::from_secs(5);

pub(super) fn serve(stream: TcpStream, shared: &Shared) {
    // Without these the connection still works, only slower or less strictly.
    let _ = stream.set_nodelay(true);
    let _ = stream.set_write_timeout(Some(shared.limits.write_time));
    let mut reader = Reader::new(&stream, shared);
    while let Next::Request = exchange(&stream, &mut reader, shared) {}
    let _ = stream.shutdown(Shutdown::Both);
}

/// What happens on the connection after an answer.
enum Next {
    Request,
    Close,
}

fn exchange(stream: &TcpStream, reader: &mut Reader<'_>, shared: &Shared) -> Next {
    let (request, reserved) = match reader.next() {
        Ok(request) => request,
        Err(NoRequest::Closed) => return Next::Close,
        Err(NoRequest::Refused(status)) => {
            let writing = Writing {
                keep_alive: false,
                head_only: false,
                break_after: None,
            };
            if writer::write(stream, &writer::status(status), &writing).is_ok() {
                let _ = stream.shutdown(Shutdown::Write);
                reader.wait_for_end(LINGER);
            }
            return Next::Close;
        }
    };
    let mut writing = Writing {
        keep_alive: request.keep_alive,
        head_only: request.method == "HEAD",
        break_after: None,
    };
    let delivery = routes::answer(&shared.sandbox, request);
    drop(reserved);
    let response = match delivery {
        Delivery::Answer(response, wait) => {
            if !wait.is_zero() && !shared.sleep(wait) {
                return Next::Close;
            }
            response
        }
        Delivery::Silence => {
            reader.wait_for_end(LONGEST_SILENCE);
            return Next::Close;
        }
        Delivery::Disconnect => return Next::Close,
        Delivery::Broken(response, keep) => {
            writing.break_after = Some(keep);
            response
        }
    };
    writing.keep_alive &= !shared.is_stopping() && writing.break_after.is_none();
    match writer::write(stream, &response, &writing) {
        Ok(()) if writing.keep_alive => Next::Request,
        _ => Next::Close,
    }
}
