//! Character data: the text of the open elements, piece by piece.

use super::Parser;
use crate::xml::chars::SPACES;
use crate::xml::cursor::{Cursor, span};
use crate::xml::error::XmlError;
use crate::xml::tree::Span;
use crate::xml::unescape;

impl Parser<'_> {
    /// Character data up to the next `<`.
    #[inline]
    pub(super) fn text(&mut self, first_piece: usize) -> Result<(), XmlError> {
        let start = self.cursor.at;
        self.cursor.skip_space();
        let mut references = false;
        if self.cursor.peek() == Some(b'<') {
            // Indentation. It only counts between other pieces of text, because text is trimmed.
            if self.pieces.len() == first_piece {
                return Ok(());
            }
        } else {
            loop {
                let Some(found) = memchr::memchr3(b'<', b'&', b'>', self.cursor.rest()) else {
                    return Err(self.unclosed());
                };
                self.cursor.at += found;
                match self.cursor.peek() {
                    Some(b'<') => break,
                    Some(b'&') => references = true,
                    _ if self.cursor.slice(start, self.cursor.at).ends_with("]]") => {
                        let message = "]]> in text is written ]]&gt;";
                        return Err(self.cursor.malformed(self.cursor.at - 2, message));
                    }
                    _ => {}
                }
                self.cursor.at += 1;
            }
        }
        let end = self.cursor.at;
        if references || self.has_cr {
            self.unescaped_piece(|cursor, out| unescape::text(cursor, start, end, out))
        } else {
            if start != end {
                self.pieces.push(span(start, end));
            }
            Ok(())
        }
    }

    pub(super) fn cdata(&mut self) -> Result<(), XmlError> {
        let start = self.cursor.at;
        let Some(length) = memchr::memmem::find(self.cursor.rest(), b"]]>") else {
            return Err(self.cursor.malformed(start, "this CDATA section does not end"));
        };
        let end = start + length;
        self.cursor.at = end + 3;
        if self.has_cr {
            return self.unescaped_piece(|cursor, out| unescape::cdata(cursor, start, end, out));
        }
        self.pieces.push(span(start, end));
        Ok(())
    }

    fn unescaped_piece(
        &mut self,
        write: impl FnOnce(&Cursor<'_>, &mut String) -> Result<(), XmlError>,
    ) -> Result<(), XmlError> {
        let piece = self.unescaped(write)?;
        self.pieces.push(piece);
        Ok(())
    }

    /// The span of what `write` appends.
    pub(super) fn unescaped(
        &mut self,
        write: impl FnOnce(&Cursor<'_>, &mut String) -> Result<(), XmlError>,
    ) -> Result<Span, XmlError> {
        let out = &mut self.document.unescaped;
        let start = out.len();
        write(&self.cursor, out)?;
        Ok(unescaped_span(start, out.len()))
    }

    /// The text of the element whose pieces begin at `first_piece`; they are all its own, because its children took
    /// theirs away when they ended.
    #[inline]
    pub(super) fn join(&mut self, first_piece: usize) -> Span {
        let whole = match self.pieces.get(first_piece..).unwrap_or_default() {
            [] => return Span::default(),
            [only] => *only,
            several => {
                let start = self.document.unescaped.len();
                for piece in several {
                    match piece.start & Span::UNESCAPED {
                        0 => self.document.unescaped.push_str(piece.of(self.cursor.source, "")),
                        _ => {
                            let from = (piece.start & !Span::UNESCAPED) as usize;
                            self.document
                                .unescaped
                                .extend_from_within(from..from + piece.length as usize);
                        }
                    }
                }
                unescaped_span(start, self.document.unescaped.len())
            }
        };
        self.pieces.truncate(first_piece);
        let text = whole.of(self.cursor.source, &self.document.unescaped);
        let from_start = text.trim_start_matches(SPACES);
        let trimmed = from_start.trim_end_matches(SPACES);
        let leading = text.len() - from_start.len();
        Span {
            start: whole.start + leading as u32,
            length: trimmed.len() as u32,
        }
    }
}

/// A span of [`Document::unescaped`].
fn unescaped_span(start: usize, end: usize) -> Span {
    let mut span = span(start, end);
    span.start |= Span::UNESCAPED;
    span
}
