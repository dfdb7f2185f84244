//! `cargo xtask conformance`: what the library writes, judged by other people's schemas.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::{Command, has};
use crate::process;
use crate::report::{self, Report};
use crate::tally::Tally;
use crate::tools::{self, C_COMPILER, CARGO, XMLLINT};
use crate::workspace::Workspace;

pub(super) const COMMAND: Command = Command {
    name: "conformance",
    about: "the tests over real documents, and every document and message against its schema",
    flags: &[("--schemas-only", "only the schemas")],
    run,
};

/// HL7's schema of a CDA document, with the extensions the Danish profiles use.
const DOCUMENT_SCHEMA: &str = "data/transport/xsd-cda/ccda/infrastructure/cda/CDA_SDTC.xsd";
/// IHE's and OASIS' schemas of everything a SOAP body may hold here.
const BODY_SCHEMA: &str = "data/transport/xsd-ihe-libxml2/all.xsd";
/// The appointments to write.
const APPOINTMENTS: &str = "examples/data";

/// What `build_message` is asked for, by kind. `APPOINTMENT` stands for each appointment file in turn.
const MESSAGES: [(&str, &[&str]); 5] = [
    ("create", &[APPOINTMENT]),
    (
        "replace",
        &[
            APPOINTMENT,
            "--entry",
            "urn:uuid:0d1ed9c4-1f4b-4e0c-9a52-3d8ae9f1b8a7",
        ],
    ),
    (
        "find",
        &[
            "2512489996",
            "--from",
            "2026-07-01T00:00:00+02:00",
            "--to",
            "2026-08-01T00:00:00+02:00",
        ],
    ),
    (
        "retrieve",
        &["1.2.208.184.100.1^4711", "--repository", "1.2.208.176.43210.8.20"],
    ),
    ("cancel", &[APPOINTMENT]),
];
const APPOINTMENT: &str = "APPOINTMENT";

/// The SOAP versions a message is built for, and the namespaces of their envelopes.
const SOAP: [(&str, &str); 2] = [
    ("1.1", "http://schemas.xmlsoap.org/soap/envelope/"),
    ("1.2", "http://www.w3.org/2003/05/soap-envelope"),
];

fn run(workspace: &Workspace, flags: &[String]) -> Result<Report> {
    tools::require(&[&CARGO, &C_COMPILER, &XMLLINT])?;
    let Some(shared) = workspace.shared() else {
        bail!("the schemas and sample documents are not there: name their folder in SPO_SHARED");
    };
    let mut report = Report::new("conformance");
    if !has(flags, "--schemas-only") {
        report.part("tests over real documents", |_| test(workspace, &shared));
    }
    report.part("documents against CDA_SDTC.xsd", |_| {
        documents(workspace, &shared)
    });
    report.part("messages against the IHE schemas", |_| {
        messages(workspace, &shared)
    });
    Ok(report)
}

/// Tests that only look at the shared documents when they are there must fail without them.
fn test(workspace: &Workspace, shared: &Path) -> Result<Tally> {
    let mut cargo = workspace.cargo("test");
    cargo.args([
        "--workspace",
        "--exclude",
        "spo-py",
        "--lib",
        "--tests",
        "--no-fail-fast",
    ]);
    cargo.env("SPO_SHARED", shared).env("SPO_REQUIRE_SHARED", "1");
    let printed = process::run_and_keep(&mut cargo)?;
    Ok(Tally::from_cargo(&printed.text).with_outcome(printed.success))
}

fn documents(workspace: &Workspace, shared: &Path) -> Result<Tally> {
    let place = workspace.scratch("conformance/documents")?;
    let schema = shared.join(DOCUMENT_SCHEMA);
    let mut tally = Tally::default();
    for appointment in appointments(workspace)? {
        let name = stem(&appointment);
        let arguments = [appointment.into_os_string()];
        let written = place.join(format!("{name}.xml"));
        tally += report::judged(
            &name,
            write_and_validate(workspace, "write_document", &arguments, &written, &schema),
        );
    }
    Ok(tally)
}

fn messages(workspace: &Workspace, shared: &Path) -> Result<Tally> {
    let place = workspace.scratch("conformance/messages")?;
    let appointments = appointments(workspace)?;
    let mut tally = Tally::default();
    for (soap, namespace) in SOAP {
        let schema = place.join(format!("envelope-{soap}.xsd"));
        fs::write(&schema, envelope_schema(namespace, &shared.join(BODY_SCHEMA)))?;
        for (kind, arguments) in MESSAGES {
            // A kind that takes no appointment is built once.
            let per_appointment = arguments.contains(&APPOINTMENT);
            let rounds = if per_appointment { appointments.len() } else { 1 };
            for appointment in appointments.iter().take(rounds) {
                let mut name = format!("{kind}-{soap}");
                if per_appointment {
                    name = format!("{name}-{}", stem(appointment));
                }
                let mut all = vec![OsString::from(kind)];
                all.extend(arguments.iter().map(|&argument| match argument {
                    APPOINTMENT => appointment.clone().into_os_string(),
                    other => OsString::from(other),
                }));
                all.extend(["--soap".into(), OsString::from(soap)]);
                let written = place.join(format!("{name}.xml"));
                tally += report::judged(
                    &name,
                    write_and_validate(workspace, "build_message", &all, &written, &schema),
                );
            }
        }
    }
    Ok(tally)
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The appointment files, in the order of their names; none at all is an error.
fn appointments(workspace: &Workspace) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(workspace.path(APPOINTMENTS)).with_context(|| format!("reading {APPOINTMENTS}"))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    if files.is_empty() {
        bail!("{APPOINTMENTS} holds no appointment");
    }
    files.sort();
    Ok(files)
}

/// Runs one of the example programs as a person would, keeps what it prints, and validates that.
fn write_and_validate(
    workspace: &Workspace,
    example: &str,
    arguments: &[OsString],
    written: &Path,
    schema: &Path,
) -> Result<()> {
    let mut cargo = workspace.cargo("run");
    cargo
        .args(["--quiet", "--example", example, "--"])
        .args(arguments);
    fs::write(written, process::output(&mut cargo)?)?;
    let mut xmllint = workspace.command("xmllint");
    process::output(
        xmllint
            .args(["--noout", "--nonet", "--schema"])
            .arg(schema)
            .arg(written),
    )?;
    Ok(())
}

/// A schema of the SOAP envelope that leaves the header alone and is strict about the body, so that a whole
/// message can be validated as it is sent.
fn envelope_schema(namespace: &str, body: &Path) -> String {
    let body = body
        .display()
        .to_string()
        .replace('&', "&amp;")
        .replace(' ', "%20");
    format!(
        r###"<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
    targetNamespace="{namespace}" elementFormDefault="qualified">
  <xs:include schemaLocation="{body}"/>
  <xs:element name="Envelope">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="Header" minOccurs="0">
          <xs:complexType>
            <xs:sequence><xs:any processContents="skip" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
            <xs:anyAttribute processContents="skip"/>
          </xs:complexType>
        </xs:element>
        <xs:element name="Body">
          <xs:complexType>
            <xs:sequence><xs:any namespace="##other" processContents="strict"/></xs:sequence>
            <xs:anyAttribute processContents="skip"/>
          </xs:complexType>
        </xs:element>
      </xs:sequence>
    </xs:complexType>
  </xs:element>
</xs:schema>
"###
    )
}
