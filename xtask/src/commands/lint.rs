//! `cargo xtask lint`: everything that can be judged without running the code.

use anyhow::Result;

use super::{Command, header, stubs};
use crate::process;
use crate::python::{self, Venv};
use crate::report::Report;
use crate::tools::{self, C_COMPILER, CARGO, CLIPPY, RUSTFMT};
use crate::workspace::Workspace;

pub(super) const COMMAND: Command = Command {
    name: "lint",
    about: "formatting, clippy, documentation, header and stub drift, ruff, mypy",
    flags: &[],
    run,
};

fn run(workspace: &Workspace, _flags: &[String]) -> Result<Report> {
    tools::require(&[&CARGO, &RUSTFMT, &CLIPPY, &C_COMPILER])?;
    python::interpreter()?;

    let mut report = Report::new("lint");
    report.check("cargo fmt", || {
        process::run(workspace.cargo("fmt").args(["--all", "--check"]))
    });
    report.check("clippy", || {
        let mut clippy = workspace.cargo("clippy");
        process::run(clippy.args(["--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]))
    });
    report.check("cargo doc", || {
        let mut doc = workspace.cargo("doc");
        process::run(
            doc.args(["--workspace", "--no-deps", "--quiet"])
                .env("RUSTDOCFLAGS", "-D warnings"),
        )
    });
    report.check("include/spo.h", || header::check(workspace));
    report.check("ruff", || {
        let venv = Venv::for_lint(workspace)?;
        let folders = ["spo-py", "examples/python"]
            .into_iter()
            .filter(|folder| workspace.has(folder));
        let folders: Vec<&str> = folders.collect();
        process::run(
            venv.command(workspace, "ruff")
                .args(["check", "--quiet"])
                .args(&folders),
        )?;
        process::run(
            venv.command(workspace, "ruff")
                .args(["format", "--check"])
                .args(&folders),
        )
    });
    report.check("stubtest", || stubs::check(workspace));
    report.check("mypy", || {
        // Reads its settings and what to check from the pyproject.toml where it starts.
        let venv = Venv::for_lint(workspace)?;
        process::run(
            venv.python(workspace)
                .current_dir(workspace.path("spo-py"))
                .args(["-m", "mypy"]),
        )
    });
    Ok(report)
}
