//! A message that came in.

use std::fmt;

use super::attachments::{Attachments, Content, Part, without_scheme};
use super::content_type::ContentType;
use super::page::{self, Looks, looks_like};
use super::transfer_encoding::percent;
use super::{Envelope, MultipartError, SoapError, SoapProblem, inline, multipart};
use crate::transport::{Request, Response};
use crate::xml::{Document, Limits};

/// A SOAP message that came in, plain or `multipart/related`, split into its parts but not yet parsed.
///
/// It owns the bytes; [`envelope`](Self::envelope) and [`attachments`](Self::attachments) borrow from it.
pub struct Incoming {
    status: Option<u16>,
    soap_action: Option<String>,
    bytes: Vec<u8>,
    parts: Vec<Part>,
    root: usize,
    multipart: bool,
}

impl Incoming {
    /// Takes an answer apart, whatever its HTTP status. The content decides what it is; the `Content-Type` helps.
    ///
    /// # Errors
    /// [`SoapError`] when it is no SOAP message that can be read: empty, a page, compressed, not UTF-8, cut off.
    pub fn read(response: Response) -> Result<Self, SoapError> {
        let content_type = response.header("Content-Type").map(str::to_owned);
        let encoding = response.header("Content-Encoding").map(str::to_owned);
        let status = response.status;
        Self::split(response.body, content_type.as_deref(), encoding.as_deref())
            .map(|incoming| Self {
                status: Some(status),
                ..incoming
            })
            .map_err(|error| error.with_status(Some(status)))
    }

    /// Takes a request apart, as a service does.
    ///
    /// # Errors
    /// As [`Incoming::read`].
    pub fn read_request(request: Request) -> Result<Self, SoapError> {
        let content_type = request.header("Content-Type").map(str::to_owned);
        let encoding = request.header("Content-Encoding").map(str::to_owned);
        let action = request.header("SOAPAction").map(str::trim).map(unquote);
        let parameter = || {
            let content_type = ContentType::parse(content_type.as_deref()?);
            content_type.parameter("action").map(str::to_owned)
        };
        let soap_action = match action {
            Some(action) if !action.is_empty() => Some(action.to_owned()),
            _ => parameter(),
        };
        Ok(Self {
            soap_action,
            ..Self::split(request.body, content_type.as_deref(), encoding.as_deref())?
        })
    }

    fn split(bytes: Vec<u8>, content_type: Option<&str>, encoding: Option<&str>) -> Result<Self, SoapError> {
        if let Some(encoding) = encoding
            .map(str::trim)
            .filter(|name| !name.eq_ignore_ascii_case("identity"))
            && !encoding.is_empty()
        {
            return Err(SoapProblem::Compressed(page::shorten(encoding, 40)).into());
        }
        let content_type = content_type.map(ContentType::parse).unwrap_or_default();
        let looks = looks_like(&bytes);
        // A preamble may precede the first part, so a multipart message may look like a page.
        let multipart = looks == Looks::Multipart || (looks == Looks::Page && content_type.is_multipart());
        let (parts, root) = match multipart {
            true => {
                let parts = split_parts(&bytes, &content_type).map_err(|error| match (looks, error) {
                    (Looks::Page, MultipartError::NoBoundary | MultipartError::NoParts) => {
                        SoapProblem::Page {
                            title: page::title(&bytes),
                        }
                    }
                    (_, error) => error.into(),
                })?;
                let root = find_root(&parts, content_type.parameter("start"));
                (parts, root)
            }
            false => {
                let whole = Part {
                    content_id: String::new(),
                    content_type: String::new(),
                    content: Content::Piece(0..bytes.len()),
                };
                (vec![whole], 0)
            }
        };
        let incoming = Self {
            status: None,
            soap_action: None,
            bytes,
            parts,
            root,
            multipart,
        };
        incoming.check_root(content_type)?;
        Ok(incoming)
    }

