//! Why an input is not XML that this library reads.

use super::chars::is_name_char;
use crate::error::{Error, ErrorKind, redact};

/// The reason for refusing an XML input: its kind, its place, and a sentence.
///
/// The sentence quotes names of elements and attributes and nothing else of the input, which may be a patient's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", .position.map(|(line, column)| format!("line {line}, column {column}: ")).unwrap_or_default())]
pub struct XmlError {
    kind: XmlErrorKind,
    position: Option<(u32, u32)>,
    message: String,
}

/// The rule that an XML input broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum XmlErrorKind {
    /// More bytes than [`Limits::max_bytes`](super::Limits::max_bytes).
    TooLarge,
    /// Elements nest deeper than [`Limits::max_depth`](super::Limits::max_depth).
    TooDeep,
    /// More elements, attributes on one element, or namespaces than the limits allow.
    TooMany,
    /// Not UTF-8, or declared to be something else.
    Encoding,
    /// A character that XML 1.0 cannot carry, written plainly or as a reference.
    Character,
    /// A document type declaration. It can make a small input expand without bound or read files, and no document or
    /// message of the national services has one.
    Doctype,
    /// A reference to an entity other than the five predefined ones.
    Entity,
    /// Not well-formed XML 1.0.
    NotWellFormed,
    /// Breaks Namespaces in XML 1.0: an undeclared prefix, a name with two colons.
    Namespace,
}

impl XmlErrorKind {
    /// The stable code, as in [`Error::code`].
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "xml.too_large",
            Self::TooDeep => "xml.too_deep",
            Self::TooMany => "xml.too_many",
            Self::Encoding => "xml.encoding",
            Self::Character => "xml.character",
            Self::Doctype => "xml.doctype",
            Self::Entity => "xml.entity",
            Self::NotWellFormed => "xml.not_well_formed",
            Self::Namespace => "xml.namespace",
        }
    }

    /// What to do about it.
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::TooLarge | Self::TooDeep | Self::TooMany => {
                "Check that the input is the document or message it should be; none in use is near this limit."
            }
            Self::Encoding => {
                "Convert the input to UTF-8 and let its XML declaration say so, or leave the declaration out."
            }
            Self::Character => "Remove the control character where the text was entered.",
            Self::Doctype => "Remove the document type declaration (<!DOCTYPE ...>).",
            Self::Entity => "Write the character itself, or a reference by number such as &#229;.",
            Self::NotWellFormed => "Check that the input is complete and was not cut or altered on its way.",
            Self::Namespace => "Declare every prefix with xmlns:prefix=\"...\" on the element or around it.",
        }
    }
}

impl XmlError {
    /// An error about the input as a whole.
    #[cold]
    pub(super) fn whole(kind: XmlErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            position: None,
            message: message.into(),
        }
    }

    /// An error at a byte offset of `input`.
    #[cold]
    pub(super) fn at(kind: XmlErrorKind, input: &[u8], offset: usize, message: impl Into<String>) -> Self {
        Self {
            kind,
            position: Some(line_and_column(input, offset)),
            message: message.into(),
        }
    }

    /// The rule that was broken.
    pub fn kind(&self) -> XmlErrorKind {
        self.kind
    }

    /// Line and column, both from 1, the column counted in characters; `None` when it is about the whole input.
    pub fn position(&self) -> Option<(u32, u32)> {
        self.position
    }

    /// The sentence, without the position.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl From<XmlError> for Error {
    fn from(error: XmlError) -> Self {
        let converted = Error::new(
            ErrorKind::InvalidDocument,
            error.kind.code(),
            error.message.clone(),
        )
        .with_remedy(error.kind.remedy());
        match error.position {
            Some((line, column)) => converted
                .at(format!("line {line}, column {column}"))
                .with_source(error),
            None => converted.with_source(error),
        }
    }
}

/// Line and column of a byte offset, both from 1; the column counts characters, a byte order mark not included.
pub(super) fn line_and_column(input: &[u8], offset: usize) -> (u32, u32) {
    let before = input.get(..offset).unwrap_or(input);
    let line_start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let line = 1 + memchr::memchr_iter(b'\n', before).count();
    let of_line = before.get(line_start..).unwrap_or_default();
    let of_line = of_line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(of_line);
    let column = 1 + of_line.iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
    (
        u32::try_from(line).unwrap_or(u32::MAX),
        u32::try_from(column).unwrap_or(u32::MAX),
    )
}

/// A name from the input, fit for a message: short, on one line, and without anything that looks like a CPR number.
pub(super) fn quotable(name: &str) -> String {
    const LONGEST: usize = 60;
    let name: String = name
        .chars()
        .map(|c| if c == ':' || is_name_char(c) { c } else { '?' })
        .collect();
    let name = redact(&name);
    match name.char_indices().nth(LONGEST) {
        None => name.into_owned(),
        Some((end, _)) => name.get(..end).unwrap_or_default().to_owned() + "...",
    }
}
