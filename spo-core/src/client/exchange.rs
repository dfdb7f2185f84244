//! One message out, one answer back.

use std::time::Instant;

use crate::Error;
use crate::soap::{Attachments, Envelope, Incoming, Message, SoapError};
use crate::transport::{Deadline, Sent, Transport};

/// Why there is no usable answer, and whether it is certain that the service did nothing.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) error: Error,
    pub(super) certain: bool,
}

/// Sends `message` to `url` and reads the answer's payload.
pub(super) fn exchange<T>(
    transport: &dyn Transport,
    url: &str,
    message: &Message,
    deadline: &Deadline,
    read: impl FnOnce(&Envelope<'_>, Attachments<'_>) -> crate::Result<T>,
) -> Result<T, Failed> {
    let started = Instant::now();
    let result = answer(transport, url, message, deadline, read);
    let outcome = result
        .as_ref()
        .map_or_else(|failed| failed.error.code().to_owned(), |_| "answered".to_owned());
    log::debug!(target: "spo", "{} {} {outcome} in {:?}", message.action, message.message_id, started.elapsed());
    result
}

fn answer<T>(
    transport: &dyn Transport,
    url: &str,
    message: &Message,
    deadline: &Deadline,
    read: impl FnOnce(&Envelope<'_>, Attachments<'_>) -> crate::Result<T>,
) -> Result<T, Failed> {
    let about =
        |error: Error| error.with_details(|details| details.message_id = Some(message.message_id.clone()));
    let refused = |error: SoapError| Failed {
        certain: error.is_certain_refusal(),
        error: about(error.into()),
    };
    let request = message.encode().into_request(url, deadline);
    let response = transport.send(&request).map_err(|error| {
        let certain = error.sent() == Sent::No;
        Failed {
            error: about(error.into()),
            certain,
        }
    })?;
    drop(request);
    let incoming = Incoming::read(response).map_err(refused)?;
    let envelope = incoming.envelope().map_err(refused)?;
    envelope.payload().map_err(refused)?;
    read(&envelope, incoming.attachments()).map_err(|error| Failed {
        error: about(error),
        certain: false,
    })
}
