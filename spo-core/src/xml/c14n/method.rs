//! The canonicalisations that XML signatures name.

use super::walk::{Around, Walk};
use crate::xml::{Document, Element, XmlError};

/// A way to canonicalise: inclusive or exclusive, with or without comments.
///
/// ```
/// use spo_core::xml::{Canonicalization, Document, Limits};
///
/// let document = Document::parse(b"<a xmlns='urn:a' xmlns:b='urn:b' z='1' a='2'/>", Limits::DOCUMENT)?;
/// let canonical = Canonicalization::exclusive().element(document.root())?;
/// assert_eq!(canonical, r#"<a xmlns="urn:a" a="2" z="1"></a>"#);
/// # Ok::<(), spo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Canonicalization {
    pub(super) exclusive: bool,
    pub(super) comments: bool,
    /// Prefixes that an exclusive canonicalisation treats as an inclusive one does; the empty one is the default
    /// namespace.
    pub(super) inclusive_prefixes: Vec<Box<str>>,
}

const INCLUSIVE: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
const INCLUSIVE_WITH_COMMENTS: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments";
const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
const EXCLUSIVE_WITH_COMMENTS: &str = "http://www.w3.org/2001/10/xml-exc-c14n#WithComments";

impl Canonicalization {
    const fn new(exclusive: bool, comments: bool) -> Self {
        Self {
            exclusive,
            comments,
            inclusive_prefixes: Vec::new(),
        }
    }

    /// Canonical XML 1.0 without comments: an element takes every namespace and `xml:` attribute in force around it
    /// along.
    pub const fn inclusive() -> Self {
        Self::new(false, false)
    }

    /// Exclusive XML Canonicalization 1.0 without comments: an element takes only the namespaces along that its names
    /// use, so it can be moved from one envelope to another.
    pub const fn exclusive() -> Self {
        Self::new(true, false)
    }

    /// The same with comments kept.
    #[must_use]
    pub fn with_comments(mut self) -> Self {
        self.comments = true;
        self
    }

    /// The same with `PrefixList` of an `InclusiveNamespaces` element: prefixes separated by white space, `#default` for
    /// the default namespace. Without effect on an inclusive canonicalisation.
    #[must_use]
    pub fn with_inclusive_prefixes(mut self, prefix_list: &str) -> Self {
        let prefixes = prefix_list.split_ascii_whitespace();
        self.inclusive_prefixes = prefixes
            .map(|prefix| if prefix == "#default" { "" } else { prefix }.into())
            .collect();
        self
    }

    /// The one that `uri` names in an `Algorithm` attribute; `None` for others, Canonical XML 1.1 included.
    pub fn from_uri(uri: &str) -> Option<Self> {
        Some(match uri {
            INCLUSIVE => Self::inclusive(),
            INCLUSIVE_WITH_COMMENTS => Self::inclusive().with_comments(),
            EXCLUSIVE => Self::exclusive(),
            EXCLUSIVE_WITH_COMMENTS => Self::exclusive().with_comments(),
            _ => return None,
        })
    }

    /// Its name in an `Algorithm` attribute.
    pub const fn uri(&self) -> &'static str {
        match (self.exclusive, self.comments) {
            (false, false) => INCLUSIVE,
            (false, true) => INCLUSIVE_WITH_COMMENTS,
            (true, false) => EXCLUSIVE,
            (true, true) => EXCLUSIVE_WITH_COMMENTS,
        }
    }

    /// The canonical form of a whole document.
    ///
    /// # Errors
    /// [`XmlError`] when a namespace is a relative reference, which has no canonical form.
    pub fn document(&self, document: &Document<'_>) -> Result<String, XmlError> {
        Walk::new(self, document)?.run(document.source(), Around::Prolog, None)
    }

    /// The canonical form of `element` with everything in it.
    ///
    /// # Errors
    /// [`XmlError`] when a namespace in the document is a relative reference, which has no canonical form.
    pub fn element(&self, element: Element<'_>) -> Result<String, XmlError> {
        Walk::new(self, element.document())?.run(element.source(), Around::Ancestors(element), None)
    }

    /// The canonical form of `element` without `omitted`, an element inside it: what an enveloped signature signs.
    ///
    /// # Errors
    /// [`XmlError`] when a namespace in the document is a relative reference, which has no canonical form.
    pub fn element_without(&self, element: Element<'_>, omitted: Element<'_>) -> Result<String, XmlError> {
        let offset = omitted.offset().checked_sub(element.offset());
        Walk::new(self, element.document())?.run(element.source(), Around::Ancestors(element), offset)
    }
}
