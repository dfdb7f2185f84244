//! `cargo xtask bench`: the benchmarks, on one core.

use anyhow::{Result, bail};

use super::Command;
use crate::divan;
use crate::process;
use crate::report::Report;
use crate::tools::{C_COMPILER, CARGO, TASKSET, require};
use crate::workspace::Workspace;

pub(super) const COMMAND: Command = Command {
    name: "bench",
    about: "run the benchmarks on one core; medians, and throughput in parts of the bare XML reader's",
    flags: &[],
    run,
};

/// Every benchmark file, and not the crates' own tests, which would be listed as benchmarks that are ignored.
const WHAT: [&str; 6] = ["--package", "spo-core", "--package", "spo-tests", "--bench", "*"];

fn run(workspace: &Workspace, _flags: &[String]) -> Result<Report> {
    require(&[&CARGO, &C_COMPILER])?;
    // Built first and on every core: only the measuring is kept to one.
    process::run(workspace.cargo("bench").args(WHAT).arg("--no-run"))?;
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
    let printed = process::run_and_keep(pinned.args(WHAT))?;
    if !printed.success {
        bail!("the benchmarks failed");
    }
    println!("\n{}", divan::table(&printed.text));
    Ok(Report::new("bench"))
}
