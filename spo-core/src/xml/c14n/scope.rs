//! Which namespaces are declared at the place being written, and which of those the output has declared already.

use std::borrow::Cow;

/// The namespace axis along the open elements, innermost last.
///
/// The parser bounds how many declarations can be in force at once, and with them the cost of each search here.
#[derive(Default)]
pub(super) struct Scope<'a> {
    declared: Vec<Declared<'a>>,
    /// Indices into `declared`.
    rendered: Vec<usize>,
}

struct Declared<'a> {
    /// Empty for the default namespace.
    prefix: &'a str,
    /// Empty where the default namespace is undeclared.
    uri: Cow<'a, str>,
}

/// How much of a [`Scope`] is left when an element ends.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    declared: usize,
    rendered: usize,
}

impl<'a> Scope<'a> {
    pub(super) fn mark(&self) -> Mark {
        Mark {
            declared: self.declared.len(),
            rendered: self.rendered.len(),
        }
    }

    pub(super) fn restore(&mut self, mark: Mark) {
        self.declared.truncate(mark.declared);
        self.rendered.truncate(mark.rendered);
    }

    pub(super) fn declare(&mut self, prefix: &'a str, uri: Cow<'a, str>) {
        // The meaning of the prefix xml is fixed, and its declaration is never written.
        if prefix != "xml" {
            self.declared.push(Declared { prefix, uri });
        }
    }

    /// The declaration that gives `prefix` its meaning.
    pub(super) fn find(&self, prefix: &str) -> Option<usize> {
        self.declared
            .iter()
            .rposition(|declared| declared.prefix == prefix)
    }

    /// The namespace of a declaration.
    pub(super) fn uri(&self, index: usize) -> &str {
        self.declared.get(index).map_or("", |declared| &declared.uri)
    }

    /// The prefixes declared since `mark`; since [`Mark::START`], all those in force.
    pub(super) fn prefixes_since(&self, mark: Mark) -> impl Iterator<Item = &'a str> {
        self.declared
            .iter()
            .skip(mark.declared)
            .map(|declared| declared.prefix)
    }

    /// Notes that the current element renders this declaration, if it differs from what the output has declared.
    pub(super) fn render(&mut self, index: usize) {
        let Some(new) = self.declared.get(index) else {
            return;
        };
        let rendered = self.rendered.iter().rev();
        let before = rendered
            .filter_map(|&index| self.declared.get(index))
            .find(|before| before.prefix == new.prefix);
        // Without a declaration in the output there is no default namespace, and none to undeclare.
        if before.map_or("", |before| &before.uri) != new.uri {
            self.rendered.push(index);
        }
    }

    /// Appends what was rendered since `mark`, sorted by prefix.
    pub(super) fn write_since(&mut self, mark: Mark, out: &mut String) {
        let Self { declared, rendered } = self;
        let prefix_of = |index: usize| declared.get(index).map_or("", |declared| declared.prefix);
        let new = rendered.get_mut(mark.rendered..).unwrap_or_default();
        new.sort_unstable_by_key(|&index| prefix_of(index));
        for declared in new.iter().filter_map(|&index| declared.get(index)) {
            out.push_str(" xmlns");
            if !declared.prefix.is_empty() {
                out.push(':');
                out.push_str(declared.prefix);
            }
            out.push_str("=\"");
            super::escape::attribute(&declared.uri, out);
            out.push('"');
        }
    }
}

impl Mark {
    /// Before every declaration.
    pub(super) const START: Self = Self {
        declared: 0,
        rendered: 0,
    };
}
