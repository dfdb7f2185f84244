//! From bytes to a [`Document`]: what quick-xml reads, checked and put into the tree.
//!
//! One pass over the events and a stack of open elements; nothing calls itself, so no input can exhaust the call stack.

mod attributes;
mod text;

use quick_xml::errors::IllFormedError;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader};

use super::error::{XmlError, XmlErrorKind, quotable};
use super::limits::Limits;
use super::name;
use super::namespace::Interner;
use super::prolog;
use super::references;
use super::scope::Scope;
use super::tree::{Document, Node, Span};

pub(super) struct Parser<'a> {
    source: &'a str,
    limits: Limits,
    /// Without any `]]>` in the input none can stand in text.
    has_cdata_end: bool,
    document: Document<'a>,
    scope: Scope<'a>,
    open: Vec<Open>,
    /// The character data of the open elements, innermost last.
    pieces: Vec<Span>,
    /// The current tag's attributes with a prefix, which may be declared behind them: index and prefix. Kept for its
    /// allocation.
    prefixed: Vec<(usize, Span)>,
}

/// An element whose end tag is still to come.
struct Open {
    node: usize,
    /// How many declarations were in force around it.
    outer_scope: usize,
    /// Where its own character data begins in [`Parser::pieces`].
    first_piece: usize,
}

const OUTSIDE: &str = "there is text outside the root element";

