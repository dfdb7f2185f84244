//! A message on its way out.

use std::borrow::Cow;
use std::fmt;

use super::{SoapError, SoapVersion, inline, mtom};
use crate::transport::{Deadline, Request, Response};
use crate::xml::{Namespace, XmlWriter};

/// One SOAP message to send: a request of the client, or an answer of the sandbox.
#[derive(Clone)]
pub struct Message {
    /// The version of SOAP. 1.1 by default.
    pub version: SoapVersion,
    /// The action URI, as in `SOAPAction` and `wsa:Action`.
    pub action: Cow<'static, str>,
    /// The message's id, `urn:uuid:...`. A resend of the same message keeps it.
    pub message_id: String,
    /// `wsa:To`: the service's address.
    pub to: Option<String>,
    /// `wsa:RelatesTo`: the id of the request that this message answers.
    pub relates_to: Option<String>,
    /// Whether to write WS-Addressing headers. The national platform accepts messages with and without.
    pub addressing: bool,
    /// Further header blocks, rendered, in order; they come after WS-Addressing and keep their bytes.
    pub header_blocks: Vec<String>,
    /// The `wsu:Id` of `soap:Body`, for a signature to refer to.
    pub body_id: Option<&'static str>,
    /// The child of `soap:Body`, rendered.
    pub body: String,
    /// What `xop:Include` elements in the body refer to.
    pub attachments: Vec<Attachment>,
    /// Whether to send `multipart/related` even without attachments.
    pub mtom: bool,
}

impl Message {
    /// A plain SOAP 1.1 message without WS-Addressing.
    pub fn new(action: impl Into<Cow<'static, str>>, message_id: impl Into<String>, body: String) -> Self {
        Self {
            version: SoapVersion::default(),
            action: action.into(),
            message_id: message_id.into(),
            to: None,
            relates_to: None,
            addressing: false,
            header_blocks: Vec::new(),
            body_id: None,
            body,
            attachments: Vec::new(),
            mtom: false,
        }
    }

    /// The headers and bytes to send.
    pub fn encode(&self) -> Encoded {
        if self.mtom || !self.attachments.is_empty() {
            return mtom::encode(self);
        }
        self.encode_plain(self.envelope())
    }

    /// The headers and bytes to send of a message without attachments, with its envelope as `sign` gives it back.
    ///
    /// # Errors
    /// The one of `sign`.
    pub fn encode_signed<E>(&self, sign: impl FnOnce(String) -> Result<String, E>) -> Result<Encoded, E> {
        Ok(self.encode_plain(sign(self.envelope())?))
    }

    fn envelope(&self) -> String {
        let mut out = XmlWriter::with_capacity(self.envelope_bytes());
        self.write_envelope(&mut out);
        out.finish()
    }

    fn encode_plain(&self, envelope: String) -> Encoded {
        let media_type = self.version.media_type();
        let content_type = match self.version {
            SoapVersion::V11 => format!("{media_type}; charset=utf-8"),
            SoapVersion::V12 => format!("{media_type}; charset=utf-8; action=\"{}\"", self.action),
        };
        Encoded {
            headers: vec![("Content-Type".to_owned(), content_type), self.soap_action()],
            body: envelope.into_bytes(),
        }
    }

    /// The envelope as one XML document: every `xop:Include` replaced by the attachment in base64.
    ///
    /// # Errors
    /// [`SoapError`] when a header block or the body is not XML, or refers to an attachment that is not there.
    pub fn inlined(&self) -> Result<String, SoapError> {
        inline::inline(&self.envelope(), |id| {
            let found = self
                .attachments
                .iter()
                .find(|attachment| attachment.content_id == id);
            found.map(|attachment| attachment.bytes.as_slice())
        })
    }

    /// The header that gateways route by; it is sent for SOAP 1.2 too, which does not know it.
    pub(super) fn soap_action(&self) -> (String, String) {
        ("SOAPAction".to_owned(), format!("\"{}\"", self.action))
    }

    pub(super) fn write_envelope(&self, out: &mut XmlWriter) {
        out.raw(self.version.envelope_start());
        if self.addressing || !self.header_blocks.is_empty() {
            out.raw("<soap:Header>");
            if self.addressing {
                self.write_addressing(out);
            }
            for block in &self.header_blocks {
                out.raw(block);
            }
            out.raw("</soap:Header>");
        }
        match self.body_id {
            None => out.raw("<soap:Body>"),
            Some(id) => out
                .raw("<soap:Body xmlns:wsu=\"")
                .raw(Namespace::WSU.uri().unwrap_or_default())
                .raw("\" wsu:Id=\"")
                .raw(id)
                .raw("\">"),
        };
        out.raw(&self.body).raw("</soap:Body></soap:Envelope>");
    }

