//! Writing an appointment document: APD-DK 2.0.1 with the errata of 2020 and 2021, nothing else.
//!
//! The markup that never changes stands in constants, laid out as it appears in the document; only values pass
//! through escaping.

mod body;
mod header;
mod narrative;
mod parts;
mod timestamp;

use super::clean;
use super::document::AppointmentDocument;
use crate::xml::XmlWriter;

/// How many levels of two spaces a line is indented.
type Depth = usize;

/// Room for a document of the usual size, so that it is written without growing the buffer.
const CAPACITY: usize = 14 << 10;

/// Writes `document`, which validation has found without faults.
pub(super) fn write(document: &AppointmentDocument) -> String {
    let mut writer = Writer {
        xml: XmlWriter::with_capacity(CAPACITY),
    };
    writer.header(document);
    writer.body(document);
    writer.xml.finish()
}

struct Writer {
    xml: XmlWriter,
}

impl Writer {
    /// Markup, as it is.
    #[inline]
    fn raw(&mut self, markup: &str) -> &mut Self {
        self.xml.raw(markup);
        self
    }

    /// Markup at the beginning of a new line.
    #[inline]
    fn line(&mut self, depth: Depth, markup: &'static str) -> &mut Self {
        const INDENTATION: &str = "\n                                        ";
        self.raw(INDENTATION.get(..1 + 2 * depth).unwrap_or(INDENTATION))
            .raw(markup)
    }

    /// An id, code or URL, escaped.
    #[inline]
    fn value(&mut self, value: &str) -> &mut Self {
        self.xml.value(value);
        self
    }

    /// A text for people, escaped and without layout.
    #[inline]
    fn text_value(&mut self, text: &str) -> &mut Self {
        self.xml.value(&clean(text));
        self
    }
}
