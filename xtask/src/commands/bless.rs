//! `cargo xtask bless`: takes what the code produces now as what it should produce.

use anyhow::Result;

use super::Command;
use crate::process;
use crate::report::Report;
use crate::workspace::Workspace;

pub(super) const COMMAND: Command = Command {
    name: "bless",
    about: "rewrite golden files, include/spo.h among them, from the present code; read the diff before committing",
    flags: &[],
    run,
};

fn run(workspace: &Workspace, _flags: &[String]) -> Result<Report> {
    let mut cargo = workspace.cargo("test");
    cargo.args([
        "--workspace",
        "--exclude",
        "spo-py",
        "--all-targets",
        "--quiet",
        "--no-fail-fast",
    ]);
    process::run(cargo.env("SPO_BLESS", "1"))?;
    process::run(workspace.command("git").args(["status", "--short"]))?;
    Ok(Report::new("bless"))
}
