//! Writing XML into one string.

use std::fmt;

use super::escape::{push_attribute, push_text};

/// Writes XML from start to end into one buffer.
///
/// Names and [`raw`](Self::raw) markup are constants of this library and trusted; values are escaped. Elements are
/// closed in the order they were opened, which debug builds check.
///
/// ```
/// use spo_core::xml::XmlWriter;
///
/// let mut xml = XmlWriter::with_capacity(200).indented();
/// xml.start("patient").attr("classCode", "PSN");
/// xml.element("family", "Møller & Søn");
/// xml.start("birthTime").attr("value", "19481225").close_empty();
/// xml.end("patient");
/// assert_eq!(xml.finish(), r#"<patient classCode="PSN">
///   <family>Møller &amp; Søn</family>
///   <birthTime value="19481225"/>
/// </patient>
/// "#);
/// ```
#[derive(Clone)]
pub struct XmlWriter {
    out: String,
    /// Whether the last start tag still lacks its `>`.
    in_tag: bool,
    /// How many elements are open.
    depth: usize,
    /// The depth of the outermost open element with text in it: inside it white space would change the content.
    inline_from: usize,
    indented: bool,
    #[cfg(debug_assertions)]
    open: Vec<&'static str>,
}

impl XmlWriter {
    /// A writer without line breaks, with room for `bytes`.
    pub fn with_capacity(bytes: usize) -> Self {
        Self {
            out: String::with_capacity(bytes),
            in_tag: false,
            depth: 0,
            inline_from: usize::MAX,
            indented: false,
            #[cfg(debug_assertions)]
            open: Vec::new(),
        }
    }

    /// Puts every element on a line of its own from here on, indented by two spaces per level, except inside an
    /// element that has text.
    #[must_use]
    pub fn indented(mut self) -> Self {
        self.indented = true;
        self
    }

    /// The XML declaration.
    pub fn declaration(&mut self) -> &mut Self {
        self.out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        self
    }

    /// Begins an element. Attributes may follow.
    #[inline]
    pub fn start(&mut self, name: &'static str) -> &mut Self {
        self.end_of_tag();
        self.new_line(self.depth);
        self.out.push('<');
        self.out.push_str(name);
        self.in_tag = true;
        self.depth += 1;
        #[cfg(debug_assertions)]
        self.open.push(name);
        self
    }

    /// Begins an element inside which nothing is indented, for text mixed with elements.
    #[inline]
    pub fn start_inline(&mut self, name: &'static str) -> &mut Self {
        self.start(name);
        self.inline_from = self.inline_from.min(self.depth);
        self
    }

    /// An attribute of the element just begun.
    #[inline]
    pub fn attr(&mut self, name: &'static str, value: &str) -> &mut Self {
        debug_assert!(self.in_tag, "the attribute {name} follows its element's start");
        self.out.reserve(name.len() + value.len() + 4);
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        push_attribute(&mut self.out, value);
        self.out.push('"');
        self
    }

    /// An attribute that is only written when it has a value.
    #[inline]
    pub fn attr_opt(&mut self, name: &'static str, value: Option<&str>) -> &mut Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Character data.
    #[inline]
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.end_of_tag();
        self.inline_from = self.inline_from.min(self.depth);
        push_text(&mut self.out, text);
        self
    }

    /// Ends an element. One without content is written as `<name/>`.
    #[inline]
    pub fn end(&mut self, name: &'static str) -> &mut Self {
        if self.in_tag {
            return self.close_empty();
        }
        self.new_line(self.depth.saturating_sub(1));
        self.out.reserve(name.len() + 3);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        #[cfg(debug_assertions)]
        debug_assert_eq!(
            self.open.last(),
            Some(&name),
            "elements are closed in the order they were opened"
        );
        self.leave();
        self
    }

    /// Ends the element just begun, which has no content.
    #[inline]
    pub fn close_empty(&mut self) -> &mut Self {
        debug_assert!(self.in_tag, "an element with content is closed by its name");
        self.out.push_str("/>");
        self.in_tag = false;
        self.leave();
        self
    }

    /// An element with text and without attributes.
    #[inline]
    pub fn element(&mut self, name: &'static str, text: &str) -> &mut Self {
        self.start(name).text(text).end(name)
    }

    /// Trusted markup on a line of its own: one or more whole elements, or the first part of one whose rest follows
    /// by [`raw`](Self::raw) and [`value`](Self::value).
    #[inline]
    pub fn line(&mut self, markup: &str) -> &mut Self {
        self.end_of_tag();
        self.new_line(self.depth);
        self.out.push_str(markup);
        self
    }

    /// Trusted markup, written as it is where the writer stands.
    #[inline]
    pub fn raw(&mut self, markup: &str) -> &mut Self {
        self.end_of_tag();
        self.out.push_str(markup);
        self
    }

    /// A value, escaped for an attribute in double quotes, inside markup written by [`line`](Self::line) and
    /// [`raw`](Self::raw):
    ///
    /// ```
    /// let mut xml = spo_core::xml::XmlWriter::with_capacity(50);
    /// xml.raw("<title value=\"").value("\"A\"").raw("\"/>");
    /// assert_eq!(xml.finish(), "<title value=\"&quot;A&quot;\"/>");
    /// ```
    #[inline]
    pub fn value(&mut self, value: &str) -> &mut Self {
        push_attribute(&mut self.out, value);
        self
    }

    /// What has been written so far. The last start tag may still lack its `>`.
    pub fn as_str(&self) -> &str {
        &self.out
    }

    /// The number of bytes written so far.
    pub fn len(&self) -> usize {
        self.out.len()
    }

    /// Whether nothing has been written.
    pub fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// The document. Every element must have been closed, which debug builds check.
    pub fn finish(mut self) -> String {
        debug_assert_eq!(self.depth, 0, "every element is closed");
        self.end_of_tag();
        if self.indented {
            self.out.push('\n');
        }
        self.out
    }

    #[inline]
    fn end_of_tag(&mut self) {
        if self.in_tag {
            self.in_tag = false;
            self.out.push('>');
        }
    }

    #[inline]
    fn leave(&mut self) {
        if self.inline_from == self.depth {
            self.inline_from = usize::MAX;
        }
        self.depth = self.depth.saturating_sub(1);
        #[cfg(debug_assertions)]
        self.open.pop();
    }

    #[inline]
    fn new_line(&mut self, level: usize) {
        const INDENTATION: &str = "\n                                                                ";
        if !self.indented || self.depth >= self.inline_from || self.out.is_empty() {
            return;
        }
        match INDENTATION.get(..1 + 2 * level) {
            Some(indentation) => self.out.push_str(indentation),
            None => {
                self.out.push('\n');
                self.out.extend(std::iter::repeat_n("  ", level));
            }
        }
    }
}

impl fmt::Debug for XmlWriter {
    /// The length only: the content may be a patient's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("XmlWriter")
            .field("length", &self.out.len())
            .field("depth", &self.depth)
            .finish_non_exhaustive()
    }
}
