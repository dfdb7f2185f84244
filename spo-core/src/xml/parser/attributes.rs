//! The attributes of one start tag, the namespaces it declares, and what its prefixes mean.

use std::borrow::Cow;
use std::collections::HashSet;

use quick_xml::name::{PrefixDeclaration, QName};

use super::Parser;
use crate::xml::attribute_list::{self, RawAttribute, may_need_normalizing};
use crate::xml::error::{XmlError, XmlErrorKind, quotable};
use crate::xml::namespace::Namespace;
use crate::xml::scope::Scope;
use crate::xml::tree::{AttributeNode, Declaration, Span};

/// No prefix may be declared for this one (Namespaces in XML 1.0, section 3).
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

impl<'a> Parser<'a> {
    /// Reads the attributes of the tag at offset `start`, whose `content` begins with a name of `name_length` bytes.
    /// Around the element `outer_scope` declarations are in force.
    #[inline(always)]
    pub(super) fn attributes(
        &mut self,
        content: &str,
        name_length: usize,
        start: usize,
        outer_scope: usize,
    ) -> Result<(), XmlError> {
        if content.len() == name_length {
            return Ok(());
        }
        let first = self.document.attributes.len();
        let is_plain = !may_need_normalizing(content);
        let mut room = self.limits.max_attributes;
        attribute_list::for_each(self.source, content, name_length, |attribute| {
            if room == 0 {
                let message = format!(
                    "an element has more than {} attributes",
                    self.limits.max_attributes
                );
                return Err(self.error(XmlErrorKind::TooMany, start, message));
            }
            room -= 1;
            self.attribute(&attribute, is_plain, outer_scope)
        })?;
        // Only now, because a prefix may be declared behind its first use.
        if !self.prefixed.is_empty() {
            self.resolve_attributes()?;
        }
        self.refuse_duplicates(first)
    }

    #[inline(always)]
    fn attribute(
        &mut self,
        attribute: &RawAttribute<'_>,
        is_plain: bool,
        outer_scope: usize,
    ) -> Result<(), XmlError> {
        let start = attribute.start;
        let local = self.local_start(attribute.name(), start)?;
        let value = match is_plain {
            true => Cow::Borrowed(attribute.value()),
            false => attribute.normalized(self.source)?,
        };
        match QName(attribute.name()).as_namespace_binding() {
            Some(PrefixDeclaration::Default) => return self.declare(attribute, outer_scope, "", &value),
            Some(PrefixDeclaration::Named(_)) => {
                let prefix = start + local..start + attribute.name().len();
                let prefix = self.source.get(prefix).unwrap_or_default();
                return self.declare(attribute, outer_scope, prefix, &value);
            }
            None => {}
        }
        let value = match value {
            Cow::Borrowed(value) => Span::new(attribute.value_start, attribute.value_start + value.len()),
            Cow::Owned(value) => self.document.unescape(&value),
        };
        if local != 0 {
            let prefix = Span::new(start, start + local - 1);
            self.prefixed.push((self.document.attributes.len(), prefix));
        }
        self.document.attributes.push(AttributeNode {
            local: Span::new(start + local, start + attribute.name().len()),
            value,
            namespace: Namespace::NONE,
        });
        Ok(())
    }

    /// Declares `prefix`, the end of the attribute's name, to mean `uri`.
    fn declare(
        &mut self,
        attribute: &RawAttribute<'_>,
        outer_scope: usize,
        prefix: &'a str,
        uri: &str,
    ) -> Result<(), XmlError> {
        let at = attribute.start;
        if self.scope.declared_since(outer_scope, prefix) {
            return Err(self.duplicate(at, attribute.name()));
        }
        let Some(namespace) = self.document.namespaces.intern(uri) else {
            return Err(self.error(XmlErrorKind::TooMany, at, "there are too many namespaces"));
        };
        if prefix == "xmlns" || uri == XMLNS || (prefix == "xml") != (namespace == Namespace::XML) {
            let message = "the prefixes xml and xmlns and their namespaces are reserved";
            return Err(self.error(XmlErrorKind::Namespace, at, message));
        }
        if namespace == Namespace::NONE && !prefix.is_empty() {
            let message = format!(
                "the prefix {} is declared with an empty namespace",
                quotable(prefix)
            );
            return Err(self.error(XmlErrorKind::Namespace, at, message));
        }
        if self.scope.len() >= Scope::MOST {
            let message = format!(
                "there are more than {} namespace declarations in force",
                Scope::MOST
            );
            return Err(self.error(XmlErrorKind::TooMany, at, message));
        }
        self.scope.declare(prefix, namespace);
        let end = at + attribute.name().len();
        self.document.declarations.push(Declaration {
            node: self.document.nodes.len() as u32,
            prefix: Span::new(end - prefix.len(), end),
            namespace,
        });
        Ok(())
    }

    #[cold]
    fn duplicate(&self, at: usize, name: &str) -> XmlError {
        self.malformed(
            at,
            format!("the attribute {} stands twice on this element", quotable(name)),
        )
    }

    /// The namespace of a prefix at offset `at`.
    #[inline(always)]
    pub(super) fn resolve(&self, prefix: &str, at: usize) -> Result<Namespace, XmlError> {
        self.scope.resolve(prefix).ok_or_else(|| {
            let message = format!("the prefix {} is not declared", quotable(prefix));
            self.error(XmlErrorKind::Namespace, at, message)
        })
    }

    /// Gives the attributes with a prefix their namespaces.
    fn resolve_attributes(&mut self) -> Result<(), XmlError> {
        let mut prefixed = std::mem::take(&mut self.prefixed);
        for (index, prefix) in prefixed.drain(..) {
            let namespace = self.resolve(prefix.of(self.source, ""), prefix.start as usize)?;
            if let Some(attribute) = self.document.attributes.get_mut(index) {
                attribute.namespace = namespace;
            }
        }
        self.prefixed = prefixed;
        Ok(())
    }

    #[inline]
    fn refuse_duplicates(&self, first: usize) -> Result<(), XmlError> {
        // Comparing in pairs is fastest for the few attributes that elements in use have.
        const FEW: usize = 16;
        let attributes = self.document.attributes.get(first..).unwrap_or_default();
        let local = |attribute: &AttributeNode| attribute.local.of(self.source, "");
        let mut seen = HashSet::new();
        for (index, one) in attributes
            .iter()
            .enumerate()
            .skip(usize::from(attributes.len() <= FEW))
        {
            let is_second = match attributes.len() {
                0..=FEW => attributes.iter().take(index).any(|other| {
                    let may_be = other.local.length == one.local.length && other.namespace == one.namespace;
                    may_be && local(other) == local(one)
                }),
                _ => !seen.insert((one.namespace, local(one))),
            };
            if is_second {
                return Err(self.duplicate(one.local.start as usize, local(one)));
            }
        }
        Ok(())
    }
}
