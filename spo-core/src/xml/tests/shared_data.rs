//! Files that others wrote: hostile ones, and documents and messages from the field.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::xml::{Document, Limits, XmlErrorKind};

/// `data/<name>` beside the repository, or under `SPO_SHARED`.
fn shared(name: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let data = std::env::var_os("SPO_SHARED")
        .map_or_else(beside, PathBuf::from)
        .join("data")
        .join(name);
    if !data.exists() {
        assert!(
            std::env::var_os("SPO_REQUIRE_SHARED").is_none(),
            "{} is not there",
            data.display()
        );
        eprintln!("skipped: ../shared is not there");
        return None;
    }
    Some(data)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn hostile_files_are_answered_with_a_typed_error_at_once() {
    let Some(folder) = shared("xml-attack") else {
        return;
    };
    for file in files(&folder) {
        let bytes = std::fs::read(&file).unwrap();
        let started = Instant::now();
        let result = Document::parse(&bytes, Limits::DOCUMENT);
        assert!(
            started.elapsed() < Duration::from_millis(100),
            "{}",
            file.display()
        );
        let kind = result.err().map(|error| error.kind());
        let expected = match file.file_name().and_then(|name| name.to_str()) {
            Some("README.md") => Some(XmlErrorKind::NotWellFormed),
            // Harmless as XML: what they try is aimed at XSLT processors and careless users of namespaces.
            Some("xalan_exec.xsl" | "xalan_write.xsl" | "simple.xml" | "simple-ns.xml") => None,
            _ => Some(XmlErrorKind::Doctype),
        };
        assert_eq!(kind, expected, "{}", file.display());
    }
}

#[test]
fn documents_from_the_field_are_read_exactly_when_xmllint_reads_them() {
    for folder in ["appointments", "master-data", "transport", "xds-ipf"] {
        let Some(folder) = shared(folder) else { return };
        let is_xml = |file: &&PathBuf| file.extension().is_some_and(|extension| extension == "xml");
        for file in files(&folder).iter().filter(is_xml) {
            let bytes = std::fs::read(file).unwrap();
            let Ok(xmllint) = Command::new("xmllint")
                .args(["--noout", "--nonet"])
                .arg(file)
                .output()
            else {
                eprintln!("skipped: xmllint is not there");
                return;
            };
            let result = Document::parse(&bytes, Limits::DOCUMENT);
            let has_doctype = result
                .as_ref()
                .is_err_and(|error| error.kind() == XmlErrorKind::Doctype);
            assert_eq!(
                xmllint.status.success() && !has_doctype,
                result.is_ok(),
                "{}: {:?}",
                file.display(),
                result.err()
            );
        }
    }
}
