//! Character data: the text of the open elements, piece by piece.

use std::borrow::Cow;

use quick_xml::events::{BytesCData, BytesRef, BytesText};

use super::{OUTSIDE, Parser};
use crate::xml::error::XmlError;
use crate::xml::references;
use crate::xml::tree::Span;

impl<'a> Parser<'a> {
    /// Character data up to the next markup or reference.
    #[inline]
    pub(super) fn text(&mut self, text: &BytesText<'a>, start: usize) -> Result<(), XmlError> {
        let is_space = is_space(text);
        let Some(open) = self.open.last() else {
            let spaces = text.len() - text.trim_ascii_start().len();
            return match is_space {
                true => Ok(()),
                false => Err(self.malformed(start + spaces, OUTSIDE)),
            };
        };
        // Indentation. It only counts between other pieces of text, because text is trimmed.
        if is_space && self.pieces.len() == open.first_piece {
            return Ok(());
        }
        if self.has_cdata_end
            && let Some(at) = memchr::memmem::find(text.as_bytes(), b"]]>")
        {
            return Err(self.malformed(start + at, "]]> in text is written ]]&gt;"));
        }
        self.append(text.xml10_content(), start);
        Ok(())
    }

    pub(super) fn cdata(&mut self, cdata: &BytesCData<'a>, start: usize) -> Result<(), XmlError> {
        if self.open.is_empty() {
            return Err(self.malformed(start, "CDATA outside the root element"));
        }
        self.append(cdata.xml10_content(), start + "<![CDATA[".len());
        Ok(())
    }

    pub(super) fn reference(&mut self, reference: &BytesRef<'a>, start: usize) -> Result<(), XmlError> {
        if self.open.is_empty() {
            return Err(self.malformed(start, OUTSIDE));
        }
        match references::resolve(reference) {
            Ok(c) => {
                let piece = self.document.unescape(c.encode_utf8(&mut [0; 4]));
                self.pieces.push(piece);
                Ok(())
            }
            Err((kind, message)) => Err(self.error(kind, start, message)),
        }
    }

    /// Adds a piece to the text of the innermost open element. What is borrowed stands at `start` in the input.
    #[inline]
    fn append(&mut self, piece: Cow<'_, str>, start: usize) {
        let piece = match piece {
            Cow::Borrowed(text) => Span::new(start, start + text.len()),
            Cow::Owned(text) => self.document.unescape(&text),
        };
        self.pieces.push(piece);
    }

    /// The text of the element whose pieces begin at `first_piece`; they are all its own, because its children took
    /// theirs away when they ended.
    #[inline]
    pub(super) fn join(&mut self, first_piece: usize) -> Span {
        let whole = match self.pieces.get(first_piece..).unwrap_or_default() {
            [] => return Span::default(),
            [only] => *only,
            several => {
                let joined: String = several
                    .iter()
                    .map(|piece| self.document.text_of(*piece))
                    .collect();
                self.document.unescape(&joined)
            }
        };
        self.pieces.truncate(first_piece);
        let text = self.document.text_of(whole);
        let from_start = text.trim_ascii_start();
        Span {
            start: whole.start + (text.len() - from_start.len()) as u32,
            length: from_start.trim_ascii_end().len() as u32,
        }
    }
}

/// Whether `text` is white space.
#[inline]
fn is_space(text: &str) -> bool {
    // Up to the space only tab, LF and CR are left. Without a branch per byte: most texts are indentation.
    text.bytes().next().is_none_or(|byte| byte <= b' ')
        && text.bytes().fold(true, |all, byte| all & (byte <= b' '))
}
