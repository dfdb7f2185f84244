//! One rule of the two recommendations per test.

use super::Canonicalization;
use crate::xml::{Document, Element, Limits, XmlErrorKind};

fn document(method: &Canonicalization, xml: &str) -> String {
    let document = Document::parse(xml.as_bytes(), Limits::DOCUMENT).unwrap();
    method.document(&document).unwrap()
}

fn inclusive(xml: &str) -> String {
    document(&Canonicalization::inclusive(), xml)
}

fn exclusive(xml: &str) -> String {
    document(&Canonicalization::exclusive(), xml)
}

/// The canonical form of the element `local`.
fn element(method: &Canonicalization, xml: &str, local: &str) -> String {
    let document = Document::parse(xml.as_bytes(), Limits::DOCUMENT).unwrap();
    method.element(find(&document, local)).unwrap()
}

fn find<'d>(document: &'d Document<'d>, local: &str) -> Element<'d> {
    let mut named = document
        .root()
        .descendants()
        .filter(|element| element.local() == local);
    named.next().unwrap()
}

#[test]
fn the_xml_declaration_and_white_space_around_the_root_go() {
    assert_eq!(inclusive("<?xml version=\"1.0\"?>\n <a/>\n"), "<a></a>");
    assert_eq!(inclusive("\u{FEFF}<a/>"), "<a></a>");
}

#[test]
fn comments_and_instructions_beside_the_root_have_lines_of_their_own() {
    let xml = "<!--1--> <?p  d ?><!--2--><a><!--3--><?q?></a> <?r?>\n\n<!--4-->";
    assert_eq!(inclusive(xml), "<?p d ?>\n<a><?q?></a>\n<?r?>");
    assert_eq!(
        document(&Canonicalization::inclusive().with_comments(), xml),
        "<!--1-->\n<?p d ?>\n<!--2-->\n<a><!--3--><?q?></a>\n<?r?>\n<!--4-->"
    );
}

#[test]
fn line_ends_become_line_feeds_everywhere() {
    assert_eq!(
        document(
            &Canonicalization::exclusive().with_comments(),
            "<a b='1\r\n2\r3\n4\t5'>\r\n\r<![CDATA[\r\n\r]]><!--\r\n--><?p \r\nx\r?></a>"
        ),
        "<a b=\"1 2 3 4 5\">\n\n\n\n<!--\n--><?p x\n?></a>"
    );
}

#[test]
fn characters_by_reference_are_not_normalised() {
    assert_eq!(
        exclusive("<a b='&#9;&#10;&#13;&#xd;&#32;'>&#9;&#10;&#13;&#x0D;&#10;</a>"),
        "<a b=\"&#x9;&#xA;&#xD;&#xD; \">\t\n&#xD;&#xD;\n</a>"
    );
}

#[test]
fn references_are_resolved_and_only_the_needed_ones_written_again() {
    assert_eq!(
        exclusive("<a b='&lt;&gt;&amp;&quot;&apos;\"&#60;&#38;'>&lt;&gt;>&amp;&quot;&apos;&#xE6;</a>"),
        "<a b=\"&lt;>&amp;&quot;'&quot;&lt;&amp;\">&lt;&gt;&gt;&amp;\"'æ</a>"
    );
}

#[test]
fn a_resolved_ampersand_begins_no_second_reference() {
    assert_eq!(
        exclusive("<a b='&amp;lt;&#38;#60;'>&amp;lt;&#38;#60;</a>"),
        "<a b=\"&amp;lt;&amp;#60;\">&amp;lt;&amp;#60;</a>"
    );
}

#[test]
fn cdata_sections_become_text() {
    assert_eq!(
        exclusive("<a>x<![CDATA[<&>\"]]>y</a>"),
        "<a>x&lt;&amp;&gt;\"y</a>"
    );
}

#[test]
fn white_space_in_tags_goes_and_in_content_stays() {
    assert_eq!(
        exclusive("<a\n b = '1'\n><c  /> <d\t></d\n></a >"),
        "<a b=\"1\"><c></c> <d></d></a>"
    );
}

#[test]
fn attributes_are_sorted_by_namespace_then_by_local_name() {
    assert_eq!(
        exclusive("<e xmlns:b='urn:a' xmlns:a='urn:b' a:z='1' b:y='2' z='3' xml:lang='da' A='4' b:x='5'/>"),
        "<e xmlns:a=\"urn:b\" xmlns:b=\"urn:a\" A=\"4\" z=\"3\" xml:lang=\"da\" b:x=\"5\" b:y=\"2\" a:z=\"1\"></e>"
    );
}

