mod captures;
mod faults;
mod golden;
mod hostile;
mod multipart;
mod round_trip;

use super::*;
use crate::transport::Response;

const ID: &str = "urn:uuid:0f0e0d0c-0b0a-4908-8706-050403020100";
const ACTION: &str = "urn:ihe:iti:2007:RegistryStoredQuery";

fn message(body: &str) -> Message {
    Message::new(ACTION, ID, body.to_owned())
}

fn response(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Response {
    let headers = match content_type {
        "" => Vec::new(),
        content_type => vec![("Content-Type".to_owned(), content_type.to_owned())],
    };
    Response {
        status,
        headers,
        body: body.into(),
    }
}

/// A SOAP 1.1 answer with `payload` in its body.
fn enveloped(payload: &str) -> String {
    message(payload).encode_text()
}

impl Message {
    fn encode_text(&self) -> String {
        String::from_utf8(self.encode().body).unwrap()
    }
}

/// Reads an answer down to its payload and returns the payload's name.
fn payload_name(response: Response) -> Result<String, SoapError> {
    let incoming = Incoming::read(response)?;
    let envelope = incoming.envelope()?;
    let payload = envelope.payload()?;
    Ok(payload.local().to_owned())
}
