//! Which prefix means which namespace at the place being read.

use super::namespace::Namespace;

/// The declarations in force, innermost last. The default namespace has the empty prefix.
#[derive(Default)]
pub(super) struct Scope<'a> {
    bindings: Vec<Binding<'a>>,
    /// What the empty prefix means, because every name without a prefix asks.
    default: Option<Namespace>,
}

struct Binding<'a> {
    prefix: &'a str,
    namespace: Namespace,
}

impl<'a> Scope<'a> {
    /// Resolving a prefix searches the declarations in force, so their number bounds its cost.
    pub(super) const MOST: usize = 128;

    pub(super) fn len(&self) -> usize {
        self.bindings.len()
    }

    pub(super) fn declare(&mut self, prefix: &'a str, namespace: Namespace) {
        self.bindings.push(Binding { prefix, namespace });
        if prefix.is_empty() {
            self.default = Some(namespace);
        }
    }

    /// Whether `prefix` was declared after the first `outer` declarations, so on the same element.
    pub(super) fn declared_since(&self, outer: usize, prefix: &str) -> bool {
        self.bindings
            .iter()
            .skip(outer)
            .any(|binding| binding.prefix == prefix)
    }

    /// Forgets all but the first `outer` declarations.
    #[inline]
    pub(super) fn truncate(&mut self, outer: usize) {
        if outer < self.bindings.len() {
            self.bindings.truncate(outer);
            self.default = self.declared("");
        }
    }

    /// The namespace of a prefix; `None` when it is not declared.
    #[inline]
    pub(super) fn resolve(&self, prefix: &str) -> Option<Namespace> {
        match prefix {
            "" => self.default.or(Some(Namespace::NONE)),
            _ => self
                .declared(prefix)
                .or_else(|| (prefix == "xml").then_some(Namespace::XML)),
        }
    }

    #[inline]
    fn declared(&self, prefix: &str) -> Option<Namespace> {
        let mut innermost_first = self.bindings.iter().rev();
        let found = innermost_first.find(|binding| binding.prefix == prefix)?;
        Some(found.namespace)
    }
}
