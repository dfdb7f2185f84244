//! What quick-xml lets through, with every check that it has turned on, is refused here.

use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};

use crate::xml::{Document, Limits};

/// Whether quick-xml reads `input` to its end without an error.
fn tokenizer_takes(input: &str) -> bool {
    let mut reader = Reader::from_str(input);
    reader.config_mut().enable_all_checks(true);
    loop {
        let is_right = match reader.read_event() {
            Ok(Event::Eof) => return true,
            Ok(Event::Start(tag) | Event::Empty(tag)) => tag.attributes().all(|attribute| {
                attribute.is_ok_and(|attribute| attribute.normalized_value(XmlVersion::Implicit1_0).is_ok())
            }),
            Ok(Event::GeneralRef(reference)) => reference.resolve_char_ref().is_ok(),
            Ok(Event::Decl(declaration)) => declaration.xml_version().is_ok(),
            Ok(_) => true,
            Err(_) => false,
        };
        if !is_right {
            return false;
        }
    }
}

fn let_through_but_refused(code: &str, inputs: &[&str]) {
    for input in inputs {
        assert!(tokenizer_takes(input), "quick-xml refuses {input} by itself");
        let error = Document::parse(input.as_bytes(), Limits::DOCUMENT).unwrap_err();
        assert_eq!(error.kind().code(), code, "{input}");
    }
}

#[test]
fn what_stands_outside_one_closed_root() {
    let_through_but_refused(
        "xml.not_well_formed",
        &[
            "",
            " \n",
            "<!-- only -->",
            "text<a/>",
            "<a/>text",
            "&amp;<a/>",
            "<a/>&#32;",
            "<![CDATA[]]><a/>",
            "<a/><![CDATA[x]]>",
            "<a/><b/>",
            "<a></a><a></a>",
            "<a>",
            "<a><b></b>",
            "\u{FEFF}\u{FEFF}<a/>",
        ],
    );
}

#[test]
fn names_of_any_signs() {
    let_through_but_refused(
        "xml.not_well_formed",
        &[
            "<></>",
            "< a=''/>",
            "<1/>",
            "<-a/>",
            "<a$></a$>",
            "<a,b/>",
            "<a<b/>",
            "<a\"\"/>",
            "<a=''/>",
            "<a\u{d7}/>",
            "<a 1=''/>",
            "<a b$=''/>",
            "<a <=''/>",
            "<a b<c=''/>",
            "<a b='' /='c'/>",
            "<a ''=''/>",
            "<?1?><a/>",
            "<?a$?><a/>",
            "<? a?><a/>",
            "<??><a/>",
        ],
    );
}

#[test]
fn signs_that_end_something_else() {
    let_through_but_refused(
        "xml.not_well_formed",
        &[
            "<a>]]></a>",
            "<a>x]]>y</a>",
            "<a>&amp;]]></a>",
            "<a b='<'/>",
            "<a b=\"x<y\"/>",
            "<a b=''c=''/>",
            "<a b=''c='' d=''/>",
        ],
    );
}

#[test]
fn characters_that_xml_cannot_carry() {
    let_through_but_refused(
        "xml.character",
        &[
            "<a>\u{1}</a>",
            "<a b='\u{1f}'/>",
            "<a><!--\u{0}--></a>",
            "<a><![CDATA[\u{FFFF}]]></a>",
            "<?a \u{b}?><a/>",
            "<a>\u{FFFE}</a>",
            "<a>&#1;</a>",
            "<a>&#xFFFE;</a>",
            "<a b='&#x1F;'/>",
        ],
    );
}

#[test]
fn document_types_and_entities() {
    let_through_but_refused(
        "xml.doctype",
        &[
            "<!DOCTYPE a><a/>",
            "<!doctype a><a/>",
            "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
            "<a><!DOCTYPE a></a>",
            "<a/><!DOCTYPE a>",
        ],
    );
    let_through_but_refused("xml.entity", &["<a>&nbsp;</a>", "<a>&LT;</a>"]);
    let_through_but_refused(
        "xml.not_well_formed",
        &["<a>&;</a>", "<a>& ;</a>", "<a>&a b;</a>"],
    );
}

#[test]
fn declarations_of_anything_anywhere() {
    let_through_but_refused(
        "xml.not_well_formed",
        &[
            " <?xml version='1.0'?><a/>",
            "<!-- --><?xml version='1.0'?><a/>",
            "<a><?xml version='1.0'?></a>",
            "<a/><?xml version='1.0'?>",
            "<?xml version='1.0'?><?xml version='1.0'?><a/>",
            "<?xml version='1.0'encoding='UTF-8'?><a/>",
            "<?xml version='1.0' version='1.0'?><a/>",
            "<?xml version='1.0' standalone='yes' encoding='UTF-8'?><a/>",
            "<?xml version='1.0' standalone='maybe'?><a/>",
            "<?xml version='1.0' x='y'?><a/>",
            "<?xml version='1.0' x?><a/>",
            "<?XML version='1.0'?><a/>",
            "<a><?Xml?></a>",
        ],
    );
    let_through_but_refused(
        "xml.encoding",
        &[
            "<?xml version='1.0' encoding='ISO-8859-1'?><a/>",
            "<?xml version='1.0' encoding=''?><a/>",
            "<?xml version='1.0' encoding='US-ASCII'?><a>ø</a>",
        ],
    );
}

#[test]
fn namespaces() {
    let_through_but_refused(
        "xml.namespace",
        &[
            "<p:a/>",
            "<a p:b=''/>",
            "<a><b xmlns:p='urn:x'/><p:c/></a>",
            "<a:b:c xmlns:a='urn:x'/>",
            "<:a/>",
            "<a:/>",
            "<a:1 xmlns:a='urn:x'/>",
            "<a :b=''/>",
            "<a xmlns:=''/>",
            "<a xmlns:p=''/>",
            "<xmlns:a/>",
            "<a xmlns:xmlns='urn:x'/>",
            "<a xmlns:xml='urn:x'/>",
            "<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>",
            "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
            "<?a:b?><a/>",
        ],
    );
    let_through_but_refused(
        "xml.not_well_formed",
        &[
            "<a xmlns:p='urn:x' xmlns:q='urn:x' p:b='' q:b=''/>",
            "<a p:b='' q:b='' xmlns:p='urn:x' xmlns:q='urn:&#120;'/>",
        ],
    );
}
