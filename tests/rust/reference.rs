//! `docs/reference.md` says what every kind of error, rule and warning means. It is made from the tables in the code, and
//! this test keeps it true; `SPO_BLESS=1` writes it anew.

use std::fmt::Write as _;

use spo_core::rules::{self, Rule};
use spo_core::{ErrorKind, audit, cda, master_data_edit};

#[test]
fn the_reference_is_what_the_tables_say() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reference.md");
    let expected = reference();
    if std::env::var_os("SPO_BLESS").is_some() {
        std::fs::write(path, &expected).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == expected,
        "docs/reference.md is out of date: SPO_BLESS=1 cargo test -p spo-tests writes it"
    );
}

fn reference() -> String {
    let mut out = String::from(
        "# Errors, rules and warnings\n\n\
         Made from the tables in the code by `cargo xtask bless`; do not edit.\n\n\
         ## Kinds of error\n\n\
         The kind is the decision a caller can take. The status is what a C function returns, the class what Python raises; \
         an error's `code` names the cause more finely.\n\n\
         | kind | class | status | Python | same call later? | what to do |\n|---|---|---|---|---|---|\n",
    );
    for kind in ErrorKind::ALL {
        let again = if kind.is_retryable() { "can succeed" } else { "no" };
        let name = kind.name();
        writeln!(
            out,
            "| <a id=\"{name}\"></a>`{name}` | {} | {} | `{}` | {again} | {} |",
            kind.class().name(),
            kind.status(),
            kind.python_class(),
            kind.remedy()
        )
        .unwrap();
    }
    out.push_str(
        "\n## Rules for an appointment\n\n\
         What is checked before anything is sent. All broken rules are reported at once, each with the path of its field. \
         Four hexadecimal digits are a `CONF-DK-APD` statement of the guide APD-DK 2.0.1 or its errata.\n\n\
         | rule | Danish | English | remedy | source |\n|---|---|---|---|---|\n",
    );
    write_rules(&mut out, rules::ALL);
    out.push_str(
        "\n## Rules for a change of master data\n\n\
         What is checked before a change of what is typed in (relatives, contact phones, temporary address, language, \
         dentist) goes to an editor.\n\n\
         | rule | Danish | English | remedy | source |\n|---|---|---|---|---|\n",
    );
    write_rules(&mut out, master_data_edit::RULES);
    out.push_str(
        "\n## Rules for a registration with the log\n\n\
         What is checked before an entry for the national log (MinLog) is accepted. The sources are types of its schema, \
         `minlog2-registration_20250312.xsd`.\n\n\
         | rule | Danish | English | remedy | source |\n|---|---|---|---|---|\n",
    );
    write_rules(&mut out, audit::RULES);
    out.push_str(
        "\n## Warnings of a document that was read\n\n\
         What was guessed, or stands in the document and has no place in the model. The document itself stays \
         reachable.\n\n| warning | meaning |\n|---|---|\n",
    );
    for (code, meaning) in cda::WARNING_CODES {
        writeln!(
            out,
            "| <a id=\"{code}\"></a>`{code}` | {} |",
            meaning.replace('|', "\\|")
        )
        .unwrap();
    }
    out
}

fn write_rules(out: &mut String, rules: &[Rule]) {
    for rule in rules {
        let id = rule.id;
        let [danish, english, remedy, source] =
            [rule.danish, rule.english, rule.remedy, rule.source].map(|text| text.replace('|', "\\|"));
        writeln!(
            out,
            "| <a id=\"{id}\"></a>`{id}` | {danish} | {english} | {remedy} | {source} |"
        )
        .unwrap();
    }
}
