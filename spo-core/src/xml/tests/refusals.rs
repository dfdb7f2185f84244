//! Everything that is not well-formed XML is refused, and the error names the rule.

use crate::Error;
use crate::xml::{Document, Limits, XmlErrorKind};

/// The code of the error for `input`.
fn refused(input: impl AsRef<[u8]>) -> &'static str {
    match Document::parse(input.as_ref(), Limits::DOCUMENT) {
        Ok(_) => "accepted",
        Err(error) => error.kind().code(),
    }
}

#[test]
fn a_document_type_declaration_is_refused_wherever_it_stands() {
    for input in [
        "<!DOCTYPE a><a/>",
        "<!doctype a><a/>",
        "<?xml version=\"1.0\"?>\n<!-- x --><!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
        "<a><!DOCTYPE a></a>",
        "<a/><!DOCTYPE a>",
        "<!DOCTYPE",
    ] {
        assert_eq!(refused(input), "xml.doctype", "{input}");
    }
}

#[test]
fn only_predefined_entities_and_characters_by_number_are_references() {
    for input in [
        "<a>&nbsp;</a>",
        "<a b='&oslash;'/>",
        "<a>&LT;</a>",
        "<a>&;</a>",
        "<a>& ;</a>",
    ] {
        assert!(
            matches!(refused(input), "xml.entity" | "xml.not_well_formed"),
            "{input}"
        );
    }
    for input in ["<a>&nbsp;</a>", "<a b='&oslash;'/>"] {
        assert_eq!(refused(input), "xml.entity", "{input}");
    }
    for input in [
        "<a>&</a>",
        "<a>a & b</a>",
        "<a b='&'/>",
        "<a>&amp</a>",
        "<a>&#;</a>",
        "<a>&#x;</a>",
        "<a>&#+65;</a>",
        "<a>&#X41;</a>",
        "<a>&#xZ;</a>",
        "<a>&#12a;</a>",
    ] {
        assert_eq!(refused(input), "xml.not_well_formed", "{input}");
    }
}

#[test]
fn characters_that_xml_cannot_carry_are_refused_plainly_and_by_number() {
    for input in [
        "<a>\u{1}</a>",
        "<a b='\u{1f}'/>",
        "<a><!--\u{0}--></a>",
        "<a>\u{FFFE}</a>",
        "<a><![CDATA[\u{FFFF}]]></a>",
        "<a>&#0;</a>",
        "<a>&#x1F;</a>",
        "<a>&#xD800;</a>",
        "<a>&#xFFFE;</a>",
        "<a>&#x110000;</a>",
        "<a>&#99999999999999999999;</a>",
    ] {
        assert_eq!(refused(input), "xml.character", "{input:?}");
    }
}

#[test]
fn names_begin_with_a_letter_and_hold_no_other_signs() {
    for input in [
        "<1/>",
        "<-a/>",
        "<a$/>",
        "<a 1='x'/>",
        "<a b$='x'/>",
        "< a/>",
        "<>",
        "<a></ a>",
        "<\u{b7}/>",
        "<a\u{d7}/>",
        "<?1?><a/>",
    ] {
        assert_eq!(refused(input), "xml.not_well_formed", "{input}");
    }
    assert_eq!(refused("<ærø øl='x'><b·1/></ærø>"), "accepted");
}

#[test]
fn tags_nest_and_match() {
    for input in [
        "<a>",
        "<a><b></a></b>",
        "<a></b>",
        "<a></a b='c'>",
        "<a></ab>",
        "<ab></a>",
        "<a",
        "<a b",
        "<a b=",
        "<a b='",
        "<a b='c",
        "<a b='c'",
        "<a/",
        "<a / >",
        "<a></a",
        "<a></",
        "<a><",
        "</a>",
        "<a></A>",
    ] {
        assert_eq!(refused(input), "xml.not_well_formed", "{input}");
    }
    assert_eq!(refused("<a  b = 'c'\n\t><b\n/></a\r\n >"), "accepted");
}

#[test]
fn attributes_are_quoted_and_separated() {
    for input in [
        "<a b=c/>",
        "<a b/>",
        "<a b='c'd='e'/>",
        "<a b='<'/>",
        "<a b=\"x<y\"/>",
        "<a/b='c'>",
        "<a b='c\"/>",
        "<a =''/>",
    ] {
        assert_eq!(refused(input), "xml.not_well_formed", "{input}");
    }
}

#[test]
fn an_attribute_stands_once_by_name_and_by_namespace() {
    for input in [
        "<a b='' b=''/>",
        "<a xmlns='urn:x' xmlns='urn:x'/>",
        "<a xmlns:p='urn:x' xmlns:p='urn:y'/>",
        "<a xmlns:p='urn:x' xmlns:q='urn:x' p:b='' q:b=''/>",
        "<a p:b='' q:b='' xmlns:p='urn:x' xmlns:q='urn:x'/>",
    ] {
        assert_eq!(refused(input), "xml.not_well_formed", "{input}");
    }
    assert_eq!(
        refused("<a xmlns='urn:x' xmlns:p='urn:x' b='' p:b=''/>"),
        "accepted"
    );
}