#[test]
fn an_inclusive_form_keeps_unused_namespaces_and_an_exclusive_one_drops_them() {
    let xml = "<a xmlns='urn:a' xmlns:u='urn:u'><b xmlns:c='urn:c'><c:d/></b></a>";
    assert_eq!(
        inclusive(xml),
        "<a xmlns=\"urn:a\" xmlns:u=\"urn:u\"><b xmlns:c=\"urn:c\"><c:d></c:d></b></a>"
    );
    assert_eq!(
        exclusive(xml),
        "<a xmlns=\"urn:a\"><b><c:d xmlns:c=\"urn:c\"></c:d></b></a>"
    );
}

#[test]
fn repeated_declarations_are_written_once() {
    let xml = "<p:a xmlns:p='urn:p'><p:b xmlns:p='urn:p'><p:c xmlns:p='urn:&#112;'/></p:b></p:a>";
    let expected = "<p:a xmlns:p=\"urn:p\"><p:b><p:c></p:c></p:b></p:a>";
    assert_eq!(inclusive(xml), expected);
    assert_eq!(exclusive(xml), expected);
}

#[test]
fn a_prefix_bound_anew_is_declared_again_and_its_old_meaning_returns() {
    let xml = "<p:a xmlns:p='urn:1'><p:b xmlns:p='urn:2'><p:c/></p:b><p:d/></p:a>";
    let expected = "<p:a xmlns:p=\"urn:1\"><p:b xmlns:p=\"urn:2\"><p:c></p:c></p:b><p:d></p:d></p:a>";
    assert_eq!(inclusive(xml), expected);
    assert_eq!(exclusive(xml), expected);
}

#[test]
fn siblings_in_an_exclusive_form_each_declare_what_they_use() {
    assert_eq!(
        exclusive("<a xmlns:p='urn:p'><p:b/><p:c/></a>"),
        "<a><p:b xmlns:p=\"urn:p\"></p:b><p:c xmlns:p=\"urn:p\"></p:c></a>"
    );
}

#[test]
fn an_undeclared_default_namespace_is_written_only_where_it_undoes_one() {
    let xml = "<a xmlns=''><b xmlns='urn:b'><c xmlns=''><d xmlns=''/></c></b></a>";
    let expected = "<a><b xmlns=\"urn:b\"><c xmlns=\"\"><d></d></c></b></a>";
    assert_eq!(inclusive(xml), expected);
    assert_eq!(exclusive(xml), expected);
    assert_eq!(
        exclusive("<p:a xmlns:p='urn:p' xmlns='urn:d'><p:b xmlns=''><c/></p:b></p:a>"),
        "<p:a xmlns:p=\"urn:p\"><p:b><c></c></p:b></p:a>"
    );
}

#[test]
fn a_prefixed_element_does_not_use_the_default_namespace_and_neither_do_attributes() {
    assert_eq!(
        exclusive("<p:a xmlns='urn:d' xmlns:p='urn:p' x='1'><b/></p:a>"),
        "<p:a xmlns:p=\"urn:p\" x=\"1\"><b xmlns=\"urn:d\"></b></p:a>"
    );
}

#[test]
fn the_prefix_xml_is_never_declared() {
    let xml = "<a xmlns:xml='http://www.w3.org/XML/1998/namespace' xml:space='preserve'/>";
    assert_eq!(inclusive(xml), "<a xml:space=\"preserve\"></a>");
    assert_eq!(exclusive(xml), "<a xml:space=\"preserve\"></a>");
}

const ENVELOPE: &str = "<e:r xmlns:e='urn:e' xmlns='urn:d' xmlns:u='urn:u' xml:lang='da' xml:space='default'>\
    <e:s xmlns:e='urn:e2' xml:lang='en'><t e:x='1' xml:space='preserve'><v/></t></e:s></e:r>";

#[test]
fn an_element_in_inclusive_form_takes_its_surroundings_along() {
    assert_eq!(
        element(&Canonicalization::inclusive(), ENVELOPE, "t"),
        "<t xmlns=\"urn:d\" xmlns:e=\"urn:e2\" xmlns:u=\"urn:u\" xml:lang=\"en\" xml:space=\"preserve\" e:x=\"1\">\
         <v></v></t>"
    );
}

