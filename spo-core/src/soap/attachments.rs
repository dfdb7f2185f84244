//! What came beside the envelope.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::transfer_encoding::{base64, percent};
use super::{SoapError, SoapProblem};
use crate::xml::{Element, Namespace};

/// The content of one part: a piece of the message, or what a transfer encoding hid.
pub(super) enum Content {
    Piece(Range<usize>),
    Decoded(Vec<u8>),
}

impl Content {
    pub(super) fn of<'a>(&'a self, message: &'a [u8]) -> &'a [u8] {
        match self {
            Self::Piece(range) => message.get(range.clone()).unwrap_or_default(),
            Self::Decoded(bytes) => bytes,
        }
    }
}

/// One part of a `multipart/related` message.
pub(super) struct Part {
    /// Without angle brackets; empty when it has none.
    pub(super) content_id: String,
    pub(super) content_type: String,
    pub(super) content: Content,
}

/// The attachments of a message that came in; none for a plain message.
#[derive(Clone, Copy)]
pub struct Attachments<'a> {
    pub(super) message: &'a [u8],
    pub(super) parts: &'a [Part],
    /// Which of the parts is the envelope.
    pub(super) root: usize,
}

impl<'a> Attachments<'a> {
    /// No attachments, for a payload that did not come in a message.
    pub const NONE: Attachments<'static> = Attachments {
        message: &[],
        parts: &[],
        root: 0,
    };

    /// The number of attachments; the envelope does not count.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The attachment that `href` (`cid:...`) refers to. Either side may be percent-encoded.
    pub fn get(&self, href: &str) -> Option<&'a [u8]> {
        let wanted = without_scheme(href);
        let decoded = percent(wanted);
        let same = |id: &str| {
            id == wanted || id.as_bytes() == decoded || (id.contains('%') && percent(id) == decoded)
        };
        self.iter().find(|(id, _, _)| same(id)).map(|(_, _, bytes)| bytes)
    }

    /// Content id (without angle brackets), content type and content of each attachment, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, &'a str, &'a [u8])> + use<'a> {
        let Self { message, parts, root } = *self;
        let attachments = parts.iter().enumerate().filter(move |(index, _)| *index != root);
        attachments.map(move |(_, part)| {
            (
                part.content_id.as_str(),
                part.content_type.as_str(),
                part.content.of(message),
            )
        })
    }
}

impl fmt::Debug for Attachments<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attachments").field("len", &self.len()).finish()
    }
}

/// The binary content of `element`: the attachment its `xop:Include` refers to, or its text in base64.
///
/// # Errors
/// [`SoapError`] when the attachment is missing or the text is not base64.
pub fn content<'a>(element: Element<'_>, attachments: Attachments<'a>) -> Result<Cow<'a, [u8]>, SoapError> {
    if let Some(include) = element.child(Namespace::XOP, "Include") {
        let href = include.attr("href").unwrap_or_default();
        let bytes = attachments.get(href).ok_or_else(|| SoapProblem::missing(href))?;
        return Ok(Cow::Borrowed(bytes));
    }
    match base64(element.text().as_bytes()) {
        Some(bytes) => Ok(Cow::Owned(bytes)),
        None => Err(SoapProblem::Base64(element.local().to_owned()).into()),
    }
}

pub(super) fn without_scheme(href: &str) -> &str {
    match href.split_at_checked(4) {
        Some((scheme, id)) if scheme.eq_ignore_ascii_case("cid:") => id,
        _ => href,
    }
}