    fn check_root(&self, content_type: ContentType) -> Result<(), SoapError> {
        let root = self.root_bytes();
        match looks_like(root) {
            Looks::Empty => return Err(SoapProblem::Empty.into()),
            Looks::Page | Looks::Multipart => {
                return Err(SoapProblem::Page {
                    title: page::title(root),
                }
                .into());
            }
            Looks::Xml => {}
        }
        let content_type = match (self.multipart, self.parts.get(self.root)) {
            (true, Some(part)) => ContentType::parse(&part.content_type),
            _ => content_type,
        };
        // Servers add a default character set to media types that they do not know; one on an XML type is meant.
        match content_type.parameter("charset") {
            Some(charset) if content_type.essence.contains("xml") && !is_utf8(charset) => {
                Err(SoapProblem::Charset(page::shorten(charset, 40)).into())
            }
            _ => Ok(()),
        }
    }

    /// Parses the envelope.
    ///
    /// # Errors
    /// [`SoapProblem::Xml`] and [`SoapProblem::NotAnEnvelope`]. A fault is an envelope; [`Envelope::payload`] tells.
    pub fn envelope(&self) -> Result<Envelope<'_>, SoapError> {
        let document = Document::parse(self.root_bytes(), Limits::MESSAGE)
            .map_err(|error| SoapError::from(SoapProblem::Xml(error)).with_status(self.status))?;
        Envelope::new(document, self.status)
    }

    /// What came beside the envelope.
    pub fn attachments(&self) -> Attachments<'_> {
        Attachments {
            message: &self.bytes,
            parts: &self.parts,
            root: self.root,
        }
    }

    /// The HTTP status of an answer; `None` for a request.
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// The action a request names in its HTTP headers; `None` when it names none, and for an answer.
    pub fn soap_action(&self) -> Option<&str> {
        self.soap_action.as_deref()
    }

    /// Whether it came as `multipart/related`.
    pub fn is_multipart(&self) -> bool {
        self.multipart
    }

    /// The envelope's bytes.
    pub fn root_bytes(&self) -> &[u8] {
        match self.parts.get(self.root) {
            Some(part) => part.content.of(&self.bytes),
            None => &[],
        }
    }

    /// The envelope as one XML document: every `xop:Include` replaced by the attachment in base64.
    ///
    /// # Errors
    /// [`SoapError`] when the envelope is not XML or refers to an attachment that did not come.
    pub fn inlined(&self) -> Result<String, SoapError> {
        let Ok(envelope) = std::str::from_utf8(self.root_bytes()) else {
            // The XML reader knows how to say where.
            return Err(self.envelope().err().unwrap_or_else(|| SoapProblem::Empty.into()));
        };
        let attachments = self.attachments();
        inline::inline(envelope, |id| attachments.get(id)).map_err(|error| error.with_status(self.status))
    }
}

/// Messages hold identity cards and patients, so only sizes are shown.
impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("status", &self.status)
            .field("bytes", &self.bytes.len())
            .field("parts", &self.parts.len())
            .finish_non_exhaustive()
    }
}

/// Tries the boundary that the headers name, and after it the one that the content begins with.
fn split_parts(bytes: &[u8], content_type: &ContentType) -> Result<Vec<Part>, MultipartError> {
    let named = content_type.parameter("boundary").unwrap_or_default();
    match (multipart::split(bytes, named), multipart::guess_boundary(bytes)) {
        (Err(MultipartError::NoBoundary | MultipartError::NoParts), Some(guess)) => {
            multipart::split(bytes, guess)
        }
        (split, _) => split,
    }
}

/// The part that `start` names; the first when none is named or found (RFC 2387).
fn find_root(parts: &[Part], start: Option<&str>) -> usize {
    let Some(start) = start.map(str::trim) else {
        return 0;
    };
    let start = start.strip_prefix('<').unwrap_or(start);
    let start = without_scheme(start.strip_suffix('>').unwrap_or(start));
    let same = |part: &Part| part.content_id == start || percent(&part.content_id) == percent(start);
    parts.iter().position(same).unwrap_or(0)
}

fn unquote(value: &str) -> &str {
    let inner = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
    inner.unwrap_or(value)
}

fn is_utf8(charset: &str) -> bool {
    // ASCII is UTF-8; a document that is not what it says fails in the XML reader.
    ["utf-8", "utf8", "us-ascii"]
        .iter()
        .any(|name| charset.trim_matches(['"', '\'', ' ']).eq_ignore_ascii_case(name))
}
