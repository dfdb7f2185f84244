//! Elements inside documents: the same digests as xmlsec1 computes, for every method and with inclusive prefixes.

use std::fmt::Write as _;
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use spo_core::xml::{Canonicalization, Document, Element, Limits, Namespace};

/// A sequence of numbers that is the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        // xorshift64
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

const PREFIXES: [&str; 4] = ["", "a", "b", "c"];
const URIS: [&str; 4] = ["urn:1", "urn:2", "urn:3", "http://x/y"];

/// Writes a random element and what is in it; all have an `id`.
fn element(numbers: &mut Numbers, depth: usize, count: &mut usize, out: &mut String) {
    let prefix = numbers.pick(&PREFIXES);
    let name = match prefix {
        "" => "e".to_owned(),
        prefix => format!("{prefix}:e"),
    };
    let _ = write!(out, "<{name} id=\"i{count}\"");
    *count += 1;
    let mut declared = Vec::new();
    for _ in 0..numbers.below(3) {
        let prefix = numbers.pick(&PREFIXES);
        if declared.contains(&prefix) {
            continue;
        }
        declared.push(prefix);
        let _ = match prefix {
            "" if numbers.one_in(3) => write!(out, " xmlns=''"),
            "" => write!(out, " xmlns='{}'", numbers.pick(&URIS)),
            prefix => write!(out, "\n xmlns:{prefix}='{}'", numbers.pick(&URIS)),
        };
    }
    for (index, attribute) in ["z", "xml:lang", "xml:space", "y"].into_iter().enumerate() {
        if numbers.one_in(4) {
            let _ = write!(out, " {attribute} = '{index}\t&#10;&lt;\"&#xE6;'");
        }
    }
    if numbers.one_in(3) {
        let _ = write!(out, " {}:x='1'", numbers.pick(&PREFIXES[1..]));
    }
    out.push('>');
    for _ in 0..numbers.below(if depth == 0 { 1 } else { 5 }) {
        match numbers.below(6) {
            0 => out.push_str("<!-- c\r\n -->"),
            1 => out.push_str("<?p  q\r?>"),
            2 => out.push_str("t\r\n&#13;&gt;>æ<![CDATA[<&]]>"),
            _ => element(numbers, depth - 1, count, out),
        }
    }
    let _ = write!(out, "</{name}>");
}

struct Method {
    canonicalization: Canonicalization,
    /// The content of the transform.
    parameters: &'static str,
}

fn methods() -> Vec<Method> {
    let plain = |canonicalization| Method {
        canonicalization,
        parameters: "",
    };
    let listed = |list, parameters| Method {
        canonicalization: Canonicalization::exclusive().with_inclusive_prefixes(list),
        parameters,
    };
    vec![
        plain(Canonicalization::inclusive()),
        plain(Canonicalization::inclusive().with_comments()),
        plain(Canonicalization::exclusive()),
        plain(Canonicalization::exclusive().with_comments()),
        listed(
            "a c",
            "<ec:InclusiveNamespaces xmlns:ec='http://www.w3.org/2001/10/xml-exc-c14n#' PrefixList='a c'/>",
        ),
        listed(
            "#default b",
            "<ec:InclusiveNamespaces xmlns:ec='http://www.w3.org/2001/10/xml-exc-c14n#' PrefixList='#default b'/>",
        ),
    ]
}

/// A document with `count` random elements and a signature that is still to be filled in, with one reference for each
/// element and method.
fn template(numbers: &mut Numbers) -> (String, usize) {
    let mut count = 0;
    let mut content = String::new();
    element(numbers, 5, &mut count, &mut content);
    let mut references = String::new();
    for index in 0..count {
        for Method {
            canonicalization,
            parameters,
        } in methods()
        {
            // A bare id leaves comments out before any transform sees them.
            let _ = write!(
                references,
                "<Reference URI=\"#xpointer(id('i{index}'))\"><Transforms><Transform Algorithm='{}'>{parameters}</Transform></Transforms>\
                 <DigestMethod Algorithm='http://www.w3.org/2001/04/xmlenc#sha256'/><DigestValue/></Reference>",
                canonicalization.uri()
            );
        }
    }
    let xml = format!(
        "<r xmlns:a='urn:1' xmlns:b='urn:2' xmlns:c='urn:1' xmlns='urn:2' xml:lang='da'>{content}\
         <Signature xmlns='http://www.w3.org/2000/09/xmldsig#'><SignedInfo>\
         <CanonicalizationMethod Algorithm='http://www.w3.org/2001/10/xml-exc-c14n#'/>\
         <SignatureMethod Algorithm='http://www.w3.org/2001/04/xmldsig-more#hmac-sha256'/>{references}</SignedInfo>\
         <SignatureValue/></Signature></r>"
    );
    (xml, count)
}

