//! What the tree says about a document.

use crate::xml::{Document, Limits, Namespace};

fn parse(input: &str) -> Document<'_> {
    Document::parse(input.as_bytes(), Limits::DOCUMENT).unwrap()
}

#[test]
fn names_are_resolved_in_their_scope() {
    let document = parse(
        "<ClinicalDocument xmlns='urn:hl7-org:v3' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:s='urn:hl7-org:sdtc'>\
         <s:id root='1' xsi:type='II'/><b xmlns='urn:own'><c/><s:c xmlns:s='urn:other'/><s:c/></b><b xmlns=''/></ClinicalDocument>",
    );
    let root = document.root();
    assert!(root.is(Namespace::HL7, "ClinicalDocument"));
    let id = root.child(Namespace::SDTC, "id").unwrap();
    assert_eq!((id.attr("root"), id.attr("type")), (Some("1"), None));
    assert_eq!(id.attr_ns(Namespace::XSI, "type"), Some("II"));
    assert_eq!(id.xsi_type(), Some((Namespace::HL7, "II")));
    let uris: Vec<_> = root
        .descendants()
        .map(|element| document.namespace_uri(element.namespace()))
        .collect();
    assert_eq!(
        uris,
        [
            Some("urn:hl7-org:sdtc"),
            Some("urn:own"),
            Some("urn:own"),
            Some("urn:other"),
            Some("urn:hl7-org:sdtc"),
            None
        ]
    );
}

#[test]
fn children_attributes_and_paths_follow_the_document() {
    let document = parse("<a>\n <b n='1'><c/></b>x<b n='2' m=''>\n<c><d/></c></b>\n <e/></a>");
    let root = document.root();
    let names: Vec<_> = root.children().map(|child| child.local()).collect();
    assert_eq!(names, ["b", "b", "e"]);
    let numbers: Vec<_> = root
        .children_named(Namespace::NONE, "b")
        .map(|child| child.attr("n").unwrap())
        .collect();
    assert_eq!(numbers, ["1", "2"]);
    assert!(root.descend(Namespace::NONE, &["b", "c"]).is_some());
    assert!(root.descend(Namespace::NONE, &["b", "c", "d"]).is_none());
    assert_eq!(root.descend(Namespace::NONE, &[]), Some(root));
    let d = root.descendants().find(|element| element.local() == "d").unwrap();
    assert_eq!(d.path(), "a/b/c/d");
    assert_eq!((d.position(), d.line()), ((3, 4), 3));
    assert_eq!(
        d.parent()
            .and_then(|c| c.parent())
            .unwrap()
            .attributes()
            .map(|attribute| attribute.local)
            .collect::<Vec<_>>(),
        ["n", "m"]
    );
    assert_eq!(format!("{d:?}"), "Element(a/b/c/d, line 3)");
    assert_eq!(document.element_count(), 7);
}

#[test]
fn text_is_the_elements_own_joined_unescaped_and_trimmed() {
    for (input, text) in [
        ("<a/>", ""),
        ("<a> \n </a>", ""),
        ("<a>\n x \t</a>", "x"),
        (
            "<a>x &lt;&gt;&amp;&quot;&apos; &#229;&#xe5;&#x1F600;</a>",
            "x <>&\"' åå😀",
        ),
        ("<a>x\r\ny\rz\n</a>", "x\ny\nz"),
        ("<a>x&#13;y</a>", "x\ry"),
        ("<a> <![CDATA[ <b> & ]]> c</a>", "<b> &  c"),
        ("<a><![CDATA[x\r\n]]>y</a>", "x\ny"),
        (
            "<a>x <b>not this</b> y<!-- nor this -->z<?nor this?></a>",
            "x  yz",
        ),
        ("<a>\n<b/>\n x\n<b/>\n<b> in </b>\n</a>", "x"),
        ("<a>&amp;<b>&lt;</b>&gt;</a>", "&>"),
        ("<a>\u{a0}x\u{a0}</a>", "\u{a0}x\u{a0}"),
        ("<a>x]]y</a>", "x]]y"),
        ("<a>x > y</a>", "x > y"),
    ] {
        assert_eq!(parse(input).root().text(), text, "{input:?}");
    }
}

#[test]
fn attribute_values_are_unescaped_and_normalised() {
    for (input, value) in [
        ("<a b=''/>", ""),
        ("<a b=' x  y '/>", " x  y "),
        ("<a b='x\ty\nz\r\nw\rv'/>", "x y z w v"),
        ("<a b='&#9;&#10;&#13;'/>", "\t\n\r"),
        ("<a b='&lt;&amp;&quot;&apos;\"'/>", "<&\"'\""),
        ("<a b=\"it's > 1\"/>", "it's > 1"),
        (
            "<a b='2512489996^^^&amp;1.2.208.176.1.2&amp;ISO'/>",
            "2512489996^^^&1.2.208.176.1.2&ISO",
        ),
    ] {
        assert_eq!(parse(input).root().attr("b"), Some(value), "{input:?}");
    }
}

#[test]
fn plain_text_is_borrowed_from_the_input() {
    let input = "<a b='value'>text</a>";
    let document = parse(input);
    let range = input.as_bytes().as_ptr_range();
    for text in [
        document.root().text(),
        document.root().attr("b").unwrap(),
        document.root().local(),
    ] {
        assert!(range.contains(&text.as_ptr()));
    }
    assert!(document.unescaped.is_empty());
}

#[test]
fn the_source_of_an_element_is_exact() {
    let document = parse("\u{FEFF}<?xml version='1.0'?>\r\n<a><b  c='&amp;'>\r\n</b ><c/> </a>\n");
    assert_eq!(document.root().source(), "<a><b  c='&amp;'>\r\n</b ><c/> </a>");
    let sources: Vec<_> = document.root().children().map(|child| child.source()).collect();
    assert_eq!(sources, ["<b  c='&amp;'>\r\n</b >", "<c/>"]);
    assert!(document.source().starts_with("<?xml"));
    assert_eq!(document.root().position(), (2, 1));
}

#[test]
fn prefixes_resolve_at_the_element_they_are_asked_for() {
    let document =
        parse("<a xmlns:p='urn:hl7-org:v3'><b xmlns='urn:hl7-org:sdtc' xmlns:q='urn:q'><c/></b></a>");
    let a = document.root();
    let c = a.children().next().unwrap().children().next().unwrap();
    assert_eq!(a.resolve_prefix("p"), Some(Namespace::HL7));
    assert_eq!(
        (a.resolve_prefix(""), a.resolve_prefix("q")),
        (Some(Namespace::NONE), None)
    );
    assert_eq!(
        (c.resolve_prefix(""), c.resolve_prefix("p")),
        (Some(Namespace::SDTC), Some(Namespace::HL7))
    );
    assert_eq!(
        c.resolve_prefix("q")
            .and_then(|namespace| document.namespace_uri(namespace)),
        Some("urn:q")
    );
    assert_eq!(c.resolve_prefix("xml"), Some(Namespace::XML));
}

#[test]
fn debug_output_holds_no_content() {
    let document = parse("<a b='2512489996'>2512489996</a>");
    let shown = format!(
        "{document:?}{:?}{:?}",
        document.root(),
        document.root().attributes().next()
    );
    assert!(!shown.contains("2512489996"), "{shown}");
}
