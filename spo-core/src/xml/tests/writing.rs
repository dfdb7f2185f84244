//! What the writer puts where.

use crate::xml::XmlWriter;

fn written(write: impl FnOnce(&mut XmlWriter) -> &mut XmlWriter) -> String {
    let mut xml = XmlWriter::with_capacity(0);
    write(&mut xml);
    xml.finish()
}

fn indented(write: impl FnOnce(&mut XmlWriter) -> &mut XmlWriter) -> String {
    let mut xml = XmlWriter::with_capacity(0).indented();
    write(&mut xml);
    xml.finish()
}

#[test]
fn markup_in_values_is_escaped() {
    let text = written(|xml| xml.element("a", "x < y & \"z\" > 'w' ]]>\r\n\t"));
    assert_eq!(text, "<a>x &lt; y &amp; \"z\" &gt; 'w' ]]&gt;&#13;\n\t</a>");
    let attribute = written(|xml| {
        xml.start("a")
            .attr("b", "x < y & \"z\" > 'w'\r\n\t")
            .close_empty()
    });
    assert_eq!(
        attribute,
        "<a b=\"x &lt; y &amp; &quot;z&quot; &gt; 'w'&#13;&#10;&#9;\"/>"
    );
}

#[test]
fn what_xml_cannot_carry_is_replaced() {
    let text = written(|xml| xml.element("a", "x\u{b}y\u{FFFF}z\u{FFFD}\u{F000}"));
    assert_eq!(text, "<a>x\u{FFFD}y\u{FFFD}z\u{FFFD}\u{F000}</a>");
}

#[test]
fn an_element_without_content_is_short() {
    assert_eq!(written(|xml| xml.start("a").end("a")), "<a/>");
    assert_eq!(
        written(|xml| xml
            .start("a")
            .attr_opt("b", None)
            .attr_opt("c", Some(""))
            .close_empty()),
        "<a c=\"\"/>"
    );
    assert_eq!(written(|xml| xml.element("a", "")), "<a></a>");
}

#[test]
fn indentation_stays_out_of_text() {
    let out = indented(|xml| {
        xml.declaration().start("a");
        xml.start("b").start("c").close_empty().end("b");
        xml.start("td")
            .text("x ")
            .start("br")
            .close_empty()
            .start("i")
            .text("y")
            .end("i")
            .text(" z")
            .end("td");
        xml.start_inline("p")
            .start("b")
            .text("x")
            .end("b")
            .text(" y")
            .end("p");
        xml.line("<d/>");
        xml.end("a")
    });
    assert_eq!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>\n  <b>\n    <c/>\n  </b>\n  <td>x <br/><i>y</i> z</td>\n  \
         <p><b>x</b> y</p>\n  <d/>\n</a>\n"
    );
}

#[test]
fn deep_elements_are_still_indented() {
    let out = indented(|xml| {
        for _ in 0..40 {
            xml.start("a");
        }
        for _ in 0..40 {
            xml.end("a");
        }
        xml
    });
    assert!(out.contains(&format!("\n{}<a/>", "  ".repeat(39))), "{out}");
}

#[test]
fn trusted_markup_goes_through_unchanged() {
    let out = written(|xml| {
        xml.start("a").raw("<b c=\"").value("\"&").raw("\"/>");
        assert_eq!(
            (xml.as_str(), xml.len(), xml.is_empty()),
            ("<a><b c=\"&quot;&amp;\"/>", 23, false)
        );
        xml.end("a")
    });
    assert_eq!(out, "<a><b c=\"&quot;&amp;\"/></a>");
    assert!(XmlWriter::with_capacity(10).is_empty());
}
