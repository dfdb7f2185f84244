//! Taking an element out of its document without changing what it says.

use std::borrow::Cow;

use super::escape::push_attribute;
use super::tree::Element;

impl<'d> Element<'d> {
    /// Its [`source`](Element::source) as a document of its own: byte by byte the input, with the namespace declarations
    /// that it inherits added to its start tag, as far as their prefixes occur in it.
    ///
    /// A signature over the element by exclusive canonicalisation stays valid: the names keep their meaning.
    ///
    /// ```
    /// use spo_core::xml::{Document, Limits};
    ///
    /// let document = Document::parse(b"<a xmlns:b='urn:b' xmlns:c='urn:c'><b:d e='1'/></a>", Limits::DOCUMENT)?;
    /// let inner = document.root().children().next().unwrap();
    /// assert_eq!(inner.standalone(), r#"<b:d xmlns:b="urn:b" e='1'/>"#);
    /// # Ok::<(), spo_core::Error>(())
    /// ```
    pub fn standalone(self) -> Cow<'d, str> {
        let source = self.source();
        let mut seen: Vec<&str> = self.declarations().map(|(prefix, _)| prefix).collect();
        let mut added = String::new();
        for ancestor in std::iter::successors(self.parent(), |element| element.parent()) {
            for (prefix, namespace) in ancestor.declarations() {
                if seen.contains(&prefix) {
                    continue;
                }
                seen.push(prefix);
                // An undeclared default namespace needs no declaration outside its document.
                let Some(uri) = self.document().namespace_uri(namespace) else {
                    continue;
                };
                if prefix.is_empty() || occurs(source, prefix) {
                    added.push_str(" xmlns");
                    if !prefix.is_empty() {
                        added.push(':');
                        added.push_str(prefix);
                    }
                    added.push_str("=\"");
                    push_attribute(&mut added, uri);
                    added.push('"');
                }
            }
        }
        let name_ends = source.find([' ', '\t', '\r', '\n', '/', '>']);
        match name_ends.map(|at| source.split_at(at)) {
            Some((start, rest)) if !added.is_empty() => Cow::Owned([start, &added, rest].concat()),
            _ => Cow::Borrowed(source),
        }
    }
}

/// Whether `prefix:` stands anywhere: in a name, or in a value that may be one.
fn occurs(source: &str, prefix: &str) -> bool {
    memchr::memmem::find_iter(source.as_bytes(), prefix)
        .any(|at| source.as_bytes().get(at + prefix.len()) == Some(&b':'))
        || source.contains("PrefixList")
}

#[cfg(test)]
mod tests {
    use crate::xml::{Canonicalization, Document, Limits};

    #[test]
    fn what_a_signature_covers_stays_the_same() {
        let message = br#"<s:a xmlns:s="urn:s" xmlns:x="urn:x&amp;y" xmlns="urn:d" xmlns:unused="urn:u"
            ><x:card id="1"
            ><name xmlns:s="urn:other" s:at="2"/></x:card></s:a>"#;
        let document = Document::parse(message, Limits::DOCUMENT).unwrap();
        let card = document.root().children().next().unwrap();
        let alone = card.standalone();
        assert!(!alone.contains("urn:u\""), "{alone}");
        let alone = Document::parse(alone.as_bytes(), Limits::DOCUMENT).unwrap();
        let method = Canonicalization::exclusive();
        assert_eq!(method.element(alone.root()), method.element(card));
        assert_eq!(alone.root().standalone(), alone.source());
    }
}
