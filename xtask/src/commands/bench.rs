//! `cargo xtask bench`: the benchmarks of spo-core, on one core.

use anyhow::Result;

use super::Command;
use crate::process;
use crate::report::Report;
use crate::tools::{C_COMPILER, CARGO, TASKSET, require};
use crate::workspace::Workspace;

pub(super) const COMMAND: Command = Command {
    name: "bench",
    about: "run the benchmarks on one core; each prints medians and its ratio to the bare XML reader",
    flags: &[],
    run,
};

const WHAT: [&str; 2] = ["--package", "spo-core"];

fn run(workspace: &Workspace, _flags: &[String]) -> Result<Report> {
    require(&[&CARGO, &C_COMPILER])?;
    // Built first and on every core: only the measuring is kept to one.
    process::run(
        workspace
            .cargo("bench")
            .args(WHAT)
            .args(["--benches", "--no-run"]),
    )?;
    let bench = workspace.cargo("bench");
    let mut pinned = match TASKSET.find() {
        Some(taskset) => {
            let mut command = workspace.command(taskset);
            command
                .args(["--cpu-list", "0"])
                .arg(bench.get_program())
                .args(bench.get_args());
            command
        }
        None => {
            println!("skipped pinning to one core: {}", TASKSET.remedy());
            bench
        }
    };
    process::run(pinned.args(WHAT).arg("--benches"))?;
    Ok(Report::new("bench"))
}