#[test]
fn an_element_in_exclusive_form_takes_what_it_uses_along() {
    assert_eq!(
        element(&Canonicalization::exclusive(), ENVELOPE, "t"),
        "<t xmlns=\"urn:d\" xmlns:e=\"urn:e2\" xml:space=\"preserve\" e:x=\"1\"><v></v></t>"
    );
    assert_eq!(
        element(&Canonicalization::exclusive(), ENVELOPE, "v"),
        "<v xmlns=\"urn:d\"></v>"
    );
}

#[test]
fn listed_prefixes_are_taken_along_unused() {
    let listed = |list| Canonicalization::exclusive().with_inclusive_prefixes(list);
    assert_eq!(
        element(&listed("u  e\txml absent"), ENVELOPE, "v"),
        "<v xmlns=\"urn:d\" xmlns:e=\"urn:e2\" xmlns:u=\"urn:u\"></v>"
    );
    let xml = "<p:a xmlns:p='urn:p' xmlns='urn:d'><p:b><p:c xmlns=''/></p:b></p:a>";
    assert_eq!(
        element(&listed("#default"), xml, "b"),
        "<p:b xmlns=\"urn:d\" xmlns:p=\"urn:p\"><p:c xmlns=\"\"></p:c></p:b>"
    );
}

#[test]
fn an_omitted_element_leaves_its_surroundings_as_they_are() {
    let xml = "<x><a i='1'> <s><a><s/></a></s>\n<b/><s/>\n</a></x>";
    let document = Document::parse(xml.as_bytes(), Limits::DOCUMENT).unwrap();
    let signed = find(&document, "a");
    let without = |index: usize| {
        let omitted = signed.children().nth(index).unwrap();
        Canonicalization::exclusive()
            .element_without(signed, omitted)
            .unwrap()
    };
    assert_eq!(without(0), "<a i=\"1\"> \n<b></b><s></s>\n</a>");
    assert_eq!(without(2), "<a i=\"1\"> <s><a><s></s></a></s>\n<b></b>\n</a>");
}

#[test]
fn the_canonical_form_is_its_own_canonical_form() {
    let method = Canonicalization::inclusive().with_comments();
    let xml = "<?p?><a b='&#13;&lt;' xmlns:x='urn:x'>&#13;<!-- --><x:b/>\r\n<![CDATA[&]]></a><!--e-->";
    let once = document(&method, xml);
    assert_eq!(document(&method, &once), once);
}

#[test]
fn relative_namespaces_have_no_canonical_form() {
    for uri in ["relative", "../up", "//host/path", "#a", "1a:b"] {
        let xml = format!("<a xmlns:r='{uri}'/>");
        let document = Document::parse(xml.as_bytes(), Limits::DOCUMENT).unwrap();
        let error = Canonicalization::exclusive()
            .element(document.root())
            .unwrap_err();
        assert_eq!(error.kind(), XmlErrorKind::Namespace);
    }
}

// Section 2.3 of the recommendation; libxml2 writes the ampersand plainly here, which is no longer XML.
#[test]
fn the_value_of_a_declaration_is_escaped_as_an_attribute_is() {
    assert_eq!(
        exclusive("<a xmlns='http://a/?b=1&amp;c=&quot;'/>"),
        "<a xmlns=\"http://a/?b=1&amp;c=&quot;\"></a>"
    );
}

#[test]
fn a_form_that_grows_without_bound_is_refused() {
    let xml = format!(
        "<r xmlns:p='urn:{}'>{}</r>",
        "x".repeat(10_000),
        "<p:a/>".repeat(10_000)
    );
    let document = Document::parse(xml.as_bytes(), Limits::DOCUMENT).unwrap();
    let error = Canonicalization::exclusive().document(&document).unwrap_err();
    assert_eq!(error.kind(), XmlErrorKind::TooLarge);
    assert!(Canonicalization::inclusive().document(&document).is_ok());
}

#[test]
fn text_that_is_all_references_is_not_refused() {
    let quotes = "\"".repeat(50_000);
    let xml = format!("<r a='{quotes}'>{}<b/></r>", ">".repeat(50_000));
    assert_eq!(
        exclusive(&xml).len(),
        xml.len() + 50_000 * (5 + 3) + "></b>".len() - "/>".len()
    );
}

#[test]
fn uris_name_methods() {
    let ones = [Canonicalization::inclusive(), Canonicalization::exclusive()];
    for method in ones
        .into_iter()
        .flat_map(|one| [one.clone(), one.with_comments()])
    {
        assert_eq!(Canonicalization::from_uri(method.uri()), Some(method));
    }
    assert_eq!(
        Canonicalization::from_uri("http://www.w3.org/2006/12/xml-c14n11"),
        None
    );
}
