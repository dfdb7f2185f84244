//! Whole documents: the same bytes as libxml2 makes of them.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use spo_core::xml::{Canonicalization, Document, Limits, XmlErrorKind};

use crate::support::{files, shared_data};

/// What `xmllint` makes of a document; `None` when it refuses. Panics when it is not installed.
fn libxml2(option: &str, xml: &[u8]) -> Option<Vec<u8>> {
    let mut child = Command::new("xmllint")
        .args(["--nonet", option, "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = xml.to_vec();
    let writer = std::thread::spawn(move || {
        // A refusal may close the pipe early.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    (output.status.success() && !output.stdout.is_empty()).then_some(output.stdout)
}

fn xmllint_is_there() -> bool {
    let there = Command::new("xmllint").arg("--version").output().is_ok();
    if !there {
        eprintln!("skipped: xmllint is not installed");
    }
    there
}

/// xmllint keeps comments.
fn methods() -> [(&'static str, Canonicalization); 2] {
    [
        ("--c14n", Canonicalization::inclusive().with_comments()),
        ("--exc-c14n", Canonicalization::exclusive().with_comments()),
    ]
}

#[derive(Default)]
struct Count {
    equal: usize,
    refused: usize,
    different: Vec<String>,
}

fn compare(path: &Path, xml: &[u8], count: &mut Count) {
    let document = match Document::parse(xml, Limits::MESSAGE) {
        Ok(document) => document,
        // Refused before any canonicalisation: a document type declaration, another encoding, not well-formed.
        Err(_) => {
            count.refused += 1;
            return;
        }
    };
    for (option, method) in methods() {
        let ours = method.document(&document).map(String::into_bytes);
        match (ours, libxml2(option, xml)) {
            (Ok(ours), Some(theirs)) if ours == theirs => count.equal += 1,
            (Err(error), None) if error.kind() == XmlErrorKind::Namespace => count.refused += 1,
            (ours, theirs) => count.different.push(format!(
                "{option} {}: we {}, libxml2 {}",
                path.display(),
                ours.map_or_else(|error| error.to_string(), |ours| format!("{} bytes", ours.len())),
                theirs.map_or("refuses".to_owned(), |theirs| format!("{} bytes", theirs.len()))
            )),
        }
    }
}

#[test]
fn every_shared_file_has_the_canonical_forms_that_libxml2_gives_it() {
    let Some(data) = shared_data() else { return };
    if !xmllint_is_there() {
        return;
    }
    let mut count = Count::default();
    for extension in ["xml", "XML", "xsd", "wsdl", "xsl"] {
        for path in files(&data, extension) {
            compare(&path, &std::fs::read(&path).unwrap(), &mut count);
        }
    }
    assert_eq!(count.different, Vec::<String>::new());
    assert!(
        count.equal > 800,
        "{} equal, {} refused",
        count.equal,
        count.refused
    );
}

#[test]
fn awkward_documents_have_the_canonical_forms_that_libxml2_gives_them() {
    if !xmllint_is_there() {
        return;
    }
    let documents = [
        "<a b='1\r\n2\r3\n4\t5&#13;&#10;&#9;'>\r\n&#13;\r<![CDATA[\r\n]]><?p \r\nx\r?><!--\r--></a>",
        "<?p  d ?><!--1--><a/><!--2-->\r\n<?q?>",
        "<a xmlns='urn:a'><b xmlns=''><c xmlns='urn:a'><d xmlns=''/></c></b></a>",
        "<p:a xmlns:p='urn:1' xmlns:q='urn:2' q:x='1' p:x='2' x='3' xml:id='i'><p:b xmlns:p='urn:2'/></p:a>",
        "<a b='&amp;lt;&#38;#60;&apos;\"'>&amp;lt;&#38;#60;]] ></a>",
        "<æ:ø xmlns:æ='urn:a' å='&#xE5;&#x1F600;'>\u{1F600}\u{85}\u{2028}\u{A0}</æ:ø>",
        "<a xmlns:x='http://x/?a=1;b=2'><x:b x:c=''/></a>",
    ];
    let mut count = Count::default();
    for xml in documents {
        compare(Path::new(xml), xml.as_bytes(), &mut count);
    }
    assert_eq!(count.different, Vec::<String>::new());
    assert_eq!((count.equal, count.refused), (2 * documents.len(), 0));
}