/// What xmlsec1 makes of a template; `None` when it is not installed.
fn filled_in(xml: &str) -> Option<String> {
    let stem = std::env::temp_dir().join(format!("spo-c14n-{}", std::process::id()));
    let (input, key) = (stem.with_extension("xml"), stem.with_extension("key"));
    std::fs::write(&input, xml).unwrap();
    std::fs::write(&key, b"0123456789abcdef").unwrap();
    let output = Command::new("xmlsec1")
        .args(["--sign", "--id-attr:id", "e"])
        .args(
            URIS.iter()
                .flat_map(|uri| ["--id-attr:id".to_owned(), format!("{uri}:e")]),
        )
        .arg("--hmackey")
        .arg(&key)
        .arg(&input)
        .output();
    let _ = std::fs::remove_file(&input);
    let _ = std::fs::remove_file(&key);
    let Ok(output) = output else {
        eprintln!("skipped: xmlsec1 is not installed");
        return None;
    };
    assert!(
        output.status.success(),
        "{}\n{xml}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(String::from_utf8(output.stdout).unwrap())
}

fn find<'d>(document: &'d Document<'d>, id: &str) -> Element<'d> {
    let mut found = document
        .root()
        .descendants()
        .filter(|element| element.attr("id") == Some(id));
    found.next().unwrap()
}

#[test]
fn elements_have_the_digests_that_xmlsec1_computes() {
    let mut numbers = Numbers(0x2026_0401);
    let mut compared = 0;
    for _ in 0..60 {
        let (xml, count) = template(&mut numbers);
        let Some(signed) = filled_in(&xml) else { return };
        let signed = Document::parse(signed.as_bytes(), Limits::MESSAGE).unwrap();
        let digests: Vec<&str> = signed
            .root()
            .descendants()
            .filter(|element| element.is(Namespace::DS, "DigestValue"))
            .map(Element::text)
            .collect();
        let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
        let mut expected = digests.into_iter();
        for index in 0..count {
            let element = find(&document, &format!("i{index}"));
            for Method { canonicalization, .. } in methods() {
                let canonical = canonicalization.element(element).unwrap();
                let digest = ring::digest::digest(&ring::digest::SHA256, canonical.as_bytes());
                assert_eq!(
                    Some(STANDARD.encode(digest).as_str()),
                    expected.next(),
                    "{canonicalization:?} of i{index}:\n{canonical}\n{xml}"
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 1_000, "{compared}");
}

/// What an element and everything in it mean, whatever the way they are written.
fn meaning(element: Element<'_>) -> Vec<String> {
    let document = element.document();
    let uri = |namespace| document.namespace_uri(namespace).unwrap_or_default();
    let describe = |element: Element<'_>| {
        let mut attributes: Vec<_> = element
            .attributes()
            .map(|attribute| (uri(attribute.namespace), attribute.local, attribute.value))
            .collect();
        attributes.sort_unstable();
        let (namespace, local, text) = (uri(element.namespace()), element.local(), element.text());
        format!(
            "{namespace} {local} {attributes:?} {text:?} {}",
            element.children().count()
        )
    };
    std::iter::once(element)
        .chain(element.descendants())
        .map(describe)
        .collect()
}

#[test]
fn canonical_forms_mean_the_same_and_are_their_own_canonical_forms() {
    let mut numbers = Numbers(0x0401_2026);
    for _ in 0..200 {
        let (xml, count) = template(&mut numbers);
        let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
        for index in 0..count {
            let element = find(&document, &format!("i{index}"));
            for Method { canonicalization, .. } in methods() {
                let canonical = canonicalization.element(element).unwrap();
                let reread = Document::parse(canonical.as_bytes(), Limits::MESSAGE).unwrap();
                assert_eq!(canonicalization.document(&reread).unwrap(), canonical);
                if canonicalization.uri().contains("exc-c14n") {
                    assert_eq!(meaning(reread.root()), meaning(element), "{canonical}");
                }
            }
        }
    }
}
