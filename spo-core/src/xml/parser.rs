//! From bytes to a [`Document`]: the grammar of XML 1.0 and of Namespaces in XML, without document type declarations.
//!
//! One pass over the input and a stack of open elements; nothing calls itself, so no input can exhaust the call stack.

use std::collections::HashSet;

use super::cursor::{Cursor, QName, span};
use super::error::{XmlError, XmlErrorKind, quotable};
use super::limits::Limits;
use super::namespace::{Interner, Namespace};
use super::prolog;
use super::scope::Scope;
use super::tree::{AttributeNode, Declaration, Document, Node, Span};
use super::unescape;

/// No prefix may be declared for this one (Namespaces in XML 1.0, section 3).
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

pub(super) struct Parser<'a> {
    cursor: Cursor<'a>,
    limits: Limits,
    /// Without any CR in the input no line end needs normalising.
    has_cr: bool,
    document: Document<'a>,
    scope: Scope<'a>,
    open: Vec<Open>,
    /// The character data of the open elements, innermost last.
    pieces: Vec<Span>,
    /// The current tag's attributes with a prefix: it may be declared behind them. Kept for its allocation.
    prefixed: Vec<(usize, QName)>,
}

/// An element whose end tag is still to come.
struct Open {
    node: usize,
    name: QName,
    /// How many declarations were in force around it.
    outer_scope: usize,
    /// Where its own character data begins in [`Parser::pieces`].
    first_piece: usize,
    /// The default namespace inside it.
    default: Namespace,
}

/// What a start tag gathers while its attributes are read.
struct StartTag {
    node: usize,
    attributes: usize,
    outer_scope: usize,
    default: Namespace,
    default_declared: bool,
}

