//! Reading a message as its schema has it: every element in its place, every text within its length.

use std::iter::Peekable;

use spo_core::soap::Fault;
use spo_core::xml::{Children, Element, Namespace};

/// The children of an element, one after the other. Local elements have no namespace.
pub(super) struct Reader<'d> {
    of: &'d str,
    children: Peekable<Children<'d>>,
}

impl<'d> Reader<'d> {
    pub(super) fn new(element: Element<'d>) -> Self {
        Self {
            of: element.local(),
            children: element.children().peekable(),
        }
    }

    /// The next child, when it is called so.
    pub(super) fn optional(&mut self, name: &str) -> Option<Element<'d>> {
        self.children.next_if(|child| child.is(Namespace::NONE, name))
    }

    /// The next child, which must be called so.
    pub(super) fn required(&mut self, name: &str) -> Result<Element<'d>, Fault> {
        match self.optional(name) {
            Some(child) => Ok(child),
            None => Err(self.misplaced(name)),
        }
    }

    /// The text of the next child, when it is called so.
    pub(super) fn optional_text(&mut self, name: &str, most: usize) -> Result<Option<String>, Fault> {
        self.optional(name).map(|child| text(child, most)).transpose()
    }

    /// The text of the next child, which must be called so.
    pub(super) fn required_text(&mut self, name: &str, most: usize) -> Result<String, Fault> {
        text(self.required(name)?, most)
    }

    /// Nothing may be left.
    pub(super) fn end(mut self) -> Result<(), Fault> {
        match self.children.peek() {
            None => Ok(()),
            Some(_) => Err(self.misplaced("no further element")),
        }
    }

    fn misplaced(&mut self, expected: &str) -> Fault {
        let found = match self.children.peek() {
            Some(child) if child.namespace() == Namespace::NONE => format!("<{}>", child.local()),
            Some(child) => format!("<{}> in a namespace", child.local()),
            None => "the end".to_owned(),
        };
        invalid(&format!(
            "in <{}>, {expected} is expected, and {found} comes",
            self.of
        ))
    }
}

/// The text of an element without attributes.
fn text(element: Element<'_>, most: usize) -> Result<String, Fault> {
    if let Some(attribute) = element.attributes().next() {
        return Err(unknown_attribute(element, attribute.local));
    }
    limited(element, most)
}

/// The number in an element, and what kind of number it says it is.
pub(super) fn identifier<'d>(
    element: Element<'d>,
    most: usize,
    kinds: &[&str],
) -> Result<(&'d str, String), Fault> {
    let other = element.attributes().find(|attribute| attribute.local != "source");
    if let Some(attribute) = other {
        return Err(unknown_attribute(element, attribute.local));
    }
    let source = element.attr("source").unwrap_or_default();
    if !kinds.contains(&source) {
        let kinds = kinds.join(", ");
        return Err(invalid(&format!(
            "<{}> must have a source of {kinds}",
            element.local()
        )));
    }
    Ok((source, limited(element, most)?))
}

fn limited(element: Element<'_>, most: usize) -> Result<String, Fault> {
    let (name, text) = (element.local(), element.text());
    if element.children().next().is_some() {
        return Err(invalid(&format!("<{name}> holds text only")));
    }
    match text.chars().count() {
        0 => Err(invalid(&format!("<{name}> is empty"))),
        length if length > most => Err(invalid(&format!(
            "<{name}> has {length} characters, and may have {most}"
        ))),
        _ => Ok(text.to_owned()),
    }
}

fn unknown_attribute(element: Element<'_>, attribute: &str) -> Fault {
    invalid(&format!(
        "<{}> has the unknown attribute {attribute}",
        element.local()
    ))
}

/// The fault for a message that breaks the schema. Which one the service sends is not public.
pub(super) fn invalid(what: &str) -> Fault {
    Fault::client(&format!("The message breaks its schema: {what}.")).with_dgws_code("syntax_error")
}
