//! A parsed document: one vector of elements in document order, one of attributes.

use std::fmt;

use super::error::{XmlError, line_and_column};
use super::limits::Limits;
use super::namespace::{Interner, Namespace};
use super::parser::Parser;

/// An XML document in memory.
///
/// Names, attribute values and text are slices of the input; only what had to be unescaped is copied. Comments and
/// processing instructions are not kept.
pub struct Document<'a> {
    pub(super) source: &'a str,
    /// Text and attribute values that differ from the input.
    pub(super) unescaped: String,
    /// In document order, so an element's descendants follow it directly. Never empty: a parsed document has a root.
    pub(super) nodes: Vec<Node>,
    pub(super) attributes: Vec<AttributeNode>,
    pub(super) declarations: Vec<Declaration>,
    pub(super) namespaces: Interner,
}

/// A piece of the input or of [`Document::unescaped`].
#[derive(Clone, Copy, Default)]
pub(super) struct Span {
    /// Offset of the first byte. [`Span::UNESCAPED`] is set when it counts in [`Document::unescaped`].
    pub(super) start: u32,
    pub(super) length: u32,
}

impl Span {
    const UNESCAPED: u32 = 1 << 31;

    /// The input from `start` to `end`.
    #[inline]
    pub(super) fn new(start: usize, end: usize) -> Self {
        // Lossless: the parser refuses input so long that an offset, or all that is unescaped, would not fit.
        Self {
            start: start as u32,
            length: (end - start) as u32,
        }
    }

    pub(super) fn of<'t>(self, source: &'t str, unescaped: &'t str) -> &'t str {
        let (text, start) = match self.start & Self::UNESCAPED {
            0 => (source, self.start),
            _ => (unescaped, self.start & !Self::UNESCAPED),
        };
        let start = start as usize;
        text.get(start..start + self.length as usize).unwrap_or_default()
    }
}

pub(super) struct Node {
    /// From the `<` of the start tag to behind the `>` of the end tag.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Index behind the last descendant.
    pub(super) subtree_end: u32,
    pub(super) parent: u32,
    /// Index of its first attribute; they end where those of the next node begin.
    pub(super) attributes: u32,
    pub(super) local: Span,
    pub(super) text: Span,
    pub(super) namespace: Namespace,
}

pub(super) struct AttributeNode {
    pub(super) local: Span,
    pub(super) value: Span,
    pub(super) namespace: Namespace,
}

/// One `xmlns` or `xmlns:prefix`.
pub(super) struct Declaration {
    pub(super) node: u32,
    /// Empty for the default namespace.
    pub(super) prefix: Span,
    pub(super) namespace: Namespace,
}

impl<'a> Document<'a> {
    /// Reads `bytes`, which must be one well-formed XML 1.0 document in UTF-8 (a byte order mark is allowed), with
    /// correct namespaces and without a document type declaration.
    ///
    /// # Errors
    /// [`XmlError`], with the place and the rule that was broken.
    pub fn parse(bytes: &'a [u8], limits: Limits) -> Result<Self, XmlError> {
        Parser::parse(bytes, limits)
    }

    /// The outermost element.
    pub fn root(&self) -> Element<'_> {
        Element {
            document: self,
            index: 0,
        }
    }

    /// The input, without a byte order mark.
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// The number of elements.
    pub fn element_count(&self) -> usize {
        self.nodes.len()
    }

    /// The URI of any namespace in this document; `None` for [`Namespace::NONE`].
    pub fn namespace_uri(&self, namespace: Namespace) -> Option<&str> {
        self.namespaces.uri(namespace)
    }

    /// Keeps a copy of a text that is not in the input as it is.
    pub(super) fn unescape(&mut self, text: &str) -> Span {
        let span = Span::new(self.unescaped.len(), self.unescaped.len() + text.len());
        self.unescaped.push_str(text);
        Span {
            start: span.start | Span::UNESCAPED,
            ..span
        }
    }

    pub(super) fn text_of(&self, span: Span) -> &str {
        span.of(self.source, &self.unescaped)
    }
}

