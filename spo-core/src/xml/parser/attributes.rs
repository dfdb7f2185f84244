//! The attributes of one start tag, the namespaces it declares, and what its prefixes mean.

use std::collections::HashSet;

use super::{Parser, StartTag};
use crate::xml::cursor::{QName, span};
use crate::xml::error::{XmlError, XmlErrorKind, quotable};
use crate::xml::namespace::Namespace;
use crate::xml::scope::Scope;
use crate::xml::tree::{AttributeNode, Declaration, Span};
use crate::xml::unescape;

/// No prefix may be declared for this one (Namespaces in XML 1.0, section 3).
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

impl Parser<'_> {
    #[inline]
    pub(super) fn attribute(&mut self, tag: &mut StartTag) -> Result<(), XmlError> {
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
    pub(super) fn resolve(&self, name: QName) -> Result<Namespace, XmlError> {
        let prefix = self.cursor.prefix(name);
        self.scope.resolve(prefix).ok_or_else(|| {
            let message = format!("the prefix {} is not declared", quotable(prefix));
            self.cursor.error(XmlErrorKind::Namespace, name.start, message)
        })
    }

    /// Gives the attributes with a prefix their namespaces, now that the tag has declared all it declares.
    pub(super) fn resolve_attributes(&mut self) -> Result<(), XmlError> {
        let mut prefixed = std::mem::take(&mut self.prefixed);
        for (index, name) in prefixed.drain(..) {
            let namespace = self.resolve(name)?;
            if let Some(attribute) = self.document.attributes.get_mut(index) {
                attribute.namespace = namespace;
            }
        }
        self.prefixed = prefixed;
        Ok(())
    }

    #[inline]
    pub(super) fn refuse_duplicates(&self, first: usize) -> Result<(), XmlError> {
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
}