    fn write_addressing(&self, out: &mut XmlWriter) {
        const WSA: &str = r#" xmlns:wsa="http://www.w3.org/2005/08/addressing">"#;
        out.raw(r#"<wsa:Action soap:mustUnderstand="1""#)
            .raw(WSA)
            .text(&self.action)
            .raw("</wsa:Action><wsa:MessageID")
            .raw(WSA)
            .text(&self.message_id)
            .raw("</wsa:MessageID>");
        if let Some(to) = &self.to {
            out.raw("<wsa:To").raw(WSA).text(to).raw("</wsa:To>");
        }
        match &self.relates_to {
            Some(request) => {
                out.raw("<wsa:RelatesTo")
                    .raw(WSA)
                    .text(request)
                    .raw("</wsa:RelatesTo>");
            }
            None => {
                out.raw("<wsa:ReplyTo").raw(WSA).raw(
                    "<wsa:Address>http://www.w3.org/2005/08/addressing/anonymous</wsa:Address></wsa:ReplyTo>",
                );
            }
        }
    }

    /// Room for the envelope; exact but for characters that need escaping in the few values.
    pub(super) fn envelope_bytes(&self) -> usize {
        const MARKUP: usize = 800;
        let values = [Some(&self.message_id), self.to.as_ref(), self.relates_to.as_ref()];
        let values: usize = values.into_iter().flatten().map(String::len).sum();
        let blocks: usize = self.header_blocks.iter().map(String::len).sum();
        MARKUP + self.action.len() + values + blocks + self.body.len()
    }
}

/// Header blocks hold identity cards and bodies hold patients, so only sizes are shown.
impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("version", &self.version)
            .field("action", &self.action)
            .field("message_id", &self.message_id)
            .field("header_blocks", &self.header_blocks.len())
            .field("body_bytes", &self.body.len())
            .field("attachments", &self.attachments)
            .finish_non_exhaustive()
    }
}

/// A document that travels beside the envelope.
#[derive(Clone)]
pub struct Attachment {
    content_id: String,
    content_type: &'static str,
    bytes: Vec<u8>,
}

impl Attachment {
    /// An attachment called `content_id`.
    ///
    /// Of the id, only letters and digits of ASCII and `. _ - @` are kept: it stands in a header, in an XML attribute
    /// and in a URL, and these need no escaping in any of them.
    pub fn new(content_id: &str, content_type: &'static str, bytes: Vec<u8>) -> Self {
        let keep = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '@');
        Self {
            content_id: content_id.chars().filter(keep).collect(),
            content_type,
            bytes,
        }
    }

    /// The id, without `cid:` and angle brackets.
    pub fn content_id(&self) -> &str {
        &self.content_id
    }

    /// The media type.
    pub fn content_type(&self) -> &'static str {
        self.content_type
    }

    /// The content.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The element that stands for the attachment in the body.
    ///
    /// ```
    /// let attachment = spo_core::soap::Attachment::new("document1@spo", "text/xml", b"<x/>".to_vec());
    /// assert_eq!(
    ///     attachment.include(),
    ///     r#"<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:document1@spo"/>"#
    /// );
    /// ```
    pub fn include(&self) -> String {
        const START: &str = r#"<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:"#;
        [START, &self.content_id, "\"/>"].concat()
    }
}

impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attachment")
            .field("content_id", &self.content_id)
            .field("content_type", &self.content_type)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

/// A message ready for the transport.
#[derive(Clone)]
pub struct Encoded {
    /// HTTP headers: `Content-Type`, `SOAPAction`, and `MIME-Version` for `multipart/related`.
    pub headers: Vec<(String, String)>,
    /// The HTTP body.
    pub body: Vec<u8>,
}

impl Encoded {
    /// The value of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(candidate, _)| candidate.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The request to send it to `url`.
    pub fn into_request(self, url: impl Into<String>, deadline: &Deadline) -> Request {
        Request::new(url, self.headers, self.body, deadline)
    }

    /// The response that carries it as an answer.
    pub fn into_response(mut self, status: u16) -> Response {
        self.headers
            .retain(|(name, _)| !name.eq_ignore_ascii_case("SOAPAction"));
        Response {
            status,
            headers: self.headers,
            body: self.body,
        }
    }
}

impl fmt::Debug for Encoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Encoded")
            .field("headers", &self.headers)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}
