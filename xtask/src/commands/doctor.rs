//! `cargo xtask doctor`: what is installed here, what is missing, and what to do about it.

use anyhow::Result;

use super::Command;
use crate::python;
use crate::report::Report;
use crate::tally::Tally;
use crate::tools::{
    C_COMPILER, CARGO, CLIPPY, CXX_COMPILER, MAKE, OPENSSL, RUSTFMT, TASKSET, Tool, VALGRIND, XMLLINT, XMLSEC,
};
use crate::workspace::Workspace;

pub(super) const COMMAND: Command = Command {
    name: "doctor",
    about: "say what is installed here, what is missing, and the remedy",
    flags: &[],
    run,
};

/// What `cargo xtask test` cannot do without, besides Python.
const NEEDED: [&Tool; 4] = [&CARGO, &C_COMPILER, &CXX_COMPILER, &MAKE];
/// What single tasks use.
const USEFUL: [&Tool; 7] = [
    &RUSTFMT, &CLIPPY, &VALGRIND, &XMLLINT, &XMLSEC, &OPENSSL, &TASKSET,
];

fn run(workspace: &Workspace, _flags: &[String]) -> Result<Report> {
    let mut report = Report::new("doctor");
    report.part("needed", |_| {
        let python = match python::interpreter() {
            Ok((program, version)) => {
                println!("  {:<14}{version} ({})", "Python", program.display());
                Tally::PASS
            }
            Err(error) => {
                println!("  {error}");
                Tally::FAIL
            }
        };
        let tools = NEEDED
            .into_iter()
            .map(|tool| if look(tool) { Tally::PASS } else { Tally::FAIL });
        Ok(tools.chain([python]).sum())
    });
    report.part("useful", |_| {
        Ok(USEFUL
            .into_iter()
            .map(|tool| if look(tool) { Tally::PASS } else { Tally::SKIP })
            .sum())
    });
    match workspace.shared() {
        Some(place) => println!("\nsample documents and schemas: {}", place.display()),
        None => println!("\nsample documents and schemas: none (name their folder in SPO_SHARED)"),
    }
    Ok(report)
}

fn look(tool: &Tool) -> bool {
    let found = tool.found();
    match &found {
        Some((_, version)) => println!("  {:<14}{version}", tool.name),
        None => println!("  {}", tool.remedy()),
    }
    found.is_some()
}
