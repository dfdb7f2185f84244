//! Writing `multipart/related` with XOP (MTOM).
//!
//! The media types follow RFC 2387 and the W3C's MTOM recommendation with one liberty: SOAP 1.2 would nest
//! `action="..."` inside the quoted `start-info`, and servers in use cannot read quotes within quotes. The action
//! stands as a parameter of its own instead, and in `SOAPAction` as always.

use memchr::memmem;

use super::{Encoded, Message, SoapVersion};
use crate::xml::XmlWriter;

/// The content id of the envelope.
const ROOT: &str = "root.message@spo";

/// Room for the boundary and headers of one part.
const PART_HEAD: usize = 256;

pub(super) fn encode(message: &Message) -> Encoded {
    let boundary = boundary(message);
    let attachments: usize = message
        .attachments
        .iter()
        .map(|attachment| {
            attachment.bytes().len() + attachment.content_id().len() + boundary.len() + PART_HEAD
        })
        .sum();
    let mut out =
        XmlWriter::with_capacity(message.envelope_bytes() + PART_HEAD + 2 * boundary.len() + attachments);
    let media_type = message.version.media_type();
    out.raw("--")
        .raw(&boundary)
        .raw("\r\nContent-Type: application/xop+xml; charset=UTF-8; type=\"")
        .raw(media_type)
        .raw("\"\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <")
        .raw(ROOT)
        .raw(">\r\n\r\n");
    message.write_envelope(&mut out);

    let mut body = out.finish().into_bytes();
    for attachment in &message.attachments {
        let head = [
            "\r\n--",
            &boundary,
            "\r\nContent-Type: ",
            attachment.content_type(),
            "\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <",
            attachment.content_id(),
            ">\r\n\r\n",
        ];
        for piece in head {
            body.extend_from_slice(piece.as_bytes());
        }
        body.extend_from_slice(attachment.bytes());
    }
    for piece in ["\r\n--", &boundary, "--\r\n"] {
        body.extend_from_slice(piece.as_bytes());
    }

    let mut content_type = format!(
        "multipart/related; type=\"application/xop+xml\"; boundary=\"{boundary}\"; start=\"<{ROOT}>\"; \
         start-info=\"{media_type}\""
    );
    if message.version == SoapVersion::V12 {
        content_type.push_str("; action=\"");
        content_type.push_str(&message.action);
        content_type.push('"');
    }
    Encoded {
        headers: vec![
            ("Content-Type".to_owned(), content_type),
            message.soap_action(),
            ("MIME-Version".to_owned(), "1.0".to_owned()),
        ],
        body,
    }
}

/// A boundary made of the message's id, so that the same message has the same bytes, that occurs in no part.
///
/// Looking through the pieces is looking through the parts: whatever stands between two pieces holds a character that a
/// boundary cannot hold. The search ends because each of the candidates would need room of its own in the message.
fn boundary(message: &Message) -> String {
    const LONGEST_ID: usize = 40;
    let id = &message.message_id;
    let id = id.strip_prefix("urn:uuid:").unwrap_or(id);
    let id = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-');
    let base: String = "spo-".chars().chain(id.take(LONGEST_ID)).collect();
    let mut candidate = base.clone();
    for number in 1_u64.. {
        if !occurs(message, candidate.as_bytes()) {
            break;
        }
        candidate = format!("{base}-{number}");
    }
    candidate
}

fn occurs(message: &Message, boundary: &[u8]) -> bool {
    let finder = memmem::Finder::new(boundary);
    let found = |bytes: &[u8]| finder.find(bytes).is_some();
    found(message.body.as_bytes())
        || message.header_blocks.iter().any(|block| found(block.as_bytes()))
        || message
            .attachments
            .iter()
            .any(|attachment| found(attachment.bytes()) || found(attachment.content_id().as_bytes()))
        || [
            message.to.as_ref(),
            message.relates_to.as_ref(),
            Some(&message.message_id),
        ]
        .into_iter()
        .flatten()
        .any(|value| found(value.as_bytes()))
}
