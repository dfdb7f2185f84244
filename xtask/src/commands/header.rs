//! `cargo xtask header`: `include/spo.h` and `include/spo.symbols` from `spo-ffi`.

use anyhow::Result;

use super::{Command, has};
use crate::process;
use crate::report::Report;
use crate::workspace::Workspace;

pub(super) const COMMAND: Command = Command {
    name: "header",
    about: "generate include/spo.h and include/spo.symbols from spo-ffi",
    flags: &[("--check", "only say whether they are up to date")],
    run,
};

fn run(workspace: &Workspace, flags: &[String]) -> Result<Report> {
    if has(flags, "--check") {
        check(workspace)?;
    } else {
        write(workspace)?;
    }
    Ok(Report::new("header"))
}

/// Fails where the committed files are not what `spo-ffi` says.
pub(super) fn check(workspace: &Workspace) -> Result<()> {
    process::run(&mut generator(workspace))
}

/// Writes the files into the tree.
pub(super) fn write(workspace: &Workspace) -> Result<()> {
    process::run(generator(workspace).env("SPO_BLESS", "1"))
}

/// The tests of `spo-ffi` make the files and compare them, or write them: what they add to cbindgen's work stays there.
/// One after the other, because the list of symbols is read from the header.
fn generator(workspace: &Workspace) -> std::process::Command {
    let mut cargo = workspace.cargo("test");
    cargo.args([
        "--package",
        "spo-ffi",
        "--test",
        "all",
        "--quiet",
        "--",
        "--test-threads=1",
    ]);
    cargo
}
