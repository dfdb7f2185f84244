//! `cargo xtask stubs`: the Python stubs say what the compiled module has, no more and no less.

use anyhow::Result;

use super::Command;
use crate::process;
use crate::python::Venv;
use crate::report::Report;
use crate::workspace::Workspace;

pub(super) const COMMAND: Command = Command {
    name: "stubs",
    about: "compare the Python stubs with the compiled module",
    flags: &[("--check", "the same; stubs are written by hand")],
    run: |workspace, _flags| {
        let mut report = Report::new("stubs");
        report.check("stubtest", || check(workspace));
        Ok(report)
    },
};

/// Names that may differ, one per line; the file need not be there.
const ALLOWED: &str = "spo-py/stubtest-allowlist.txt";

pub(super) fn check(workspace: &Workspace) -> Result<()> {
    let venv = Venv::for_lint(workspace)?;
    venv.build_package(workspace)?;
    let mut stubtest = venv.python(workspace);
    stubtest.args(["-m", "mypy.stubtest", "spo"]);
    if workspace.has(ALLOWED) {
        stubtest.arg("--allowlist").arg(workspace.path(ALLOWED));
    }
    process::run(&mut stubtest)
}
