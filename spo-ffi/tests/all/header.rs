//! `include/spo.h` is what the code says. `SPO_BLESS=1 cargo test -p spo-ffi` rewrites it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use spo_core::ErrorKind;

pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Compares a committed file with what it should be, or rewrites it when `SPO_BLESS` is set.
pub(crate) fn check_golden(path: &str, expected: &str) {
    let file = repository().join(path);
    if std::env::var_os("SPO_BLESS").is_some() {
        std::fs::write(&file, expected).unwrap();
        return;
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    if let Some(at) = first_difference(&committed, expected) {
        let line = |text: &str| text.lines().nth(at).unwrap_or("(the end)").to_owned();
        panic!(
            "{path} is not up to date, from line {}:\n  - {}\n  + {}\nrun SPO_BLESS=1 cargo test -p spo-ffi and commit the result",
            at + 1,
            line(&committed),
            line(expected)
        );
    }
}

fn first_difference(a: &str, b: &str) -> Option<usize> {
    (a != b).then(|| a.lines().zip(b.lines()).take_while(|(a, b)| a == b).count())
}

/// The version macros, from Cargo.toml.
fn version(out: &mut String) {
    let parts = [
        ("MAJOR", env!("CARGO_PKG_VERSION_MAJOR")),
        ("MINOR", env!("CARGO_PKG_VERSION_MINOR")),
        ("PATCH", env!("CARGO_PKG_VERSION_PATCH")),
    ];
    out.push_str("/**\n * The version of this header. spo_version() is the version of the library that is loaded.\n */\n");
    writeln!(out, "#define SPO_VERSION \"{}\"", env!("CARGO_PKG_VERSION")).unwrap();
    for (name, number) in parts {
        writeln!(out, "#define SPO_VERSION_{name} {number}").unwrap();
    }
    out.push_str("/** One number to compare: two digits each for minor and patch. */\n");
    out.push_str(
        "#define SPO_VERSION_NUMBER (SPO_VERSION_MAJOR * 10000 + SPO_VERSION_MINOR * 100 + SPO_VERSION_PATCH)\n",
    );
}

/// The statuses, from the table of error kinds, spelled as cbindgen spells an enum.
fn statuses(out: &mut String) {
    const SIZED: &str = "defined(__cplusplus) || __STDC_VERSION__ >= 202311L";
    out.push_str("/**\n * What a function answers: one number for each decision a caller can take. The cause is in spo_error_code.\n */\n");
    write!(
        out,
        "enum spo_status\n#if {SIZED}\n  : int32_t\n#endif // {SIZED}\n {{\n"
    )
    .unwrap();
    out.push_str("  /**\n   * It worked.\n   */\n  SPO_STATUS_OK = 0,\n");
    for kind in ErrorKind::ALL {
        writeln!(out, "  /**\n   * {}\n   *", meaning(*kind)).unwrap();
        let retry = if kind.is_retryable() {
            "The same call can succeed later. "
        } else {
            ""
        };
        writeln!(out, "   * {retry}{}\n   */", kind.remedy()).unwrap();
        writeln!(
            out,
            "  SPO_STATUS_{} = {},",
            kind.name().to_uppercase(),
            kind.status()
        )
        .unwrap();
    }
    out.push_str(
        "};\n#ifndef __cplusplus\n#if __STDC_VERSION__ >= 202311L\ntypedef enum spo_status spo_status;\n#else\n\
         typedef int32_t spo_status;\n#endif // __STDC_VERSION__ >= 202311L\n#endif // __cplusplus\n",
    );
}

/// The words that the table has for a kind: the doc comment above its line.
fn meaning(kind: ErrorKind) -> String {
    let table = include_str!("../../../spo-core/src/error/kind.rs");
    let row = format!("{kind:?} = {}, ", kind.status());
    let (above, _) = table
        .split_once(&row)
        .unwrap_or_else(|| panic!("{row} is not in the table"));
    let mut words: Vec<&str> = above
        .lines()
        .rev()
        .skip(1)
        .map_while(|line| line.trim().strip_prefix("/// "))
        .collect();
    words.reverse();
    words.join("\n   * ")
}

fn generate() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = cbindgen::Config::from_file(folder.join("cbindgen.toml")).unwrap();
    let mut header = Vec::new();
    cbindgen::Builder::new()
        .with_crate(folder)
        .with_config(config)
        .generate()
        .unwrap()
        .write(&mut header);

    let mut generated = String::new();
    version(&mut generated);
    generated.push('\n');
    statuses(&mut generated);
    // What rustdoc shows as code needs no mark in a comment of C.
    let header = String::from_utf8(header).unwrap().replace('`', "");
    header.replace("@GENERATED@", generated.trim_end())
}

#[test]
fn the_committed_header_is_what_the_code_says() {
    check_golden("include/spo.h", &generate());
}

#[test]
fn every_status_of_the_table_is_in_the_header_with_its_number() {
    let header = generate();
    for kind in ErrorKind::ALL {
        let line = format!("SPO_STATUS_{} = {},", kind.name().to_uppercase(), kind.status());
        assert!(header.contains(&line), "{line}");
    }
}

#[test]
fn the_header_holds_no_word_that_only_rust_knows() {
    let header = generate();
    let word = ["# Safety", "[spo", "Option<", "&str", "::", "None,", "panic!"];
    for line in header.lines().filter(|line| !line.contains("SPO_")) {
        for word in word {
            assert!(!line.contains(word), "{line}");
        }
    }
}

/// The doc comment of every function, by the function's name.
fn documented(header: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for block in header.split("/**").skip(1) {
        let Some((comment, code)) = block.split_once("*/") else {
            continue;
        };
        let code = code.trim_start();
        let declaration = code.split(';').next().unwrap_or_default();
        let before = declaration.split_once('(').map(|(before, _)| before);
        let name = before.and_then(|before| before.split([' ', '*']).rfind(|word| word.starts_with("spo_")));
        if let Some(name) = name {
            found.push((name.to_owned(), comment.to_owned()));
        }
    }
    found
}

#[test]
fn a_function_that_lends_says_from_whom() {
    let header = generate();
    let functions = documented(&header);
    assert!(
        functions.len() > 100,
        "only {} functions were found",
        functions.len()
    );
    for (name, comment) in &functions {
        let lends = header
            .lines()
            .any(|line| line.starts_with("const ") && line.contains(&format!("{name}(")));
        let says = ["Borrowed from", "is constant"]
            .iter()
            .any(|words| comment.replace("\n * ", " ").contains(words));
        assert!(!lends || says, "{name} does not say who owns what it returns");
    }
}
