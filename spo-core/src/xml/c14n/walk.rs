//! One pass over the source of what is canonicalised.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::attributes::{Attribute, Attributes};
use quick_xml::events::{BytesPI, BytesRef, Event};
use quick_xml::reader::Reader;

use super::escape;
use super::method::Canonicalization;
use super::scope::{Mark, Scope};
use crate::xml::error::{XmlError, XmlErrorKind};
use crate::xml::{Document, Element, Namespace};

/// What surrounds the source that is walked.
#[derive(Clone, Copy)]
pub(super) enum Around<'a> {
    /// It is a whole document, with comments and processing instructions beside its root.
    Prolog,
    /// It is this element, in the scope of its ancestors.
    Ancestors(Element<'a>),
}

pub(super) struct Walk<'a> {
    method: &'a Canonicalization,
    scope: Scope<'a>,
    /// Names of the open elements, with what was in force around them.
    open: Vec<(&'a str, Mark)>,
    /// The current element's attributes. Kept for its allocation.
    attributes: Vec<Sortable<'a>>,
    root_is_behind: bool,
    out: String,
    /// A longer output is refused: an exclusive form repeats a declaration wherever it is used, so a long one and many
    /// short elements would grow without bound.
    most: usize,
}

struct Sortable<'a> {
    /// The prefix, empty without one.
    prefix: &'a str,
    /// The declaration that gives the prefix its meaning; the prefix `xml` needs none.
    declared: Option<usize>,
    local: &'a str,
    value: Cow<'a, str>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(method: &'a Canonicalization, document: &Document<'_>) -> Result<Self, XmlError> {
        if document.namespaces.others().any(|uri| !is_absolute(uri)) {
            let message = "a namespace without a scheme (a relative reference) has no canonical form";
            return Err(XmlError::whole(XmlErrorKind::Namespace, message));
        }
        Ok(Self {
            method,
            scope: Scope::default(),
            open: Vec::with_capacity(16),
            attributes: Vec::new(),
            root_is_behind: false,
            out: String::new(),
            most: 0,
        })
    }

    /// The canonical form of `source`, leaving out the element that begins at the offset `omitted`.
    pub(super) fn run(
        mut self,
        source: &'a str,
        around: Around<'a>,
        omitted: Option<usize>,
    ) -> Result<String, XmlError> {
        // A character grows to six at most, as its reference.
        self.most = source.len() * 6 + SLACK;
        self.out.reserve(source.len() + source.len() / 8);
        let apex = match around {
            Around::Prolog => None,
            Around::Ancestors(element) => {
                self.enter_ancestors(element);
                Some(element)
            }
        };
        let mut reader = Reader::from_str(source);
        loop {
            let start = position(&reader);
            let event = reader.read_event().map_err(|_| unreadable())?;
            let raw = source.get(start..position(&reader)).unwrap_or_default();
            match event {
                Event::Start(tag) if omitted == Some(start) => {
                    reader.read_to_end(tag.name()).map_err(|_| unreadable())?;
                }
                Event::Empty(_) if omitted == Some(start) => {}
                Event::Start(tag) => {
                    let content = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
                    self.start_tag(content, tag.name().0.len(), apex)?;
                }
                Event::Empty(tag) => {
                    let content = raw.get(1..raw.len().saturating_sub(2)).unwrap_or_default();
                    self.start_tag(content, tag.name().0.len(), apex)?;
                    self.end_tag();
                }
                Event::End(_) => self.end_tag(),
                Event::Text(_) => self.text(raw),
                Event::CData(content) => self.text(&content),
                Event::GeneralRef(reference) => self.reference(&reference)?,
                Event::Comment(content) if self.method.comments => self.comment(&content),
                Event::Comment(_) | Event::Decl(_) => {}
                Event::PI(instruction) => self.processing_instruction(&instruction),
                Event::DocType(_) => {
                    let message = "a document type declaration has no place here";
                    return Err(XmlError::whole(XmlErrorKind::Doctype, message));
                }
                Event::Eof => return Ok(self.out),
            }
        }
    }

    /// Declares what is in force around `element`.
    fn enter_ancestors(&mut self, element: Element<'a>) {
        let mut ancestors: Vec<Element<'a>> =
            std::iter::successors(element.parent(), |ancestor| ancestor.parent()).collect();
        ancestors.reverse();
        for (prefix, namespace) in ancestors.into_iter().flat_map(Element::declarations) {
            let uri = element.document().namespace_uri(namespace).unwrap_or_default();
            self.scope.declare(prefix, Cow::Borrowed(uri));
        }
    }

    /// `content` is the tag without its brackets, `apex` the element whose ancestors are not written.
    fn start_tag(
        &mut self,
        content: &'a str,
        name_length: usize,
        apex: Option<Element<'a>>,
    ) -> Result<(), XmlError> {
        let name = content.get(..name_length).unwrap_or_default();
        let mark = self.scope.mark();
        let is_apex = self.open.is_empty();
        self.attributes.clear();
        let mut list = Attributes::new(content, name_length);
        for attribute in list.with_checks(false) {
            let attribute = attribute.map_err(|_| unreadable())?;
            let name = attribute.key.0;
            match name.split_once(':') {
                None if name == "xmlns" => self.scope.declare("", value_of(&attribute)?),
                Some(("xmlns", prefix)) => self.scope.declare(prefix, value_of(&attribute)?),
                parts => {
                    let (prefix, local) = parts.unwrap_or(("", name));
                    let value = value_of(&attribute)?;
                    self.attributes.push(Sortable {
                        prefix,
                        declared: None,
                        local,
                        value,
                    });
                }
            }
        }
        if let Some(apex) = apex.filter(|_| is_apex && !self.method.exclusive) {
            self.inherit_xml_attributes(apex);
        }
        for attribute in &mut self.attributes {
            if !attribute.prefix.is_empty() {
                attribute.declared = self.scope.find(attribute.prefix);
            }
        }
        self.render_namespaces(name, if is_apex { Mark::START } else { mark });
        self.out.push('<');
        self.out.push_str(name);
        self.scope.write_since(mark, &mut self.out);
        self.write_attributes();
        self.out.push('>');
        self.open.push((name, mark));
        match self.out.len() > self.most {
            false => Ok(()),
            true => {
                let message = "its canonical form is many times as long as the input";
                Err(XmlError::whole(XmlErrorKind::TooLarge, message))
            }
        }
    }

    /// The `xml:` attributes of the ancestors that the apex does not have itself (Canonical XML 1.0, section 2.4).
    fn inherit_xml_attributes(&mut self, apex: Element<'a>) {
        for ancestor in std::iter::successors(apex.parent(), |ancestor| ancestor.parent()) {
            for attribute in ancestor.attributes() {
                let is_known = |known: &Sortable<'_>| known.prefix == "xml" && known.local == attribute.local;
                if attribute.namespace == Namespace::XML && !self.attributes.iter().any(is_known) {
                    self.attributes.push(Sortable {
                        prefix: "xml",
                        declared: None,
                        local: attribute.local,
                        value: Cow::Borrowed(attribute.value),
                    });
                }
            }
        }
    }

    /// `declared` is where the declarations begin that an inclusive canonicalisation takes along.
    fn render_namespaces(&mut self, name: &str, declared: Mark) {
        let Canonicalization {
            exclusive,
            inclusive_prefixes,
            ..
        } = self.method;
        if *exclusive {
            let element = self.scope.find(prefix_of(name));
            let attributes = self.attributes.iter().filter_map(|attribute| attribute.declared);
            for used in element.into_iter().chain(attributes) {
                self.scope.render(used);
            }
        }
        if !*exclusive || !inclusive_prefixes.is_empty() {
            let prefixes: Vec<&str> = self.scope.prefixes_since(declared).collect();
            for prefix in prefixes {
                let is_listed = !*exclusive || inclusive_prefixes.iter().any(|listed| **listed == *prefix);
                if let Some(index) = self.scope.find(prefix).filter(|_| is_listed) {
                    self.scope.render(index);
                }
            }
        }
    }

    fn write_attributes(&mut self) {
        let Self {
            attributes,
            scope,
            out,
            ..
        } = self;
        let uri_of = |attribute: &Sortable<'a>| match attribute.declared {
            Some(index) => scope.uri(index),
            None if attribute.prefix.is_empty() => "",
            None => Namespace::XML.uri().unwrap_or_default(),
        };
        if attributes.len() > 1 {
            attributes.sort_unstable_by(|a, b| (uri_of(a), a.local).cmp(&(uri_of(b), b.local)));
        }
        for attribute in attributes.iter() {
            out.push(' ');
            if !attribute.prefix.is_empty() {
                out.push_str(attribute.prefix);
                out.push(':');
            }
            out.push_str(attribute.local);
            out.push_str("=\"");
            escape::attribute(&attribute.value, out);
            out.push('"');
        }
    }

    fn end_tag(&mut self) {
        if let Some((name, mark)) = self.open.pop() {
            self.scope.restore(mark);
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
        self.root_is_behind = self.open.is_empty();
    }

    /// Character data or the content of a CDATA section, without references.
    fn text(&mut self, raw: &str) {
        if self.open.is_empty() {
            return;
        }
        match memchr::memchr(b'\r', raw.as_bytes()) {
            None => escape::text(raw, &mut self.out),
            Some(_) => {
                let mut normalized = String::with_capacity(raw.len());
                escape::line_ends(raw, &mut normalized);
                escape::text(&normalized, &mut self.out);
            }
        }
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), XmlError> {
        let character = reference.resolve_char_ref().map_err(|_| unreadable())?;
        match character {
            Some(c) => escape::text(c.encode_utf8(&mut [0; 4]), &mut self.out),
            None => {
                let text = quick_xml::escape::resolve_xml_entity(reference).ok_or_else(unreadable)?;
                escape::text(text, &mut self.out);
            }
        }
        Ok(())
    }

    fn comment(&mut self, content: &str) {
        self.beside_root(|out| {
            out.push_str("<!--");
            escape::line_ends(content, out);
            out.push_str("-->");
        });
    }

    fn processing_instruction(&mut self, instruction: &BytesPI<'_>) {
        self.beside_root(|out| {
            out.push_str("<?");
            out.push_str(instruction.target());
            let content = instruction.content().trim_start_matches([' ', '\t', '\r', '\n']);
            if !content.is_empty() {
                out.push(' ');
                escape::line_ends(content, out);
            }
            out.push_str("?>");
        });
    }

    /// Beside the root element each comment and processing instruction has a line of its own.
    fn beside_root(&mut self, write: impl FnOnce(&mut String)) {
        let is_beside = self.open.is_empty();
        if is_beside && self.root_is_behind {
            self.out.push('\n');
        }
        write(&mut self.out);
        if is_beside && !self.root_is_behind {
            self.out.push('\n');
        }
    }
}

/// What declarations may add to the canonical form of a short element.
const SLACK: usize = 64 << 10;

/// Offsets in a source of at most 2 GiB.
fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn prefix_of(name: &str) -> &str {
    name.split_once(':').map_or("", |(prefix, _)| prefix)
}

/// References resolved, white space that was written plainly turned into spaces.
fn value_of<'a>(attribute: &Attribute<'a>) -> Result<Cow<'a, str>, XmlError> {
    attribute
        .normalized_value(XmlVersion::Implicit1_0)
        .map_err(|_| unreadable())
}

/// Whether a URI begins with a scheme (RFC 3986, section 3.1). Canonical XML has no answer to relative ones.
fn is_absolute(uri: &str) -> bool {
    let Some((scheme, _)) = uri.split_once(':') else {
        return false;
    };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// The parser has accepted the source, so this does not happen.
#[cold]
fn unreadable() -> XmlError {
    XmlError::whole(XmlErrorKind::NotWellFormed, "the input cannot be read again")
}
