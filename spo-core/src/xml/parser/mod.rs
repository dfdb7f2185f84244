//! From bytes to a [`Document`]: the grammar of XML 1.0 and of Namespaces in XML, without document type declarations.
//!
//! One pass over the input and a stack of open elements; nothing calls itself, so no input can exhaust the call stack.

mod attributes;
mod character_data;

use super::cursor::{Cursor, QName};
use super::error::{XmlError, XmlErrorKind, quotable};
use super::limits::Limits;
use super::namespace::{Interner, Namespace};
use super::prolog;
use super::scope::Scope;
use super::tree::{Document, Node, Span};

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
}
