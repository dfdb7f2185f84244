//! A position in the input, and the small tokens of the grammar: names, white space, markup that is skipped.

use super::chars::{NAME_BYTES, is_name_char, is_name_start, is_space};
use super::error::{XmlError, XmlErrorKind, quotable};
use super::tree::Span;

/// Every offset stays below 2 GiB: the parser refuses longer input before it makes a cursor.
pub(super) struct Cursor<'a> {
    pub(super) source: &'a str,
    /// Offset of the next byte. Only ever moved past whole characters.
    pub(super) at: usize,
}

/// A name with an optional prefix, as offsets.
#[derive(Clone, Copy)]
pub(super) struct QName {
    pub(super) start: usize,
    /// Equal to `start` when there is no prefix.
    pub(super) local: usize,
    pub(super) end: usize,
}

impl QName {
    pub(super) fn local_span(self) -> Span {
        span(self.local, self.end)
    }

    pub(super) fn has_prefix(self) -> bool {
        self.local != self.start
    }
}

/// The span from `start` to `end` of the input.
pub(super) fn span(start: usize, end: usize) -> Span {
    // Lossless, see `Cursor`.
    Span {
        start: start as u32,
        length: (end - start) as u32,
    }
}

impl<'a> Cursor<'a> {
    #[inline]
    pub(super) fn bytes(&self) -> &'a [u8] {
        self.source.as_bytes()
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes().get(self.at).copied()
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes().get(self.at..).unwrap_or_default()
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.source.get(start..end).unwrap_or_default()
    }

    pub(super) fn prefix(&self, name: QName) -> &'a str {
        self.slice(name.start, name.local.saturating_sub(1).max(name.start))
    }

    #[cold]
    pub(super) fn error(&self, kind: XmlErrorKind, at: usize, message: impl Into<String>) -> XmlError {
        XmlError::at(kind, self.bytes(), at, message)
    }

    #[cold]
    pub(super) fn malformed(&self, at: usize, message: impl Into<String>) -> XmlError {
        self.error(XmlErrorKind::NotWellFormed, at, message)
    }

    /// Skips white space; whether there was any.
    #[inline]
    pub(super) fn skip_space(&mut self) -> bool {
        let start = self.at;
        while self.peek().is_some_and(is_space) {
            self.at += 1;
        }
        self.at != start
    }

    /// Skips `token` if it comes next.
    #[inline]
    pub(super) fn skip(&mut self, token: &[u8]) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    /// A name with at most one colon, neither first nor last.
    #[inline]
    pub(super) fn qualified_name(&mut self) -> Result<QName, XmlError> {
        let start = self.at;
        self.simple_name()?;
        let mut local = start;
        if self.peek() == Some(b':') {
            self.at += 1;
            local = self.at;
            if self.simple_name().is_err() || self.peek() == Some(b':') {
                return Err(self.bad_colon(start));
            }
        }
        Ok(QName {
            start,
            local,
            end: self.at,
        })
    }

    #[cold]
    fn bad_colon(&self, start: usize) -> XmlError {
        let message = "a colon in a name stands between a prefix and a local name, once";
        self.error(XmlErrorKind::Namespace, start, message)
    }

    /// A name without a colon.
    #[inline]
    fn simple_name(&mut self) -> Result<(), XmlError> {
        match self.peek() {
            Some(byte) if byte.is_ascii_alphabetic() || byte == b'_' => self.at += 1,
            _ => self.first_name_char()?,
        }
        loop {
            self.at += self
                .rest()
                .iter()
                .take_while(|byte| NAME_BYTES[usize::from(**byte)])
                .count();
            if self.peek().is_none_or(|byte| byte.is_ascii()) {
                return Ok(());
            }
            match self.next_char() {
                Some(c) if is_name_char(c) => self.at += c.len_utf8(),
                _ => return Ok(()),
            }
        }
    }

    #[cold]
    fn first_name_char(&mut self) -> Result<(), XmlError> {
        match self.next_char() {
            Some(c) if is_name_start(c) => {
                self.at += c.len_utf8();
                Ok(())
            }
            Some(':') => Err(self.bad_colon(self.at)),
            Some(_) => Err(self.malformed(self.at, "a name was expected here")),
            None => Err(self.malformed(self.at, "the input ends where a name was expected")),
        }
    }

    fn next_char(&self) -> Option<char> {
        self.source.get(self.at..)?.chars().next()
    }

    /// Skips a comment; the cursor stands behind its `<!--`.
    pub(super) fn comment(&mut self) -> Result<(), XmlError> {
        let start = self.at - 4;
        match memchr::memmem::find(self.rest(), b"--") {
            None => Err(self.malformed(start, "this comment does not end")),
            Some(hyphens) => {
                self.at += hyphens + 2;
                match self.skip(b">") {
                    true => Ok(()),
                    false => Err(self.malformed(self.at - 2, "a comment must not hold two hyphens in a row")),
                }
            }
        }
    }

    /// Skips a processing instruction; the cursor stands behind its `<?`.
    pub(super) fn processing_instruction(&mut self) -> Result<(), XmlError> {
        let start = self.at - 2;
        let name = self.qualified_name()?;
        let target = self.slice(name.start, name.end);
        if target.eq_ignore_ascii_case("xml") {
            let message = "an XML declaration stands at the very beginning or nowhere";
            return Err(self.malformed(start, message));
        }
        if name.has_prefix() {
            let message = "the target of a processing instruction has no colon";
            return Err(self.error(XmlErrorKind::Namespace, start, message));
        }
        if self.skip(b"?>") {
            return Ok(());
        }
        if !self.skip_space() {
            let message = format!("white space is missing behind the target {}", quotable(target));
            return Err(self.malformed(self.at, message));
        }
        match memchr::memmem::find(self.rest(), b"?>") {
            None => Err(self.malformed(start, "this processing instruction does not end")),
            Some(length) => {
                self.at += length + 2;
                Ok(())
            }
        }
    }

    /// The error for `<!` that begins neither a comment nor, where allowed, CDATA.
    #[cold]
    pub(super) fn bad_declaration(&self) -> XmlError {
        const DOCTYPE: &[u8] = b"<!DOCTYPE";
        let rest = self.rest();
        match rest.get(..DOCTYPE.len()) {
            Some(start) if start.eq_ignore_ascii_case(DOCTYPE) => self.error(
                XmlErrorKind::Doctype,
                self.at,
                "document type declarations are refused",
            ),
            _ if rest.starts_with(b"<![CDATA[") => self.malformed(self.at, "CDATA outside the root element"),
            _ => self.malformed(self.at, "unknown markup after <!"),
        }
    }
}
