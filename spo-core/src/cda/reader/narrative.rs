//! The words of a narrative.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::xml::Element;

/// Elements that stand inside a line of text.
const INLINE: [&str; 5] = ["content", "sub", "sup", "linkHtml", "footnoteRef"];

/// Everything written inside `element`, in order, its markup left out: what stands in blocks of their own (cells, items,
/// lines) is parted by a space. The element tree knows the text of each element but not where its children stand in it.
pub(in crate::cda) fn plain_text(element: Element<'_>) -> String {
    let mut text = String::new();
    let mut reader = Reader::from_str(element.source());
    // The source was parsed as a part of its document, so there is no error to be had.
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Text(piece) => text.push_str(&piece.xml10_content()),
            Event::CData(piece) => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(reference) => text.extend(crate::xml::resolve_reference(&reference)),
            Event::Start(tag) | Event::Empty(tag) if !is_inline(tag.name().0) => text.push(' '),
            Event::End(tag) if !is_inline(tag.name().0) => text.push(' '),
            Event::Eof => break,
            _ => {}
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

fn is_inline(name: &str) -> bool {
    name.rsplit(':')
        .next()
        .is_some_and(|local| INLINE.contains(&local))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::{Document, Limits};

    #[test]
    fn words_stay_in_order_and_blocks_are_parted() {
        let xml = "<text>Jeg vil <content styleCode='Bold'>ikke</content> ryge,<br/>og gå &lt;5 km&gt; &#x2013; t<sub>a</sub>l\
                   <table><tr><td>A</td><td>B</td></tr></table><!-- nej --><![CDATA[& mere]]></text>";
        let document = Document::parse(xml.as_bytes(), Limits::DOCUMENT).unwrap();
        assert_eq!(
            plain_text(document.root()),
            "Jeg vil ikke ryge, og gå <5 km> – tal A B & mere"
        );
    }
}