#[test]
fn prefixes_are_declared_and_reserved_ones_left_alone() {
    for input in [
        "<p:a/>",
        "<a p:b=''/>",
        "<a><b xmlns:p='urn:x'/><p:c/></a>",
        "<a:b:c xmlns:a='urn:x'/>",
        "<:a/>",
        "<a:/>",
        "<a:1 xmlns:a='urn:x'/>",
        "<a :b=''/>",
        "<a xmlns:p=''/>",
        "<xmlns:a/>",
        "<a xmlns:xmlns='urn:x'/>",
        "<a xmlns:xml='urn:x'/>",
        "<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>",
        "<a xmlns='http://www.w3.org/XML/1998/namespace'/>",
        "<a xmlns:p='http://www.w3.org/2000/xmlns/'/>",
        "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
        "<?a:b?><a/>",
    ] {
        assert_eq!(refused(input), "xml.namespace", "{input}");
    }
    for input in [
        "<a xml:lang='da'/>",
        "<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>",
        "<p:a xmlns:p='urn:x'/>",
        "<a xmlns='urn:x'><b xmlns=''/></a>",
    ] {
        assert_eq!(refused(input), "accepted", "{input}");
    }
}

#[test]
fn there_is_one_root_and_nothing_but_markup_around_it() {
    for input in [
        "",
        " \n",
        "<!-- only -->",
        "<?only?>",
        "text",
        "text<a/>",
        "<a/>text",
        "<a/><b/>",
        "<a/>&amp;",
        "<![CDATA[x]]><a/>",
        "<a/><![CDATA[x]]>",
        "\u{FEFF}",
        "<a/></a>",
    ] {
        assert_eq!(refused(input), "xml.not_well_formed", "{input}");
    }
    assert_eq!(
        refused("<?xml version='1.0'?><!--x--><?y z?>\n<a/>\n<!--x--><?xml-stylesheet href='a'?>\n"),
        "accepted"
    );
}

#[test]
fn comments_cdata_and_instructions_keep_their_rules() {
    for input in [
        "<a><!-- -- --></a>",
        "<a><!-- x ---></a>",
        "<a><!-- x </a>",
        "<a><!--></a>",
        "<a><!- x --></a>",
        "<a><![CDATA[x]]</a>",
        "<a><![cdata[x]]></a>",
        "<a>x]]>y</a>",
        "<a>]]></a>",
        "<a><?b</a>",
        "<a><?b$c?></a>",
        "<a><? b?></a>",
        "<a><?XmL b?></a>",
        "<a><!ELEMENT a></a>",
        "<a><!></a>",
    ] {
        assert_eq!(refused(input), "xml.not_well_formed", "{input}");
    }
    for input in [
        "<a><!----></a>",
        "<a><!-- - x --></a>",
        "<a><![CDATA[]]]]></a>",
        "<a>]]&gt;</a>",
        "<a>]] ></a>",
        "<a>></a>",
        "<a><?b?></a>",
        "<a><?b ??></a>",
        "<a><!-->--></a>",
    ] {
        assert_eq!(refused(input), "accepted", "{input}");
    }
}

#[test]
fn the_xml_declaration_comes_first_and_says_utf_8() {
    for input in [
        " <?xml version='1.0'?><a/>",
        "<a/><?xml version='1.0'?>",
        "<a><?xml version='1.0'?></a>",
        "<?xml?><a/>",
        "<?xml encoding='UTF-8'?><a/>",
        "<?xml version='2.0'?><a/>",
        "<?xml version='1.'?><a/>",
        "<?xml version=1.0?><a/>",
        "<?xml version='1.0' standalone='maybe'?><a/>",
        "<?xml version='1.0' standalone='yes' encoding='UTF-8'?><a/>",
        "<?xml version='1.0'encoding='UTF-8'?><a/>",
        "<?xml version='1.0' x='y'?><a/>",
        "<?xml version='1.0'",
        "<?xml version='1.0'><a/>",
    ] {
        assert_eq!(refused(input), "xml.not_well_formed", "{input}");
    }
    for input in [
        "<?xml version='1.0' encoding='ISO-8859-1'?><a/>",
        "<?xml version='1.0' encoding='utf-16'?><a/>",
        "<?xml version='1.0' encoding=''?><a/>",
        "<?xml version='1.0' encoding='US-ASCII'?><a>ø</a>",
    ] {
        assert_eq!(refused(input), "xml.encoding", "{input}");
    }
    for input in [
        "<?xml version='1.0'?><a/>",
        "<?xml version=\"1.0\" encoding=\"utf-8\" standalone='no' ?><a/>",
        "<?xml version='1.1'?><a/>",
        "<?xml version='1.0' encoding='us-ascii'?><a/>",
        "\u{FEFF}<?xml version='1.0' encoding='UTF-8'?><a/>",
    ] {
        assert_eq!(refused(input), "accepted", "{input}");
    }
}

