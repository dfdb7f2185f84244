//! `cargo xtask test`: every test in Rust, C and Python.

use std::fs;

use anyhow::{Context, Result, bail};

use super::{Command, c_library, has};
use crate::process;
use crate::python::{self, Venv};
use crate::report::{self, Report};
use crate::tally::Tally;
use crate::tools::{self, C_COMPILER, CARGO, CXX_COMPILER, MAKE, OPENSSL, Tool, VALGRIND};
use crate::workspace::Workspace;

pub(super) const COMMAND: Command = Command {
    name: "test",
    about: "run every test: Rust, C (under valgrind when it is there) and Python",
    flags: &[
        ("--rust-only", "only the Rust tests"),
        ("--c-only", "only the C examples and tests"),
        ("--python-only", "only the Python tests"),
    ],
    run,
};

/// Where C programs that test themselves lie; each folder has a Makefile with the goal `test`.
const C_FOLDERS: [&str; 2] = ["tests/c", "examples/c"];

/// What the example tells, in every language.
const STORY: &str = "examples/c/share_appointment.txt";

fn run(workspace: &Workspace, flags: &[String]) -> Result<Report> {
    let only = |flag| flags.is_empty() || has(flags, flag);
    let (rust, c, python) = (only("--rust-only"), only("--c-only"), only("--python-only"));

    let mut required: Vec<&Tool> = vec![&CARGO, &C_COMPILER];
    if c {
        required.extend([&MAKE, &CXX_COMPILER]);
    }
    let mut missing = tools::require(&required).err().map(|error| error.to_string());
    if python && let Err(error) = python::interpreter() {
        missing = Some(missing.map_or(error.to_string(), |others| format!("{others}\n       {error}")));
    }
    if let Some(missing) = missing {
        bail!("{missing}");
    }

    let mut report = Report::new("test");
    if rust {
        report.part("Rust", |_| test_rust(workspace));
    }
    if c {
        report.part("C", |report| test_c(workspace, report));
    }
    if python {
        report.part("Python", |_| test_python(workspace));
    }
    Ok(report)
}

fn test_rust(workspace: &Workspace) -> Result<Tally> {
    let printed = process::run_and_keep(&mut workspace.cargo_test())?;
    let mut tally = Tally::from_cargo(&printed.text).with_outcome(printed.success);
    tally += report::judged("cargo run --example share_appointment", tell_story(workspace));
    Ok(tally)
}

/// The example in Rust prints what the example in C is held to.
fn tell_story(workspace: &Workspace) -> Result<()> {
    let told = process::output(
        workspace
            .cargo("run")
            .args(["--quiet", "--example", "share_appointment"]),
    )?;
    if told != fs::read(workspace.path(STORY)).with_context(|| format!("reading {STORY}"))? {
        bail!("it does not print what is in {STORY}");
    }
    Ok(())
}

fn test_c(workspace: &Workspace, report: &mut Report) -> Result<Tally> {
    let library = c_library::build(workspace, false)?;
    let make = MAKE.find().unwrap_or_else(|| "make".to_owned());
    // What Rust shares it holds by a pointer to its middle, which valgrind calls possibly lost: the cards that a process
    // keeps, for example.
    let valgrind = "valgrind --quiet --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite \
                    --error-exitcode=9";
    let under = VALGRIND.find().map(|_| valgrind);
    if under.is_none() {
        report.skip(VALGRIND.remedy());
    }
    if OPENSSL.find().is_none() {
        report.skip(OPENSSL.remedy());
    }
    let mut tally = Tally::default();
    for folder in C_FOLDERS {
        let mut command = workspace.command(&make);
        // Cached backtraces look like leaks to valgrind, and a user would only see noise.
        command
            .env("RUST_BACKTRACE", "0")
            .args(["--no-print-directory", "-C", folder, "test"]);
        command.arg(format!("SPO_LIB_DIR={}", library.join("lib").display()));
        command.arg(format!("SPO_INCLUDE_DIR={}", library.join("include").display()));
        command.arg(format!("VALGRIND={}", under.unwrap_or_default()));
        let printed = process::run_and_keep(&mut command)?;
        tally += Tally::from_plain(&printed.text).with_outcome(printed.success);
    }
    Ok(tally)
}

fn test_python(workspace: &Workspace) -> Result<Tally> {
    let venv = Venv::for_tests(workspace)?;
    venv.build_package(workspace)?;
    let mut pytest = venv.python(workspace);
    pytest
        .current_dir(workspace.path("spo-py"))
        .args(["-m", "pytest", "-q", "-rs", "tests"]);
    let printed = process::run_and_keep(&mut pytest)?;
    Ok(Tally::from_pytest(&printed.text).with_outcome(printed.success))
}
