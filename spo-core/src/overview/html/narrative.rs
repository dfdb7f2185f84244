//! A document's own text (narrative): the markup of CDA as that of a page.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::markup::Markup;
use crate::model::Narrative;

/// Writes the text as its author laid it out: paragraphs, lists and tables. What else the markup says, such as colours
/// and links, is left out; none of the words are.
pub(super) fn write(narrative: &Narrative, html: &mut Markup) {
    html.inside("div", &[("class", "narrative")], |html| {
        let mut page = Page {
            html,
            open: Vec::new(),
        };
        let mut reader = Reader::from_str(narrative.as_xml());
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => page.start(local(tag.name().0)),
                Ok(Event::Empty(tag)) => {
                    page.start(local(tag.name().0));
                    page.end();
                }
                Ok(Event::End(_)) => page.end(),
                Ok(Event::Text(piece)) => page.text(&piece.xml10_content()),
                Ok(Event::CData(piece)) => page.text(&piece.xml10_content()),
                Ok(Event::GeneralRef(reference)) => {
                    let character = crate::xml::resolve_reference(&reference);
                    page.text(character.map(String::from).unwrap_or_default().as_str());
                }
                // It was read before as a part of its document: an error cannot come. If one does, what has been
                // written stays, and everything is closed.
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
        while !page.open.is_empty() {
            page.end();
        }
    });
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

struct Page<'m> {
    html: &'m mut Markup,
    /// What is open, by the page's elements: the empty name for what has none.
    open: Vec<&'static str>,
}

impl Page<'_> {
    fn start(&mut self, name: &str) {
        let element = self.element(name);
        match element {
            "" => {}
            "br" => self.html.void("br", &[]),
            element => self.html.open(element),
        }
        self.open.push(element);
    }

    fn end(&mut self) {
        match self.open.pop() {
            None | Some("" | "br") => {}
            Some(element) => self.html.close(element),
        }
    }

    /// The innermost element that is open on the page.
    fn around(&self) -> &'static str {
        let mut inwards = self.open.iter().rev();
        inwards.find(|it| !it.is_empty()).copied().unwrap_or_default()
    }

    /// The page's element for that of the document. Readers of HTML throw out parts of tables and lists where they do not
    /// belong, so there they become plain blocks.
    fn element(&self, name: &str) -> &'static str {
        let around = self.around();
        let is_cell = matches!(around, "table" | "thead" | "tbody" | "tfoot" | "tr");
        match (name, around) {
            ("item", "ul") => "li",
            ("tr", "table" | "thead" | "tbody" | "tfoot") => "tr",
            ("thead", "table") => "thead",
            ("tbody", "table") => "tbody",
            ("tfoot", "table") => "tfoot",
            ("td", "tr") => "td",
            ("th", "tr") => "th",
            ("caption", "table") => "caption",
            // Inside a table only its own parts may stand; what else is there is left to `text`.
            _ if is_cell => "",
            ("caption" | "title", "ul") => "li",
            (_, "ul") => "",
            ("list", "p" | "span" | "sub" | "sup") => "",
            ("list", _) => "ul",
            ("table", "p" | "span" | "sub" | "sup") => "",
            ("table", _) => "table",
            ("br", _) => "br",
            ("content", _) => "span",
            ("sub", _) => "sub",
            ("sup", _) => "sup",
            ("paragraph", "p" | "span" | "sub" | "sup") => "br",
            ("paragraph", _) => "p",
            ("item" | "tr" | "td" | "th" | "caption" | "title", "p" | "span" | "sub" | "sup") => "br",
            ("item" | "tr" | "td" | "th" | "caption" | "title", _) => "div",
            _ => "",
        }
    }

    fn text(&mut self, text: &str) {
        let around = self.around();
        if text.trim().is_empty() && matches!(around, "ul" | "table" | "thead" | "tbody" | "tfoot" | "tr") {
            return;
        }
        let within: &[&'static str] = match around {
            "ul" => &["li"],
            "table" | "thead" | "tbody" | "tfoot" => &["tr", "td"],
            "tr" => &["td"],
            _ => &[],
        };
        within.iter().for_each(|it| self.html.open(it));
        self.html.text(text);
        within.iter().rev().for_each(|it| self.html.close(it));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::{Document, Limits};

    /// What a narrative becomes, which must be well-formed.
    fn written(inside: &str) -> String {
        let mut html = Markup::with_capacity(100);
        write(&Narrative::from_xml(format!("<text>{inside}</text>")), &mut html);
        let page = html.finish();
        Document::parse(page.as_bytes(), Limits::DOCUMENT).unwrap();
        let inner = page.trim().strip_prefix("<div class=\"narrative\">").unwrap();
        let inner: String = inner
            .strip_suffix("</div>")
            .unwrap()
            .lines()
            .map(str::trim)
            .collect();
        inner
    }

    #[test]
    fn paragraphs_lists_and_tables_keep_their_form() {
        assert_eq!(
            written(
                "<paragraph>A &amp; <content styleCode=\"Bold\">B</content></paragraph><list><item>1<br/>2</item></list>"
            ),
            "<p>A &amp; <span>B</span></p><ul><li>1<br/>2</li></ul>"
        );
        assert_eq!(
            written("<table width=\"9\"><caption>C</caption><tbody><tr><th>H</th><td/></tr></tbody></table>"),
            "<table><caption>C</caption><tbody><tr><th>H</th><td></td></tr></tbody></table>"
        );
    }

    #[test]
    fn nothing_of_it_can_act() {
        let page = written(
            "<script>alert(1)</script><linkHtml href=\"javascript:x\">&lt;b onclick=&quot;x&quot;></linkHtml><renderMultiMedia/>",
        );
        assert_eq!(page, "alert(1)&lt;b onclick=\"x\"&gt;");
    }

    #[test]
    fn words_in_odd_places_are_kept_where_readers_of_html_keep_them() {
        assert_eq!(
            written("<table>A<tr>B<td>C</td></tr></table>"),
            "<table><tr><td>A</td></tr><tr><td>B</td><td>C</td></tr></table>"
        );
        assert_eq!(
            written("<list>A<item>B</item></list>"),
            "<ul><li>A</li><li>B</li></ul>"
        );
        assert_eq!(written("<item>A</item><td>B</td>"), "<div>A</div><div>B</div>");
        assert_eq!(
            written("<paragraph>A<list><item>B</item></list></paragraph>"),
            "<p>A<br/>B</p>"
        );
    }

    #[test]
    fn a_number_of_a_person_is_masked() {
        assert!(!written("050510-9990").contains("9990"));
    }
}
