//! Which prefix means which namespace at the place being read.

use super::namespace::Namespace;

/// The declarations in force, innermost last.
#[derive(Default)]
pub(super) struct Scope<'a> {
    bindings: Vec<Binding<'a>>,
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
    }

    /// Whether `prefix` was declared after the first `outer` declarations, so on the same element.
    pub(super) fn declared_since(&self, outer: usize, prefix: &str) -> bool {
        self.bindings
            .iter()
            .skip(outer)
            .any(|binding| binding.prefix == prefix)
    }

    /// Forgets all but the first `outer` declarations.
    pub(super) fn truncate(&mut self, outer: usize) {
        self.bindings.truncate(outer);
    }

    /// The namespace of a prefix that is not empty.
    #[inline]
    pub(super) fn resolve(&self, prefix: &str) -> Option<Namespace> {
        let declared = self
            .bindings
            .iter()
            .rev()
            .find(|binding| binding.prefix == prefix);
        declared
            .map(|binding| binding.namespace)
            .or_else(|| (prefix == "xml").then_some(Namespace::XML))
    }
}