#[test]
fn other_encodings_are_named() {
    for (input, encoding) in [
        (&b"\xFF\xFE<\0a\0/\0>\0"[..], "UTF-16"),
        (b"\xFE\xFF\0<\0a\0/\0>", "UTF-16"),
        (b"<\0a\0/\0>\0", "UTF-16"),
        (b"\0<\0a\0/\0>", "UTF-16"),
        (b"\xFF\xFE\0\0<\0\0\0", "UTF-32"),
        (b"\0\0\xFE\xFF\0\0\0<", "UTF-32"),
    ] {
        let error = Document::parse(input, Limits::DOCUMENT).unwrap_err();
        assert_eq!(error.kind(), XmlErrorKind::Encoding);
        assert!(error.message().contains(encoding), "{error}");
    }
}

#[test]
fn a_byte_that_is_not_utf_8_is_named_by_its_offset_line_and_column() {
    let error = Document::parse(b"<a>\n<b>\xC3\xA6\xF8</b></a>", Limits::DOCUMENT).unwrap_err();
    assert_eq!(
        (error.kind(), error.position()),
        (XmlErrorKind::Encoding, Some((2, 5)))
    );
    assert_eq!(error.message(), "the byte at offset 9 is not UTF-8");
}

#[test]
fn among_many_attributes_a_second_one_is_still_found() {
    let many: String = (0..50).map(|number| format!(" a{number}=''")).collect();
    assert_eq!(refused(format!("<a{many}/>")), "accepted");
    assert_eq!(refused(format!("<a{many} a7=''/>")), "xml.not_well_formed");
}

#[test]
fn what_is_beyond_the_limits_is_refused() {
    let limits = Limits {
        max_bytes: 200,
        max_depth: 3,
        max_elements: 5,
        max_attributes: 2,
    };
    let code = |input: &str| {
        Document::parse(input.as_bytes(), limits).map_or_else(|error| error.kind().code(), |_| "accepted")
    };
    assert_eq!(code(&format!("<a>{}</a>", "x".repeat(193))), "accepted");
    assert_eq!(code(&format!("<a>{}</a>", "x".repeat(194))), "xml.too_large");
    assert_eq!(code("<a><a><a/></a></a>"), "accepted");
    assert_eq!(code("<a><a><a><a/></a></a></a>"), "xml.too_deep");
    assert_eq!(code("<a><b/><b/><b/><b/></a>"), "accepted");
    assert_eq!(code("<a><b/><b/><b/><b/><b/></a>"), "xml.too_many");
    assert_eq!(code("<a b='' c=''/>"), "accepted");
    assert_eq!(code("<a b='' c='' d=''/>"), "xml.too_many");
    assert_eq!(code("<a b='' xmlns='' d=''/>"), "xml.too_many");
}

#[test]
fn the_declarations_in_force_are_bounded() {
    let mut input = String::new();
    for depth in 0..6 {
        let declarations: String = (0..50).map(|n| format!(" xmlns:p{depth}n{n}='urn:x'")).collect();
        input += &format!("<a{declarations}>");
    }
    assert_eq!(refused(input), "xml.too_many");
}

#[test]
fn a_hundred_megabytes_are_refused_unread() {
    let input = vec![b'<'; 100 << 20];
    let started = std::time::Instant::now();
    for limits in [Limits::DOCUMENT, Limits::MESSAGE] {
        assert_eq!(
            Document::parse(&input, limits).unwrap_err().kind(),
            XmlErrorKind::TooLarge
        );
    }
    assert!(started.elapsed().as_millis() < 100);
}

#[test]
fn the_error_says_where_and_what_to_do_and_quotes_no_cpr_number() {
    let error =
        Document::parse("<a>\n  <bø>\n  </x2512489996></a>".as_bytes(), Limits::DOCUMENT).unwrap_err();
    assert_eq!(error.position(), Some((3, 3)));
    assert_eq!(
        error.to_string(),
        "line 3, column 3: the end tag x******-**** stands where bø must be closed"
    );
    let error = Error::from(error);
    assert_eq!(
        (error.kind().name(), error.code()),
        ("invalid_document", "xml.not_well_formed")
    );
    assert_eq!(error.details().path.as_deref(), Some("line 3, column 3"));
    assert!(!error.remedy().is_empty());
    let error = Document::parse(b"<a><bbb", Limits::DOCUMENT).unwrap_err();
    assert_eq!(error.position(), Some((1, 4)));
}
