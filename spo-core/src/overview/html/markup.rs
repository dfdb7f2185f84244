//! Markup that its text cannot break out of.

use crate::xml::XmlWriter;

/// Attributes of an element: names with values.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a str)];

/// A page under construction: HTML that is well-formed XML too, so that any reader of either can check it.
///
/// Elements close themselves. Every text is escaped, and what looks like a CPR number is masked: only
/// [`number_of_the_patient`](Self::number_of_the_patient) writes one.
pub(super) struct Markup {
    xml: XmlWriter,
}

impl Markup {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self {
            xml: XmlWriter::with_capacity(bytes).indented(),
        }
    }

    /// An element with what `content` writes into it.
    pub(super) fn inside(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        content: impl FnOnce(&mut Self),
    ) {
        self.begin(name, attributes);
        content(self);
        self.close(name);
    }

    /// An element of running text, with elements in it that are not put on lines of their own.
    pub(super) fn running(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        content: impl FnOnce(&mut Self),
    ) {
        self.xml.start_inline(name);
        self.attributes(attributes);
        content(self);
        self.close(name);
    }

    /// An element with text.
    pub(super) fn element(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) {
        self.begin(name, attributes);
        self.text(text);
        self.close(name);
    }

    /// An element of HTML that never has content, such as `meta`.
    pub(super) fn void(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.begin(name, attributes);
        self.xml.close_empty();
    }

    pub(super) fn text(&mut self, text: &str) {
        self.xml.text(&crate::redact(text));
    }

    /// The CPR number by which the reader knows whose page it is, as people write it.
    pub(super) fn number_of_the_patient(&mut self, cpr: crate::Cpr) {
        let (birth, serial) = cpr.as_str().split_at(6);
        self.xml.text(birth).text("-").text(serial);
    }

    /// A style sheet of this library.
    pub(super) fn style(&mut self, sheet: &'static str) {
        self.xml.start_inline("style").raw("\n").raw(sheet).end("style");
    }

    pub(super) fn finish(self) -> String {
        self.xml.finish()
    }

    /// Begins an element of running text, for markup that comes piece by piece; it ends with [`close`](Self::close).
    pub(super) fn open(&mut self, name: &'static str) {
        self.xml.start_inline(name);
    }

    fn begin(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.xml.start(name);
        self.attributes(attributes);
    }

    fn attributes(&mut self, attributes: Attributes<'_>) {
        for (name, value) in attributes {
            self.xml.attr(name, &crate::redact(value));
        }
    }

    pub(super) fn close(&mut self, name: &'static str) {
        // HTML does not know `<div/>`: the start tag is ended on its own.
        self.xml.raw("").end(name);
    }
}