impl<'a> Parser<'a> {
    pub(super) fn parse(bytes: &'a [u8], limits: Limits) -> Result<Document<'a>, XmlError> {
        let source = prolog::decode(bytes, limits)?;
        // Documents and messages in use have an element per 50 to 90 bytes and about as many attributes.
        let guess = (source.len() / 64).min(limits.max_elements) + 4;
        let mut parser = Parser {
            cursor: Cursor { source, at: 0 },
            limits,
            has_cr: memchr::memchr(b'\r', source.as_bytes()).is_some(),
            document: Document {
                source,
                unescaped: String::new(),
                nodes: Vec::with_capacity(guess),
                attributes: Vec::with_capacity(guess),
                declarations: Vec::new(),
                namespaces: Interner::default(),
            },
            scope: Scope::default(),
            open: Vec::with_capacity(16),
            pieces: Vec::with_capacity(16),
            prefixed: Vec::new(),
        };
        prolog::declaration(&mut parser.cursor)?;
        parser.skip_around_root()?;
        if parser.cursor.peek().is_none() {
            return Err(parser
                .cursor
                .malformed(parser.cursor.at, "the input has no root element"));
        }
        parser.start_tag()?;
        while let Some(open) = parser.open.last() {
            let first_piece = open.first_piece;
            parser.content(first_piece)?;
        }
        parser.skip_around_root()?;
        match parser.cursor.peek() {
            None => Ok(parser.document),
            Some(_) => Err(parser
                .cursor
                .malformed(parser.cursor.at, "there is a second root element")),
        }
    }

    /// Skips white space, comments and processing instructions. Ends at a start tag or at the end of the input.
    fn skip_around_root(&mut self) -> Result<(), XmlError> {
        let cursor = &mut self.cursor;
        loop {
            cursor.skip_space();
            if cursor.skip(b"<?") {
                cursor.processing_instruction()?;
            } else if cursor.skip(b"<!--") {
                cursor.comment()?;
            } else if cursor.rest().starts_with(b"<!") {
                return Err(cursor.bad_declaration());
            } else if cursor.rest().starts_with(b"</") {
                return Err(cursor.malformed(cursor.at, "this end tag has no start tag"));
            } else if cursor.peek().is_none_or(|byte| byte == b'<') {
                return Ok(());
            } else {
                return Err(cursor.malformed(cursor.at, "there is text outside the root element"));
            }
        }
    }

    /// Character data, if any, and the markup behind it.
    #[inline]
    fn content(&mut self, first_piece: usize) -> Result<(), XmlError> {
        self.text(first_piece)?;
        match self.cursor.bytes().get(self.cursor.at + 1) {
            Some(b'/') => self.end_tag(),
            Some(b'!') => {
                if self.cursor.skip(b"<!--") {
                    self.cursor.comment()
                } else if self.cursor.skip(b"<![CDATA[") {
                    self.cdata()
                } else {
                    Err(self.cursor.bad_declaration())
                }
            }
            Some(b'?') => {
                self.cursor.at += 2;
                self.cursor.processing_instruction()
            }
            _ => self.start_tag(),
        }
    }

    /// Character data up to the next `<`.
    #[inline]
    fn text(&mut self, first_piece: usize) -> Result<(), XmlError> {
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

    fn cdata(&mut self) -> Result<(), XmlError> {
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
    fn unescaped(
        &mut self,
        write: impl FnOnce(&Cursor<'_>, &mut String) -> Result<(), XmlError>,
    ) -> Result<Span, XmlError> {
        let out = &mut self.document.unescaped;
        let start = out.len();
        write(&self.cursor, out)?;
        Ok(unescaped_span(start, out.len()))
    }

    fn start_tag(&mut self) -> Result<(), XmlError> {
        let start = self.cursor.at;
        self.cursor.at += 1;
        let name = self.cursor.qualified_name()?;
        self.check_limits(start)?;
        let mut tag = StartTag {
            node: self.document.nodes.len(),
            attributes: self.document.attributes.len(),
            outer_scope: self.scope.len(),
            default: self.open.last().map_or(Namespace::NONE, |open| open.default),
            default_declared: false,
        };
        let mut count = 0;
        let is_empty = loop {
            let spaced = self.cursor.skip_space();
            match self.cursor.peek() {
                Some(b'>') => {
                    self.cursor.at += 1;
                    break false;
                }
                Some(b'/') if self.cursor.skip(b"/>") => break true,
                Some(_) if spaced && count < self.limits.max_attributes => self.attribute(&mut tag)?,
                _ => return Err(self.bad_start_tag(start, spaced)),
            }
            count += 1;
        };
        let namespace = match name.has_prefix() {
            true => self.resolve(name)?,
            false => tag.default,
        };
        if !self.prefixed.is_empty() {
            self.resolve_attributes()?;
        }
        self.refuse_duplicates(tag.attributes)?;
        let parent = self.open.last().map_or(0, |open| open.node);
        self.document.nodes.push(Node {
            start: start as u32,
            end: self.cursor.at as u32,
            subtree_end: tag.node as u32 + 1,
            parent: parent as u32,
            attributes: tag.attributes as u32,
            local: name.local_span(),
            text: Span::default(),
            namespace,
        });
        if is_empty {
            self.scope.truncate(tag.outer_scope);
        } else {
            self.open.push(Open {
                node: tag.node,
                name,
                outer_scope: tag.outer_scope,
                first_piece: self.pieces.len(),
                default: tag.default,
            });
        }
        Ok(())
    }

    #[inline]
    fn check_limits(&self, start: usize) -> Result<(), XmlError> {
        let Limits {
            max_depth,
            max_elements,
            ..
        } = self.limits;
        if self.open.len() >= max_depth {
            let message = format!("elements nest deeper than {max_depth}");
            return Err(self.cursor.error(XmlErrorKind::TooDeep, start, message));
        }
        if self.document.nodes.len() >= max_elements {
            let message = format!("there are more than {max_elements} elements");
            return Err(self.cursor.error(XmlErrorKind::TooMany, start, message));
        }
        Ok(())
    }

    #[cold]
    fn bad_start_tag(&self, start: usize, spaced: bool) -> XmlError {
        let cursor = &self.cursor;
        match cursor.peek() {
            None => cursor.malformed(start, "the input ends inside this tag"),
            Some(b'/') => cursor.malformed(cursor.at, "a slash in a tag stands right before its end"),
            Some(_) if !spaced => cursor.malformed(cursor.at, "white space is missing in this tag"),
            Some(_) => {
                let message = format!(
                    "an element has more than {} attributes",
                    self.limits.max_attributes
                );
                cursor.error(XmlErrorKind::TooMany, start, message)
            }
        }
    }

    #[inline]
    fn attribute(&mut self, tag: &mut StartTag) -> Result<(), XmlError> {
        let name = self.cursor.qualified_name()?;
        self.cursor.skip_space();
        if self.cursor.peek() != Some(b'=') {
            return Err(self
                .cursor
                .malformed(self.cursor.at, "an attribute is written name=\"value\""));
        }
        self.cursor.at += 1;
        self.cursor.skip_space();
        let value = self.attribute_value()?;
        if name.has_prefix() {
            if self.cursor.prefix(name) == "xmlns" {
                return self.declare(tag, name, value);
            }
            self.prefixed.push((self.document.attributes.len(), name));
        } else if self.cursor.slice(name.start, name.end) == "xmlns" {
            return self.declare_default(tag, name, value);
        }
        let local = name.local_span();
        self.document.attributes.push(AttributeNode {
            local,
            value,
            namespace: Namespace::NONE,
        });
        Ok(())
    }

    #[inline]
    fn attribute_value(&mut self) -> Result<Span, XmlError> {
        let Some(quote @ (b'"' | b'\'')) = self.cursor.peek() else {
            return Err(self
                .cursor
                .malformed(self.cursor.at, "the value of an attribute stands in quotes"));
        };
        self.cursor.at += 1;
        let start = self.cursor.at;
        let Some(length) = memchr::memchr(quote, self.cursor.rest()) else {
            return Err(self
                .cursor
                .malformed(start - 1, "this attribute value does not end"));
        };
        let end = start + length;
        let value = self.cursor.slice(start, end).as_bytes();
        let is_special = |byte: u8| matches!(byte, b'<' | b'&' | b'\t' | b'\n' | b'\r');
        // Without a branch per byte: nearly every value is plain.
        if value
            .iter()
            .fold(false, |special, &byte| special | is_special(byte))
        {
            if let Some(at) = memchr::memchr(b'<', value) {
                return Err(self
                    .cursor
                    .malformed(start + at, "< in an attribute value is written &lt;"));
            }
            let unescaped = self.unescaped(|cursor, out| unescape::attribute(cursor, start, end, out))?;
            self.cursor.at = end + 1;
            return Ok(unescaped);
        }
        self.cursor.at = end + 1;
        Ok(span(start, end))
    }

    fn declare_default(&mut self, tag: &mut StartTag, name: QName, value: Span) -> Result<(), XmlError> {
        if tag.default_declared {
            return Err(self.duplicate(name.start, "xmlns"));
        }
        tag.default_declared = true;
        let namespace = self.intern(name, value)?;
        if namespace == Namespace::XML {
            return Err(self.reserved(name));
        }
        tag.default = namespace;
        self.document.declarations.push(Declaration {
            node: tag.node as u32,
            prefix: Span::default(),
            namespace,
        });
        Ok(())
    }

    fn declare(&mut self, tag: &mut StartTag, name: QName, value: Span) -> Result<(), XmlError> {
        let prefix = self.cursor.slice(name.local, name.end);
        if self.scope.declared_since(tag.outer_scope, prefix) {
            return Err(self.duplicate(name.start, prefix));
        }
        let namespace = self.intern(name, value)?;
        if prefix == "xmlns" || (prefix == "xml") != (namespace == Namespace::XML) {
            return Err(self.reserved(name));
        }
        if namespace == Namespace::NONE {
            let message = format!(
                "the prefix {} is declared with an empty namespace",
                quotable(prefix)
            );
            return Err(self.cursor.error(XmlErrorKind::Namespace, name.start, message));
        }
        if self.scope.len() >= Scope::MOST {
            let message = format!(
                "there are more than {} namespace declarations in force",
                Scope::MOST
            );
            return Err(self.cursor.error(XmlErrorKind::TooMany, name.start, message));
        }
        self.scope.declare(prefix, namespace);
        self.document.declarations.push(Declaration {
            node: tag.node as u32,
            prefix: name.local_span(),
            namespace,
        });
        Ok(())
    }

    fn intern(&mut self, name: QName, value: Span) -> Result<Namespace, XmlError> {
        let uri = value.of(self.cursor.source, &self.document.unescaped);
        if uri == XMLNS {
            return Err(self.reserved(name));
        }
        let interned = self.document.namespaces.intern(uri);
        interned.ok_or_else(|| {
            self.cursor
                .error(XmlErrorKind::TooMany, name.start, "there are too many namespaces")
        })
    }

    #[cold]
    fn reserved(&self, name: QName) -> XmlError {
        let message = "the prefixes xml and xmlns and their namespaces are reserved";
        self.cursor.error(XmlErrorKind::Namespace, name.start, message)
    }

    #[cold]
    fn duplicate(&self, at: usize, name: &str) -> XmlError {
        self.cursor.malformed(
            at,
            format!("the attribute {} stands twice on this element", quotable(name)),
        )
    }

    #[inline]
    fn resolve(&self, name: QName) -> Result<Namespace, XmlError> {
        let prefix = self.cursor.prefix(name);
        self.scope.resolve(prefix).ok_or_else(|| {
            let message = format!("the prefix {} is not declared", quotable(prefix));
            self.cursor.error(XmlErrorKind::Namespace, name.start, message)
        })
    }

    fn resolve_attributes(&mut self) -> Result<(), XmlError> {
        for (index, name) in std::mem::take(&mut self.prefixed) {
            let namespace = self.resolve(name)?;
            if let Some(attribute) = self.document.attributes.get_mut(index) {
                attribute.namespace = namespace;
            }
        }
        Ok(())
    }

    #[inline]
    fn refuse_duplicates(&self, first: usize) -> Result<(), XmlError> {
        // Comparing in pairs is fastest for the few attributes that elements in use have.
        const FEW: usize = 16;
        let attributes = self.document.attributes.get(first..).unwrap_or_default();
        if attributes.len() > FEW {
            return self.refuse_duplicates_of_many(attributes);
        }
        for (index, one) in attributes.iter().enumerate().skip(1) {
            let local = one.local.of(self.cursor.source, "");
            let earlier = attributes.iter().take(index);
            for other in earlier.filter(|other| other.local.length == one.local.length) {
                if other.namespace == one.namespace && other.local.of(self.cursor.source, "") == local {
                    return Err(self.duplicate(one.local.start as usize, local));
                }
            }
        }
        Ok(())
    }

    #[cold]
    fn refuse_duplicates_of_many(&self, attributes: &[AttributeNode]) -> Result<(), XmlError> {
        let mut seen = HashSet::with_capacity(attributes.len());
        for attribute in attributes {
            let local = attribute.local.of(self.cursor.source, "");
            if !seen.insert((attribute.namespace, local)) {
                return Err(self.duplicate(attribute.local.start as usize, local));
            }
        }
        Ok(())
    }

    #[inline]
    fn end_tag(&mut self) -> Result<(), XmlError> {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        let start = self.cursor.at;
        self.cursor.at += 2;
        let name = self.cursor.slice(open.name.start, open.name.end);
        let matches = self.cursor.skip(name.as_bytes());
        self.cursor.skip_space();
        if !matches || self.cursor.peek() != Some(b'>') {
            return Err(self.bad_end_tag(start, name));
        }
        self.cursor.at += 1;
        let text = self.join(open.first_piece);
        let after = self.document.nodes.len();
        if let Some(node) = self.document.nodes.get_mut(open.node) {
            node.end = self.cursor.at as u32;
            node.subtree_end = after as u32;
            node.text = text;
        }
        self.scope.truncate(open.outer_scope);
        Ok(())
    }

    #[cold]
    fn bad_end_tag(&mut self, start: usize, expected: &str) -> XmlError {
        self.cursor.at = start + 2;
        let message = match self.cursor.qualified_name() {
            Ok(name) if self.cursor.slice(name.start, name.end) == expected => {
                "an end tag holds a name and nothing else".to_owned()
            }
            Ok(name) => {
                let found = quotable(self.cursor.slice(name.start, name.end));
                format!(
                    "the end tag {found} stands where {} must be closed",
                    quotable(expected)
                )
            }
            Err(error) => return error,
        };
        self.cursor.malformed(start, message)
    }

    #[cold]
    fn unclosed(&self) -> XmlError {
        let name = self
            .open
            .last()
            .map_or("", |open| self.cursor.slice(open.name.start, open.name.end));
        let message = format!("the input ends before the element {} is closed", quotable(name));
        self.cursor.malformed(self.cursor.source.len(), message)
    }

    /// The text of the element whose pieces begin at `first_piece`; they are all its own, because its children took
    /// theirs away when they ended.
    #[inline]
    fn join(&mut self, first_piece: usize) -> Span {
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
        let from_start = text.trim_start_matches(super::chars::SPACES);
        let trimmed = from_start.trim_end_matches(super::chars::SPACES);
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
