//! What holds for any input.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::xml::{Document, Element, Limits, Namespace, XmlWriter, illegal_char};

const SPACES: [char; 4] = [' ', '\t', '\n', '\r'];

/// Text with many of the characters that need care.
fn text() -> impl Strategy<Value = String> {
    let c = prop_oneof![
        proptest::sample::select(" \t\n\r&<>\"']-;#æ\u{F000}\u{FFFD}😀".chars().collect::<Vec<_>>()),
        any::<char>(),
        proptest::char::range('a', 'z'),
    ];
    vec(c, 0..40).prop_map(|chars| {
        chars
            .into_iter()
            .filter(|c| illegal_char(&c.to_string()).is_none())
            .collect()
    })
}

#[derive(Debug, Clone)]
struct Tree {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    text: String,
    children: Vec<Tree>,
}

fn tree() -> impl Strategy<Value = Tree> {
    let name = || proptest::sample::select(vec!["a", "b", "id", "patientRole", "æ"]);
    let names = proptest::sample::subsequence(vec!["root", "extension", "use", "æ", "n"], 0..5);
    let attributes =
        (names, vec(text(), 5)).prop_map(|(names, values)| names.into_iter().zip(values).collect());
    let leaf = (name(), attributes, text())
        .prop_map(|(name, attributes, text)| Tree {
            name,
            attributes,
            text,
            children: Vec::new(),
        })
        .boxed();
    leaf.clone().prop_recursive(5, 60, 5, move |inner| {
        (leaf.clone(), vec(inner, 0..5)).prop_map(|(leaf, children)| Tree { children, ..leaf })
    })
}

fn write(xml: &mut XmlWriter, tree: &Tree) {
    xml.start(tree.name);
    for (name, value) in &tree.attributes {
        xml.attr(name, value);
    }
    if !tree.text.is_empty() {
        xml.text(&tree.text);
    }
    for child in &tree.children {
        write(xml, child);
    }
    xml.end(tree.name);
}

fn same(element: Element<'_>, tree: &Tree) -> Result<(), TestCaseError> {
    prop_assert!(element.is(Namespace::NONE, tree.name));
    prop_assert_eq!(element.text(), tree.text.trim_matches(SPACES));
    let attributes: Vec<_> = element
        .attributes()
        .map(|attribute| (attribute.local, attribute.value))
        .collect();
    let expected: Vec<_> = tree
        .attributes
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    prop_assert_eq!(attributes, expected);
    let children: Vec<_> = element.children().collect();
    prop_assert_eq!(children.len(), tree.children.len());
    children
        .into_iter()
        .zip(&tree.children)
        .try_for_each(|(child, tree)| same(child, tree))
}

/// Reads `bytes` and, if they are XML, asks the tree everything.
fn explore(bytes: &[u8]) {
    let Ok(document) = Document::parse(bytes, Limits::DOCUMENT) else {
        return;
    };
    let root = document.root();
    for element in std::iter::once(root).chain(root.descendants()) {
        assert!(element.source().starts_with('<') && element.source().ends_with('>'));
        assert!(element.position().0 >= 1 && element.path().ends_with(element.local()));
        assert_eq!(element.text(), element.text().trim_matches(SPACES));
        assert!(element.children().all(|child| child.parent() == Some(element)));
        assert!(
            element
                .attributes()
                .all(|attribute| element.attr_ns(attribute.namespace, attribute.local)
                    == Some(attribute.value))
        );
        assert_eq!(element.resolve_prefix("xml"), Some(Namespace::XML));
        element.xsi_type();
    }
}

/// Text made of the tokens of XML: far more of it gets past the first tag than of arbitrary bytes.
fn near_xml() -> impl Strategy<Value = String> {
    let tokens = vec![
        "<",
        ">",
        "/",
        "</",
        "/>",
        "a",
        "b:",
        "xmlns",
        "xmlns:b",
        "=",
        "'",
        "\"",
        " ",
        "\n",
        "\r",
        "&",
        ";",
        "&amp;",
        "&#x",
        "13",
        "<a>",
        "</a>",
        "<b:a>",
        "<a b='",
        "<!--",
        "--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?",
        "?>",
        "<?xml ",
        "version='1.0'",
        "<!DOCTYPE",
        "æ",
        "😀",
        "\u{FEFF}",
        "\u{FFFE}",
        "\u{1}",
        ":",
        "urn:hl7-org:v3",
    ];
    vec(proptest::sample::select(tokens), 0..40).prop_map(|tokens| tokens.concat())
}

/// A document with one of everything.
const EVERYTHING: &str = "<?xml version='1.0' encoding='UTF-8'?><!-- c --><?p i?>\n<a xmlns='urn:hl7-org:v3' xmlns:b='urn:b' \
    xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' b:c=\"&#229;&quot;\">t&amp;<b:d xsi:type='b:e'/> u\r\n<![CDATA[<æ>]]>\
    <f xmlns=''>g<h/>😀</f ></a>\n<!-- end -->";

proptest! {
    #[test]
    fn what_is_written_reads_back(tree in tree(), is_indented in any::<bool>()) {
        let mut xml = XmlWriter::with_capacity(100);
        if is_indented {
            xml = xml.indented();
        }
        write(&mut xml, &tree);
        let out = xml.finish();
        let document = Document::parse(out.as_bytes(), Limits::DOCUMENT);
        prop_assert!(document.is_ok(), "{:?}: {out}", document.err());
        same(document.unwrap().root(), &tree)?;
    }

    #[test]
    fn whatever_is_written_can_be_read(text in any::<String>()) {
        let mut xml = XmlWriter::with_capacity(100);
        xml.start("a").attr("b", &text).text(&text).end("a");
        prop_assert!(Document::parse(xml.finish().as_bytes(), Limits::DOCUMENT).is_ok());
    }

    #[test]
    fn arbitrary_bytes_are_answered(bytes in vec(any::<u8>(), 0..200)) {
        explore(&bytes);
    }

    #[test]
    fn arbitrary_markup_is_answered(text in near_xml()) {
        explore(text.as_bytes());
        explore(format!("<a>{text}</a>").as_bytes());
        explore(format!("<a {text}/>").as_bytes());
    }

    #[test]
    fn altered_documents_are_answered(changes in vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 0..6), cut in any::<prop::sample::Index>()) {
        let mut bytes = EVERYTHING.as_bytes().to_vec();
        explore(&bytes);
        for (place, byte, change) in changes {
            let at = place.index(bytes.len());
            match change {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
        }
        explore(&bytes);
        bytes.truncate(cut.index(bytes.len() + 1));
        explore(&bytes);
    }
}

#[test]
fn every_prefix_of_a_document_is_refused_and_the_whole_is_read() {
    let end = EVERYTHING.rfind("\n<!--").unwrap();
    for length in 0..end {
        assert!(
            Document::parse(&EVERYTHING.as_bytes()[..length], Limits::DOCUMENT).is_err(),
            "{length}"
        );
    }
    assert!(Document::parse(EVERYTHING.as_bytes(), Limits::DOCUMENT).is_ok());
    explore(EVERYTHING.as_bytes());
}