impl fmt::Debug for Document<'_> {
    /// Sizes only: the content may be a patient's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("bytes", &self.source.len())
            .field("elements", &self.nodes.len())
            .finish_non_exhaustive()
    }
}

/// One element of a [`Document`]: a cheap handle.
#[derive(Clone, Copy)]
pub struct Element<'d> {
    document: &'d Document<'d>,
    index: u32,
}

/// An attribute that is not a namespace declaration.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Attribute<'d> {
    /// The name without its prefix.
    pub local: &'d str,
    /// [`Namespace::NONE`] for a name without a prefix.
    pub namespace: Namespace,
    /// The value, unescaped and normalised.
    pub value: &'d str,
}

impl fmt::Debug for Attribute<'_> {
    /// The name only: the value may be a patient's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attribute")
            .field("local", &self.local)
            .field("namespace", &self.namespace)
            .finish_non_exhaustive()
    }
}

impl<'d> Element<'d> {
    // `index` always comes from the document's own vectors, so indexing cannot fail.
    #[inline]
    fn node(self) -> &'d Node {
        &self.document.nodes[self.index as usize]
    }

    #[inline]
    fn attribute_nodes(self) -> &'d [AttributeNode] {
        let next = self.document.nodes.get(self.index as usize + 1);
        let end = next.map_or(self.document.attributes.len(), |next| next.attributes as usize);
        self.document
            .attributes
            .get(self.node().attributes as usize..end)
            .unwrap_or_default()
    }

    /// The document it belongs to.
    pub fn document(self) -> &'d Document<'d> {
        self.document
    }

    /// The name without its prefix.
    #[inline]
    pub fn local(self) -> &'d str {
        self.document.text_of(self.node().local)
    }

    /// The namespace of the name.
    #[inline]
    pub fn namespace(self) -> Namespace {
        self.node().namespace
    }

    /// Whether this is the element `local` of `namespace`.
    #[inline]
    pub fn is(self, namespace: Namespace, local: &str) -> bool {
        self.namespace() == namespace && self.local() == local
    }

    /// The value of the attribute `local` without a prefix: references resolved, and every tab and line break that
    /// was written plainly turned into a space, as XML 1.0 section 3.3.3 demands.
    #[inline]
    pub fn attr(self, local: &str) -> Option<&'d str> {
        self.attr_ns(Namespace::NONE, local)
    }

    /// The value of the attribute `local` in `namespace`; see [`Element::attr`].
    #[inline]
    pub fn attr_ns(self, namespace: Namespace, local: &str) -> Option<&'d str> {
        let found = self
            .attribute_nodes()
            .iter()
            .find(|node| node.namespace == namespace && self.document.text_of(node.local) == local)?;
        Some(self.document.text_of(found.value))
    }

    /// Its attributes in the order of the input, without namespace declarations.
    pub fn attributes(self) -> impl Iterator<Item = Attribute<'d>> {
        self.attribute_nodes().iter().map(move |node| Attribute {
            local: self.document.text_of(node.local),
            namespace: node.namespace,
            value: self.document.text_of(node.value),
        })
    }

    /// The element around it; `None` for the root.
    pub fn parent(self) -> Option<Self> {
        (self.index != 0).then(|| Self {
            index: self.node().parent,
            ..self
        })
    }

    /// Its child elements in the order of the input.
    #[inline]
    pub fn children(self) -> Children<'d> {
        Children {
            document: self.document,
            next: self.index + 1,
            end: self.node().subtree_end,
        }
    }

    /// The first child element `local` of `namespace`.
    #[inline]
    pub fn child(self, namespace: Namespace, local: &str) -> Option<Self> {
        self.children().find(|child| child.is(namespace, local))
    }

    /// Every child element `local` of `namespace`.
    pub fn children_named<'n>(
        self,
        namespace: Namespace,
        local: &'n str,
    ) -> impl Iterator<Item = Self> + use<'d, 'n> {
        self.children().filter(move |child| child.is(namespace, local))
    }

    /// The element reached by taking the first child of each name in turn, all in one namespace.
    pub fn descend(self, namespace: Namespace, path: &[&str]) -> Option<Self> {
        path.iter()
            .try_fold(self, |element, local| element.child(namespace, local))
    }

    /// Every element below it, in document order.
    pub fn descendants(self) -> impl Iterator<Item = Self> {
        (self.index + 1..self.node().subtree_end).map(move |index| Self { index, ..self })
    }

    /// Its own character data, without that of its children: the pieces joined, references resolved, CDATA included,
    /// white space around the whole removed.
    #[inline]
    pub fn text(self) -> &'d str {
        self.document.text_of(self.node().text)
    }

    /// The input from its start tag to its end tag, byte by byte.
    pub fn source(self) -> &'d str {
        let node = self.node();
        self.document.text_of(Span {
            start: node.start,
            length: node.end - node.start,
        })
    }

    /// Where its start tag begins, as a byte offset into [`Document::source`].
    pub fn offset(self) -> usize {
        self.node().start as usize
    }

    /// Line and column of its start tag, both from 1, the column counted in characters. Searches the input from its
    /// beginning, so it is meant for messages.
    pub fn position(self) -> (u32, u32) {
        line_and_column(self.document.source.as_bytes(), self.offset())
    }

    /// The line of its start tag; see [`Element::position`].
    pub fn line(self) -> u32 {
        self.position().0
    }

    /// The local names from the root down to it, such as `ClinicalDocument/recordTarget/patientRole/id`.
    pub fn path(self) -> String {
        let mut names: Vec<&str> = std::iter::successors(Some(self), |element| element.parent())
            .map(Self::local)
            .collect();
        names.reverse();
        names.join("/")
    }

    /// What `prefix` means at this element; the empty prefix is the default namespace. `None` when it is undeclared.
    ///
    /// For names inside values, such as `xsi:type="IVL_TS"`.
    pub fn resolve_prefix(self, prefix: &str) -> Option<Namespace> {
        if prefix == "xml" {
            return Some(Namespace::XML);
        }
        let declared = std::iter::successors(Some(self), |element| element.parent()).find_map(|element| {
            let mut own = element.declarations().filter(|(declared, _)| *declared == prefix);
            own.next().map(|(_, namespace)| namespace)
        });
        declared.or_else(|| prefix.is_empty().then_some(Namespace::NONE))
    }

    /// The namespace declarations of its own start tag: prefix, empty for the default namespace, and namespace.
    pub(super) fn declarations(self) -> impl Iterator<Item = (&'d str, Namespace)> {
        let declarations = &self.document.declarations;
        let first = declarations.partition_point(|declaration| declaration.node < self.index);
        let own = declarations.get(first..).unwrap_or_default();
        own.iter()
            .take_while(move |declaration| declaration.node == self.index)
            .map(move |declaration| (self.document.text_of(declaration.prefix), declaration.namespace))
    }

    /// Its `xsi:type`: namespace and local name. `None` when it is absent or its prefix undeclared.
    pub fn xsi_type(self) -> Option<(Namespace, &'d str)> {
        let value = self
            .attr_ns(Namespace::XSI, "type")?
            .trim_matches(super::chars::SPACES);
        let (prefix, local) = value.split_once(':').unwrap_or(("", value));
        Some((self.resolve_prefix(prefix)?, local))
    }
}

impl PartialEq for Element<'_> {
    /// The same element of the same document.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.document, other.document) && self.index == other.index
    }
}

impl Eq for Element<'_> {}

impl fmt::Debug for Element<'_> {
    /// Its path and line only: the content may be a patient's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Element({}, line {})", self.path(), self.line())
    }
}

/// Iterates over the child elements of an [`Element`].
#[derive(Clone)]
pub struct Children<'d> {
    document: &'d Document<'d>,
    next: u32,
    end: u32,
}

impl<'d> Iterator for Children<'d> {
    type Item = Element<'d>;

    #[inline]
    fn next(&mut self) -> Option<Element<'d>> {
        if self.next >= self.end {
            return None;
        }
        let child = Element {
            document: self.document,
            index: self.next,
        };
        self.next = child.node().subtree_end;
        Some(child)
    }
}

impl fmt::Debug for Children<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Children").finish_non_exhaustive()
    }
}