impl<'a> Parser<'a> {
    pub(super) fn parse(bytes: &'a [u8], limits: Limits) -> Result<Document<'a>, XmlError> {
        let source = prolog::decode(bytes, limits)?;
        // Documents and messages in use have an element per 50 to 90 bytes and about as many attributes.
        let guess = (source.len() / 64).min(limits.max_elements) + 4;
        let mut parser = Parser {
            source,
            limits,
            has_cdata_end: memchr::memmem::find(source.as_bytes(), b"]]>").is_some(),
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
        if source.starts_with('\u{FEFF}') {
            // quick-xml would skip it without counting it.
            return Err(parser.malformed(0, OUTSIDE));
        }
        let mut reader = Reader::from_str(source);
        reader.config_mut().check_comments = true;
        // Every event begins where the one before ended.
        let mut start = 0;
        loop {
            // Borrowed: an event is large, and moving it out costs more than what is done with it.
            let event = &reader.read_event();
            let end = reader.buffer_position() as usize;
            match event {
                Ok(Event::Start(tag) | Event::Empty(tag)) => {
                    let is_empty = matches!(event, Ok(Event::Empty(_)));
                    parser.start_tag(tag, start, end, is_empty)?;
                }
                Ok(Event::End(_)) => parser.end_tag(end),
                Ok(Event::Text(text)) => parser.text(text, start)?,
                Ok(Event::GeneralRef(reference)) => parser.reference(reference, start)?,
                Ok(Event::CData(cdata)) => parser.cdata(cdata, start)?,
                Ok(Event::Comment(_)) => {}
                Ok(Event::PI(instruction)) => parser.processing_instruction(instruction.target(), start)?,
                Ok(Event::Decl(declaration)) => parser.declaration(declaration, start)?,
                Ok(Event::DocType(_)) => return Err(parser.doctype(start)),
                Ok(Event::Eof) => return parser.finish(),
                Err(error) => return Err(parser.refused(error, start)),
            }
            start = end;
        }
    }

    fn declaration(&self, content: &str, start: usize) -> Result<(), XmlError> {
        if start != 0 {
            let message = "an XML declaration stands at the very beginning or nowhere";
            return Err(self.malformed(start, message));
        }
        prolog::check_declaration(self.source, content)
    }

    fn start_tag(
        &mut self,
        tag: &BytesStart<'a>,
        start: usize,
        end: usize,
        is_empty: bool,
    ) -> Result<(), XmlError> {
        let node = self.document.nodes.len();
        let parent = self.open.last().map_or(0, |open| open.node);
        if self.open.is_empty() && node > 0 {
            return Err(self.malformed(start, "there is a second root element"));
        }
        if self.open.len() >= self.limits.max_depth {
            let message = format!("elements nest deeper than {}", self.limits.max_depth);
            return Err(self.error(XmlErrorKind::TooDeep, start, message));
        }
        if node >= self.limits.max_elements {
            let message = format!("there are more than {} elements", self.limits.max_elements);
            return Err(self.error(XmlErrorKind::TooMany, start, message));
        }
        let name = tag.name().0;
        let local = self.local_start(name, start + 1)?;
        let outer_scope = self.scope.len();
        let first_attribute = self.document.attributes.len();
        self.attributes(tag, name.len(), start, outer_scope)?;
        let prefix = name.get(..local.saturating_sub(1)).unwrap_or_default();
        let namespace = self.resolve(prefix, start + 1)?;
        self.document.nodes.push(Node {
            start: start as u32,
            end: end as u32,
            subtree_end: node as u32 + 1,
            parent: parent as u32,
            attributes: first_attribute as u32,
            local: Span::new(start + 1 + local, start + 1 + name.len()),
            text: Span::default(),
            namespace,
        });
        if is_empty {
            self.scope.truncate(outer_scope);
        } else {
            self.open.push(Open {
                node,
                outer_scope,
                first_piece: self.pieces.len(),
            });
        }
        Ok(())
    }

    /// quick-xml has checked that the end tag matches.
    #[inline]
    fn end_tag(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        let text = self.join(open.first_piece);
        let after = self.document.nodes.len();
        if let Some(node) = self.document.nodes.get_mut(open.node) {
            node.end = end as u32;
            node.subtree_end = after as u32;
            node.text = text;
        }
        self.scope.truncate(open.outer_scope);
    }

    fn processing_instruction(&self, target: &str, start: usize) -> Result<(), XmlError> {
        if self.local_start(target, start + "<?".len())? != 0 {
            let message = "the target of a processing instruction has no colon";
            return Err(self.error(XmlErrorKind::Namespace, start, message));
        }
        match target.eq_ignore_ascii_case("xml") {
            true => Err(self.malformed(start, "this target is reserved for the XML declaration")),
            false => Ok(()),
        }
    }

    fn finish(self) -> Result<Document<'a>, XmlError> {
        let message = match self.open.last() {
            None if !self.document.nodes.is_empty() => return Ok(self.document),
            None => "the input has no root element",
            Some(_) => "the input ends before every element is closed",
        };
        Err(self.malformed(self.source.len(), message))
    }

    /// Where the local name begins in `name`, which stands at offset `at`.
    #[inline(always)]
    fn local_start(&self, name: &str, at: usize) -> Result<usize, XmlError> {
        name::local_start(name).ok_or_else(|| {
            let (kind, message) = name::fault(name);
            self.error(kind, at, message)
        })
    }

    /// What quick-xml refused at offset `at`.
    #[cold]
    fn refused(&self, error: &Error, at: usize) -> XmlError {
        const DOCTYPE: &[u8] = b"<!DOCTYPE";
        let markup = self.source.as_bytes().get(at..at + DOCTYPE.len());
        let message = match error {
            _ if markup.is_some_and(|markup| markup.eq_ignore_ascii_case(DOCTYPE)) => {
                return self.doctype(at);
            }
            Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found })
                if name::local_start(found).is_some() =>
            {
                let (expected, found) = (quotable(expected), quotable(found));
                format!("the end tag {found} stands where {expected} must be closed")
            }
            Error::IllFormed(
                IllFormedError::MismatchedEndTag { .. } | IllFormedError::UnmatchedEndTag(_),
            ) => "this end tag has no start tag".to_owned(),
            Error::IllFormed(IllFormedError::UnclosedReference) => references::UNFINISHED.1.to_owned(),
            // These messages quote nothing of the input.
            Error::IllFormed(IllFormedError::DoubleHyphenInComment) | Error::Syntax(_) => error.to_string(),
            _ => "this is not XML".to_owned(),
        };
        self.malformed(at, message)
    }

    #[cold]
    fn doctype(&self, at: usize) -> XmlError {
        let message = "document type declarations are refused";
        self.error(XmlErrorKind::Doctype, at, message)
    }

    #[cold]
    fn malformed(&self, at: usize, message: impl Into<String>) -> XmlError {
        self.error(XmlErrorKind::NotWellFormed, at, message)
    }

    #[cold]
    fn error(&self, kind: XmlErrorKind, at: usize, message: impl Into<String>) -> XmlError {
        XmlError::at(kind, self.source.as_bytes(), at, message)
    }
}
